package dev.postern.wire.it.coap;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/**
 * The options of a message, RFC 7252 section 3.1: deltas of numbers and lengths of four bits each, extended by one octet (13) or two (14).
 * Reads to the payload marker or the end.
 */
final class Options {
    private static final int URI_HOST = 3,
            OBSERVE = 6,
            URI_PORT = 7,
            LOCATION_PATH = 8,
            OSCORE = 9,
            URI_PATH = 11,
            CONTENT_FORMAT = 12;
    private static final int URI_QUERY = 15, ACCEPT = 17, BLOCK2 = 23, BLOCK1 = 27, PROXY_URI = 35;
    private static final int TEXT_BYTES_MAX = 512;
    private static final int MARKER = 0xFF;

    private final Bytes bytes;
    private int at;
    private int number;
    private int length;
    private int from;
    /** Rule that is broken, or null. */
    private String broken;

    private final StringBuilder path = new StringBuilder();
    private final StringBuilder query = new StringBuilder();
    private final StringBuilder location = new StringBuilder();
    private String host = "";
    private String proxy = "";
    private long port = -1;
    private long observe = -1;
    private long format = -1;
    private long accept = -1;
    private long block1 = -1;
    private long block2 = -1;
    private boolean secured;
    private int known;

    Options(Bytes bytes, int from) {
        this.bytes = bytes;
        at = from;
    }

    /** Reads all; after it {@link #payload} stands behind the marker, or at the end. */
    Options read() {
        while (next()) keep();
        return this;
    }

    private boolean next() {
        if (broken != null || at >= bytes.length()) return false;
        int first = bytes.u8(at);
        if (first == MARKER) {
            at++;
            if (at >= bytes.length()) broken = "payload marker without payload";
            return false;
        }
        at++;
        number += extended(first >> 4);
        length = extended(first & 15);
        from = at;
        if (broken == null && length > bytes.length() - at) broken = "option ends early";
        if (broken != null) return false;
        at += length;
        return true;
    }

    private int extended(int nibble) {
        if (nibble < 13) return nibble;
        if (nibble == 15) {
            broken = "reserved option length or delta";
            return 0;
        }
        int value = nibble == 13 ? bytes.u8(at) + 13 : bytes.u16(at) + 269;
        at += nibble - 12;
        return value;
    }

    private void keep() {
        known++;
        switch (number) {
            case URI_HOST -> host = text();
            case URI_PORT -> port = uint();
            case URI_PATH -> append(path, '/');
            case URI_QUERY -> append(query, query.isEmpty() ? '?' : '&');
            case LOCATION_PATH -> append(location, '/');
            case OBSERVE -> observe = uint();
            case CONTENT_FORMAT -> format = uint();
            case ACCEPT -> accept = uint();
            case BLOCK1 -> block1 = uint();
            case BLOCK2 -> block2 = uint();
            case PROXY_URI -> proxy = text();
            case OSCORE -> secured = true;
            default -> known--;
        }
    }

    private String text() {
        return bytes.utf8(from, Math.min(length, TEXT_BYTES_MAX));
    }

    private void append(StringBuilder text, char before) {
        if (text.length() < TEXT_BYTES_MAX) text.append(before).append(text());
    }

    private long uint() {
        long value = 0;
        for (int i = 0; i < Math.min(length, 4); i++) value = value << 8 | bytes.u8(from + i);
        return value;
    }

    String broken() {
        return broken;
    }

    /** First octet of the payload, or the end. */
    int payload() {
        return Math.min(at, bytes.length());
    }

    /** Options were met that this class knows. */
    boolean anyKnown() {
        return known > 0;
    }

    /** Number of the last option. */
    int last() {
        return number;
    }

    String path() {
        return path.isEmpty() ? "/" : path.toString();
    }

    boolean isNotification() {
        return observe >= 0;
    }

    boolean registers() {
        return observe == 0;
    }

    boolean isSecured() {
        return secured;
    }

    /** Value of {@code key=value} in the query, or null. */
    String queried(String key) {
        int found = query.indexOf("?" + key + "=");
        if (found < 0) found = query.indexOf("&" + key + "=");
        if (found < 0) return null;
        int begin = found + key.length() + 2;
        int end = query.indexOf("&", begin);
        return query.substring(begin, end < 0 ? query.length() : end);
    }

    void describe(Turn.Draft draft) {
        text(draft, "host", host);
        text(draft, "query", query);
        text(draft, "location", location);
        text(draft, "proxy", proxy);
        number(draft, "port", port);
        number(draft, "observe", observe);
        number(draft, "content_format", format);
        number(draft, "accept", accept);
        block(draft, "block1", block1);
        block(draft, "block2", block2);
        if (secured) draft.field("oscore", true);
    }

    private static void text(Turn.Draft draft, String name, CharSequence value) {
        if (!value.isEmpty()) draft.field(name, value.toString());
    }

    private static void number(Turn.Draft draft, String name, long value) {
        if (value >= 0) draft.field(name, value);
    }

    /** Number of the block; more follow where bit 3 is set (RFC 7959 section 2.2). */
    private static void block(Turn.Draft draft, String name, long value) {
        if (value >= 0) draft.field(name, value >> 4).field(name + "_more", (value & 8) != 0);
    }
}
