package dev.postern.wire.ot.hartip;

import dev.postern.model.Identity.Attribute;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;
import java.util.ArrayList;
import java.util.List;

/** What answers to commands tell, wherever they stand: in a frame, within the answer of a gateway, in a direct PDU. */
final class Answers {
    private static final int SLOTS_MAX = 8;
    /** Identity of command 0: 254, type, preambles, revisions, flags, id. */
    private static final int IDENTITY_MARK = 254, IDENTITY_BYTES_MIN = 12, MANUFACTURER = 17;

    private static final int TAG_BYTES = 6, LONG_TAG_BYTES = 32, SUMMARY_BYTES = 44, SUMMARY_TAG = 12;
    /** The instrument stands behind the gateway that has the address. */
    private static final double IDENTITY = 0.8;

    private static final List<String> DYNAMIC =
            List.of("primary variable", "secondary variable", "tertiary variable", "quaternary variable");
    private static final int PERCENT_RANGE = 244, LOOP_CURRENT = 245, PRIMARY = 246;

    private Answers() {}

    static void describe(Bytes bytes, int at, int end, int command, Turn.Draft draft) {
        int count = end - at;
        switch (command) {
            case 1 -> {
                if (count >= 5) variables(draft, bytes, at, 1);
            }
            case 2 -> {
                if (count >= 8)
                    draft.field("loop_current", (double) bytes.f32(at)).field("percent", (double) bytes.f32(at + 4));
            }
            case 3 -> {
                if (count < 4) return;
                draft.field("loop_current", (double) bytes.f32(at));
                variables(draft, bytes, at + 4, Math.min((count - 4) / 5, 4));
            }
            case 110 -> variables(draft, bytes, at, Math.min(count / 5, 4));
            case 9 -> slots(draft, bytes, at + 1, (count - 1) / 8, true);
            case 33 -> slots(draft, bytes, at, count / 6, false);
            // The answer to a poll of a sub-device is that device's identity.
            case 0, 11, 21, 75 -> identified(bytes, at, count, draft);
            case 12 -> draft.field("message", packed(bytes, at, Math.min(count, 24)));
            case 13 -> {
                if (count >= 18)
                    draft.field("tag", packed(bytes, at, TAG_BYTES))
                            .field("descriptor", packed(bytes, at + TAG_BYTES, 12));
            }
            case 20 -> draft.field("long_tag", bytes.ascii(at, Math.min(count, LONG_TAG_BYTES)));
            case 74 -> {
                if (count < 5) return;
                draft.field("cards", (long) bytes.u8(at))
                        .field("channels", (long) bytes.u8(at + 1))
                        .field("sub_devices", (long) bytes.u8(at + 2))
                        .field("detected", (long) bytes.u16(at + 3));
                if (count >= 8)
                    draft.field("delayed_responses", (long) bytes.u8(at + 5))
                            .field("master_mode", (long) bytes.u8(at + 6))
                            .field("retries", (long) bytes.u8(at + 7));
            }
            case 84 -> summary(bytes, at, count, draft);
            case Several.AGGREGATED -> {
                if (count >= 2)
                    draft.field("extended_status", (long) bytes.u8(at)).field("commands", (long) bytes.u8(at + 1));
            }
            default -> {
                if (!Command.hides(bytes, at, end, command) && !Settings.describe(bytes, at, end, command, draft))
                    draft.field("data", Values.hex(bytes, at, end));
            }
        }
    }

    private static void identified(Bytes bytes, int at, int count, Turn.Draft draft) {
        if (count < IDENTITY_BYTES_MIN) return;
        draft.field("device_type", (long) bytes.u16(at + 1))
                .field("universal_revision", (long) bytes.u8(at + 4))
                .field("device_revision", (long) bytes.u8(at + 5))
                .field("software_revision", (long) bytes.u8(at + 6))
                .field("device_id", bytes.hex(at + 9, 3));
        if (count >= MANUFACTURER + 2) draft.field("manufacturer", (long) bytes.u16(at + MANUFACTURER));
    }

    /**
     * One of the devices behind a gateway, by its place in the list.
     *
     * <pre>{@code
     * 0       2      3         4              6      8    11         12
     * | index | card | channel | manufacturer | type | id | revision | long tag (32)
     * }</pre>
     */
    private static void summary(Bytes bytes, int at, int count, Turn.Draft draft) {
        if (count < SUMMARY_BYTES) return;
        draft.field("index", (long) bytes.u16(at))
                .field("card", (long) bytes.u8(at + 2))
                .field("channel", (long) bytes.u8(at + 3))
                .field("manufacturer", (long) bytes.u16(at + 4))
                .field("device_type", (long) bytes.u16(at + 6))
                .field("device_id", bytes.hex(at + 8, 3))
                .field("universal_revision", (long) bytes.u8(at + 11))
                .field("long_tag", bytes.ascii(at + SUMMARY_TAG, LONG_TAG_BYTES));
    }

    /** Unit code and value of primary, secondary, tertiary, quaternary variable. */
    private static void variables(Turn.Draft draft, Bytes bytes, int at, int count) {
        List<Object> units = new ArrayList<>(4);
        List<Object> values = new ArrayList<>(4);
        for (int i = 0; i < count; i++) {
            units.add((long) bytes.u8(at + 5 * i));
            values.add((double) bytes.f32(at + 5 * i + 1));
        }
        draft.field("units", units)
                .field("points", DYNAMIC.subList(0, values.size()))
                .field("values", values);
    }

    /** Slots of a code, (a class,) a unit, a value (and a status whose upper bits say how good it is). */
    private static void slots(Turn.Draft draft, Bytes bytes, int from, int count, boolean withStatus) {
        List<Object> codes = new ArrayList<>(SLOTS_MAX);
        List<Object> units = new ArrayList<>(SLOTS_MAX);
        List<Object> values = new ArrayList<>(SLOTS_MAX);
        List<Object> qualities = new ArrayList<>(SLOTS_MAX);
        List<Object> points = new ArrayList<>(SLOTS_MAX);
        int width = withStatus ? 8 : 6;
        for (int i = 0, at = from; i < Math.min(count, SLOTS_MAX); i++, at += width) {
            int value = withStatus ? at + 3 : at + 2;
            codes.add((long) bytes.u8(at));
            points.add(variable(bytes.u8(at)));
            units.add((long) bytes.u8(value - 1));
            values.add((double) bytes.f32(value));
            if (withStatus) qualities.add(quality(bytes.u8(value + 4) >> 6));
        }
        draft.field("variables", codes)
                .field("variable_units", units)
                .field("points", points)
                .field("values", values);
        if (withStatus) draft.field("qualities", qualities);
    }

    /** Codes that each device has, HCF_SPEC-183 table 34. */
    private static String variable(int code) {
        return code == PERCENT_RANGE
                ? "percent range"
                : code == LOOP_CURRENT
                        ? "loop current"
                        : code >= PRIMARY && code < PRIMARY + DYNAMIC.size()
                                ? DYNAMIC.get(code - PRIMARY)
                                : "variable " + code;
    }

    static String quality(int bits) {
        return switch (bits) {
            case 0 -> "bad";
            case 1 -> "poor";
            case 2 -> "fixed";
            default -> "good";
        };
    }

    /** @param unit who answers, as its address is written in a frame; empty for the server itself */
    static void tell(Bytes bytes, int at, int end, int command, String unit, Turn turn) {
        int count = end - at;
        switch (command) {
            case 0, 11, 21 -> device(bytes, at, count, unit, turn);
            case 75 -> {
                if (count >= IDENTITY_BYTES_MIN && bytes.u8(at) == IDENTITY_MARK)
                    device(bytes, at, count, Frame.unit(bytes.u16(at + 1), bytes.u24(at + 9)), turn);
            }
            case 13 -> {
                if (count >= TAG_BYTES) tell(turn, unit, Attribute.NAME, packed(bytes, at, TAG_BYTES));
            }
            case 20 -> tell(turn, unit, Attribute.NAME, bytes.ascii(at, Math.min(count, LONG_TAG_BYTES)));
            case 84 -> {
                if (count < SUMMARY_BYTES) return;
                String behind = Frame.unit(bytes.u16(at + 6), bytes.u24(at + 8));
                tell(turn, behind, Attribute.NAME, bytes.ascii(at + SUMMARY_TAG, LONG_TAG_BYTES));
                maker(turn, behind, bytes.u16(at + 4), bytes.u16(at + 6), bytes.hex(at + 8, 3));
            }
            default -> {
                // Not of who it is.
            }
        }
    }

    private static void device(Bytes bytes, int at, int count, String unit, Turn turn) {
        if (count < IDENTITY_BYTES_MIN) return;
        String note = "HART revision " + bytes.u8(at + 5) + " software " + bytes.u8(at + 6);
        tell(turn, unit, Attribute.NOTE, note);
        // Up to HART 6 the upper octet of the type is the manufacturer.
        int maker = count >= MANUFACTURER + 2 ? bytes.u16(at + MANUFACTURER) : bytes.u8(at + 1) & 0x3F;
        maker(turn, unit, maker, bytes.u16(at + 1), bytes.hex(at + 9, 3));
    }

    private static void maker(Turn turn, String unit, int maker, int type, String id) {
        tell(turn, unit, Attribute.VENDOR, Manufacturer.name(maker));
        tell(turn, unit, Attribute.TYPE, "HART device type 0x%04x".formatted(type));
        tell(turn, unit, Attribute.SERIAL, id);
    }

    private static void tell(Turn turn, String unit, Attribute attribute, String value) {
        turn.identity(turn.source(), unit.isEmpty() ? "" : "unit " + unit, attribute, value, IDENTITY);
    }

    /** Packed ASCII: four characters of six bits in three octets (HCF_SPEC-127, section 5.1.1). */
    static String packed(Bytes bytes, int at, int octets) {
        StringBuilder text = new StringBuilder(4 * octets / 3);
        for (int i = 0; i + 3 <= octets; i += 3) {
            int three = bytes.u24(at + i);
            for (int shift = 18; shift >= 0; shift -= 6) {
                int code = three >> shift & 0x3F;
                text.append((char) (code < 0x20 ? code | 0x40 : code));
            }
        }
        return text.toString().strip();
    }
}
