package dev.postern.wire.ot.dlms;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * HDLC frames of type 3, IEC 62056-46 clause 6.4, as meters behind a serial server send them.
 *
 * <pre>{@code
 * 7E | A, segmented 0x0800, length(11) of what is between the flags | destination(1, 2, 4) | source | control | check(2) | information | check(2) | 7E
 * }</pre>
 */
final class Hdlc {
    static final int FLAG = 0x7E;
    private static final int FORMAT = 1, ADDRESS = 3;
    private static final int FORMAT_TYPE = 0xA000, SEGMENTED = 0x0800, LENGTH = 0x07FF;
    private static final int LENGTH_MIN = 7;
    private static final int LLC_REQUEST = 0xE6E600, LLC_RESPONSE = 0xE6E700;
    private static final int LLC_BYTES = 3;
    private static final int SET_MODE = 0x83,
            DISCONNECT = 0x43,
            ACKNOWLEDGE = 0x63,
            REJECT = 0x87,
            DISCONNECTED = 0x0F,
            POLL = 0x10;
    private static final int LINK_KIND = 0xFF;

    private Hdlc() {}

    /** Whether a frame with right checks begins here; null while it is not whole. */
    static Boolean isFrame(Bytes bytes) {
        if (!bytes.has(0, ADDRESS)) return null;
        int length = bytes.u16(FORMAT) & LENGTH;
        if ((bytes.u16(FORMAT) & 0xF000) != FORMAT_TYPE || length < LENGTH_MIN) return false;
        if (!bytes.has(0, length + 2)) return null;
        return bytes.u8(length + 1) == FLAG && holds(bytes, FORMAT, length - 2);
    }

    /** CRC of HDLC (X.25) over {@code count} octets, which follow it low octet first. */
    private static boolean holds(Bytes bytes, int from, int count) {
        int crc = 0xFFFF;
        for (int i = from; i < from + count; i++) {
            crc ^= bytes.u8(i);
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0x8408 : crc >> 1;
        }
        return (~crc & 0xFFFF) == bytes.u16le(from + count);
    }

    static int read(Bytes pending, Turn turn, DlmsState state) {
        // One flag may end a frame and begin the next.
        if (pending.length() > 1 && pending.u8(1) == FLAG) return 1;
        if (!pending.has(0, ADDRESS)) {
            turn.need(ADDRESS);
            return Dissector.NEED_MORE;
        }
        int length = pending.u16(FORMAT) & LENGTH;
        if ((pending.u16(FORMAT) & 0xF000) != FORMAT_TYPE || length < LENGTH_MIN) {
            if (state.lost(turn.fromClient(), true)) turn.malformed("frame format is not of type 3", FORMAT);
            return Dissector.LOST;
        }
        if (!pending.has(0, length + 2)) {
            turn.need(length + 2);
            return Dissector.NEED_MORE;
        }
        state.lost(turn.fromClient(), false);
        if (pending.u8(length + 1) != FLAG) turn.malformed("frame without closing flag", length + 1);
        else if (!holds(pending, FORMAT, length - 2)) turn.malformed("frame check", length - 1);
        else frame(new Bytes().wrap(pending, 0, length + 2), length - 1, turn, state);
        return pending.u8(length + 1) == FLAG ? length + 2 : length + 1;
    }

    /** @param check where the frame check begins */
    private static void frame(Bytes frame, int check, Turn turn, DlmsState state) {
        int destination = ADDRESS;
        int source = destination + addressBytes(frame, destination, check);
        int control = source + addressBytes(frame, source, check);
        if (control >= check) {
            turn.malformed("address without end", destination);
            return;
        }
        int to = address(frame, destination, source - destination);
        int from = address(frame, source, control - source);
        // The client is the side with the short address; what goes to the server comes from it.
        boolean request = control - source == 1 && (source - destination > 1 || turn.fromClient());
        Apdu.Ends ends = request ? new Apdu.Ends(from, to) : new Apdu.Ends(to, from);
        int kind = frame.u8(control);
        int information = control + 3;
        if ((kind & 1) == 0 || (kind & ~POLL) == 0x03) {
            if (check > information) unit(frame, information, check, ends, turn, state);
        } else if ((kind & 3) == 3) {
            link(kind & ~POLL, ends, turn, state);
        }
    }

    private static int addressBytes(Bytes frame, int at, int end) {
        int count = 1;
        while (count < 4 && at + count < end && (frame.u8(at + count - 1) & 1) == 0) count++;
        return count;
    }

    /** Seven bits an octet. */
    private static int address(Bytes frame, int at, int count) {
        int address = 0;
        for (int i = 0; i < count; i++) address = address << 7 | frame.u8(at + i) >> 1;
        return address;
    }

    private static void unit(Bytes frame, int from, int to, Apdu.Ends ends, Turn turn, DlmsState state) {
        boolean client = turn.fromClient();
        boolean more = (frame.u16(FORMAT) & SEGMENTED) != 0;
        if (!state.unfinished(client)) {
            int llc = frame.u24(from);
            if (llc != LLC_REQUEST && llc != LLC_RESPONSE) {
                turn.malformed("information without LLC header", from);
                return;
            }
            from += LLC_BYTES;
            if (!more) {
                Apdu.read(new Bytes().wrap(frame, from, to - from), ends, turn, state, frame.length());
                return;
            }
        }
        if (!state.add(client, frame, from, to - from)) turn.malformed("unit beyond limit", from);
        else if (!more) Apdu.read(state.take(client), ends, turn, state, frame.length());
    }

    private static void link(int kind, Apdu.Ends ends, Turn turn, DlmsState state) {
        long key = DlmsState.key(ends.client(), ends.server(), LINK_KIND, 0);
        String operation = kind == SET_MODE ? "snrm" : kind == DISCONNECT ? "disc" : null;
        if (operation != null) {
            state.clear(turn.fromClient());
            state.asked(turn, key, new DlmsState.Asked(turn.atNanos(), operation, Verb.SESSION, ""));
            ends.on(turn.message(operation, Verb.SESSION, Outcome.REQUEST)).emit();
            return;
        }
        DlmsState.Asked asked = state.answered(key, true);
        String answer =
                kind == ACKNOWLEDGE ? "ua" : kind == DISCONNECTED ? "dm" : kind == REJECT ? "frmr" : "control " + kind;
        Outcome outcome = kind == ACKNOWLEDGE ? Outcome.SUCCESS : Outcome.REFUSED;
        ends.on(turn.message(asked == null ? answer : asked.operation(), Verb.SESSION, outcome))
                .answers(asked == null ? -1 : asked.atNanos())
                .field("answer", answer)
                .emit();
    }
}
