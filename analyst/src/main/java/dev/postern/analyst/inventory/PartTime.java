package dev.postern.analyst.inventory;

import dev.postern.model.Address;
import java.util.TreeSet;

/** Of those that ask the plant at times only: who reads by the clock, and who stands in for another. A panel asks as long as somebody may look at it. */
final class PartTime {
    private static final int DAY_MINUTES = 1_440;
    /** Asking in fewer than one minute of so many is now and then. */
    private static final int NOW_AND_THEN = 10;

    private static final int BOUTS_MIN = 20;
    private static final double SINGLE = 0.8;

    private static final int STOOD_IN_MINUTES_MIN = 60;
    private static final int STOOD_IN_SERVERS_MIN = 3;

    private PartTime() {}

    private static boolean atTimes(Asset a, Roles.Site site) {
        long minutes = (site.watchedNanos() - a.firstWatchedNanos) / Settings.MINUTE_NANOS;
        return minutes >= DAY_MINUTES && a.askMinutes * NOW_AND_THEN < minutes;
    }

    /** Reads again and again, each time for a minute, and never writes: meters, a report. */
    static boolean collects(Asset a, Roles.Site site) {
        return a.writes == 0 && a.askBouts >= BOUTS_MIN && a.askBouts >= SINGLE * a.askMinutes && atTimes(a, site);
    }

    /**
     * Whom this one stands in for: a server of the plant that it is in touch with, and that asks all that this one asked for an hour or more.
     *
     * @return null if nobody
     */
    static Asset partner(Asset a, TreeSet<Address> servers, Roles.Site site) {
        if (servers.size() < STOOD_IN_SERVERS_MIN || a.askMinutes < STOOD_IN_MINUTES_MIN || !atTimes(a, site))
            return null;
        for (Address met : a.met) {
            Asset other = site.at(met);
            if (other != null
                    && other != a
                    && other.role.equals("scada")
                    && !atTimes(other, site)
                    && (talks(a, other) || talks(other, a))
                    && Asset.plantPeers(other.used).containsAll(servers)) return other;
        }
        return null;
    }

    private static boolean talks(Asset client, Asset server) {
        for (TreeSet<Address> peers : client.used.values())
            for (Address address : server.ips) if (peers.contains(address)) return true;
        return false;
    }
}
