package dev.postern.analyst.inventory;

import java.util.Locale;
import java.util.Set;

/** Whether a name or a number tells one machine from others at all. */
public final class Telling {
    private static final int NAME_MIN = 4;
    private static final int SERIAL_MIN = 6;
    private static final int SERIAL_CHARACTERS_MIN = 4;

    private static final Set<String> NOBODY = Set.of(
            "localhost",
            "unknown",
            "default",
            "none",
            "null",
            "switch",
            "router",
            "server",
            "workgroup",
            "host",
            "n/a");

    private Telling() {}

    public static boolean isName(String value) {
        if (value.length() < NAME_MIN || NOBODY.contains(value.toLowerCase(Locale.ROOT))) return false;
        return value.chars().anyMatch(Character::isLetter);
    }

    /** Zeros, one digit again and again, or words are no serial number. */
    public static boolean isSerial(String value) {
        return value.length() >= SERIAL_MIN
                && value.chars().distinct().count() >= SERIAL_CHARACTERS_MIN
                && value.chars().anyMatch(Character::isDigit);
    }
}
