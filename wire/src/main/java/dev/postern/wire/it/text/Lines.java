package dev.postern.wire.it.text;

import dev.postern.wire.Bytes;

/**
 * Walks over the lines of {@code [from, end)}, each ended by LF with or without CR before it. Allocates text only when asked for it; the walk is
 * linear in what it passes. A last line without an end is a line, too; {@link #ended} tells.
 */
public final class Lines {
    private final Bytes bytes;
    private final int end;
    private int start;
    private int stop;
    private int next;
    private boolean ended;
    private int colon = -1;

    public Lines(Bytes bytes, int from, int end) {
        this.bytes = bytes;
        this.end = Math.min(end, bytes.length());
        next = from;
    }

    /** Steps to the next line; false if nothing is left. */
    public boolean next() {
        if (next >= end) return false;
        start = next;
        int newline = bytes.indexOf('\n', start);
        ended = newline >= 0 && newline < end;
        stop = ended ? newline : end;
        next = ended ? newline + 1 : end;
        if (ended && stop > start && bytes.u8(stop - 1) == '\r') stop--;
        colon = -1;
        return true;
    }

    public int start() {
        return start;
    }

    /** Octets of the line without its end. */
    public int length() {
        return stop - start;
    }

    public boolean ended() {
        return ended;
    }

    /** Offset after the line and its end. */
    public int after() {
        return next;
    }

    public boolean isEmpty() {
        return stop == start;
    }

    /** Printable text of the line, cut to {@code most} characters. */
    public String text(int most) {
        return bytes.ascii(start, Math.min(stop - start, most));
    }

    /** Which of these words the line begins with, in whatever case, or null. */
    public String wordOf(String[] words) {
        for (String word : words) if (begins(word) && (length() == word.length() || begins(word + " "))) return word;
        return null;
    }

    /** The line begins with {@code prefix} in whatever case. */
    public boolean begins(String prefix) {
        return same(prefix, start, stop);
    }

    /** The line is a header field of this name, in whatever case. */
    public boolean named(String name) {
        if (colon < 0) {
            colon = start;
            while (colon < stop && bytes.u8(colon) != ':') colon++;
        }
        int last = colon;
        while (last > start && bytes.u8(last - 1) == ' ') last--;
        return colon < stop && last - start == name.length() && same(name, start, last);
    }

    /** What stands behind the colon of a header field whose name was asked for, cut to {@code most} characters. */
    public String value(int most) {
        if (colon < 0 || colon >= stop) return "";
        return bytes.ascii(colon + 1, Math.min(stop - colon - 1, most)).strip();
    }

    private boolean same(String text, int at, int limit) {
        if (limit - at < text.length()) return false;
        for (int i = 0; i < text.length(); i++) if (lower(bytes.u8(at + i)) != lower(text.charAt(i))) return false;
        return true;
    }

    private static int lower(int c) {
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }
}
