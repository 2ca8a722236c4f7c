package dev.postern.wire.ot.ads;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.wire.Bytes;
import dev.postern.wire.Pending;
import dev.postern.wire.Turn;

/** What an ADS device answers: a result, and what was asked for. */
final class Answers {
    private static final int RESULT = Packet.DATA, LENGTH = Packet.DATA + 4;
    private static final int NAME_CHARACTERS = 16;
    private static final double IDENTITY = 0.9;

    private Answers() {}

    static void read(Packet packet, Turn turn) {
        AdsState state = turn.state();
        Bytes bytes = packet.bytes();
        int command = packet.command();
        long error = bytes.u32le(AdsDissector.AMS + AdsDissector.ERROR);
        // A router that cannot deliver answers with an error in the header and nothing behind it.
        boolean empty = packet.end() < LENGTH;
        long result = empty ? 0 : bytes.u32le(RESULT);
        boolean well = error == 0 && result == 0;
        Pending.Asked asked = state.waiting.answered(packet.key());
        Sums.Sum sum = state.answeredSum(packet.key());
        if (!well || empty) sum = null;
        Turn.Draft draft = packet.draft(Pending.answer(
                turn,
                asked,
                Packet.operation(command),
                Packet.verb(command),
                sum != null ? Sums.outcome(packet, sum) : well ? Outcome.SUCCESS : Outcome.REFUSED));
        if (!empty) draft.field("result", result);
        if (sum != null) Sums.answered(packet, turn, sum, draft, state);
        else if (well && !empty) content(packet, turn, command, draft, asked, state);
        draft.emit();
        if (well && command == 1 && packet.end() >= LENGTH + 4 + NAME_CHARACTERS) identity(bytes, turn);
    }

    private static void content(
            Packet packet, Turn turn, int command, Turn.Draft draft, Pending.Asked asked, AdsState state) {
        Bytes bytes = packet.bytes();
        switch (command) {
            case 1 ->
                draft.field("major", (long) bytes.u8(LENGTH))
                        .field("minor", (long) bytes.u8(LENGTH + 1))
                        .field("build", (long) bytes.u16le(LENGTH + 2))
                        .field("name", name(bytes));
            case 2, 9 -> {
                long length = bytes.u32le(LENGTH);
                draft.field("length", length);
                packet.value(draft, LENGTH + 4, length);
                if (asked != null && asked.detail() == IndexGroup.HANDLE_BY_NAME && length == 4)
                    state.symbol(turn, bytes.u32le(LENGTH + 4), asked.target());
            }
            case 4 ->
                draft.field("ads_state", (long) bytes.u16le(LENGTH))
                        .field("state", Requests.state(bytes.u16le(LENGTH)))
                        .field("device_state", (long) bytes.u16le(LENGTH + 2));
            case 6 -> {
                draft.field("notification", bytes.u32le(LENGTH));
                if (asked != null) state.notification(turn, bytes.u32le(LENGTH), asked.target());
            }
            default -> {}
        }
    }

    /** What stands behind the zero is left over from other uses of the buffer. */
    private static String name(Bytes bytes) {
        int zero = bytes.indexOf(0, LENGTH + 4);
        return bytes.ascii(LENGTH + 4, zero < 0 ? NAME_CHARACTERS : Math.min(zero - LENGTH - 4, NAME_CHARACTERS));
    }

    private static void identity(Bytes bytes, Turn turn) {
        String version = bytes.u8(LENGTH) + "." + bytes.u8(LENGTH + 1) + "." + bytes.u16le(LENGTH + 2);
        turn.identity(turn.source(), Attribute.VENDOR, "Beckhoff", IDENTITY);
        turn.identity(turn.source(), Attribute.SOFTWARE, name(bytes) + " " + version, IDENTITY);
    }
}
