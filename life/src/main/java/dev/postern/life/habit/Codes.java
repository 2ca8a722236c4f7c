package dev.postern.life.habit;

/** Which of at most eight values a point has had, a byte of hash each; two values share a byte once in 255. */
final class Codes {
    static final int MOST = 8;

    private Codes() {}

    static boolean has(long codes, double value) {
        int code = code(value);
        for (int shift = 0; shift < 64; shift += 8) if ((codes >>> shift & 0xFF) == code) return true;
        return false;
    }

    static int count(long codes) {
        return (71 - Long.numberOfLeadingZeros(codes)) / 8;
    }

    /** With one more; fewer than {@link #MOST} must be there. */
    static long with(long codes, double value) {
        return codes | (long) code(value) << 8 * count(codes);
    }

    private static int code(double value) {
        return 1 + (int) Long.remainderUnsigned(Hash.mix(Double.doubleToLongBits(value)), 255);
    }
}
