package dev.postern.life.device;

import dev.postern.life.Surprise;
import dev.postern.life.Surprise.Basis;
import dev.postern.life.Watch;
import dev.postern.life.Words;
import dev.postern.life.chance.Law;
import dev.postern.life.conversation.Readings;
import dev.postern.life.habit.Courses;
import dev.postern.life.habit.Hash;
import dev.postern.life.habit.Kin;
import dev.postern.life.habit.Trend;
import dev.postern.life.habit.Trends;
import dev.postern.model.Address;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * Who moves the set points of a plant where to. A point is a sister of those of the same protocol and name at other devices: what is done there is what
 * may be done here, and a course that several and half of the sisters take is a season and no creep.
 */
public final class Steering {
    static final int KINS_MAX = 4096;
    private static final int MEMBERS_MAX = 32;
    private static final int SEASON_MINUTES = 7 * 1440;
    /** One sister may be on its way by chance. */
    private static final int SEVERAL = 2;

    private final Map<Address, DeviceLife> devices;
    private final TreeMap<Long, Family> families = new TreeMap<>();
    private long refused;
    private transient Readings readings;
    private transient Courses.Seen seen;
    private transient Trend.Seen trend;
    /** Of the value judged last, and how many of them went its way. */
    private transient int sisters;

    private transient int along;

    private static final class Family {
        final Kin kin = new Kin();
        final List<Member> members = new ArrayList<>(1);
    }

    private record Member(Address server, long point) {}

    public Steering(Map<Address, DeviceLife> devices) {
        this.devices = devices;
    }

    public void limitsHit(Map<String, Long> into) {
        if (refused > 0) into.put("families of set points", refused);
        long values = 0;
        for (DeviceLife device : devices.values()) if (device.courses != null) values += device.courses.refused();
        if (values > 0) into.put("set points per device", values);
        long slow = 0;
        for (DeviceLife device : devices.values()) if (device.trends != null) slow += device.trends.refused();
        if (slow > 0) into.put("set points followed for weeks per device", slow);
    }

    /**
     * A command to a device of the plant.
     *
     * @return what one of its values showed, the rarest, weighed by how many there were; null for nothing
     */
    public Surprise commanded(Message message, DeviceLife server, double toldP, Anomalies anomalies) {
        if (readings == null) readings = new Readings();
        readings.fill(message);
        Surprise rarest = null;
        int minute = Watch.minute(message.stamp().atNanos());
        boolean judged = false;
        for (int i = 0; i < readings.count(); i++) {
            if (readings.isCategory(i)) continue;
            Surprise surprise = set(message, server, i, toldP);
            judged |= seen.judged || trend.judged;
            // A course is one test, however long it lasts: what it showed is learned when it ends.
            double endedP = Math.min(seen.endedP, trend.endedP);
            if (endedP <= 1) anomalies.weigh(server, Channel.VALUE_CREEP, endedP, minute, true);
            if (surprise != null && (rarest == null || surprise.pvalue() < rarest.pvalue())) rarest = surprise;
        }
        if (judged) anomalies.tested(Channel.VALUE_CREEP, 1);
        return rarest;
    }

    private Surprise set(Message message, DeviceLife server, int index, double toldP) {
        if (seen == null) seen = new Courses.Seen();
        if (trend == null) trend = new Trend.Seen();
        if (server.courses == null) server.courses = new Courses();
        if (server.trends == null) server.trends = new Trends();
        long point = Hash.of(readings.point(index), Hash.of(message.unit()));
        boolean fresh = !server.courses.knows(point);
        Family family = family(Hash.of(Hash.of(message.protocol()), readings.point(index)));
        int minute = Watch.minute(message.stamp().atNanos());
        server.courses.write(point, readings.value(index), minute, family.kin, server, seen);
        server.trends.write(point, readings.value(index), minute, family.kin, server, trend);
        if (fresh && family.members.size() < MEMBERS_MAX && server.courses.knows(point))
            family.members.add(new Member(server.address, point));
        Surprise course = seen.judged && seen.p() <= toldP && seen.steps >= 2
                ? course(message, server, index, point, family)
                : null;
        Surprise slow = trend.judged && trend.p() <= toldP ? trend(message, server, index, point, family) : null;
        return course == null || slow != null && slow.pvalue() < course.pvalue() ? slow : course;
    }

    private Surprise course(Message message, DeviceLife server, int index, long point, Family family) {
        along(
                server,
                point,
                family,
                (life, other) -> life.courses != null && life.courses.knows(other),
                (life, other) -> life.courses.along(other, seen, seen.sinceMinute - SEASON_MINUTES));
        if (isSeason() || !server.courses.isNews(point, seen)) return null;
        return surprise(message, readings.words(message, index), readings.value(index));
    }

    private Surprise trend(Message message, DeviceLife server, int index, long point, Family family) {
        along(
                server,
                point,
                family,
                (life, other) -> life.trends != null && life.trends.knows(other),
                (life, other) -> life.trends.along(other, trend, trend.sinceMinute - SEASON_MINUTES));
        if (isSeason() || !server.trends.isNews(point, trend)) return null;
        return Creeping.surprise(message, readings.words(message, index), readings.value(index), trend, sisters, along);
    }

    private void along(
            DeviceLife server,
            long point,
            Family family,
            BiPredicate<DeviceLife, Long> knows,
            BiPredicate<DeviceLife, Long> goes) {
        sisters = along = 0;
        for (Member member : family.members) {
            if (member.server.equals(server.address) && member.point == point) continue;
            DeviceLife life = devices.get(member.server);
            if (life == null || !knows.test(life, member.point)) continue;
            sisters++;
            if (goes.test(life, member.point)) along++;
        }
    }

    private boolean isSeason() {
        return along >= SEVERAL && 2 * along >= sisters;
    }

    private Family family(long name) {
        Family family = families.get(name);
        if (family != null) return family;
        family = new Family();
        if (families.size() < KINS_MAX) families.put(name, family);
        else refused++;
        return family;
    }

    private Surprise surprise(Message message, String what, double value) {
        int minute = Watch.minute(message.stamp().atNanos());
        double days = Math.max(1, minute - seen.sinceMinute) / 1440.0;
        String here = sisters == 0 ? "" : " here and at " + Words.plural(sisters, "sister point");
        String expected = what + " set back and forth: " + Words.number(seen.onward)
                + " % of changes went on in the direction of the last one" + here;
        if (seen.known > 0)
            expected += ", between " + Words.range(seen.low, seen.high, "").strip();
        String way = seen.up ? "raised " : "lowered ";
        String said = what + " " + way + Words.plural(seen.steps, "time") + " within " + Words.span(days) + ", from "
                + Words.number(seen.from) + " to " + Words.number(value);
        if (days >= 1) said += ", " + Words.number(Math.abs(value - seen.from) / days) + " a day";
        if (seen.more > 0) said += "; " + Words.plural(seen.more + 1, "change") + " in this sitting";
        if (sisters > 0) said += "; " + (along == 0 ? "none" : along) + " of the sisters went along";
        Explanation explanation = new Explanation(
                seen.known > 0 ? seen.low : Double.NaN,
                seen.known > 0 ? (seen.low + seen.high) / 2 : Double.NaN,
                seen.known > 0 ? seen.high : Double.NaN,
                value,
                "value set",
                seen.knownMinute * Watch.MINUTE_NANOS,
                Math.round(seen.known),
                sisters,
                along,
                List.of(),
                "normal if it were set back and forth, or the sisters went along");
        return Surprise.of(
                message,
                Channel.VALUE_CREEP,
                what,
                seen.p(),
                expected,
                said,
                explanation,
                List.of(message.stamp().ref()),
                Basis.of(Law.CREEP, seen.numbers()));
    }
}
