package dev.postern.wire.ot.iec104;

/** Quality descriptors, IEC 60870-5-101 clauses 7.2.6.1 to 7.2.6.4 and 7.2.6.9, as text that is made once. */
final class Quality {
    private static final int OVERFLOW = 0x01, ELAPSED_INVALID = 0x08, BLOCKED = 0x10, SUBSTITUTED = 0x20;
    private static final int NOT_TOPICAL = 0x40, INVALID = 0x80;
    private static final int CARRY = 0x20, ADJUSTED = 0x40;
    private static final String[] MEASURED = new String[256];
    private static final String[] POINT = new String[256];
    private static final String[] PROTECTION = new String[256];
    private static final String[] COUNTER = new String[256];

    static {
        for (int octet = 0; octet < 256; octet++) {
            POINT[octet] = text(octet & 0xF0, "");
            MEASURED[octet] = text(octet & 0xF0, (octet & OVERFLOW) != 0 ? "overflow " : "");
            PROTECTION[octet] = text(octet & 0xF0, (octet & ELAPSED_INVALID) != 0 ? "elapsed-invalid " : "");
            String counter = ((octet & CARRY) != 0 ? "carry " : "") + ((octet & ADJUSTED) != 0 ? "adjusted " : "");
            COUNTER[octet] = text(octet & INVALID, counter);
        }
    }

    private Quality() {}

    private static String text(int octet, String before) {
        String text = before
                + ((octet & BLOCKED) != 0 ? "blocked " : "")
                + ((octet & SUBSTITUTED) != 0 ? "substituted " : "")
                + ((octet & NOT_TOPICAL) != 0 ? "not-topical " : "")
                + ((octet & INVALID) != 0 ? "invalid " : "");
        return text.isEmpty() ? "good" : text.strip();
    }

    /** SIQ and DIQ: the low half of the octet is the point itself. */
    static String point(int octet) {
        return POINT[octet];
    }

    static String measured(int octet) {
        return MEASURED[octet];
    }

    static String protection(int octet) {
        return PROTECTION[octet];
    }

    /** Last octet of a binary counter reading; its low five bits are the sequence number. */
    static String counter(int octet) {
        return COUNTER[octet];
    }
}
