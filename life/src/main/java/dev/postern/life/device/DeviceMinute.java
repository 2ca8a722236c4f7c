package dev.postern.life.device;

import dev.postern.life.LifeSink;
import dev.postern.life.Settings;
import dev.postern.life.Surprise;
import dev.postern.life.Watch;
import dev.postern.life.Words;
import dev.postern.life.chance.Cauchy;
import dev.postern.life.chance.Verdict;
import dev.postern.life.conversation.Findings;
import dev.postern.life.habit.Drift;
import dev.postern.life.habit.Meter;
import dev.postern.life.habit.Phases;
import dev.postern.model.Address;
import dev.postern.model.Channel;
import dev.postern.model.Derivation;
import dev.postern.model.Explanation;
import dev.postern.model.FrameRef;
import dev.postern.model.Stamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Combines what a device and its conversations showed in one minute into one verdict. One per close. */
@SuppressWarnings("EnumOrdinal") // arrays by constant
public final class DeviceMinute {
    /** A signal that has more of the verdict than this gives it its name. */
    private static final double DOMINANT = 0.5;

    /** Counts (2), rhythm (3), values (4), order (1), health (3): what a minute of one conversation is asked, at most. */
    private static final int TESTS_PER_CONVERSATION = 13;

    private static final int SHARES_MAX = 6;
    private static final double MINUTES_PER_DAY = 1440;

    private final Stamp stamp;
    private final Watch watch;
    private final Settings settings;
    private final Anomalies anomalies;
    private final int minute;

    public DeviceMinute(Stamp stamp, Watch watch, Settings settings, Anomalies anomalies) {
        this.stamp = stamp;
        this.watch = watch;
        this.settings = settings;
        this.anomalies = anomalies;
        this.minute = Watch.minute(stamp.atNanos());
    }

    /** @param surprise null where it is the device's own meter that surprises */
    private record Signal(Channel channel, Anomalies.Weighed weighed, Surprise surprise, int meter) {
        double p() {
            return weighed.p();
        }
    }

    public void judge(DeviceLife device, LifeSink out) {
        if (device.isDormant(minute)) {
            device.wake(watch);
            return;
        }
        if (device.isAsleep()) {
            if (device.pending.isEmpty() && !device.isAskedAsleep(minute)) {
                for (Channel channel : DeviceLife.METERED) anomalies.tested(channel, 1);
                fruitless();
                anomalies.minutes().calm(device, minute);
                return;
            }
            device.wake(watch, watch.closes() - 1);
        }
        device.close(minute, watch.whole(), watch.settled());
        List<FrameRef> frames = device.takeFrames();
        List<Signal> signals = new ArrayList<>();
        int tests = 3 + TESTS_PER_CONVERSATION * device.peers.size();
        for (int i = 0; i < device.meters.length; i++) {
            Meter meter = device.meters[i];
            tests += meter.tests();
            anomalies.tested(DeviceLife.METERED[i], meter.tests());
            if (meter.p() < Findings.TOLD_P) signals.add(signal(device, DeviceLife.METERED[i], meter.p(), null, i));
        }
        fruitless();
        if (device.fruitless != null) device.pending.addAll(device.fruitless.close(device, stamp));
        for (Surprise surprise : device.pending)
            signals.add(signal(device, surprise.channel(), surprise.pvalue(), surprise, -1));
        device.pending.clear();
        drifts(device, frames, out);
        phase(device, frames, out);
        if (signals.isEmpty()) anomalies.minutes().calm(device, minute);
        else combine(device, signals, Math.max(tests, signals.size()), frames, out);
        device.sleepIfQuiet(minute, watch);
    }

    /** Told apart: an hour or a day is no part of this minute. */
    private void drifts(DeviceLife device, List<FrameRef> frames, LifeSink out) {
        for (int i = 0; i < device.drifts.length; i++) {
            Drift drift = device.drifts[i];
            for (Drift.Step step : new Drift.Step[] {drift.hour(), drift.day()}) {
                if (!step.judged()) continue;
                boolean hourly = step == drift.hour();
                anomalies.tested(hourly ? Channel.DRIFT_HOUR : Channel.DRIFT_DAY, 1);
                if (!step.speaks()) continue;
                Surprise surprise = Slow.surprise(device, i, step, hourly, stamp, frames);
                anomalies.tellAlone(device, surprise, Drift.SPEAKS_P, minute, true, out);
            }
        }
    }

    /** Told apart as well: it takes three quarters of an hour to be one. */
    private void phase(DeviceLife device, List<FrameRef> frames, LifeSink out) {
        if ((minute + 1) % Phases.QUARTER_MINUTES == 0) anomalies.tested(Channel.PHASE_NEW, 1);
        if (device.fresh == null) return;
        Surprise surprise = Slow.phase(device, stamp, frames);
        anomalies.tellAlone(device, surprise, settings.noveltyP(), minute, true, out);
    }

    /** Every minute could have shown them. */
    private void fruitless() {
        anomalies.tested(Channel.COUNT_SILENT, 1);
        anomalies.tested(Channel.COUNT_LOGINS, 1);
    }

    private Signal signal(DeviceLife device, Channel channel, double p, Surprise surprise, int meter) {
        return new Signal(channel, anomalies.weigh(device, channel, p, minute, true), surprise, meter);
    }

    /** In words and numbers; only made of what is told. */
    private Surprise own(DeviceLife device, int index, List<FrameRef> frames) {
        Meter meter = device.meters[index];
        String unit = DeviceLife.UNITS[index];
        Meter.Usual range = meter.usual();
        String usual = Words.range(range.low(), range.high(), unit);
        Explanation explanation =
                meter.explanation(range, unit, device.bornMinute * Watch.MINUTE_NANOS, "normal at " + usual);
        return Surprise.ofDevice(
                        stamp,
                        device.address,
                        DeviceLife.METERED[index],
                        unit,
                        meter.p(),
                        usual,
                        Words.number(meter.seen()) + " " + unit,
                        explanation,
                        MINUTES_PER_DAY,
                        frames)
                .because(meter.law(), meter.numbers());
    }

    private void combine(DeviceLife device, List<Signal> signals, int tests, List<FrameRef> frames, LifeSink out) {
        double sum = 0;
        double positive = 0;
        Signal strongest = signals.getFirst();
        for (Signal signal : signals) {
            double term = Cauchy.term(signal.p());
            sum += term;
            positive += Math.max(0, term);
            if (signal.p() < strongest.p()) strongest = signal;
        }
        Derivation.Standing standing = anomalies.minutes().judge(device, sum, tests, minute);
        double p = Verdict.p(sum, tests, standing);
        if (p > settings.windowP() || positive <= 0) return;
        List<Explanation.Share> shares = shares(signals);
        boolean dominated = Cauchy.term(strongest.p()) / positive > DOMINANT;
        Channel channel = dominated ? strongest.channel : Channel.BREADTH;
        List<Derivation.Signal> kept = new ArrayList<>();
        signals.sort(Comparator.comparingDouble(Signal::p));
        boolean several = signals.size() > 1;
        for (Signal signal : signals) {
            boolean inWords = several && kept.size() < Derivation.BROKEN_MAX;
            kept.add(kept(device, signal, told(device, signal, frames), inWords));
        }
        Derivation derivation = new Derivation(List.copyOf(kept), tests, standing, p, settings.windowP());
        Surprise told = told(device, strongest, frames);
        if (!dominated) told = broad(told, derivation.broken());
        anomalies.tell(device, told, channel, shares, derivation, out);
    }

    /** @param inWords with those that tell it from the others */
    private static Derivation.Signal kept(DeviceLife device, Signal signal, Surprise s, boolean inWords) {
        if (!inWords) return Anomalies.signal(signal.channel, s, signal.weighed, "", "");
        Address peer = device.address.equals(s.client()) ? s.server() : s.client();
        String with = peer == null ? "" : " with " + peer;
        return Anomalies.signal(signal.channel, s, signal.weighed, s.expected() + with, s.seen() + with);
    }

    /** The strongest, which gives it its place and its numbers, in the words of all. */
    private static Surprise broad(Surprise strongest, List<Derivation.Signal> broken) {
        List<String> expected = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (Derivation.Signal habit : broken) {
            expected.add(habit.expected());
            boolean says = habit.seen().contains(habit.what());
            seen.add(says ? habit.seen() : habit.seen() + " (" + habit.what() + ")");
        }
        return strongest.saying(String.join("; ", expected), String.join("; ", seen));
    }

    /** Of the {@value #SHARES_MAX} channels that say most, the heaviest first; together they are 1. */
    private static List<Explanation.Share> shares(List<Signal> signals) {
        double[] weights = new double[Channel.values().length];
        for (Signal signal : signals) weights[signal.channel.ordinal()] += Math.max(0, Cauchy.term(signal.p()));
        List<Channel> heaviest = new ArrayList<>();
        for (Channel channel : Channel.values()) if (weights[channel.ordinal()] > 0) heaviest.add(channel);
        heaviest.sort(Comparator.comparingDouble((Channel channel) -> -weights[channel.ordinal()]));
        if (heaviest.size() > SHARES_MAX)
            heaviest.subList(SHARES_MAX, heaviest.size()).clear();
        double sum = 0;
        for (Channel channel : heaviest) sum += weights[channel.ordinal()];
        List<Explanation.Share> shares = new ArrayList<>();
        for (Channel channel : heaviest) shares.add(new Explanation.Share(channel, weights[channel.ordinal()] / sum));
        return List.copyOf(shares);
    }

    private Surprise told(DeviceLife device, Signal signal, List<FrameRef> frames) {
        return signal.surprise == null ? own(device, signal.meter, frames) : signal.surprise;
    }
}
