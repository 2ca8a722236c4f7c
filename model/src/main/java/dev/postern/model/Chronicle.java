package dev.postern.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a device brought, for years in little space: {@link Step} by step, each amount one octet on a logarithmic scale, {@value #PER_OCTAVE} to the octave, so
 * known to 5 %. Of the steps of each length the latest that have ended are kept, in a ring by their number.
 *
 * @param numbers of the steps that go on, by {@link Step}, {@link Integer#MIN_VALUE} before the first; steps are counted from the Monday before 1970
 * @param cells by step, place in its ring and {@link Measure}
 */
@SuppressWarnings({"ArrayRecordComponent", "EnumOrdinal"}) // written and read whole; arrays by constant
public record Chronicle(Address address, int[] numbers, byte[] cells) {
    /** So many of so many minutes are kept. Weeks begin on Monday, a quarter has thirteen of them, event time, UTC. */
    public enum Step {
        HOUR(48, 60),
        DAY(90, 1_440),
        WEEK(104, 10_080),
        QUARTER(40, 131_040);

        public final int kept;
        public final int minutes;

        Step(int kept, int minutes) {
            this.kept = kept;
            this.minutes = minutes;
        }

        /** The number of the step that a minute since 1970 lies in. */
        public int of(int minute) {
            return Math.floorDiv(minute + MONDAY_MINUTES, minutes);
        }

        private long beginsNanos(int number) {
            return ((long) number * minutes - MONDAY_MINUTES) * MINUTE_NANOS;
        }
    }

    /** What is counted: sums, but of peers the most that were asked in one minute. */
    public enum Measure {
        PACKETS,
        BYTES,
        CONNECTIONS,
        FAILURES,
        PEERS
    }

    /** What one step brought, by {@link Measure}. */
    public record Past(long fromNanos, double[] amounts) {
        public double of(Measure measure) {
            return amounts[measure.ordinal()];
        }
    }

    public static final int MEASURES = Measure.values().length;
    public static final int CELLS =
            Arrays.stream(Step.values()).mapToInt(step -> step.kept).sum() * MEASURES;
    /** Of a step that was not watched. */
    public static final byte UNKNOWN = 0;

    private static final int PER_OCTAVE = 8;
    private static final int NOTHING = 1, ONE = 2, GREATEST = 255;
    private static final long MINUTE_NANOS = 60_000_000_000L;
    /** The epoch began on a Thursday. */
    private static final int MONDAY_MINUTES = 3 * 1_440;

    /** Where the amounts of a step stand. */
    public static int cell(Step step, int number) {
        int before = 0;
        for (Step shorter : Step.values()) {
            if (shorter == step) break;
            before += shorter.kept;
        }
        return (before + Math.floorMod(number, step.kept)) * MEASURES;
    }

    public static byte quantised(double amount) {
        if (amount < 0.5) return NOTHING;
        return (byte) Math.min(GREATEST, ONE + Math.rint(PER_OCTAVE * Math.log(Math.max(1, amount)) / Math.log(2)));
    }

    private static double amount(byte cell) {
        int steps = (cell & 0xFF) - ONE;
        return steps < 0 ? 0 : Math.exp(steps * Math.log(2) / PER_OCTAVE);
    }

    /** What the steps of this length that have ended brought, the earliest first; those that were not watched are left out. */
    public List<Past> past(Step step) {
        List<Past> past = new ArrayList<>();
        int running = numbers[step.ordinal()];
        if (running == Integer.MIN_VALUE) return past;
        for (int number = running - step.kept; number < running; number++) {
            int at = cell(step, number);
            if (cells[at] == UNKNOWN) continue;
            double[] amounts = new double[MEASURES];
            for (int m = 0; m < MEASURES; m++) amounts[m] = amount(cells[at + m]);
            past.add(new Past(step.beginsNanos(number), amounts));
        }
        return past;
    }
}
