package dev.postern.wire.ot.hartip;

/** Codes of HCF_SPEC-183 that are met most. */
final class Manufacturer {
    private Manufacturer() {}

    static String name(int code) {
        return switch (code) {
            case 17 -> "Endress+Hauser";
            case 19 -> "Fisher Controls";
            case 20 -> "Foxboro";
            case 23 -> "Honeywell";
            case 31 -> "Micro Motion";
            case 38 -> "Rosemount";
            case 42 -> "Siemens";
            case 55 -> "Yokogawa";
            case 62 -> "VEGA";
            default -> "HART manufacturer " + code;
        };
    }
}
