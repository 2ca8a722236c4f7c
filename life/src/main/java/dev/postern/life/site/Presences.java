package dev.postern.life.site;

import dev.postern.life.Group;
import dev.postern.life.Groups;
import dev.postern.life.Surprise;
import dev.postern.life.Surprise.Basis;
import dev.postern.life.Watch;
import dev.postern.life.Words;
import dev.postern.life.chance.Law;
import dev.postern.life.conversation.Findings;
import dev.postern.life.device.Anomalies;
import dev.postern.life.device.DeviceLife;
import dev.postern.life.habit.Absences;
import dev.postern.life.habit.Beat;
import dev.postern.life.habit.Days;
import dev.postern.life.habit.Hash;
import dev.postern.life.habit.Kinds;
import dev.postern.life.habit.Presence;
import dev.postern.life.habit.Room;
import dev.postern.model.Address;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.Stamp;
import dev.postern.model.Verb;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * M7 over the site: devices and contacts that come back, come rarely but again and again, or are new and keep a beat. A contact that never falls
 * silent costs nothing here: its ends are in {@link DeviceLife#peers}, and it enters the ledger when it first returns.
 */
@SuppressWarnings("EnumOrdinal") // hashes that must not change from run to run
final class Presences {
    private static final int DAY_MINUTES = 1440;
    /** A contact that a device had on its first day is no new one. */
    private static final int LEARNING_MINUTES = DAY_MINUTES;
    /** It is certain enough to be remembered as a beat. */
    private static final double BEAT_P = 1e-4;

    /** The next visit is looked at for a beat after so many, then at each multiple of the last. */
    private static final int[] LOOKS = {7, 12, 17, 64};
    /** Shorter rhythms are those of polls, and nearer to the minute in which a visit ends. */
    private static final double PERIOD_SECONDS_MIN = 240;

    private final Days watched = new Days();
    private final Absences absences = new Absences();
    private final Groups groups;
    private final Anomalies anomalies;
    private final Calendar calendar;
    private long forgotten;

    Presences(Groups groups, Anomalies anomalies) {
        this.groups = groups;
        this.anomalies = anomalies;
        calendar = new Calendar(anomalies);
    }

    /** What should have come by the end of this minute and did not. */
    List<Surprise> missed(DeviceLife device, SiteStage site, Stamp stamp) {
        return calendar.close(device, site, stamp);
    }

    /** Edges that gave way to others, over all devices. */
    long forgotten() {
        return forgotten;
    }

    /** A device was heard; called before it is noted as active. */
    Surprise heard(DeviceLife device, Address other, String service, Stamp stamp) {
        int minute = Watch.minute(stamp.atNanos());
        watched.add(minute / DAY_MINUTES);
        calendar.heard(minute);
        long second = stamp.atNanos() / 1_000_000_000L;
        if (device.presence == null) {
            device.presence = new Presence(minute, minute, second);
            return null;
        }
        if (minute <= device.presence.lastMinute()) return null;
        int days = daysAway(device.presence, minute, watched);
        Returned returned = returned(device.presence, days, minute, second, Room.ENDLESS);
        return returned == null ? null : surprise(device, device.presence, other, service, stamp, returned, false);
    }

    /** Two devices met; called before the meeting is learned. */
    List<Surprise> met(DeviceLife asking, Address server, String service, Stamp stamp) {
        int minute = Watch.minute(stamp.atNanos());
        calendar.met(asking, server, service, minute);
        long edge = Hash.of(server);
        if (!asking.peers.knows(edge) || minute - asking.peers.lastOf(edge) <= 1) return List.of();
        long second = stamp.atNanos() / 1_000_000_000L;
        Presence presence = asking.edges().at(edge);
        if (presence == null) {
            int last = asking.peers.lastOf(edge);
            long gone = asking.edges().forgotten();
            presence = asking.edges().begin(edge, new Presence(asking.peers.firstOf(edge), last, last * 60L), asking);
            forgotten += asking.edges().forgotten() - gone;
        }
        int days = daysAway(presence, minute, asking.presence.days());
        List<Surprise> surprises = new ArrayList<>(0);
        Returned returned = returned(presence, days, minute, second, asking);
        if (returned != null) surprises.add(surprise(asking, presence, server, service, stamp, returned, true));
        Surprise beat = beat(asking, presence, server, service, stamp, minute);
        if (beat != null) surprises.add(beat);
        return surprises;
    }

    /** Days until {@code minute} on which it could have been there, that day included; 1 if it was there on the last of them. */
    private static int daysAway(Presence presence, int minute, Days possible) {
        int day = minute / DAY_MINUTES;
        return day <= presence.lastDay() ? 0 : 1 + possible.between(presence.lastDay() + 1, day - 1);
    }

    /** @param before last minute before it came back */
    private record Returned(Channel channel, double p, int days, int before, Basis basis) {}

    private Returned returned(Presence presence, int days, int minute, long second, Room room) {
        int before = presence.lastMinute();
        Returned found = null;
        if (days > 0) {
            int present = presence.days().count();
            int span = Math.min(Days.DAYS, presence.lastDay() - presence.firstMinute() / DAY_MINUTES + 1);
            double[] numbers = absences.numbers(days, present, Math.max(0, span - present));
            double p = Law.ABSENCE.p(numbers);
            anomalies.tested(Channel.PRESENCE_RETURN, 1);
            double adds = absences.visit(presence, days);
            absences.learn(days, minute / DAY_MINUTES);
            if (p < Findings.TOLD_P)
                found = new Returned(Channel.PRESENCE_RETURN, p, days, before, Basis.of(Law.ABSENCE, numbers));
            else if (adds < Findings.TOLD_P && !presence.told()) {
                Basis added = Basis.of(Law.VISITOR, new double[] {presence.visitor()});
                found = new Returned(Channel.PRESENCE_VISITOR, adds, days, before, added);
            }
        }
        presence.there(minute, second, room);
        return found;
    }

    private Surprise surprise(
            DeviceLife device,
            Presence presence,
            Address other,
            String service,
            Stamp stamp,
            Returned back,
            boolean edge) {
        boolean visitor = back.channel == Channel.PRESENCE_VISITOR;
        String usual = Words.plural(absences.quantile(0.95), "day");
        String seen = (edge ? "with " + other + " again" : "here again") + " after " + Words.span(back.days) + "; "
                + history(presence, back.before);
        Explanation explanation = new Explanation(
                1,
                absences.quantile(0.5),
                absences.quantile(0.95),
                back.days,
                "days until the return",
                presence.firstMinute() * Watch.MINUTE_NANOS,
                absences.samples(),
                0,
                0,
                List.of(),
                visitor ? "normal if it came within " + usual : "normal within " + usual);
        return new Surprise(
                stamp,
                device.address,
                other,
                service,
                "",
                back.channel,
                Verb.OTHER,
                "",
                back.p,
                "what comes back at this site does so within " + usual,
                seen,
                explanation,
                1,
                1,
                List.of(stamp.ref()),
                back.basis);
    }

    private static String history(Presence presence, int before) {
        StringBuilder words = new StringBuilder("before on ")
                .append(Words.plural(presence.daysActive() - 1, "day"))
                .append(", ")
                .append(date(presence.firstMinute()))
                .append(" to ")
                .append(date(before));
        StringBuilder used = new StringBuilder();
        for (Verb verb : Verb.values())
            if (presence.used(verb.ordinal()))
                used.append(used.isEmpty() ? "" : ", ")
                        .append(verb.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        if (!used.isEmpty()) words.append("; for ").append(used);
        if (presence.told()) words.append("; it was told of then");
        return words.toString();
    }

    private static String date(int minute) {
        return LocalDate.ofEpochDay(minute / DAY_MINUTES).toString();
    }

    /** A beat is one more thing a device can have for the first time, like a writer: of all its minutes with anybody, few begin one. */
    private Surprise beat(
            DeviceLife asking, Presence presence, Address server, String service, Stamp stamp, int minute) {
        if (!isLook(presence.visited())) return null;
        Beat beat = Beat.of(presence.visits());
        if (beat.p() > BEAT_P || beat.periodSeconds() < PERIOD_SECONDS_MIN) return null;
        if (asking.beats == null) asking.beats = new Kinds(DeviceLife.BEATS_MAX);
        long item = Hash.of(server);
        long kind = Hash.of(Hash.of(service), server.isPublic() ? 1 : 0);
        long group = Group.BEAT.name("");
        double fresh = asking.beats.newMass(asking.peers.total()) * groups.mass(group, kind);
        boolean isNew = !asking.beats.knows(item) && presence.firstMinute() - asking.bornMinute >= LEARNING_MINUTES;
        int ever = groups.keepersOf(group, kind);
        if (asking.beats.learn(item, minute)) anomalies.tested(Channel.PRESENCE_BEACON, 1);
        int size = groups.sizeOf(group);
        groups.learn(group, kind, Hash.of(asking.address), minute);
        if (!isNew) return null;
        double p = Law.BEAT.p(beat.numbers(fresh));
        if (p >= Findings.TOLD_P) return null;
        return beacon(asking, presence, server, service, stamp, beat, p, size, ever)
                .because(Law.BEAT, beat.numbers(fresh));
    }

    private static boolean isLook(int visits) {
        for (int look : LOOKS) if (visits == look) return true;
        return visits % LOOKS[LOOKS.length - 1] == 0;
    }

    private static Surprise beacon(
            DeviceLife asking,
            Presence presence,
            Address server,
            String service,
            Stamp stamp,
            Beat beat,
            double p,
            int groupSize,
            int groupEver) {
        double period = beat.periodSeconds();
        Explanation explanation = new Explanation(
                Double.NaN,
                Double.NaN,
                Double.NaN,
                period,
                "seconds from call to call",
                presence.firstMinute() * Watch.MINUTE_NANOS,
                presence.visited(),
                groupSize,
                groupEver,
                List.of(),
                "normal if it called at hours that people keep, or had done so since it is known");
        return new Surprise(
                stamp,
                asking.address,
                server,
                service,
                "",
                Channel.PRESENCE_BEACON,
                Verb.OTHER,
                "",
                p,
                asking.beats.size() < 2
                        ? "keeps no beat with anybody"
                        : "keeps a beat with " + (asking.beats.size() - 1) + " others, none of them new",
                "calls " + server + " over " + service + " every " + Words.period(period) + ", "
                        + presence.visited() + " times since " + date(presence.firstMinute()) + ", in step by "
                        + Words.number(100 * beat.strength()) + " %",
                explanation,
                Findings.perDay(asking.peers, stamp),
                1,
                List.of(stamp.ref()));
    }
}
