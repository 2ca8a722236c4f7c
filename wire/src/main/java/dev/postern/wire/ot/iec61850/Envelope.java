package dev.postern.wire.ot.iec61850;

import dev.postern.model.Transport;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/**
 * Where the units of GOOSE and Sampled Values stand in a frame or datagram.
 *
 * <pre>{@code
 * Ethernet  0 application id(2) | 2 length of all(2) | 4 reserved, simulation 0x8000(2) | 6 reserved(2) | 8 unit
 * UDP       01 40 | session id | header length | 80 parameter length, unit length(4), number(4), version(2), current key(4),
 *           next key(2), key id(4), vector length, vector | length of payloads(4) | payload tag, simulation, application id(2), unit length(2), unit | ...
 *           | 85 signature
 * }</pre>
 */
final class Envelope {
    static final int ROUTED_PORT = 102;
    static final int GOOSE_SESSION = 0xA1, SV_SESSION = 0xA2;
    static final int GOOSE_PAYLOAD = 0x81, SV_PAYLOAD = 0x82;
    private static final int HEADER_BYTES = 8;
    private static final int FRAME_BYTES_MAX = 1500;
    private static final int LENGTH = 2, FLAGS = 4;
    private static final int SIMULATION = 0x8000;
    private static final int UNIT_DATA = 0x0140;
    private static final int SESSION = 2, SESSION_LENGTH = 3, COMMON = 4, SPDU_NUMBER = 10, KEY_ID = 22;
    private static final int SESSION_HEADER_BYTES_MIN = 23;
    private static final int PAYLOAD_HEADER_BYTES = 6;
    private static final int PAYLOADS_MAX = 16;

    private final Bytes bytes;
    /** Of the unit that {@link #next} found. */
    int appId;

    int from;
    int to;
    boolean simulation;
    /** Number of the session unit, or -1 on Ethernet. */
    long spduNumber = -1;

    long keyId = -1;
    private final int tag;
    private int at;
    private int end;
    private int payloads;
    private final boolean routed;

    private Envelope(Bytes bytes, boolean routed, int payloadTag) {
        this.bytes = bytes;
        this.routed = routed;
        tag = payloadTag;
    }

    /** Whether a datagram is of the session {@code id}: several lengths that agree. */
    static boolean isRouted(Bytes bytes, int id) {
        if (bytes.length() < SESSION_HEADER_BYTES_MIN + 6 || bytes.u16(0) != UNIT_DATA || bytes.u8(SESSION) != id)
            return false;
        int length = bytes.u8(SESSION_LENGTH);
        return length >= SESSION_HEADER_BYTES_MIN
                && bytes.u8(COMMON) == 0x80
                && bytes.u8(COMMON + 1) == length - 2
                && bytes.has(0, SESSION + 2 + length + 4);
    }

    /** Whether a frame, which may be cut, begins with a header of possible length and an element {@code tag}. */
    static boolean isFrame(Bytes bytes, int tag) {
        int length = bytes.u16(LENGTH);
        return bytes.has(0, HEADER_BYTES + 2)
                && length > HEADER_BYTES
                && length <= FRAME_BYTES_MAX
                && bytes.u8(HEADER_BYTES) == tag;
    }

    static Envelope open(Bytes bytes, Turn turn, int payloadTag) {
        boolean routed = turn.conversation().transport() == Transport.UDP;
        Envelope envelope = new Envelope(bytes, routed, payloadTag);
        if (routed) envelope.session(turn);
        else envelope.frame(turn);
        return envelope;
    }

    private void frame(Turn turn) {
        appId = bytes.u16(0);
        simulation = (bytes.u16(FLAGS) & SIMULATION) != 0;
        int length = bytes.u16(LENGTH);
        if (length < HEADER_BYTES) turn.malformed("length below the header", Math.min(LENGTH, bytes.length()));
        else if (length > bytes.length()) turn.malformed("frame ends early", bytes.length());
        from = Math.min(HEADER_BYTES, bytes.length());
        to = Math.clamp(length, from, bytes.length());
        payloads = 0;
    }

    private void session(Turn turn) {
        spduNumber = bytes.u32(SPDU_NUMBER);
        keyId = bytes.u32(KEY_ID);
        int user = SESSION + 2 + bytes.u8(SESSION_LENGTH);
        long length = bytes.u32(user);
        at = user + 4;
        end = (int) Math.min(at + length, bytes.length());
        if (at + length > bytes.length()) turn.malformed("payloads end early", Math.min(user, bytes.length()));
    }

    /** On Ethernet: one unit, and nothing around it that varies. */
    boolean isFrame() {
        return !routed;
    }

    /** Moves to the next unit; on Ethernet there is one. */
    boolean next() {
        if (!routed) return payloads++ == 0 && to > from;
        while (payloads++ < PAYLOADS_MAX && at + PAYLOAD_HEADER_BYTES < end) {
            int kind = bytes.u8(at);
            simulation = bytes.u8(at + 1) != 0;
            appId = bytes.u16(at + 2);
            from = at + PAYLOAD_HEADER_BYTES;
            to = Math.min(from + bytes.u16(at + 4), end);
            at = to;
            if (kind == tag) return true;
        }
        return false;
    }

    /** The elements of the unit, as far as they are there: a cut frame still teaches. */
    Ber elements() {
        int length = bytes.u8(from + 1);
        return new Ber(bytes, from + 2 + (length > 0x80 ? length & 3 : 0), to);
    }

    void describe(Turn.Draft draft) {
        draft.field("app_id", (long) appId);
        if (simulation) draft.field("simulation", true);
        if (!routed) return;
        draft.field("spdu_number", spduNumber);
        if (keyId != 0) draft.field("key_id", keyId);
    }
}
