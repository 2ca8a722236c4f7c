package dev.postern.wire.ot.hartip;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;
import java.util.ArrayList;
import java.util.List;

/**
 * What commands that set something have in their data. A request and its answer, which tells what the device really uses, are the same; where commands read
 * what others write, so are theirs. Levels are milliamperes, damping is seconds; units are codes of HCF_SPEC-183 table 2.
 */
final class Settings {
    private static final int BURST_VARIABLES = 8;
    /** Of a trend before its samples; of one of those; the most there are. */
    private static final int TREND_BYTES = 15, SAMPLE_BYTES = 5, SAMPLES_MAX = 12;

    private static final int NO_COMMAND = 0xFFFF;
    /** A time of HART counts 1/32 of a millisecond. */
    private static final int TICKS_IN_MILLISECOND = 32;

    private static final long NO_EVENT = 0xFFFFFFFFL;

    private final Bytes bytes;
    private final int from;
    private final int end;
    private final Turn.Draft draft;

    private Settings(Bytes bytes, int from, int end, Turn.Draft draft) {
        this.bytes = bytes;
        this.from = from;
        this.end = end;
        this.draft = draft;
    }

    /** False if {@code command} is none of them, or its data too short. */
    static boolean describe(Bytes bytes, int from, int end, int command, Turn.Draft draft) {
        Settings settings = new Settings(bytes, from, end, draft);
        int least = least(command, end - from);
        if (least <= 0 || end - from < least) return false;
        if (command >= 60 && command <= 70) settings.channel(command);
        else if (command >= 103 && command <= 109) settings.burst(command);
        else if (command >= 115 && command <= 119) settings.event(command);
        else if (command == 85 || command == 86 || command == 95) settings.statistics(command);
        else if (command >= 91 && command <= 93) settings.trend(command);
        else if (command >= 96 && command <= 99) settings.action(command);
        else settings.one(command);
        return true;
    }

    /** Octets without which the data say nothing. */
    private static int least(int command, int count) {
        return switch (command) {
            case 6, 39, 44, 47, 51, 52, 59, 71, 72, 76, 83, 87, 88, 100, 107, 108, 109 -> 1;
            case 7, 53, 69, 116, 118 -> 2;
            case 16, 19, 49 -> 3;
            case 95 -> 6;
            case 117 -> 13;
            case 119 -> 8;
            case 34, 40, 45, 46, 50, 56 -> 4;
            case 55, 64 -> 5;
            case 66, 67, 68 -> 6;
            case 82, 90 -> 7;
            case 35 -> 9;
            case 60, 65, 80 -> 10;
            case 79, 89, 104 -> 8;
            case 103 -> 9;
            case 14 -> 16;
            case 15 -> 16;
            case 63 -> 16;
            case 70 -> 18;
            case 54 -> 27;
            // A request of it names but the burst message.
            case 105 -> count > 1 ? 29 : 1;
            // And of these the variable, the event, the channel, the sub-device, the trend, the action.
            case 91 -> count > 1 ? 8 : 1;
            case 92 -> 7;
            case 93 -> count > 1 ? TREND_BYTES : 1;
            case 94 -> 16;
            case 96 -> count > 1 ? 13 : 1;
            case 97 -> 12;
            case 98 -> count > 1 ? 4 : 1;
            case 99 -> 4;
            case 101 -> count > 1 ? 3 : 1;
            case 102 -> 3;
            case 113 -> 13;
            case 114 -> count > 1 ? 15 : 1;
            case 81 -> count > 1 ? 23 : 1;
            case 115 -> count > 1 ? 20 : 1;
            case 85 -> count > 2 ? 12 : 2;
            case 86 -> count > 2 ? 8 : 2;
            default -> 0;
        };
    }

    private void one(int command) {
        switch (command) {
            case 6, 7 -> {
                number("polling_address", 0);
                if (end - from > 1) draft.field("loop_current_mode", bytes.u8(from + 1) != 0);
            }
            case 14 -> {
                draft.field("serial", (long) bytes.u24(from));
                number("unit_code", 3);
                level("upper_limit", 4);
                level("lower_limit", 8);
                level("minimum_span", 12);
            }
            case 15 -> {
                number("alarm_code", 0);
                number("transfer_function", 1);
                range(2);
                level("damping", 11);
                number("write_protect", 15);
            }
            case 16, 19 -> draft.field("final_assembly", (long) bytes.u24(from));
            case 34 -> level("damping", 0);
            case 35 -> range(0);
            case 39 -> number("control", 0);
            case 40 -> level("fixed_current", 0);
            case 44 -> number("unit_code", 0);
            case 45, 46 -> level("measured_current", 0);
            case 47 -> number("transfer_function", 0);
            case 49 -> draft.field("serial", (long) bytes.u24(from));
            case 50, 51 -> draft.field("variables", codes(0, 4));
            case 52, 83 -> number("variable", 0);
            case 53 -> {
                number("variable", 0);
                number("unit_code", 1);
            }
            case 54 -> information();
            case 55 -> {
                number("variable", 0);
                level("damping", 1);
            }
            case 56 -> {
                number("variable", 0);
                draft.field("serial", (long) bytes.u24(from + 1));
            }
            case 59 -> number("preambles", 0);
            case 71 -> draft.field("lock", lock(bytes.u8(from)));
            case 72 -> number("control", 0);
            case 76 -> draft.field("lock_state", lockState(bytes.u8(from)));
            case 79 -> {
                number("variable", 0);
                draft.field("forced", bytes.u8(from + 1) != 0);
                number("unit_code", 2);
                level("value", 3);
            }
            case 80 -> {
                number("variable", 0);
                number("unit_code", 1);
                level("lower_trim_point", 2);
                level("upper_trim_point", 6);
            }
            case 81 -> guidelines();
            case 82 -> {
                number("variable", 0);
                number("trim_point", 1);
                number("unit_code", 2);
                level("value", 3);
            }
            case 87 -> number("master_mode", 0);
            case 88 -> number("retries", 0);
            case 89 -> draft.field("time", time(1));
            case 90 -> draft.field("time", time(0));
            case 94 ->
                draft.field("requests", bytes.u32(from))
                        .field("answers", bytes.u32(from + 4))
                        .field("requests_forwarded", bytes.u32(from + 8))
                        .field("answers_forwarded", bytes.u32(from + 12));
            case 100 -> number("alarm_code", 0);
            case 101, 102 -> {
                number("burst_message", 0);
                if (end - from > 1) draft.field("index", (long) bytes.u16(from + 1));
            }
            case 113, 114 -> caught();
            default -> throw new IllegalArgumentException("command " + command);
        }
    }

    private void number(String name, int at) {
        draft.field(name, (long) bytes.u8(from + at));
    }

    private void level(String name, int at) {
        draft.field(name, (double) bytes.f32(from + at));
    }

    /** Unit, upper and lower range value. */
    private void range(int at) {
        number("unit_code", at);
        level("upper_range", at + 1);
        level("lower_range", at + 5);
    }

    private List<Object> codes(int at, int most) {
        List<Object> codes = new ArrayList<>(most);
        for (int i = from + at; i < end && codes.size() < most; i++) codes.add((long) bytes.u8(i));
        return codes;
    }

    private void information() {
        number("variable", 0);
        draft.field("serial", (long) bytes.u24(from + 1));
        number("unit_code", 4);
        level("upper_limit", 5);
        level("lower_limit", 9);
        level("damping", 13);
        level("minimum_span", 17);
        number("class", 21);
        number("family", 22);
    }

    private void guidelines() {
        number("variable", 0);
        if (end - from == 1) return;
        number("trim_points", 1);
        number("unit_code", 2);
        level("least_lower_trim_point", 3);
        level("most_lower_trim_point", 7);
        level("least_upper_trim_point", 11);
        level("most_upper_trim_point", 15);
        level("least_difference", 19);
    }

    /** How many messages there were: of a channel of an I/O system, of a device behind it, of the device itself. */
    private void statistics(int command) {
        int at = command == 95 ? 0 : 2;
        if (command == 85) {
            number("card", 0);
            number("channel", 1);
        }
        if (command == 86) draft.field("index", (long) bytes.u16(from));
        if (end - from == at) return;
        draft.field("requests_sent", (long) bytes.u16(from + at))
                .field("answers_sent", (long) bytes.u16(from + at + 2));
        if (command == 85)
            draft.field("other_requests", (long) bytes.u16(from + at + 4))
                    .field("other_answers", (long) bytes.u16(from + at + 6));
        draft.field("bursts_sent", (long) bytes.u16(from + at + (command == 85 ? 8 : 4)));
    }

    /** How a device keeps samples of a variable, and those, the newest first, with how good each is. */
    private void trend(int command) {
        number("trend", 0);
        if (end - from == 1) return;
        if (command == 93) {
            number("variable", 1);
            number("class", 2);
            number("unit_code", 3);
            draft.field("time", time(4)).field("sample_interval", bytes.u32(from + 11));
            samples();
            return;
        }
        int at = command == 91 ? 2 : 1;
        if (command == 91) number("trends", 1);
        number("control", at);
        number("variable", at + 1);
        draft.field("sample_interval", bytes.u32(from + at + 2));
    }

    private void samples() {
        List<Object> values = new ArrayList<>(SAMPLES_MAX);
        List<Object> qualities = new ArrayList<>(SAMPLES_MAX);
        for (int at = from + TREND_BYTES; at + SAMPLE_BYTES <= end && values.size() < SAMPLES_MAX; at += SAMPLE_BYTES) {
            values.add((double) bytes.f32(at));
            qualities.add(Answers.quality(bytes.u8(at + 4) >> 6));
        }
        draft.field("trend_values", values).field("trend_qualities", qualities);
    }

    /** What a device does by itself at a time: it samples a variable, or executes a command with data that it keeps. */
    private void action(int command) {
        number("action", 0);
        if (end - from == 1) return;
        if (command >= 98) {
            act(1);
            number("action_bytes", 3);
            draft.field("data", Values.hex(bytes, from + 4, end));
            return;
        }
        int at = command == 96 ? 2 : 1;
        if (command == 96) number("actions", 1);
        number("control", at);
        number("variable", at + 1);
        act(at + 2);
        draft.field("time", time(at + 4));
    }

    private void act(int at) {
        int command = bytes.u16(from + at);
        draft.field("action_command", (long) command);
        if (command != NO_COMMAND) draft.field("action_operation", Command.operation(command));
    }

    /** A variable that is taken from what another device answers; up to HART 6 the command stands where 31 is now. */
    private void caught() {
        number("variable", 0);
        if (end - from == 1) return;
        number("capture_mode", 1);
        draft.field("source", bytes.hex(from + 2, 5))
                .field("source_command", (long) (end - from < 15 ? bytes.u8(from + 7) : bytes.u16(from + 13)));
        number("source_slot", 8);
        level("shed_seconds", 9);
    }

    /** What a device tells without being asked when a bit of its status (command 48) is set. */
    private void event(int command) {
        number("event", 0);
        switch (command) {
            case 115 -> {
                if (end - from == 1) return;
                number("events", 1);
                draft.field("event_status", (long) bytes.u8(from + 2) >> 4)
                        .field("event_control", (long) bytes.u8(from + 2) & 0xF);
                unacknowledged(3);
                period("retry_millis", 7);
                period("longest_period_millis", 11);
                period("debounce_millis", 15);
                number("device_status_mask", 19);
                draft.field("mask", Values.hex(bytes, from + 20, end));
            }
            case 116 -> {
                number("device_status_mask", 1);
                draft.field("mask", Values.hex(bytes, from + 2, end));
            }
            case 117 -> {
                period("retry_millis", 1);
                period("longest_period_millis", 5);
                period("debounce_millis", 9);
            }
            case 118 -> number("event_control", 1);
            default -> {
                unacknowledged(1);
                draft.field("configuration_changes", (long) bytes.u16(from + 5));
                number("acknowledged_status", 7);
                draft.field("additional_status", Values.hex(bytes, from + 8, end));
            }
        }
    }

    /** Time of day at which the first event occurred that nobody has acknowledged; not there if none waits. */
    private void unacknowledged(int at) {
        if (bytes.u32(from + at) != NO_EVENT) period("unacknowledged_millis", at);
    }

    private void channel(int command) {
        number("channel", 0);
        switch (command) {
            case 60 -> {
                number("unit_code", 1);
                level("level", 2);
                level("percent", 6);
            }
            case 63 -> {
                number("alarm_code", 1);
                number("transfer_function", 2);
                range(3);
                level("damping", 12);
            }
            case 64 -> level("damping", 1);
            case 65 -> range(1);
            case 69 -> number("transfer_function", 1);
            case 70 -> {
                number("unit_code", 1);
                level("upper_endpoint", 2);
                level("lower_endpoint", 6);
                level("upper_limit", 10);
                level("lower_limit", 14);
            }
            default -> {
                number("unit_code", 1);
                level("level", 2);
            }
        }
    }

    /** Of the burst messages of a device; the only one of a device up to HART 6 has no number. */
    private void burst(int command) {
        int count = end - from;
        switch (command) {
            case 103 -> {
                number("burst_message", 0);
                period("period_millis", 1);
                period("longest_period_millis", 5);
            }
            case 104 -> {
                number("burst_message", 0);
                number("trigger", 1);
                number("class", 2);
                number("unit_code", 3);
                level("level", 4);
            }
            case 105 -> {
                if (count == 1) {
                    number("burst_message", 0);
                    return;
                }
                draft.field("burst", bytes.u8(from) != 0).field("variables", codes(2, BURST_VARIABLES));
                number("burst_message", 10);
                draft.field("burst_command", (long) bytes.u16(from + 12));
                period("period_millis", 14);
                period("longest_period_millis", 18);
            }
            case 107 -> {
                draft.field("variables", codes(0, BURST_VARIABLES));
                if (count > BURST_VARIABLES) number("burst_message", BURST_VARIABLES);
            }
            case 108 -> {
                draft.field("burst_command", (long) (count < 3 ? bytes.u8(from) : bytes.u16(from)));
                if (count >= 3) number("burst_message", 2);
            }
            default -> {
                draft.field("burst", bytes.u8(from) != 0);
                number("control", 0);
                if (count > 1) number("burst_message", 1);
            }
        }
    }

    private void period(String name, int at) {
        draft.field(name, bytes.u32(from + at) / TICKS_IN_MILLISECOND);
    }

    private static String lock(int code) {
        return switch (code) {
            case 0 -> "unlock";
            case 1 -> "temporary";
            case 2 -> "permanent";
            default -> "lock " + code;
        };
    }

    private static List<Object> lockState(int bits) {
        String[] names = {"locked", "permanent", "by primary master", "configuration locked", "by gateway"};
        List<Object> set = new ArrayList<>(names.length);
        for (int bit = 0; bit < names.length; bit++) if ((bits >> bit & 1) != 0) set.add(names[bit]);
        return set;
    }

    /** Day, month, year since 1900, then the time of day. */
    private String time(int at) {
        long seconds = bytes.u32(from + at + 3) / (1000L * TICKS_IN_MILLISECOND);
        return "%d-%02d-%02d %02d:%02d:%02d"
                .formatted(
                        1900 + bytes.u8(from + at + 2),
                        bytes.u8(from + at + 1),
                        bytes.u8(from + at),
                        seconds / 3600,
                        seconds / 60 % 60,
                        seconds % 60);
    }
}
