package dev.postern.life;

import dev.postern.life.chance.Tail;
import dev.postern.life.habit.Hash;
import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.FrameRef;
import dev.postern.model.Ids;
import dev.postern.model.Verb;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** From surprise to anomaly: recalibrates by channel, holds back what was told today, and puts the rest into the record. */
@SuppressWarnings("EnumOrdinal") // arrays by constant, and hashes that must not change from run to run
final class Anomalies {
    private static final int EVIDENCE_MAX = 32;
    /** A run of extreme values of one device and channel teaches the tail once. */
    private static final int RUN_MINUTES = 360;

    private static final double EXTREME_P = 1e-3;

    private final Tail[] tails = new Tail[Channel.values().length];

    Anomalies() {
        for (int i = 0; i < tails.length; i++) tails[i] = new Tail();
    }

    void tested(Channel channel, long count) {
        tails[channel.ordinal()].tested(count);
    }

    /** What {@code p} is worth here; learned after it was judged. */
    double weigh(DeviceLife device, Channel channel, double p, int minute, boolean learn) {
        Tail tail = tails[channel.ordinal()];
        double weighed = tail.recalibrate(p);
        if (learn && p < Tail.THRESHOLD_P && (p > EXTREME_P || device.admits(channel, minute, RUN_MINUTES)))
            tail.learn(p);
        return weighed;
    }

    /** @param channel that of the surprise, or BREADTH where no single signal stands out */
    void tell(
            DeviceLife device,
            Surprise surprise,
            Channel channel,
            double p,
            List<Explanation.Share> shares,
            LifeSink out) {
        int minute = Watch.minute(surprise.stamp().atNanos());
        Address peer = device.address.equals(surprise.client()) ? surprise.server() : surprise.client();
        // Bursts of numbers out of order end by themselves and are told one by one.
        long burst = channel == Channel.VALUE_NUMBERING ? surprise.stamp().order() : 0;
        long about = Hash.of(channel.ordinal(), burst + (peer == null ? 0 : Hash.of(peer)));
        if (!device.tells(about, minute, -Math.log(p))) return;
        out.anomaly(anomaly(device.address, peer, surprise, channel, p, shares));
    }

    private static Anomaly anomaly(
            Address device, Address peer, Surprise s, Channel channel, double p, List<Explanation.Share> shares) {
        Explanation e = s.explanation();
        Explanation explanation = new Explanation(
                e.low(),
                e.middle(),
                e.high(),
                e.seen(),
                e.unit(),
                e.sinceNanos(),
                e.samples(),
                e.groupSize(),
                e.groupEver(),
                shares,
                e.counterfactual());
        List<FrameRef> evidence =
                s.evidence().size() > EVIDENCE_MAX ? s.evidence().subList(0, EVIDENCE_MAX) : s.evidence();
        return new Anomaly(
                Ids.of(
                        "a",
                        channel,
                        device,
                        peer,
                        s.service(),
                        s.unit(),
                        s.what(),
                        s.stamp().atNanos(),
                        s.stamp().order()),
                s.stamp().atNanos(),
                s.stamp().order(),
                device,
                peer,
                s.service(),
                channel,
                s.verb(),
                "",
                title(channel, s),
                s.expected(),
                s.seen(),
                p,
                rarity(p, s),
                consequence(channel, s.verb()),
                explanation,
                evidence,
                List.of(),
                false);
    }

    private static String rarity(double p, Surprise s) {
        String often = Words.rarity(p, s.testsPerDay()) + " for this device";
        Explanation e = s.explanation();
        if (e.groupSize() < 2) return often;
        return often + "; "
                + (e.groupEver() == 0 ? "none" : e.groupEver())
                + " of its " + e.groupSize() + " peers ever did it";
    }

    private static int consequence(Channel channel, Verb verb) {
        return switch (channel) {
            case NOVELTY_DEVICE, NOVELTY_PEER, NOVELTY_SERVICE -> 2;
            case NOVELTY_WRITER -> Math.max(4, verb.weight());
            case NOVELTY_ENGINEER -> Math.max(10, verb.weight());
            case BINDING_HARDWARE -> 8;
            case BINDING_VLAN, BINDING_TTL, BINDING_NAME -> 2;
            default -> verb.weight();
        };
    }

    private static final Map<Channel, String> TITLES = new TreeMap<>(Map.ofEntries(
            Map.entry(Channel.NOVELTY_DEVICE, "New device"),
            Map.entry(Channel.NOVELTY_PEER, "New conversation"),
            Map.entry(Channel.NOVELTY_SERVICE, "New service"),
            Map.entry(Channel.NOVELTY_OPERATION, "New operation"),
            Map.entry(Channel.NOVELTY_TARGET, "New target"),
            Map.entry(Channel.NOVELTY_UNIT, "New unit"),
            Map.entry(Channel.NOVELTY_NAME, "New name asked for"),
            Map.entry(Channel.NOVELTY_WRITER, "New writer"),
            Map.entry(Channel.NOVELTY_ENGINEER, "New engineering station"),
            Map.entry(Channel.VALUE_WRITE, "Value written outside the habit"),
            Map.entry(Channel.VALUE_NUMBERING, "Numbers out of order"),
            Map.entry(Channel.VALUE_LEVEL, "Value outside its range"),
            Map.entry(Channel.VALUE_STEP, "Impossible step of a value"),
            Map.entry(Channel.VALUE_STILL, "Value stands still"),
            Map.entry(Channel.VALUE_REPLAY, "Values repeat themselves"),
            Map.entry(Channel.COUNT_MESSAGES, "Unusual number of messages"),
            Map.entry(Channel.COUNT_BYTES, "Unusual volume"),
            Map.entry(Channel.COUNT_CONNECTIONS, "Unusual number of connections"),
            Map.entry(Channel.COUNT_FAILURES, "Unusual number of failures"),
            Map.entry(Channel.COUNT_PEERS, "Unusual number of peers"),
            Map.entry(Channel.CYCLE_PERIOD, "Poll cycle shifted"),
            Map.entry(Channel.CYCLE_MISSED, "Polls missing"),
            Map.entry(Channel.CYCLE_EXTRA, "Polls between the regular ones"),
            Map.entry(Channel.SEQUENCE_ORDER, "Order of commands never seen"),
            Map.entry(Channel.HEALTH_LATENCY, "Answers take another time"),
            Map.entry(Channel.HEALTH_REFUSED, "Unusual share of refusals"),
            Map.entry(Channel.HEALTH_TRANSPORT, "Unusual losses or resets"),
            Map.entry(Channel.BINDING_HARDWARE, "Address changed hands"),
            Map.entry(Channel.BINDING_VLAN, "VLAN changed"),
            Map.entry(Channel.BINDING_TTL, "Distance changed"),
            Map.entry(Channel.BINDING_NAME, "Name changed"),
            Map.entry(Channel.BREADTH, "Several habits broken at once")));

    private static String title(Channel channel, Surprise s) {
        String title = TITLES.getOrDefault(channel, channel.label());
        boolean named = channel == Channel.NOVELTY_SERVICE
                || channel == Channel.NOVELTY_OPERATION
                || channel == Channel.NOVELTY_UNIT;
        return named && !s.what().isEmpty() ? title + ": " + s.what() : title;
    }
}
