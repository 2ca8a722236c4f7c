package dev.postern.wire.ot.ads;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/** What is asked of an ADS device, and what it sends on its own accord. */
final class Requests {
    private static final int GROUP = Packet.DATA, OFFSET = Packet.DATA + 4, COUNT = Packet.DATA + 8;
    private static final int SAMPLES_MAX = 64;

    private Requests() {}

    static void read(Packet packet, Turn turn) {
        int command = packet.command();
        if (command == 8) {
            notification(packet, turn);
            return;
        }
        AdsState state = turn.state();
        Bytes bytes = packet.bytes();
        boolean indexed = command == 2 || command == 3 || command == 6 || command == 9;
        long group = indexed ? bytes.u32le(GROUP) : 0;
        Verb plain = Packet.verb(command);
        Verb verb = command == 5
                ? control(bytes.u16le(GROUP))
                : indexed ? IndexGroup.verb(packet.serverPort(), group, plain) : plain;
        String target = indexed ? target(packet, state) : "";
        String operation = Packet.operation(command);
        Sums.Sum sum = null;
        if (Sums.is(command, group)) {
            sum = Sums.read(packet, (int) group, bytes.u32le(OFFSET), state);
            state.sum(turn, packet.key(), sum);
            verb = Sums.verb(packet.serverPort(), sum);
            target = Sums.target(sum);
            operation = IndexGroup.name(packet.serverPort(), group);
        }
        Turn.Draft draft =
                packet.draft(turn.message(operation, verb, Outcome.REQUEST)).target(target);
        if (indexed) draft.field("index_group", group).field("index_offset", bytes.u32le(OFFSET));
        switch (command) {
            case 2 -> draft.field("length", bytes.u32le(COUNT));
            case 3 -> {
                long length = bytes.u32le(COUNT);
                if (length != packet.end() - COUNT - 4)
                    turn.malformed("length does not fit packet", Math.min(COUNT, packet.end()));
                draft.field("length", length);
                packet.value(draft, COUNT + 4, length);
            }
            case 5 -> {
                draft.field("ads_state", (long) bytes.u16le(GROUP))
                        .field("state", state(bytes.u16le(GROUP)))
                        .field("device_state", (long) bytes.u16le(GROUP + 2));
                packet.value(draft, GROUP + 8, bytes.u32le(GROUP + 4));
            }
            case 6 ->
                draft.field("length", bytes.u32le(COUNT))
                        .field("mode", bytes.u32le(COUNT + 4))
                        .field("max_delay", bytes.u32le(COUNT + 8))
                        .field("cycle_time", bytes.u32le(COUNT + 12));
            case 7 -> draft.field("notification", bytes.u32le(GROUP));
            case 9 -> {
                draft.field("read_length", bytes.u32le(COUNT)).field("write_length", bytes.u32le(COUNT + 4));
                if (sum != null) Sums.written(packet, sum, draft);
                else if (!named(packet, group)) packet.value(draft, COUNT + 8, bytes.u32le(COUNT + 4));
            }
            default -> {}
        }
        draft.emit();
        state.waiting.asked(packet.key(), turn, operation, verb, target, group);
    }

    private static boolean named(Packet packet, long group) {
        return packet.command() == 9 && packet.isNamed(group);
    }

    /** The symbol's or file's name where one is said or known by its handle, else group and offset. */
    private static String target(Packet packet, AdsState state) {
        Bytes bytes = packet.bytes();
        long group = bytes.u32le(GROUP);
        if (named(packet, group)) return packet.name(group, COUNT + 8, bytes.u32le(COUNT + 4));
        return point(packet.serverPort(), group, bytes.u32le(OFFSET), state);
    }

    static String point(int port, long group, long offset, AdsState state) {
        String name = group == IndexGroup.VALUE_BY_HANDLE ? state.symbol(offset) : null;
        if (name != null) return name;
        name = IndexGroup.name(port, group);
        boolean told = group == IndexGroup.VALUE_BY_HANDLE || group == IndexGroup.RELEASE_HANDLE;
        return told || group >= 0xF080 && group <= 0xF086 ? name : name + " " + offset;
    }

    private static Verb control(int state) {
        return switch (state) {
            case 4, 5, 14 -> Verb.START;
            case 6, 12, 13 -> Verb.STOP;
            case 2 -> Verb.RESTART;
            default -> Verb.MODE;
        };
    }

    /** Null for a state that is not documented. */
    static String state(int state) {
        return switch (state) {
            case 0 -> "invalid";
            case 1 -> "idle";
            case 2 -> "reset";
            case 3 -> "init";
            case 4 -> "start";
            case 5 -> "run";
            case 6 -> "stop";
            case 7 -> "save configuration";
            case 8 -> "load configuration";
            case 9 -> "power failure";
            case 10 -> "power good";
            case 11 -> "error";
            case 12 -> "shutdown";
            case 13 -> "suspend";
            case 14 -> "resume";
            case 15 -> "config";
            case 16 -> "reconfig";
            default -> null;
        };
    }

    /** Stamps, each with its time and samples; a message for each sample, as each has a target of its own. */
    private static void notification(Packet packet, Turn turn) {
        AdsState state = turn.state();
        Bytes bytes = packet.bytes();
        long stamps = bytes.u32le(GROUP + 4);
        int at = GROUP + 8;
        int shown = 0;
        for (long stamp = 0; stamp < stamps && at + 12 <= packet.end() && shown < SAMPLES_MAX; stamp++) {
            long samples = bytes.u32le(at + 8);
            at += 12;
            for (long i = 0; i < samples && at + 8 <= packet.end() && shown < SAMPLES_MAX; i++, shown++) {
                long size = bytes.u32le(at + 4);
                String target = state.notification(bytes.u32le(at));
                Turn.Draft draft = packet.draft(turn.message(Packet.operation(8), Verb.REPORT, Outcome.NOTICE))
                        .target(target == null ? "" : target)
                        .field("notification", bytes.u32le(at))
                        .field("stamps", stamps);
                packet.value(draft, at + 8, size);
                draft.emit();
                at += 8 + (int) Math.min(size, packet.end() - at);
            }
        }
        if (shown > 0) return;
        turn.malformed("notification without sample", Math.min(GROUP, packet.end()));
        packet.draft(turn.message(Packet.operation(8), Verb.REPORT, Outcome.NOTICE))
                .emit();
    }
}
