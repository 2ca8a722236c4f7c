package dev.postern.wire.it.tls;

import dev.postern.wire.Bytes;

/**
 * A ClientHello or ServerHello, RFC 8446 section 4.1, laid over its body. Numbers stand in arrays as they came; their counts are bounded by
 * the 16-bit lengths of the wire.
 */
final class Hello {
    private static final int RANDOM = 2, SESSION_ID = 34;
    private static final int SERVER_NAME = 0,
            GROUPS = 10,
            POINT_FORMATS = 11,
            SIGNATURES = 13,
            ALPN = 16,
            VERSIONS = 43;
    private static final int[] NONE = {};
    /** SHA-256 of "HelloRetryRequest", first eight octets: RFC 8446 section 4.1.3. */
    private static final long RETRY = 0xCF21AD74E59A6111L;

    final Bytes body;
    final boolean client;
    int version;
    int[] ciphers = NONE;
    int[] extensions = NONE;
    int[] groups = NONE;
    int[] pointFormats = NONE;
    int[] signatures = NONE;
    int[] versions = NONE;
    /** Name of the server asked for, lower case; null if the extension is missing. */
    String serverName;
    /** First and last octet of the first protocol offered or chosen, or -1. */
    int alpnHead = -1;

    int alpnTail = -1;
    /** All protocols offered or chosen, joined by commas; null if the extension is missing. */
    String alpn;

    boolean retry;

    /** Reads what is there; check {@link Bytes#overrun} of the body afterwards. */
    Hello(Bytes body, boolean client) {
        this.body = body;
        this.client = client;
        version = body.u16(0);
        retry = !client && body.i64(RANDOM) == RETRY;
        int at = SESSION_ID + 1 + body.u8(SESSION_ID);
        if (client) {
            ciphers = list(at + 2, body.u16(at), 2);
            at += 2 + body.u16(at);
            at += 1 + body.u8(at);
        } else {
            ciphers = new int[] {body.u16(at)};
            at += 3;
        }
        // Hellos before TLS 1.2 may end here.
        if (body.has(at, 2) && !body.overrun()) extensions(at + 2, body.u16(at));
    }

    private int[] list(int at, int bytes, int each) {
        if (!body.has(at, bytes)) {
            body.u8(body.length());
            return NONE;
        }
        int[] numbers = new int[bytes / each];
        for (int i = 0; i < numbers.length; i++) numbers[i] = each == 2 ? body.u16(at + 2 * i) : body.u8(at + i);
        return numbers;
    }

    private void extensions(int start, int bytes) {
        int end = Math.min(start + bytes, body.length());
        int[] seen = new int[bytes / 4];
        int count = 0;
        for (int at = start; at + 4 <= end && count < seen.length; ) {
            int type = body.u16(at);
            int length = body.u16(at + 2);
            seen[count++] = type;
            extension(type, at + 4, length);
            at += 4 + length;
        }
        if (!body.has(start, bytes)) body.u8(body.length());
        extensions = java.util.Arrays.copyOf(seen, count);
    }

    private void extension(int type, int at, int length) {
        if (length == 0 || !body.has(at, length)) {
            if (type == SERVER_NAME) serverName = "";
            return;
        }
        switch (type) {
            case SERVER_NAME -> serverName = serverName(at, length);
            case GROUPS -> groups = list(at + 2, Math.min(body.u16(at), length - 2), 2);
            case POINT_FORMATS -> pointFormats = list(at + 1, Math.min(body.u8(at), length - 1), 1);
            case SIGNATURES -> signatures = list(at + 2, Math.min(body.u16(at), length - 2), 2);
            case ALPN -> alpn(at, length);
            case VERSIONS ->
                versions = client ? list(at + 1, Math.min(body.u8(at), length - 1), 2) : new int[] {body.u16(at)};
            default -> {}
        }
    }

    private String serverName(int at, int length) {
        int size = body.u16(at + 3);
        if (length < 5 || body.u8(at + 2) != 0 || size > length - 5) return "";
        return body.ascii(at + 5, size).toLowerCase(java.util.Locale.ROOT);
    }

    private void alpn(int at, int length) {
        StringBuilder all = new StringBuilder();
        for (int i = at + 2; i < at + length; i += 1 + body.u8(i)) {
            int size = Math.min(body.u8(i), at + length - i - 1);
            String one = body.ascii(i + 1, size);
            if (alpnHead < 0 && size > 0) {
                alpnHead = body.u8(i + 1);
                alpnTail = body.u8(i + size);
            }
            if (!all.isEmpty()) all.append(',');
            all.append(one);
        }
        alpn = all.toString();
    }

    /** The version spoken: chosen by the server, or the highest a client offers. */
    int effectiveVersion() {
        int best = 0;
        for (int offered : versions) if (!isGrease(offered)) best = Math.max(best, offered);
        return best == 0 ? version : best;
    }

    /** RFC 8701: {@code 0x0A0A, 0x1A1A ... 0xFAFA}, sent to keep servers tolerant. */
    static boolean isGrease(int number) {
        return (number & 0x0F0F) == 0x0A0A && number >> 8 == (number & 0xFF);
    }
}
