package dev.postern.wire.ot.ads;

import dev.postern.model.Transport;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * ADS in AMS over TCP (48898), and the discovery and route service over UDP (48899). An answer is found by its invoke id and command.
 *
 * <pre>{@code
 * 0    2        6                8      14            20     22        24      26       30      34       38
 * | 0 | length | target net id | port | source net id | port | command | flags | length | error | invoke | data     all little-endian
 * }</pre>
 */
public final class AdsDissector implements Dissector {
    static final int RESERVED = 0, TCP_LENGTH = 2, AMS = 6;
    /** From the AMS header on. */
    static final int TARGET = 0,
            TARGET_PORT = 6,
            SOURCE = 8,
            SOURCE_PORT = 14,
            COMMAND = 16,
            FLAGS = 18,
            LENGTH = 20,
            ERROR = 24,
            INVOKE = 28;

    static final int AMS_BYTES = 32;
    static final int FLAG_RESPONSE = 0x0001, FLAG_ADS = 0x0004;
    private static final int COMMAND_MAX = 9;
    /** A router passes no larger message by default; what is larger is no ADS. */
    private static final int LENGTH_MAX = 4 << 20;

    private static final int FLAGS_HIGH = 0xFE00;

    @Override
    public String protocol() {
        return "ads";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return port == 48898 && transport == Transport.TCP || port == 48899 && transport == Transport.UDP;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP || transport == Transport.UDP;
    }

    @Override
    public Object newState() {
        return new AdsState();
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (transport == Transport.UDP) return Discovery.is(pending) ? Recognition.CERTAIN : Recognition.NOT;
        long length = pending.u32le(TCP_LENGTH);
        if (pending.length() < AMS || pending.u16(RESERVED) != 0 || length < AMS_BYTES || length > LENGTH_MAX)
            return Recognition.NOT;
        if (pending.length() < AMS + AMS_BYTES) return Recognition.UNSURE;
        boolean agrees = pending.u32le(AMS + LENGTH) == length - AMS_BYTES
                && pending.u16le(AMS + COMMAND) <= COMMAND_MAX
                && (pending.u16le(AMS + FLAGS) & FLAG_ADS) != 0
                && (pending.u16le(AMS + FLAGS) & FLAGS_HIGH) == 0;
        return agrees ? Recognition.CERTAIN : Recognition.NOT;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (turn.conversation().transport() == Transport.UDP) {
            Discovery.read(pending, turn);
            return pending.length();
        }
        if (pending.length() < AMS) {
            turn.need(AMS);
            return NEED_MORE;
        }
        long length = pending.u32le(TCP_LENGTH);
        if (pending.u16(RESERVED) != 0 || length < AMS_BYTES || length > LENGTH_MAX) return LOST;
        int total = AMS + (int) length;
        if (pending.length() < total) {
            turn.need(total);
            return NEED_MORE;
        }
        pending.endAt(total);
        if (pending.u32le(AMS + LENGTH) != length - AMS_BYTES) turn.malformed("lengths disagree", AMS + LENGTH);
        Packet packet = new Packet(pending, total);
        if (packet.response()) Answers.read(packet, turn);
        else Requests.read(packet, turn);
        return total;
    }
}
