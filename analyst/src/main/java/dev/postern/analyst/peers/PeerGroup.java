package dev.postern.analyst.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * Devices of one role that do the same day by day, as they are today: a habit that most of them change together is the group's own from then on. How alike one is to the
 * others is Dice's coefficient, each thing with the share of them that does it; one that is done eight times as often, or as seldom, is another.
 */
final class PeerGroup {
    private static final double CORE = 0.5;

    /** Members that were active today. */
    private int size;

    private final TreeMap<String, Share> shares = new TreeMap<>();
    private final TreeMap<String, Integer> vendors = new TreeMap<>();

    private static final class Share {
        int doers;
        /** The median of those who count it, -1 if none does. */
        int pace = -1;

        final ArrayList<Integer> paces = new ArrayList<>();
    }

    PeerGroup(Collection<Member> members) {
        for (Member member : members) {
            if (!member.active) continue;
            size++;
            if (!member.vendor.isEmpty()) vendors.merge(member.vendor, 1, Integer::sum);
            for (String what : member.habit()) {
                Share share = shares.computeIfAbsent(what, _ -> new Share());
                share.doers++;
                int pace = member.deeds.get(what).pace();
                if (pace >= 0) share.paces.add(pace);
            }
        }
        for (Share share : shares.values()) {
            int[] paces =
                    share.paces.stream().mapToInt(Integer::intValue).sorted().toArray();
            if (paces.length > 0) share.pace = paces[paces.length / 2];
        }
    }

    int size() {
        return size;
    }

    /** What at least half of them do. */
    List<String> core() {
        List<String> core = new ArrayList<>();
        shares.forEach((what, share) -> {
            if (share.doers >= CORE * size) core.add(what);
        });
        return core;
    }

    /** How many do it. */
    int doers(String what) {
        return shares.get(what) == null ? 0 : shares.get(what).doers;
    }

    private int doers(String what, Member but, boolean within) {
        Share share = shares.get(what);
        return share == null ? 0 : share.doers - (within && but.does(what) ? 1 : 0);
    }

    /** At about its rate. */
    boolean keepsPace(String what, Member member) {
        Share share = shares.get(what);
        return share == null || Member.isPace(share.pace, member.deeds.get(what).pace());
    }

    /** Of a member among the others, 0 to 1. It is like them if its habit is, or what it does today. */
    double likeness(Member member) {
        return Math.max(likeness(member, member.habit(), true), likeness(member, member.today(), true));
    }

    /** The same of one who does not belong to it; who made them counts as one thing more. */
    double fits(Member member) {
        double alike = likenessOf(member);
        boolean told = !member.vendor.isEmpty() && !vendors.isEmpty();
        if (!told || size == 0) return alike;
        double made = vendors.getOrDefault(member.vendor, 0) / (double) size;
        int things = member.habit().size();
        return (alike * things + made) / (things + 1);
    }

    /** Of one who left it. */
    double likenessOf(Member member) {
        return likeness(member, member.habit(), false);
    }

    private double likeness(Member member, List<String> does, boolean within) {
        double others = size - (within ? 1 : 0);
        if (others < 1) return 0;
        double shared = 0;
        double all = does.size();
        for (String what : shares.keySet()) all += doers(what, member, within) / others;
        for (String what : does) if (keepsPace(what, member)) shared += doers(what, member, within) / others;
        return all == 0 ? 0 : 2 * shared / all;
    }

    /** Of the members that were active today, each among the others; ascending. */
    double[] likenesses(Collection<Member> members) {
        double[] all = members.stream()
                .filter(m -> m.active)
                .mapToDouble(this::likeness)
                .toArray();
        Arrays.sort(all);
        return all;
    }
}
