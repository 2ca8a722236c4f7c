package dev.postern.wire.ot.rocplus;

import dev.postern.wire.Bytes;
import dev.postern.wire.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Values of parameters. A message says neither type nor length of a value: both belong to the parameter, and {@link Points} has those of the common points.
 * Of others what can be told is told: a value that stands alone fills the rest, and of several each is followed by a point that is known from the request. A
 * message in which more than one division fits has no values.
 *
 * <p>Four octets of an unknown parameter are a floating-point number if that is one of an ordinary size, else a whole number: times and small counters have
 * tiny or huge exponents.
 */
final class Parameters {
    static final int POINT_BYTES = 3, SHOWN_MAX = 32;
    /** A point and its value. */
    private static final int LEAST_BYTES = POINT_BYTES + 1;

    private static final double ORDINARY_MIN = 1e-9, ORDINARY_MAX = 1e12;
    /** Octets of a value by its type: numbers of 1, 2, 4, 8, a point of 3, texts of 3, 7, 10, 12, 20, 30, 40. */
    private static final int[] LENGTHS = {1, 2, 3, 4, 7, 8, 10, 12, 20, 30, 40};

    private Parameters() {}

    private static boolean isLength(int octets) {
        return Arrays.binarySearch(LENGTHS, octets) >= 0;
    }

    static String point(Bytes bytes, int at) {
        return bytes.u8(at) + "." + bytes.u8(at + 1) + "." + bytes.u8(at + 2);
    }

    /** Points that stand one behind the other. */
    static String points(Bytes bytes, int from, int count, int end) {
        StringBuilder points = new StringBuilder();
        for (int i = 0, at = from; i < Math.min(count, SHOWN_MAX) && at + POINT_BYTES <= end; i++, at += POINT_BYTES)
            points.append(i == 0 ? "" : ", ").append(point(bytes, at));
        return points.toString();
    }

    /** What the parameters of these points are called, empty for those that are unknown; null if all are. */
    static List<Object> names(Bytes bytes, int from, int count, int end) {
        int shown = Math.clamp((end - from) / POINT_BYTES, 0, Math.min(count, SHOWN_MAX));
        List<Object> names = new ArrayList<>(shown);
        for (int i = 0, at = from; i < shown; i++, at += POINT_BYTES) names.add(told(bytes.u8(at), bytes.u8(at + 2)));
        return known(names);
    }

    /** The same of parameters of one point that follow each other. */
    static List<Object> names(int type, int first, int count) {
        int shown = Math.min(count, SHOWN_MAX);
        List<Object> names = new ArrayList<>(shown);
        for (int i = 0; i < shown; i++) names.add(told(type, first + i));
        return known(names);
    }

    /** The same of points between which their values stand. */
    static List<Object> names(Bytes bytes, int[] starts) {
        List<Object> names = new ArrayList<>(starts.length);
        for (int at : starts) names.add(told(bytes.u8(at), bytes.u8(at + 2)));
        return known(names);
    }

    private static Object told(int type, int number) {
        String name = Points.told(type, number);
        return name == null ? "" : name;
    }

    private static List<Object> known(List<Object> names) {
        for (Object name : names) if (!name.equals("")) return names;
        return null;
    }

    /**
     * Where the points of {@code | point | value | point | value ...} begin.
     *
     * @param asked the points as {@link #points} wrote them; where they differ from what stands here, nothing is told
     * @return null where it cannot be told for sure
     */
    static int[] answered(Bytes bytes, int from, int end, String asked) {
        int[] points = numbers(asked);
        int[] starts = new int[points.length];
        return divide(bytes, from, end, points, starts, true) || divide(bytes, from, end, points, starts, false)
                ? starts
                : null;
    }

    /** The same without knowing what was asked: as long as the parameters are known, and the last fills the rest. */
    static int[] inTurn(Bytes bytes, int from, int end, int count) {
        if (count == 0 || count > SHOWN_MAX || end - from < LEAST_BYTES * count) return null;
        int[] starts = new int[count];
        int at = from;
        for (int i = 0; i < count; i++) {
            if (at + LEAST_BYTES > end) return null;
            starts[i] = at;
            Points.Parameter parameter = Points.parameter(bytes.u8(at), bytes.u8(at + 2));
            if (i + 1 == count && (i == 0 || parameter == null)) return starts;
            if (parameter == null) return null;
            at += POINT_BYTES + parameter.octets();
        }
        return at == end ? starts : null;
    }

    static List<Object> values(Bytes bytes, int[] starts, int end) {
        List<Object> values = new ArrayList<>(starts.length);
        for (int i = 0; i < starts.length; i++) {
            int at = starts[i] + POINT_BYTES;
            int octets = (i + 1 < starts.length ? starts[i + 1] : end) - at;
            values.add(value(bytes, at, octets, Points.parameter(bytes.u8(starts[i]), bytes.u8(at - 1))));
        }
        return values;
    }

    /** Values of parameters of one point that follow each other, without points between them; null unless all are known and fill what is there. */
    static List<Object> values(Bytes bytes, int from, int end, int type, int first, int count) {
        if (count == 0 || count > SHOWN_MAX) return null;
        List<Object> values = new ArrayList<>(count);
        int at = from;
        for (int i = 0; i < count; i++) {
            Points.Parameter parameter = Points.parameter(type, first + i);
            if (parameter == null || at + parameter.octets() > end) return null;
            values.add(parameter.value(bytes, at));
            at += parameter.octets();
        }
        return at == end ? values : null;
    }

    /** The points as they stand in a message. */
    private static int[] numbers(String points) {
        if (points.isEmpty()) return new int[0];
        String[] each = points.split(", ");
        int[] numbers = new int[each.length];
        for (int i = 0; i < each.length; i++)
            for (String part : each[i].split("\\.")) numbers[i] = numbers[i] << 8 | Integer.parseInt(part);
        return numbers;
    }

    /**
     * Finds where each point begins, from the last to the first: {@code ways[at]} is in how many ways (2 for more) all points from one on can be
     * laid out from there. Quadratic in the octets of a message, of which there are at most 255, times 11 lengths.
     *
     * @param typed whether a known parameter has its own length only; a device of another kind may have others
     */
    private static boolean divide(Bytes bytes, int from, int end, int[] points, int[] starts, boolean typed) {
        int size = end - from;
        if (size <= 0 || points.length == 0) return false;
        byte[][] ways = new byte[points.length + 1][size + 1];
        ways[points.length][size] = 1;
        for (int i = points.length - 1; i >= 0; i--)
            for (int at = LEAST_BYTES * i; at + LEAST_BYTES * (points.length - i) <= size; at++) {
                if (bytes.u24(from + at) != points[i]) continue;
                for (int octets : LENGTHS) {
                    if (at + POINT_BYTES + octets > size) break;
                    if (typed && !fits(points[i], octets)) continue;
                    ways[i][at] = (byte) Math.min(2, ways[i][at] + ways[i + 1][at + POINT_BYTES + octets]);
                }
            }
        if (ways[0][0] != 1) return false;
        for (int i = 0, at = 0; i < points.length; i++) {
            starts[i] = from + at;
            int octets = 1;
            while (!isLength(octets)
                    || typed && !fits(points[i], octets)
                    || ways[i + 1][at + POINT_BYTES + octets] == 0) octets++;
            at += POINT_BYTES + octets;
        }
        return true;
    }

    private static boolean fits(int point, int octets) {
        Points.Parameter parameter = Points.parameter(point >>> 16, point & 0xFF);
        return parameter == null || parameter.octets() == octets;
    }

    /** @param parameter null if unknown */
    static Object value(Bytes bytes, int at, int octets, Points.Parameter parameter) {
        if (parameter == null) return value(bytes, at, octets);
        if (parameter.isSecret()) return Points.Parameter.SECRET;
        return parameter.octets() == octets ? parameter.value(bytes, at) : value(bytes, at, octets);
    }

    /** The value of {@code octets}, or null if no type is that long. */
    static Object value(Bytes bytes, int at, int octets) {
        if (!isLength(octets)) return null;
        return switch (octets) {
            case 1 -> (long) bytes.u8(at);
            case 2 -> (long) bytes.u16le(at);
            case 4 -> four(bytes, at);
            case 8 -> bytes.f64le(at);
            default -> text(bytes, at, octets);
        };
    }

    static Object four(Bytes bytes, int at) {
        double real = bytes.f32le(at);
        double size = Math.abs(real);
        boolean ordinary = bytes.u32le(at) == 0 || size >= ORDINARY_MIN && size <= ORDINARY_MAX;
        return ordinary ? (Object) real : (Object) bytes.u32le(at);
    }

    static String text(Bytes bytes, int at, int octets) {
        for (int i = 0; i < octets; i++) {
            int octet = bytes.u8(at + i);
            if (octet != 0 && (octet < ' ' || octet > '~'))
                return octets == POINT_BYTES ? point(bytes, at) : Values.hex(bytes, at, at + octets);
        }
        return bytes.ascii(at, octets);
    }
}
