package dev.postern.analyst;

import dev.postern.model.Address;
import dev.postern.model.Reception;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import java.util.Set;
import java.util.TreeMap;

/** Counts of how well each network is seen, and when anything was. The figures made of them are {@link CoverageFigures}'. */
final class Visibility {
    private static final int NETWORKS_MAX = 4_096;
    private static final int SERVICES_MAX = 16;
    /** A TCP flow of fewer packets in one minute may well have had no answer yet. */
    private static final int PACKETS_MIN = 3;

    private static final Set<String> ENCRYPTED = Set.of(
            "tls", "quic", "ssh", "ike", "esp", "wireguard", "openvpn", "dtls", "l2tp", "teamviewer", "ip/50", "rdp");

    private final TreeMap<String, View> views = new TreeMap<>();
    private Reception reception = Reception.NONE;
    /** Hours with and without anything at all, and the longest time without. */
    long hoursHeard;

    long longestSilenceNanos;
    long longestSilenceEndNanos;
    private long lastHour = Long.MIN_VALUE;
    private long lastNanos = Long.MIN_VALUE;
    boolean cards;

    /** Mutable. */
    static final class View {
        /** TCP flows and minutes with packets both ways, and one way only. */
        long bothWays;

        long oneWay;
        long bytes;
        long unreadBytes;
        long encryptedBytes;
        /** Services that nobody reads, to their bytes. */
        final TreeMap<String, Long> unread = new TreeMap<>();

        long hoursHeard;
        long firstHour;
        long lastHour = Long.MIN_VALUE;
    }

    void traffic(Traffic t, Context context) {
        heard(t.stamp().atNanos());
        cards |= t.clientMac() != 0 || t.serverMac() != 0;
        Address client = t.conversation().client();
        Address server = t.conversation().server();
        View one = view(client, context);
        View other = view(server, context);
        if (one != null) count(one, t);
        if (other != null && other != one) count(other, t);
    }

    private void heard(long atNanos) {
        long hour = Math.floorDiv(atNanos, Settings.HOUR_NANOS);
        if (hour > lastHour) {
            hoursHeard++;
            lastHour = hour;
        }
        if (lastNanos != Long.MIN_VALUE && atNanos - lastNanos > longestSilenceNanos) {
            longestSilenceNanos = atNanos - lastNanos;
            longestSilenceEndNanos = atNanos;
        }
        lastNanos = Math.max(lastNanos, atNanos);
    }

    private View view(Address a, Context context) {
        if (a.isMulticast() || a.isUnspecified() || a.isLoopback()) return null;
        Asset asset = context.inventory().at(a);
        String network = Zones.network(a, asset != null && asset.onLink);
        if (network.equals(Zones.OUTSIDE)) return null;
        View view = views.get(network);
        if (view == null) {
            if (!context.limit().room("networks in view", views.size(), NETWORKS_MAX)) return null;
            views.put(network, view = new View());
        }
        return view;
    }

    private static void count(View v, Traffic t) {
        long hour = Math.floorDiv(t.stamp().atNanos(), Settings.HOUR_NANOS);
        if (hour > v.lastHour) {
            if (v.hoursHeard++ == 0) v.firstHour = hour;
            v.lastHour = hour;
        }
        if (t.conversation().transport() == Transport.TCP
                && t.opening() != Traffic.Opening.UNANSWERED
                && t.packetsUp() + t.packetsDown() >= PACKETS_MIN) {
            if (t.packetsUp() > 0 && t.packetsDown() > 0) v.bothWays++;
            else if (t.opening() == Traffic.Opening.NONE) v.oneWay++;
        }
        long bytes = t.bytesUp() + t.bytesDown();
        v.bytes += bytes;
        if (ENCRYPTED.contains(t.service())) v.encryptedBytes += bytes;
        else if (t.service().indexOf('/') >= 0) {
            v.unreadBytes += bytes;
            if (v.unread.size() < SERVICES_MAX || v.unread.containsKey(t.service()))
                v.unread.merge(t.service(), bytes, Long::sum);
        }
    }

    void received(Reception total) {
        reception = total;
    }

    Reception reception() {
        return reception;
    }

    /** What was counted for a network, or null. */
    View of(String network) {
        return views.get(network);
    }
}
