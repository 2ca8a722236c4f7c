package dev.postern.wire.it.http2;

import dev.postern.wire.Bytes;
import java.util.ArrayList;

/**
 * Header compression of one direction, RFC 7541: the table that both ends keep in step. Its size is that both agreed on, at most
 * {@link #TABLE_BYTES_MAX}; a text is kept up to {@link #TEXT_MAX} characters. Once something was missed, references into the table mean nothing any
 * more and give {@link #UNKNOWN}.
 */
final class Headers {
    static final int TABLE_BYTES_MAX = 16 * 1024;
    static final int TEXT_MAX = 512;
    static final int FIELDS_MAX = 128;
    static final String UNKNOWN = "?";
    private static final int ENTRY_BYTES = 32;
    private static final int TABLE_BYTES_USUAL = 4096;

    private static final String[] STATIC_NAMES = {
        "",
        ":authority",
        ":method",
        ":method",
        ":path",
        ":path",
        ":scheme",
        ":scheme",
        ":status",
        ":status",
        ":status",
        ":status",
        ":status",
        ":status",
        ":status",
        "accept-charset",
        "accept-encoding",
        "accept-language",
        "accept-ranges",
        "accept",
        "access-control-allow-origin",
        "age",
        "allow",
        "authorization",
        "cache-control",
        "content-disposition",
        "content-encoding",
        "content-language",
        "content-length",
        "content-location",
        "content-range",
        "content-type",
        "cookie",
        "date",
        "etag",
        "expect",
        "expires",
        "from",
        "host",
        "if-match",
        "if-modified-since",
        "if-none-match",
        "if-range",
        "if-unmodified-since",
        "last-modified",
        "link",
        "location",
        "max-forwards",
        "proxy-authenticate",
        "proxy-authorization",
        "range",
        "referer",
        "refresh",
        "retry-after",
        "server",
        "set-cookie",
        "strict-transport-security",
        "transfer-encoding",
        "user-agent",
        "vary",
        "via",
        "www-authenticate"
    };
    private static final String[] STATIC_VALUES = {
        "",
        "",
        "GET",
        "POST",
        "/",
        "/index.html",
        "http",
        "https",
        "200",
        "204",
        "206",
        "304",
        "400",
        "404",
        "500",
        "",
        "gzip, deflate"
    };

    /** What the block in hand says. */
    interface Sink {
        void header(String name, String value);
    }

    /**
     * An entry.
     *
     * @param bytes its size as both ends count it
     */
    private record Entry(String name, String value, int bytes) {}

    private final ArrayList<Entry> table = new ArrayList<>();
    private int tableBytes;
    private int tableBytesMax = TABLE_BYTES_USUAL;
    private boolean missed;

    private int at;
    private int textBytes;

    /** Something of this direction was not seen. */
    void miss() {
        missed = true;
        table.clear();
        tableBytes = 0;
    }

    /** @return false if the block breaks off or refers to nothing */
    boolean read(Bytes block, Sink sink) {
        at = 0;
        for (int i = 0; i < FIELDS_MAX && at < block.length(); i++) {
            int first = block.u8(at);
            if (first >= 0x80) {
                Entry entry = entry(number(block, 7));
                if (entry == null) return false;
                sink.header(entry.name(), entry.value());
            } else if (first >> 5 == 1) {
                resize(number(block, 5));
            } else {
                boolean kept = first >= 0x40;
                int name = number(block, kept ? 6 : 4);
                Entry named = name == 0 ? literalName(block) : entry(name);
                if (named == null) return false;
                int nameBytes = name == 0 ? textBytes : named.name().length();
                String value = text(block);
                sink.header(named.name(), value);
                if (kept) keep(new Entry(named.name(), value, nameBytes + textBytes + ENTRY_BYTES));
            }
            if (block.overrun()) return false;
        }
        // What the rest would put into the table is not known.
        if (at < block.length()) miss();
        return true;
    }

    private Entry literalName(Bytes block) {
        return new Entry(text(block), "", 0);
    }

    private Entry entry(int index) {
        if (index <= 0) return null;
        if (index < STATIC_NAMES.length)
            return new Entry(STATIC_NAMES[index], index < STATIC_VALUES.length ? STATIC_VALUES[index] : "", 0);
        int place = index - STATIC_NAMES.length;
        if (place < table.size()) return table.get(place);
        return missed ? new Entry(UNKNOWN, UNKNOWN, 0) : null;
    }

    private void keep(Entry entry) {
        table.addFirst(entry);
        tableBytes += entry.bytes();
        shrink();
    }

    private void resize(int bytes) {
        tableBytesMax = Math.min(bytes, TABLE_BYTES_MAX);
        // Of a larger one the oldest are not here.
        missed |= bytes > TABLE_BYTES_MAX;
        shrink();
    }

    private void shrink() {
        while (tableBytes > tableBytesMax && !table.isEmpty())
            tableBytes -= table.removeLast().bytes();
    }

    private int number(Bytes block, int bits) {
        int mask = (1 << bits) - 1;
        int value = block.u8(at++) & mask;
        if (value < mask) return value;
        for (int shift = 0; shift <= 21; shift += 7) {
            int octet = block.u8(at++);
            value += (octet & 0x7F) << shift;
            if (octet < 0x80) return value;
        }
        return value;
    }

    private String text(Bytes block) {
        boolean coded = block.u8(at) >= 0x80;
        int length = number(block, 7);
        int from = at;
        at += Math.min(length, block.length());
        if (!block.has(from, length)) {
            block.u8(block.length());
            return "";
        }
        if (!coded) {
            textBytes = length;
            return block.ascii(from, Math.min(length, TEXT_MAX));
        }
        StringBuilder text = new StringBuilder();
        textBytes = Huffman.decode(block, from, length, TEXT_MAX, text);
        return text.toString();
    }
}
