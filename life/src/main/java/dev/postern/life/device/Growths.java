package dev.postern.life.device;

import dev.postern.life.LifeSink;
import dev.postern.life.Surprise;
import dev.postern.life.Watch;
import dev.postern.life.Words;
import dev.postern.life.chance.Law;
import dev.postern.life.habit.Growth;
import dev.postern.life.habit.Hash;
import dev.postern.life.habit.OneWay;
import dev.postern.model.Channel;
import dev.postern.model.Chronicle;
import dev.postern.model.Chronicle.Measure;
import dev.postern.model.Chronicle.Step;
import dev.postern.model.Explanation;
import dev.postern.model.Stamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which devices brought more and more, or less and less, through a year, all of a site at once, every four weeks. A way that at least one of its peers and at least half of
 * them go as well, at least half as far, is the year of the works and accepted; who goes alone is told, of what went furthest, once a year, and whom it talks to is not.
 */
@SuppressWarnings("EnumOrdinal") // arrays by constant
public final class Growths {
    private static final Measure[] MEASURES = {Measure.PACKETS, Measure.BYTES, Measure.CONNECTIONS};
    private static final String[] UNITS = {"packets a week", "times 64 bytes a week", "new connections a week"};
    private static final int WEEK_MINUTES = 10_080;
    /** Of the week that begins: by then the one before has been put away. */
    private static final int LATER_MINUTES = 60;

    private final Anomalies anomalies;
    private final Watch watch;
    private final Stamp stamp;
    private final int week;
    private final List<Walker> walkers = new ArrayList<>();

    /** One that has been there for a year, and how each amount went; null where that is not known. */
    private record Walker(DeviceLife device, Peers.Work work, OneWay[] years) {}

    private record Found(Walker walker, int measure) {
        OneWay year() {
            return walker.years[measure];
        }
    }

    private Growths(Anomalies anomalies, Watch watch, Stamp stamp) {
        this.anomalies = anomalies;
        this.watch = watch;
        this.stamp = stamp;
        this.week = Step.WEEK.of(Watch.minute(stamp.atNanos()));
    }

    /** Before the devices are asked about the minute that ends with {@code stamp}; nothing but every four weeks. */
    public static void close(DeviceLife[] devices, Anomalies anomalies, Watch watch, Stamp stamp, LifeSink out) {
        int minute = Watch.minute(stamp.atNanos());
        boolean due = Step.WEEK.of(minute - LATER_MINUTES) != Step.WEEK.of(minute - LATER_MINUTES - 1);
        if (!due || Step.WEEK.of(minute) % OneWay.PERIOD_WEEKS != 0) return;
        new Growths(anomalies, watch, stamp).close(devices, out);
    }

    private void close(DeviceLife[] devices, LifeSink out) {
        int minute = Watch.minute(stamp.atNanos());
        for (DeviceLife device : devices) {
            if (minute - device.bornMinute < OneWay.PERIODS * OneWay.PERIOD_WEEKS * WEEK_MINUTES - WEEK_MINUTES)
                continue;
            device.wake(watch, watch.closes() - 1);
            Walker walker = walker(device);
            if (walker != null) walkers.add(walker);
        }
        List<Found> found = new ArrayList<>();
        for (Walker walker : walkers) {
            int measure = furthest(walker);
            if (measure >= 0) found.add(new Found(walker, measure));
        }
        tell(found, out);
    }

    private Walker walker(DeviceLife device) {
        if (device.years == null) return null;
        Chronicle chronicle = device.years.of(device.address);
        if (chronicle.numbers()[Step.WEEK.ordinal()] != week) return null;
        if (device.growth == null) device.growth = Growth.of(chronicle);
        if (device.growth == null) return null;
        OneWay[] years = new OneWay[MEASURES.length];
        for (int i = 0; i < MEASURES.length; i++) years[i] = device.growth.year(chronicle, MEASURES[i], week - 1);
        return new Walker(device, Peers.Work.of(device, anomalies.fellows), years);
    }

    /** The furthest of several amounts, or -1 if none went its own slow way. */
    private int furthest(Walker walker) {
        int furthest = -1;
        for (int i = 0; i < MEASURES.length; i++) {
            OneWay year = walker.years[i];
            if (year == null) continue;
            anomalies.tested(Channel.DRIFT_YEAR, 1);
            if (!year.isTold() || isOfAll(walker, i)) continue;
            if (furthest < 0 || year.distance() > walker.years[furthest].distance()) furthest = i;
        }
        return furthest;
    }

    /** What one sends the other gets: of two that talk, the one that went further is told. */
    private void tell(List<Found> found, LifeSink out) {
        found.sort(Comparator.comparingDouble((Found one) -> -one.year().distance())
                .thenComparing(one -> one.walker.device.address));
        List<DeviceLife> told = new ArrayList<>();
        for (Found one : found) {
            DeviceLife device = one.walker.device;
            boolean explained = told.stream().anyMatch(other -> device.peers.knows(Hash.of(other.address)));
            if (explained) continue;
            told.add(device);
            if (!device.growth.tells(week)) continue;
            int minute = Watch.minute(stamp.atNanos());
            anomalies.tellAlone(device, surprise(device, one.year(), one.measure), OneWay.SPEAKS_P, minute, true, out);
        }
    }

    /** Its peers go along. */
    private boolean isOfAll(Walker walker, int measure) {
        double own = walker.years[measure].octaves();
        int others = 0;
        int along = 0;
        for (Walker other : walkers) {
            if (other.device == walker.device || other.years[measure] == null) continue;
            if (!walker.work.isLike(other.work)) continue;
            others++;
            if (2 * other.years[measure].octaves() * Math.signum(own) >= Math.abs(own)) along++;
        }
        return along >= 1 && 2 * along >= others;
    }

    private Surprise surprise(DeviceLife device, OneWay year, int measure) {
        String unit = UNITS[measure];
        String first = Words.range(year.low(), year.high(), unit);
        Explanation explanation = new Explanation(
                year.low(),
                Math.sqrt(year.low() * year.high()),
                year.high(),
                year.now(),
                unit,
                device.bornMinute * Watch.MINUTE_NANOS,
                year.periods(),
                0,
                0,
                List.of(),
                "normal at " + first + ", or if most of its peers went along");
        String seen = year.words("more", "less") + ", lately " + Words.number(year.now()) + " " + unit;
        return Surprise.ofDevice(
                        stamp,
                        device.address,
                        Channel.DRIFT_YEAR,
                        unit,
                        year.p(),
                        first + " in the weeks of its first quarter",
                        seen,
                        explanation,
                        MEASURES.length / 28.0,
                        device.frames())
                .because(Law.ORDER, year.numbers());
    }
}
