package dev.postern.life.device;

import dev.postern.life.Fellows;
import dev.postern.life.RoleLinks;
import dev.postern.life.habit.Hours;
import dev.postern.life.habit.Season;
import dev.postern.model.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Nights and weekends of those that do the same work, so that who is new need not live through them first: of the site, of each role within it and of each group within its
 * role, found anew once a day of event time. At most 640 times 400 octets.
 */
public final class Seasons {
    private static final int DAY_MINUTES = 1440;
    /** By then those who slept through the end of the day have been asked about it. */
    private static final int AT_MINUTE = 60;

    private Hours site = Hours.LEVEL;
    private final TreeMap<String, Hours> ofRole = new TreeMap<>();
    private final TreeMap<Integer, Hours> ofGroup = new TreeMap<>();
    /** How often it was found anew. */
    private int version;
    /** The last one that was asked about, since 1970; none before the first minute. */
    private int day = Integer.MIN_VALUE;

    /** A circle of which something is to be known. */
    private static final class Circle {
        final List<Season> members = new ArrayList<>();
        String role = "";
    }

    /** Before the devices are asked about this minute; nothing but in the first that is watched of each day after the first. */
    public void begin(DeviceLife[] devices, Anomalies anomalies, RoleLinks roles, int minute) {
        int today = Math.floorDiv(minute - AT_MINUTE, DAY_MINUTES);
        boolean first = day == Integer.MIN_VALUE;
        if (today == day) return;
        day = today;
        if (first) return;
        Circle all = new Circle();
        TreeMap<String, Circle> byRole = new TreeMap<>();
        TreeMap<Integer, Circle> byGroup = new TreeMap<>();
        for (DeviceLife device : devices) {
            if (device.season == null) continue;
            all.members.add(device.season);
            String role = roles.roleOf(device.address);
            if (!role.isEmpty())
                byRole.computeIfAbsent(role, _ -> new Circle()).members.add(device.season);
            int number = anomalies.fellows.groupOf(device.address);
            if (number == 0) continue;
            Circle group = byGroup.computeIfAbsent(number, _ -> new Circle());
            group.members.add(device.season);
            // One role by how groups are made; of those that changed of late the last in the order of addresses.
            if (!role.isEmpty()) group.role = role;
        }
        site = Hours.of(all.members, Hours.LEVEL);
        ofRole.clear();
        ofGroup.clear();
        byRole.forEach((role, circle) -> ofRole.put(role, Hours.of(circle.members, site)));
        byGroup.forEach((number, circle) ->
                ofGroup.put(number, Hours.of(circle.members, ofRole.getOrDefault(circle.role, site))));
        version++;
    }

    int version() {
        return version;
    }

    /** Of the smallest circle around it. */
    Hours of(Address device, Fellows fellows, RoleLinks roles) {
        Hours group = ofGroup.get(fellows.groupOf(device));
        return group != null ? group : ofRole.getOrDefault(roles.roleOf(device), site);
    }
}
