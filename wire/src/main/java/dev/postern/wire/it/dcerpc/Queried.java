package dev.postern.wire.it.dcerpc;

import dev.postern.wire.Turn;
import dev.postern.wire.ot.opc.Id;
import dev.postern.wire.ot.opc.OpcState;

/**
 * A client asks by one interface of an object for others of it, IRemUnknown::RemQueryInterface (MS-DCOM section 3.1.1.5.6.1.1); so it is known which groups of OPC
 * the interfaces belong to that it calls. Offsets from the stub.
 *
 * <pre>{@code
 * call:   ORPCTHIS (32) | interface (16) | references (4) | count (2) | 0 (2) | count (4) | interfaces wanted (16 each)
 * answer: ORPCTHAT (8) | pointer (4) | count (4) | result (4) | 0 (4) | flags (4) | references (4) | exporter (8) | object (8) | interface (16) ...
 * }</pre>
 */
final class Queried {
    private static final int EXTENSIONS = 28, INTERFACE = 32, COUNT = 56, WANTED = 60;
    private static final int ANSWER_EXTENSIONS = 4,
            ANSWER_COUNT = 12,
            RESULTS = 16,
            RESULT_BYTES = 48,
            OBJECT = 24,
            GIVEN = 32;
    private static final int INTERFACES_MAX = 32;

    private Queried() {}

    static boolean is(Interface known, int number) {
        return known != null && number == 3 && known.name().startsWith("iremunknown");
    }

    /** The interface that is asked, if it is for one of OPC; else null. */
    static Uuid asked(Ndr pdu, int stub, int end) {
        if (end < stub + WANTED || pdu.u32(stub + EXTENSIONS) != 0) return null;
        long count = Math.min(pdu.u32(stub + COUNT), INTERFACES_MAX);
        for (int i = 0; i < count && stub + WANTED + Uuid.BYTES * (i + 1) <= end; i++) {
            Interface wanted = Interfaces.of(pdu.uuid(stub + WANTED + Uuid.BYTES * i));
            if (wanted != null && wanted.protocol().equals(OpcInterfaces.PROTOCOL)) return pdu.uuid(stub + INTERFACE);
        }
        return null;
    }

    static void answered(Ndr pdu, int stub, int end, Uuid asked, Turn turn) {
        if (end < stub + RESULTS || pdu.u32(stub + ANSWER_EXTENSIONS) != 0) return;
        OpcState state = turn.common(OpcState::new);
        long count = Math.min(pdu.u32(stub + ANSWER_COUNT), INTERFACES_MAX);
        for (int i = 0; i < count && stub + RESULTS + RESULT_BYTES * (i + 1) <= end; i++) {
            int at = stub + RESULTS + RESULT_BYTES * i;
            if (pdu.u32(at) != 0) continue;
            Id object = new Id(0, pdu.i64(at + OBJECT));
            state.belongs(asked.id(), object, turn);
            state.belongs(pdu.uuid(at + GIVEN).id(), object, turn);
        }
    }
}
