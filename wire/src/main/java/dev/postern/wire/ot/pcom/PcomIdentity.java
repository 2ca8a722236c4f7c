package dev.postern.wire.ot.pcom;

import dev.postern.model.Identity.Attribute;
import dev.postern.wire.Turn;

/**
 * Who a controller is: the answer to {@code ID}, and its name. Units other than 0 stand behind the one that has the address.
 *
 * <pre>{@code
 * model code (6) | hardware (1) | system version (3) | (3) | build (2) | B and the boot version
 * }</pre>
 */
final class PcomIdentity {
    private static final int HARDWARE = 6, MAJOR = 7, MINOR = 10, BUILD = 13, END = 15;
    private static final double CONFIDENCE = 0.9;

    private PcomIdentity() {}

    static void told(int unit, String text, Turn turn) {
        if (text.length() < END) return;
        String code = text.substring(0, HARDWARE).strip();
        if (code.isEmpty() || !digits(text)) return;
        String family = family(code);
        String version = Integer.parseInt(text.substring(MAJOR, MINOR)) + "."
                + Integer.parseInt(text.substring(MINOR, BUILD)) + " build " + text.substring(BUILD, END);
        tell(unit, Attribute.VENDOR, "Unitronics", turn);
        tell(unit, Attribute.MODEL, family.isEmpty() ? code : family + " " + code, turn);
        tell(unit, Attribute.FIRMWARE, version, turn);
        tell(unit, Attribute.NOTE, "hardware " + text.charAt(HARDWARE), turn);
    }

    private static boolean digits(String text) {
        for (int i = MAJOR; i < END; i++) if (text.charAt(i) < '0' || text.charAt(i) > '9') return false;
        return true;
    }

    static void name(int unit, String name, Turn turn) {
        tell(unit, Attribute.NAME, name, turn);
    }

    private static void tell(int unit, Attribute attribute, String value, Turn turn) {
        turn.identity(turn.source(), unit == 0 ? "" : "unit " + unit, attribute, value, CONFIDENCE);
    }

    /** The series that the first characters of a model code stand for; empty if that is not known. */
    private static String family(String code) {
        String two = code.length() < 2 ? code : code.substring(0, 2);
        return switch (two) {
            case "13" -> "Vision V130";
            case "35" -> "Vision V350";
            case "43" -> "Vision V430";
            case "56" -> "Vision V560";
            case "49", "57" -> "Vision V570 or V290";
            case "70" -> "Vision V700";
            case "10" -> "Vision V1040";
            case "12" -> "Vision V1210";
            case "S3" -> "Samba SM35";
            case "S4" -> "Samba SM43";
            case "JR", "JT", "JE", "JA", "JN", "JP" -> "Jazz";
            default -> code.charAt(0) == 'V' || code.charAt(0) == 'W' ? "Vision V120" : "";
        };
    }
}
