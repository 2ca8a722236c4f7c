package dev.postern.wire.ot.profinet;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/**
 * Acyclic alarms (RTA-PDU). A data PDU carries an alarm or its acknowledgement by the application; ACK, NACK and ERR are of the transport.
 * The slot and subslot are the unit, the kind of alarm the target.
 *
 * <pre>{@code
 * 0          2             4             6                7       8         10        12
 * | frame id | destination | source      | version | type | flags | sent seq | acked seq | length | block ...
 * block: | type | length | version | alarm type | api (4) | slot | subslot | module (4) | submodule (4) | specifier |
 * }</pre>
 */
final class Alarm {
    private static final int DESTINATION = 2, SOURCE = 4, PDU_TYPE = 6, SEQUENCE = 8, ACKNOWLEDGED = 10;
    private static final int VARIABLE_LENGTH = 12, BLOCK = 14;
    private static final int DATA = 1, NACK = 2, ACK = 3, ERROR = 4;
    private static final int BLOCK_ALARM_HIGH = 1, BLOCK_ALARM_LOW = 2, BLOCK_ACK_BIT = 0x8000;
    private static final int STATUS_IN_ACK = BLOCK + 18, BLOCK_BYTES_MIN = 16;

    private Alarm() {}

    static boolean plausible(Bytes pending) {
        int type = pending.u8(PDU_TYPE) & 0x0F;
        return type >= DATA
                && type <= ERROR
                && pending.u8(PDU_TYPE) >> 4 == 1
                && pending.has(BLOCK, pending.u16(VARIABLE_LENGTH));
    }

    static void read(Bytes pending, boolean high, Turn turn) {
        int type = pending.u8(PDU_TYPE) & 0x0F;
        int length = pending.u16(VARIABLE_LENGTH);
        if (pending.length() < BLOCK) {
            turn.malformed("pnrt", "alarm ends early", pending.length());
            return;
        }
        if (type < DATA || type > ERROR) turn.malformed("pnrt", "unknown alarm pdu type", PDU_TYPE);
        if (!pending.has(BLOCK, length)) turn.malformed("pnrt", "length beyond frame", VARIABLE_LENGTH);
        switch (type) {
            case DATA -> data(pending, high, turn);
            case ACK ->
                transport(pending, "alarm transport acknowledge", Outcome.NOTICE, high, turn)
                        .emit();
            case NACK ->
                transport(pending, "alarm transport refused", Outcome.REFUSED, high, turn)
                        .emit();
            case ERROR ->
                transport(pending, "alarm error", Outcome.REFUSED, high, turn)
                        .field("status", pending.u32(BLOCK))
                        .emit();
            default -> {}
        }
    }

    private static Turn.Draft transport(Bytes pending, String operation, Outcome outcome, boolean high, Turn turn) {
        return start(pending, turn.message(operation, Verb.OTHER, outcome), high);
    }

    private static Turn.Draft start(Bytes pending, Turn.Draft draft, boolean high) {
        return draft.protocol("pnrt")
                .field("frame_id", (long) pending.u16(Profinet.FRAME_ID))
                .field("priority", high ? "high" : "low")
                .field("destination_endpoint", (long) pending.u16(DESTINATION))
                .field("source_endpoint", (long) pending.u16(SOURCE))
                .field("sequence", (long) pending.u16(SEQUENCE))
                .field("acknowledged_sequence", (long) pending.u16(ACKNOWLEDGED));
    }

    private static void data(Bytes pending, boolean high, Turn turn) {
        int block = pending.u16(BLOCK);
        int kind = block & ~BLOCK_ACK_BIT;
        boolean ack = (block & BLOCK_ACK_BIT) != 0;
        boolean known =
                (kind == BLOCK_ALARM_HIGH || kind == BLOCK_ALARM_LOW) && pending.has(BLOCK + 6, BLOCK_BYTES_MIN - 6);
        if (!known) {
            turn.malformed("pnrt", "no alarm block", BLOCK);
            return;
        }
        int alarm = pending.u16(BLOCK + 6);
        long status = ack && pending.has(STATUS_IN_ACK, 4) ? pending.u32(STATUS_IN_ACK) : 0;
        // The alarm asks for its acknowledgement, which comes from the other side as a message of its own.
        Outcome outcome = !ack ? Outcome.REQUEST : status == 0 ? Outcome.SUCCESS : Outcome.REFUSED;
        Turn.Draft draft = start(pending, turn.message("alarm", Verb.REPORT, outcome), high)
                .unit(pending.u16(BLOCK + 12) + "." + pending.u16(BLOCK + 14))
                .target(name(alarm))
                .field("alarm_type", (long) alarm)
                .field("api", pending.u32(BLOCK + 8))
                .field("slot", (long) pending.u16(BLOCK + 12))
                .field("subslot", (long) pending.u16(BLOCK + 14));
        if (ack) draft.field("status", status);
        else draft.field("module", pending.u32(BLOCK + 16)).field("submodule", pending.u32(BLOCK + 20));
        draft.emit();
    }

    /** Alarm types of table "AlarmType". */
    private static String name(int type) {
        return switch (type) {
            case 0x0001 -> "diagnosis";
            case 0x0002 -> "process";
            case 0x0003 -> "pull";
            case 0x0004 -> "plug";
            case 0x0005 -> "status";
            case 0x0006 -> "update";
            case 0x0007 -> "redundancy";
            case 0x0008 -> "controlled by supervisor";
            case 0x0009 -> "released";
            case 0x000A -> "plug wrong submodule";
            case 0x000B -> "return of submodule";
            case 0x000C -> "diagnosis disappears";
            case 0x000D -> "multicast mismatch";
            case 0x000E -> "port data change";
            case 0x000F -> "sync data changed";
            case 0x0010 -> "isochronous mode problem";
            case 0x0011 -> "network component problem";
            case 0x0012 -> "time data changed";
            case 0x0013 -> "dynamic frame packing problem";
            case 0x0014 -> "mrpd problem";
            case 0x0015 -> "system redundancy";
            case 0x001E -> "upload and retrieval";
            case 0x001F -> "pull module";
            default -> "alarm type " + type;
        };
    }
}
