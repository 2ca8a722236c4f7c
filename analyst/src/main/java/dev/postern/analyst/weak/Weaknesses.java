package dev.postern.analyst.weak;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Inventory;
import dev.postern.analyst.inventory.Limit;
import dev.postern.life.habit.Hash;
import dev.postern.model.Address;
import dev.postern.model.FrameRef;
import dev.postern.model.Stamp;
import dev.postern.model.Weakness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The weak spots of the site, kept by address and told by device: which addresses are one device becomes known with time. At most
 * {@value #ENTRIES_MAX} of address and kind, {@value #DETAILS_MAX} details each; what nobody sees for {@value #QUIET_DAYS} days is told as not seen
 * since, and stays.
 */
public final class Weaknesses {
    private static final int ENTRIES_MAX = 8_192;
    private static final int DETAILS_MAX = 8;
    private static final int FRAMES_MAX = 8;
    private static final int QUIET_DAYS = 30;
    private static final long QUIET_NANOS = QUIET_DAYS * 86_400_000_000_000L;
    /** A change of the last time alone is told this often. */
    private static final long RETOLD_NANOS = 600_000_000_000L;

    private static final int RANK_MAX = 100;

    private final LinkedHashMap<Key, Entry> entries = new LinkedHashMap<>();
    /** What was told under each id, as a hash. */
    private final TreeMap<String, Long> told = new TreeMap<>();

    private boolean changed;
    private long lookedNanos;

    private record Key(Address address, Kind kind) {}

    /** Mutable. */
    private static final class Entry {
        final TreeMap<String, FrameRef> details = new TreeMap<>();
        long more;
        long firstNanos;
        long lastNanos;
    }

    public void clue(Clue clue, Inventory inventory, Limit limit) {
        // What servers of the outside do is for their owners to mend.
        Address device = clue.device();
        Asset asset = inventory.at(device);
        if (device.isLoopback() || device.isPublic() && (asset == null || !asset.onLink)) return;
        note(device, clue.kind(), clue.detail(), clue.stamp(), limit);
    }

    void note(Address device, Kind kind, String detail, Stamp stamp, Limit limit) {
        if (device.isMulticast() || device.isUnspecified()) return;
        Key key = new Key(device, kind);
        Entry entry = entries.get(key);
        if (entry == null) {
            if (!limit.room("weak spots", entries.size(), ENTRIES_MAX)) return;
            entries.put(key, entry = new Entry());
            entry.firstNanos = stamp.atNanos();
        }
        entry.lastNanos = Math.max(entry.lastNanos, stamp.atNanos());
        if (!entry.details.containsKey(detail)) {
            if (entry.details.size() < DETAILS_MAX) entry.details.put(detail, stamp.ref());
            else entry.more++;
        }
        changed = true;
    }

    /** New or changed since last asked, and those of devices that were found to be others. */
    public List<Weakness> takeChanged(Inventory inventory, boolean devicesMerged, long nowNanos) {
        boolean due = nowNanos - lookedNanos >= RETOLD_NANOS;
        if (!changed && !devicesMerged && !due) return List.of();
        changed = false;
        lookedNanos = due ? nowNanos : lookedNanos;
        List<Weakness> news = new ArrayList<>();
        TreeMap<String, Long> now = new TreeMap<>();
        for (Weakness weakness : all(inventory, nowNanos)) {
            long hash = hash(weakness);
            now.put(weakness.id(), hash);
            Long before = told.get(weakness.id());
            if (before == null || before != hash) news.add(weakness);
        }
        for (String id : told.keySet()) if (!now.containsKey(id)) news.add(Weakness.gone(id));
        told.clear();
        told.putAll(now);
        return news;
    }

    private static long hash(Weakness w) {
        long hash = Hash.of(Hash.of(w.what()), w.lastNanos() / RETOLD_NANOS);
        return Hash.of(Hash.of(hash, w.rank()), w.state() == Weakness.State.OPEN ? 1 : 2);
    }

    /** The worst first. */
    public List<Weakness> all(Inventory inventory, long nowNanos) {
        LinkedHashMap<String, List<Map.Entry<Key, Entry>>> groups = new LinkedHashMap<>();
        for (Map.Entry<Key, Entry> e : entries.entrySet())
            groups.computeIfAbsent(id(e.getKey(), inventory), _ -> new ArrayList<>(1))
                    .add(e);
        List<Weakness> all = new ArrayList<>(groups.size());
        groups.forEach((id, group) -> all.add(weakness(id, group, inventory, nowNanos)));
        all.sort(Comparator.comparingInt(Weakness::rank)
                .reversed()
                .thenComparing(Weakness::address)
                .thenComparing(Weakness::kind));
        return all;
    }

    private static String id(Key key, Inventory inventory) {
        String device = inventory.id(key.address());
        return (device.isEmpty() ? key.address().toString() : device) + "-"
                + key.kind().label();
    }

    private static Weakness weakness(String id, List<Map.Entry<Key, Entry>> group, Inventory inventory, long nowNanos) {
        Kind kind = group.getFirst().getKey().kind();
        Address address = group.getFirst().getKey().address();
        TreeMap<String, FrameRef> details = new TreeMap<>();
        long first = Long.MAX_VALUE;
        long last = 0;
        long more = 0;
        for (Map.Entry<Key, Entry> e : group) {
            e.getValue().details.forEach(details::putIfAbsent);
            first = Math.min(first, e.getValue().firstNanos);
            last = Math.max(last, e.getValue().lastNanos);
            more += e.getValue().more;
        }
        boolean quiet = nowNanos - last > QUIET_NANOS;
        return new Weakness(
                id,
                kind.label(),
                inventory.id(address),
                address,
                kind.title,
                what(kind, details, more),
                kind.why,
                kind.remedy,
                rank(kind, inventory.at(address)),
                quiet ? Weakness.State.NOT_SEEN_SINCE : Weakness.State.OPEN,
                first,
                last,
                details.values().stream().distinct().limit(FRAMES_MAX).toList());
    }

    private static String what(Kind kind, TreeMap<String, FrameRef> details, long more) {
        List<String> shown = details.keySet().stream().limit(DETAILS_MAX).toList();
        long left = more + details.size() - shown.size();
        return kind.lead + " " + String.join("; ", shown) + (left > 0 ? "; and more" : "") + ".";
    }

    /** What moves a process weighs double, what guides it half as much again. */
    private static int rank(Kind kind, Asset asset) {
        double weight =
                asset == null || Double.isNaN(asset.purdue) ? 1 : asset.purdue <= 1 ? 2 : asset.purdue <= 3 ? 1.5 : 1;
        return (int) Math.min(RANK_MAX, Math.round(kind.severity * weight));
    }
}
