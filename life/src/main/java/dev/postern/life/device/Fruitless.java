package dev.postern.life.device;

import dev.postern.life.Surprise;
import dev.postern.life.Watch;
import dev.postern.life.Words;
import dev.postern.life.chance.Law;
import dev.postern.life.conversation.Findings;
import dev.postern.life.habit.Hash;
import dev.postern.life.habit.Heap;
import dev.postern.life.habit.Rare;
import dev.postern.model.Address;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.FrameRef;
import dev.postern.model.Stamp;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one device asked in vain: addresses and ports that nobody answers at, and logins that were refused. Both are so rare for everybody that a
 * minute of them is judged without history: a sweep over absent hosts, a fan over ports, a guessed password. Where logins are encrypted, sessions
 * that are over at once, with no more said than logging in takes, stand for refusals. Distinct ends are counted by linear
 * counting, so repeating a question to the same end does not add.
 */
public final class Fruitless {
    /** A station that comes up asks a few hosts that are switched off. */
    private static final double SILENT_PRIOR = 0.5;

    private static final double REFUSED_PRIOR = 0.1;
    private static final double BRIEF_PRIOR = 0.3;
    /** Protocols that log in under encryption: a refusal shows as a session that is over at once. */
    private static final Set<String> VEILED = Set.of("ssh", "rdp");

    /** What a server of SSH says until somebody is in: keys, certificates, a handful of refusals. The client's part is his to choose, and RDP may draw the screen at which it asks. */
    private static final long LOGIN_BYTES_MAX = 6 * 1024;

    private static final int BRIEF_SERVERS_MAX = 64;
    private static final int SKETCH_BITS = 1024;
    private static final int NAMED_MAX = 4;
    private static final int FRAMES_MAX = 8;
    /** A client whose answers a half mirror does not show sends more than an opening and its repetitions. */
    private static final int OPENING_PACKETS_MAX = 6;

    /** Octets of heap between two minutes: itself, its sketch, lists that keep their width, an empty map. */
    static final int BYTES = Heap.object(44)
            + 3 * Rare.BYTES
            + Heap.MAP
            + Heap.array(SKETCH_BITS / 64, 8)
            + 5 * (Heap.object(12) + Heap.array(10, Heap.REFERENCE));

    private final Rare silent = new Rare(SILENT_PRIOR);
    private final Rare refused = new Rare(REFUSED_PRIOR);
    private final Rare brief = new Rare(BRIEF_PRIOR);
    /** Server to the brief sessions of this minute. */
    private final TreeMap<Address, Integer> briefs = new TreeMap<>();

    private final List<FrameRef> briefFrames = new ArrayList<>(1);
    private final long[] sketch = new long[SKETCH_BITS / 64];
    private int refusals;
    private final List<String> ends = new ArrayList<>(NAMED_MAX);
    private final List<String> logins = new ArrayList<>(NAMED_MAX);
    private final List<FrameRef> endFrames = new ArrayList<>(NAMED_MAX);
    private final List<FrameRef> loginFrames = new ArrayList<>(NAMED_MAX);
    private Address loginServer;
    private String loginService = "";

    /**
     * Nobody is there to answer, or the port is closed.
     *
     * @param stranger the client never met this server
     * @param present the server is known to be there
     */
    public static boolean isFruitless(Traffic traffic, boolean stranger, boolean present) {
        Address server = traffic.conversation().server();
        if (server.isMulticast() || server.isUnspecified() || server.isLoopback() || !traffic.first()) return false;
        if (traffic.opening() == Traffic.Opening.REFUSED) return true;
        boolean unanswered = traffic.packetsDown() == 0 && traffic.packetsUp() <= OPENING_PACKETS_MAX;
        if (!unanswered || !stranger) return false;
        // Without a handshake silence is the habit of many protocols, but only towards somebody who is there.
        return traffic.opening() == Traffic.Opening.UNANSWERED || !present;
    }

    public void asked(Traffic traffic) {
        Address server = traffic.conversation().server();
        Transport transport = traffic.conversation().transport();
        boolean port = transport == Transport.TCP || transport == Transport.UDP;
        long end = Hash.of(Hash.of(server), port ? traffic.conversation().serverPort() : -1);
        long bit = end >>> 54;
        sketch[(int) (bit >> 6)] |= 1L << (bit & 63);
        if (ends.size() < NAMED_MAX)
            ends.add(port ? server + ":" + traffic.conversation().serverPort() : server.toString());
        if (endFrames.size() < FRAMES_MAX) endFrames.add(traffic.stamp().ref());
    }

    /** A login under encryption that was over within the minute and did no work. */
    public static boolean isBrief(Traffic traffic) {
        return traffic.first()
                && traffic.last()
                && traffic.packetsDown() > 0
                && traffic.opening() == Traffic.Opening.OPENED
                && VEILED.contains(traffic.service())
                && !(traffic.service().equals("ssh") && traffic.bytesDown() > LOGIN_BYTES_MAX);
    }

    public void brief(Traffic traffic) {
        Address server = traffic.conversation().server();
        if (briefs.size() < BRIEF_SERVERS_MAX || briefs.containsKey(server)) briefs.merge(server, 1, Integer::sum);
        if (briefFrames.size() < FRAMES_MAX) briefFrames.add(traffic.stamp().ref());
        loginService = traffic.service();
    }

    public void refused(Stamp stamp, Address server, String service, String account) {
        refusals++;
        loginServer = server;
        loginService = service;
        if (!account.isEmpty() && logins.size() < NAMED_MAX && !logins.contains(account)) logins.add(account);
        if (loginFrames.size() < FRAMES_MAX) loginFrames.add(stamp.ref());
    }

    /** Ends the minute. */
    List<Surprise> close(DeviceLife device, Stamp stamp) {
        List<Surprise> surprises = new ArrayList<>(0);
        int set = 0;
        for (long word : sketch) set += Long.bitCount(word);
        int count = (int) Math.rint(-SKETCH_BITS * Math.log(1 - Math.min(set, SKETCH_BITS - 1) / (double) SKETCH_BITS));
        double silentP = silent.above(count);
        if (silentP < Findings.TOLD_P)
            surprises.add(surprise(
                    device,
                    stamp,
                    null,
                    "",
                    Channel.COUNT_SILENT,
                    silent,
                    silentP,
                    count,
                    "addresses and ports without an answer a minute",
                    among(ends, count),
                    endFrames));
        double refusedP = refused.above(refusals);
        if (refusedP < Findings.TOLD_P)
            surprises.add(surprise(
                    device,
                    stamp,
                    loginServer,
                    loginService,
                    Channel.COUNT_LOGINS,
                    refused,
                    refusedP,
                    refusals,
                    "refused logins a minute",
                    logins.isEmpty() ? "" : " as " + String.join(", ", logins),
                    loginFrames));
        closeBrief(device, stamp, surprises);
        silent.learn(count, silentP);
        refused.learn(refusals, refusedP);
        clear();
        return surprises;
    }

    /** Many brief sessions with one server; one with each of many is the work of a script that manages them. */
    private void closeBrief(DeviceLife device, Stamp stamp, List<Surprise> into) {
        Map.Entry<Address, Integer> most = null;
        for (Map.Entry<Address, Integer> entry : briefs.entrySet())
            if (most == null || entry.getValue() > most.getValue()) most = entry;
        int count = most == null ? 0 : most.getValue();
        // Those of which it was seen that they were refusals were counted as such.
        if (most != null && most.getKey().equals(loginServer)) count = Math.max(0, count - refusals);
        double p = brief.above(count);
        if (p < Findings.TOLD_P)
            into.add(surprise(
                    device,
                    stamp,
                    most.getKey(),
                    loginService,
                    Channel.COUNT_LOGINS,
                    brief,
                    p,
                    count,
                    "logins a minute that were over at once",
                    "",
                    briefFrames));
        brief.learn(count, p);
    }

    private void clear() {
        briefs.clear();
        briefFrames.clear();
        Arrays.fill(sketch, 0);
        refusals = 0;
        ends.clear();
        logins.clear();
        endFrames.clear();
        loginFrames.clear();
        loginServer = null;
        loginService = "";
    }

    private static String among(List<String> named, int count) {
        return ", " + (count > named.size() ? "among them " : "") + String.join(", ", named);
    }

    private static Surprise surprise(
            DeviceLife device,
            Stamp stamp,
            Address peer,
            String service,
            Channel channel,
            Rare habit,
            double p,
            int count,
            String unit,
            String named,
            List<FrameRef> frames) {
        double low = habit.quantile(0.05);
        double high = habit.quantile(0.95);
        Explanation explanation = new Explanation(
                low,
                habit.quantile(0.5),
                high,
                count,
                unit,
                device.bornMinute * Watch.MINUTE_NANOS,
                habit.minutes(),
                0,
                0,
                List.of(),
                "normal at " + Words.range(low, high, unit));
        return new Surprise(
                stamp,
                device.address,
                peer,
                service,
                "",
                channel,
                channel == Channel.COUNT_LOGINS ? Verb.LOGIN : Verb.OTHER,
                unit,
                p,
                Words.range(low, high, unit),
                count + " " + unit + named,
                explanation,
                1440,
                1,
                List.copyOf(frames),
                Surprise.Basis.of(Law.RARE_COUNT, habit.numbers(count)));
    }
}
