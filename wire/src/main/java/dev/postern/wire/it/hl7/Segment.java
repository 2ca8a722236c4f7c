package dev.postern.wire.it.hl7;

import dev.postern.wire.Bytes;

/** Fields of one segment, which its end or the end of what was read bounds. Counted as the standard does: of the header the first field is the separator itself. */
final class Segment {
    static final int TEXT_MAX = 64;
    private final Bytes bytes;
    private final int at;
    private final int end;
    private final int separator;
    private final int component;
    private final boolean header;

    private Segment(Bytes bytes, int at, int end, int separator, int component, boolean header) {
        this.bytes = bytes;
        this.at = at;
        this.end = end;
        this.separator = separator;
        this.component = component;
        this.header = header;
    }

    /** The message header at {@code at}, whose first octets say how all segments are parted. */
    static Segment header(Bytes bytes, int at, int limit) {
        return new Segment(bytes, at, line(bytes, at, limit), bytes.u8(at + 3), bytes.u8(at + 4), true);
    }

    /** The first of the {@code most} segments behind this one that has this name, or null. */
    Segment later(String name, int most, int limit) {
        int start = end;
        for (int i = 0; i < most; i++) {
            while (start < limit && ended(bytes.u8(start))) start++;
            if (start >= limit) return null;
            int stop = line(bytes, start, limit);
            if (stop - start > name.length()
                    && bytes.startsWith(name, start)
                    && bytes.u8(start + name.length()) == separator)
                return new Segment(bytes, start, stop, separator, component, false);
            start = stop;
        }
        return null;
    }

    /** Segments end with CR; some senders write LF. */
    private static boolean ended(int octet) {
        return octet == '\r' || octet == '\n';
    }

    private static int line(Bytes bytes, int at, int limit) {
        int end = at;
        while (end < limit && !ended(bytes.u8(end))) end++;
        return end;
    }

    /** Text of a component, counted from 0, of a field; null if it is not there or empty. */
    String text(int field, int part) {
        int from = at;
        for (int i = header ? 1 : 0; i < field; i++) {
            from = next(from, end, separator);
            if (from < 0) return null;
        }
        int stop = until(from, end, separator);
        int within = from;
        for (int i = 0; i < part; i++) {
            within = next(within, stop, component);
            if (within < 0) return null;
        }
        int count = Math.min(until(within, stop, component) - within, TEXT_MAX);
        String text = bytes.ascii(within, count).strip();
        return text.isEmpty() ? null : text;
    }

    /** Of a name of two forms the local one, else the universal one. */
    String name(int field) {
        String local = text(field, 0);
        return local != null ? local : text(field, 1);
    }

    private int next(int from, int stop, int octet) {
        int found = until(from, stop, octet);
        return found < stop ? found + 1 : -1;
    }

    private int until(int from, int stop, int octet) {
        int at = from;
        while (at < stop && bytes.u8(at) != octet) at++;
        return at;
    }
}
