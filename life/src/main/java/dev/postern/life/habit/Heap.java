package dev.postern.life.habit;

/** What things take in a heap of less than 32 GiB: headers of 12 octets, of arrays 16, references of 4, everything rounded up to 8. */
public final class Heap {
    public static final int REFERENCE = 4;

    private Heap() {}

    /** @param fields octets of its fields, references as 4 */
    public static int object(int fields) {
        return rounded(12 + fields);
    }

    /** @param width of an element, octets */
    public static int array(int length, int width) {
        return rounded(16 + length * width);
    }

    /** An octet a letter, two where any of them is not Latin. */
    public static int text(String text) {
        boolean latin = true;
        for (int i = 0; i < text.length(); i++) latin &= text.charAt(i) <= 0xFF;
        return object(12) + array(text.length(), latin ? 1 : 2);
    }

    private static int rounded(int octets) {
        return octets + 7 & ~7;
    }
}
