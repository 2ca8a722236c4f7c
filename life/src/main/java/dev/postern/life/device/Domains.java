package dev.postern.life.device;

import dev.postern.life.habit.Carried;
import dev.postern.life.habit.Heap;
import dev.postern.life.habit.Room;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The registered domains one device asks under, heavy hitters only: the one that carried least today gives way. Without a list of public suffixes
 * a registered domain is the last two labels, or three where they end in a country and a short label ({@code co.uk}). Names whose last label can
 * be no top-level domain are one domain without a name: whoever answers them is no public server.
 */
final class Domains {
    static final int DOMAINS_MAX = 24;
    private static final int COUNTRY = 2;
    private static final int SECOND_LEVEL_MAX = 3;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}");

    private final Entry[] entries = new Entry[DOMAINS_MAX];
    private int size;
    private long forgotten;

    /** One domain; mutable. */
    static final class Entry {
        final String domain;
        final Carried carried;
        int lastMinute;
        private int hashLength;
        private int hashes;
        private int others;

        Entry(String domain, int minute) {
            this.domain = domain;
            carried = new Carried(minute);
        }

        private int bytes() {
            return Heap.object(24) + Heap.text(domain) + Carried.BYTES;
        }

        /** Notes whether a name begins with an MD5, SHA-1 or SHA-256 in hexadecimal. */
        void shape(String name) {
            String label = name.substring(0, name.indexOf('.'));
            boolean hash = HASH.matcher(label).matches();
            if (hash && hashLength == 0) hashLength = label.length();
            if (hash && hashLength == label.length()) hashes++;
            else others++;
        }

        /** Nearly all names are hashes of one and the same kind, as those of a reputation service. */
        boolean isLookup() {
            return hashes > 9 * others;
        }
    }

    /** Octets of heap. */
    int bytes() {
        int bytes = Heap.object(16) + Heap.array(DOMAINS_MAX, Heap.REFERENCE);
        for (int i = 0; i < size; i++) bytes += entries[i].bytes();
        return bytes;
    }

    /** Domains that gave way. */
    long forgotten() {
        return forgotten;
    }

    Entry of(String domain, int minute, Room room) {
        int least = 0;
        for (int i = 0; i < size; i++) {
            if (entries[i].domain.equals(domain)) return entries[i];
            if (weight(entries[i], minute) < weight(entries[least], minute)
                    || weight(entries[i], minute) == weight(entries[least], minute)
                            && entries[i].lastMinute < entries[least].lastMinute) least = i;
        }
        Entry entry = new Entry(domain, minute);
        if (size == 0 || size < DOMAINS_MAX && room.has(entry.bytes())) {
            entries[size++] = entry;
        } else {
            forgotten++;
            entries[least] = entry;
        }
        return entry;
    }

    private static double weight(Entry entry, int minute) {
        return entry.carried.dayEnds(minute) ? 0 : entry.carried.dayBits();
    }

    /** {@code name} in lower case and without a dot at its end, or null if nobody could be told anything by it: local and reverse names. */
    static String plain(String name) {
        String plain = (name.endsWith(".") ? name.substring(0, name.length() - 1) : name).toLowerCase(Locale.ROOT);
        boolean outside = plain.indexOf('.') > 0 && !plain.endsWith(".arpa") && !plain.endsWith(".local");
        return outside ? plain : null;
    }

    /** Where the registered domain begins in {@code name}: 0 where there is nothing below it, the length where there is none. */
    static int registered(String name) {
        int last = name.lastIndexOf('.');
        if (!isTopLevel(name, last + 1)) return name.length();
        int second = last <= 0 ? -1 : name.lastIndexOf('.', last - 1);
        if (second < 0) return 0;
        boolean country = name.length() - last - 1 == COUNTRY && last - second - 1 <= SECOND_LEVEL_MAX;
        return 1 + (country ? name.lastIndexOf('.', second - 1) : second);
    }

    /** Letters only, or the coding of other scripts (RFC 3696 section 2). */
    private static boolean isTopLevel(String name, int from) {
        if (name.startsWith("xn--", from)) return true;
        for (int i = from; i < name.length(); i++) if (name.charAt(i) < 'a' || name.charAt(i) > 'z') return false;
        return from < name.length();
    }
}
