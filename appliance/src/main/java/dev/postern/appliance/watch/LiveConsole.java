package dev.postern.appliance.watch;

import dev.postern.appliance.engine.EngineState;
import dev.postern.appliance.session.Recorder;
import dev.postern.appliance.session.Session;
import dev.postern.appliance.verdict.ConsoleVerdicts;
import dev.postern.appliance.zoning.HomePolicies;
import dev.postern.console.Attacks;
import dev.postern.console.Console;
import dev.postern.console.Status;
import dev.postern.model.Anomaly;
import dev.postern.model.AuditReport;
import dev.postern.model.Channel;
import dev.postern.model.Device;
import dev.postern.model.GapReport;
import dev.postern.model.Incident;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The console of a running session: pushes what the engine concludes as it does, and keeps the status that the first screen shows. Everything but
 * reading the status is done on the engine's thread.
 */
public final class LiveConsole implements Recorder.Listener, AutoCloseable {
    private static final long STATUS_NANOS = 500_000_000L;
    private static final long DAY_NANOS = 86_400_000_000_000L;
    private static final long MATURE_NANOS = 7 * DAY_NANOS;
    private static final int NEWS_MAX = 30;
    private static final Set<Channel> NEWS =
            Set.of(Channel.NOVELTY_DEVICE, Channel.NOVELTY_PEER, Channel.NOVELTY_SERVICE);
    /** After these the state of the gap is looked at again at once. */
    private static final Set<String> GAP_SITUATIONS = Set.of("E1", "E2", "E11", "A7");

    /** Otherwise this often: it costs what is known of the whole site, and may take a fiftieth of the time. */
    private static final long GAP_NANOS = 10_000_000_000L;

    private static final long GAP_COST_MAX = 50;

    /** Where frames come from, with what was lost on the way. */
    public interface Sources {
        List<Status.Source> now();
    }

    private final Session session;
    private final String mode;
    private final Console console;
    /** Ids of those that the list shows. */
    private final Set<String> devices = new HashSet<>();

    private final Deque<Status.News> news = new ArrayDeque<>();
    private Sources sources = List::of;
    private final long firstNanos;
    private long shownNanos;
    private long shownFrames;
    private double framesPerSecond;
    private GapReport gap;
    private long gapNanos;
    private long gapCostNanos;
    private boolean gapStale = true;
    private volatile Status status;

    private LiveConsole(Session session, String mode, int port, Attacks attacks) {
        this.session = session;
        this.mode = mode;
        for (Device device : session.home().state().inventory().devices()) devices.add(device.id());
        firstNanos = session.home().state().captures().stream()
                .mapToLong(c -> c.firstNanos())
                .min()
                .orElse(session.engine().state().clockNanos);
        shownFrames = session.engine().state().order;
        shownNanos = System.nanoTime();
        status = statusNow();
        console = Console.start(
                session.home(),
                () -> status,
                new ConsoleVerdicts(session.home().state()),
                null,
                port,
                attacks,
                new HomePolicies(session.home()));
    }

    public static LiveConsole start(Session session, String mode, int port) {
        return start(session, mode, port, null);
    }

    /** @param attacks what the viewer may start; null where nothing is virtual */
    public static LiveConsole start(Session session, String mode, int port, Attacks attacks) {
        LiveConsole live = new LiveConsole(session, mode, port, attacks);
        session.recorder().listen(live);
        System.out.println("Console: " + live.address() + "  (certificate SHA-256 " + live.console.fingerprint() + ")");
        Optional<String> password = live.console.firstPassword();
        password.ifPresent(
                p -> System.out.println("First login: admin  " + p + "  (shown only now; to be changed at once)"));
        System.out.flush();
        return live;
    }

    String address() {
        return "https://localhost:" + console.port();
    }

    public void sources(Sources from) {
        sources = from;
    }

    @Override
    public void anomaly(Anomaly anomaly) {
        gapStale |= GAP_SITUATIONS.contains(anomaly.situation());
        if (NEWS.contains(anomaly.channel())) {
            news.addFirst(new Status.News(
                    anomaly.atNanos() / 1e9,
                    anomaly.title() + ": " + anomaly.device()
                            + (anomaly.peer() == null ? "" : " and " + anomaly.peer()),
                    ""));
            if (news.size() > NEWS_MAX) news.removeLast();
        }
        console.publish(anomaly);
    }

    @Override
    public void incident(Incident incident) {
        session.home().state().flush();
        console.publish(incident);
    }

    @Override
    public void audited(AuditReport report) {
        news.addFirst(new Status.News(report.atNanos() / 1e9, "Audit ready: " + report.sentence(), ""));
        if (news.size() > NEWS_MAX) news.removeLast();
    }

    @Override
    public void device(Device device) {
        if (device.isGone()) devices.remove(device.id());
        else devices.add(device.id());
        console.publish(device);
    }

    /** To be called often; brings the status up to date now and then. */
    public void publish() {
        long now = System.nanoTime();
        if (now - shownNanos < STATUS_NANOS) return;
        long frames = session.engine().state().order;
        framesPerSecond = (frames - shownFrames) * 1e9 / (now - shownNanos);
        shownFrames = frames;
        shownNanos = now;
        gapStale |= session.decide();
        status = statusNow();
        console.publish(status);
    }

    private Status statusNow() {
        EngineState state = session.engine().state();
        long clock = Math.max(0, state.clockNanos);
        long since = firstNanos == Long.MIN_VALUE ? clock : Math.min(clock, Math.max(0, firstNanos));
        long today = Math.floorDiv(clock, DAY_NANOS) * DAY_NANOS;
        long bytes = 0;
        for (var wire : state.wires) bytes += wire.counters().bytes;
        return new Status(
                mode,
                clock / 1e9,
                gap(),
                new Status.Tiers(
                        told(Incident.Tier.INCIDENT, 0),
                        told(Incident.Tier.NOTICE, 0),
                        told(Incident.Tier.OBSERVATION, 0)),
                new Status.Budget(
                        told(Incident.Tier.INCIDENT, today),
                        Math.round(session.engine().budget().incidentsPerDay())),
                state.order,
                bytes,
                framesPerSecond,
                devices.size(),
                session.conversations(),
                session.memory(),
                learning(since, state.analyst.watchedNanos(clock)),
                blindSpots(),
                sources.now(),
                List.copyOf(news));
    }

    /** Asked of the store: a home may have told thousands, and needs none of them here. */
    private long told(Incident.Tier tier, long sinceNanos) {
        return session.home().state().findings().countIncidents(tier, sinceNanos);
    }

    private Status.GapState gap() {
        long now = System.nanoTime();
        if (gap == null
                || now - gapNanos >= (gapStale ? 0 : GAP_NANOS) && now - gapNanos >= GAP_COST_MAX * gapCostNanos) {
            gap = session.gap();
            session.home().state().put(gap);
            session.home().state().put(session.zoning());
            gapCostNanos = System.nanoTime() - now;
            gapNanos = now;
            gapStale = false;
        }
        return new Status.GapState(gap.sentence(), gap.state().name().toLowerCase(Locale.ROOT));
    }

    private static Status.Learning learning(long since, long watched) {
        double share = Math.min(1, (double) watched / MATURE_NANOS);
        String sentence = watched <= 0
                ? "Nothing learned yet."
                : share < 1
                        ? "Learning for " + span(watched) + "; a week makes the weekly rhythm known."
                        : "The weekly rhythm is known: learned over " + span(watched) + ".";
        return new Status.Learning(since / 1e9, share, sentence);
    }

    private static String span(long nanos) {
        long hours = nanos / 3_600_000_000_000L;
        if (hours < 1) return Math.max(1, nanos / 60_000_000_000L) + " min";
        return hours < 48 ? hours + " h" : hours / 24 + " days";
    }

    private List<Status.BlindSpot> blindSpots() {
        List<Status.BlindSpot> spots = new ArrayList<>();
        long dropped = 0;
        for (Status.Source source : sources.now()) dropped += source.dropped();
        if (dropped > 0)
            spots.add(
                    new Status.BlindSpot(
                            "Packets lost",
                            dropped
                                    + " packets came faster than this machine could take them; verdicts on counts and cycles are less sure."));
        long gaps = 0;
        long truncated = 0;
        for (var wire : session.engine().state().wires) {
            gaps += wire.counters().gaps;
            truncated += wire.counters().truncated;
        }
        for (Status.Source source : sources.now())
            if (source.state().startsWith("down") || source.state().startsWith("gone"))
                spots.add(new Status.BlindSpot(
                        "Interface " + source.name() + " is " + source.state(), "Nothing is heard there."));
        for (String zone : session.engine().state().analyst.halfSeen())
            spots.add(new Status.BlindSpot(
                    "One direction of " + zone,
                    "Nothing that it sends is shown, and it goes on: check both directions of the mirror port."));
        if (gaps > 0)
            spots.add(new Status.BlindSpot(
                    "Holes in connections",
                    gaps + " times a part of a connection was never seen: check the mirror port."));
        if (truncated > 0)
            spots.add(new Status.BlindSpot(
                    "Cut packets", truncated + " packets were captured only in part; their contents are not judged."));
        if (session.engine().lateFrames() > 0)
            spots.add(new Status.BlindSpot(
                    "Late packets",
                    session.engine().lateFrames()
                            + " packets were older than what is known: judged, not learned from."));
        if (session.engine().defects() > 0)
            spots.add(
                    new Status.BlindSpot(
                            "Packets that Postern failed at",
                            session.engine().defects()
                                    + " packets were judged only in part because of a defect of Postern. Its log says which: please report it."));
        session.limitsHit().forEach((name, count) -> spots.add(LimitWords.of(name, count)));
        return spots;
    }

    @Override
    public void close() {
        console.close();
    }
}
