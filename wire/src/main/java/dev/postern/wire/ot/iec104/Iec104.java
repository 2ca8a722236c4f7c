package dev.postern.wire.ot.iec104;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * IEC 60870-5-104: one APDU after the other, each an APCI and, where it transfers information, one ASDU ({@link Asdu}).
 *
 * <pre>{@code
 * 0      1        2      3 4 5 control octets            6
 * | 0x68 | length | I: send number << 1 | receive << 1 | ASDU
 *                 | S: 0x01 0x00        | receive << 1
 *                 | U: TESTFR con act, STOPDT con act, STARTDT con act, 1 1 | 0 | 0 0
 * }</pre>
 */
public final class Iec104 implements Dissector {
    static final int PORT = 2404;
    static final int APCI_BYTES = 6;
    private static final int START = 0x68;
    private static final int LENGTH_MIN = 4, LENGTH_MAX = 253;
    private static final int LENGTH = 1, CONTROL = 2, RECEIVE = 4;
    private static final int STARTDT_ACT = 0x07, STARTDT_CON = 0x0B, STOPDT_ACT = 0x13, STOPDT_CON = 0x23;
    private static final int TESTFR_ACT = 0x43, TESTFR_CON = 0x83;
    /** Commands of the APCI have no type identification; their first control octet stands in for one, beyond all types. */
    private static final int UNNUMBERED_KEY = 0x100;

    @Override
    public String protocol() {
        return "iec104";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && port == PORT;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Object newState() {
        return new Iec104State();
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int length = pending.u8(LENGTH);
        if (pending.u8(0) != START || pending.has(LENGTH, 1) && !lengthFits(length)) return Recognition.NOT;
        if (pending.length() < APCI_BYTES) return Recognition.UNSURE;
        int control = pending.u8(CONTROL);
        if ((control & 1) == 0) return probeInformation(pending, length);
        if (length != LENGTH_MIN || pending.u8(CONTROL + 1) != 0 || (pending.u8(RECEIVE) & 1) != 0)
            return Recognition.NOT;
        if (control == 1) return pending.length() > APCI_BYTES ? probeNext(pending) : Recognition.UNSURE;
        return unnumbered(control) != null && pending.u16(RECEIVE) == 0 ? Recognition.CERTAIN : Recognition.NOT;
    }

    private static boolean lengthFits(int length) {
        return length >= LENGTH_MIN && length <= LENGTH_MAX;
    }

    private static Recognition probeInformation(Bytes pending, int length) {
        boolean numbered = (pending.u8(RECEIVE) & 1) == 0 && length >= LENGTH_MIN + Sizes.IEC_104.headerBytes();
        if (!numbered) return Recognition.NOT;
        int stated = length - LENGTH_MIN;
        return Asdu.probe(new Bytes().wrap(pending, APCI_BYTES, stated), stated, Sizes.IEC_104);
    }

    /** An acknowledgement says little by itself; one more APDU behind it settles the matter. */
    private Recognition probeNext(Bytes pending) {
        Bytes next = new Bytes().wrap(pending, APCI_BYTES, pending.length() - APCI_BYTES);
        return probe(next, Transport.TCP, true);
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Iec104State state = turn.state();
        if (pending.u8(0) != START) return lost(turn, state, "start octet not 0x68", 0);
        if (!pending.has(LENGTH, 1)) {
            turn.need(2);
            return NEED_MORE;
        }
        int length = pending.u8(LENGTH);
        if (!lengthFits(length)) return lost(turn, state, "length out of range", LENGTH);
        int total = 2 + length;
        if (pending.length() < total) {
            turn.need(total);
            return NEED_MORE;
        }
        state.inStep(turn.fromClient(), true);
        int control = pending.u8(CONTROL);
        if ((control & 1) == 0) {
            Asdu.read(new Bytes().wrap(pending, 0, total), APCI_BYTES, Sizes.IEC_104, turn, state);
            return total;
        }
        if (length != LENGTH_MIN) turn.malformed("length does not fit format", LENGTH);
        if ((control & 2) == 0) acknowledge(pending, turn);
        else command(control, turn, state);
        return total;
    }

    private static int lost(Turn turn, Iec104State state, String rule, int offset) {
        if (state.inStep(turn.fromClient())) turn.malformed(rule, offset);
        state.inStep(turn.fromClient(), false);
        return LOST;
    }

    /** What format I says besides its ASDU. */
    static void control(Turn.Draft draft, Bytes apdu) {
        draft.field("format", "I")
                .field("send_sequence", (long) (apdu.u16le(CONTROL) >> 1))
                .field("receive_sequence", (long) (apdu.u16le(RECEIVE) >> 1));
    }

    private static void acknowledge(Bytes pending, Turn turn) {
        turn.message("acknowledge", Verb.SESSION, Outcome.NOTICE)
                .field("format", "S")
                .field("receive_sequence", (long) (pending.u16le(RECEIVE) >> 1))
                .emit();
    }

    private static void command(int control, Turn turn, Iec104State state) {
        String operation = unnumbered(control);
        if (operation == null) {
            turn.malformed("control function unknown", CONTROL);
            return;
        }
        boolean confirms = control == STARTDT_CON || control == STOPDT_CON || control == TESTFR_CON;
        long key = Iec104State.key(UNNUMBERED_KEY, confirms ? asked(control) : control, 0);
        long atNanos = -1;
        if (confirms) atNanos = state.answered(turn.fromClient(), key);
        else state.asked(turn, key);
        // Who stops the transfer hears no more of what happens; to start or test it changes nothing.
        Verb verb = asked(control) == STOPDT_ACT || control == STOPDT_ACT ? Verb.CONFIGURE : Verb.SESSION;
        turn.message(operation, verb, confirms ? Outcome.SUCCESS : Outcome.REQUEST)
                .answers(atNanos)
                .field("format", "U")
                .field("control", (long) (control >> 2))
                .emit();
    }

    private static int asked(int confirmation) {
        return confirmation == STARTDT_CON ? STARTDT_ACT : confirmation == STOPDT_CON ? STOPDT_ACT : TESTFR_ACT;
    }

    private static String unnumbered(int control) {
        return switch (control) {
            case STARTDT_ACT, STARTDT_CON -> "startdt";
            case STOPDT_ACT, STOPDT_CON -> "stopdt";
            case TESTFR_ACT, TESTFR_CON -> "testfr";
            default -> null;
        };
    }
}
