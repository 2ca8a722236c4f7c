package dev.postern.wire.ot.sercos;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Verb;

/**
 * Identification numbers of parameters, IEC 61800-7-204.
 *
 * <pre>{@code
 * structure instance(8) | structure element(8) | P: 1, S: 0 (1) | parameter set(3) | number(12)
 * }</pre>
 */
final class Idn {
    private static final int DRIVE_CONTROL = 134,
            LOAD_DEFAULTS = 262,
            PASSWORD = 267,
            ACTIVATE_PARAMETERS = 420,
            EXIT_PARAMETERS = 422,
            IP_ADDRESS = 1020,
            SERCOS_ADDRESS = 1040,
            ELECTRONIC_LABEL = 1300;

    private Idn() {}

    /** {@code S-0-0036}; with structures {@code S-0-1300.0.4}. */
    static String name(int idn) {
        String name = (isProduct(idn) ? "P-" : "S-") + (idn >> 12 & 7) + "-" + "%04d".formatted(number(idn));
        int instance = idn >>> 24;
        int element = idn >> 16 & 0xFF;
        return instance == 0 && element == 0 ? name : name + "." + instance + "." + element;
    }

    private static boolean isProduct(int idn) {
        return (idn & 0x8000) != 0;
    }

    private static int number(int idn) {
        return idn & 0x0FFF;
    }

    static boolean isSecret(int idn) {
        return !isProduct(idn) && number(idn) == PASSWORD;
    }

    static Verb writeVerb(int idn) {
        if (isProduct(idn)) return Verb.WRITE;
        return switch (number(idn)) {
            case DRIVE_CONTROL -> Verb.OPERATE;
            case LOAD_DEFAULTS -> Verb.FACTORY_RESET;
            case PASSWORD -> Verb.PROTECT;
            case ACTIVATE_PARAMETERS, EXIT_PARAMETERS -> Verb.MODE;
            case IP_ADDRESS, SERCOS_ADDRESS -> Verb.CONFIGURE;
            default -> Verb.WRITE;
        };
    }

    /** What the electronic label of a component tells in its elements; null for others. */
    static Attribute label(int idn) {
        if (isProduct(idn) || number(idn) != ELECTRONIC_LABEL) return null;
        return switch (idn >> 16 & 0xFF) {
            case 1 -> Attribute.NAME;
            case 2 -> Attribute.VENDOR;
            case 4 -> Attribute.MODEL;
            case 9 -> Attribute.FIRMWARE;
            case 12 -> Attribute.SERIAL;
            default -> null;
        };
    }
}
