package dev.postern.appliance.trial;

import dev.postern.appliance.engine.CaptureFiles;
import dev.postern.appliance.engine.Engine;
import dev.postern.appliance.engine.EngineState;
import dev.postern.appliance.engine.Merge;
import dev.postern.appliance.engine.Snapshot;
import dev.postern.evaluate.Cost;
import dev.postern.evaluate.RankedAlarms;
import dev.postern.evaluate.baseline.Panel;
import dev.postern.model.Decree;
import dev.postern.model.Device;
import dev.postern.model.Frame;
import dev.postern.model.GapReport;
import dev.postern.model.Observation;
import dev.postern.wire.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One life that is judged: an engine without a store, which concludes the same as with one, and beside it the baselines on a decoder of their own.
 * Everything runs on the caller's thread.
 */
final class Trial implements AutoCloseable {
    private static final int CHUNK = 4096;
    private static final long NOTHING_BYTES = nothing();

    private final Engine engine;
    private final Weighing weighing;
    private final Jury jury;
    private final Rivals rivals;
    private final Frame[] chunk = new Frame[CHUNK];
    private int waiting;
    private int captures;
    private long frames;
    private long cpuNanos;
    private long spanNanos;
    private long firstNanos = Long.MAX_VALUE;
    private long lastNanos = Long.MIN_VALUE;

    /** The baselines and what their decoder has under way; plain state. */
    private static final class Rivals {
        private final Wire wire = new Wire(Wire.Limits.defaults());
        private final Panel panel = new Panel();
        private long minuteNanos = Long.MIN_VALUE;

        void hear(Frame frame) {
            Consumer<Observation> observe = panel::observe;
            long minute = Math.floorDiv(frame.atNanos, Engine.MINUTE_NANOS) * Engine.MINUTE_NANOS;
            if (minute > minuteNanos && minuteNanos != Long.MIN_VALUE) close(minute);
            minuteNanos = Math.max(minute, minuteNanos);
            wire.frame(frame, observe);
        }

        private void close(long minute) {
            wire.close(minute, panel::observe);
            panel.close(minute);
        }

        void finish() {
            if (minuteNanos != Long.MIN_VALUE) close(minuteNanos + Engine.MINUTE_NANOS);
        }
    }

    private Trial(EngineState state, Rivals rivals, int captures) {
        weighing = new Weighing(state.site);
        jury = new Jury(weighing::minute);
        engine = new Engine(state, 1, jury);
        this.rivals = rivals;
        this.captures = captures;
        for (int i = 0; i < CHUNK; i++) chunk[i] = new Frame();
    }

    private static long nothing() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Snapshot.write(EngineState.fresh(), bytes);
        return bytes.size();
    }

    /** A life that knows nothing yet. */
    static Trial fresh(boolean baselines) {
        return new Trial(EngineState.fresh(), baselines ? new Rivals() : null, 0);
    }

    /** What has been learned up to somewhere, to begin other lives from. */
    record Learned(byte[] engine, byte[] rivals, int captures) {
        Trial begin() {
            return new Trial(
                    Snapshot.read(new ByteArrayInputStream(engine), Snapshot.FORMAT),
                    rivals == null ? null : Snapshot.readAny(new ByteArrayInputStream(rivals), Rivals.class),
                    captures);
        }
    }

    /** Everything fed so far was heard and judged. */
    void settle() {
        drain();
        engine.settle();
    }

    private byte[] engineBytes() {
        settle();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Snapshot.write(engine.state(), bytes);
        return bytes.toByteArray();
    }

    Learned learned() {
        byte[] ours = engineBytes();
        if (rivals == null) return new Learned(ours, null, captures);
        rivals.panel.take();
        ByteArrayOutputStream theirs = new ByteArrayOutputStream();
        Snapshot.writeAny(rivals, theirs);
        return new Learned(ours, theirs.toByteArray(), captures);
    }

    /** From here on it is judged. */
    void judge() {
        settle();
        jury.begin();
        weighing.begin();
        if (rivals != null) rivals.panel.take();
        spanNanos = 0;
        firstNanos = Long.MAX_VALUE;
    }

    /** What people have said up to now. */
    void heed(List<Decree> said) {
        settle();
        engine.heed(said);
    }

    /** How much is known by now, beyond what a life that knows nothing takes. */
    Cost.Size size(int day) {
        return new Cost.Size(day, engineBytes().length - NOTHING_BYTES, devices());
    }

    /** One capture from its first frame to its last, as a replay of it alone would read it. */
    void read(Path capture, Consumer<Frame> change) {
        List<CaptureFiles.Found> found = CaptureFiles.search(List.of(capture)).found();
        if (found.isEmpty())
            throw new dev.postern.evaluate.EvaluateException("cannot read " + capture + ", or it is empty");
        Merge.Input input = new Merge.Input(found.getFirst(), captures++, 0);
        try (Merge merge = new Merge(List.of(input))) {
            Frame frame = new Frame();
            while (merge.next(frame)) {
                change.accept(frame);
                feed(frame);
            }
        }
        finish();
    }

    void feed(Frame frame) {
        firstNanos = Math.min(firstNanos, frame.atNanos);
        lastNanos = Math.max(lastNanos, frame.atNanos);
        chunk[waiting++].copyFrom(frame);
        if (waiting == CHUNK) drain();
    }

    private void drain() {
        ThreadMXBean meter = ManagementFactory.getThreadMXBean();
        long began = meter.getCurrentThreadCpuTime();
        for (int i = 0; i < waiting; i++) engine.feed(chunk[i]);
        cpuNanos += meter.getCurrentThreadCpuTime() - began;
        frames += waiting;
        if (rivals != null) for (int i = 0; i < waiting; i++) rivals.hear(chunk[i]);
        waiting = 0;
    }

    /** Ends a capture: the minute under way is closed. */
    void finish() {
        drain();
        ThreadMXBean meter = ManagementFactory.getThreadMXBean();
        long began = meter.getCurrentThreadCpuTime();
        engine.finish();
        cpuNanos += meter.getCurrentThreadCpuTime() - began;
        if (rivals != null) rivals.finish();
        if (lastNanos > firstNanos) spanNanos += lastNanos - firstNanos;
        firstNanos = Long.MAX_VALUE;
        lastNanos = Long.MIN_VALUE;
    }

    /** How often life said what since {@link #judge}. */
    Weighing weighing() {
        return weighing;
    }

    Jury jury() {
        return jury;
    }

    /** What each baseline said since {@link #judge}; empty without them. */
    Map<String, RankedAlarms> rivals() {
        return rivals == null ? Map.of() : rivals.panel.take();
    }

    /** How far the gap holds by everything that was fed. */
    GapReport gap() {
        settle();
        return engine.state().analyst.gap(engine.state().clockNanos);
    }

    /** Devices that were heard at all. */
    int devices() {
        int heard = 0;
        for (Device device : engine.state().analyst.devices()) if (device.heard() && !device.isGone()) heard++;
        return heard;
    }

    /** All devices, also those that are only spoken of. */
    List<Device> inventory() {
        return engine.state().analyst.devices();
    }

    /** Time covered by what was read since {@link #judge}, gaps between captures left out. */
    double days() {
        return spanNanos / 86_400e9;
    }

    long frames() {
        return frames;
    }

    double cpuSeconds() {
        return cpuNanos / 1e9;
    }

    @Override
    public void close() {
        engine.close();
    }
}
