package dev.postern.life.habit;

import java.util.Arrays;
import java.util.List;

/**
 * How busy the hours of the day and of the week are for devices that are alike: of each hour the middle of what its members saw, shrunk to what is usual in the larger circle
 * by as much as chance may have made of it (positive part; James and Stein 1961). The middle, so that no member moves it alone. Immutable, shared by all members; 400 octets.
 */
public final class Hours {
    /** Nothing known: all hours alike. */
    public static final Hours LEVEL = new Hours();

    private static final int MEMBERS_MIN = 3;
    /** Of more than that some are asked, evenly: the middle of so many is known well enough. */
    private static final int MEMBERS_ASKED = 512;
    /** A member that saw less of an hour is not asked about it. */
    private static final int WINDOWS_MIN = 30;
    /** Variance of the middle of many over that of their mean. */
    private static final double MIDDLE = Math.PI / 2;
    /** A standard deviation in middle distances from the middle. */
    private static final double DEVIATION = 1.4826;

    private final short[] factors = new short[Season.CELLS];

    private Hours() {
        Arrays.fill(factors, Float.floatToFloat16(1));
    }

    /** @param wider of the circle that this one is part of */
    public static Hours of(List<Season> members, Hours wider) {
        Hours hours = new Hours();
        int every = 1 + (members.size() - 1) / MEMBERS_ASKED;
        double[] seen = new double[members.size()];
        for (int at = 0; at < Season.CELLS; at++) {
            int count = 0;
            for (int i = 0; i < members.size(); i += every) {
                Season member = members.get(i);
                if (member.windows(at) >= WINDOWS_MIN) seen[count++] = member.ratio(at);
            }
            hours.factors[at] = Float.floatToFloat16((float) shrunk(seen, count, wider.factor(at)));
        }
        return hours;
    }

    private static double shrunk(double[] seen, int count, double wider) {
        if (count < MEMBERS_MIN) return wider;
        double middle = middle(seen, count);
        for (int i = 0; i < count; i++) seen[i] = Math.abs(seen[i] - middle);
        double deviation = DEVIATION * middle(seen, count);
        double off = middle - wider;
        double chance = MIDDLE * deviation * deviation / count;
        return off * off <= chance ? wider : wider + off * (1 - chance / (off * off));
    }

    private static double middle(double[] of, int count) {
        Arrays.sort(of, 0, count);
        return (of[(count - 1) / 2] + of[count / 2]) / 2;
    }

    double factor(int at) {
        return Float.float16ToFloat(factors[at]);
    }
}
