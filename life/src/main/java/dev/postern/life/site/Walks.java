package dev.postern.life.site;

import dev.postern.life.Surprise;
import dev.postern.life.Way;
import dev.postern.life.habit.Hash;
import dev.postern.model.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values that went away over months, held until the day has ended on which the points of a site are compared. The same point at other servers is a sister: a way that
 * at least one sister and at least half of them take is a season, or how the works is run now, and is accepted; a lone walker is told.
 */
final class Walks {
    static final int POINTS_MAX = 65_536;
    private static final int DAY_MINUTES = 1440;

    private final TreeMap<Long, TreeMap<Address, Member>> points = new TreeMap<>();
    private int held;
    private long refused;

    /** A point of one server, whoever reads it; mutable. */
    private static final class Member {
        int way;
        Surprise walk;
    }

    void limitsHit(Map<String, Long> into) {
        if (refused > 0) into.put("points compared with sisters", refused);
    }

    void heard(Way way) {
        TreeMap<Address, Member> sisters =
                points.computeIfAbsent(Hash.of(Hash.of(way.service()), way.point()), _ -> new TreeMap<>());
        Member member = sisters.get(way.server());
        if (member == null) {
            if (held >= POINTS_MAX) {
                refused++;
                return;
            }
            held++;
            sisters.put(way.server(), member = new Member());
        }
        if (way.way() != 0) member.way = way.way();
        if (member.walk == null) member.walk = way.walk();
    }

    /** A minute ends. @return who walked alone, when a day is over */
    List<Surprise> close(int minute) {
        if (held == 0 || (minute + 1) % DAY_MINUTES != 0) return List.of();
        List<Surprise> alone = new ArrayList<>();
        for (TreeMap<Address, Member> sisters : points.values())
            for (Member member : sisters.values())
                if (member.walk != null && !isSeason(sisters, member.way)) alone.add(member.walk);
        points.clear();
        held = 0;
        return alone;
    }

    private static boolean isSeason(TreeMap<Address, Member> sisters, int way) {
        int along = -1;
        for (Member sister : sisters.values()) if (sister.way == way) along++;
        return along >= 1 && 2 * along >= sisters.size() - 1;
    }
}
