package dev.postern.wire.it.ptp;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/** Messages of version 1, IEEE Std 1588-2002 annex D. */
final class FirstVersion {
    private static final int VERSION = 0,
            NETWORK = 2,
            SUBDOMAIN = 4,
            SUBDOMAIN_BYTES = 16,
            TYPE = 20,
            UUID = 22,
            PORT = 28;
    private static final int SEQUENCE = 30, CONTROL = 32, FLAGS = 34, MASTER = 54, STRATUM = 67;
    private static final int HEADER_BYTES = 40, SYNC_BYTES = 124;
    private static final int CONTROL_SYNC = 0, CONTROL_REQUEST = 1, CONTROL_MAX = 4;
    private static final String[] OPERATIONS = {"sync", "delay request", "follow up", "delay response", "management"};

    private FirstVersion() {}

    static boolean is(Bytes pending) {
        return pending.u16(VERSION) == 1
                && pending.u16(NETWORK) == 1
                && (pending.u8(TYPE) == 1 || pending.u8(TYPE) == 2)
                && pending.u8(CONTROL) <= CONTROL_MAX
                && pending.has(0, HEADER_BYTES);
    }

    static void read(Bytes pending, Turn turn) {
        if (pending.length() < HEADER_BYTES) {
            turn.malformed("message ends early", pending.length());
            return;
        }
        int control = pending.u8(CONTROL);
        boolean known = control <= CONTROL_MAX;
        Turn.Draft draft = turn.message(
                        known ? OPERATIONS[control] : "control " + control, Verb.OTHER, outcome(control))
                .unit("subdomain " + pending.ascii(SUBDOMAIN, SUBDOMAIN_BYTES))
                .field("version", 1L)
                .field("type", (long) control)
                .field("flags", (long) pending.u16(FLAGS))
                .field("clock", pending.hex(UUID, 6))
                .field("port", (long) pending.u16(PORT))
                .field("sequence", (long) pending.u16(SEQUENCE));
        boolean quality = (control == CONTROL_SYNC || control == CONTROL_REQUEST) && pending.has(0, SYNC_BYTES);
        if (quality)
            draft.target("grandmaster " + pending.hex(MASTER, 6))
                    .field("grandmaster", pending.hex(MASTER, 6))
                    .field("stratum", (long) pending.u8(STRATUM));
        draft.emit();
    }

    private static Outcome outcome(int control) {
        return switch (control) {
            case CONTROL_REQUEST -> Outcome.REQUEST;
            case 3 -> Outcome.SUCCESS;
            default -> Outcome.NOTICE;
        };
    }
}
