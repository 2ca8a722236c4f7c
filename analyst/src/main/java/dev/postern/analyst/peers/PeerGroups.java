package dev.postern.analyst.peers;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Inventory;
import dev.postern.analyst.inventory.Limit;
import dev.postern.analyst.inventory.Services;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.situation.Context;
import dev.postern.life.Fellows;
import dev.postern.model.Address;
import dev.postern.model.Stamp;
import dev.postern.model.Tally;
import dev.postern.model.Traffic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;

/**
 * Groups of devices that serve and ask the same, play the same role and keep about the same pace, found anew at the end of each day of event time. Who is like a group for three
 * active days joins it; who is unlike it for four leaves, and who belonged to it for a week is told. What most of a group does from one day on is
 * the group's own, so a change of all is nobody's leaving.
 */
public final class PeerGroups {
    private static final int GROUPS_MAX = 512;
    private static final int MEMBERS_MIN = 3;
    private static final int DAYS_MIN = 3;
    private static final int UNLIKE_DAYS = 4;
    /** Apart by more than what one device does differently on one day: between the two nobody moves. */
    private static final double ALIKE = 0.75;

    private static final double UNLIKE = 0.5;
    private static final long SETTLED_NANOS = 7 * Settings.DAY_NANOS;
    private static final long FORGOTTEN_NANOS = 60 * Settings.DAY_NANOS;
    private static final long SILENT_NANOS = 90 * Settings.DAY_NANOS;
    /** More of a group than that leave together: it has split, and neither half is strange. */
    private static final double SPLIT = 1 / 3.0;

    private final HashMap<Address, Member> members = new HashMap<>();
    /** Of each group what it was called when it was last awake. */
    private final TreeMap<Integer, String> names = new TreeMap<>();

    private int lastGroup;
    private boolean changed;

    public void traffic(Traffic t, Context context) {
        if (t.packetsUp() == 0 || t.opening() == Traffic.Opening.REFUSED || !Services.offered(t.service())) return;
        Address client = t.conversation().client();
        Address server = t.conversation().server();
        if (context.inventory().group(server)) {
            if (Services.plant(t.service())) did(client, "publishes " + t.service(), t.stamp(), context);
        } else if (t.packetsDown() > 0) {
            did(client, "asks " + t.service(), t.stamp(), context);
            did(server, "serves " + t.service(), t.stamp(), context);
        }
    }

    /** How often it is asked of the plant. */
    public void tally(Tally t, Context context) {
        if (!Services.plant(t.service()) || context.inventory().group(t.server())) return;
        String service = Services.carrier(t.service());
        Member client = members.get(t.client());
        if (client != null) client.counted("asks " + service, t.stamp(), t.count(), context.limit());
        Member server = members.get(t.server());
        if (server != null) server.counted("serves " + service, t.stamp(), t.count(), context.limit());
    }

    private void did(Address who, String what, Stamp stamp, Context context) {
        if (!who.isIp() || who.isPublic()) return;
        Member member = members.get(who);
        if (member == null) {
            int most = context.settings().limits().devices();
            if (!context.limit().room("devices with peers", members.size(), most)) return;
            members.put(who, member = new Member());
        }
        member.did(what, stamp, context.limit());
    }

    /** A day of event time ended at {@code end}. */
    public void endDay(Stamp end, Context context) {
        TreeMap<Address, Member> all = awake(end.atNanos(), context.inventory());
        all.values().forEach(Member::endDay);
        TreeMap<Integer, TreeMap<Address, Member>> groups = grouped(all);
        groups.forEach((number, group) -> judge(group, end, context));
        groups = grouped(all);
        groups.values().forEach(this::dissolve);
        join(all, groups, end.atNanos());
        form(all, groups.size(), end.atNanos(), context.limit());
        name(grouped(all));
        all.values().forEach(Member::beginDay);
    }

    private void name(TreeMap<Integer, TreeMap<Address, Member>> groups) {
        changed |= names.keySet().retainAll(groups.keySet());
        groups.forEach((number, group) -> {
            List<String> core = new PeerGroup(group.values()).core();
            String role = group.firstEntry().getValue().role;
            if (core.isEmpty()) return;
            String name = "role " + role + ", " + Words.and(core);
            changed |= !name.equals(names.put(number, name));
        });
    }

    /** Who is still there, sorted, as what the inventory knows it today. */
    private TreeMap<Address, Member> awake(long nowNanos, Inventory inventory) {
        changed |= members.values().removeIf(m -> nowNanos - m.lastActiveNanos > FORGOTTEN_NANOS);
        TreeMap<Address, Member> all = new TreeMap<>(members);
        all.forEach((address, member) -> {
            Asset asset = inventory.at(address);
            if (asset == null) return;
            member.role = asset.role;
            member.vendor = asset.maker();
        });
        return all;
    }

    private static TreeMap<Integer, TreeMap<Address, Member>> grouped(TreeMap<Address, Member> all) {
        TreeMap<Integer, TreeMap<Address, Member>> groups = new TreeMap<>();
        all.forEach((address, member) -> {
            if (member.group == 0) return;
            groups.computeIfAbsent(member.group, _ -> new TreeMap<>()).put(address, member);
        });
        return groups;
    }

    private void judge(TreeMap<Address, Member> group, Stamp end, Context context) {
        PeerGroup today = new PeerGroup(group.values());
        if (today.size() < MEMBERS_MIN) return;
        TreeMap<Address, Member> leavers = new TreeMap<>();
        group.forEach((address, member) -> {
            if (!member.active) return;
            boolean unlike = today.likeness(member) < UNLIKE;
            if (unlike) member.unlikeDays++;
            else member.isAlike(end.atNanos());
            if (member.unlikeDays >= UNLIKE_DAYS) leavers.put(address, member);
        });
        boolean split = leavers.size() > Math.max(1, SPLIT * today.size());
        leavers.forEach((address, member) -> {
            leave(member);
            group.remove(address);
            if (!split && isWorthTelling(member, end.atNanos()))
                Leaving.tell(address, member, group.values(), end, context);
        });
    }

    /** It belonged there, and it was not the group that changed. */
    private static boolean isWorthTelling(Member member, long nowNanos) {
        boolean settled = member.alikeNanos - member.joinedNanos >= SETTLED_NANOS;
        boolean again = member.toldNanos != Long.MIN_VALUE && nowNanos - member.toldNanos < SILENT_NANOS;
        if (!settled || again || member.constancy() >= ALIKE) return false;
        member.toldNanos = nowNanos;
        return true;
    }

    private void leave(Member member) {
        member.group = 0;
        member.unlikeDays = 0;
        member.courted = 0;
        member.courtedDays = 0;
        changed = true;
    }

    private void dissolve(TreeMap<Address, Member> group) {
        if (group.size() < 2) group.values().forEach(this::leave);
    }

    private static boolean mayJoin(Member member) {
        return member.active
                && member.group == 0
                && member.activeDays >= DAYS_MIN
                && !member.role.isEmpty()
                && !member.habit().isEmpty();
    }

    private void join(TreeMap<Address, Member> all, TreeMap<Integer, TreeMap<Address, Member>> groups, long nowNanos) {
        TreeMap<Integer, PeerGroup> today = new TreeMap<>();
        groups.forEach((number, group) -> today.put(number, new PeerGroup(group.values())));
        for (Member member : all.values()) {
            if (!mayJoin(member)) continue;
            int best = 0;
            double likeness = ALIKE;
            for (var group : today.entrySet()) {
                String role = groups.get(group.getKey()).firstEntry().getValue().role;
                double like = role.equals(member.role) ? group.getValue().fits(member) : 0;
                if (like < likeness || best != 0 && like == likeness) continue;
                best = group.getKey();
                likeness = like;
            }
            member.courtedDays = best != 0 && best == member.courted ? member.courtedDays + 1 : 1;
            member.courted = best;
            if (best != 0 && member.courtedDays >= DAYS_MIN) enter(member, best, nowNanos);
        }
    }

    private void enter(Member member, int group, long nowNanos) {
        member.group = group;
        member.joinedNanos = nowNanos;
        member.isAlike(nowNanos);
        changed = true;
    }

    /** Those that no group is like gather around the first of them: first who does the very same as most, then in the order of addresses. */
    private void form(TreeMap<Address, Member> all, int groups, long nowNanos, Limit limit) {
        List<List<Member>> circles = new ArrayList<>();
        List<PeerGroup> leaders = new ArrayList<>();
        for (Member member : free(all)) {
            int at = 0;
            while (at < leaders.size() && !isLike(member, circles.get(at).getFirst(), leaders.get(at))) at++;
            if (at < leaders.size()) circles.get(at).add(member);
            else if (leaders.size() < GROUPS_MAX) {
                circles.add(new ArrayList<>(List.of(member)));
                leaders.add(new PeerGroup(List.of(member)));
            }
        }
        for (List<Member> circle : circles) {
            if (circle.size() < MEMBERS_MIN || !limit.room("peer groups", groups, GROUPS_MAX)) continue;
            groups++;
            lastGroup++;
            for (Member member : circle) enter(member, lastGroup, nowNanos);
        }
    }

    /** Loners are many, and one circle of theirs is as good as another. */
    private static List<Member> free(TreeMap<Address, Member> all) {
        HashMap<String, Integer> same = new HashMap<>();
        List<Member> free = new ArrayList<>();
        for (Member member : all.values()) {
            if (!mayJoin(member) || member.courted != 0) continue;
            same.merge(member.role + member.habit(), 1, Integer::sum);
            free.add(member);
        }
        // Stable: the rest stays in the order of addresses.
        free.sort(Comparator.comparingInt((Member member) -> -same.get(member.role + member.habit())));
        return free;
    }

    private static boolean isLike(Member member, Member leader, PeerGroup alone) {
        return leader.role.equals(member.role) && alone.fits(member) >= ALIKE;
    }

    /** Who belongs together, for the devices to know, if that changed since it was asked last; else null. */
    public Fellows takeFellows() {
        if (!changed) return null;
        changed = false;
        TreeMap<Address, Integer> groupOf = new TreeMap<>();
        members.forEach((address, member) -> {
            if (member.group != 0) groupOf.put(address, member.group);
        });
        return Fellows.of(groupOf, names);
    }
}
