package dev.postern.wire.ot.s7comm;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/**
 * S7comm-plus of the S7-1200 and 1500, by its header: version, integrity part, opcode, function, session, first object. Unpublished; after
 * public analyses. A message may span several units: only its last has a trailer, and those after the first are not looked into.
 *
 * <pre>{@code
 * 0      1         2        4        5          7          9          11         13        17
 * | 0x72 | version | length | opcode | reserved | function | reserved | sequence | session | flags | object
 * }</pre>
 */
final class Plus {
    private static final String PROTOCOL = "s7comm-plus";
    private static final int HEADER_BYTES = 4;
    private static final int VERSION_INTEGRITY = 3;
    private static final int REQUEST = 0x31;
    private static final int RESPONSE = 0x32;
    private static final int NOTIFICATION = 0x33;
    private static final int CREATE_OBJECT = 0x04CA;
    private static final int DELETE_OBJECT = 0x04D4;
    private static final int SET_VARIABLE = 0x04F2;
    private static final int SET_MULTI_VARIABLES = 0x0542;
    private static final long NULL_SESSION = 0x120;
    private static final long CPU_EXECUTION_UNIT = 52;
    private static final int OPERATING_STATE_REQUEST = 2167;

    private Plus() {}

    static void read(Bytes pdu, Turn turn, S7State state) {
        int version = pdu.u8(1);
        int length = pdu.u16(2);
        boolean fromClient = turn.fromClient();
        if (version == 0xFE || version == 0xFF) {
            turn.message(version == 0xFF ? "keep alive" : "system event", Verb.SESSION, Outcome.NOTICE)
                    .protocol(PROTOCOL)
                    .field("version", (long) version)
                    .emit();
            return;
        }
        if (HEADER_BYTES + length > pdu.length()) {
            turn.malformed(PROTOCOL, "length beyond data unit", 2);
            return;
        }
        boolean continued = state.continues(fromClient);
        state.continues(fromClient, pdu.length() < HEADER_BYTES + length + HEADER_BYTES);
        if (continued || length == 0) return;
        int at = HEADER_BYTES;
        int digestBytes = version == VERSION_INTEGRITY ? pdu.u8(at) : 0;
        if (version == VERSION_INTEGRITY) at += 1 + digestBytes;
        switch (pdu.u8(at)) {
            case REQUEST -> request(pdu, at, version, turn, state);
            case RESPONSE, 0x02 -> answer(pdu, at, version, turn, state);
            case NOTIFICATION ->
                turn.message("notification", Verb.REPORT, Outcome.NOTICE)
                        .protocol(PROTOCOL)
                        .field("version", (long) version)
                        .field("opcode", (long) NOTIFICATION)
                        .emit();
            default -> turn.malformed(PROTOCOL, "unknown opcode", at);
        }
    }

    private static void request(Bytes pdu, int at, int version, Turn turn, S7State state) {
        int function = pdu.u16(at + 3);
        int sequence = pdu.u16(at + 7);
        long session = pdu.u32(at + 9);
        int body = at + 14;
        String operation = operation(function);
        Verb verb = verb(function, session, pdu.u32(body));
        if (function == SET_VARIABLE && pdu.u32(body) == CPU_EXECUTION_UNIT) {
            int state1 = operatingState(pdu, body + 4);
            if (state1 >= 0) {
                verb = state1 == 1 ? Verb.STOP : Verb.START;
                operation = state1 == 1 ? "set variable: plc stop" : "set variable: plc start";
            }
        }
        String target = target(function, pdu.u32(body), session);
        state.asked(new S7State.Asked(
                turn.fromClient(), sequence, 0x7200_0000 | function, turn.atNanos(), operation, verb, target, null));
        turn.message(operation, verb, Outcome.REQUEST)
                .protocol(PROTOCOL)
                .target(target)
                .field("version", (long) version)
                .field("opcode", (long) REQUEST)
                .field("function", (long) function)
                .field("sequence", (long) sequence)
                .field("session", session)
                .field("integrity", version == VERSION_INTEGRITY)
                .emit();
    }

    private static void answer(Bytes pdu, int at, int version, Turn turn, S7State state) {
        int function = pdu.u16(at + 3);
        int sequence = pdu.u16(at + 7);
        S7State.Asked asked = state.answered(turn.fromClient(), sequence, 0x7200_0000 | function);
        turn.message(
                        asked == null ? operation(function) : asked.operation(),
                        asked == null ? verb(function, 1, 1) : asked.verb(),
                        Outcome.SUCCESS)
                .protocol(PROTOCOL)
                .target(asked == null ? "" : asked.target())
                .answers(asked == null ? -1 : asked.atNanos())
                .field("version", (long) version)
                .field("opcode", (long) pdu.u8(at))
                .field("function", (long) function)
                .field("sequence", (long) sequence)
                .field("integrity", version == VERSION_INTEGRITY)
                .emit();
    }

    /** Item count, attribute, flags, type and the wanted state: 1 is stop, 3 is run; -1 if another attribute is set. */
    private static int operatingState(Bytes pdu, int at) {
        int attribute = (pdu.u8(at + 1) & 0x7F) << 7 | pdu.u8(at + 2) & 0x7F;
        if (pdu.u8(at) != 1 || attribute != OPERATING_STATE_REQUEST) return -1;
        for (int i = at + 5; i < at + 8; i++) if (pdu.u8(i) == 1 || pdu.u8(i) == 3) return pdu.u8(i);
        return -1;
    }

    /** Only objects that mean the same tomorrow; session objects do not. */
    private static String target(int function, long object, long session) {
        if (function != DELETE_OBJECT && function != SET_VARIABLE && function != 0x04BB && function != 0x04FC)
            return "";
        if (object >> 16 == 0x8A0E) return "DB" + (object & 0xFFFF);
        if (object == session || object >= 0x7000_0000L) return "";
        return "object " + object;
    }

    private static String operation(int function) {
        return switch (function) {
            case 0x04BB -> "explore";
            case CREATE_OBJECT -> "create object";
            case DELETE_OBJECT -> "delete object";
            case SET_VARIABLE -> "set variable";
            case 0x04FC -> "get variable";
            case 0x0506 -> "add link";
            case 0x051A -> "remove link";
            case 0x0524 -> "get link";
            case SET_MULTI_VARIABLES -> "set multi variables";
            case 0x054C -> "get multi variables";
            case 0x0556 -> "begin sequence";
            case 0x0560 -> "end sequence";
            case 0x056B -> "invoke";
            case 0x057C -> "set variable substreamed";
            case 0x0586 -> "get variable substreamed";
            case 0x0590 -> "get variables address";
            case 0x059A -> "abort";
            case 0x05A9 -> "error";
            case 0x05B3 -> "init ssl";
            default -> "function 0x%04x".formatted(function);
        };
    }

    /** Objects made without a session are sessions; made within one they are program or subscription. */
    private static Verb verb(int function, long session, long object) {
        return switch (function) {
            case 0x04BB, 0x0524 -> Verb.BROWSE;
            case CREATE_OBJECT -> session == NULL_SESSION ? Verb.SESSION : subscriptionOr(object);
            case DELETE_OBJECT ->
                object == session || object >= 0x7000_0000L && object >> 16 != 0x8A0E ? Verb.SESSION : Verb.DOWNLOAD;
            case SET_VARIABLE -> Verb.WRITE;
            case SET_MULTI_VARIABLES -> object != 0 && object == session ? Verb.SESSION : Verb.WRITE;
            case 0x04FC, 0x054C, 0x0586, 0x0590 -> Verb.READ;
            case 0x0556, 0x0560, 0x059A, 0x05B3 -> Verb.SESSION;
            case 0x057C -> Verb.WRITE;
            default -> Verb.OTHER;
        };
    }

    /** Subscriptions are made in the session object, blocks in the program. */
    private static Verb subscriptionOr(long object) {
        return object >= 0x7000_0000L && object >> 16 != 0x8A0E ? Verb.SESSION : Verb.DOWNLOAD;
    }
}
