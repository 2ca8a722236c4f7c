package dev.postern.wire.it.discovery;

import dev.postern.wire.Bytes;

/**
 * Walks over the elements of a small XML document without a tree: for each start tag, its local name, that of the element around it and the text
 * up to the next tag. Reads no attributes, entities or CDATA, which discovery messages do without; at most {@link #DEPTH_MAX} levels.
 */
final class Xml {
    static final int DEPTH_MAX = 16;

    private final Bytes bytes;
    private final String[] open = new String[DEPTH_MAX];
    private int depth;
    private int at;
    private String name = "";
    private int textStart;
    private int textEnd;

    Xml(Bytes bytes) {
        this.bytes = bytes;
    }

    /** Steps to the next start tag; false at the end. */
    boolean next() {
        while (true) {
            int tag = bytes.indexOf('<', at);
            if (tag < 0) return false;
            int close = bytes.indexOf('>', tag);
            if (close < 0) return false;
            at = close + 1;
            int first = bytes.u8(tag + 1);
            if (first == '/') {
                if (depth > 0) depth--;
            } else if (first != '?' && first != '!') {
                start(tag + 1, close);
                return true;
            }
        }
    }

    private void start(int from, int close) {
        boolean empty = bytes.u8(close - 1) == '/';
        int stop = from;
        int local = from;
        while (stop < close && bytes.u8(stop) > ' ' && bytes.u8(stop) != '/') {
            if (bytes.u8(stop) == ':') local = stop + 1;
            stop++;
        }
        name = bytes.ascii(local, Math.min(stop - local, 64));
        textStart = at;
        textEnd = at;
        if (empty) return;
        int next = bytes.indexOf('<', at);
        textEnd = next < 0 ? bytes.length() : next;
        if (depth < DEPTH_MAX) open[depth] = name;
        depth++;
    }

    String name() {
        return name;
    }

    /** Local name of the element around the one stepped to, where that has contents. */
    String parent() {
        return depth >= 2 && depth <= DEPTH_MAX ? open[depth - 2] : "";
    }

    /** Text before the first tag within, cut to {@code most} characters; null where there is none. */
    String text(int most) {
        String text = bytes.utf8(textStart, Math.min(textEnd - textStart, most)).strip();
        return text.isEmpty() ? null : text;
    }
}
