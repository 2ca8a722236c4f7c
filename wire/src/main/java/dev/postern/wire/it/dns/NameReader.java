package dev.postern.wire.it.dns;

import dev.postern.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads domain names, RFC 1035 section 4.1.4. Every compression pointer must point before the label run it was found in, so a name costs
 * at most {@link #NAME_BYTES_MAX} octets and cannot loop. Reuse for the names of one message.
 */
final class NameReader {
    /** Octets of a name on the wire, length octets included: RFC 1035 section 2.3.4. */
    static final int NAME_BYTES_MAX = 255;

    private final byte[] text = new byte[NAME_BYTES_MAX + 1];
    private int next;
    private String fault;
    private int faultAt;

    /** The name at {@code at} in lower case without the final dot, {@code .} for the root; what could be read if {@link #fault}. */
    String read(Bytes message, int at) {
        int length = 0;
        int position = at;
        int runStart = at;
        next = -1;
        while (true) {
            int octet = message.u8(position);
            if (message.overrun()) return stop("name ends early", message.overrunAt(), length);
            if (octet >= 0xC0) {
                int target = message.u16(position) & 0x3FFF;
                if (next < 0) next = position + 2;
                if (target >= runStart) return stop("name pointer does not point back", position, length);
                position = target;
                runStart = target;
            } else if (octet > 63) {
                return stop("label type unknown", position, length);
            } else if (octet == 0) {
                if (next < 0) next = position + 1;
                return text(length);
            } else {
                if (length + octet + 1 > NAME_BYTES_MAX) return stop("name too long", position, length);
                if (!message.has(position + 1, octet)) return stop("name ends early", position, length);
                if (length > 0) text[length++] = '.';
                System.arraycopy(message.array(), message.arrayOffset() + position + 1, text, length, octet);
                length += octet;
                position += octet + 1;
            }
        }
    }

    private String stop(String rule, int at, int length) {
        fault = rule;
        faultAt = at;
        next = Math.max(next, at + 1);
        return text(length);
    }

    private String text(int length) {
        if (length == 0) return ".";
        for (int i = 0; i < length; i++) if (text[i] >= 0 && text[i] < ' ' || text[i] == 127) text[i] = '?';
        return new String(text, 0, length, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    }

    /** Offset after the name last read. */
    int next() {
        return next;
    }

    /** The rule a name of this message broke, or null. */
    String fault() {
        return fault;
    }

    int faultAt() {
        return faultAt;
    }
}
