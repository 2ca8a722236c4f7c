package dev.postern.wire.ot.knxip;

import dev.postern.model.Address;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.parts.Waiting;
import java.nio.charset.StandardCharsets;

/**
 * KNXnet/IP frames over UDP and TCP. What is tunnelled or routed is told as the service on the bus ({@link Cemi}), the rest as it is.
 *
 * <pre>
 *   0      1        2 3        4 5
 * +------+------+-----------+--------------+
 * | 0x06 | 0x10 |  service  | total length | body
 * +------+------+-----------+--------------+
 * </pre>
 */
public final class KnxIpDissector implements Dissector {
    private static final int ASKED_MAX = 64;
    /** What waits for its answer. */
    record Asked(String operation, String unit, String target, long atNanos) {}

    private static final int PORT = 3671;
    private static final int HEADER_BYTES = 6;
    private static final int MAGIC = 0x0610;
    private static final int SERVICE = 2, TOTAL = 4;
    private static final int TOTAL_MAX = 8192;
    private static final int HPAI_BYTES = 8;
    private static final int DIB_DEVICE = 1, DIB_SERVICES = 2, DIB_MANUFACTURER = 0xFE;
    private static final int DEVICE_BYTES = 54;
    private static final int DIBS_MAX = 16;

    @Override
    public String protocol() {
        return "knxip";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return speaks(transport) && port == PORT;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP || transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (pending.length() < HEADER_BYTES || pending.u16(0) != MAGIC) return Recognition.NOT;
        int total = pending.u16(TOTAL);
        if (KnxService.of(pending.u16(SERVICE)) == null || total < HEADER_BYTES || total > TOTAL_MAX)
            return Recognition.NOT;
        boolean whole = transport == Transport.TCP || total == pending.length();
        return whole ? Recognition.CERTAIN : Recognition.UNSURE;
    }

    @Override
    public Object newState() {
        return new Waiting<String, Asked>(ASKED_MAX);
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        boolean stream = turn.conversation().transport() == Transport.TCP;
        if (pending.length() < HEADER_BYTES) {
            if (stream) {
                turn.need(HEADER_BYTES);
                return NEED_MORE;
            }
            turn.malformed("header ends early", pending.length());
            return pending.length();
        }
        int total = pending.u16(TOTAL);
        if (pending.u16(0) != MAGIC || total < HEADER_BYTES || total > TOTAL_MAX) {
            turn.malformed(
                    pending.u16(0) != MAGIC ? "header not 06 10" : "total length out of range",
                    pending.u16(0) != MAGIC ? 0 : TOTAL);
            return stream ? LOST : pending.length();
        }
        if (total > pending.length()) {
            if (stream) {
                turn.need(total);
                return NEED_MORE;
            }
            turn.malformed("total length beyond datagram", TOTAL);
        }
        Bytes frame = new Bytes().wrap(pending, 0, total);
        frame(frame, turn);
        if (frame.overrun() && total <= pending.length()) turn.malformed("frame ends early", frame.length());
        return Math.min(total, pending.length());
    }

    private static void frame(Bytes frame, Turn turn) {
        int code = frame.u16(SERVICE);
        KnxService service = KnxService.of(code);
        if (service == null) {
            turn.message("service " + code, Verb.OTHER, Outcome.NOTICE)
                    .field("service_type", (long) code)
                    .emit();
            return;
        }
        switch (service) {
            case TUNNELLING_REQUEST, DEVICE_CONFIGURATION_REQUEST ->
                new Cemi(frame, HEADER_BYTES + frame.u8(HEADER_BYTES), service, turn).read();
            case ROUTING_INDICATION, ROUTING_SYSTEM_BROADCAST -> new Cemi(frame, HEADER_BYTES, service, turn).read();
            case SEARCH_RESPONSE, SEARCH_RESPONSE_EXTENDED ->
                description(service, frame, HEADER_BYTES + HPAI_BYTES, turn);
            case DESCRIPTION_RESPONSE -> description(service, frame, HEADER_BYTES, turn);
            default -> plain(service, frame, turn);
        }
    }

    private static void plain(KnxService service, Bytes frame, Turn turn) {
        int status = status(service, frame);
        Outcome outcome = status > 0 ? Outcome.REFUSED : service.outcome;
        Turn.Draft draft = start(service, outcome, turn);
        switch (service) {
            case CONNECT_REQUEST -> {
                int request = HEADER_BYTES + 2 * HPAI_BYTES;
                draft.field("control_endpoint", endpoint(frame, HEADER_BYTES))
                        .field("connection_type", connection(frame.u8(request + 1)));
            }
            case CONNECT_RESPONSE -> {
                draft.field("channel", (long) frame.u8(HEADER_BYTES));
                int data = HEADER_BYTES + 2 + HPAI_BYTES;
                if (status == 0 && frame.has(data, 4) && frame.u8(data + 1) == 4)
                    draft.field("tunnel_address", Cemi.individual(frame.u16(data + 2)));
            }
            case CONNECTIONSTATE_REQUEST, CONNECTIONSTATE_RESPONSE, DISCONNECT_REQUEST, DISCONNECT_RESPONSE ->
                draft.field("channel", (long) frame.u8(HEADER_BYTES));
            case TUNNELLING_ACK, DEVICE_CONFIGURATION_ACK ->
                draft.field("channel", (long) frame.u8(HEADER_BYTES + 1))
                        .field("sequence", (long) frame.u8(HEADER_BYTES + 2));
            case TUNNELLING_FEATURE_GET, TUNNELLING_FEATURE_RESPONSE, TUNNELLING_FEATURE_SET, TUNNELLING_FEATURE_INFO ->
                draft.target("feature " + frame.u8(HEADER_BYTES + 4))
                        .field("channel", (long) frame.u8(HEADER_BYTES + 1))
                        .field("sequence", (long) frame.u8(HEADER_BYTES + 2))
                        .field("feature", (long) frame.u8(HEADER_BYTES + 4));
            case ROUTING_LOST -> draft.field("lost", (long) frame.u16(HEADER_BYTES + 2));
            case ROUTING_BUSY -> draft.field("wait_millis", (long) frame.u16(HEADER_BYTES + 2));
            case SECURE_WRAPPER ->
                draft.field("session", (long) frame.u16(HEADER_BYTES)).field("encrypted", true);
            case SESSION_RESPONSE -> draft.field("session", (long) frame.u16(HEADER_BYTES));
            case SESSION_AUTHENTICATE -> draft.field("user_id", (long) frame.u8(HEADER_BYTES + 1));
            default -> {}
        }
        if (status >= 0) draft.field("status", (long) status);
        if (status > 0) draft.field("error", KnxService.status(status));
        draft.emit();
    }

    /** Status of an answer, -1 where there is none. */
    private static int status(KnxService service, Bytes frame) {
        return switch (service) {
            case CONNECT_RESPONSE, CONNECTIONSTATE_RESPONSE, DISCONNECT_RESPONSE -> frame.u8(HEADER_BYTES + 1);
            case TUNNELLING_ACK, DEVICE_CONFIGURATION_ACK, TUNNELLING_FEATURE_RESPONSE ->
                frame.u8(HEADER_BYTES + 3 + feature(service));
            case SESSION_STATUS -> frame.u8(HEADER_BYTES);
            default -> -1;
        };
    }

    private static int feature(KnxService service) {
        return service == KnxService.TUNNELLING_FEATURE_RESPONSE ? 2 : 0;
    }

    private static Turn.Draft start(KnxService service, Outcome outcome, Turn turn) {
        Waiting<String, Asked> state = turn.state();
        Turn.Draft draft =
                turn.message(service.operation, service.verb, outcome).field("service_type", (long) service.code);
        if (service.outcome == Outcome.REQUEST) {
            state.ask(turn, service.operation, new Asked(service.operation, "", "", turn.atNanos()));
        } else if (service.outcome == Outcome.SUCCESS) {
            Asked asked = state.answer(service.operation);
            if (asked != null) draft.answers(asked.atNanos());
        }
        return draft;
    }

    private static String endpoint(Bytes frame, int at) {
        return Address.ipv4(frame.i32(at + 2)) + ":" + frame.u16(at + 6);
    }

    private static String connection(int type) {
        return switch (type) {
            case 3 -> "device management";
            case 4 -> "tunnelling";
            case 6 -> "remote logging";
            case 7 -> "remote configuration";
            case 8 -> "object server";
            default -> "connection type " + type;
        };
    }

    /** Description information blocks, KNX 3.8.2 section 7.5.4. */
    private static void description(KnxService service, Bytes frame, int from, Turn turn) {
        Turn.Draft draft = start(service, service.outcome, turn);
        if (service != KnxService.DESCRIPTION_RESPONSE) draft.field("control_endpoint", endpoint(frame, HEADER_BYTES));
        int device = -1;
        int at = from;
        for (int blocks = 0; at + 2 <= frame.length() && blocks < DIBS_MAX; blocks++) {
            int length = frame.u8(at);
            if (length < 2) {
                turn.malformed("description block shorter than its header", at);
                break;
            }
            int type = frame.u8(at + 1);
            if (type == DIB_DEVICE && length >= DEVICE_BYTES && frame.has(at, DEVICE_BYTES)) device = at;
            else if (type == DIB_SERVICES) draft.field("service_families", families(frame, at, length));
            else if (type == DIB_MANUFACTURER && length >= 4) draft.field("manufacturer", (long) frame.u16(at + 2));
            at += length;
        }
        if (device >= 0) device(frame, device, draft);
        draft.emit();
        if (device < 0) return;
        turn.identity(turn.source(), Attribute.NAME, name(frame, device), 0.9);
        turn.identity(turn.source(), Attribute.SERIAL, frame.hex(device + 8, 6), 0.95);
        turn.identity(turn.source(), Attribute.NOTE, "KNX " + Cemi.individual(frame.u16(device + 4)), 0.8);
        turn.identity(turn.source(), Attribute.ROLE, "KNXnet/IP server", 0.9);
    }

    private static String name(Bytes frame, int device) {
        String name = new String(frame.copy(device + 24, 30), StandardCharsets.ISO_8859_1);
        int end = name.indexOf(0);
        return end < 0 ? name : name.substring(0, end);
    }

    private static void device(Bytes frame, int at, Turn.Draft draft) {
        draft.field("medium", (long) frame.u8(at + 2))
                .field("programming_mode", (frame.u8(at + 3) & 1) != 0)
                .field("individual_address", Cemi.individual(frame.u16(at + 4)))
                .field("project", (long) frame.u16(at + 6))
                .field("serial", frame.hex(at + 8, 6))
                .field("multicast", Address.ipv4(frame.i32(at + 14)).toString())
                .field("mac", Address.mac(frame.u48(at + 18)).toString())
                .field("name", name(frame, at));
    }

    private static String families(Bytes frame, int at, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = at + 2; i + 1 < Math.min(at + length, frame.length()); i += 2) {
            if (!text.isEmpty()) text.append(' ');
            text.append(frame.u8(i)).append(" v").append(frame.u8(i + 1));
        }
        return text.toString();
    }
}
