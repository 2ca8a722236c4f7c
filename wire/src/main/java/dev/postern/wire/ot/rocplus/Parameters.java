package dev.postern.wire.ot.rocplus;

import dev.postern.wire.Bytes;
import dev.postern.wire.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Values of parameters. A message says neither type nor length of a value: both belong to the parameter (manual, chapter 4). What can be told without that list
 * is told: a value that stands alone fills the rest, and of several each is followed by a point that is known from the request. A message in which more than
 * one division fits has no values.
 *
 * <p>Four octets are a floating-point number if that is one of an ordinary size, else a whole number: times and small counters have tiny or huge exponents.
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

    /**
     * Values of {@code | point | value | point | value ...}.
     *
     * @param asked the points as {@link #points} wrote them; where they differ from what stands here, there are no values
     * @return null where they cannot be told for sure
     */
    static List<Object> answered(Bytes bytes, int from, int end, String asked) {
        int[] points = numbers(asked);
        int[] starts = new int[points.length];
        if (!divide(bytes, from, end, points, starts)) return null;
        List<Object> values = new ArrayList<>(points.length);
        for (int i = 0; i < points.length; i++) {
            int at = starts[i] + POINT_BYTES;
            values.add(value(bytes, at, (i + 1 < points.length ? starts[i + 1] : end) - at));
        }
        return values;
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
     */
    private static boolean divide(Bytes bytes, int from, int end, int[] points, int[] starts) {
        int size = end - from;
        if (size <= 0 || points.length == 0) return false;
        byte[][] ways = new byte[points.length + 1][size + 1];
        ways[points.length][size] = 1;
        for (int i = points.length - 1; i >= 0; i--)
            for (int at = LEAST_BYTES * i; at + LEAST_BYTES * (points.length - i) <= size; at++) {
                if (bytes.u24(from + at) != points[i]) continue;
                for (int octets : LENGTHS) {
                    if (at + POINT_BYTES + octets > size) break;
                    ways[i][at] = (byte) Math.min(2, ways[i][at] + ways[i + 1][at + POINT_BYTES + octets]);
                }
            }
        if (ways[0][0] != 1) return false;
        for (int i = 0, at = 0; i < points.length; i++) {
            starts[i] = from + at;
            int octets = 1;
            while (!isLength(octets) || ways[i + 1][at + POINT_BYTES + octets] == 0) octets++;
            at += POINT_BYTES + octets;
        }
        return true;
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

    private static String text(Bytes bytes, int at, int octets) {
        for (int i = 0; i < octets; i++) {
            int octet = bytes.u8(at + i);
            if (octet != 0 && (octet < ' ' || octet > '~'))
                return octets == POINT_BYTES ? point(bytes, at) : Values.hex(bytes, at, at + octets);
        }
        return bytes.ascii(at, octets);
    }
}
