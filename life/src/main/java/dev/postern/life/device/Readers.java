package dev.postern.life.device;

import dev.postern.life.Surprise;
import dev.postern.life.Watch;
import dev.postern.life.Words;
import dev.postern.life.chance.Law;
import dev.postern.life.habit.DayAmount;
import dev.postern.life.habit.Hash;
import dev.postern.life.habit.Heap;
import dev.postern.life.habit.Room;
import dev.postern.model.Address;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.Stamp;
import dev.postern.model.Tally;
import dev.postern.model.Traffic;
import dev.postern.model.Verb;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one device reads out of the stores it uses: how much a day from each, and with which operations. At most {@value #PAIRS_MAX} stores; who was
 * read on the fewest days, then longest ago, gives way. About 8 KB when full.
 */
public final class Readers {
    static final int PAIRS_MAX = 16;
    private static final int OPERATIONS_MAX = 8;
    private static final int NAMED_MAX = 3;
    private static final int DAY_MINUTES = 1440;
    private static final double DEVIATES_95 = 1.645;
    private static final double MEGA = 1e6;
    private static final String UNIT = "MB read a day";

    /** Octets of heap of a store, and of the place where it stands; texts are those of the conversation. */
    private static final int PAIR_BYTES =
            Heap.MAP_ENTRY + Heap.object(24) + DayAmount.BYTES + Heap.MAP + OPERATIONS_MAX * Heap.MAP_ENTRY;

    private final TreeMap<Long, Pair> pairs = new TreeMap<>();
    private long forgotten;

    /** One store; mutable. */
    static final class Pair {
        Address server;
        String service;
        int sinceMinute;
        final DayAmount amount = new DayAmount();
        /** Today's operations with how often. */
        final TreeMap<String, Long> operations = new TreeMap<>();

        int operationsDay;
    }

    /** Pairs that gave way. */
    public long forgotten() {
        return forgotten;
    }

    /** Octets of heap, as if each were read in every way that is counted. */
    int bytes() {
        return Heap.object(12) + Heap.MAP + pairs.size() * PAIR_BYTES;
    }

    private static long name(Address server, String service) {
        return Hash.of(Hash.of(server), Hash.of(service));
    }

    private Pair pair(Address server, String service, int minute, Room room) {
        long name = name(server, service);
        Pair pair = pairs.get(name);
        if (pair != null) return pair;
        if (pairs.size() >= PAIRS_MAX || !pairs.isEmpty() && !room.has(PAIR_BYTES)) {
            pairs.remove(pairs.entrySet().stream()
                    .min(Comparator.<Map.Entry<Long, Pair>>comparingLong(
                                    e -> e.getValue().amount.days())
                            .thenComparingInt(e -> e.getValue().amount.day())
                            .thenComparing(Map.Entry::getKey))
                    .orElseThrow()
                    .getKey());
            forgotten++;
        }
        pair = new Pair();
        pair.server = server;
        pair.service = service;
        pair.sinceMinute = minute;
        pairs.put(name, pair);
        return pair;
    }

    /** The store that this stream reads, or null. A passive FTP server sends files from a port of the moment. */
    private Pair read(Traffic t, int minute, Room room) {
        Address server = t.conversation().server();
        if (server.isPublic() || server.isMulticast() || t.packetsDown() == 0) return null;
        if (Stores.contains(t.service())) return pair(server, t.service(), minute, room);
        return t.service().startsWith("tcp/") ? pairs.get(name(server, "ftp")) : null;
    }

    /** What a day that ended was worth, for the tail of the channel. */
    public interface Ended {
        void day(double p);
    }

    /** @return null while it is nothing special */
    public Surprise carried(Traffic t, double toldP, Room room, Ended ended) {
        int minute = Watch.minute(t.stamp().atNanos());
        Pair pair = read(t, minute, room);
        if (pair == null) return null;
        double before = pair.amount.add(minute / DAY_MINUTES, t.bytesDown());
        if (before >= 0) ended.day(before);
        double p = pair.amount.p();
        return p < 0 || p > toldP ? null : surprise(pair, t.conversation().client(), t.stamp(), p);
    }

    public void asked(Tally t) {
        if (!Stores.reads(t.service(), t.verb(), t.operation())) return;
        int minute = Watch.minute(t.stamp().atNanos());
        Pair pair = pairs.get(name(t.server(), t.service()));
        if (pair == null) return;
        if (minute / DAY_MINUTES > pair.operationsDay) {
            pair.operations.clear();
            pair.operationsDay = minute / DAY_MINUTES;
        }
        if (pair.operations.containsKey(t.operation()) || pair.operations.size() < OPERATIONS_MAX)
            pair.operations.merge(t.operation(), t.count(), Long::sum);
    }

    private static Surprise surprise(Pair pair, Address client, Stamp stamp, double p) {
        DayAmount amount = pair.amount;
        double low = amount.quantile(-DEVIATES_95) / MEGA;
        double high = amount.quantile(DEVIATES_95) / MEGA;
        String usual = Words.range(low, high, UNIT);
        Explanation explanation = new Explanation(
                low,
                amount.quantile(0) / MEGA,
                high,
                amount.today() / MEGA,
                UNIT,
                pair.sinceMinute * Watch.MINUTE_NANOS,
                amount.days(),
                0,
                0,
                List.of(),
                "normal at " + usual);
        return new Surprise(
                        stamp,
                        client,
                        pair.server,
                        pair.service,
                        "",
                        Channel.COUNT_READ,
                        Verb.FILE_READ,
                        "read from " + pair.server + " over " + pair.service,
                        p,
                        usual + " from " + pair.server + " over " + pair.service,
                        Words.number(amount.today() / MEGA) + " MB today so far" + operations(pair),
                        explanation,
                        1,
                        1,
                        List.of(stamp.ref()))
                .because(Law.AMOUNT, amount.numbers());
    }

    private static String operations(Pair pair) {
        if (pair.operations.isEmpty() || pair.operationsDay < pair.amount.day()) return "";
        return pair.operations.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(NAMED_MAX)
                .map(e -> "\"" + e.getKey() + "\" " + Words.plural(e.getValue(), "time"))
                .collect(Collectors.joining(", ", ", by ", ""));
    }
}
