package dev.postern.life.habit;

import dev.postern.life.chance.Law;
import dev.postern.model.FrameRef;
import java.util.Arrays;

/**
 * M5: does a point read as what was written into it? A write that was confirmed is heeded when a later read shows the value or has moved towards
 * it, and unheeded when reads go on showing what was there before, for twice as many reads as it ever took. A point that moved elsewhere says
 * nothing: somebody else wrote. Nor does a value beyond all that were ever heeded, where the point stands at that end: it is clamped there. What
 * resets itself was never heeded and surprises nobody. O(1) a value; at most {@value #LIMIT} points.
 */
public final class Heeded {
    public static final int LIMIT = 4;

    private static final int READS_MIN = 3;
    private static final int WAIT_MINUTES = 2;
    /** Of the way from what was to what was written: as good as there. */
    private static final double NEAR = 0.1;
    /** Points heed, or they do not; few do so now and then. */
    private static final double UNHEEDED_PRIOR = 0.05, HEEDED_PRIOR = 0.5;

    private static final int HEEDED_MIN = 5;
    /** A longer row is how it is now. */
    private static final int ROW_MAX = 8;

    private static final double SURPRISING_P = 1e-3;
    private static final float SURPRISING_WEIGHT = 0.2f;

    /** Octets of heap of one with all its points, and a frame of each. */
    public static final int BYTES_MOST = Heap.object(28)
            + Heap.array(3, 8)
            + PointTable.BYTES_LEAST
            + Heap.array(LIMIT, Heap.REFERENCE)
            + LIMIT * (Heap.object(52) + Heap.object(12));

    private final PointTable table = new PointTable(LIMIT);
    private Written[] points = new Written[2];
    /** Of the point judged last, as {@link Law#UNHEEDED} takes them. */
    private final double[] numbers = new double[3];

    private double p = 1;
    private long refused;

    /** One point that is written; what a read showed of it stands here as well. Mutable. */
    public static final class Written {
        private int target;
        private boolean asked;
        private boolean confirmed;
        private int since;
        private boolean everRead;
        private float last;
        private float low = Float.POSITIVE_INFINITY;
        private float high = Float.NEGATIVE_INFINITY;

        /** What it read as when it was written. */
        public float before;

        public float written;
        public short reads;
        public short mostReads;
        public int heeded;
        public short inARow;
        public int bornMinute;
        private float unheeded;
        /** Of these, learned in the row that goes on. */
        private float ofRow;

        public FrameRef frame;

        private double scale() {
            return Math.abs(written - before);
        }

        private void settle() {
            asked = confirmed = false;
            reads = 0;
            frame = null;
        }

        private void heeds(double shown) {
            heeded++;
            inARow = 0;
            ofRow = 0;
            mostReads = (short) Math.max(mostReads, reads);
            low = (float) Math.min(low, Math.min(before, shown));
            high = (float) Math.max(high, Math.max(before, shown));
        }

        private boolean isClamped() {
            double near = NEAR * scale();
            return heeded > 0 && (written > high && before >= high - near || written < low && before <= low + near);
        }

        private void learns(float weight) {
            unheeded += weight;
            ofRow += weight;
            if (inARow < ROW_MAX) return;
            inARow = 0;
            ofRow = 0;
        }
    }

    /** A row is judged against what was before it. */
    private void unheeded(Written point) {
        point.inARow++;
        numbers[0] = point.inARow;
        numbers[1] = UNHEEDED_PRIOR + point.unheeded - point.ofRow;
        numbers[2] = HEEDED_PRIOR + point.heeded;
        p = point.heeded < HEEDED_MIN ? 1 : Law.UNHEEDED.p(numbers);
        point.learns(p < SURPRISING_P ? SURPRISING_WEIGHT : 1);
    }

    /** Of what {@link #read} returned. */
    public double p() {
        return p;
    }

    public double[] numbers() {
        return numbers.clone();
    }

    /** Points that found no room. */
    public long refused() {
        return refused;
    }

    /** @param target what request and answer have in common */
    public void asked(long name, long target, double value, int minute, FrameRef frame) {
        int slot = table.find(name);
        if (slot < 0) {
            if (table.isFull()) {
                refused++;
                return;
            }
            slot = table.add(name);
            if (slot >= points.length) points = Arrays.copyOf(points, Math.min(LIMIT, 2 * points.length));
            points[slot] = new Written();
            points[slot].bornMinute = minute;
        }
        Written point = points[slot];
        point.settle();
        point.asked = point.everRead && point.last != (float) value;
        point.target = (int) target;
        point.before = point.last;
        point.written = (float) value;
        if (point.asked) point.frame = frame;
    }

    public void answered(long target, boolean granted, int minute) {
        for (int slot = 0; slot < table.size(); slot++) {
            Written point = points[slot];
            if (!point.asked || point.confirmed || point.target != (int) target) continue;
            if (!granted) point.settle();
            point.confirmed = granted;
            point.since = minute;
        }
    }

    /** @return the point if a write of it is judged now, with its {@link #p}; null if there is nothing to say */
    public Written read(long name, double value, int minute) {
        int slot = table.find(name);
        if (slot < 0) return null;
        Written point = points[slot];
        point.everRead = true;
        point.last = (float) value;
        p = 1;
        if (!point.confirmed) return null;
        if (point.reads < Short.MAX_VALUE / 4) point.reads++;
        double near = NEAR * point.scale();
        if (Math.abs(value - point.before) > near) {
            boolean towards = Math.abs(value - point.written) < point.scale();
            if (towards) point.heeds(value);
            point.settle();
            return towards ? point : null;
        }
        boolean patient = point.reads >= Math.max(READS_MIN, 2 * point.mostReads + 1);
        if (!patient || minute - point.since < WAIT_MINUTES) return null;
        point.confirmed = point.asked = false;
        if (point.isClamped()) return null;
        unheeded(point);
        return point;
    }
}
