package dev.postern.life.site;

import dev.postern.life.Surprise;
import dev.postern.life.Surprise.Basis;
import dev.postern.life.Watch;
import dev.postern.life.Words;
import dev.postern.life.chance.Law;
import dev.postern.life.device.Anomalies;
import dev.postern.life.device.DeviceLife;
import dev.postern.life.device.Jobs;
import dev.postern.life.habit.Appointment;
import dev.postern.life.habit.Days;
import dev.postern.life.habit.WorkingDays;
import dev.postern.model.Address;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.Stamp;
import dev.postern.model.Verb;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Jobs that come by the calendar and did not (M7): backups, reports, replications. How likely a job fails on one occasion is Beta distributed over
 * the jobs of the site, most of which hardly ever do; its own occasions soon tell. Told once for each job, and not for what has a reason that is told elsewhere: who is
 * silent as a whole, whose partner is, a day on which the site does not work, hours that nobody watched.
 */
final class Calendar {
    private static final int DAY_MINUTES = 1440;
    /** Before anything is known, one occasion in five hundred fails. */
    private static final double PRIOR_FAILED = 0.5;

    private static final double PRIOR_KEPT = 250;
    /** Weight of the site in what is believed of one job. */
    private static final double SITE = 1;
    /** Who talks in this share of all minutes is missed by itself when it is silent. */
    private static final double TALKS = 0.25;

    /** So does who comes again and again in so many hours of the day. */
    private static final int TALKS_HOURS = 18;

    private static final int QUIET_MINUTES = 30;
    private static final int TOLD_MAX = 1024;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Days watched = new Days();
    /** Days on which the site was not at work, or not watched when something was due. */
    private final Days off = new Days();

    private final WorkingDays working = new WorkingDays();
    /** Who was told to have missed a job, with the minute. */
    private final TreeMap<Address, Integer> told = new TreeMap<>();

    private final Anomalies anomalies;
    private long kept;
    private long failed;

    Calendar(Anomalies anomalies) {
        this.anomalies = anomalies;
    }

    void heard(int minute) {
        watched.add(minute / DAY_MINUTES);
    }

    /** Two devices met. */
    void met(DeviceLife asking, Address server, String service, int minute) {
        Jobs jobs = asking.jobs();
        Jobs.Job job = jobs.there(server, service, minute, asking);
        if (job == null) return;
        working.begins(minute);
        boolean inTime = job.due != null && Math.abs(minute - job.due.minute()) <= job.due.slack();
        if (inTime) {
            kept++;
            anomalies.tested(Channel.PRESENCE_MISSED, 1);
        }
        if (job.due != null && minute > job.due.minute()) told.remove(asking.address);
        job.due = job.appointment.due(watched, off);
        jobs.lookAgain();
    }

    /** A minute ends: what should have come by now. */
    List<Surprise> close(DeviceLife asking, SiteStage site, Stamp stamp) {
        int minute = Watch.minute(stamp.atNanos());
        Jobs jobs = asking.jobsIfAny();
        if (jobs == null || minute <= jobs.lookMinute) return List.of();
        List<Surprise> missed = new ArrayList<>(0);
        for (Jobs.Job job : jobs.all()) {
            if (minute <= job.overdueMinute()) continue;
            Appointment.Due due = job.due;
            boolean seen = site.watch().resumedNanos() <= (due.minute() - due.slack()) * Watch.MINUTE_NANOS;
            boolean excused = !seen || working.isQuiet(minute);
            int day = due.minute() / DAY_MINUTES;
            job.appointment.passed(day);
            if (excused) off.add(day);
            else {
                anomalies.tested(Channel.PRESENCE_MISSED, 1);
                boolean elsewhere = silent(asking, due)
                        || silent(site.known(job.server), due)
                        || lately(asking.address, minute)
                        || lately(job.server, minute);
                if (!elsewhere) missed.add(surprise(asking, job, due, stamp));
                failed++;
                tell(asking.address, minute);
                tell(job.server, minute);
            }
            job.due = excused ? job.appointment.due(watched, off) : null;
        }
        jobs.lookAgain();
        return missed;
    }

    /** One that talks all day said nothing since: that is told of it as a whole. */
    private static boolean silent(DeviceLife device, Appointment.Due due) {
        if (device == null) return false;
        int lived = Math.max(1, device.lastMinute - device.bornMinute);
        boolean talks = device.activeMinutes > TALKS * lived
                || device.presence != null && Integer.bitCount(device.presence.hours()) >= TALKS_HOURS;
        return talks && device.lastMinute < due.minute() - QUIET_MINUTES;
    }

    private boolean lately(Address address, int minute) {
        Integer when = told.get(address);
        return when != null && minute - when < DAY_MINUTES;
    }

    private void tell(Address address, int minute) {
        if (told.size() >= TOLD_MAX) told.pollFirstEntry();
        told.put(address, minute);
    }

    private Surprise surprise(DeviceLife asking, Jobs.Job job, Appointment.Due due, Stamp stamp) {
        Appointment appointment = job.appointment;
        double[] numbers = {failed, kept, PRIOR_FAILED, PRIOR_KEPT, SITE, due.missed(), due.kept()};
        int minute = Watch.minute(stamp.atNanos());
        int low = appointment.off(0.05);
        int high = appointment.off(0.95);
        String rhythm = due.rhythm().name().toLowerCase(Locale.ROOT);
        String usual = rhythm + " about " + clock(due.minute()) + " UTC (" + clock(due.minute() + low) + " to "
                + clock(due.minute() + high) + ")";
        Explanation explanation = new Explanation(
                low,
                appointment.off(0.5),
                high,
                minute - due.minute(),
                "minutes after the usual time",
                appointment.first() * Watch.MINUTE_NANOS,
                due.kept(),
                0,
                0,
                List.of(),
                "normal if it had come by " + clock(due.minute() + due.slack()) + " UTC, or on a day off");
        return new Surprise(
                stamp,
                asking.address,
                job.server,
                job.service,
                "",
                Channel.PRESENCE_MISSED,
                Verb.OTHER,
                job.service,
                Law.FAILED.p(numbers),
                job.service + " with " + job.server + " " + usual + ", " + Words.plural(due.kept(), "time") + " so far",
                "did not come, and is " + Words.span((minute - due.minute()) / (double) DAY_MINUTES) + " late",
                explanation,
                1,
                1,
                List.of(stamp.ref()),
                Basis.of(Law.FAILED, numbers));
    }

    private static String clock(int minute) {
        return CLOCK.format(Instant.ofEpochSecond(minute * 60L));
    }
}
