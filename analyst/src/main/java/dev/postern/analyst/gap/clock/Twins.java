package dev.postern.analyst.gap.clock;

import dev.postern.analyst.gap.clock.Clock.Pace;
import dev.postern.analyst.inventory.Words;
import dev.postern.model.Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * Finds what is one clock at two addresses: the same ticks a second, the same count to some milliseconds for an hour and more, and the same
 * error. How sure that is follows from how many pairs would show the same by chance: as many as were switched on within a minute of it can
 * be paired, times the share of that minute that counts as the same, times the share of the site's clocks with such an error. What is alike only
 * in its error is told where no other clock of the site is near, and is weak: virtual machines share the quartz of their computer.
 */
final class Twins {
    private static final long SAME_MICROS = 3_000;
    private static final double SAME_PPM = 1;
    private static final long NEAR_MICROS = 1_000_000;
    private static final long TOGETHER_MICROS = 60_000_000;
    /** Looked through for each clock, so that a flood of them costs no more. */
    private static final int NEIGHBOURS_MAX = 256;

    private static final double SURE_MAX = 0.85;

    /** Whose clock is read at more than two addresses may be a firewall that answers for others. */
    private static final double MANIFOLD = 0.5;

    private static final double ALIKE_PPM = 0.5;
    private static final double ALONE_PPM = 10;
    private static final int OTHERS_MIN = 8;
    private static final long ALIKE_SPAN_MICROS = 3 * 3_600_000_000L;
    private static final double ALIKE_SURE = 0.3;

    private record At(Clocks.Sender sender, Clocks.Host host, Clock clock, long phase, double ppm) {
        Address address() {
            return sender.address();
        }
    }

    /** @param chain first clock of all that are the same */
    private record Match(At a, At b, Pace pace, double sure, At chain) {}

    private record Pair(Address a, Address b) {
        static Pair of(Match m) {
            Address a = m.a.address();
            Address b = m.b.address();
            return a.compareTo(b) < 0 ? new Pair(a, b) : new Pair(b, a);
        }
    }

    private final BiPredicate<Address, Address> apart;
    /** By frequency and phase. */
    private final List<At> clocks = new ArrayList<>();

    /** Of the clocks of each frequency, ascending. */
    private final Map<Integer, double[]> errors = new HashMap<>();

    private final List<Match> matches = new ArrayList<>();
    private final Map<Clocks.Sender, List<Match>> matchesOf = new HashMap<>();
    /** Where the clocks of a chain are read. */
    private final Map<At, Set<Address>> places = new HashMap<>();
    /** To each clock that is the same as one before it, the first of them. */
    private final Map<At, At> chains = new HashMap<>();

    Twins(Map<Clocks.Sender, Clocks.Host> hosts, BiPredicate<Address, Address> apart) {
        this.apart = apart;
        hosts.forEach((sender, host) -> {
            for (Clock clock : host.clocks)
                if (clock.isRipe()) clocks.add(new At(sender, host, clock, clock.phase(), clock.ppm()));
        });
        clocks.sort(Comparator.<At>comparingInt(c -> c.clock.hertz)
                .thenComparingLong(At::phase)
                .thenComparing(At::address)
                .thenComparingLong(c -> c.sender.card()));
        for (At clock : clocks)
            errors.computeIfAbsent(
                    clock.clock.hertz,
                    hertz -> clocks.stream()
                            .filter(c -> c.clock.hertz == hertz)
                            .mapToDouble(At::ppm)
                            .sorted()
                            .toArray());
        for (int i = 0; i < clocks.size(); i++) match(i);
    }

    /** Each with the next that is the same, so that a machine in ten networks is told nine times and not 45. */
    private void match(int i) {
        At a = clocks.get(i);
        for (int j = i + 1; j < Math.min(clocks.size(), i + NEIGHBOURS_MAX); j++) {
            At b = clocks.get(j);
            if (b.clock.hertz != a.clock.hertz || b.phase - a.phase > NEAR_MICROS) return;
            if (!apart.test(a.address(), b.address())) continue;
            Pace pace = Clock.compare(a.clock, b.clock);
            if (pace == null || pace.driftPpm() > SAME_PPM || pace.apartMicros() > same(a.clock)) continue;
            At chain = chains.getOrDefault(a, a);
            chains.put(b, chain);
            Match match = new Match(a, b, pace, sure(i, j, pace), chain);
            matches.add(match);
            places.computeIfAbsent(chain, _ -> new TreeSet<>()).addAll(List.of(a.address(), b.address()));
            for (At one : List.of(a, b))
                matchesOf.computeIfAbsent(one.sender, _ -> new ArrayList<>(1)).add(match);
            return;
        }
    }

    private static long same(Clock clock) {
        return SAME_MICROS + 1_000_000 / clock.hertz;
    }

    private double sure(int i, int j, Pace pace) {
        At a = clocks.get(i);
        int from = i;
        while (from > 0 && together(clocks.get(from - 1), a)) from--;
        int to = j;
        while (to + 1 < clocks.size() && together(clocks.get(to + 1), a)) to++;
        double near = to - from + 1;
        double[] all = errors.get(a.clock.hertz);
        int asOff = from(all, a.ppm + SAME_PPM) - from(all, a.ppm - SAME_PPM);
        if (Math.abs(clocks.get(j).ppm - a.ppm) < SAME_PPM) asOff--;
        double sameByChance = Math.min(1, 2.0 * Math.max(same(a.clock), pace.mostMicros()) / TOGETHER_MICROS);
        return SURE_MAX / (1 + near * (near - 1) / 2 * sameByChance * asOff / all.length);
    }

    /** Where the errors from {@code ppm} on begin. */
    private static int from(double[] ascending, double ppm) {
        int at = Arrays.binarySearch(ascending, ppm);
        return at < 0 ? -1 - at : at;
    }

    private static boolean together(At other, At a) {
        return other.clock.hertz == a.clock.hertz && Math.abs(other.phase - a.phase) <= TOGETHER_MICROS;
    }

    /** Clocks of this sender that are read at other addresses too. */
    Set<Clock> clocksOf(Clocks.Sender sender) {
        Set<Clock> found = new LinkedHashSet<>();
        for (Match match : matchesOf.getOrDefault(sender, List.of())) {
            if (match.a.sender.equals(sender)) found.add(match.a.clock);
            if (match.b.sender.equals(sender)) found.add(match.b.clock);
        }
        return found;
    }

    Set<Address> partnersOf(Clocks.Sender sender) {
        Set<Address> found = new TreeSet<>();
        for (Match match : matchesOf.getOrDefault(sender, List.of())) {
            if (match.a.sender.equals(sender)) found.add(match.b.address());
            if (match.b.sender.equals(sender)) found.add(match.a.address());
        }
        return found;
    }

    /** Each pair of addresses once, by the surest clock. */
    List<Twin> all() {
        Map<Pair, Twin> found = new LinkedHashMap<>();
        for (Match match : matches)
            surest(found, match, match.sure * (places.get(match.chain).size() > 2 ? MANIFOLD : 1), sameWords(match));
        for (Match match : alike()) surest(found, match, match.sure, alikeWords(match));
        return List.copyOf(found.values());
    }

    private static void surest(Map<Pair, Twin> found, Match m, double sure, String reason) {
        Pair pair = Pair.of(m);
        Twin known = found.get(pair);
        if (known == null || known.sure() < sure) found.put(pair, twin(m, sure, reason));
    }

    private static Twin twin(Match m, double sure, String reason) {
        return new Twin(
                m.a.address(),
                m.b.address(),
                sure,
                reason,
                Math.max(m.a.clock.firstMicros, m.b.clock.firstMicros) * 1000,
                Math.max(m.a.clock.lastMicros, m.b.clock.lastMicros) * 1000,
                m.a.clock.frame,
                m.b.clock.frame);
    }

    /** Pairs alike in their error and far from everybody else, of stacks that may begin anew for each peer. */
    private List<Match> alike() {
        TreeMap<Address, At> longest = new TreeMap<>();
        for (At at : clocks) longest.merge(at.address(), at, (a, b) -> b.clock.span() > a.clock.span() ? b : a);
        List<At> byError = new ArrayList<>(longest.values());
        byError.sort(Comparator.comparingDouble(At::ppm).thenComparing(At::address));
        List<Match> found = new ArrayList<>();
        if (byError.size() < OTHERS_MIN + 2) return found;
        for (int i = 0; i + 1 < byError.size(); i++) {
            At a = byError.get(i);
            At b = byError.get(i + 1);
            boolean alone = (i == 0 || a.ppm - byError.get(i - 1).ppm >= ALONE_PPM)
                    && (i + 2 == byError.size() || byError.get(i + 2).ppm - b.ppm >= ALONE_PPM);
            if (!alone || b.ppm - a.ppm > SAME_PPM || a.clock.hertz != b.clock.hertz) continue;
            if (whole(a) || whole(b) || !apart.test(a.address(), b.address())) continue;
            Pace pace = Clock.compare(a.clock, b.clock);
            if (pace == null || pace.spanMicros() < ALIKE_SPAN_MICROS || pace.driftPpm() > ALIKE_PPM) continue;
            if (pace.apartMicros() > same(a.clock)) found.add(new Match(a, b, pace, ALIKE_SURE, a));
        }
        return found;
    }

    /** One clock for all connections: then another count is another machine. */
    private static boolean whole(At at) {
        return at.host.clocks.stream().anyMatch(c -> c.shared);
    }

    private static String sameWords(Match m) {
        return "Their TCP timestamp clocks (" + m.a.clock.hertz + " Hz) read the same to "
                + Math.max(1, (m.pace.mostMicros() + 999) / 1000) + " ms for " + Words.span(m.pace.spanMicros() * 1000)
                + " and run " + error(m.a.ppm) + ".";
    }

    private static String alikeWords(Match m) {
        return "Their TCP timestamp clocks (" + m.a.clock.hertz + " Hz) do not read the same, but for "
                + Words.span(m.pace.spanMicros() * 1000) + " both ran " + error(m.a.ppm)
                + ", as no other clock here does; two virtual machines on one computer would, too.";
    }

    private static String error(double ppm) {
        long rounded = Math.round(ppm);
        if (rounded == 0) return "true to 1 ppm";
        return Math.abs(rounded) + " ppm " + (rounded > 0 ? "fast" : "slow");
    }
}
