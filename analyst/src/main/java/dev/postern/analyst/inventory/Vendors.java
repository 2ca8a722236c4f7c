package dev.postern.analyst.inventory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who a block of hardware addresses was given to, from the public listings of the IEEE registration authority (MA-L 24 bits, MA-M 28, MA-S
 * 36). Read once into a table by the hash of the prefix (about 54,000 entries, 4 MB); the longest matching prefix wins.
 */
public final class Vendors {
    private static final int[] PREFIX_BITS = {36, 28, 24};
    private static final long LOCAL_BIT = 0x0200_0000_0000L;
    private static final Vendors TABLE = read();

    /** Where a key's slot is taken, it is in the next free one; 0 is no key. */
    private final long[] keys;

    private final String[] names;
    private int size;

    private Vendors(int entries) {
        int slots = Integer.highestOneBit(Math.max(1, entries)) << 2;
        keys = new long[slots];
        names = new String[slots];
    }

    private void add(long key, String name) {
        int slot = slot(key);
        if (keys[slot] == 0) size++;
        keys[slot] = key;
        names[slot] = name;
    }

    /** Where the key is, or the free slot where it would be. */
    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) (key * 0x9E37_79B9_7F4A_7C15L >>> 40) & mask;
        while (keys[slot] != 0 && keys[slot] != key) slot = slot + 1 & mask;
        return slot;
    }

    /** Name of the organisation, or the empty string: unknown, or an address that is not from a block (locally administered). */
    public static String of(long mac) {
        return (mac & LOCAL_BIT) != 0 ? "" : TABLE.find(mac);
    }

    public static int size() {
        return TABLE.size;
    }

    private String find(long mac) {
        for (int bits : PREFIX_BITS) {
            int slot = slot(key(bits, mac >>> 48 - bits));
            if (keys[slot] != 0) return names[slot];
        }
        return "";
    }

    private static long key(int bits, long prefix) {
        return (long) bits << 48 | prefix;
    }

    private static Vendors read() {
        try (InputStream in = Vendors.class.getResourceAsStream("oui/index.json")) {
            if (in == null) throw new IllegalStateException("the build left out the hardware-address table");
            return parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The table is one flat JSON object: hex prefix to name and postal address, lines parted by an escaped line end. Read as bytes, and of the addresses
     * nothing but their end: five of six megabytes.
     */
    private static Vendors parse(byte[] json) {
        List<Entry> entries = new ArrayList<>(60_000);
        Map<String, String> same = new HashMap<>();
        for (int at = quote(json, 0); at >= 0; ) {
            int prefixEnd = quote(json, at + 1);
            String prefix = new String(json, at + 1, prefixEnd - at - 1, StandardCharsets.US_ASCII);
            int in = quote(json, prefixEnd + 1) + 1;
            int start = in;
            int end = in;
            // What was escaped is written over what was read: it is shorter.
            for (; json[in] != '"'; in++) {
                if (json[in] != '\\') json[end++] = json[in];
                else if (json[++in] == 'n') break;
                else if (json[in] != 'u') json[end++] = json[in];
            }
            while (json[in] != '"') in += json[in] == '\\' ? 2 : 1;
            String whole = new String(json, start, end - start, StandardCharsets.UTF_8).strip();
            String known = same.putIfAbsent(whole, whole);
            entries.add(new Entry(key(4 * prefix.length(), Long.parseLong(prefix, 16)), known == null ? whole : known));
            at = quote(json, in + 1);
        }
        Vendors table = new Vendors(entries.size());
        for (Entry entry : entries) table.add(entry.key, entry.name);
        return table;
    }

    /** Where the next one is, or -1. */
    private static int quote(byte[] json, int from) {
        for (int at = from; at < json.length; at++) if (json[at] == '"') return at;
        return -1;
    }

    private record Entry(long key, String name) {}
}
