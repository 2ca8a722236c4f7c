package dev.postern.wire.ot.profinet;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * What the first two octets, the frame id, announce: cyclic data ({@code pnrt}), alarms ({@code pnrt}), name and address service
 * ({@code pndcp}), time ({@code ptcp}). Cyclic data whose values are as before cost one message and a few fields, no text.
 *
 * <pre>{@code
 * 0          2                                length - 4      length - 2    length - 1
 * | frame id | inputs or outputs, padding ... | cycle counter | data status | transfer status |
 * }</pre>
 */
public final class Profinet implements Dissector {
    static final int ETHER_TYPE = 0x8892;
    static final int FRAME_ID = 0;
    static final int FRAME_ID_BYTES = 2;

    private static final int STATUS_BYTES = 4;
    /** Cycle counter, data status and transfer status make no sense without at least one octet of provider status before them. */
    private static final int CYCLIC_BYTES_MIN = FRAME_ID_BYTES + 1 + STATUS_BYTES;

    private static final int CYCLIC_FIRST = 0x0100, CYCLIC_LAST = 0xFBFF;
    private static final int CLASS_1_FIRST = 0x8000;
    private static final int ALARM_HIGH = 0xFC01, ALARM_LOW = 0xFE01, SERVICE_INTERFACE = 0xFE02;
    private static final int FRAGMENT_FIRST = 0xFF80, FRAGMENT_LAST = 0xFF8F;

    private static final int DATA_STATUS_RESERVED = 0x48;
    private static final int DATA_VALID = 0x04, PROVIDER_RUNS = 0x10, NO_PROBLEM = 0x20;

    @Override
    public String protocol() {
        return "profinet";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.ETHERNET && port == ETHER_TYPE;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.ETHERNET;
    }

    @Override
    public Object newState() {
        return new ProfinetState();
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int id = pending.u16(FRAME_ID);
        if (Dcp.speaks(id)) return Dcp.probe(pending);
        if (isAlarm(id)) return Alarm.plausible(pending) ? Recognition.UNSURE : Recognition.NOT;
        if (Ptcp.operation(id) != null || id == SERVICE_INTERFACE || isFragment(id))
            return pending.length() > Ptcp.HEADER_BYTES ? Recognition.UNSURE : Recognition.NOT;
        // Transfer status is always 0 (section 4.7.2.2.4).
        boolean cyclic = id >= CLASS_1_FIRST
                && id <= CYCLIC_LAST
                && pending.length() >= CYCLIC_BYTES_MIN
                && pending.u8(pending.length() - 1) == 0
                && (pending.u8(pending.length() - 2) & DATA_STATUS_RESERVED) == 0
                && pending.u8(pending.length() - 2) != 0;
        return cyclic ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        int id = pending.u16(FRAME_ID);
        if (id >= CYCLIC_FIRST && id <= CYCLIC_LAST) cyclic(pending, id, turn);
        else if (Dcp.speaks(id)) new Dcp(pending, turn).read();
        else if (isAlarm(id)) Alarm.read(pending, id == ALARM_HIGH, turn);
        else if (Ptcp.operation(id) != null) Ptcp.read(pending, id, turn);
        else other(pending, id, turn);
        return Math.max(1, pending.length());
    }

    private static boolean isAlarm(int id) {
        return id == ALARM_HIGH || id == ALARM_LOW;
    }

    private static boolean isFragment(int id) {
        return id >= FRAGMENT_FIRST && id <= FRAGMENT_LAST;
    }

    private static void cyclic(Bytes pending, int id, Turn turn) {
        int length = pending.length();
        if (length < CYCLIC_BYTES_MIN) {
            turn.malformed("pnrt", "cyclic frame ends early", length);
            return;
        }
        int status = pending.u8(length - 2);
        int transfer = pending.u8(length - 1);
        if (transfer != 0) turn.malformed("pnrt", "transfer status not 0", length - 1);
        ProfinetState state = turn.state();
        Cyclic relation = state.relation(turn, id);
        int octets = length - FRAME_ID_BYTES - STATUS_BYTES;
        Turn.Draft draft = turn.message("cyclic data", Verb.EXCHANGE, Outcome.NOTICE)
                .protocol("pnrt")
                .target(relation.name)
                .field("frame_id", (long) id)
                .field("data_length", (long) octets)
                .field("cycle_counter", (long) pending.u16(length - STATUS_BYTES))
                .field("data_status", (long) status)
                .field("data_valid", (status & DATA_VALID) != 0)
                .field("provider_runs", (status & PROVIDER_RUNS) != 0)
                .field("problem", (status & NO_PROBLEM) == 0)
                .field("transfer_status", (long) transfer);
        relation.tell(pending, octets, (status & DATA_VALID) != 0, turn, draft);
        draft.emit();
    }

    private static void other(Bytes pending, int id, Turn turn) {
        boolean known = isFragment(id) || id == SERVICE_INTERFACE;
        if (!known) turn.malformed("pnrt", "reserved frame id", FRAME_ID);
        String operation = isFragment(id) ? "fragment" : id == SERVICE_INTERFACE ? "remote service" : "frame";
        turn.message(operation, Verb.OTHER, Outcome.NOTICE)
                .protocol("pnrt")
                .field("frame_id", (long) id)
                .field("data_length", (long) Math.max(0, pending.length() - FRAME_ID_BYTES))
                .emit();
    }
}
