package dev.postern.analyst.situation.network;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Inventory;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.situation.Context;
import dev.postern.analyst.situation.Finding;
import dev.postern.analyst.situation.Part;
import dev.postern.analyst.situation.Situation;
import dev.postern.life.device.Fruitless;
import dev.postern.life.habit.Hash;
import dev.postern.model.Address;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.FrameRef;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One address or closed port after the other asked in vain over days and weeks (D1), too seldom for any minute to show it. A client whose servers come and go asks
 * the same ones again, and hears them on other days; a server of leases that tries an address before it gives it away hears from it soon after. So
 * only what was asked on one day and never heard counts. Fast searches are told by the pattern of life.
 */
final class SlowScans {
    private static final int SOURCES_MAX = 4_096;
    private static final int ENDS_MAX = 256;
    private static final int FRAMES_MAX = 8;
    private static final int ENDS_MIN = 24;
    private static final int DAYS_MIN = 3;
    /** Forgotten, and told again, after so long. */
    private static final int MEMORY_DAYS = 30;
    /** From here on ports are handed out by systems: data of FTP and RPC, candidates of a call that lie in the network of somebody else. */
    private static final int EPHEMERAL = 32_768;

    private final TreeMap<Address, Source> sources = new TreeMap<>();

    /** Mutable. */
    static final class Source {
        /** By address, and port where the host is there. */
        final TreeMap<Long, End> ends = new TreeMap<>();

        int toldDay = Integer.MIN_VALUE / 2;
    }

    /** Mutable. */
    static final class End {
        Address server;
        /** The host is there; the door is shut. */
        boolean shut;

        int day;
        boolean again;
        FrameRef frame;
    }

    void traffic(Traffic t, Context context) {
        Address client = t.conversation().client();
        Address server = t.conversation().server();
        if (client.isPublic() || server.isPublic() || client.isUnspecified() || client.isLinkLocal()) return;
        Transport transport = t.conversation().transport();
        boolean ports = transport == Transport.TCP || transport == Transport.UDP;
        if (ports && t.conversation().serverPort() >= EPHEMERAL) return;
        Asset asset = context.inventory().at(server);
        boolean there = asset != null && asset.heard;
        if (!Fruitless.isFruitless(t, true, there)) return;
        // A router asks for whomever somebody behind it asks for.
        if (transport == Transport.ETHERNET && context.inventory().forwards(t.up().mac())) return;
        Source source = sources.get(client);
        if (source == null) {
            if (!context.limit().room("sources that ask in vain", sources.size(), SOURCES_MAX)) return;
            sources.put(client, source = new Source());
        }
        int day = (int) Math.floorDiv(t.stamp().atNanos(), Settings.DAY_NANOS);
        long key = there && ports ? Hash.of(Hash.of(server), t.conversation().serverPort()) : Hash.of(server);
        End end = source.ends.get(key);
        if (end != null) {
            end.again |= end.day != day;
            return;
        }
        source.ends.values().removeIf(old -> day - old.day > MEMORY_DAYS);
        if (!context.limit().room("ends asked in vain", source.ends.size(), ENDS_MAX)) oldest(source.ends);
        source.ends.put(key, end = new End());
        end.server = server;
        end.shut = there;
        end.day = day;
        end.frame = t.stamp().ref();
        if (source.ends.size() >= ENDS_MIN && day - source.toldDay > MEMORY_DAYS) judge(source, day, t, context);
    }

    /** Those of the first day make room. */
    private static void oldest(TreeMap<Long, End> ends) {
        int first = Integer.MAX_VALUE;
        for (End end : ends.values()) first = Math.min(first, end.day);
        int gone = first;
        ends.values().removeIf(end -> end.day == gone);
    }

    private static void judge(Source source, int day, Traffic t, Context context) {
        TreeMap<Integer, Integer> perDay = new TreeMap<>();
        List<FrameRef> frames = new ArrayList<>();
        int shut = 0;
        for (Map.Entry<Long, End> e : source.ends.entrySet()) {
            End end = e.getValue();
            if (end.again || !end.shut && heard(end.server, context.inventory())) continue;
            perDay.merge(end.day, 1, Integer::sum);
            if (end.shut) shut++;
            if (frames.size() < FRAMES_MAX) frames.add(end.frame);
        }
        int all = 0;
        int most = 0;
        for (int count : perDay.values()) {
            all += count;
            most = Math.max(most, count);
        }
        // One day of many is a fast search, and told as that.
        if (perDay.size() < DAYS_MIN || all < ENDS_MIN || all - most < ENDS_MIN / 2) return;
        source.toldDay = day;
        frames.sort(null);
        tell(all, shut, day - perDay.firstKey() + 1, frames, t, context);
    }

    private static boolean heard(Address server, Inventory inventory) {
        Asset asset = inventory.at(server);
        return asset != null && asset.heard;
    }

    private static void tell(int all, int shut, int days, List<FrameRef> frames, Traffic t, Context context) {
        Situation s = Situation.SLOW_SCAN;
        Address client = t.conversation().client();
        Asset asset = context.inventory().at(client);
        long since = asset == null ? t.stamp().atNanos() : asset.firstNanos;
        context.desk()
                .raise(new Finding(
                        s,
                        client.toString(),
                        t.stamp(),
                        client,
                        t.conversation().server(),
                        t.service(),
                        null,
                        s.title,
                        context.inventory().describe(client) + " asked in vain for " + all
                                + " different ends within " + Words.count(days, "day") + ", each on one day alone: "
                                + Words.count(all - shut, "address") + " where nobody is, and "
                                + Words.count(shut, "port") + " that are shut. The last was "
                                + t.conversation().server() + ".",
                        "A client asks for its own servers, the same ones again, and hears them on other days.",
                        "known without history",
                        s.consequence,
                        s.neverHidden,
                        frames,
                        List.of(Part.source(client)),
                        "",
                        new Explanation(
                                0,
                                Double.NaN,
                                ENDS_MIN,
                                all,
                                "ends asked for on one day alone within a month",
                                since,
                                days,
                                0,
                                0,
                                List.of(new Explanation.Share(Channel.KNOWLEDGE, 1)),
                                "normal if they answered on another day, or had been asked for before")));
    }
}
