package dev.postern.wire.ot.egd;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;
import dev.postern.wire.it.parts.Waiting;

/**
 * GE Ethernet Global Data (UDP 18246): a producer sends an exchange over and over; nobody asks and nobody answers. Commands about exchanges (UDP 7937) are
 * answered: {@link Command}.
 *
 * <pre>{@code
 * 0      1         2            4          8          12        16            20       24          28         32
 * | 0D   | version | request id | producer | exchange | seconds | nanoseconds | status | signature | reserved | data     little-endian
 * }</pre>
 */
public final class EgdDissector implements Dissector {
    private static final int TYPE = 0, VERSION = 1, REQUEST = 2, PRODUCER = 4, EXCHANGE = 8, SECONDS = 12, NANOS = 16;
    private static final int STATUS = 20, SIGNATURE = 24, RESERVED = 28, DATA = 32;
    private static final int DATA_PDU = 0x0D, VERSION_1 = 1;
    private static final int STATUS_MAX = 30;
    private static final int DATA_BYTES_MAX = 1400;
    private static final long SECOND_NANOS = 1_000_000_000L;

    @Override
    public String protocol() {
        return "egd";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return speaks(transport) && (port == 18246 || port == 7937);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        boolean fits = pending.u8(TYPE) == DATA_PDU
                && pending.u8(VERSION) == VERSION_1
                && pending.has(0, DATA)
                && pending.length() <= DATA + DATA_BYTES_MAX
                && pending.u32(PRODUCER) != 0
                && pending.u32le(NANOS) < SECOND_NANOS
                && pending.u32le(STATUS) <= STATUS_MAX
                && pending.u32(RESERVED) == 0;
        if (fits) return Recognition.CERTAIN;
        return Command.fits(pending) ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public Object newState() {
        return new Waiting<Integer, Command.Asked>();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (Command.isType(pending.u8(TYPE))) {
            if (pending.length() < Command.HEADER_BYTES) turn.malformed("header ends early", pending.length());
            else new Command(pending, turn).read();
            return pending.length();
        }
        if (pending.u8(TYPE) != DATA_PDU) {
            turn.message("pdu " + pending.u8(TYPE), Verb.OTHER, Outcome.NOTICE)
                    .field("type", (long) pending.u8(TYPE))
                    .field("data", Values.hex(pending, 1, pending.length()))
                    .emit();
            return pending.length();
        }
        if (pending.length() < DATA) {
            turn.malformed("header ends early", pending.length());
            return pending.length();
        }
        if (pending.u32le(NANOS) >= SECOND_NANOS) turn.malformed("nanoseconds out of range", NANOS);
        if (pending.length() > DATA + DATA_BYTES_MAX)
            turn.malformed("more data than an exchange holds", DATA + DATA_BYTES_MAX);
        long signature = pending.u32le(SIGNATURE);
        turn.message("data", Verb.EXCHANGE, Outcome.NOTICE)
                .unit(producer(pending, PRODUCER))
                .target("exchange " + pending.u32le(EXCHANGE))
                .field("type", (long) DATA_PDU)
                .field("version", (long) pending.u8(VERSION))
                .field("request", (long) pending.u16le(REQUEST))
                .field("producer", producer(pending, PRODUCER))
                .field("exchange", pending.u32le(EXCHANGE))
                .field("seconds", pending.u32le(SECONDS))
                .field("status", pending.u32le(STATUS))
                .field("signature", signature)
                .field("length", (long) (pending.length() - DATA))
                .field("data", Values.hex(pending, DATA, pending.length()))
                .emit();
        return pending.length();
    }

    /** Written as an address, which it usually is; a name all the same. */
    static String producer(Bytes bytes, int at) {
        return bytes.u8(at) + "." + bytes.u8(at + 1) + "." + bytes.u8(at + 2) + "." + bytes.u8(at + 3);
    }
}
