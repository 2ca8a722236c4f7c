package dev.postern.verify;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON in the one form that is signed: names sorted by their UTF-16 units, nothing between the tokens, whole numbers only, and of characters only
 * the quotation mark, the backslash and what is below the blank escaped. It is what RFC 8785 gives where there are no fractions.
 */
public final class Canonical {
    private Canonical() {}

    /** @param value of maps with text as keys, lists, text, whole numbers, booleans and null */
    public static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        switch (value) {
            case null -> out.append("null");
            case String text -> text(text, out);
            case Boolean bool -> out.append(bool);
            case Long number -> out.append(number.longValue());
            case Integer number -> out.append(number.intValue());
            case List<?> list -> {
                char before = '[';
                for (Object item : list) {
                    out.append(before);
                    write(item, out);
                    before = ',';
                }
                out.append(list.isEmpty() ? "[]" : "]");
            }
            case Map<?, ?> map -> {
                TreeMap<String, Object> sorted = new TreeMap<>();
                map.forEach((name, item) -> sorted.put((String) name, item));
                char before = '{';
                for (Map.Entry<String, Object> entry : sorted.entrySet()) {
                    out.append(before);
                    text(entry.getKey(), out);
                    out.append(':');
                    write(entry.getValue(), out);
                    before = ',';
                }
                out.append(sorted.isEmpty() ? "{}" : "}");
            }
            default -> throw new IllegalArgumentException("no canonical form for " + value.getClass());
        }
    }

    private static void text(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ')
                        out.append("\\u00")
                                .append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 15, 16));
                    // Half of a pair has no form in UTF-8, and would come back as something else.
                    else if (Character.isSurrogate(c) && !paired(text, i)) out.append('\uFFFD');
                    else out.append(c);
                }
            }
        }
        out.append('"');
    }

    private static boolean paired(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}
