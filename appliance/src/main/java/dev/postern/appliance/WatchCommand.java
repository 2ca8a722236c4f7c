package dev.postern.appliance;

import dev.postern.capture.LiveInterface;
import dev.postern.console.Status;
import dev.postern.model.Frame;
import dev.postern.store.Capture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The appliance on live traffic: receives only. */
@Command(
        name = "watch",
        description =
                "Watches live interfaces, mirror ports as a rule, and serves the console. Needs the right to capture (root, or see --help).",
        footer =
                "Without root:  sudo setcap cap_net_raw,cap_net_admin=eip JAVA  once, JAVA being the runtime that ./postern uses.",
        mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {
    /** The engine hears of waiting frames at least this often. */
    private static final int POLL_MILLIS = 20;

    private static final long COUNTERS_NANOS = 1_000_000_000L;

    @Option(
            names = "--interface",
            arity = "1..*",
            required = true,
            paramLabel = "IF",
            description = "Interfaces to listen on.")
    private List<String> names;

    @Mixin
    private HomeOption home;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8443",
            description = "HTTPS port of the console (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--threads", paramLabel = "N", description = "Worker threads (default: the processors there are).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--ring",
            paramLabel = "MIB",
            defaultValue = "2048",
            description = "Size of the packet ring on disk in MiB (default: ${DEFAULT-VALUE}).")
    private int ringMebibytes;

    @Option(names = "--outgoing", description = "Also take what this machine itself sends on these interfaces.")
    private boolean outgoing;

    @Option(names = "--seconds", paramLabel = "N", description = "Stop by itself after so many seconds.")
    private long seconds = Long.MAX_VALUE;

    private record Source(LiveInterface live, int ordinal) {}

    @Override
    public Integer call() throws InterruptedException {
        List<LiveInterface> opened = new ArrayList<>();
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch stopped = new CountDownLatch(1);
        try {
            for (String name : names) opened.add(LiveInterface.open(name, outgoing));
            try (Session session = new Session(home.folder, threads, (long) ringMebibytes << 20)) {
                List<Source> sources = announce(opened, session);
                try (LiveConsole console = LiveConsole.start(session, "watch", port)) {
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stop, stopped), "stop"));
                    System.out.println(
                            "Watching " + String.join(", ", names) + ". Ctrl-C ends it and keeps everything.");
                    watch(sources, session, console, stop);
                    session.finish(captures(sources, session));
                    report(sources);
                }
            }
        } finally {
            opened.forEach(LiveInterface::close);
            stopped.countDown();
        }
        return 0;
    }

    private static void stopAndWait(AtomicBoolean stop, CountDownLatch stopped) {
        stop.set(true);
        try {
            stopped.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Source> announce(List<LiveInterface> opened, Session session) {
        List<Capture> known = session.home().state().captures();
        int next = known.stream().mapToInt(Capture::ordinal).max().orElse(-1) + 1;
        List<Source> sources = new ArrayList<>();
        for (LiveInterface live : opened) {
            // Frame numbers begin anew at every start, so every start is a capture of its own.
            String identity = "interface " + live.name() + " at " + System.currentTimeMillis();
            session.home()
                    .announce(new Capture(
                            next, live.name(), identity, 0, false, System.currentTimeMillis() * 1_000_000L, 0, null));
            sources.add(new Source(live, next++));
        }
        return sources;
    }

    private void watch(List<Source> sources, Session session, LiveConsole console, AtomicBoolean stop) {
        long end = seconds == Long.MAX_VALUE ? Long.MAX_VALUE : System.nanoTime() + seconds * 1_000_000_000L;
        long countersAt = 0;
        Frame frame = new Frame();
        console.sources(() -> sources.stream().map(WatchCommand::status).toList());
        while (!stop.get() && System.nanoTime() < end) {
            for (Source source : sources) {
                int wait = sources.size() == 1 ? POLL_MILLIS : POLL_MILLIS / sources.size();
                int taken = 0;
                while (taken++ < Batch.FRAMES && source.live.next(frame, taken == 1 ? wait : 0)) {
                    frame.capture = source.ordinal;
                    session.feed(frame);
                }
            }
            session.engine().settle();
            // Silence moves time on as well: what did not come is told when its minute is over.
            session.engine().advanceTo(System.currentTimeMillis() * 1_000_000L - Engine.DISORDER_NANOS);
            if (System.nanoTime() - countersAt > COUNTERS_NANOS) {
                countersAt = System.nanoTime();
                for (Source source : sources) source.live.readCounters();
            }
            session.tick(() -> captures(sources, session));
            console.publish();
        }
        for (Source source : sources) source.live.readCounters();
    }

    private static Status.Source status(Source source) {
        String state =
                source.live.received() == 0 ? "silent" : source.live.dropped() > 0 ? "losing packets" : "receiving";
        return new Status.Source(source.live.name(), state, source.live.received(), source.live.dropped());
    }

    private static List<Capture> captures(List<Source> sources, Session session) {
        List<Capture> now = new ArrayList<>();
        for (Capture known : session.home().state().captures())
            for (Source source : sources)
                if (source.ordinal == known.ordinal())
                    now.add(new Capture(
                            known.ordinal(),
                            known.name(),
                            known.identity(),
                            source.live.delivered(),
                            false,
                            known.firstNanos(),
                            session.engine().state().clockNanos,
                            source.live.dropped() == 0 ? null : source.live.dropped() + " packets lost"));
        return now;
    }

    private static void report(List<Source> sources) {
        for (Source source : sources)
            System.out.printf(
                    "%s: %,d frames received, %,d taken, %,d lost in the kernel%n",
                    source.live.name(), source.live.received(), source.live.delivered(), source.live.dropped());
    }
}
