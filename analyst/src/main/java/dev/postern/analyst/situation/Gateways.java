package dev.postern.analyst.situation;

import dev.postern.analyst.inventory.Services;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.inventory.Words;
import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.FrameRef;
import dev.postern.model.Stamp;
import dev.postern.model.Tally;
import dev.postern.model.Traffic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Boxes with others behind them: a serial server whose stations answer at its one address, a router whose card brings several addresses. One that
 * is heard nearly every minute and then longer not than ever goes quiet with all behind it, which is one finding (F3) and not one for each.
 * While most of what else is heard is quiet too, it is the mirror port that fails, and nothing is told.
 */
public final class Gateways {
    private static final int BOXES_MAX = 4_096;
    private static final int BEHIND_MAX = 256;
    /** Two may be two channels of one device. */
    private static final int STATIONS_MIN = 3;

    private static final int ADDRESSES_MIN = 4;
    /** Share of all minutes in which a gateway that is always there is heard. */
    private static final double ALWAYS = 0.95;

    private static final int PARTS_MAX = 32;
    private static final int QUIET_MINUTES_MIN = 3;
    /** Behind it is what was heard through it so shortly before. */
    private static final int RECENT_MINUTES = 60;
    /** A box that went quiet and came back so often does so. */
    private static final int HABIT = 4;
    /** Minutes over which the usual amount of traffic is followed. */
    private static final double USUAL_MINUTES = 60;

    private static final double ALIVE = 0.5;

    /** By hardware address. */
    private final TreeMap<Long, Box> routers = new TreeMap<>();
    /** By address, then service. */
    private final TreeMap<Address, TreeMap<String, Box>> lines = new TreeMap<>();

    /** {@link #boxes} until there is another one. */
    private transient List<Box> boxes;

    private int lineCount;
    private int lastClosed = -1;
    private int answered;
    private double usualAnswered = -1;

    /** Mutable. */
    static final class Box {
        String key = "";
        /** That of its card where no other is known. */
        Address address;

        String service = "";
        boolean router;
        /** Whoever was heard through it, and the last minute: addresses of a router, stations of a line. */
        final TreeMap<Address, Integer> addresses = new TreeMap<>();

        final TreeMap<String, Integer> stations = new TreeMap<>();
        int firstMinute;
        int lastMinute;
        int heardMinutes;
        /** Minutes in which nothing was captured at all. */
        int unseenMinutes;

        int longestQuiet;
        int spokeMinute = -1;
        int own;
        double usualOwn;
        int quietTimes;
        String toldId = "";
        FrameRef frame;

        /** @return false where it was heard this minute already */
        boolean heard(int minute, Stamp stamp) {
            if (minute <= lastMinute) return false;
            lastMinute = minute;
            frame = stamp.ref();
            heardMinutes++;
            return true;
        }

        boolean isGateway() {
            return router ? addresses.size() >= ADDRESSES_MIN : stations.size() >= STATIONS_MIN;
        }

        Collection<?> behind() {
            return router ? addresses.keySet() : stations.keySet();
        }

        boolean isAlways() {
            return heardMinutes >= ALWAYS * (lastMinute - firstMinute + 1 - unseenMinutes);
        }

        /** Quiet for longer than ever, told or not yet. */
        boolean isMissed(int minute) {
            return isGateway() && (!toldId.isEmpty() || minute - lastMinute > longestQuiet && isAlways());
        }
    }

    private static int minute(long atNanos) {
        return (int) Math.floorDiv(atNanos, Settings.MINUTE_NANOS);
    }

    public void traffic(Traffic t, Context context) {
        if (t.packetsDown() > 0) answered++;
        Address client = t.conversation().client();
        Address server = t.conversation().server();
        if (t.packetsUp() > 0) through(client, server, t.up().mac(), t, context);
        if (t.packetsDown() == 0) return;
        through(server, client, t.down().mac(), t, context);
        Box line = line(server, t.service());
        if (line == null) return;
        line.spokeMinute = minute(t.stamp().atNanos());
        line.own++;
    }

    private Box line(Address server, String service) {
        TreeMap<String, Box> services = lines.get(server);
        return services == null ? null : services.get(service);
    }

    /** A card that brings several addresses stands between them and us. */
    private void through(Address from, Address to, long mac, Traffic t, Context context) {
        boolean counts = from.isIp() && !from.isPublic() && !from.isLinkLocal() && !from.isUnspecified();
        if (mac == 0 || !counts || from.isMulticast() || t.packetsDown() == 0) return;
        Box box = routers.get(mac);
        if (box == null) {
            if (!context.limit().room("cards with addresses", routers.size(), BOXES_MAX)) return;
            boxes = null;
            routers.put(mac, box = begin("router " + mac, Address.mac(mac), true, t.stamp()));
        }
        heard(box, box.addresses, from, t.stamp());
        if (!to.isMulticast()) box.own++;
    }

    public void tally(Tally t, Context context) {
        boolean granted = !t.unit().isEmpty() && t.refused() < t.count() && Services.plant(t.service());
        if (!granted || context.inventory().group(t.server())) return;
        Box box = line(t.server(), t.service());
        boolean known = box != null;
        if (!known) {
            if (!context.limit().room("addresses with stations", lineCount, BOXES_MAX)) return;
            boxes = null;
            lineCount++;
            box = begin("line " + t.server() + " " + t.service(), t.server(), false, t.stamp());
            box.service = t.service();
            lines.computeIfAbsent(t.server(), a -> new TreeMap<>()).put(t.service(), box);
        }
        // Who is asked and silent is not heard.
        if (!known || box.spokeMinute == minute(t.stamp().atNanos())) heard(box, box.stations, t.unit(), t.stamp());
    }

    private static Box begin(String key, Address address, boolean router, Stamp stamp) {
        Box box = new Box();
        box.key = key;
        box.address = address;
        box.router = router;
        box.firstMinute = minute(stamp.atNanos());
        box.lastMinute = box.firstMinute - 1;
        return box;
    }

    /** Those behind routers are told with them, so routers come first. */
    private List<Box> boxes() {
        if (boxes != null) return boxes;
        boxes = new ArrayList<>(routers.values());
        for (TreeMap<String, Box> services : lines.values()) boxes.addAll(services.values());
        return boxes;
    }

    private static <K> void heard(Box box, TreeMap<K, Integer> behind, K who, Stamp stamp) {
        int minute = minute(stamp.atNanos());
        if (behind.size() < BEHIND_MAX || behind.containsKey(who)) behind.put(who, minute);
        int quiet = minute - box.lastMinute - 1;
        if (!box.heard(minute, stamp)) return;
        if (box.toldId.isEmpty() || box.quietTimes >= HABIT) box.longestQuiet = Math.max(box.longestQuiet, quiet);
    }

    /** Silence of and behind a gateway that is not heard is one story. */
    public String join(Situation situation, Anomaly a) {
        if (situation != Situation.SILENT) return "";
        int minute = minute(a.atNanos());
        for (Box box : boxes())
            if (box.isMissed(minute) && (concerns(box, a.device()) || concerns(box, a.peer()))) return joined(box);
        return "";
    }

    private static String joined(Box box) {
        return "gateway " + box.key;
    }

    private static boolean concerns(Box box, Address address) {
        return address != null && (box.address.equals(address) || box.router && box.addresses.containsKey(address));
    }

    /**
     * All of event time before this minute was heard.
     *
     * @param stamp of its end
     * @param unseen whether an address goes on where the mirror port no longer shows it
     */
    public void close(Stamp stamp, Predicate<Address> unseen, Context context) {
        int now = minute(stamp.atNanos());
        int dark = lastClosed < 0 ? 0 : now - lastClosed - 1;
        lastClosed = now;
        TreeSet<Address> behindQuiet = new TreeSet<>();
        for (Box box : boxes()) {
            if (dark > 0 && box.toldId.isEmpty()) {
                box.unseenMinutes += dark;
                box.lastMinute = Math.max(box.lastMinute, now - 1);
            }
            if (box.lastMinute >= now) {
                if (!box.toldId.isEmpty()) back(box, stamp, context);
            } else if (box.toldId.isEmpty() && dark == 0 && isQuiet(box, now, context) && !goesOn(box, unseen)) {
                quiet(box, now, behindQuiet, stamp, context);
            }
            if (!box.toldId.isEmpty()) behindQuiet.addAll(box.addresses.keySet());
            box.usualOwn += (box.own - box.usualOwn) / USUAL_MINUTES;
            box.own = 0;
        }
        usualAnswered = usualAnswered < 0 ? answered : usualAnswered + (answered - usualAnswered) / USUAL_MINUTES;
        answered = 0;
    }

    private boolean isQuiet(Box box, int now, Context context) {
        if (!box.isGateway() || !context.learned() || !box.isAlways()) return false;
        boolean old = (now - box.firstMinute) * Settings.MINUTE_NANOS
                >= context.settings().learningNanos();
        int quiet = now - box.lastMinute;
        if (!old || quiet < Math.max(QUIET_MINUTES_MIN, 2 * box.longestQuiet + 1)) return false;
        double others = usualAnswered - box.usualOwn;
        return others >= 1 && answered - box.own >= ALIVE * others;
    }

    private static boolean goesOn(Box box, Predicate<Address> unseen) {
        return unseen.test(box.address) || box.addresses.keySet().stream().anyMatch(unseen);
    }

    private static void quiet(Box box, int now, TreeSet<Address> behindQuiet, Stamp stamp, Context context) {
        box.addresses.values().removeIf(last -> last < box.lastMinute - RECENT_MINUTES);
        box.stations.values().removeIf(last -> last < box.lastMinute - RECENT_MINUTES);
        if (!box.isGateway()) return;
        box.quietTimes++;
        // What is behind a box that is quiet itself is told with that one.
        if (behindQuiet.contains(box.address)) return;
        Situation s = Situation.GATEWAY_QUIET;
        Address address = box.router ? own(box, context) : box.address;
        box.toldId = context.desk()
                .raise(new Finding(
                        s,
                        box.key,
                        stamp,
                        address,
                        null,
                        box.service,
                        null,
                        s.title,
                        sentence(box, address, now, context),
                        "In " + Words.span((now - box.firstMinute) * Settings.MINUTE_NANOS)
                                + " it was never quiet for longer than "
                                + Words.count(box.longestQuiet, "minute") + ".",
                        "told once for each time",
                        s.consequence,
                        s.neverHidden,
                        List.of(box.frame),
                        parts(box, address),
                        joined(box)));
    }

    private static String sentence(Box box, Address address, int now, Context context) {
        int count = box.behind().size();
        return context.inventory().describe(address) + " went quiet with all behind it, "
                + (box.router ? count + " addresses" : Words.count(count, "station")) + ": "
                + Words.and(box.behind()) + "; for "
                + Words.span((now - box.lastMinute) * Settings.MINUTE_NANOS) + " by now.";
    }

    /** The address that the router itself has among those behind its card, as far as anybody knows. */
    private static Address own(Box box, Context context) {
        var asset = context.inventory().at(box.address);
        return asset == null || asset.ips.isEmpty()
                ? box.address
                : asset.ips.iterator().next();
    }

    private static List<Part> parts(Box box, Address address) {
        List<Part> parts = new ArrayList<>(List.of(Part.victim(address)));
        if (box.router)
            for (Address behind : box.addresses.keySet())
                if (!behind.equals(address) && parts.size() < PARTS_MAX) parts.add(Part.involved(behind));
        return parts;
    }

    /** Hands out the anomalies that may still be amended: of boxes that are quiet. */
    public void open(Consumer<String> anomaly) {
        for (Box box : routers.values()) if (!box.toldId.isEmpty()) anomaly.accept(box.toldId);
        for (TreeMap<String, Box> services : lines.values())
            for (Box box : services.values()) if (!box.toldId.isEmpty()) anomaly.accept(box.toldId);
    }

    private static void back(Box box, Stamp stamp, Context context) {
        context.desk()
                .amend(
                        box.toldId,
                        context.inventory().describe(box.address) + " went quiet with "
                                + box.behind().size() + " behind it, and is heard again.",
                        stamp.atNanos());
        box.toldId = "";
    }
}
