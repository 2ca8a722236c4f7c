package dev.postern.wire.it.ntp;

import dev.postern.model.Address;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * NTP and SNTP, versions 1 to 4. The operation is the mode; an answer is tied to its question by the origin timestamp, which repeats the
 * transmit timestamp of the question. Keeps the last question of a flow.
 */
public final class NtpDissector implements Dissector {
    private static final int FLAGS = 0, STRATUM = 1, POLL = 2, PRECISION = 3, ROOT_DELAY = 4, ROOT_DISPERSION = 8;
    private static final int REFERENCE_ID = 12,
            REFERENCE_TIME = 16,
            ORIGIN_TIME = 24,
            RECEIVE_TIME = 32,
            TRANSMIT_TIME = 40;
    private static final int HEADER_BYTES = 48;
    private static final int CONTROL_BYTES = 12;
    private static final int PRIVATE_BYTES = 8;
    private static final int STRATUM_MAX = 16;
    private static final int STRATUM_PRIMARY = 1;
    /** From 1900, where the first era starts, and from 2036, where the second does, to 1970. */
    private static final long FIRST_ERA_SECONDS = -2_208_988_800L, SECOND_ERA_SECONDS = 2_085_978_496L;

    private static final double SHORT_UNIT = 1.0 / (1 << 16);
    private static final int MODE_PASSIVE = 2, MODE_CLIENT = 3, MODE_SERVER = 4, MODE_CONTROL = 6, MODE_PRIVATE = 7;

    private static final class Asked {
        private long transmit;
        private long atNanos = -1;
    }

    @Override
    public String protocol() {
        return "ntp";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.UDP && port == 123;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP;
    }

    /** Nothing in the header is a magic number, so never certain. */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int version = pending.u8(FLAGS) >> 3 & 7;
        int mode = pending.u8(FLAGS) & 7;
        if (version < 1 || version > 4 || mode == 0) return Recognition.NOT;
        if (mode == MODE_CONTROL) return probeControl(pending, version);
        if (mode == MODE_PRIVATE) return pending.length() >= PRIVATE_BYTES ? Recognition.UNSURE : Recognition.NOT;
        boolean plausible = pending.length() >= HEADER_BYTES
                && pending.u8(STRATUM) <= STRATUM_MAX
                && (byte) pending.u8(POLL) <= 17
                // Simple clients leave anything in the precision.
                && (mode == MODE_CLIENT || (byte) pending.u8(PRECISION) <= 0);
        return plausible ? Recognition.UNSURE : Recognition.NOT;
    }

    private static Recognition probeControl(Bytes pending, int version) {
        boolean plausible = version >= 2 && pending.has(0, CONTROL_BYTES) && pending.u16(10) <= pending.length();
        return plausible ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public boolean answersForCertain(Bytes datagram) {
        int mode = datagram.u8(FLAGS) & 7;
        return mode == MODE_PASSIVE || mode == MODE_SERVER || isManagement(mode) && isResponse(datagram, mode);
    }

    @Override
    public Object newState() {
        return new Asked();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        int mode = pending.u8(FLAGS) & 7;
        long version = pending.u8(FLAGS) >> 3 & 7;
        if (isManagement(mode)) {
            management(pending, turn, mode, version);
            return pending.length();
        }
        if (pending.length() < HEADER_BYTES) {
            turn.malformed("header ends early", pending.length());
            return pending.length();
        }
        Turn.Draft draft = turn.message(operation(mode), Verb.OTHER, outcome(mode))
                .field("mode", (long) mode)
                .field("version", version)
                .field("stratum", (long) pending.u8(STRATUM))
                .field("leap", (long) (pending.u8(FLAGS) >> 6))
                .field("poll", (long) (byte) pending.u8(POLL));
        if (mode != MODE_CLIENT) clock(pending, draft);
        Asked asked = turn.state();
        if (mode == MODE_CLIENT || mode == 1) {
            asked.transmit = pending.i64(TRANSMIT_TIME);
            asked.atNanos = turn.atNanos();
        } else if ((mode == MODE_SERVER || mode == MODE_PASSIVE)
                && asked.atNanos >= 0
                && pending.i64(ORIGIN_TIME) == asked.transmit) {
            draft.answers(asked.atNanos);
            asked.atNanos = -1;
        }
        draft.emit();
        return pending.length();
    }

    /** What the clock that speaks says of itself. */
    private static void clock(Bytes pending, Turn.Draft draft) {
        draft.field("reference_id", reference(pending))
                .field("root_delay", pending.i32(ROOT_DELAY) * SHORT_UNIT)
                .field("root_dispersion", pending.u32(ROOT_DISPERSION) * SHORT_UNIT)
                .field("reference_millis", millis(pending.i64(REFERENCE_TIME)))
                .field("receive_millis", millis(pending.i64(RECEIVE_TIME)))
                .field("transmit_millis", millis(pending.i64(TRANSMIT_TIME)));
    }

    /** Since 1970, of seconds and their fraction in 32 bits each; the highest bit says which era (RFC 4330 section 3). Null if not set. */
    private static Long millis(long time) {
        if (time == 0) return null;
        long seconds = (time >>> 32) + (time < 0 ? FIRST_ERA_SECONDS : SECOND_ERA_SECONDS);
        // Rounded, as a fraction of 32 bits hits no millisecond.
        return seconds * 1000 + ((time & 0xFFFF_FFFFL) * 1000 + (1L << 31) >> 32);
    }

    private static boolean isManagement(int mode) {
        return mode == MODE_CONTROL || mode == MODE_PRIVATE;
    }

    /** Control carries response, error and operation in its second octet; private has the response bit in its first. */
    private static boolean isResponse(Bytes pending, int mode) {
        return (pending.u8(mode == MODE_CONTROL ? 1 : 0) & 0x80) != 0;
    }

    private static void management(Bytes pending, Turn turn, int mode, long version) {
        boolean control = mode == MODE_CONTROL;
        boolean response = isResponse(pending, mode);
        boolean refused = control ? (pending.u8(1) & 0x40) != 0 : response && pending.u8(4) >> 4 != 0;
        Outcome outcome = !response ? Outcome.REQUEST : refused ? Outcome.REFUSED : Outcome.SUCCESS;
        turn.message(control ? "control" : "private", Verb.OTHER, outcome)
                .field("mode", (long) mode)
                .field("version", version)
                .field("code", (long) (control ? pending.u8(1) & 0x1F : pending.u8(3)))
                .emit();
    }

    private static String operation(int mode) {
        return switch (mode) {
            case 1 -> "symmetric active";
            case 2 -> "symmetric passive";
            case 3 -> "client";
            case 4 -> "server";
            case 5 -> "broadcast";
            default -> "reserved";
        };
    }

    private static Outcome outcome(int mode) {
        return switch (mode) {
            case 1, 3 -> Outcome.REQUEST;
            case 2, 4 -> Outcome.SUCCESS;
            default -> Outcome.NOTICE;
        };
    }

    /** Kind of clock at stratum 1, else the address of the next server up (IPv4) or a hash that looks like one. */
    private static String reference(Bytes pending) {
        if (pending.u8(STRATUM) <= STRATUM_PRIMARY) return pending.ascii(REFERENCE_ID, 4);
        return Address.ipv4(pending.i32(REFERENCE_ID)).toString();
    }
}
