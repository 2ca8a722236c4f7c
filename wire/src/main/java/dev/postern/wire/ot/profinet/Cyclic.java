package dev.postern.wire.ot.profinet;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;

/**
 * One communication relation as a flow hears it. Its values are told when an octet of them changed, as they are sent a thousand times a second: by {@link Layout} if the connect
 * was heard, in whatever flow, else octet by octet, the first {@value #OCTETS_MAX}; but not before it is sure that no connect was heard by another wire, which tells it with the minute.
 */
final class Cyclic {
    static final int OCTETS_MAX = 32;
    static final long ALONE_NANOS = 120_000_000_000L;
    private static final byte[] NOTHING = {};

    final int id;
    final boolean fromClient;
    /** Made once for a run of frames. */
    final String name;

    private byte[] last = NOTHING;
    private Layout layout;
    private int agreements = -1;
    private final long sinceNanos;

    Cyclic(int id, boolean fromClient, long atNanos) {
        this.id = id;
        this.fromClient = fromClient;
        sinceNanos = atNanos;
        name = "frame 0x" + Integer.toHexString(id);
    }

    /** @param octets of data behind the frame id */
    void tell(Bytes frame, int octets, boolean valid, Turn turn, Turn.Draft draft) {
        boolean changed = learnsLayout(turn);
        if (layout == null && turn.atNanos() - sinceNanos < ALONE_NANOS) return;
        if (!changed && frame.equal(Profinet.FRAME_ID_BYTES, octets, last)) return;
        last = frame.copy(Profinet.FRAME_ID_BYTES, octets);
        if (layout == null)
            draft.field("values", Values.octets(frame, Profinet.FRAME_ID_BYTES, Math.min(octets, OCTETS_MAX)));
        else if (layout.fits(octets)) layout.tell(frame, valid, draft);
    }

    private boolean learnsLayout(Turn turn) {
        if (agreements == turn.agreements()) return false;
        agreements = turn.agreements();
        Layout before = layout;
        layout = turn.agreed(id) instanceof Layout agreed ? agreed : null;
        return layout != before;
    }
}
