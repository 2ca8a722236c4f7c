package dev.postern.wire.ot.iec61850;

import java.util.ArrayList;
import java.util.List;

/**
 * The leaves of a type description, ISO 9506-2 clause 14.4.1, by their path ({@code mag$f}) and type with its size ({@code integer 32}). At most
 * {@link Names#NAMES_MAX}; paths are cut to {@link #PATH_CHARS_MAX}, more than IEC 61850-8-1 allows.
 */
final class Components {
    private static final int PATH_CHARS_MAX = 129;

    final List<Object> names = new ArrayList<>();
    final List<Object> types = new ArrayList<>();

    /** Takes the type that {@code ber} holds. */
    void read(Ber ber) {
        if (ber.next()) type(ber, "", 0);
    }

    private void type(Ber ber, String path, int depth) {
        if (names.size() == Names.NAMES_MAX || depth == Leaves.DEPTH_MAX) return;
        switch (ber.tag()) {
            case Leaves.STRUCTURE -> structure(ber.inside(), path, depth);
            case Leaves.ARRAY -> array(ber.inside(), path, depth);
            default -> {
                names.add(path);
                types.add(leaf(ber));
            }
        }
    }

    private void structure(Ber ber, String path, int depth) {
        while (ber.next()) {
            if (ber.tag() != 0xA1) continue;
            for (Ber component = ber.inside(); component.next(); ) component(component.inside(), path, depth);
        }
    }

    private void component(Ber ber, String path, int depth) {
        String name = path;
        while (ber.next()) {
            if (ber.tag() == 0x80) name = cut(path.isEmpty() ? ber.text() : path + '$' + ber.text());
            Ber inside = ber.inside();
            if (ber.tag() == 0xA1 && inside.next()) type(inside, name, depth + 1);
        }
    }

    private static String cut(String path) {
        return path.length() > PATH_CHARS_MAX ? path.substring(0, PATH_CHARS_MAX) : path;
    }

    private void array(Ber ber, String path, int depth) {
        long elements = 0;
        while (ber.next()) {
            if (ber.tag() == 0x81) elements = ber.unsigned();
            Ber inside = ber.inside();
            if (ber.tag() == 0xA2 && inside.next()) type(inside, cut(path + '[' + elements + ']'), depth + 1);
        }
    }

    private static String leaf(Ber ber) {
        if (ber.tag() == 0xA7) return "float";
        String name = Leaves.typeName(ber.tag());
        return ber.length() == 0 || ber.length() > 4 ? name : name + ' ' + ber.integer();
    }
}
