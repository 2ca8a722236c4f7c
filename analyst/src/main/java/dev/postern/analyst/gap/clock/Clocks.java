package dev.postern.analyst.gap.clock;

import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.situation.Context;
import dev.postern.model.Address;
import dev.postern.model.Conversation;
import dev.postern.model.FrameRef;
import dev.postern.model.GapReport.Inference;
import dev.postern.model.Traffic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * The timestamp clocks by address. Most stacks have one for all connections; Linux since 4.10 and some others begin with a number drawn for each
 * pair of addresses, so there only the error of the quartz is the machine's. An address that speaks with several clocks of the first kind at one
 * time, or with those of several other addresses, translates.
 */
public final class Clocks {
    private static final int HOSTS_MAX = 8_192;
    private static final int CLOCKS_MAX = 6;
    /** Readings that belong to no clock yet. */
    private static final int LOOSE_MAX = 8;
    /** A clock that was not read for so long may be replaced: connections end, hosts boot. */
    private static final long SILENT_MICROS = 3_600_000_000L;

    private static final long SENSORS_APART_MICROS = 60_000_000L;
    private static final double TRANSLATES = 0.6;
    private static final double TRANSLATES_KNOWN = 0.8;

    private final LinkedHashMap<Sender, Host> hosts = new LinkedHashMap<>();

    /** Another card is another device, or the same packets once more behind a router. */
    record Sender(Address address, long card) {}

    /** Mutable. */
    static final class Host {
        final List<Clock> clocks = new ArrayList<>(1);
        final long[] looseValues = new long[LOOSE_MAX];
        final long[] looseMicros = new long[LOOSE_MAX];
        int loose;
    }

    /** Both sides of a flow, unless they are outside. What comes late has its place in no line. */
    public void traffic(Traffic t, boolean clientInside, boolean serverInside, Context context) {
        if (t.stamp().late()) return;
        Conversation c = t.conversation();
        FrameRef frame = t.stamp().ref();
        if (clientInside && t.up().ticks() != null)
            read(new Sender(c.client(), t.up().mac()), c.server(), t.up().ticks(), frame, context);
        if (serverInside && t.down().ticks() != null)
            read(new Sender(c.server(), t.down().mac()), c.client(), t.down().ticks(), frame, context);
    }

    private void read(Sender sender, Address peer, Traffic.Ticks ticks, FrameRef frame, Context context) {
        Host host = hosts.get(sender);
        if (host == null) {
            if (!context.limit().room("hosts with clocks", hosts.size(), HOSTS_MAX)) return;
            hosts.put(sender, host = new Host());
        }
        long micros = ticks.atNanos() / 1000;
        Clock clock = nearest(host, ticks.value(), micros);
        if (clock != null) clock.read(ticks.value(), micros, peer);
        else if (!begin(host, ticks.value(), micros, peer, frame, context)) {
            host.looseValues[host.loose] = ticks.value();
            host.looseMicros[host.loose] = micros;
            host.loose = (host.loose + 1) % LOOSE_MAX;
        }
    }

    private static Clock nearest(Host host, long value, long micros) {
        Clock nearest = null;
        long least = Long.MAX_VALUE;
        for (Clock clock : host.clocks) {
            long miss = clock.miss(value, micros);
            if (miss < 0 || miss >= least) continue;
            least = miss;
            nearest = clock;
        }
        return nearest;
    }

    /** A clock of this reading and a loose one, if any frequency fits. */
    private static boolean begin(Host host, long value, long micros, Address peer, FrameRef frame, Context context) {
        for (int i = 0; i < LOOSE_MAX; i++) {
            int hertz =
                    host.looseMicros[i] == 0 ? 0 : Clock.hertz(host.looseValues[i], host.looseMicros[i], value, micros);
            if (hertz == 0) continue;
            host.looseMicros[i] = 0;
            if (host.clocks.size() >= CLOCKS_MAX) host.clocks.removeIf(c -> micros - c.lastMicros > SILENT_MICROS);
            if (context.limit().room("clocks of a host", host.clocks.size(), CLOCKS_MAX))
                host.clocks.add(Clock.startingAt(hertz, value, micros, peer, frame));
            return true;
        }
        return false;
    }

    /** What the clocks say: devices that are one, and addresses behind which several stand. */
    public record Said(List<Twin> twins, List<Inference> translations) {}

    /** @param apart whether two addresses are of different devices in different networks */
    public Said said(BiPredicate<Address, Address> apart, Context context) {
        Twins twins = new Twins(hosts, apart);
        TreeMap<Address, Inference> translations = new TreeMap<>();
        hosts.forEach((sender, host) -> {
            // Of a machine as a whole: told to several peers, or read at another address too.
            Set<Clock> elsewhere = twins.clocksOf(sender);
            List<Clock> clocks = together(host, c -> c.shared || elsewhere.contains(c));
            if (clocks.size() < 2) return;
            translations.putIfAbsent(
                    sender.address(), translation(sender.address(), clocks, twins.partnersOf(sender), context));
        });
        List<Twin> found = new ArrayList<>();
        for (Twin twin : twins.all())
            if (!translations.containsKey(twin.a()) && !translations.containsKey(twin.b())) found.add(twin);
        return new Said(found, List.copyOf(translations.values()));
    }

    /** Such clocks that were read at the same times as the one that was read last and differ from it. */
    private static List<Clock> together(Host host, Predicate<Clock> such) {
        List<Clock> latestFirst = new ArrayList<>(host.clocks);
        latestFirst.sort(Comparator.comparingLong((Clock c) -> c.lastMicros).reversed());
        List<Clock> found = new ArrayList<>();
        for (Clock clock : latestFirst)
            if (such.test(clock) && (found.isEmpty() || other(found.getFirst(), clock))) found.add(clock);
        return found;
    }

    /** By more than two sensors that see the same host may differ from each other. */
    private static boolean other(Clock a, Clock b) {
        Clock.Pace pace = Clock.compare(a, b);
        return pace != null && (a.hertz != b.hertz || pace.apartMicros() > SENSORS_APART_MICROS);
    }

    private static Inference translation(Address at, List<Clock> clocks, Set<Address> partners, Context context) {
        return new Inference(
                "address translation",
                "Several machines seem to stand behind " + context.inventory().describe(at) + ".",
                "Its connections carry the TCP timestamps of " + clocks.size()
                        + " clocks at one time, and one system has one."
                        + (partners.isEmpty() ? "" : " The same are read at " + Words.and(partners) + "."),
                partners.isEmpty() ? TRANSLATES : TRANSLATES_KNOWN,
                true,
                List.of(at),
                clocks.stream().mapToLong(c -> c.firstMicros).max().orElse(0) * 1000,
                clocks.stream().mapToLong(c -> c.lastMicros).max().orElse(0) * 1000,
                clocks.stream().map(c -> c.frame).toList());
    }
}
