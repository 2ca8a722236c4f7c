package dev.postern.life.device;

import dev.postern.life.Fellows;
import dev.postern.life.LifeSink;
import dev.postern.life.Surprise;
import dev.postern.life.Watch;
import dev.postern.life.Words;
import dev.postern.life.chance.Frequencies;
import dev.postern.life.chance.Tail;
import dev.postern.life.habit.Hash;
import dev.postern.life.habit.Presence;
import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Derivation;
import dev.postern.model.Explanation;
import dev.postern.model.FrameRef;
import dev.postern.model.Ids;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** From surprise to anomaly: recalibrates by channel, holds back what was told today, and puts the rest into the record. */
@SuppressWarnings("EnumOrdinal") // arrays by constant, and hashes that must not change from run to run
public final class Anomalies {
    private static final int EVIDENCE_MAX = 32;
    /** A run of extreme values of one device and channel teaches the tail once. */
    private static final int RUN_MINUTES = 360;

    private final Lessons lessons = new Lessons();
    private final Tail[] tails = new Tail[Channel.values().length];

    /** How often each channel said what. */
    private final Frequencies[] said = new Frequencies[tails.length];

    private final Minutes minutes = new Minutes(lessons);

    /** All of the site, shared with the stage. */
    private final Map<Address, DeviceLife> devices;

    Fellows fellows = Fellows.NONE;

    public Anomalies(Map<Address, DeviceLife> devices) {
        this.devices = devices;
        for (int i = 0; i < tails.length; i++) {
            tails[i] = new Tail();
            said[i] = new Frequencies();
        }
    }

    /** Who does the same work from now on. */
    public void learn(Fellows broadcast) {
        fellows = broadcast;
    }

    public void tested(Channel channel, long count) {
        tails[channel.ordinal()].tested(count);
        said[channel.ordinal()].tested(count);
    }

    /** A minute ends: all devices were judged. */
    public void close(int minute) {
        minutes.learn();
        lessons.close(minute);
    }

    /** The device has belonged to an incident since this minute: what the tails learned of it is taken back. */
    public void takeBack(Address device, int fromMinute) {
        lessons.takeBack(device, fromMinute);
    }

    /** Lessons that can no longer be taken back, though they are young enough. */
    public long forgotten() {
        return lessons.forgotten();
    }

    /** How often a channel said what, after its tail, told or not. */
    public Frequencies said(Channel channel) {
        return said[channel.ordinal()];
    }

    /** How often the minutes of devices came to what, told or not. */
    public Frequencies verdicts() {
        return minutes.verdicts();
    }

    Minutes minutes() {
        return minutes;
    }

    /**
     * What a p-value is worth here.
     *
     * @param tail what the tail had learned when it was asked
     */
    record Weighed(double raw, double p, Derivation.Tail tail) {}

    /**
     * Learned after it was judged.
     *
     * @param learn false where the test is still under way and this is not what comes of it
     */
    public Weighed weigh(DeviceLife device, Channel channel, double p, int minute, boolean learn) {
        Tail tail = tails[channel.ordinal()];
        Derivation.Tail learned = tail.at(p);
        Weighed weighed = new Weighed(p, Tail.weigh(channel, p, learned), learned);
        if (learn) said[channel.ordinal()].saw(weighed.p);
        boolean extreme = p <= Lessons.EXTREME_P;
        boolean admitted = learn && device.teaches(minute);
        if (admitted && p < Tail.THRESHOLD_P && (!extreme || device.admits(channel, minute, RUN_MINUTES)))
            lessons.learn(tail, p, device, minute, extreme);
        return weighed;
    }

    static Derivation.Signal signal(Channel channel, Surprise surprise, Weighed weighed, String expected, String seen) {
        List<Double> numbers = new ArrayList<>();
        for (double number : surprise.basis().numbers()) numbers.add(number);
        String what = surprise.what().isEmpty() ? channel.label() : surprise.what();
        return new Derivation.Signal(
                channel,
                what,
                surprise.basis().law(),
                numbers,
                weighed.raw(),
                weighed.tail(),
                weighed.p(),
                expected,
                seen);
    }

    /** Judges one thing by itself. */
    public void tellAlone(
            DeviceLife device, Surprise surprise, double threshold, int minute, boolean learn, LifeSink out) {
        Channel channel = surprise.channel();
        Weighed weighed = weigh(device, channel, surprise.pvalue(), minute, learn);
        if (weighed.p() > threshold) return;
        Derivation derivation = new Derivation(
                List.of(signal(channel, surprise, weighed, "", "")),
                0,
                Derivation.Standing.NONE,
                weighed.p(),
                threshold);
        tell(device, surprise, channel, List.of(new Explanation.Share(channel, 1)), derivation, out);
    }

    /** @param channel that of the surprise, or BREADTH where no single signal stands out */
    void tell(
            DeviceLife device,
            Surprise surprise,
            Channel channel,
            List<Explanation.Share> shares,
            Derivation derivation,
            LifeSink out) {
        double p = derivation.combined();
        int minute = Watch.minute(surprise.stamp().atNanos());
        Address peer = device.address.equals(surprise.client()) ? surprise.server() : surprise.client();
        long about = Hash.of(channel.ordinal(), peer == null ? 0 : Hash.of(peer));
        // One person or domain must not hide another.
        if (channel == Channel.NOVELTY_ACCOUNT || channel == Channel.NAMES_INFORMATION)
            about = Hash.of(about, Hash.of(surprise.what()));
        // Bursts of numbers out of order end by themselves; rows and courses are told at each power of ten as they
        // grow.
        if (channel == Channel.VALUE_NUMBERING
                || channel == Channel.VALUE_TRIP
                || channel == Channel.VALUE_CREEP
                || channel == Channel.COUNT_COMMANDS)
            about = Hash.of(about, surprise.stamp().order());
        // Its own trouble is one matter, whoever hears of it.
        if (channel == Channel.HEALTH_TROUBLE) about = Hash.of(channel.ordinal(), Hash.of(surprise.what()));
        if (!device.told.tells(about, minute, -Math.log(p))) return;
        Presence edge = peer == null ? null : device.edge(Hash.of(peer));
        if (edge != null) edge.tell();
        out.anomaly(anomaly(device, peer, surprise, channel, shares, derivation));
    }

    /** Where no group of the model's own was asked, those that do the same work. */
    private Peers peers(DeviceLife device, Surprise s) {
        Explanation e = s.explanation();
        return e.groupSize() > 0
                ? new Peers(e.groupSize(), e.groupEver(), "")
                : Peers.of(device, s.channel(), devices.values(), fellows);
    }

    private Anomaly anomaly(
            DeviceLife life,
            Address peer,
            Surprise s,
            Channel channel,
            List<Explanation.Share> shares,
            Derivation derivation) {
        Address device = life.address;
        double p = derivation.combined();
        Explanation e = s.explanation();
        Peers peers = peers(life, s);
        Explanation explanation = new Explanation(
                e.low(),
                e.middle(),
                e.high(),
                e.seen(),
                e.unit(),
                e.sinceNanos(),
                e.samples(),
                peers.size(),
                peers.ever(),
                shares,
                e.counterfactual(),
                derivation);
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
                rarity(p, s, peers),
                consequence(channel, s),
                explanation,
                evidence,
                List.of(),
                false);
    }

    private static String rarity(double p, Surprise s, Peers peers) {
        String often = Words.rarity(p, s.testsPerDay()) + " for this device";
        if (peers.size() < 2) return often;
        return often + "; " + (peers.ever() == 0 ? "none" : peers.ever()) + " of its " + peers.size()
                + " peers ever did it" + (peers.kind().isEmpty() ? "" : " (" + peers.kind() + ")");
    }

    private static int consequence(Channel channel, Surprise s) {
        Verb verb = s.verb();
        return switch (channel) {
            case NOVELTY_PEER -> s.basis().joinsStrangeRoles() ? 4 : 2;
            case NOVELTY_DEVICE, NOVELTY_SERVICE, NOVELTY_ACCOUNT -> 2;
            case PRESENCE_RETURN, PRESENCE_VISITOR, COUNT_LOGINS, COUNT_OUTSIDE -> 2;
            case COUNT_READ, PRESENCE_BEACON, PRESENCE_MISSED, NAMES_INFORMATION, COUNT_SILENT, COUNT_GROUP -> 4;
            case ROLE_LINK -> Math.max(4, verb.weight());
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
            Map.entry(Channel.VALUE_CREEP, "Set point creeps"),
            Map.entry(Channel.COUNT_COMMANDS, "Many commands in a row"),
            Map.entry(Channel.VALUE_UNHEEDED, "Value and its write disagree"),
            Map.entry(Channel.VALUE_PAIR, "Two values no longer move together"),
            Map.entry(Channel.VALUE_TRIP, "Switch acts without a measured reason"),
            Map.entry(Channel.VALUE_NUMBERING, "Numbers out of order"),
            Map.entry(Channel.VALUE_LEVEL, "Value outside its range"),
            Map.entry(Channel.VALUE_STEP, "Impossible step of a value"),
            Map.entry(Channel.VALUE_WALK, "Value walks away"),
            Map.entry(Channel.VALUE_STILL, "Value stands still"),
            Map.entry(Channel.VALUE_REPLAY, "Values repeat themselves"),
            Map.entry(Channel.COUNT_MESSAGES, "Unusual number of messages"),
            Map.entry(Channel.COUNT_BYTES, "Unusual volume"),
            Map.entry(Channel.COUNT_CONNECTIONS, "Unusual number of connections"),
            Map.entry(Channel.COUNT_FAILURES, "Unusual number of failures"),
            Map.entry(Channel.COUNT_PEERS, "Unusual number of peers"),
            Map.entry(Channel.COUNT_SILENT, "Asks where nobody answers"),
            Map.entry(Channel.COUNT_GROUP, "Unusual number of frames to everybody"),
            Map.entry(Channel.COUNT_LOGINS, "Logins refused"),
            Map.entry(Channel.COUNT_OUTSIDE, "Guessed from the outside"),
            Map.entry(Channel.COUNT_READ, "Unusual amount read"),
            Map.entry(Channel.NOVELTY_ACCOUNT, "Account out of its habit"),
            Map.entry(Channel.PRESENCE_RETURN, "Back after a long absence"),
            Map.entry(Channel.PRESENCE_VISITOR, "Comes rarely but again and again"),
            Map.entry(Channel.PRESENCE_BEACON, "Keeps a beat"),
            Map.entry(Channel.PRESENCE_MISSED, "Did not come as always"),
            Map.entry(Channel.NAMES_INFORMATION, "Names carry information"),
            Map.entry(Channel.ROLE_LINK, "Commands without ever having looked"),
            Map.entry(Channel.CYCLE_PERIOD, "Poll cycle shifted"),
            Map.entry(Channel.CYCLE_MISSED, "Polls missing"),
            Map.entry(Channel.CYCLE_EXTRA, "Polls between the regular ones"),
            Map.entry(Channel.SEQUENCE_ORDER, "Order of commands never seen"),
            Map.entry(Channel.HEALTH_LATENCY, "Answers take another time"),
            Map.entry(Channel.HEALTH_REFUSED, "Unusual share of refusals"),
            Map.entry(Channel.HEALTH_TRANSPORT, "Unusual losses or resets"),
            Map.entry(Channel.HEALTH_TROUBLE, "Says it is in trouble"),
            Map.entry(Channel.BINDING_HARDWARE, "Address changed hands"),
            Map.entry(Channel.BINDING_VLAN, "VLAN changed"),
            Map.entry(Channel.BINDING_TTL, "Distance changed"),
            Map.entry(Channel.BINDING_NAME, "Name changed"),
            Map.entry(Channel.DRIFT_HOUR, "Slow, lasting change"),
            Map.entry(Channel.DRIFT_DAY, "Slow, lasting change"),
            Map.entry(Channel.DRIFT_YEAR, "Goes one way all year"),
            Map.entry(Channel.PHASE_NEW, "Phase of activity never seen"),
            Map.entry(Channel.BREADTH, "Several habits broken at once")));

    private static String title(Channel channel, Surprise s) {
        String title = TITLES.getOrDefault(channel, channel.label());
        boolean named = channel == Channel.NOVELTY_SERVICE
                || channel == Channel.NOVELTY_OPERATION
                || channel == Channel.NOVELTY_UNIT;
        return named && !s.what().isEmpty() ? title + ": " + s.what() : title;
    }
}
