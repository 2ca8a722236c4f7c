package dev.postern.wire.ot.iec104;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector.Recognition;
import dev.postern.wire.Turn;

/**
 * One application service data unit, IEC 60870-5-101 clause 7.1, with the {@link Sizes} of its line; the originator is there where a cause has two
 * octets.
 *
 * <pre>{@code
 * 0      1                2
 * | type | SQ 0x80, count | T 0x80, P/N 0x40, cause(6), (originator) | common address | object address, element, time | ...
 * }</pre>
 * With SQ one address is followed by all elements. Addresses and numbers are little-endian.
 */
final class Asdu {
    private static final int TYPE = 0, COUNT = 1, CAUSE = 2, ORIGINATOR = 3;
    private static final int SEQUENCE = 0x80, TEST = 0x80, NEGATIVE = 0x40;
    private static final int PRIVATE_TYPE_MIN = 128;

    private final Bytes bytes;
    private final int start;
    private final Sizes sizes;
    private final Turn turn;
    private final Iec104State state;
    private final int typeCode;
    private final TypeId type;
    private final int cause;
    private final boolean negative;
    private final int commonAddress;

    /** @param bytes the whole APDU or link frame up to the end of the ASDU; what is broken is told from its start */
    private Asdu(Bytes bytes, int start, Sizes sizes, Turn turn, Iec104State state) {
        this.bytes = bytes;
        this.start = start;
        this.sizes = sizes;
        this.turn = turn;
        this.state = state;
        typeCode = bytes.u8(start + TYPE);
        type = TypeId.of(typeCode);
        cause = bytes.u8(start + CAUSE) & 0x3F;
        negative = (bytes.u8(start + CAUSE) & NEGATIVE) != 0;
        commonAddress = sizes.common(bytes, start);
    }

    /** Certain where type, count and length agree and the cause exists; {@code stated} is the length the APCI gives. */
    static Recognition probe(Bytes asdu, int stated, Sizes sizes) {
        if (asdu.length() < sizes.headerBytes()) return Recognition.UNSURE;
        int count = asdu.u8(COUNT) & 0x7F;
        boolean header = Cause.name(asdu.u8(CAUSE) & 0x3F) != null && sizes.common(asdu, 0) != 0;
        if (count == 0 || !header) return Recognition.NOT;
        TypeId type = TypeId.of(asdu.u8(TYPE));
        if (type == null) return asdu.u8(TYPE) >= PRIVATE_TYPE_MIN ? Recognition.UNSURE : Recognition.NOT;
        if (type.objectBytes() < 0) return Recognition.UNSURE;
        boolean sequence = (asdu.u8(COUNT) & SEQUENCE) != 0;
        boolean fits = sizes.asduBytes(type, count, sequence) == stated;
        return fits ? Recognition.CERTAIN : Recognition.NOT;
    }

    static void read(Bytes frame, int start, Sizes sizes, Turn turn, Iec104State state) {
        if (frame.length() < start + sizes.headerBytes()) {
            turn.malformed("ASDU ends early", frame.length());
            return;
        }
        new Asdu(frame, start, sizes, turn, state).read();
    }

    private void read() {
        int first = start + sizes.headerBytes();
        if (type == null) {
            if (typeCode < PRIVATE_TYPE_MIN) turn.malformed("type identification unknown", start + TYPE);
            Turn.Draft draft = turn.message("type " + typeCode, Verb.OTHER, Outcome.NOTICE);
            header(draft)
                    .field("data", bytes.hex(first, bytes.length() - first))
                    .emit();
            return;
        }
        if (Cause.name(cause) == null) turn.malformed("cause of transmission unknown", start + CAUSE);
        if (type.element == Element.OPAQUE) {
            header(turn.message(type.operation, type.verb, Outcome.NOTICE))
                    .field("size", (long) (bytes.length() - first))
                    .emit();
            return;
        }
        Objects objects = objects(first);
        Outcome outcome = outcome(objects);
        long atNanos = pair(objects, outcome);
        Turn.Draft draft = turn.message(operation(objects), verb(objects), outcome)
                .target(objects.target(cause))
                .answers(atNanos);
        objects.describe(header(draft));
        draft.emit();
    }

    /** Reads as many objects as are there; the count is compared with the length. */
    private Objects objects(int first) {
        int vsq = bytes.u8(start + COUNT);
        int count = vsq & 0x7F;
        boolean sequence = (vsq & SEQUENCE) != 0;
        Objects objects = new Objects(bytes, type);
        int size = type.objectBytes() < 0 ? Math.max(0, bytes.length() - first - sizes.object()) : type.objectBytes();
        int at = first;
        int address = 0;
        for (int i = 0; i < count; i++) {
            boolean addressed = i == 0 || !sequence;
            if (!bytes.has(at, size + (addressed ? sizes.object() : 0))) {
                turn.malformed("objects beyond the end", at);
                return objects;
            }
            if (addressed) {
                address = sizes.object(bytes, at);
                at += sizes.object();
            } else {
                address++;
            }
            objects.add(address, at);
            at += size;
        }
        if (count == 0) turn.malformed("no object", start + COUNT);
        if (at < bytes.length()) turn.malformed("octets behind the objects", at);
        return objects;
    }

    private String operation(Objects objects) {
        if (cause == Cause.DEACTIVATION || cause == Cause.DEACTIVATION_CONFIRMATION) return type.deactivating;
        if (objects.selects()) return type.selecting;
        return objects.call() == null ? type.operation : objects.call();
    }

    private Verb verb(Objects objects) {
        if (type.monitors()) return Cause.asked(cause) ? Verb.READ : Verb.REPORT;
        return switch (type) {
            case P_ME_NA_1, P_ME_NB_1, P_ME_NC_1 -> Cause.asked(cause) ? Verb.READ : Verb.WRITE;
            case C_CI_NA_1, C_RP_NA_1 -> objects.clears() ? Verb.WRITE : type.verb;
            case F_SC_NA_1 -> objects.deletes() ? Verb.FILE_WRITE : cause == Cause.REQUEST ? Verb.BROWSE : file(false);
            case F_AF_NA_1, F_SC_NB_1 -> file(false);
            case F_FR_NA_1, F_SR_NA_1, F_LS_NA_1, F_SG_NA_1 -> file(true);
            default -> type.verb;
        };
    }

    /** A file goes to the station if its sender is the client; calls and acknowledgements run against it. */
    private Verb file(boolean withTheFile) {
        return turn.fromClient() == withTheFile ? Verb.FILE_WRITE : Verb.FILE_READ;
    }

    private Outcome outcome(Objects objects) {
        if (Cause.refuses(cause)) return Outcome.REFUSED;
        return switch (cause) {
            case Cause.ACTIVATION, Cause.DEACTIVATION -> Outcome.REQUEST;
            case Cause.ACTIVATION_CONFIRMATION, Cause.DEACTIVATION_CONFIRMATION ->
                negative ? Outcome.REFUSED : Outcome.SUCCESS;
            case Cause.ACTIVATION_TERMINATION -> negative ? Outcome.REFUSED : Outcome.NOTICE;
            case Cause.REQUEST -> calls() ? Outcome.REQUEST : Outcome.SUCCESS;
            case Cause.FILE_TRANSFER ->
                calls() ? Outcome.REQUEST : objects.refused() ? Outcome.REFUSED : Outcome.NOTICE;
            default -> Cause.asked(cause) ? Outcome.SUCCESS : Outcome.NOTICE;
        };
    }

    private boolean calls() {
        return type == TypeId.C_RD_NA_1 || type == TypeId.F_SC_NA_1 || type == TypeId.F_SC_NB_1;
    }

    /** Remembers a request; for an answer gives the time of its request, or -1. */
    private long pair(Objects objects, Outcome outcome) {
        if (objects.isEmpty()) return -1;
        int address = objects.address(0);
        if (outcome == Outcome.REQUEST) {
            state.asked(turn, Iec104State.key(typeCode, commonAddress, address));
            return -1;
        }
        int asking = typeCode;
        if (type.monitors() && cause == Cause.REQUEST) asking = TypeId.C_RD_NA_1.code;
        else if (type.isFile() && !Cause.refuses(cause) && cause != Cause.ACTIVATION_CONFIRMATION)
            asking = TypeId.F_SC_NA_1.code;
        else if (outcome == Outcome.NOTICE || cause > Cause.REQUEST && Cause.asked(cause)) return -1;
        return state.answered(turn.fromClient(), Iec104State.key(asking, commonAddress, address));
    }

    private Turn.Draft header(Turn.Draft draft) {
        int causeOctet = bytes.u8(start + CAUSE);
        int originator = sizes.cause() == 2 ? bytes.u8(start + ORIGINATOR) : 0;
        draft.unit(Integer.toString(commonAddress));
        if (sizes.onSerialLink()) LinkFrame.control(draft, bytes, sizes.link());
        else Iec104.control(draft, bytes);
        draft.field("type", (long) typeCode)
                .field("name", type == null ? null : type.name())
                .field("count", (long) (bytes.u8(start + COUNT) & 0x7F))
                .field("cause", (long) cause)
                .field("cause_name", Cause.name(cause));
        if (negative) draft.field("negative", true);
        if ((causeOctet & TEST) != 0) draft.field("test", true);
        if (originator != 0) draft.field("originator", (long) originator);
        return draft;
    }
}
