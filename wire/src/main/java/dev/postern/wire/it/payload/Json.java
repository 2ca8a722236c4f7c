package dev.postern.wire.it.payload;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of a JSON text (RFC 8259) with the path to each: {@code {"motor": {"rpm": 1480}}} has {@code motor.rpm}. One pass; at most
 * {@link #VALUES_MAX} values of {@link #BYTES_MAX} octets are kept, and nesting ends at {@link #DEPTH_MAX}.
 */
final class Json {
    static final int BYTES_MAX = 16_384;
    static final int VALUES_MAX = 128;
    static final int DEPTH_MAX = 8;
    private static final int TEXT_MAX = 128;

    private final Bytes bytes;
    private final int end;
    private final boolean whole;
    private int at;
    private final List<String> names = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    Json(Bytes bytes, int at, int length) {
        this.bytes = bytes;
        this.at = at;
        end = at + Math.min(length, BYTES_MAX);
        whole = length <= BYTES_MAX;
    }

    /** @return false if this is no JSON */
    boolean read() {
        boolean good = value("", 0);
        blanks();
        return good && at == end || !whole && !names.isEmpty();
    }

    void describe(Turn.Draft draft) {
        if (!names.isEmpty()) draft.field("names", names).field("values", values);
    }

    private int peek() {
        return at < end ? bytes.u8(at) : -1;
    }

    private void blanks() {
        while (at < end && (bytes.u8(at) == ' ' || bytes.u8(at) >= 9 && bytes.u8(at) <= 13)) at++;
    }

    private boolean take(int octet) {
        blanks();
        if (peek() != octet) return false;
        at++;
        return true;
    }

    private boolean value(String path, int depth) {
        blanks();
        return switch (peek()) {
            case '{' -> depth < DEPTH_MAX && object(path, depth);
            case '[' -> depth < DEPTH_MAX && list(path, depth);
            case '"' -> {
                String text = text();
                yield text != null && add(path, text);
            }
            default -> word(path);
        };
    }

    private boolean object(String path, int depth) {
        at++;
        if (take('}')) return true;
        do {
            blanks();
            String name = peek() == '"' ? text() : null;
            if (name == null || !take(':') || !value(path.isEmpty() ? name : path + "." + name, depth + 1))
                return false;
        } while (take(','));
        return take('}');
    }

    private boolean list(String path, int depth) {
        at++;
        if (take(']')) return true;
        int index = 0;
        do {
            if (!value(path + "[" + index++ + "]", depth + 1)) return false;
        } while (take(','));
        return take(']');
    }

    /** Up to the closing quote; an escape stands as it is written. */
    private String text() {
        int from = ++at;
        while (at < end && bytes.u8(at) != '"') at += bytes.u8(at) == '\\' ? 2 : 1;
        if (at >= end) return null;
        return bytes.utf8(from, Math.min(at++ - from, TEXT_MAX));
    }

    private boolean word(String path) {
        int from = at;
        while (at < end && ",]} \t\r\n".indexOf(bytes.u8(at)) < 0) at++;
        if (at - from > 32) return false;
        String word = bytes.ascii(from, at - from);
        if (word.equals("null")) return add(path, "null");
        if (word.equals("true") || word.equals("false")) return add(path, word.equals("true"));
        Object number = Payload.number(word);
        return number != null && add(path, number);
    }

    private boolean add(String path, Object value) {
        if (names.size() < VALUES_MAX) {
            names.add(path);
            values.add(value);
        }
        return true;
    }
}
