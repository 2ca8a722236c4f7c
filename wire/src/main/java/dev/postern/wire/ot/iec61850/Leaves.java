package dev.postern.wire.ot.iec61850;

import dev.postern.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of MMS Data (ISO 9506-2 clause 14.4.2) without their nesting, in the order of the wire. At most {@link #LEAVES_MAX}, nested at most
 * {@link #DEPTH_MAX} deep; what is over is left out and said so.
 */
final class Leaves {
    static final int LEAVES_MAX = 256;
    static final int DEPTH_MAX = 16;
    static final int ARRAY = 0xA1, STRUCTURE = 0xA2, BOOLEAN = 0x83, BIT_STRING = 0x84, INTEGER = 0x85, UNSIGNED = 0x86;
    static final int FLOAT = 0x87,
            OCTET_STRING = 0x89,
            VISIBLE_STRING = 0x8A,
            GENERALIZED_TIME = 0x8B,
            BINARY_TIME = 0x8C;
    static final int BCD = 0x8D, BOOLEAN_ARRAY = 0x8E, OBJECT_ID = 0x8F, MMS_STRING = 0x90, UTC_TIME = 0x91;
    private static final int TEXT_BYTES_MAX = 256;

    final List<Object> values = new ArrayList<>();
    final List<Object> types = new ArrayList<>();
    boolean cut;
    /** Offset of the first element that is none of MMS Data or does not fit, or -1. */
    int brokenAt = -1;

    private final Bytes bytes;

    Leaves(Bytes bytes) {
        this.bytes = bytes;
    }

    /** Takes every Data element of {@code [from, to)}. */
    void addAll(int from, int to) {
        addAll(new Ber(bytes, from, to), 0);
    }

    private void addAll(Ber ber, int depth) {
        while (ber.next()) add(ber, depth);
        if (ber.broken() && brokenAt < 0) brokenAt = ber.at();
    }

    /** Takes the element {@code ber} stands on. */
    void add(Ber ber) {
        add(ber, 0);
    }

    private void add(Ber ber, int depth) {
        if (ber.tag() == ARRAY || ber.tag() == STRUCTURE) {
            if (depth == DEPTH_MAX) cut = true;
            else addAll(ber.inside(), depth + 1);
            return;
        }
        if (values.size() == LEAVES_MAX) {
            cut = true;
            return;
        }
        Object value = leaf(ber);
        if (value == null) {
            if (brokenAt < 0) brokenAt = ber.at();
            return;
        }
        values.add(value);
        types.add(typeName(ber.tag()));
    }

    private Object leaf(Ber ber) {
        int shown = Math.min(ber.length(), TEXT_BYTES_MAX);
        return switch (ber.tag()) {
            case BOOLEAN -> ber.bool();
            case BIT_STRING, BOOLEAN_ARRAY -> bits(bytes, ber.body(), ber.body() + shown);
            case INTEGER, BCD -> ber.integer();
            case UNSIGNED -> ber.unsigned();
            case FLOAT -> floating(ber);
            case OCTET_STRING -> bytes.hex(ber.body(), shown);
            case VISIBLE_STRING, GENERALIZED_TIME -> bytes.ascii(ber.body(), shown);
            case MMS_STRING -> bytes.utf8(ber.body(), shown);
            case BINARY_TIME ->
                ber.length() == 4 || ber.length() == 6 ? Clock.binary(bytes, ber.body(), ber.length()) : null;
            case OBJECT_ID -> ber.length() <= TEXT_BYTES_MAX ? ber.objectId() : null;
            case UTC_TIME -> ber.length() == Clock.UTC_BYTES ? Clock.utc(bytes, ber.body()) : null;
            default -> null;
        };
    }

    /** Width of the exponent, then the number in IEEE 754. */
    private Object floating(Ber ber) {
        if (ber.length() == 5) return (double) bytes.f32(ber.body() + 1);
        return ber.length() == 9 ? bytes.f64(ber.body() + 1) : null;
    }

    /** {@code 0100...}; the first octet says how many bits of the last are not used. */
    static String bits(Bytes bytes, int from, int to) {
        int count = Math.max(0, 8 * (to - from - 1) - (bytes.u8(from) & 7));
        char[] text = new char[count];
        for (int i = 0; i < count; i++) text[i] = (bytes.u8(from + 1 + i / 8) & 0x80 >> i % 8) != 0 ? '1' : '0';
        return new String(text);
    }

    static String typeName(int tag) {
        return switch (tag) {
            case ARRAY -> "array";
            case STRUCTURE -> "structure";
            case BOOLEAN -> "boolean";
            case BIT_STRING -> "bit-string";
            case INTEGER -> "integer";
            case UNSIGNED -> "unsigned";
            case FLOAT -> "float";
            case OCTET_STRING -> "octet-string";
            case VISIBLE_STRING -> "visible-string";
            case GENERALIZED_TIME -> "generalized-time";
            case BINARY_TIME -> "binary-time";
            case BCD -> "bcd";
            case BOOLEAN_ARRAY -> "boolean-array";
            case OBJECT_ID -> "object-id";
            case MMS_STRING -> "mms-string";
            case UTC_TIME -> "utc-time";
            default -> "unknown";
        };
    }
}
