package dev.postern.store;

import dev.postern.model.Anomaly;
import dev.postern.model.Frame;
import dev.postern.model.FrameRef;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * The packets that prove an anomaly: those it names, and what its two sides sent and received from {@link #BEFORE_NANOS} before to {@link
 * #AFTER_NANOS} after. Copied from the ring into a pcapng section of its own once the time after has passed, with its place and SHA-256 in the
 * state. Each packet carries the capture and number it came from as a comment.
 */
public final class EvidenceFiles implements AutoCloseable {
    static final long BEFORE_NANOS = 10_000_000_000L;
    static final long AFTER_NANOS = 5_000_000_000L;

    /** Frames of one anomaly; those it names come in any case. */
    static final int FRAMES_MAX = 2_000;

    /** All evidence of a home together; what comes after is counted, not kept. */
    static final long TOTAL_BYTES_MAX = 1L << 30;

    /** One anomaly's packets; those it names come in any case. */
    static final int BYTES_MAX = 32 << 20;

    /** Anomalies that wait for their time after. */
    static final int WAITING_MAX = 4_096;

    /** Anomalies cut out in one pass over the ring: more would need more memory at once. */
    private static final int TOGETHER_MAX = 8;

    private final EvidencePacks packs;
    private final PacketRing ring;
    private final State state;
    private final IntFunction<String> captureName;
    private final ArrayDeque<Anomaly> waiting = new ArrayDeque<>();
    /** Written, and not yet known to be on the disk: the state must not speak of them. */
    private final List<Findings.Evidence> unforced = new ArrayList<>();

    private long leftOut;

    EvidenceFiles(Path folder, PacketRing ring, State state, IntFunction<String> captureName) {
        packs = new EvidencePacks(folder);
        this.ring = ring;
        this.state = state;
        this.captureName = captureName;
    }

    /** Remembers to cut out the packets of this anomaly. */
    public synchronized void want(Anomaly anomaly) {
        if (waiting.size() >= WAITING_MAX || packs.bytes() >= TOTAL_BYTES_MAX) leftOut++;
        else waiting.add(anomaly);
    }

    /**
     * Cuts out what is due.
     *
     * @param clockNanos event time; {@link Long#MAX_VALUE} for all that wait
     */
    public synchronized void cutDue(long clockNanos) {
        List<Anomaly> due = new ArrayList<>(TOGETHER_MAX);
        while (!waiting.isEmpty()
                && (clockNanos == Long.MAX_VALUE || waiting.peek().atNanos() + AFTER_NANOS <= clockNanos)) {
            due.add(waiting.poll());
            if (due.size() == TOGETHER_MAX) {
                cut(due);
                due.clear();
            }
        }
        if (!due.isEmpty()) cut(due);
    }

    /** A pcapng file with the packets of an anomaly, if any were kept; one whose time after has not passed is cut out now. */
    public synchronized Optional<byte[]> of(String anomalyId) {
        for (Anomaly anomaly : waiting)
            if (anomaly.id().equals(anomalyId)) {
                cut(List.of(anomaly));
                break;
            }
        flush();
        return state.evidence(anomalyId).flatMap(packs::read);
    }

    /** What was cut out is then on the disk, and the state speaks of it: once for all, because a word with the disk costs more than the cutting. */
    public synchronized void flush() {
        if (unforced.isEmpty()) return;
        packs.force();
        unforced.forEach(state::put);
        unforced.clear();
    }

    /** What was not flushed may be lost, as after a crash. */
    @Override
    public synchronized void close() {
        packs.close();
    }

    /** Anomalies whose packets were not kept because a limit was reached, that of the packet ring included. */
    public synchronized long leftOut() {
        return leftOut;
    }

    /** One pass over the ring for all of them. */
    private void cut(List<Anomaly> anomalies) {
        Sought sought = new Sought();
        List<Cutting> cuttings =
                anomalies.stream().map(anomaly -> new Cutting(anomaly, sought)).toList();
        Set<FrameRef> named = new HashSet<>();
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        for (Cutting cutting : cuttings) {
            named.addAll(cutting.named);
            from = Math.min(from, cutting.fromNanos);
            to = Math.max(to, cutting.toNanos);
        }
        ring.read(from, to, named, frame -> {
            long found = sought.in(frame);
            FrameRef ref = new FrameRef(frame.capture, frame.number);
            boolean isNamed = named.contains(ref);
            for (Cutting cutting : cuttings)
                if (cutting.wants(frame, found) || isNamed && cutting.named.contains(ref)) cutting.out.add(frame);
            return true;
        });
        for (Cutting cutting : cuttings)
            if (cutting.out.frames() > 0) unforced.add(packs.append(cutting.id, cutting.out));
            else if (!cutting.named.isEmpty()) leftOut++;
    }

    /** The packets of one anomaly while the ring is read. */
    private final class Cutting {
        final String id;
        final Set<FrameRef> named;
        final long fromNanos;
        final long toNanos;
        final Pcapng out = new Pcapng(captureName);
        private final long sides;

        Cutting(Anomaly anomaly, Sought sought) {
            id = anomaly.id();
            named = new HashSet<>(anomaly.evidence());
            fromNanos = anomaly.atNanos() - BEFORE_NANOS;
            toNanos = anomaly.atNanos() + AFTER_NANOS;
            sides = sought.bit(anomaly.device()) | sought.bit(anomaly.peer());
        }

        /** @param found the addresses that stand in the frame, by their bits */
        boolean wants(Frame frame, long found) {
            return (found & sides) == sides && frame.atNanos >= fromNanos && frame.atNanos <= toNanos && out.hasRoom();
        }
    }
}
