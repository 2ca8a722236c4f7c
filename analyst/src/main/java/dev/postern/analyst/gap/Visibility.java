package dev.postern.analyst.gap;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.inventory.Zones;
import dev.postern.analyst.situation.Context;
import dev.postern.model.Address;
import dev.postern.model.Reception;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import java.util.Set;
import java.util.TreeMap;

/** Counts of how well each network is seen, and when anything was. The figures made of them are {@link CoverageFigures}'. */
public final class Visibility {
    private static final int NETWORKS_MAX = 4_096;
    private static final int SERVICES_MAX = 16;
    /** A TCP flow of fewer packets in one minute may well have had no answer yet. */
    private static final int PACKETS_MIN = 3;
    /** Nobody watches where nothing at all is heard for so long: between two recordings lie days or decades. */
    private static final long DARK_NANOS = Settings.DAY_NANOS;
    /** Fewer connections in an hour say nothing about it. */
    private static final int HALF_FLOWS_MIN = 10;

    private static final Set<String> ENCRYPTED = Set.of(
            "tls", "quic", "ssh", "ike", "esp", "wireguard", "openvpn", "dtls", "l2tp", "teamviewer", "ip/50", "rdp");

    private final TreeMap<String, View> views = new TreeMap<>();
    private Reception reception = Reception.NONE;
    /** Hours with and without anything at all, and the longest time without. */
    long hoursHeard;

    long longestSilenceNanos;
    long longestSilenceEndNanos;
    /** Silences longer than {@link #DARK_NANOS}, together. */
    private long darkNanos;

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
        /** Of the hour under way. */
        private long hourBoth;

        private long hourOne;
        /** Hours in which most connections showed one side only, and the last of them. */
        long halfHours;

        long lastHalfHour;
        long lastNanos = Long.MIN_VALUE;
        long longestSilenceNanos;
        long longestSilenceEndNanos;

        private void heard(long atNanos) {
            long hour = Math.floorDiv(atNanos, Settings.HOUR_NANOS);
            if (hour > lastHour) {
                endHour();
                if (hoursHeard++ == 0) firstHour = hour;
                lastHour = hour;
            }
            if (lastNanos != Long.MIN_VALUE && atNanos - lastNanos > longestSilenceNanos) {
                longestSilenceNanos = atNanos - lastNanos;
                longestSilenceEndNanos = atNanos;
            }
            lastNanos = Math.max(lastNanos, atNanos);
        }

        private void endHour() {
            if (hourOne >= HALF_FLOWS_MIN && hourOne > hourBoth) {
                halfHours++;
                lastHalfHour = lastHour;
            }
            hourBoth = hourOne = 0;
        }

        private void flow(boolean both) {
            if (both) {
                bothWays++;
                hourBoth++;
            } else {
                oneWay++;
                hourOne++;
            }
        }
    }

    public void traffic(Traffic t, Context context) {
        heard(t.stamp().atNanos());
        cards |= t.up().mac() != 0 || t.down().mac() != 0;
        Address client = t.conversation().client();
        Address server = t.conversation().server();
        View one = view(client, context);
        View other = view(server, context);
        if (one != null) count(one, t, context);
        if (other != null && other != one) count(other, t, context);
    }

    /** How much of the time between two moments was watched: all of it but the silences of more than a day. */
    public long watchedNanos(long sinceNanos, long nowNanos) {
        return Math.max(0, nowNanos - sinceNanos - darkNanos - dark(nowNanos));
    }

    private long dark(long atNanos) {
        return lastNanos != Long.MIN_VALUE && atNanos - lastNanos > DARK_NANOS ? atNanos - lastNanos : 0;
    }

    private void heard(long atNanos) {
        long hour = Math.floorDiv(atNanos, Settings.HOUR_NANOS);
        if (hour > lastHour) {
            hoursHeard++;
            lastHour = hour;
        }
        darkNanos += dark(atNanos);
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

    private static void count(View v, Traffic t, Context context) {
        v.heard(t.stamp().atNanos());
        if (t.conversation().transport() == Transport.TCP
                && t.opening() != Traffic.Opening.UNANSWERED
                && t.packetsUp() + t.packetsDown() >= PACKETS_MIN) {
            boolean both = t.packetsUp() > 0 && t.packetsDown() > 0;
            if (both || t.opening() == Traffic.Opening.NONE) v.flow(both);
        }
        long bytes = t.bytesUp() + t.bytesDown();
        v.bytes += bytes;
        if (ENCRYPTED.contains(t.service())) v.encryptedBytes += bytes;
        else if (t.service().indexOf('/') >= 0) {
            v.unreadBytes += bytes;
            if (v.unread.containsKey(t.service())
                    || context.limit().room("unread services of a network", v.unread.size(), SERVICES_MAX))
                v.unread.merge(t.service(), bytes, Long::sum);
        }
    }

    public void received(Reception total) {
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
