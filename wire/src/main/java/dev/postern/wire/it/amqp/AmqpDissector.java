package dev.postern.wire.it.amqp;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * AMQP 0-9-1 and 1.0, which share a port and the first four octets only. A connection met midway is read by the form of its frames, and
 * believed on its port, or when both sides agree.
 */
public final class AmqpDissector implements Dissector {
    private static final int PORT = 5672;
    private static final int PROTOCOL_BYTES = 8;
    /** Of a 1.0 frame: header, descriptor and how its list is coded. */
    private static final int FORM_10_BYTES = 12;
    /** No broker is known to allow more. */
    private static final long FRAME_BYTES_MAX = 16L << 20;

    @Override
    public String protocol() {
        return "amqp";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && port == PORT;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (pending.startsWith("AMQP", 0)) {
            if (pending.length() < PROTOCOL_BYTES) return Recognition.UNSURE;
            return version(pending) == AmqpState.UNKNOWN ? Recognition.NOT : Recognition.CERTAIN;
        }
        return looksLike091(pending) || looksLike10(pending) ? Recognition.UNSURE : Recognition.NOT;
    }

    /** Protocol id and version behind the letters: 0 0 9 1, or (0 AMQP, 2 TLS, 3 SASL) 1 0 0. */
    private static int version(Bytes bytes) {
        int id = bytes.u8(4);
        if (id == 0 && bytes.u24(5) == 0x00_09_01) return AmqpState.VERSION_091;
        boolean known = id == 0 || id == 2 || id == 3;
        return known && bytes.u24(5) == 0x01_00_00 ? AmqpState.VERSION_10 : AmqpState.UNKNOWN;
    }

    private static boolean looksLike091(Bytes bytes) {
        int type = bytes.u8(0);
        long size = bytes.u32(3);
        if (bytes.length() < Frames091.HEADER_BYTES + 1 || size > FRAME_BYTES_MAX) return false;
        int end = Frames091.HEADER_BYTES + (int) size;
        if (bytes.length() <= end || bytes.u8(end) != Frames091.FRAME_END) return false;
        return switch (type) {
            case Frames091.METHOD -> size >= 4 && Method.of((int) bytes.u32(Frames091.HEADER_BYTES)) != null;
            case Frames091.CONTENT_HEADER ->
                size >= 14 && bytes.u16(Frames091.HEADER_BYTES) == 60 && bytes.u16(Frames091.HEADER_BYTES + 2) == 0;
            case Frames091.HEARTBEAT -> size == 0 && bytes.u16(1) == 0;
            default -> false;
        };
    }

    /** Octets of a frame by which its version can be told, 0 if it is like neither. */
    private static int formBytes(Bytes bytes) {
        if (bytes.u8(0) == Frames091.METHOD) {
            if (bytes.length() < Frames091.HEADER_BYTES + 4) return Frames091.HEADER_BYTES + 4;
            boolean known = Method.of((int) bytes.u32(Frames091.HEADER_BYTES)) != null;
            return known && bytes.u32(3) <= FRAME_BYTES_MAX ? Frames091.HEADER_BYTES + (int) bytes.u32(3) + 1 : 0;
        }
        return bytes.u8(4) == 2 && bytes.u8(5) <= 1 ? FORM_10_BYTES : 0;
    }

    private static boolean looksLike10(Bytes bytes) {
        long size = bytes.u32(0);
        if (bytes.length() < Frames10.HEADER_BYTES
                || size < Frames10.HEADER_BYTES
                || size > FRAME_BYTES_MAX
                || bytes.u8(4) != 2
                || bytes.u8(5) > 1) return false;
        if (size == Frames10.HEADER_BYTES) return bytes.u16(6) == 0;
        int code = bytes.u8(10);
        boolean performative = bytes.u8(5) == 0
                ? code >= Frames10.OPEN && code <= Frames10.CLOSE
                : code >= Frames10.SASL_MECHANISMS && code <= Frames10.SASL_OUTCOME;
        return bytes.length() >= FORM_10_BYTES
                && bytes.u16(8) == 0x0053
                && performative
                && (bytes.u8(11) == 0x45 || bytes.u8(11) == 0xC0 || bytes.u8(11) == 0xD0);
    }

    @Override
    public Object newState() {
        return new AmqpState();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (pending.length() < PROTOCOL_BYTES) {
            turn.need(PROTOCOL_BYTES);
            return NEED_MORE;
        }
        if (pending.startsWith("AMQP", 0)) return header(pending, turn);
        AmqpState state = turn.state();
        if (state.version == AmqpState.UNKNOWN)
            state.version =
                    looksLike091(pending) ? AmqpState.VERSION_091 : looksLike10(pending) ? AmqpState.VERSION_10 : 0;
        int form = state.version == AmqpState.UNKNOWN ? formBytes(pending) : 0;
        if (form > pending.length()) {
            turn.need(form);
            return NEED_MORE;
        }
        if (state.version == AmqpState.UNKNOWN) {
            turn.malformed("frame of no known version", 0);
            return LOST;
        }
        boolean old = state.version == AmqpState.VERSION_091;
        long total = old ? Frames091.HEADER_BYTES + 1 + pending.u32(3) : pending.u32(0);
        if (total < Frames10.HEADER_BYTES || total > FRAME_BYTES_MAX) {
            turn.malformed("frame size out of range", old ? 3 : 0);
            return LOST;
        }
        if (pending.length() < total) {
            turn.need((int) total);
            return NEED_MORE;
        }
        Bytes frame = new Bytes().wrap(pending, 0, (int) total);
        if (old) Frames091.read(frame, turn);
        else Frames10.read(frame, turn);
        return (int) total;
    }

    /** A server that speaks another version says which. */
    private static int header(Bytes bytes, Turn turn) {
        AmqpState state = turn.state();
        state.version = version(bytes);
        String text = bytes.u8(4) + " " + bytes.u8(5) + "-" + bytes.u8(6) + "-" + bytes.u8(7);
        turn.message("protocol header", Verb.SESSION, Outcome.NOTICE)
                .field("protocol_version", text)
                .emit();
        return PROTOCOL_BYTES;
    }
}
