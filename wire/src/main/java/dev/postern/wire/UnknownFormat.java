package dev.postern.wire;

/**
 * What the messages of one direction of an unknown protocol have in common, learned from {@value #LEARN_MESSAGES} of them: a field that holds
 * the length, octets that never change, one that counts, one that tells verbs apart. Looks at the first {@value #HEAD_BYTES} octets; plain
 * data, about 3 KB. Each field is a hypothesis that most messages bear out, for a segment is not always one message.
 */
final class UnknownFormat {
    static final int LEARN_MESSAGES = 32;
    static final int HEAD_BYTES = 24;
    /** A verb has no more values than this. */
    static final int VALUES_MAX = 16;

    /** One that is told with more values than this is a value after all. */
    static final int VERBS_MAX = 32;
    /** In messages of one size what lies further back is data. */
    private static final int FIXED_VERB_OFFSETS = 20;

    private static final int LENGTH_OFFSETS = 12;
    /** Width of a length field and whether its low octet comes first, in the order of preference. */
    private static final int[] WIDTHS = {2, 2, 4, 4, 1};

    private static final boolean[] LITTLE = {false, true, false, true, false};
    /** A length counts from somewhere within the header, or to its end. */
    private static final int BIAS_MIN = -4, BIAS_MAX = 32;

    private static final int LENGTHS_MIN = 3;
    private static final int COMPARED_MIN = 8;
    private static final int NONE = -1;

    int messages;
    private int shortest = Integer.MAX_VALUE;
    private int longest;
    private long octets;
    private int lengths;
    private final int[] lengthsSeen = new int[LENGTHS_MIN];

    private final int[] lengthBias = new int[LENGTH_OFFSETS * WIDTHS.length];
    private final int[] lengthHits = new int[LENGTH_OFFSETS * WIDTHS.length];

    private final byte[] values = new byte[HEAD_BYTES * VALUES_MAX];
    private final int[] lengthOfValue = new int[HEAD_BYTES * VALUES_MAX];
    private final int[] distinct = new int[HEAD_BYTES];
    /** Times a value came again, and with the same length as before. */
    private final int[] again = new int[HEAD_BYTES];

    private final int[] agreed = new int[HEAD_BYTES];
    private final byte[] last = new byte[HEAD_BYTES];
    private final int[] steps = new int[HEAD_BYTES];
    private final int[] changes = new int[HEAD_BYTES];
    private int lastSlot = NONE;
    private int compared;

    /** What was learned; -1 where there is none. */
    int lengthAt = NONE;

    int lengthWidth;
    boolean lengthLittle;
    int bias;
    int counterAt = NONE;
    int verbAt = NONE;
    private final long[] verbsTold = new long[256 / Long.SIZE];
    private int verbs;

    /** One message, or what may be one; {@code slot} tells flows apart. */
    void learn(byte[] data, int at, int count, int slot) {
        messages++;
        octets += count;
        shortest = Math.min(shortest, count);
        longest = Math.max(longest, count);
        noteLength(count);
        lengthFields(data, at, count);
        int head = Math.min(count, HEAD_BYTES);
        boolean follows = slot == lastSlot;
        if (follows) compared++;
        for (int i = 0; i < head; i++) {
            byte octet = data[at + i];
            note(i, octet, count);
            if (follows && (byte) (octet - last[i]) == 1) steps[i]++;
            if (messages > 1 && octet != last[i]) changes[i]++;
            last[i] = octet;
        }
        lastSlot = slot;
    }

    private void noteLength(int count) {
        for (int i = 0; i < lengths; i++) if (lengthsSeen[i] == count) return;
        if (lengths < LENGTHS_MIN) lengthsSeen[lengths++] = count;
    }

    /** The bias that most messages agree on survives: majority vote of Boyer and Moore. */
    private void lengthFields(byte[] data, int at, int count) {
        for (int shape = 0; shape < WIDTHS.length; shape++) {
            for (int offset = 0; offset < LENGTH_OFFSETS && offset + WIDTHS[shape] <= count; offset++) {
                int place = shape * LENGTH_OFFSETS + offset;
                long off = count - number(data, at + offset, WIDTHS[shape], LITTLE[shape]);
                if (off == lengthBias[place]) lengthHits[place]++;
                else if (lengthHits[place] > 0) lengthHits[place]--;
                else if (off >= BIAS_MIN && off <= BIAS_MAX) {
                    lengthBias[place] = (int) off;
                    lengthHits[place] = 1;
                }
            }
        }
    }

    static long number(byte[] data, int at, int width, boolean little) {
        long value = 0;
        for (int i = 0; i < width; i++) value = value << 8 | data[at + (little ? width - 1 - i : i)] & 0xFF;
        return value;
    }

    private void note(int offset, byte octet, int count) {
        if (distinct[offset] > VALUES_MAX) return;
        int from = offset * VALUES_MAX;
        for (int i = from; i < from + distinct[offset]; i++) {
            if (values[i] != octet) continue;
            again[offset]++;
            if (lengthOfValue[i] == count) agreed[offset]++;
            return;
        }
        if (distinct[offset] < VALUES_MAX) {
            values[from + distinct[offset]] = octet;
            lengthOfValue[from + distinct[offset]] = count;
        }
        distinct[offset]++;
    }

    /** Settles what the fields are. {@code idAt}: where a number stands that answers repeat, or -1. */
    void settle(int idAt) {
        lengthField();
        for (int i = 0; i < head() && counterAt < 0; i++)
            if (compared >= COMPARED_MIN && 4 * steps[i] >= 3 * compared) counterAt = i;
        // The octet that best foretells the length; where all are alike in that, the first.
        int best = -1;
        int offsets = isFixed() ? Math.min(head(), FIXED_VERB_OFFSETS) : head();
        for (int i = 0; i < offsets; i++) {
            boolean taken = i == counterAt || isLength(i) || idAt >= 0 && (i == idAt || i == idAt + 1);
            // A clock has few values too, but none of them comes back.
            boolean few = distinct[i] >= 2
                    && distinct[i] <= VALUES_MAX
                    && 4 * distinct[i] <= messages
                    && changes[i] >= distinct[i];
            if (taken || !few) continue;
            int score = again[i] == 0 ? 0 : 16 * agreed[i] / again[i];
            if (score <= best) continue;
            best = score;
            verbAt = i;
        }
    }

    private void lengthField() {
        if (lengths < LENGTHS_MIN) return;
        int most = 3 * messages / 4;
        for (int place = 0; place < lengthHits.length; place++) {
            if (lengthHits[place] <= most) continue;
            most = lengthHits[place];
            int shape = place / LENGTH_OFFSETS;
            lengthAt = place % LENGTH_OFFSETS;
            lengthWidth = WIDTHS[shape];
            lengthLittle = LITTLE[shape];
            bias = lengthBias[place];
        }
    }

    private boolean isLength(int offset) {
        return lengthAt >= 0 && offset >= lengthAt && offset < lengthAt + lengthWidth;
    }

    /** Octets that every message has. */
    private int head() {
        return messages == 0 ? 0 : Math.min(shortest, HEAD_BYTES);
    }

    boolean isFixed() {
        return messages > 0 && shortest == longest;
    }

    int shortest() {
        return shortest;
    }

    long octets() {
        return octets;
    }

    /** Something was found that tells messages of this protocol from any bytes. */
    boolean hasStructure() {
        if (lengthAt >= 0 || verbAt >= 0 || counterAt >= 0) return true;
        for (int i = 0; i < head(); i++) if (distinct[i] == 1) return true;
        return false;
    }

    /** The octets that never changed in hex, {@code ..} where they do; trailing ones left out. */
    String constants() {
        StringBuilder text = new StringBuilder();
        int length = 0;
        for (int i = 0; i < head(); i++) {
            if (distinct[i] == 1) text.append(java.util.HexFormat.of().toHexDigits(values[i * VALUES_MAX]));
            else text.append("..");
            if (distinct[i] == 1) length = text.length();
        }
        return text.substring(0, length);
    }

    /** Length of the message that begins here by its own field or its fixed size, or {@code count} if neither is known. */
    int length(byte[] data, int at, int count) {
        if (lengthAt < 0 || lengthAt + lengthWidth > count) return count;
        long length = number(data, at + lengthAt, lengthWidth, lengthLittle) + bias;
        return length > lengthAt && length <= 1 << 20 ? (int) length : count;
    }

    /** Value of the verb, or -1. */
    int verb(byte[] data, int at, int count) {
        if (verbAt < 0 || verbAt >= count) return NONE;
        int verb = data[at + verbAt] & 0xFF;
        if ((verbsTold[verb >>> 6] >>> (verb & 63) & 1) == 0) {
            verbsTold[verb >>> 6] |= 1L << (verb & 63);
            if (++verbs > VERBS_MAX) verbAt = NONE;
        }
        return verb;
    }
}
