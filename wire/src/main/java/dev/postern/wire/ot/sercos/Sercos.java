package dev.postern.wire.ot.sercos;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * SERCOS III by its header: master data telegrams (MDT), in which the master writes, and acknowledge telegrams (AT), which it sends empty and the slaves
 * fill on the way, up to four of each a cycle, one message each. While the bus starts their layout is fixed, and {@link Devices} reads the service channels; later it
 * depends on the configuration.
 *
 * <pre>{@code
 * 0                                                           1                               2
 * | channel 1 | AT 1 | cycle count valid 1 | 0 | telegram 4 | phase changes 1 | cycle 3 | phase 4 | check (4) | ...
 * }</pre>
 */
public final class Sercos implements Dissector {
    static final int ETHER_TYPE = 0x88CD;
    private static final int TYPE = 0, PHASE = 1, DATA = 6;
    private static final int CHANNEL_SECONDARY = 0x80,
            ACKNOWLEDGE = 0x40,
            CYCLE_COUNTED = 0x20,
            RESERVED = 0x10,
            NUMBER = 0x0F;
    private static final int PHASE_CHANGES = 0x80;
    private static final int TELEGRAMS_MAX = 4, PHASE_MAX = 4;
    private static final int FIRST_WITH_CHANNELS = 1, LAST_WITH_CHANNELS = 2;
    /** Without its addresses a telegram has at least this. */
    private static final int PAYLOAD_BYTES_MIN = 40;

    private static final String[] MDT = {"mdt0", "mdt1", "mdt2", "mdt3"};
    private static final String[] AT = {"at0", "at1", "at2", "at3"};

    @Override
    public String protocol() {
        return "sercos";
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
        return new Devices();
    }

    /** Two octets of small numbers: believed on its EtherType. */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int type = pending.u8(TYPE);
        boolean plausible = pending.length() >= PAYLOAD_BYTES_MIN
                && (type & RESERVED) == 0
                && (type & NUMBER) < TELEGRAMS_MAX
                && (pending.u8(PHASE) & 0x0F) <= PHASE_MAX;
        return plausible ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        int length = pending.length();
        if (length < DATA) {
            turn.malformed("header ends early", length);
            return Math.max(1, length);
        }
        int type = pending.u8(TYPE);
        int phase = pending.u8(PHASE);
        int number = type & NUMBER;
        if (number >= TELEGRAMS_MAX) turn.malformed("telegram number beyond 3", TYPE);
        if ((phase & 0x0F) > PHASE_MAX) turn.malformed("phase beyond 4", PHASE);
        boolean acknowledge = (type & ACKNOWLEDGE) != 0;
        // A change of phase starts or stops the exchange of the whole bus.
        boolean changes = (phase & PHASE_CHANGES) != 0;
        turn.message(acknowledge ? "at" : "mdt", changes ? Verb.MODE : Verb.EXCHANGE, Outcome.NOTICE)
                .target((acknowledge ? AT : MDT)[Math.min(number, TELEGRAMS_MAX - 1)])
                .field("channel", (long) ((type & CHANNEL_SECONDARY) != 0 ? 1 : 0))
                .field("telegram", (long) number)
                .field("phase", (long) (phase & 0x0F))
                .field("phase_changes", changes)
                .field("cycle", (type & CYCLE_COUNTED) != 0 ? (Object) (long) (phase >> 4 & 7) : null)
                .field("length", (long) (length - DATA))
                .emit();
        int level = phase & 0x0F;
        boolean channels = level >= FIRST_WITH_CHANNELS && level <= LAST_WITH_CHANNELS && number < TELEGRAMS_MAX;
        if (channels) services(pending, acknowledge, number, turn);
        return length;
    }

    private static void services(Bytes pending, boolean acknowledge, int telegram, Turn turn) {
        Devices devices = turn.state();
        if (acknowledge) devices.slaves(pending, DATA, telegram, turn);
        else devices.master(pending, DATA, telegram, turn);
    }
}
