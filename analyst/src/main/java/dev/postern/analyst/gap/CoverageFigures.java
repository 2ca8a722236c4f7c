package dev.postern.analyst.gap;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.inventory.Zones;
import dev.postern.analyst.situation.Context;
import dev.postern.model.GapReport.BlindSpot;
import dev.postern.model.GapReport.Coverage;
import dev.postern.model.GapReport.Share;
import dev.postern.model.Reception;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns counts of what is seen into a figure per zone and into blind spots, each with its remedy. The figure is a product of shares, each 1 where
 * nothing is missing: a way around the gap goes unseen if any of them fails. What is seen and not understood hides little of a way, so it weighs
 * a fifth.
 */
public final class CoverageFigures {
    private static final int FLOWS_MIN = 10;
    private static final double FAINT = 0.2;
    private static final double HALF = 0.5;
    private static final double NOTABLE = 0.05;
    private static final double LOSS_NOTABLE = 0.001;
    private static final int ZONES_MAX = 256;
    /** A zone that was heard in so many of its hours is never silent by nature. */
    private static final double STEADY = 0.9;

    private static final int STEADY_HOURS = 24;

    private final Visibility visibility;
    private final long watchedNanos;
    private final List<Coverage> zones = new ArrayList<>();
    private final List<BlindSpot> spots = new ArrayList<>();

    CoverageFigures(Visibility visibility, Context context, long watchedNanos) {
        this.visibility = visibility;
        this.watchedNanos = watchedNanos;
        Map<String, List<Asset>> members = new TreeMap<>();
        long outside = 0;
        for (Asset asset : context.inventory().all())
            if (asset.network.equals(Zones.OUTSIDE)) outside += asset.heard ? 1 : 0;
            else if (!asset.network.isEmpty())
                members.computeIfAbsent(asset.network, _ -> new ArrayList<>()).add(asset);
        site();
        members.forEach((network, assets) -> zone(context.zones().name(network), visibility.of(network), assets));
        if (zones.isEmpty() && outside > 1)
            spots.add(new BlindSpot(
                    "",
                    "All " + outside + " addresses heard are public ones: what of it is inside cannot be told.",
                    "Capture where ARP is heard as well; whoever answers it is inside."));
        zones.sort(Comparator.comparingInt(Coverage::devices).reversed().thenComparing(Coverage::zone));
        while (zones.size() > ZONES_MAX) zones.removeLast();
    }

    List<Coverage> zones() {
        return zones;
    }

    List<BlindSpot> spots() {
        return spots;
    }

    /** Mean over the zones in which something was heard, each by its devices; 0 where nothing was. */
    double seen() {
        double sum = 0;
        long devices = 0;
        for (Coverage zone : zones) {
            sum += zone.seen() * zone.devices();
            devices += zone.devices();
        }
        return devices == 0 ? 0 : sum / devices;
    }

    private void zone(String zone, Visibility.View view, List<Asset> assets) {
        List<Asset> heard = assets.stream().filter(a -> a.heard).toList();
        if (zone.equals(Zones.UNNUMBERED) && heard.isEmpty()) return;
        if (heard.isEmpty() || view == null) {
            if (heard.isEmpty() && assets.size() > 1)
                spots.add(new BlindSpot(
                        zone,
                        assets.size() + " addresses of it are spoken to, and nothing was ever heard from there.",
                        "If it exists, mirror a port in it; if not, somebody looks for what is not there."));
            return;
        }
        List<Share> shares = new ArrayList<>();
        shares.add(directions(zone, view));
        // What has no IP address speaks to groups, and is on this link.
        if (!zone.equals(Zones.UNNUMBERED)) {
            shares.add(unicast(zone, heard));
            shares.add(link(zone, heard));
        }
        shares.add(hours());
        shares.add(received());
        shares.add(understood(zone, view));
        double seen = 1;
        for (Share share : shares) seen *= share.value();
        zones.add(new Coverage(zone, heard.size(), seen, shares));
        times(zone, view);
    }

    /** Hours that were seen worse than the rest. */
    private void times(String zone, Visibility.View v) {
        if (v.halfHours > 0)
            spots.add(new BlindSpot(
                    zone,
                    "In " + Words.count(v.halfHours, "hour")
                            + " most of its connections showed one side only, last in that from "
                            + Words.moment(v.lastHalfHour * Settings.HOUR_NANOS) + ".",
                    "Whatever changed at the mirror port then may do so again."));
        boolean steady = v.hoursHeard >= STEADY * (v.lastHour - v.firstHour + 1) && v.hoursHeard >= STEADY_HOURS;
        if (steady
                && v.longestSilenceNanos >= Settings.HOUR_NANOS
                && v.longestSilenceNanos > visibility.longestSilenceNanos)
            spots.add(new BlindSpot(
                    zone,
                    "It is heard at all hours, but for " + Words.span(v.longestSilenceNanos) + " until "
                            + Words.moment(v.longestSilenceEndNanos) + " nothing was.",
                    "See whether the zone or its mirror was off."));
    }

    private Share directions(String zone, Visibility.View v) {
        long all = v.bothWays + v.oneWay;
        if (all < FLOWS_MIN) return new Share("both directions", 1, "too few connections to tell");
        double share = (double) v.bothWays / all;
        if (share < 1 - NOTABLE)
            spots.add(new BlindSpot(
                    zone,
                    "Of " + percent(1 - share) + " of its connections only one direction is seen.",
                    "Let the mirror port copy what its source ports receive and what they send."));
        return new Share(
                "both directions", share, percent(share) + " of " + all + " connections and minutes show both sides");
    }

    private Share unicast(String zone, List<Asset> heard) {
        long only = heard.stream().filter(a -> !a.unicast).count();
        double share = 1 - HALF * only / heard.size();
        if (only > 1 && only * 2 > heard.size())
            spots.add(new BlindSpot(
                    zone,
                    only + " of " + heard.size() + " devices are heard only when they speak to all.",
                    "This is what an ordinary port shows: make it a mirror of the ports in this zone."));
        return new Share(
                "beyond broadcast",
                share,
                heard.size() - only + " of " + heard.size() + " devices heard in conversation");
    }

    private Share link(String zone, List<Asset> heard) {
        if (!visibility.cards) return new Share("own link", 1, "the traffic has no hardware addresses to tell by");
        long behind = heard.stream().filter(a -> a.macs.isEmpty()).count();
        double share = 1 - HALF * behind / heard.size();
        if (behind > 1 && behind * 2 >= heard.size())
            spots.add(new BlindSpot(
                    zone,
                    behind + " of " + heard.size()
                            + " devices are seen only through a router; what they say among themselves is not.",
                    "Mirror a port of a switch in this zone."));
        return new Share(
                "own link", share, heard.size() - behind + " of " + heard.size() + " devices seen on their own link");
    }

    private Share hours() {
        long hours = Math.max(1, (watchedNanos + Settings.HOUR_NANOS - 1) / Settings.HOUR_NANOS);
        double share = Math.min(1, (double) visibility.hoursHeard / hours);
        return new Share(
                "hours",
                share,
                visibility.hoursHeard + " of " + Math.max(hours, visibility.hoursHeard) + " hours with traffic");
    }

    private Share received() {
        Reception r = visibility.reception();
        if (r.frames() == 0) return new Share("received", 1, "nothing known of losses");
        double share = 1 - Math.min(1, lost(r)) - FAINT * r.truncatedFrames() / r.frames();
        return new Share(
                "received",
                Math.max(0, share),
                holes(r) + ", " + percent((double) r.truncatedFrames() / r.frames()) + " of packets cut");
    }

    /** A hole in a stream is at least one packet, and streams are only part of the traffic. */
    private static double lost(Reception r) {
        long before = r.lostInCard() + r.lostInKernel();
        long holes = Math.max(before, 2 * r.streamGaps());
        return r.frames() == 0 ? 0 : (double) (holes + r.unreadFrames()) / (r.frames() + before);
    }

    /** Loss by stage: each has another remedy. */
    private static String holes(Reception r) {
        return (r.lostInCard() > 0 ? Words.count(r.lostInCard(), "packet") + " lost in the network card, " : "")
                + (r.lostInKernel() > 0 ? Words.count(r.lostInKernel(), "packet") + " lost in the kernel, " : "")
                + Words.count(r.streamGaps(), "hole") + " in connections";
    }

    private Share understood(String zone, Visibility.View v) {
        if (v.bytes == 0) return new Share("understood", 1, "nothing to read");
        double unread = (double) v.unreadBytes / v.bytes;
        double encrypted = (double) v.encryptedBytes / v.bytes;
        if (unread > FAINT) {
            String most = v.unread.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue()
                            .reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .limit(3)
                    .map(Map.Entry::getKey)
                    .collect(java.util.stream.Collectors.joining(", "));
            spots.add(new BlindSpot(
                    zone,
                    percent(unread) + " of its bytes are in protocols that Postern does not read, most of it " + most
                            + ".",
                    "Who talks to whom is still seen. Find out what these services are."));
        }
        if (encrypted > FAINT)
            spots.add(new BlindSpot(
                    zone,
                    percent(encrypted) + " of its bytes are encrypted; a tunnel would look the same.",
                    "Compare the ends of these conversations with what should be there."));
        return new Share(
                "understood",
                1 - FAINT * Math.min(1, unread + encrypted),
                percent(unread) + " of bytes not read, " + percent(encrypted) + " encrypted");
    }

    private void site() {
        Reception r = visibility.reception();
        if (lost(r) > LOSS_NOTABLE)
            spots.add(new BlindSpot(
                    "",
                    holes(r)
                            + (r.unreadFrames() > 0
                                    ? " and " + r.unreadFrames() + " frames of an unknown link type"
                                    : "")
                            + " in " + r.frames() + " packets.",
                    r.lostInKernel() > 0
                            ? "This machine does not keep up: more --kernel-buffer or --backlog, more processors, or fewer ports mirrored."
                            : r.lostInCard() > 0
                                    ? "The network card does not keep up: larger receive rings (ethtool -G), another card, or fewer ports mirrored."
                                    : "Check the mirror port for overload and this machine for losses."));
        if (r.frames() > 0 && r.truncatedFrames() > NOTABLE * r.frames())
            spots.add(new BlindSpot(
                    "",
                    percent((double) r.truncatedFrames() / r.frames()) + " of the packets were captured only in part.",
                    "Capture whole packets (snapshot length 0)."));
        if (visibility.longestSilenceNanos >= Settings.HOUR_NANOS)
            spots.add(new BlindSpot(
                    "",
                    "For " + Words.span(visibility.longestSilenceNanos) + " nothing at all was heard, until "
                            + Words.moment(visibility.longestSilenceEndNanos) + ".",
                    "Whatever passed in that time is not known: see whether the sensor or the mirror was off."));
        if (watchedNanos < 7 * Settings.DAY_NANOS)
            spots.add(new BlindSpot(
                    "",
                    "Watched for " + Words.span(watchedNanos) + " only.",
                    "What comes once a week or once a month shows after that time."));
        spots.add(new BlindSpot(
                "",
                "A way that never crosses a watched port leaves no packet here: a modem on a serial line, radio, a disk that is carried in.",
                "Walk the plant; look into cabinets."));
    }

    static String percent(double share) {
        double p = 100 * share;
        return (p > 0 && p < 10 || p > 99 && p < 100
                        ? String.format(Locale.ROOT, "%.1f", p)
                        : Long.toString(Math.round(p)))
                + " %";
    }
}
