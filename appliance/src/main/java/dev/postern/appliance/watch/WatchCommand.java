package dev.postern.appliance.watch;

import dev.postern.appliance.cli.HomeOption;
import dev.postern.appliance.engine.Batch;
import dev.postern.appliance.engine.Engine;
import dev.postern.appliance.session.Session;
import dev.postern.capture.LiveCapture;
import dev.postern.console.Status;
import dev.postern.model.Frame;
import dev.postern.store.Capture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
public final class WatchCommand implements Callable<Integer> {
    /** The engine hears of waiting frames at least this often. */
    private static final int POLL_MILLIS = 20;

    /** At the end, what waits in memory is worked off for at most this long. */
    private static final long WORK_OFF_NANOS = 60_000_000_000L;

    /** Less than this in memory is the ordinary course of things. */
    private static final long BEHIND_BYTES = 8L << 20;

    private static final long STOP_SECONDS = 80;

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

    @Option(
            names = "--kernel-buffer",
            paramLabel = "MIB",
            defaultValue = "128",
            description = "Memory that the kernel sets aside for each interface, in MiB (default: ${DEFAULT-VALUE}).")
    private int kernelMebibytes;

    @Option(
            names = "--backlog",
            paramLabel = "MIB",
            defaultValue = "512",
            description = {
                "Memory at most used for frames that were received and not yet looked at, in MiB (default: ${DEFAULT-VALUE}).",
                "Used only while traffic comes faster than it can be looked at; after that frames are lost, counted and told."
            })
    private int backlogMebibytes;

    @Option(names = "--outgoing", description = "Also take what this machine itself sends on these interfaces.")
    private boolean outgoing;

    @Option(names = "--seconds", paramLabel = "N", description = "Stop by itself after so many seconds.")
    private long seconds = Long.MAX_VALUE;

    @Override
    public Integer call() {
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch stopped = new CountDownLatch(1);
        var settings = new LiveCapture.Settings(outgoing, (long) kernelMebibytes << 20, (long) backlogMebibytes << 20);
        try (LiveCapture live = LiveCapture.open(names, settings);
                Session session = new Session(home.folder, threads, (long) ringMebibytes << 20)) {
            int firstOrdinal = announce(session);
            try (LiveConsole console = LiveConsole.start(session, "watch", port)) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stop, stopped), "stop"));
                System.out.println("Watching " + String.join(", ", names) + ". Ctrl-C ends it and keeps everything.");
                console.sources(
                        () -> live.counters().stream().map(WatchCommand::status).toList());
                Watch watch = new Watch(live, session, console, firstOrdinal);
                watch.until(stop);
                watch.end();
                session.finish(captures(live, firstOrdinal, session));
                live.counters().forEach(WatchCommand::report);
            }
        } finally {
            stopped.countDown();
        }
        return 0;
    }

    private static void stopAndWait(AtomicBoolean stop, CountDownLatch stopped) {
        stop.set(true);
        try {
            stopped.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return the ordinal of the first interface; the others follow it */
    private int announce(Session session) {
        int first = session.home().state().captures().stream()
                        .mapToInt(Capture::ordinal)
                        .max()
                        .orElse(-1)
                + 1;
        long now = System.currentTimeMillis();
        // Frame numbers begin anew at every start, so every start is a capture of its own.
        for (int i = 0; i < names.size(); i++)
            session.home()
                    .announce(new Capture(
                            first + i,
                            names.get(i),
                            "interface " + names.get(i) + " at " + now,
                            0,
                            false,
                            now * 1_000_000L,
                            0,
                            null));
        return first;
    }

    private final class Watch {
        private final LiveCapture live;
        private final Session session;
        private final LiveConsole console;
        private final int firstOrdinal;
        private final Map<String, LiveCapture.Link> links = new HashMap<>();
        private final Frame frame = new Frame();
        /** Told to the engine already, in this run. */
        private long lostInCard;

        private long lostInKernel;

        Watch(LiveCapture live, Session session, LiveConsole console, int firstOrdinal) {
            this.live = live;
            this.session = session;
            this.console = console;
            this.firstOrdinal = firstOrdinal;
        }

        void until(AtomicBoolean stop) {
            long end = seconds == Long.MAX_VALUE ? Long.MAX_VALUE : System.nanoTime() + seconds * 1_000_000_000L;
            while (!stop.get() && System.nanoTime() < end) {
                round();
                // Silence moves time on as well: what did not come is told when its minute is over.
                long complete = live.completeNanos();
                if (complete != Long.MIN_VALUE)
                    session.engine().advanceTo(Math.min(complete, wallNanos()) - Engine.DISORDER_NANOS);
                tellLinks();
                tellLosses();
            }
        }

        /** Works off what was received before now. */
        void end() {
            live.stopReceiving();
            long end = System.nanoTime() + WORK_OFF_NANOS;
            while (!live.isOver() && System.nanoTime() < end) round();
        }

        private void round() {
            int taken = 0;
            while (taken < Batch.FRAMES && live.next(frame, taken == 0 ? POLL_MILLIS : 0)) {
                frame.capture += firstOrdinal;
                session.feed(frame);
                taken++;
            }
            // Where more waits, the next step hears this one.
            if (taken < Batch.FRAMES) session.engine().settle();
            session.tick(() -> captures(live, firstOrdinal, session));
            console.publish();
        }

        private void tellLosses() {
            long card = 0;
            long kernel = 0;
            for (LiveCapture.Counters now : live.counters()) {
                card += now.missed();
                kernel += now.dropped();
            }
            session.engine().lost(card - lostInCard, kernel - lostInKernel);
            lostInCard = card;
            lostInKernel = kernel;
        }

        private void tellLinks() {
            for (LiveCapture.Counters now : live.counters()) {
                LiveCapture.Link before = links.put(now.name(), now.link());
                if (before == null ? now.link() != LiveCapture.Link.UP : before != now.link())
                    System.out.println("Interface " + now.name() + " is " + word(now.link())
                            + (now.link() == LiveCapture.Link.UP ? " again." : "; it is waited for."));
            }
        }
    }

    private static long wallNanos() {
        return System.currentTimeMillis() * 1_000_000L;
    }

    private static String word(LiveCapture.Link link) {
        return link.name().toLowerCase(Locale.ROOT);
    }

    private static Status.Source status(LiveCapture.Counters now) {
        String state = now.link() != LiveCapture.Link.UP
                ? word(now.link())
                : now.received() == 0 ? "silent" : now.lost() > 0 ? "losing packets" : "receiving";
        if (now.waitingBytes() > BEHIND_BYTES) state += ", " + (now.waitingBytes() >> 20) + " MiB behind";
        return new Status.Source(now.name(), state, now.received() + now.missed(), now.lost());
    }

    private static List<Capture> captures(LiveCapture live, int firstOrdinal, Session session) {
        List<LiveCapture.Counters> counters = live.counters();
        List<Capture> now = new ArrayList<>();
        for (Capture known : session.home().state().captures()) {
            int index = known.ordinal() - firstOrdinal;
            if (index < 0 || index >= counters.size()) continue;
            LiveCapture.Counters c = counters.get(index);
            now.add(new Capture(
                    known.ordinal(),
                    known.name(),
                    known.identity(),
                    c.taken(),
                    false,
                    known.firstNanos(),
                    session.engine().state().clockNanos,
                    c.lost() == 0 ? null : c.lost() + " packets lost"));
        }
        return now;
    }

    private static void report(LiveCapture.Counters c) {
        System.out.printf(
                Locale.ROOT,
                "%s: %,d frames received, %,d taken, %,d lost in the kernel, %,d lost in the network card, at most %,d MiB waited%n",
                c.name(),
                c.received(),
                c.taken(),
                c.dropped(),
                c.missed(),
                (c.waitingBytesMax() + (1 << 20) - 1) >> 20);
        long left = c.received() - c.dropped() - c.taken();
        if (left > 0)
            System.out.printf(Locale.ROOT, "%s: %,d frames were received too late to be looked at%n", c.name(), left);
    }
}
