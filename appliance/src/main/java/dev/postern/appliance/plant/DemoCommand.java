package dev.postern.appliance.plant;

import dev.postern.appliance.cli.Progress;
import dev.postern.appliance.session.Session;
import dev.postern.appliance.watch.LiveConsole;
import dev.postern.console.Status;
import dev.postern.model.Frame;
import dev.postern.plant.Plant;
import dev.postern.plant.PlantSettings;
import dev.postern.plant.Scenario;
import dev.postern.store.Capture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The whole appliance on the virtual plant: two weeks learned in fast motion, then real time, with attacks that begin a minute later or by hand. So
 * that two weeks of some sixty machines pass in a minute, pollers ask sixty times less often than in a real works, in the past and afterwards: rhythm is what is learned.
 */
@Command(
        name = "demo",
        description =
                "Runs the whole appliance on a virtual plant: learns some days in seconds, then goes on in real time while attacks begin.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long DAY_NANOS = 86_400 * SECOND_NANOS;
    private static final long FIRST_ATTACK_NANOS = 60 * SECOND_NANOS;
    private static final long BETWEEN_ATTACKS_NANOS = 150 * SECOND_NANOS;
    private static final long TELL_NANOS = SECOND_NANOS;
    private static final int FRAMES_BETWEEN_LOOKS = 2048;
    /** With what the attacks need beside the lines, some sixty machines. */
    private static final int LINES = 3;

    private static final double THINNING = 60;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = ".postern/demo",
            description = "Folder for the demo, emptied at the start (default: ${DEFAULT-VALUE}).")
    private Path home;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8443",
            description = "HTTPS port of the console (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "14",
            description = "Simulated days learned before the page opens (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "7",
            description = "Another seed, another plant's life (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--by-hand", description = "No attack begins by itself; the console's menu starts them.")
    private boolean byHand;

    @Option(names = "--seconds", paramLabel = "N", description = "Stop by itself after so many seconds of real time.")
    private long seconds = Long.MAX_VALUE;

    @Override
    public Integer call() throws InterruptedException, IOException {
        empty(home);
        int threads = Runtime.getRuntime().availableProcessors();
        try (Session session = new Session(home, threads, 256L << 20)) {
            long now = System.currentTimeMillis() / 1_000 * SECOND_NANOS;
            Plant plant = new Plant(works(seed, now - days * DAY_NANOS));
            session.home()
                    .announce(new Capture(
                            0, "virtual plant", "virtual plant " + seed, 0, false, plant.nowNanos(), 0, null));
            System.out.println(
                    "Learning " + days + " days of a virtual plant with " + plant.machines() + " machines ...");
            Frame frame = new Frame();
            learn(plant, session, frame, now);
            DemoAttacks attacks = new DemoAttacks();
            try (LiveConsole console = LiveConsole.start(session, "demo", port, attacks)) {
                System.out.println("Open the console in a browser. "
                        + (byHand ? "" : "The first attack begins in a minute. ")
                        + "Its screen Attacks starts more; Ctrl-C ends the demo.");
                if (!byHand) plan(attacks);
                live(plant, session, console, attacks, frame);
            }
        }
        return 0;
    }

    static PlantSettings works(long seed, long startNanos) {
        return new PlantSettings(seed, startNanos, LINES, THINNING, true).suiting(Scenario.values());
    }

    private static void plan(DemoAttacks attacks) {
        long at = System.currentTimeMillis() * 1_000_000L + FIRST_ATTACK_NANOS;
        for (Scenario scenario : EnumSet.range(Scenario.ARP_RELAY, Scenario.LATERAL_MOVEMENT)) {
            attacks.plan(scenario, at);
            at += BETWEEN_ATTACKS_NANOS;
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /** Only ever empties what a demo made. */
    private static void empty(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        if (!Files.exists(folder.resolve("state.db")) && !isEmpty(folder))
            throw new dev.postern.store.StoreException(
                    folder + " is no home of a demo; name an empty folder with --home");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    private void learn(Plant plant, Session session, Frame frame, long untilNanos) {
        long start = System.nanoTime();
        long begin = plant.nowNanos();
        Progress progress = new Progress(System.err, untilNanos - begin);
        long frames = 0;
        while (plant.next(frame)) {
            session.feed(frame);
            if (++frames % FRAMES_BETWEEN_LOOKS == 0) {
                progress.at(frames, frame.atNanos - begin);
                session.tick(List::of);
            }
            if (frame.atNanos >= System.currentTimeMillis() * 1_000_000L) break;
        }
        session.engine().settle();
        session.home().state().flush();
        progress.clear();
        System.out.printf("Learned from %,d frames in %.0f s.%n", frames, (System.nanoTime() - start) / 1e9);
    }

    private void live(Plant plant, Session session, LiveConsole console, DemoAttacks attacks, Frame frame)
            throws InterruptedException {
        long end = seconds == Long.MAX_VALUE ? Long.MAX_VALUE : System.nanoTime() + seconds * SECOND_NANOS;
        long toldNanos = System.nanoTime();
        console.sources(() -> List.of(
                new Status.Source("virtual plant", "receiving", session.engine().state().order, 0)));
        while (System.nanoTime() < end) {
            attacks.carryOut(plant);
            if (!plant.next(frame)) break;
            for (long wait; (wait = frame.atNanos / 1_000_000L - System.currentTimeMillis()) > 0; ) {
                session.engine().settle();
                session.tick(List::of);
                if (System.nanoTime() - toldNanos > TELL_NANOS) {
                    attacks.tell(plant);
                    toldNanos = System.nanoTime();
                }
                console.publish();
                Thread.sleep(Math.min(wait, 200));
            }
            session.feed(frame);
        }
        session.engine().settle();
    }
}
