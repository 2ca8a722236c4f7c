package dev.postern.analyst;

import dev.postern.model.Address;
import dev.postern.model.FrameRef;
import dev.postern.model.GapReport;
import dev.postern.model.GapReport.Attempt;
import dev.postern.model.GapReport.Hop;
import dev.postern.model.GapReport.Inference;
import dev.postern.model.GapReport.Path;
import dev.postern.model.GapReport.State;
import dev.postern.model.Ids;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Says how far the gap holds, from what the other classes counted. Costs what is known, so it is asked once a day and when somebody looks. What
 * was seen to pass both ways is a fact, whatever else was missed; that nothing passed is only as sure as the view was wide and long.
 */
final class GapJudge {
    private static final int PATHS_MAX = 500;
    private static final int ATTEMPTS_MAX = 1_000;
    private static final int INFERENCES_MAX = 500;
    private static final int LISTED_MAX = 8;
    private static final int CROSSINGS_MAX = 1_024;
    /** A way that was used so lately counts as open. */
    private static final long CURRENT_NANOS = 7 * Settings.DAY_NANOS;
    /** After so long a view nothing that comes weekly was missed. */
    private static final long LONG_NANOS = 7 * Settings.DAY_NANOS;

    private static final double SURE_MAX = 0.95;
    private static final double DOUBT_MIN = 0.5;
    /** Less sure than this, after some four hours of a full view, it is better not said. */
    private static final double HOLDS_MIN = 0.15;

    private final Context context;
    private final Reach reach;
    private final long sinceNanos;
    private final long nowNanos;
    private final List<Path> paths = new ArrayList<>();
    private final TreeMap<String, Attempt> attempts = new TreeMap<>();
    private long attemptsLeftOut;
    private long tries;
    /** Current two-way paths that may touch the plant. */
    private boolean open;

    GapJudge(Context context, Conduits conduits, long sinceNanos, long nowNanos) {
        this.context = context;
        this.sinceNanos = sinceNanos;
        this.nowNanos = nowNanos;
        reach = new Reach(conduits, context.inventory());
    }

    GapReport report(Gap gap, Visibility visibility, Conduits conduits) {
        gap.outward().hosts().forEach(this::host);
        gap.asked().outside().forEach(e -> asked(e.getKey(), e.getValue()));
        paths.sort(Comparator.comparing(Path::current)
                .thenComparing(Path::answered)
                .thenComparing(p -> !p.reach().isEmpty())
                .thenComparing(Path::packets)
                .reversed()
                .thenComparing(Path::id));
        List<Inference> inferences = inferences(gap);
        long watched = Math.max(0, nowNanos - sinceNanos);
        CoverageFigures coverage = new CoverageFigures(visibility, context, watched);
        Verdict verdict = verdict(inferences, coverage, watched);
        return new GapReport(
                sinceNanos,
                nowNanos,
                verdict.state,
                verdict.sinceNanos,
                verdict.sentence,
                verdict.confidence,
                verdict.why,
                first(paths, PATHS_MAX),
                attempts.values().stream()
                        .sorted(Comparator.comparingLong(Attempt::count)
                                .reversed()
                                .thenComparing(Attempt::host)
                                .thenComparing(Attempt::what))
                        .toList(),
                attemptsLeftOut,
                inferences,
                coverage.zones(),
                coverage.spots(),
                first(conduits.crossings(context.inventory()), CROSSINGS_MAX));
    }

    private static <T> List<T> first(List<T> all, int most) {
        return List.copyOf(all.subList(0, Math.min(most, all.size())));
    }

    private void host(Address inside, Outward.Host host) {
        Asset asset = context.inventory().at(inside);
        List<Map.Entry<Address, Outward.Talk>> both = new ArrayList<>();
        List<Map.Entry<Address, Outward.Talk>> in = new ArrayList<>();
        for (Map.Entry<Address, Outward.Talk> e : host.talks.entrySet()) {
            Asset far = context.inventory().at(e.getKey());
            // By now it may be known that this network is numbered with public addresses.
            if (far != null && far.onLink) continue;
            Outward.Talk talk = e.getValue();
            if (talk.answered) both.add(e);
            else if (talk.packetsIn > 0 && talk.refused == 0) in.add(e);
            else
                attempt(new Attempt(
                        inside,
                        talk.services.contains("ntp") ? "time" : "connection",
                        e.getKey() + " (" + Words.and(talk.services) + ")",
                        Math.max(1, talk.tries),
                        talk.refused,
                        talk.firstNanos,
                        talk.lastNanos,
                        talk.firstFrame));
        }
        if (!both.isEmpty()) path(inside, asset, both, true, host.more);
        if (!in.isEmpty()) path(inside, asset, in, false, both.isEmpty() ? host.more : 0);
    }

    private void attempt(Attempt attempt) {
        tries += attempt.count();
        if (attempts.size() < ATTEMPTS_MAX)
            attempts.put(attempt.host() + " " + attempt.kind() + " " + attempt.what(), attempt);
        else attemptsLeftOut++;
    }

    private void asked(Asked.Key key, Asked.Entry e) {
        if (e.through == null || e.count == e.refused)
            attempt(new Attempt(
                    key.host(), key.kind(), key.what(), e.count, e.refused, e.firstNanos, e.lastNanos, e.frame));
        else proxied(key, e);
    }

    private void proxied(Asked.Key key, Asked.Entry e) {
        Asset asset = context.inventory().at(key.host());
        Reach.Found found = asset == null ? new Reach.Found(List.of(), List.of()) : reach.from(asset);
        List<Hop> hops = new ArrayList<>();
        hops.add(new Hop(e.through, context.inventory().id(e.through), "proxy", ""));
        hops.add(new Hop(key.host(), context.inventory().id(key.host()), "host", "proxy"));
        hops.addAll(found.hops());
        paths.add(new Path(
                Ids.of("path", key.host(), "proxy", key.what()),
                key.host(),
                List.of(),
                1,
                false,
                true,
                nowNanos - e.lastNanos <= CURRENT_NANOS,
                List.of("proxy"),
                hops,
                first(found.controllers(), LISTED_MAX),
                e.firstNanos,
                e.lastNanos,
                e.count,
                0.7,
                describe(key.host()) + " has " + key.what() + " fetched by the proxy " + describe(e.through) + "."
                        + reaching(asset, found),
                List.of(e.frame)));
        open |= nowNanos - e.lastNanos <= CURRENT_NANOS && touchesPlant(asset, found);
    }

    private void path(
            Address inside, Asset asset, List<Map.Entry<Address, Outward.Talk>> talks, boolean answered, long more) {
        TreeSet<String> services = new TreeSet<>();
        TreeSet<Long> gateways = new TreeSet<>();
        List<FrameRef> frames = new ArrayList<>();
        List<Address> outside = new ArrayList<>();
        boolean fromOutside = false;
        boolean sure = false;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        long packets = 0;
        for (Map.Entry<Address, Outward.Talk> e : talks) {
            Outward.Talk talk = e.getValue();
            outside.add(e.getKey());
            services.addAll(talk.services);
            if (talk.gateway != 0) gateways.add(talk.gateway);
            FrameRef frame = answered ? talk.answerFrame : talk.firstFrame;
            if (frames.size() < LISTED_MAX) frames.add(frame);
            fromOutside |= talk.fromOutside;
            sure |= talk.opened || Math.min(talk.packetsIn, talk.packetsOut) >= Outward.TALK_PACKETS;
            first = Math.min(first, answered ? talk.firstAnswerNanos : talk.firstNanos);
            last = Math.max(last, answered ? talk.lastAnswerNanos : talk.lastNanos);
            packets += talk.packetsIn + talk.packetsOut;
        }
        Reach.Found found = asset == null ? new Reach.Found(List.of(), List.of()) : reach.from(asset);
        List<Hop> hops = gateways(gateways, asset);
        String by = hops.isEmpty()
                ? ""
                : " by way of "
                        + Words.and(
                                hops.stream().map(h -> describe(h.address())).toList());
        hops.add(new Hop(
                inside,
                asset == null ? "" : asset.id,
                asset != null && Reach.controller(asset) ? "controller" : "host",
                ""));
        hops.addAll(found.hops());
        boolean current = nowNanos - last <= CURRENT_NANOS;
        String far = outside.size() == 1
                ? "the public address " + outside.getFirst()
                : (more > 0 ? "at least " : "") + outside.size() + " public addresses";
        String does = answered ? fromOutside ? " is reached by " : " talks with " : " gets packets from ";
        paths.add(new Path(
                Ids.of("path", inside, answered),
                inside,
                first(outside, LISTED_MAX),
                outside.size(),
                fromOutside,
                answered,
                current,
                List.copyOf(services),
                hops,
                first(found.controllers(), LISTED_MAX),
                first,
                last,
                packets,
                answered ? sure ? 0.98 : 0.85 : 0.6,
                describe(inside) + does + far + " over " + Words.and(services) + by
                        + (answered ? "." : "; no packet back was seen.")
                        + reaching(asset, found),
                frames));
        open |= answered && current && touchesPlant(asset, found);
    }

    private List<Hop> gateways(Collection<Long> cards, Asset host) {
        List<Hop> hops = new ArrayList<>();
        for (long card : cards) {
            Asset gateway = context.inventory().at(Address.mac(card));
            if (gateway == host && host != null) continue;
            hops.add(
                    gateway == null
                            ? new Hop(Address.mac(card), "", "gateway", "")
                            : new Hop(gateway.primary(), gateway.id, "gateway", ""));
            if (hops.size() == LISTED_MAX) break;
        }
        return hops;
    }

    /** Where no controller is known, everything inside is the plant; else all but the office and those in it that reach no controller. */
    private boolean touchesPlant(Asset host, Reach.Found found) {
        return host == null
                || !reach.anyController()
                || !found.controllers().isEmpty()
                || !context.zones().office(host.network);
    }

    private static String reaching(Asset host, Reach.Found found) {
        if (host != null && Reach.controller(host)) return " It is a controller itself.";
        if (found.controllers().isEmpty()) return "";
        int steps = found.hops().size();
        return " From there " + Words.count(found.controllers().size(), "controller") + " can be reached, the nearest "
                + (steps == 1 ? "directly." : "over " + Words.count(steps - 1, "other host") + ".");
    }

    private String describe(Address address) {
        return context.inventory().describe(address);
    }

    private List<Inference> inferences(Gap gap) {
        List<Inference> all = new ArrayList<>(gap.doubles().inferences(context));
        all.addAll(gap.stacks().inferences(context));
        all.addAll(context.suspicions().inferences());
        all.addAll(Visitors.inferences(context));
        all.sort(Comparator.comparing(Inference::outward)
                .thenComparing(Inference::confidence)
                .reversed()
                .thenComparing(Inference::firstNanos)
                .thenComparing(Inference::sentence));
        return first(all, INFERENCES_MAX);
    }

    private record Verdict(State state, long sinceNanos, String sentence, double confidence, String why) {}

    private Verdict verdict(List<Inference> inferences, CoverageFigures coverage, long watched) {
        List<Path> current = paths.stream().filter(Path::current).toList();
        List<Path> both = current.stream().filter(Path::answered).toList();
        if (open) return open(both);
        double wide = coverage.seen();
        double longEnough = Math.min(1, Math.sqrt((double) watched / LONG_NANOS));
        double sure = Math.min(SURE_MAX, wide * longEnough);
        String why = CoverageFigures.percent(wide) + " of what the devices heard do is seen, for " + Words.span(watched)
                + "; a week makes "
                + (longEnough < 1
                        ? CoverageFigures.percent(longEnough) + " of the wait full."
                        : "the wait long enough.");
        long since = lastWayNanos();
        if (!both.isEmpty())
            return new Verdict(
                    State.DOUBTFUL,
                    both.stream().mapToLong(Path::firstNanos).min().orElse(since),
                    "Only " + Words.count(both.size(), "office host")
                            + " reached the outside, and from there no way to a controller was seen;"
                            + " whether the gap holds depends on what parts the office from the plant.",
                    sure,
                    why);
        if (!current.isEmpty())
            return new Verdict(
                    State.DOUBTFUL,
                    current.getFirst().firstNanos(),
                    "The gap is in doubt: packets from outside came in, though none was seen to go back. "
                            + current.getFirst().sentence(),
                    current.getFirst().confidence(),
                    "Only one direction was seen: a mirror that shows half, or a device with a wrong address, would explain it.");
        for (Inference i : inferences)
            if (i.outward() && i.confidence() >= DOUBT_MIN && nowNanos - i.lastNanos() <= CURRENT_NANOS)
                return new Verdict(
                        State.DOUBTFUL,
                        i.firstNanos(),
                        "The gap is in doubt: nothing was seen to pass, but " + lowerThe(i.sentence()),
                        i.confidence(),
                        i.reason());
        if (sure < HOLDS_MIN)
            return new Verdict(
                    State.UNKNOWN,
                    sinceNanos,
                    "Too little was seen to say whether the gap holds: "
                            + (wide < longEnough ? CoverageFigures.percent(wide) + " of it, " : "")
                            + "watched for " + Words.span(watched) + (tries > 0 ? "; " + tried() : ".")
                            + (paths.isEmpty() ? "" : " A way was last used at " + Words.moment(since) + "."),
                    sure,
                    why);
        return new Verdict(
                State.HOLDS,
                since,
                "The gap holds by what was seen since " + Words.moment(since) + ": nothing passed"
                        + (tries > 0 ? ", though " + tried() : ".")
                        + (paths.isEmpty() ? "" : " Until then there was a way."),
                sure,
                why);
    }

    private static String lowerThe(String sentence) {
        return sentence.startsWith("Several ") || sentence.startsWith("The ")
                ? Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1)
                : sentence;
    }

    private String tried() {
        long hosts = attempts.values().stream().map(Attempt::host).distinct().count();
        return Words.count(hosts, "device") + " asked for the outside " + Words.count(tries, "time") + ".";
    }

    /** When the last way was used that is none any more, or the beginning. */
    private long lastWayNanos() {
        return paths.stream().mapToLong(Path::lastNanos).max().orElse(sinceNanos);
    }

    private Verdict open(List<Path> both) {
        List<Path> telling = both.stream()
                .filter(p -> touchesPlant(context.inventory().at(p.host()), new Reach.Found(p.reach(), p.hops())))
                .toList();
        Path worst = telling.getFirst();
        String others = telling.size() > 1
                ? " " + (telling.size() - 1) + " more " + (telling.size() == 2 ? "host has" : "hosts have")
                        + " a way out."
                : "";
        return new Verdict(
                State.OPEN,
                telling.stream().mapToLong(Path::firstNanos).min().orElse(worst.firstNanos()),
                "The gap is open: " + worst.sentence() + others,
                telling.stream().mapToDouble(Path::confidence).max().orElse(worst.confidence()),
                "Packets were seen both ways; frames are named.");
    }
}
