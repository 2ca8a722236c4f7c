package dev.postern.life.habit;

import dev.postern.model.Address;
import dev.postern.model.Chronicle;
import dev.postern.model.Chronicle.Step;
import java.util.Arrays;

/**
 * Writes the {@link Chronicle} of a device, 1.6 KB. Only whole minutes count. A step that was watched for less than half of it is unknown; of the rest what is missing
 * is made up in proportion.
 */
@SuppressWarnings("EnumOrdinal") // arrays by constant
public final class Years {
    private static final Step[] STEPS = Step.values();
    static final long MINUTE_NANOS = 60_000_000_000L;
    private static final int MEASURES = Chronicle.MEASURES;

    /** Octets of heap. */
    public static final int BYTES = Heap.object(17)
            + Heap.array(Chronicle.CELLS, 1)
            + Heap.array(STEPS.length * MEASURES, 4)
            + 2 * Heap.array(STEPS.length, 4);

    private final byte[] cells = new byte[Chronicle.CELLS];
    /** Of the step of each length that goes on: what came, in how many minutes, and its number. */
    private final float[] running = new float[STEPS.length * MEASURES];

    private final int[] watched = new int[STEPS.length];
    private final int[] numbers = new int[STEPS.length];
    /** An hour ended that nobody has fetched. */
    private transient boolean grown;

    public Years() {
        Arrays.fill(numbers, Integer.MIN_VALUE);
    }

    /** A whole minute ends, later than the one before. */
    public void close(int minute, double packets, double bytes, double connections, double failures, double peers) {
        if (Step.HOUR.of(minute) != numbers[0]) for (Step step : STEPS) begin(step, step.of(minute));
        add(0, 0, (float) packets);
        add(0, 1, (float) bytes);
        add(0, 2, (float) connections);
        add(0, 3, (float) failures);
        add(0, 4, (float) peers);
        watched[0]++;
    }

    private void add(int step, int measure, float amount) {
        int at = step * MEASURES + measure;
        running[at] =
                measure == Chronicle.Measure.PEERS.ordinal() ? Math.max(running[at], amount) : running[at] + amount;
    }

    private void begin(Step step, int number) {
        int before = numbers[step.ordinal()];
        if (before == number) return;
        if (before != Integer.MIN_VALUE) {
            end(step, Chronicle.cell(step, before));
            for (int skipped = Math.max(before + 1, number - step.kept); skipped < number; skipped++) {
                int at = Chronicle.cell(step, skipped);
                Arrays.fill(cells, at, at + MEASURES, Chronicle.UNKNOWN);
            }
            grown = true;
        }
        numbers[step.ordinal()] = number;
    }

    private void end(Step step, int cell) {
        int at = step.ordinal() * MEASURES;
        int minutes = watched[step.ordinal()];
        boolean known = 2 * minutes >= step.minutes;
        float share = step.minutes / (float) Math.max(1, minutes);
        for (int m = 0; m < MEASURES; m++) {
            float amount = running[at + m] * (m == Chronicle.Measure.PEERS.ordinal() ? 1 : share);
            cells[cell + m] = known ? Chronicle.quantised(amount) : Chronicle.UNKNOWN;
        }
        if (step == Step.HOUR)
            for (int longer = 1; longer < STEPS.length; longer++) {
                for (int m = 0; m < MEASURES; m++) add(longer, m, running[m]);
                watched[longer] += minutes;
            }
        Arrays.fill(running, at, at + MEASURES, 0);
        watched[step.ordinal()] = 0;
    }

    /** Of whom they are told. */
    public Chronicle of(Address device) {
        return new Chronicle(device, numbers.clone(), cells.clone());
    }

    /** Whether there is more than when this was asked last. */
    public boolean hasGrown() {
        boolean more = grown;
        grown = false;
        return more;
    }
}
