package dev.postern.wire.it.ptp;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * Clocks and their masters. The unit is the domain; the target of an announcement is the grandmaster, so another one is another target. An
 * answer is tied to the last question of its flow by the sequence number; most go to a group, where only their sender is known.
 */
public final class PtpDissector implements Dissector {
    static final int ETHER_TYPE = 0x88F7;
    private static final int PORT_EVENT = 319, PORT_GENERAL = 320;
    private static final int TYPE = 0, VERSION = 1, LENGTH = 2, DOMAIN = 4, FLAGS = 6, CORRECTION = 8, CLOCK = 20;
    private static final int SEQUENCE = 30, CONTROL = 32, INTERVAL = 33, BODY = 34;
    private static final int MINOR_VERSION_MAX = 1, CONTROL_MAX = 5;
    /** Over IPv6 two octets follow, for the checksum: annex D. */
    private static final int UDP_SPARE_MAX = 2;

    private static final int HEADER_BYTES = 34, ANNOUNCE_BYTES = 64;
    private static final int DELAY_REQUEST = 1,
            PEER_REQUEST = 2,
            PEER_RESPONSE = 3,
            DELAY_RESPONSE = 9,
            ANNOUNCE = 11,
            MANAGEMENT = 13;
    private static final int ACTION = 46, MANAGEMENT_ID = 52;
    private static final int TYPE_MASK = 0xF;
    private static final double CONFIDENCE = 0.8;

    /** The flow's last question, and the grandmaster told last. */
    static final class Heard {
        private int sequence = -1;
        private long askedNanos = -1;
        private long grandmaster;
    }

    @Override
    public String protocol() {
        return "ptp";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        if (transport == Transport.ETHERNET) return port == ETHER_TYPE;
        return transport == Transport.UDP && (port == PORT_EVENT || port == PORT_GENERAL);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.ETHERNET || transport == Transport.UDP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (FirstVersion.is(pending)) return Recognition.UNSURE;
        int length = pending.u16(LENGTH);
        int spare = pending.length() - length;
        boolean plausible = (pending.u8(VERSION) & 0xF) == 2
                && pending.u8(VERSION) >> 4 <= MINOR_VERSION_MAX
                && operation(pending.u8(TYPE) & TYPE_MASK) != null
                && pending.u8(CONTROL) <= CONTROL_MAX
                && length >= HEADER_BYTES
                && spare >= 0
                && (transport == Transport.ETHERNET || spare <= UDP_SPARE_MAX);
        return plausible ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public Object newState() {
        return new Heard();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (pending.u16(0) == 1 || pending.u16(0) == 0x0101 && FirstVersion.is(pending)) {
            FirstVersion.read(pending, turn);
        } else if ((pending.u8(VERSION) & 0xF) != 2) {
            return LOST;
        } else if (!pending.has(0, Math.max(HEADER_BYTES, pending.u16(LENGTH)))) {
            turn.malformed("message ends early", pending.length());
        } else {
            second(pending, turn);
        }
        return Math.max(1, pending.length());
    }

    private static void second(Bytes pending, Turn turn) {
        int type = pending.u8(TYPE) & TYPE_MASK;
        String name = operation(type);
        String clock = pending.hex(CLOCK, 8);
        Turn.Draft draft = turn.message(
                        name == null ? "type " + type : name, verb(pending, type), outcome(pending, type))
                .unit("domain " + pending.u8(DOMAIN))
                .field("version", (long) (pending.u8(VERSION) & 0xF))
                .field("type", (long) type)
                .field("domain", (long) pending.u8(DOMAIN))
                .field("flags", (long) pending.u16(FLAGS))
                .field("correction", pending.i64(CORRECTION))
                .field("clock", clock)
                .field("port", (long) pending.u16(CLOCK + 8))
                .field("sequence", (long) pending.u16(SEQUENCE))
                .field("interval", (long) (byte) pending.u8(INTERVAL));
        Heard heard = turn.state();
        if (type == DELAY_REQUEST || type == PEER_REQUEST) {
            heard.sequence = pending.u16(SEQUENCE);
            heard.askedNanos = turn.atNanos();
        } else if ((type == DELAY_RESPONSE || type == PEER_RESPONSE) && heard.sequence == pending.u16(SEQUENCE)) {
            draft.answers(heard.askedNanos);
            heard.sequence = -1;
        }
        if (type == ANNOUNCE && pending.has(0, ANNOUNCE_BYTES)) {
            announce(pending, turn, draft, clock, heard);
            return;
        }
        if (type == MANAGEMENT && pending.has(MANAGEMENT_ID, 2))
            draft.target("management " + pending.u16(MANAGEMENT_ID))
                    .field("action", (long) (pending.u8(ACTION) & 0xF))
                    .field("management_id", (long) pending.u16(MANAGEMENT_ID));
        if (type == DELAY_RESPONSE || type == PEER_RESPONSE) draft.field("requester", pending.hex(BODY + 10, 8));
        draft.emit();
    }

    private static void announce(Bytes pending, Turn turn, Turn.Draft draft, String clock, Heard heard) {
        String grandmaster = pending.hex(53, 8);
        draft.target("grandmaster " + grandmaster)
                .field("grandmaster", grandmaster)
                .field("priority1", (long) pending.u8(47))
                .field("class", (long) pending.u8(48))
                .field("accuracy", (long) pending.u8(49))
                .field("variance", (long) pending.u16(50))
                .field("priority2", (long) pending.u8(52))
                .field("steps", (long) pending.u16(61))
                .field("time_source", (long) pending.u8(63))
                .field("utc_offset", (long) (short) pending.u16(44))
                .emit();
        if (heard.grandmaster == pending.i64(53)) return;
        heard.grandmaster = pending.i64(53);
        turn.identity(
                turn.source(),
                Attribute.ROLE,
                grandmaster.equals(clock) ? "grandmaster clock" : "boundary clock",
                CONFIDENCE);
    }

    private static String operation(int type) {
        return switch (type) {
            case 0 -> "sync";
            case DELAY_REQUEST -> "delay request";
            case PEER_REQUEST -> "peer delay request";
            case PEER_RESPONSE -> "peer delay response";
            case 8 -> "follow up";
            case DELAY_RESPONSE -> "delay response";
            case 10 -> "peer delay follow up";
            case ANNOUNCE -> "announce";
            case 12 -> "signaling";
            case MANAGEMENT -> "management";
            default -> null;
        };
    }

    /** Actions of management: 0 get, 1 set, 2 response, 3 command, 4 acknowledge. */
    private static Verb verb(Bytes pending, int type) {
        if (type == ANNOUNCE) return Verb.REPORT;
        if (type != MANAGEMENT) return Verb.OTHER;
        int action = pending.u8(ACTION) & 0xF;
        return action == 1 || action == 3 ? Verb.CONFIGURE : Verb.READ;
    }

    private static Outcome outcome(Bytes pending, int type) {
        return switch (type) {
            case DELAY_REQUEST, PEER_REQUEST -> Outcome.REQUEST;
            case PEER_RESPONSE, DELAY_RESPONSE -> Outcome.SUCCESS;
            case MANAGEMENT -> {
                int action = pending.u8(ACTION) & 0xF;
                yield action == 2 || action == 4 ? Outcome.SUCCESS : Outcome.REQUEST;
            }
            default -> Outcome.NOTICE;
        };
    }
}
