package dev.postern.life.site;

import dev.postern.life.Surprise;
import dev.postern.life.Watch;
import dev.postern.life.Words;
import dev.postern.life.chance.Law;
import dev.postern.life.device.Fruitless;
import dev.postern.life.habit.Rare;
import dev.postern.model.Address;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.FrameRef;
import dev.postern.model.Message;
import dev.postern.model.Stamp;
import dev.postern.model.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Logins that the outside tries in vain, by server and day and for all public addresses together: who guesses from there has as many addresses as he likes, and none of them is a device of the site.
 * Judged as they double, learned when the day is over: a mail server has some each day. 160 octets and the names of four addresses for a server.
 */
final class Outsiders {
    private static final int SERVERS_MAX = 1_024;
    /** Who is on a journey mistypes a password now and then. */
    private static final double DAY_PRIOR = 1;

    /** Fewer are nobody's attack, however quiet the server was. */
    private static final int TOLD_MIN = 16;

    private static final int NAMED_MAX = 4;
    private static final int FRAMES_MAX = 8;
    private static final int DAY_MINUTES = 1440;

    private final TreeMap<Address, Tried> servers = new TreeMap<>();
    private long refused;

    /** Of one server; mutable. */
    static final class Tried {
        final Rare days = new Rare(DAY_PRIOR);
        final int since;
        int day;
        int count;
        final TreeSet<Address> from = new TreeSet<>();
        final List<FrameRef> frames = new ArrayList<>(1);

        Tried(int minute) {
            since = minute;
            day = minute / DAY_MINUTES;
        }

        private void begin(Address server, int today, Ended ended) {
            for (; day < today; day++) {
                double p = days.above(count);
                days.learn(count, p);
                ended.day(server, p);
                count = 0;
            }
            from.clear();
            frames.clear();
        }
    }

    /** Days that are over, for the tail of the channel. */
    interface Ended {
        void day(Address server, double p);
    }

    /** Servers that found no room. */
    long refused() {
        return refused;
    }

    /** Where the server has a public address as well, the site itself may be numbered so. */
    static boolean isOutside(Address client, Address server) {
        return client.isPublic() && !server.isPublic();
    }

    /** @return null if it is nothing special */
    Surprise refused(Message m, Ended ended) {
        return tried(m.conversation().client(), m.conversation().server(), m.protocol(), m.stamp(), ended);
    }

    /** The same of a login under encryption. */
    Surprise carried(Traffic t, Ended ended) {
        if (!Fruitless.isBrief(t)) return null;
        return tried(t.conversation().client(), t.conversation().server(), t.service(), t.stamp(), ended);
    }

    private Surprise tried(Address client, Address server, String service, Stamp stamp, Ended ended) {
        if (!isOutside(client, server) || stamp.late()) return null;
        int minute = Watch.minute(stamp.atNanos());
        Tried tried = servers.get(server);
        if (tried == null) {
            if (servers.size() >= SERVERS_MAX) {
                refused++;
                return null;
            }
            servers.put(server, tried = new Tried(minute));
        }
        if (minute / DAY_MINUTES > tried.day) tried.begin(server, minute / DAY_MINUTES, ended);
        tried.count++;
        if (tried.from.size() < NAMED_MAX) tried.from.add(client);
        if (tried.frames.size() < FRAMES_MAX) tried.frames.add(stamp.ref());
        boolean doubled = tried.count >= TOLD_MIN && Integer.bitCount(tried.count) == 1;
        return doubled ? surprise(tried, server, service, stamp) : null;
    }

    private static Surprise surprise(Tried tried, Address server, String service, Stamp stamp) {
        String unit = "logins a day that somebody outside tries in vain";
        double low = tried.days.quantile(0.05);
        double high = tried.days.quantile(0.95);
        List<String> named = tried.from.stream().map(Address::toString).toList();
        Explanation explanation = new Explanation(
                low,
                tried.days.quantile(0.5),
                high,
                tried.count,
                unit,
                tried.since * Watch.MINUTE_NANOS,
                tried.days.minutes(),
                0,
                0,
                List.of(),
                "normal at " + Words.range(low, high, unit));
        return Surprise.ofDevice(
                        stamp,
                        server,
                        Channel.COUNT_OUTSIDE,
                        unit,
                        tried.days.above(tried.count),
                        Words.range(low, high, unit),
                        tried.count + " logins over " + service
                                + " that somebody outside tried in vain today, among them from "
                                + String.join(", ", named),
                        explanation,
                        1,
                        List.copyOf(tried.frames))
                .because(Law.RARE_COUNT, tried.days.numbers(tried.count));
    }
}
