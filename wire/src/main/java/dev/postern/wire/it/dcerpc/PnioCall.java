package dev.postern.wire.it.dcerpc;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/**
 * PROFINET context manager: connect, release, read and write records, control. Parameters follow the byte order of the call, the blocks within
 * ({@link PnioBlocks}) are big-endian. Unit: slot and subslot; target: the record.
 *
 * <pre>{@code
 * request: | room (4) | length (4) | room (4) | offset (4) | length (4) | blocks ...
 * answer:  | status (4) | length (4) | room (4) | offset (4) | length (4) | blocks ...
 * }</pre>
 */
final class PnioCall {
    private static final String PROTOCOL = "pnio";
    private static final int ARGUMENTS_BYTES = 20;
    /** DEA0000x-6C97-11D1-8271-00A02442DF7D: 1 device, 2 controller, 3 supervisor, 4 parameter server. */
    private static final long INTERFACE_HIGH = 0xDEA0_0000_6C97_11D1L, INTERFACE_LOW = 0x8271_00A0_2442_DF7DL;

    private static final String[] ROLES = {"device", "controller", "supervisor", "parameter server"};
    private static final String[] OPERATIONS = {"connect", "release", "read", "write", "control", "read implicit"};
    private static final Verb[] VERBS = {Verb.SESSION, Verb.SESSION, Verb.READ, Verb.WRITE, Verb.SESSION, Verb.READ};

    private final Ndr pdu;
    private final int at;
    private final int number;
    private final Uuid object;
    private final PnioBlocks blocks;
    /** False if fragments are missing. */
    private final boolean whole;

    private final int broken;

    PnioCall(Ndr pdu, int at, int end, int number, Uuid object) {
        this(pdu, at, end, number, object, true);
    }

    private PnioCall(Ndr pdu, int at, int end, int number, Uuid object, boolean whole) {
        this.pdu = pdu;
        this.at = at;
        this.number = number;
        this.object = object;
        this.whole = whole;
        blocks = new PnioBlocks(pdu.bytes(), end);
        int early = end > at + ARGUMENTS_BYTES ? blocks.read(at + ARGUMENTS_BYTES) : -1;
        broken = whole ? early : -1;
    }

    /** A call or an answer in fragments, with what each of their headers says alike. Plain data. */
    record Gathered(Fragments fragments, int representation, int number, Uuid object, Uuid role) {
        PnioCall call() {
            Bytes octets = fragments.octets();
            return new PnioCall(
                    new Ndr(octets, representation), 0, octets.length(), number, object, fragments.isWhole());
        }
    }

    static boolean speaks(Uuid uuid) {
        long role = (uuid.high() ^ INTERFACE_HIGH) >>> 32;
        return uuid.low() == INTERFACE_LOW
                && (int) uuid.high() == (int) INTERFACE_HIGH
                && role >= 1
                && role <= ROLES.length;
    }

    private static String role(Uuid uuid) {
        return ROLES[(int) ((uuid.high() ^ INTERFACE_HIGH) >>> 32) - 1];
    }

    private String operation() {
        return number == 4 && blocks.command() != null ? "control: " + blocks.command() : operation(number);
    }

    private static String operation(int number) {
        return number < OPERATIONS.length ? OPERATIONS[number] : "operation " + number;
    }

    private Verb verb() {
        return number == 3 && blocks.identification() ? Verb.CONFIGURE : verb(number);
    }

    private static Verb verb(int number) {
        return number < VERBS.length ? VERBS[number] : Verb.OTHER;
    }

    private Turn.Draft fields(Turn.Draft draft, Uuid uuid, int type, long sequence) {
        draft.protocol(PROTOCOL)
                .field("interface", role(uuid))
                .field("type", (long) type)
                .field("sequence", sequence)
                .field("opnum", (long) number);
        if (!whole) draft.field("incomplete", true);
        if (!object.isNil()) {
            draft.field("instance", object.low() >> 32 & 0xFFFF)
                    .field("device_id", object.low() >> 16 & 0xFFFF)
                    .field("vendor_id", object.low() & 0xFFFF);
        }
        return draft;
    }

    Activities.Asked emitRequest(Turn turn, PnioPair pair, Uuid uuid, long sequence) {
        if (broken >= 0) turn.malformed(PROTOCOL, "block ends early", broken);
        var asked = new Activities.Asked(operation(), verb(), blocks.unit(), blocks.target(), turn.atNanos());
        Turn.Draft draft = turn.message(asked.operation(), asked.verb(), Outcome.REQUEST);
        fields(draft, uuid, 0, sequence).unit(asked.unit()).target(asked.target());
        blocks.fill(draft);
        draft.emit();
        blocks.tellInitiator(turn);
        if (whole) blocks.relation().ask(turn, pair);
        return asked;
    }

    void emitAnswer(Turn turn, PnioPair pair, Uuid uuid, long sequence, Activities.Asked asked) {
        if (broken >= 0) turn.malformed(PROTOCOL, "block ends early", broken);
        long status = pdu.u32(at);
        boolean known = asked != null;
        Turn.Draft draft = turn.message(
                known ? asked.operation() : operation(),
                known ? asked.verb() : verb(),
                status == 0 ? Outcome.SUCCESS : Outcome.REFUSED);
        fields(draft, uuid, 2, sequence)
                .unit(known ? asked.unit() : blocks.unit())
                .target(known ? asked.target() : blocks.target())
                .answers(known ? asked.atNanos() : -1)
                .field("status", status);
        blocks.fill(draft);
        draft.emit();
        if (status != 0 || !whole) return;
        blocks.tellIdentification(turn);
        if (pair != null) blocks.relation().grant(turn, pair);
    }

    /** A fault or reject in place of the answer. */
    static Turn.Draft refused(Turn turn, int number, Activities.Asked asked) {
        if (asked == null)
            return turn.message(operation(number), verb(number), Outcome.REFUSED)
                    .protocol(PROTOCOL);
        return turn.message(asked.operation(), asked.verb(), Outcome.REFUSED)
                .protocol(PROTOCOL)
                .unit(asked.unit())
                .target(asked.target())
                .answers(asked.atNanos());
    }
}
