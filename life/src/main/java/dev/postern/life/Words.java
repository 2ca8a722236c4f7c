package dev.postern.life;

import java.util.Locale;

/** Numbers and chances in the words of a person. */
public final class Words {
    private static final double DAYS_PER_YEAR = 365.25;
    private static final double DAYS_MAX = 100 * DAYS_PER_YEAR;

    /** A double holds each whole number below it. */
    private static final double WHOLE_MOST = 0x1p53;

    private Words() {}

    /** {@code once in 9 days}. */
    public static String rarity(double p, double testsPerDay) {
        double days = 1 / Math.max(p * Math.max(testsPerDay, 1e-9), 1e-12);
        return days > DAYS_MAX ? "less than once in a hundred years" : "once in " + span(days);
    }

    /** So many days, in the unit that suits them. */
    public static String span(double days) {
        if (days < 1.0 / 24) return plural(Math.max(1, days * 1440), "minute");
        if (days < 1) return plural(days * 24, "hour");
        if (days < 2 * DAYS_PER_YEAR) return plural(days, "day");
        return plural(days / DAYS_PER_YEAR, "year");
    }

    /** {@code 90 min}, {@code 36 hours}. */
    public static String period(double seconds) {
        return seconds < 7200 ? duration(seconds * 1e9) : span(seconds / 86_400);
    }

    /** {@code read tag Mixer_Speed}: an operation and its target, what both say said once. */
    public static String deed(String operation, String target) {
        if (target.isEmpty()) return operation;
        int space = target.indexOf(' ');
        String said = operation.substring(operation.lastIndexOf(' ') + 1);
        boolean twice = space > 0 && target.substring(0, space).equals(said);
        return operation + (twice ? target.substring(space) : " " + target);
    }

    public static String plural(double count, String noun) {
        long rounded = Math.round(count);
        return rounded + " " + noun + (rounded == 1 ? "" : "s");
    }

    /** At most three significant digits, no exponent below a million million. */
    public static String number(double value) {
        if (Double.isNaN(value)) return "?";
        double magnitude = Math.abs(value);
        // Counts are many, and a format is read anew each time. Not for -0.
        if (value == Math.rint(value) && value != 0 && magnitude < WHOLE_MOST) return Long.toString((long) value);
        if (magnitude >= 100 || value == Math.rint(value)) return String.format(Locale.ROOT, "%.0f", value);
        return String.format(Locale.ROOT, magnitude >= 10 ? "%.1f" : "%.2f", value);
    }

    public static String range(double low, double high, String unit) {
        return low == high ? number(low) + " " + unit : number(low) + " to " + number(high) + " " + unit;
    }

    /** A duration in the unit that suits it. */
    public static String duration(double nanos) {
        if (nanos < 1e6) return number(nanos / 1e3) + " µs";
        if (nanos < 1e9) return number(nanos / 1e6) + " ms";
        if (nanos < 120e9) return number(nanos / 1e9) + " s";
        return number(nanos / 60e9) + " min";
    }
}
