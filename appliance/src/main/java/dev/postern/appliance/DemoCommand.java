package dev.postern.appliance;

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

/** The whole appliance on the virtual plant: some days learned in fast motion, then real time, with attacks that begin a minute later. */
@Command(
        name = "demo",
        description =
                "Runs the whole appliance on a virtual plant: learns some days in seconds, then goes on in real time while attacks begin.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long DAY_NANOS = 86_400 * SECOND_NANOS;
    private static final long FIRST_ATTACK_NANOS = 60 * SECOND_NANOS;
    private static final long BETWEEN_ATTACKS_NANOS = 150 * SECOND_NANOS;
    private static final int FRAMES_BETWEEN_LOOKS = 2048;

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
            defaultValue = "3",
            description = "Simulated days learned before the page opens (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "7",
            description = "Another seed, another plant's life (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--seconds", paramLabel = "N", description = "Stop by itself after so many seconds of real time.")
    private long seconds = Long.MAX_VALUE;

    @Override
    public Integer call() throws InterruptedException, IOException {
        empty(home);
        int threads = Runtime.getRuntime().availableProcessors();
        try (Session session = new Session(home, threads, 256L << 20)) {
            long now = System.currentTimeMillis() / 1_000 * SECOND_NANOS;
            Plant plant = new Plant(PlantSettings.demo(seed).startingAt(now - days * DAY_NANOS));
            session.home()
                    .announce(new Capture(
                            0, "virtual plant", "virtual plant " + seed, 0, false, plant.nowNanos(), 0, null));
            System.out.println("Learning " + days + " days of a virtual plant ...");
            Frame frame = new Frame();
            learn(plant, session, frame, now);
            try (LiveConsole console = LiveConsole.start(session, "demo", port)) {
                System.out.println(
                        "Open the console in a browser. The first attack begins in a minute; Ctrl-C ends the demo.");
                live(plant, session, console, frame);
            }
        }
        return 0;
    }

    /** Only ever empties what a demo made. */
    private static void empty(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        if (!Files.exists(folder.resolve("state.db"))
                && Files.list(folder).findAny().isPresent())
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

    private void live(Plant plant, Session session, LiveConsole console, Frame frame) throws InterruptedException {
        long at = System.currentTimeMillis() * 1_000_000L + FIRST_ATTACK_NANOS;
        for (Scenario scenario : EnumSet.range(Scenario.ARP_RELAY, Scenario.LATERAL_MOVEMENT)) {
            plant.start(scenario, at);
            at += BETWEEN_ATTACKS_NANOS;
        }
        long end = seconds == Long.MAX_VALUE ? Long.MAX_VALUE : System.nanoTime() + seconds * SECOND_NANOS;
        console.sources(() -> List.of(
                new Status.Source("virtual plant", "receiving", session.engine().state().order, 0)));
        while (System.nanoTime() < end && plant.next(frame)) {
            long wait = frame.atNanos - System.currentTimeMillis() * 1_000_000L;
            if (wait > 1_000_000L) {
                session.engine().settle();
                session.tick(List::of);
                console.publish();
                Thread.sleep(Math.min(wait / 1_000_000L, 200));
                while ((wait = frame.atNanos - System.currentTimeMillis() * 1_000_000L) > 1_000_000L) {
                    console.publish();
                    Thread.sleep(Math.min(wait / 1_000_000L, 200));
                }
            }
            session.feed(frame);
        }
        session.engine().settle();
    }
}
