package dev.postern.wire.ot.rocplus;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/** What it does to write a parameter, and what one that is read says about the device: in this protocol nearly everything is a parameter. */
final class Effect {
    private static final int STATION_NAME = 2, PART_NUMBER = 3, MANUFACTURER = 5, PRODUCT = 6;
    private static final int CLEAR_CONFIGURATION = 20, WARM_START = 26, COLD_START = 27, ENHANCED_SECURITY = 81;
    private static final int CLEAR_FSTS = 19, FROM_DEFAULTS = 7;
    private static final int FST = 96, RUN_STATUS = 24;
    private static final int DISCRETE_OUTPUT = 102, ANALOG_OUTPUT = 104, SECURITY_GROUP = 123, CLOCK = 136;
    private static final double IDENTITY = 0.95;

    private Effect() {}

    /** @param at where the first octet of the value stands */
    static Verb verb(int type, int number, Bytes bytes, int at) {
        return switch (type) {
            case Points.SYSTEM -> system(number, bytes.u8(at));
            case Points.LOGON, SECURITY_GROUP -> Verb.PROTECT;
            case FST -> number == RUN_STATUS ? bytes.u8(at) == 0 ? Verb.STOP : Verb.START : Verb.WRITE;
            // Auto output, eu value, manual output; auto value, manual value.
            case DISCRETE_OUTPUT -> number == 8 || number == 20 || number == 21 ? Verb.OPERATE : Verb.WRITE;
            case ANALOG_OUTPUT -> number == 12 || number == 14 ? Verb.OPERATE : Verb.WRITE;
            case CLOCK -> Verb.CLOCK;
            default -> Verb.WRITE;
        };
    }

    /** Orders are given by writing anything but 0. */
    private static Verb system(int number, int value) {
        if (value == 0) return Verb.WRITE;
        return switch (number) {
            case WARM_START -> Verb.RESTART;
            case COLD_START -> value == FROM_DEFAULTS ? Verb.FACTORY_RESET : Verb.RESTART;
            case CLEAR_CONFIGURATION -> Verb.FACTORY_RESET;
            // No FST runs any more.
            case CLEAR_FSTS -> Verb.STOP;
            case ENHANCED_SECURITY -> Verb.PROTECT;
            default -> Verb.WRITE;
        };
    }

    /** The graver of two; of two that are as grave the one that is no mere write. */
    static Verb graver(Verb one, Verb other) {
        if (one.weight() != other.weight()) return one.weight() > other.weight() ? one : other;
        return one == Verb.WRITE ? other : one;
    }

    /** @param number of a parameter of the system */
    static void identity(int number, Object value, Turn turn) {
        if (!(value instanceof String text) || text.isBlank()) return;
        Attribute attribute = switch (number) {
            case STATION_NAME -> Attribute.NAME;
            case PART_NUMBER -> Attribute.FIRMWARE;
            case MANUFACTURER -> Attribute.VENDOR;
            case PRODUCT -> Attribute.MODEL;
            default -> null;
        };
        if (attribute != null) turn.identity(turn.source(), attribute, text, IDENTITY);
    }
}
