package dev.postern.analyst.gap;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Conduits;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.situation.Context;
import dev.postern.model.Address;
import dev.postern.model.FrameRef;
import dev.postern.model.GapReport.Attempt;
import dev.postern.model.GapReport.Hop;
import dev.postern.model.GapReport.Path;
import dev.postern.model.Ids;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The ways between the outside and inside hosts as they were used, and what was tried in vain; made anew for each report. */
public final class Ways {
    private static final int ATTEMPTS_MAX = 1_000;
    private static final int LISTED_MAX = 8;
    /** A way that was used so lately counts as open. */
    static final long CURRENT_NANOS = 7 * Settings.DAY_NANOS;

    private static final double SURE = 0.98;
    private static final double FEW_PACKETS = 0.85;
    /** The proxy's own way out is on its other side. */
    private static final double BY_PROXY = 0.7;

    private static final double ONE_DIRECTION = 0.6;

    private final Context context;
    private final Reach reach;
    private final long nowNanos;
    private final List<Path> paths = new ArrayList<>();
    private final List<Path> open = new ArrayList<>();
    private final TreeMap<String, Attempt> attempts = new TreeMap<>();
    private long attemptsLeftOut;
    private long tries;

    Ways(Context context, Conduits conduits, Gap gap, long nowNanos) {
        this.context = context;
        this.nowNanos = nowNanos;
        reach = new Reach(conduits, context.inventory());
        gap.outward().hosts().forEach(this::host);
        gap.asked().outside().forEach(e -> asked(e.getKey(), e.getValue()));
        Comparator<Path> gravest = Comparator.comparing(Path::current)
                .thenComparing(Path::answered)
                .thenComparing(p -> !p.reach().isEmpty())
                .thenComparingLong(Path::packets)
                .reversed()
                .thenComparing(Path::id);
        paths.sort(gravest);
        open.sort(gravest);
    }

    /** The gravest first. */
    List<Path> paths() {
        return paths;
    }

    /** Of these, what is used now, in both directions, and may touch the plant. */
    List<Path> open() {
        return open;
    }

    /** The most frequent first. */
    List<Attempt> attempts() {
        return attempts.values().stream()
                .sorted(Comparator.comparingLong(Attempt::count)
                        .reversed()
                        .thenComparing(Attempt::host)
                        .thenComparing(Attempt::what))
                .toList();
    }

    long attemptsLeftOut() {
        return attemptsLeftOut;
    }

    /** Those left out as well. */
    long tries() {
        return tries;
    }

    private void add(Path path, Asset host, Reach.Found found) {
        paths.add(path);
        if (path.answered() && path.current() && touchesPlant(host, found)) open.add(path);
    }

    private boolean current(long lastNanos) {
        return nowNanos - lastNanos <= CURRENT_NANOS;
    }

    private Reach.Found reachOf(Asset host) {
        return host == null ? new Reach.Found(List.of(), List.of()) : reach.from(host);
    }

    private static <T> List<T> first(List<T> all) {
        return List.copyOf(all.subList(0, Math.min(LISTED_MAX, all.size())));
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
        Reach.Found found = reachOf(asset);
        List<Hop> hops = new ArrayList<>();
        hops.add(new Hop(e.through, context.inventory().id(e.through), "proxy", ""));
        hops.add(new Hop(key.host(), context.inventory().id(key.host()), "host", "proxy"));
        hops.addAll(found.hops());
        Path path = new Path(
                Ids.of("path", key.host(), "proxy", key.what()),
                key.host(),
                List.of(),
                1,
                false,
                true,
                current(e.lastNanos),
                List.of("proxy"),
                hops,
                first(found.controllers()),
                e.firstNanos,
                e.lastNanos,
                e.count,
                BY_PROXY,
                describe(key.host()) + " has " + key.what() + " fetched by the proxy " + describe(e.through) + "."
                        + reaching(asset, found),
                List.of(e.frame));
        add(path, asset, found);
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
        Reach.Found found = reachOf(asset);
        List<Hop> hops = gateways(gateways, asset);
        String by = hops.isEmpty()
                ? ""
                : " by way of "
                        + Words.and(
                                hops.stream().map(h -> describe(h.address())).toList());
        hops.add(new Hop(
                inside,
                asset == null ? "" : asset.deviceId(),
                asset != null && Reach.controller(asset) ? "controller" : "host",
                ""));
        hops.addAll(found.hops());
        String far = outside.size() == 1
                ? "the public address " + outside.getFirst()
                : (more > 0 ? "at least " : "") + outside.size() + " public addresses";
        String does = answered ? fromOutside ? " is reached by " : " talks with " : " gets packets from ";
        Path path = new Path(
                Ids.of("path", inside, answered),
                inside,
                first(outside),
                outside.size(),
                fromOutside,
                answered,
                current(last),
                List.copyOf(services),
                hops,
                first(found.controllers()),
                first,
                last,
                packets,
                answered ? sure ? SURE : FEW_PACKETS : ONE_DIRECTION,
                describe(inside) + does + far + " over " + Words.and(services) + by
                        + (answered ? "." : "; no packet back was seen.")
                        + reaching(asset, found),
                frames);
        add(path, asset, found);
    }

    private List<Hop> gateways(Collection<Long> cards, Asset host) {
        List<Hop> hops = new ArrayList<>();
        for (long card : cards) {
            Asset gateway = context.inventory().at(Address.mac(card));
            if (gateway == host && host != null) continue;
            hops.add(
                    gateway == null
                            ? new Hop(Address.mac(card), "", "gateway", "")
                            : new Hop(gateway.primary(), gateway.deviceId(), "gateway", ""));
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
}
