package dev.postern.life;

import dev.postern.life.habit.Hash;
import dev.postern.model.Address;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Which devices do the same work, as the site tells it when that changes, at most once a day. Immutable; 12 bytes for each device. */
public final class Fellows {
    /** No groups yet. */
    public static final Fellows NONE = of(Map.of(), Map.of());

    /** Sorted; {@link #groups} is parallel. */
    private final long[] devices;

    private final int[] groups;
    private final TreeMap<Integer, String> names;

    private Fellows(long[] devices, int[] groups, TreeMap<Integer, String> names) {
        this.devices = devices;
        this.groups = groups;
        this.names = names;
    }

    /**
     * @param groupOf of each address that belongs to one, 1 and up
     * @param names what those of a group have in common
     */
    public static Fellows of(Map<Address, Integer> groupOf, Map<Integer, String> names) {
        TreeMap<Long, Integer> byHash = new TreeMap<>();
        groupOf.forEach((address, group) -> byHash.put(Hash.of(address), group));
        return new Fellows(
                byHash.keySet().stream().mapToLong(Long::longValue).toArray(),
                byHash.values().stream().mapToInt(Integer::intValue).toArray(),
                new TreeMap<>(names));
    }

    /** 0 if it belongs to none. */
    public int groupOf(Address device) {
        int at = Arrays.binarySearch(devices, Hash.of(device));
        return at < 0 ? 0 : groups[at];
    }

    /** {@code role controller, serves modbus and asks ntp}; empty for no group. */
    public String name(int group) {
        return names.getOrDefault(group, "");
    }
}
