package dev.postern.wire.it.ldap;

import dev.postern.wire.Bytes;
import dev.postern.wire.it.parts.Ber;
import dev.postern.wire.it.parts.Text;

/** A search filter as text, RFC 4515, cut after {@link #TEXT_MAX} characters and {@link #DEPTH_MAX} levels. */
final class Filter {
    static final int TEXT_MAX = 512;
    static final int DEPTH_MAX = 16;
    private static final int VALUE_BYTES_MAX = 128;
    private static final int AND = 0xA0,
            OR = 0xA1,
            NOT = 0xA2,
            EQUAL = 0xA3,
            SUBSTRINGS = 0xA4,
            GREATER = 0xA5,
            LESS = 0xA6,
            APPROX = 0xA8;
    private static final int EXTENSIBLE = 0xA9, PRESENT = 0x87;

    private final Bytes bytes;
    private final StringBuilder text = new StringBuilder();

    private Filter(Bytes bytes) {
        this.bytes = bytes;
    }

    /** @param element stands on the filter */
    static String text(Bytes bytes, Ber element) {
        Filter filter = new Filter(bytes);
        filter.write(element, 0);
        return filter.text.length() > TEXT_MAX ? filter.text.substring(0, TEXT_MAX) : filter.text.toString();
    }

    private void write(Ber element, int depth) {
        if (depth > DEPTH_MAX || text.length() > TEXT_MAX) return;
        text.append('(');
        switch (element.tag()) {
            case AND -> list('&', element.inside(), depth);
            case OR -> list('|', element.inside(), depth);
            case NOT -> list('!', element.inside(), depth);
            case EQUAL -> compare("=", element.inside());
            case GREATER -> compare(">=", element.inside());
            case LESS -> compare("<=", element.inside());
            case APPROX -> compare("~=", element.inside());
            case PRESENT -> value(element).append("=*");
            case SUBSTRINGS -> substrings(element.inside());
            case EXTENSIBLE -> extensible(element.inside());
            default -> text.append('?');
        }
        text.append(')');
    }

    private void list(char sign, Ber parts, int depth) {
        text.append(sign);
        while (text.length() <= TEXT_MAX && parts.next()) write(parts, depth + 1);
    }

    private void compare(String sign, Ber parts) {
        if (parts.next()) value(parts);
        text.append(sign);
        if (parts.next()) value(parts);
    }

    private void substrings(Ber parts) {
        if (parts.next()) value(parts);
        text.append('=');
        if (!parts.next()) return;
        Ber pieces = parts.inside();
        boolean open = true;
        while (text.length() <= TEXT_MAX && pieces.next()) {
            // Initial pieces have no star before, final ones none behind.
            if (pieces.tag() != 0x80 && open) text.append('*');
            value(pieces);
            open = pieces.tag() == 0x80;
            if (pieces.tag() == 0x81) text.append('*');
        }
        if (open) text.append('*');
    }

    private void extensible(Ber parts) {
        String rule = "";
        String type = "";
        while (parts.next()) {
            switch (parts.tag()) {
                case 0x81 -> rule = ":" + parts.text(VALUE_BYTES_MAX);
                case 0x82 -> type = parts.text(VALUE_BYTES_MAX);
                case 0x83 -> value(begin(type + rule + ":="), parts);
                default -> {}
            }
        }
    }

    private StringBuilder begin(String left) {
        return text.append(left);
    }

    private StringBuilder value(Ber element) {
        return value(text, element);
    }

    private StringBuilder value(StringBuilder into, Ber element) {
        return into.append(Text.orHex(bytes, element.start(), element.length(), VALUE_BYTES_MAX));
    }
}
