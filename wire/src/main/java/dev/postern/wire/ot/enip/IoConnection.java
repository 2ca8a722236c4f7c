package dev.postern.wire.ot.enip;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * One direction of a connection of cyclic data as a flow hears it. Its values are told when one of them changed, as they are sent a hundred times a second. What they mean stands in
 * an electronic data sheet: an even number of octets is told as signed words of 16 bits, little-endian, others one by one, the first {@value #OCTETS_MAX} octets. Named as the forward
 * open does; if none was heard for two minutes (by another wire, which tells it with the minute), by their number alone, and not at all where another connection has as many.
 */
final class IoConnection {
    static final int OCTETS_MAX = 128;
    static final int UNNAMED_OCTETS_MAX = 32;
    static final long ALONE_NANOS = 120_000_000_000L;
    static final long SILENT_NANOS = 60_000_000_000L;
    private static final byte[] NOTHING = {};

    private final boolean fromClient;
    private final long sinceNanos;
    private long heardNanos;
    private int size;
    private IoForm form;
    private int agreements = -1;
    private boolean settled;
    /** Another one can not be told from it once both have opened anew. */
    private boolean alike;

    private byte[] last = NOTHING;

    IoConnection(Turn turn) {
        fromClient = turn.fromClient();
        sinceNanos = turn.atNanos();
        heardNanos = sinceNanos;
    }

    /**
     * @param data where the packet's data begin
     * @param headed whether they begin with what the originator does
     */
    void tell(Bytes packet, int data, long connection, boolean headed, Turn turn, Turn.Draft draft) {
        heardNanos = turn.atNanos();
        size = packet.length() - data;
        boolean renamed = form == null && learns(turn, connection);
        if (form == null && !isAlone(turn)) return;
        boolean counted = form == null || form.transportClass() == 1;
        int from = data + (counted ? Outputs.SEQUENCE_BYTES : 0) + (headed ? Outputs.HEADER_BYTES : 0);
        int octets = packet.length() - from;
        if (octets <= 0) return;
        int told = Math.min(octets, form == null ? UNNAMED_OCTETS_MAX : OCTETS_MAX);
        if (!renamed && packet.equal(from, told, last)) return;
        last = packet.copy(from, told);
        tell(packet, from, octets, told, draft);
    }

    private boolean learns(Turn turn, long connection) {
        if (agreements == turn.agreements()) return false;
        agreements = turn.agreements();
        form = IoForm.agreed(turn, connection);
        return form != null;
    }

    private void tell(Bytes packet, int from, int octets, int told, Turn.Draft draft) {
        int width = octets % 2 == 0 ? 2 : 1;
        int count = told / width;
        List<Object> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++)
            values.add((long) (width == 2 ? (short) packet.u16le(from + 2 * i) : packet.u8(from + i)));
        draft.field("points", names(form == null ? size + " octets" : form.name(), count))
                .field("values", values);
        if (octets > told) draft.field("more_values", (long) (octets - told) / width);
    }

    /** Made anew each time, as sixty-four of them weigh more than all else that is remembered of a connection. */
    private static List<Object> names(String of, int count) {
        List<Object> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) names.add(count == 1 ? of : of + " [" + i + "]");
        return names;
    }

    private boolean isAlone(Turn turn) {
        if (!settled && turn.atNanos() - sinceNanos < ALONE_NANOS) return false;
        if (!settled) turn.<EnipState>state().settle(this);
        settled = true;
        return !alike;
    }

    boolean hasEnded(long atNanos) {
        return Math.abs(atNanos - heardNanos) > SILENT_NANOS;
    }

    /** Both go on, neither with a name. */
    void compare(IoConnection other) {
        boolean both = other != this
                && form == null
                && other.form == null
                && fromClient == other.fromClient
                && size == other.size
                && !other.hasEnded(heardNanos);
        alike |= both;
        other.alike |= both;
    }
}
