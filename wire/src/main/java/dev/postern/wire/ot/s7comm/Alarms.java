package dev.postern.wire.ot.s7comm;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * What a controller's program reports (blocks ALARM_8 and NOTIFY and their like): which messages, how their signals stand and which of these an operator has seen.
 *
 * <pre>{@code
 * clock(8) 40 objects(1), then each: 12 0A 16 values(1) message(4) signals(1) state(1) seen going(1) seen coming(1) values...
 * }</pre>
 */
final class Alarms {
    private static final int CLOCK_BYTES = 8;
    private static final int HEAD_BYTES = CLOCK_BYTES + 2;
    private static final int OBJECT = 0x120A16;
    private static final int OBJECT_BYTES = 12;
    private static final int VALUE_HEADER_BYTES = 4;
    private static final int OBJECTS_MAX = 16;

    private Alarms() {}

    /** @return false where it is laid out otherwise; then nothing was told */
    static boolean tell(Bytes pdu, int body, int end, Turn.Draft draft) {
        if (end - body < HEAD_BYTES + OBJECT_BYTES) return false;
        List<Object> messages = new ArrayList<>();
        List<Object> signals = new ArrayList<>();
        List<Object> going = new ArrayList<>();
        List<Object> coming = new ArrayList<>();
        int at = body + HEAD_BYTES;
        int count = Math.min(pdu.u8(at - 1), OBJECTS_MAX);
        for (int i = 0; i < count && at + OBJECT_BYTES <= end && pdu.u24(at) == OBJECT; i++) {
            messages.add("0x" + Long.toHexString(pdu.u32(at + 4)));
            signals.add((long) pdu.u8(at + 8));
            going.add((long) pdu.u8(at + 10));
            coming.add((long) pdu.u8(at + 11));
            int values = pdu.u8(at + 3);
            at += OBJECT_BYTES;
            for (int j = 0; j < values && at + VALUE_HEADER_BYTES <= end; j++) {
                int bytes = Variables.dataBytes(pdu.u8(at + 1), pdu.u16(at + 2));
                at += VALUE_HEADER_BYTES + bytes + bytes % 2;
            }
        }
        if (messages.isEmpty()) return false;
        draft.target("message " + messages.getFirst())
                .field("messages", messages)
                .field("signals", signals)
                .field("acknowledged_going", going)
                .field("acknowledged_coming", coming)
                .field("clock", Userdata.time(pdu, body));
        return true;
    }
}
