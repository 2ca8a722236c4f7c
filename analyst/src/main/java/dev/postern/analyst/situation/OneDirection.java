package dev.postern.analyst.situation;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Inventory;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.inventory.Zones;
import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.FrameRef;
import dev.postern.model.Stamp;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Networks that are heard nearly every minute, and then not at all while they are answered (G1). Whoever failed asks nothing, and is not answered: it is
 * the mirror port that shows one direction only. Connections prove nothing: to one who failed they go on with tests and repetitions. That is one finding, and what is missed of its devices meanwhile belongs to it.
 */
public final class OneDirection {
    private static final int NETWORKS_MAX = 4_096;
    /** Share of all minutes in which a network that is always there is heard. */
    private static final double ALWAYS = 0.95;

    private static final int QUIET_MINUTES_MIN = 3;
    /** So many of its devices got answers to what was not seen asked. */
    private static final int ALIVE_MIN = 3;

    /** More are not named. */
    private static final int ALIVE_MAX = 32;

    private static final int FRAMES_MAX = 8;
    /** What is counted by the hour is told after it. */
    private static final int AFTER_MINUTES = 61;

    private final TreeMap<String, Voice> voices = new TreeMap<>();
    private int lastClosed = -1;

    /** What is heard of one network; mutable. */
    static final class Voice {
        int firstMinute;
        int lastMinute;
        int heardMinutes;
        /** Minutes in which nothing was captured at all. */
        int unseenMinutes;

        int longestQuiet;
        /** When it was heard again after it was told, or far back. */
        int backMinute = -AFTER_MINUTES;

        /** Since it was heard last. */
        final TreeSet<Address> alive = new TreeSet<>();

        final List<FrameRef> frames = new ArrayList<>();
        String toldId = "";

        boolean isAlways() {
            return heardMinutes >= ALWAYS * (lastMinute - firstMinute + 1 - unseenMinutes);
        }

        private void heard(int minute) {
            if (minute <= lastMinute) return;
            if (toldId.isEmpty()) longestQuiet = Math.max(longestQuiet, minute - lastMinute - 1);
            lastMinute = minute;
            heardMinutes++;
            alive.clear();
            frames.clear();
        }

        private void answered(Address device, int minute, FrameRef frame) {
            if (minute <= lastMinute || alive.size() >= ALIVE_MAX) return;
            if (alive.add(device) && frames.size() < FRAMES_MAX) frames.add(frame);
        }

        /** Quiet for longer than ever, and somebody lives. */
        private boolean isMissed(int minute) {
            return minute - lastMinute > longestQuiet && !alive.isEmpty() && isAlways();
        }
    }

    private static int minute(long atNanos) {
        return (int) Math.floorDiv(atNanos, Settings.MINUTE_NANOS);
    }

    public void traffic(Traffic t, Context context) {
        int minute = minute(t.stamp().atNanos());
        Address client = t.conversation().client();
        Address server = t.conversation().server();
        if (t.packetsUp() > 0) heard(client, t.up().mac(), minute, context);
        if (t.packetsDown() > 0) heard(server, t.down().mac(), minute, context);
        if (t.packetsUp() == 0 && t.conversation().transport() == Transport.UDP) answered(client, minute, t, context);
    }

    private void heard(Address from, long mac, int minute, Context context) {
        if (isRouter(from, mac, context.inventory())) return;
        String network = network(from, context.inventory());
        if (network == null) return;
        Voice voice = voices.get(network);
        if (voice == null) {
            if (!context.limit().room("networks that are listened to", voices.size(), NETWORKS_MAX)) return;
            voices.put(network, voice = new Voice());
            voice.firstMinute = minute;
            voice.lastMinute = minute - 1;
        }
        voice.heard(minute);
    }

    /** On its own link: what it says itself comes from the other side of the port that is shown. */
    private static boolean isRouter(Address address, long mac, Inventory inventory) {
        Asset asset = inventory.at(address);
        return asset != null && asset.macs.contains(Address.mac(mac)) && inventory.forwards(mac);
    }

    private void answered(Address device, int minute, Traffic t, Context context) {
        String network = network(device, context.inventory());
        Voice voice = network == null ? null : voices.get(network);
        if (voice != null) voice.answered(device, minute, t.stamp().ref());
    }

    private static String network(Address address, Inventory inventory) {
        if (!address.isIp() || address.isMulticast() || address.isUnspecified() || address.isLoopback()) return null;
        Asset asset = inventory.at(address);
        String network = Zones.network(address, asset != null && asset.onLink);
        return network.equals(Zones.OUTSIDE) || network.equals(Zones.UNNUMBERED) ? null : network;
    }

    /** Whether a device is not heard and lives. */
    public boolean goesOn(Address device, Inventory inventory) {
        String network = network(device, inventory);
        Voice voice = network == null ? null : voices.get(network);
        return voice != null && voice.alive.contains(device);
    }

    /** What is missed of a network while it cannot be seen, and in the hour after, is one story with that. */
    public String join(Anomaly a, Inventory inventory) {
        if (!isOfMissing(a)) return "";
        int minute = minute(a.atNanos());
        String join = join(a.device(), minute, inventory);
        return join.isEmpty() && a.peer() != null ? join(a.peer(), minute, inventory) : join;
    }

    private String join(Address address, int minute, Inventory inventory) {
        Asset asset = inventory.at(address);
        List<Address> ips = new ArrayList<>(List.of(address));
        if (asset != null) ips.addAll(asset.ips);
        for (Address ip : ips) {
            String network = network(ip, inventory);
            Voice voice = network == null ? null : voices.get(network);
            if (voice != null && (voice.isMissed(minute) || minute - voice.backMinute < AFTER_MINUTES))
                return joined(network);
        }
        return "";
    }

    /** Whether something did not come, or less of it: what is not shown looks so. */
    public static boolean isOfMissing(Anomaly a) {
        return switch (a.channel()) {
            case CYCLE_PERIOD, CYCLE_MISSED, PRESENCE_MISSED, PHASE_NEW, HEALTH_LATENCY, HEALTH_TRANSPORT -> true;
            case COUNT_MESSAGES, COUNT_BYTES, COUNT_CONNECTIONS, COUNT_PEERS, COUNT_GROUP, DRIFT_HOUR, DRIFT_DAY ->
                a.explanation().seen() < a.explanation().low();
            default -> false;
        };
    }

    private static String joined(String network) {
        return "one direction of " + network;
    }

    /**
     * All of event time before this minute was heard.
     *
     * @param stamp of its end
     */
    public void close(Stamp stamp, Context context) {
        int now = minute(stamp.atNanos());
        int dark = lastClosed < 0 ? 0 : now - lastClosed - 1;
        lastClosed = now;
        voices.forEach((network, voice) -> {
            if (dark > 0 && voice.toldId.isEmpty()) {
                voice.unseenMinutes += dark;
                voice.lastMinute = Math.max(voice.lastMinute, now - 1);
            }
            if (voice.lastMinute >= now) {
                if (!voice.toldId.isEmpty()) back(network, voice, stamp, context);
            } else if (voice.toldId.isEmpty() && isMissing(voice, now, context))
                missing(network, voice, now, stamp, context);
        });
    }

    private static boolean isMissing(Voice voice, int now, Context context) {
        if (!context.learned() || !voice.isAlways() || voice.alive.size() < ALIVE_MIN) return false;
        boolean old = (now - voice.firstMinute) * Settings.MINUTE_NANOS
                >= context.settings().learningNanos();
        return old && now - voice.lastMinute >= Math.max(QUIET_MINUTES_MIN, 2 * voice.longestQuiet + 1);
    }

    private static void missing(String network, Voice voice, int now, Stamp stamp, Context context) {
        Situation s = Situation.ONE_DIRECTION;
        voice.toldId = context.desk()
                .raise(new Finding(
                        s,
                        network,
                        stamp,
                        voice.alive.getFirst(),
                        null,
                        "",
                        null,
                        s.title + ": " + context.zones().name(network),
                        "Nothing that " + context.zones().name(network) + " sends was seen for "
                                + Words.span((now - voice.lastMinute) * Settings.MINUTE_NANOS)
                                + ", while " + Words.and(voice.alive)
                                + " got answers to what was not seen asked.",
                        "In " + Words.span((now - voice.firstMinute) * Settings.MINUTE_NANOS)
                                + " it was never quiet for longer than "
                                + Words.count(voice.longestQuiet, "minute") + ".",
                        "told once for each time",
                        s.consequence,
                        s.neverHidden,
                        List.copyOf(voice.frames),
                        voice.alive.stream().map(Part::involved).toList(),
                        joined(network)));
    }

    private static void back(String network, Voice voice, Stamp stamp, Context context) {
        context.desk()
                .amend(
                        voice.toldId,
                        "What " + context.zones().name(network) + " sends was not seen for a while, and is seen again.",
                        stamp.atNanos());
        voice.toldId = "";
        voice.backMinute = minute(stamp.atNanos());
    }

    /** Networks of which one direction is missing now. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        voices.forEach((network, voice) -> {
            if (!voice.toldId.isEmpty()) missing.add(network);
        });
        return missing;
    }

    /** Hands out the anomalies that may still be amended: of networks that are not seen. */
    public void open(Consumer<String> anomaly) {
        for (Voice voice : voices.values()) if (!voice.toldId.isEmpty()) anomaly.accept(voice.toldId);
    }
}
