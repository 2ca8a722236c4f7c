package dev.postern.wire.ot.bacnet;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/**
 * The virtual link of BACnet/IPv6, clause U.2. Each node has a virtual address of three octets, its own or that of its device instance (clause H.7.2), which
 * stands behind the length of every message but a secured one.
 *
 * <pre>
 *   0        1          2 3        4          7
 * +------+----------+----------+----------+--------------------------------------------------------------+
 * | 0x82 | function |  length  |  source  | target, address or time to live by function; then the NPDU   |
 * +------+----------+----------+----------+--------------------------------------------------------------+
 * </pre>
 */
final class Bvlc6 {
    static final int TYPE = 0x82;
    private static final int FUNCTION = 1, LENGTH = 2, SOURCE = 4, DATA = 7;
    private static final int VMAC_BYTES = 3;
    private static final int RESULT = 0,
            UNICAST = 1,
            BROADCAST = 2,
            RESOLUTION = 3,
            FORWARDED_RESOLUTION = 4,
            RESOLUTION_ACK = 5,
            VIRTUAL_RESOLUTION = 6;
    private static final int VIRTUAL_RESOLUTION_ACK = 7,
            FORWARDED = 8,
            REGISTER = 9,
            DELETE_FDT = 10,
            SECURE = 11,
            DISTRIBUTE = 12;

    private Bvlc6() {}

    /** The function and the length agree with each other, and with the NPDU where there is one. */
    static boolean plausible(Bytes pending) {
        int function = pending.u8(FUNCTION);
        int length = pending.u16(LENGTH);
        int network = network(function);
        if (function > DISTRIBUTE || length < SOURCE) return false;
        return network < 0 ? fits(function, length) : Npdu.plausible(pending, network);
    }

    private static boolean fits(int function, int length) {
        return switch (function) {
            case RESULT, REGISTER -> length == DATA + 2;
            case RESOLUTION, RESOLUTION_ACK, VIRTUAL_RESOLUTION_ACK -> length == DATA + VMAC_BYTES;
            case FORWARDED_RESOLUTION -> length == DATA + VMAC_BYTES + BvlcAddress.BYTES_IPV6;
            case VIRTUAL_RESOLUTION -> length == DATA;
            case DELETE_FDT -> length == DATA + BvlcAddress.BYTES_IPV6;
            default -> true;
        };
    }

    /** Where the NPDU begins, or -1 if this function carries none. */
    static int network(int function) {
        return switch (function) {
            case UNICAST -> DATA + VMAC_BYTES;
            case BROADCAST, DISTRIBUTE -> DATA;
            case FORWARDED -> DATA + BvlcAddress.BYTES_IPV6;
            default -> -1;
        };
    }

    static Link link(Bytes message) {
        int function = message.u8(FUNCTION);
        return new Link(
                function == FORWARDED ? BvlcAddress.readIpv6(message, DATA) : null,
                vmac(message, SOURCE),
                function == UNICAST ? vmac(message, DATA) : null);
    }

    private static String vmac(Bytes message, int at) {
        return message.hex(at, VMAC_BYTES);
    }

    /** A message of the link itself. */
    static void read(Bytes message, Turn turn) {
        BacnetState state = turn.state();
        int function = message.u8(FUNCTION);
        switch (function) {
            case RESULT -> result(message, state.bvlcAnswered(), turn);
            case RESOLUTION, FORWARDED_RESOLUTION, VIRTUAL_RESOLUTION, REGISTER, DELETE_FDT ->
                ask(message, function, state, turn);
            case RESOLUTION_ACK, VIRTUAL_RESOLUTION_ACK -> resolved(message, function, state.bvlcAnswered(), turn);
            default ->
                turn.message(
                                function == SECURE ? "secure bvll" : "bvlc function " + function,
                                Verb.OTHER,
                                Outcome.NOTICE)
                        .field("bvlc_function", (long) function)
                        .emit();
        }
    }

    private static void ask(Bytes message, int function, BacnetState state, Turn turn) {
        Verb verb = verb(function);
        boolean names = function == RESOLUTION || function == FORWARDED_RESOLUTION;
        String target = names
                ? "vmac " + vmac(message, DATA)
                : function == DELETE_FDT ? BvlcAddress.readIpv6(message, DATA).toString() : "";
        Turn.Draft draft = turn.message(name(function), verb, Outcome.REQUEST)
                .target(target)
                .field("bvlc_function", (long) function)
                .field("source_vmac", vmac(message, SOURCE));
        if (names) draft.field("destination_vmac", vmac(message, DATA));
        if (function == FORWARDED_RESOLUTION)
            draft.field(
                    "forwarded_from",
                    BvlcAddress.readIpv6(message, DATA + VMAC_BYTES).toString());
        if (function == REGISTER) draft.field("time_to_live", (long) message.u16(DATA));
        draft.emit();
        state.bvlcAsk(new BacnetState.BvlcAsked(function, name(function), verb, target, turn.atNanos()));
    }

    private static Verb verb(int function) {
        return switch (function) {
            case DELETE_FDT -> Verb.CONFIGURE;
            case REGISTER -> Verb.SESSION;
            default -> Verb.IDENTIFY;
        };
    }

    private static String name(int function) {
        return switch (function) {
            case RESOLUTION, FORWARDED_RESOLUTION, RESOLUTION_ACK -> "address resolution";
            case VIRTUAL_RESOLUTION, VIRTUAL_RESOLUTION_ACK -> "virtual address resolution";
            case REGISTER -> "register foreign device";
            default -> "delete foreign device table entry";
        };
    }

    /** Who has the address, or which address somebody has, says so of itself (clauses U.2.6 and U.2.8). */
    private static void resolved(Bytes message, int function, BacnetState.BvlcAsked asked, Turn turn) {
        String source = vmac(message, SOURCE);
        boolean answers = asked != null && asked.operation().equals(name(function));
        turn.message(name(function), Verb.IDENTIFY, Outcome.SUCCESS)
                .target(function == RESOLUTION_ACK ? "vmac " + source : "")
                .answers(answers ? asked.atNanos() : -1)
                .field("bvlc_function", (long) function)
                .field("source_vmac", source)
                .field("destination_vmac", vmac(message, DATA))
                .emit();
        turn.identity(turn.source(), Attribute.NOTE, "BACnet virtual address " + source, 0.7);
    }

    /** What was refused stands in the code, clause U.2.1.1: the function and a zero. */
    private static void result(Bytes message, BacnetState.BvlcAsked asked, Turn turn) {
        int code = message.u16(DATA);
        turn.message(
                        asked == null ? refused(code) : asked.operation(),
                        asked == null ? Verb.OTHER : asked.verb(),
                        code == 0 ? Outcome.SUCCESS : Outcome.REFUSED)
                .target(asked == null ? "" : asked.target())
                .answers(asked == null ? -1 : asked.atNanos())
                .field("bvlc_function", (long) RESULT)
                .field("source_vmac", vmac(message, SOURCE))
                .field("result", (long) code)
                .emit();
    }

    private static String refused(int code) {
        return switch (code) {
            case RESOLUTION << 4, VIRTUAL_RESOLUTION << 4, REGISTER << 4, DELETE_FDT << 4 -> name(code >> 4);
            case DISTRIBUTE << 4 -> "distribute broadcast";
            default -> "bvlc result";
        };
    }
}
