package dev.postern.appliance.watch;

import dev.postern.appliance.cli.HomeOption;
import dev.postern.appliance.cli.Pacer;
import dev.postern.appliance.cli.Progress;
import dev.postern.appliance.engine.CaptureFiles;
import dev.postern.appliance.engine.Merge;
import dev.postern.appliance.session.Session;
import dev.postern.model.Frame;
import dev.postern.store.Capture;
import dev.postern.store.Hashes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Captures through the whole pipeline in capture time, as fast as it goes. */
@Command(
        name = "replay",
        description = {
            "Reads captures in capture time through the whole pipeline, then prints a summary.",
            "A home remembers how far each capture was read: the same captures given again are skipped, a half-read one is read on."
        },
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
    private static final int FRAMES_BETWEEN_LOOKS = 4096;
    private static final long LONGEST_SLEEP_MILLIS = 100;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "Capture files or folders of them; pcap, pcapng, also gzipped; - is standard input.")
    private List<Path> paths;

    @Mixin
    private HomeOption home;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Worker threads; changes the speed, never the result (default: the processors there are).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--console", description = "Serve the console meanwhile, and go on serving it until interrupted.")
    private boolean console;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "HTTPS port of the console (default: ${DEFAULT-VALUE}).",
            defaultValue = "8443")
    private int port;

    @Option(
            names = "--speed",
            paramLabel = "X",
            description =
                    "At most X times as fast as it happened, to watch it in the console (default: as fast as it goes).")
    private double speed = Double.POSITIVE_INFINITY;

    @Option(
            names = "--ring",
            paramLabel = "MIB",
            description = "Size of the packet ring on disk in MiB (default: ${DEFAULT-VALUE}).",
            defaultValue = "512")
    private int ringMebibytes;

    @Override
    public Integer call() throws InterruptedException {
        if (!(speed > 0)) throw new CommandLine.ParameterException(spec.commandLine(), "--speed is a number above 0");
        CaptureFiles files = CaptureFiles.search(paths);
        Summary summary = new Summary(files);
        try (Session session = new Session(home.folder, threads, (long) ringMebibytes << 20)) {
            List<Merge.Input> inputs = inputs(files, session, summary);
            try (LiveConsole live = console ? LiveConsole.start(session, "replay", port) : null) {
                read(inputs, files.anyPiped(), session, summary, live);
                summary.print(session, System.out);
                if (live != null) {
                    System.out.println("The console stays at " + live.address() + " until you interrupt (Ctrl-C).");
                    while (true) {
                        live.publish();
                        Thread.sleep(1_000);
                    }
                }
            }
        }
        return summary.failed() ? 1 : 0;
    }

    private void read(List<Merge.Input> inputs, boolean piped, Session session, Summary summary, LiveConsole live)
            throws InterruptedException {
        long totalBytes =
                inputs.stream().mapToLong(i -> i.path.toFile().length()).sum();
        Progress progress = new Progress(System.err, totalBytes);
        try (Merge merge = new Merge(inputs)) {
            Frame frame = new Frame();
            long frames = 0;
            long settledNanos = System.nanoTime();
            Pacer pacer = new Pacer(speed);
            while (merge.next(frame)) {
                for (long wait; (wait = pacer.millisUntil(frame.atNanos)) > 0; ) {
                    session.engine().settle();
                    session.tick(() -> captures(merge, session));
                    if (live != null) live.publish();
                    Thread.sleep(Math.min(wait, LONGEST_SLEEP_MILLIS));
                }
                session.feed(frame);
                summary.count(frame);
                // A pipe may give frames as they happen: what it gave is not left waiting for more.
                if (piped && System.nanoTime() - settledNanos > LONGEST_SLEEP_MILLIS * 1_000_000) {
                    session.engine().settle();
                    session.tick(() -> captures(merge, session));
                    if (live != null) live.publish();
                    settledNanos = System.nanoTime();
                }
                if (++frames % FRAMES_BETWEEN_LOOKS == 0) {
                    progress.at(frames, merge.bytesDone());
                    session.tick(() -> captures(merge, session));
                    if (live != null) live.publish();
                }
            }
            progress.clear();
            session.finish(captures(merge, session));
            summary.read(merge.begun());
        }
    }

    /** What is to be read, each with its ordinal in this home and how far it was read before. */
    private static List<Merge.Input> inputs(CaptureFiles files, Session session, Summary summary) {
        Map<String, Capture> known = new HashMap<>();
        for (Capture capture : session.home().state().captures()) known.put(capture.identity(), capture);
        int next = known.values().stream().mapToInt(Capture::ordinal).max().orElse(-1) + 1;
        List<Merge.Input> inputs = new ArrayList<>();
        for (CaptureFiles.Found found : files.found()) {
            String identity =
                    found.isPiped() ? "pipe at " + System.currentTimeMillis() : Hashes.identityOf(found.path());
            Capture capture = known.get(identity);
            if (capture == null) {
                String name = found.isPiped()
                        ? "standard input"
                        : found.path().getFileName().toString();
                capture = new Capture(next++, name, identity, 0, false, found.firstNanos(), 0, null);
                session.home().announce(capture);
                known.put(identity, capture);
            } else if (capture.finished() || inputs.stream().anyMatch(sameAs(capture))) {
                summary.skipped(found.path());
                continue;
            }
            inputs.add(new Merge.Input(found, capture.ordinal(), capture.frames()));
        }
        return inputs;
    }

    private static java.util.function.Predicate<Merge.Input> sameAs(Capture capture) {
        return input -> input.ordinal == capture.ordinal();
    }

    private static List<Capture> captures(Merge merge, Session session) {
        Map<Integer, Capture> known = new HashMap<>();
        for (Capture capture : session.home().state().captures()) known.put(capture.ordinal(), capture);
        List<Capture> now = new ArrayList<>();
        for (Merge.Input input : merge.begun()) {
            Capture k = known.get(input.ordinal);
            now.add(new Capture(
                    k.ordinal(),
                    k.name(),
                    k.identity(),
                    input.read,
                    input.finished,
                    k.firstNanos(),
                    Math.max(k.lastNanos(), input.lastNanos),
                    input.damage));
        }
        return now;
    }
}
