package dev.postern.life.device;

import dev.postern.life.Settings;
import dev.postern.life.Surprise;
import dev.postern.life.Watch;
import dev.postern.life.Words;
import dev.postern.life.chance.Law;
import dev.postern.life.habit.Amounts;
import dev.postern.life.habit.Carried;
import dev.postern.life.habit.Hash;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.Tally;
import dev.postern.model.Verb;
import java.util.List;

/**
 * M11 over the site: how much information the names of one domain carry in an hour, in a day and in a quarter, judged while it grows, learned when that
 * is over. What a name resolver is asked and what TLS is told count alike. A tunnel of a few bytes a second shows within minutes, one of a name
 * every ten minutes within half a day, one of some thousand bits a day within weeks: what has names for its machines has named them all by then.
 *
 * <p>Names that are nothing but hashes of one length are what a virus scanner asks its reputation service; they are left to the novelty of the
 * domain. Whoever tunnels in hexadecimal of 32, 40 or 64 digits looks the same and is not told here; look-ups in a vendor's own coding look
 * like a tunnel and are.
 */
public final class Names {
    /** Bits of distinct names under one domain. */
    private static final double HOUR_BITS = 60, HOUR_SPREAD = 1.1, DAY_BITS = 120, DAY_SPREAD = 1.2;

    private static final double QUARTER_BITS = 300, QUARTER_SPREAD = 1.3;
    /** Of one name it is asked whether it is too much in so many. */
    private static final int SPANS = 3;

    private static final double DEVIATES_95 = 1.645;
    private static final double TESTS_PER_DAY = 48;

    private final Amounts hours = new Amounts(HOUR_BITS, HOUR_SPREAD);
    private final Amounts days = new Amounts(DAY_BITS, DAY_SPREAD);
    private final Amounts quarters = new Amounts(QUARTER_BITS, QUARTER_SPREAD);

    private long forgotten;

    /** Domains that gave way to others, over all devices. */
    public long forgotten() {
        return forgotten;
    }

    /** What ended meanwhile, as p-values for the tail of the channel. */
    public interface Ended {
        void window(double p);
    }

    private static boolean isName(Tally tally) {
        if (tally.target().indexOf('.') < 0) return false;
        return tally.service().equals("dns") && tally.verb() == Verb.RESOLVE
                || tally.service().equals("tls") && tally.verb() == Verb.SESSION;
    }

    /**
     * An hour must be as surprising as a minute of a device, a day as a new thing: so a fast tunnel is told with weight, a slow one at all.
     *
     * @return null while it is nothing special
     */
    public Surprise heard(DeviceLife device, Tally tally, Settings settings, Ended ended) {
        if (!isName(tally)) return null;
        String name = Domains.plain(tally.target());
        int from = name == null ? 0 : Domains.registered(name);
        if (from == 0) return null;
        int minute = Watch.minute(tally.stamp().atNanos());
        long gone = device.domains().forgotten();
        Domains.Entry entry = device.domains().of(name.substring(from), minute, device);
        forgotten += device.domains().forgotten() - gone;
        if (entry.carried.hourEnds(minute)) end(entry, minute, ended);
        entry.lastMinute = minute;
        double before = entry.carried.hourBits();
        entry.carried.add(Hash.of(name), Carried.bits(name, from));
        if (entry.carried.hourBits() <= before) return null;
        entry.shape(name);
        double hourP = hours.above(entry.carried.hourBits());
        double dayP = days.above(entry.carried.dayBits());
        double quarterP = quarters.above(entry.carried.keptBits());
        boolean told = SPANS * hourP <= settings.windowP() || SPANS * Math.min(dayP, quarterP) <= settings.noveltyP();
        if (!told || entry.isLookup()) return null;
        double p = Math.min(hourP, Math.min(dayP, quarterP));
        if (p == hourP) return surprise(tally, entry, p, hours, entry.carried.hourBits(), "an hour", "this hour");
        if (p == dayP) return surprise(tally, entry, p, days, entry.carried.dayBits(), "a day", "today");
        String since = "in " + Words.plural(entry.carried.keptDays(), "day");
        return surprise(tally, entry, p, quarters, entry.carried.keptBits(), "a quarter", since);
    }

    private void end(Domains.Entry entry, int minute, Ended ended) {
        double hour = entry.carried.hourBits();
        double hourP = hours.above(hour);
        if (hour > 0 && !entry.isLookup()) {
            hours.learn(hour, hourP);
            ended.window(hourP);
        }
        if (entry.carried.dayEnds(minute)) {
            double day = entry.carried.dayBits();
            double dayP = days.above(day);
            if (day > 0 && !entry.isLookup()) {
                days.learn(day, dayP);
                ended.window(dayP);
            }
        }
        if (entry.carried.keptEnds(minute) && !entry.isLookup()) {
            double kept = entry.carried.keptBits();
            double keptP = quarters.above(kept);
            quarters.learn(kept, keptP);
            ended.window(keptP);
        }
        entry.carried.begins(minute);
    }

    private Surprise surprise(
            Tally tally, Domains.Entry entry, double p, Amounts usual, double seen, String span, String now) {
        String unit = "bits " + span + " in the names under one domain";
        double low = usual.quantile(-DEVIATES_95);
        double high = usual.quantile(DEVIATES_95);
        Explanation explanation = new Explanation(
                low,
                usual.quantile(0),
                high,
                seen,
                unit,
                0,
                usual.samples(),
                0,
                0,
                List.of(),
                "normal at " + Words.range(Math.rint(low), Math.rint(high), unit));
        return new Surprise(
                tally.stamp(),
                tally.client(),
                tally.server(),
                tally.service(),
                "",
                Channel.NAMES_INFORMATION,
                tally.verb(),
                entry.domain,
                SPANS * p,
                Words.range(Math.rint(low), Math.rint(high), unit),
                Words.number(Math.rint(seen)) + " bits " + now + " in about "
                        + Words.plural(entry.carried.names(), "different name") + " under "
                        + (entry.domain.isEmpty() ? "no top-level domain" : entry.domain) + ", as in "
                        + tally.target(),
                explanation,
                TESTS_PER_DAY,
                1,
                List.of(tally.stamp().ref()),
                Surprise.Basis.of(Law.AMOUNT, usual.numbers(seen, SPANS)));
    }
}
