package dev.postern.wire.ot.enip;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * EtherNet/IP encapsulation (TCP and UDP 44818) and cyclic data (UDP 2222). CIP inside it is read by {@link Cip}; a packet whose CIP message
 * is reported gives no message of its own.
 *
 * <pre>
 *  0         2        4         8        12        20        24
 * +---------+--------+---------+--------+---------+---------+ little endian
 * | command | length | session | status | context | options | length octets
 * +---------+--------+---------+--------+---------+---------+
 * </pre>
 */
public final class EnipDissector implements Dissector {
    static final int PORT = 44_818;
    static final int IO_PORT = 2_222;
    static final int HEADER_BYTES = 24;
    private static final int COMMAND = 0, LENGTH = 2, SESSION = 4, STATUS = 8, CONTEXT = 12, OPTIONS = 20;
    private static final int NOP = 0x00, LIST_SERVICES = 0x04, LIST_IDENTITY = 0x63, LIST_INTERFACES = 0x64;
    private static final int REGISTER = 0x65, UNREGISTER = 0x66;
    static final int SEND_RR_DATA = 0x6F, SEND_UNIT_DATA = 0x70;
    private static final int INDICATE_STATUS = 0x72, CANCEL = 0x73;
    private static final int REGISTER_BYTES = 4;
    private static final int ITEMS_OFFSET = HEADER_BYTES + 6;
    private static final int STATUS_MAX = 0x6A;

    @Override
    public String protocol() {
        return "enip";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return speaks(transport) && port == PORT || transport == Transport.UDP && port == IO_PORT;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP || transport == Transport.UDP;
    }

    @Override
    public Object newState() {
        return new EnipState();
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (transport == Transport.UDP && IoData.isOne(pending)) return Recognition.CERTAIN;
        if (pending.length() < HEADER_BYTES) {
            // Command 0 would take every message that begins with zeros, such as Modbus transaction 0.
            int command = pending.u16le(COMMAND);
            boolean beginning = transport == Transport.TCP && pending.length() >= 4 && command != NOP && known(command);
            return beginning ? Recognition.UNSURE : Recognition.NOT;
        }
        if (!plausible(pending)) return Recognition.NOT;
        int length = pending.u16le(LENGTH);
        if (transport == Transport.UDP && pending.length() != HEADER_BYTES + length) return Recognition.NOT;
        return switch (pending.u16le(COMMAND)) {
            case REGISTER ->
                length == REGISTER_BYTES && (!pending.has(HEADER_BYTES, 4) || pending.u32le(HEADER_BYTES) == 1)
                        ? Recognition.CERTAIN
                        : Recognition.NOT;
            case UNREGISTER -> length == 0 && pending.u32le(SESSION) != 0 ? Recognition.UNSURE : Recognition.NOT;
            case LIST_IDENTITY, LIST_SERVICES, LIST_INTERFACES -> listing(pending, length);
            case SEND_RR_DATA, SEND_UNIT_DATA -> itemsPlausible(pending, length);
            default -> Recognition.NOT;
        };
    }

    private static Recognition listing(Bytes pending, int length) {
        if (length == 0) return pending.u32le(SESSION) == 0 ? Recognition.CERTAIN : Recognition.UNSURE;
        return length >= 2 && pending.has(HEADER_BYTES, 2) && pending.u16le(HEADER_BYTES) <= Items.MAX
                ? Recognition.CERTAIN
                : Recognition.NOT;
    }

    /** Interface handle of CIP is 0; then one to a few items whose lengths fit. */
    private static Recognition itemsPlausible(Bytes pending, int length) {
        if (length == 0) return pending.u32le(STATUS) != 0 ? Recognition.UNSURE : Recognition.NOT;
        if (length < 16 || !pending.has(HEADER_BYTES, 16)) return length < 16 ? Recognition.NOT : Recognition.UNSURE;
        int items = pending.u16le(ITEMS_OFFSET);
        int first = pending.u16le(ITEMS_OFFSET + 2);
        boolean fits = pending.u32le(HEADER_BYTES) == 0
                && items >= 2
                && items <= Items.MAX
                && (first == Items.NULL_ADDRESS || first == Items.CONNECTED_ADDRESS);
        return fits ? Recognition.CERTAIN : Recognition.NOT;
    }

    private static boolean known(int command) {
        return switch (command) {
            case NOP,
                    LIST_SERVICES,
                    LIST_IDENTITY,
                    LIST_INTERFACES,
                    REGISTER,
                    UNREGISTER,
                    SEND_RR_DATA,
                    SEND_UNIT_DATA,
                    INDICATE_STATUS,
                    CANCEL -> true;
            default -> false;
        };
    }

    private static boolean plausible(Bytes pending) {
        return known(pending.u16le(COMMAND)) && pending.u32le(STATUS) < STATUS_MAX && pending.u32le(OPTIONS) == 0;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (turn.conversation().transport() == Transport.TCP) return stream(pending, turn);
        if (IoData.isOne(pending)) {
            IoData.read(pending, turn);
            return pending.length();
        }
        if (pending.length() < HEADER_BYTES || !plausible(pending)) {
            turn.malformed("encapsulation header", 0);
            return pending.length();
        }
        int total = HEADER_BYTES + pending.u16le(LENGTH);
        if (total > pending.length()) turn.malformed("encapsulation length", LENGTH);
        packet(new Bytes().wrap(pending, 0, total), turn);
        return pending.length();
    }

    private static int stream(Bytes pending, Turn turn) {
        if (pending.length() < HEADER_BYTES) {
            turn.need(HEADER_BYTES);
            return NEED_MORE;
        }
        if (!plausible(pending)) return LOST;
        int total = HEADER_BYTES + pending.u16le(LENGTH);
        if (pending.length() < total) {
            turn.need(total);
            return NEED_MORE;
        }
        packet(new Bytes().wrap(pending, 0, total), turn);
        return total;
    }

    private static void packet(Bytes packet, Turn turn) {
        int command = packet.u16le(COMMAND);
        boolean empty = packet.length() == HEADER_BYTES;
        if ((command == SEND_RR_DATA || command == SEND_UNIT_DATA) && packet.u32le(STATUS) == 0) {
            data(packet, turn);
            return;
        }
        switch (command) {
            case NOP ->
                head(turn.message("nop", Verb.SESSION, Outcome.NOTICE), packet).emit();
            case REGISTER -> exchange("register session", Verb.SESSION, turn.fromClient(), packet, turn);
            case UNREGISTER ->
                head(turn.message("unregister session", Verb.SESSION, Outcome.NOTICE), packet)
                        .emit();
            case LIST_IDENTITY, LIST_SERVICES, LIST_INTERFACES -> listed(command, empty, packet, turn);
            case SEND_RR_DATA -> exchange("send rr data", Verb.OTHER, false, packet, turn);
            case SEND_UNIT_DATA -> exchange("send unit data", Verb.OTHER, false, packet, turn);
            case INDICATE_STATUS -> exchange("indicate status", Verb.DIAGNOSE, turn.fromClient(), packet, turn);
            default -> exchange("cancel", Verb.OTHER, turn.fromClient(), packet, turn);
        }
        if (packet.overrun()) turn.malformed("encapsulated data ends early", packet.overrunAt());
    }

    private static void listed(int command, boolean request, Bytes packet, Turn turn) {
        String operation = command == LIST_IDENTITY
                ? "list identity"
                : command == LIST_SERVICES ? "list services" : "list interfaces";
        Verb verb = command == LIST_IDENTITY ? Verb.IDENTIFY : Verb.BROWSE;
        if (request) {
            exchange(operation, verb, true, packet, turn);
            return;
        }
        Items items = Items.read(packet, HEADER_BYTES);
        int identity = items.find(Items.IDENTITY);
        if (identity >= 0) {
            Bytes item = items.bytes(packet, identity);
            IdentityObject object = IdentityObject.ofListing(item);
            if (item.overrun()) turn.malformed("identity item ends early", items.offset(identity));
            else {
                object.observe(turn);
                Turn.Draft draft = answer(operation, verb, packet, turn);
                object.describe(draft);
                draft.emit();
            }
            return;
        }
        int service = items.find(Items.SERVICES);
        Turn.Draft draft = answer(operation, verb, packet, turn);
        if (service >= 0) {
            Bytes item = items.bytes(packet, service);
            draft.field("version", (long) item.u16le(0))
                    .field("capability", (long) item.u16le(2))
                    .field("name", item.terminated(4, Math.min(16, item.length() - 4)));
        }
        draft.emit();
    }

    private static void exchange(String operation, Verb verb, boolean request, Bytes packet, Turn turn) {
        EnipState state = turn.state();
        if (!request) {
            answer(operation, verb, packet, turn).emit();
            return;
        }
        state.ask(
                turn, EnipState.Key.encapsulation(packet.u16le(COMMAND)), Asked.plain(operation, verb, turn.atNanos()));
        head(turn.message(operation, verb, Outcome.REQUEST), packet).emit();
    }

    private static Turn.Draft head(Turn.Draft draft, Bytes packet) {
        return draft.field("command", (long) packet.u16le(COMMAND))
                .field("session", packet.u32le(SESSION))
                .field("statusCode", packet.u32le(STATUS));
    }

    private static Turn.Draft answer(String operation, Verb verb, Bytes packet, Turn turn) {
        EnipState state = turn.state();
        Asked asked = state.answered(EnipState.Key.encapsulation(packet.u16le(COMMAND)));
        long status = packet.u32le(STATUS);
        return head(turn.message(operation, verb, status == 0 ? Outcome.SUCCESS : Outcome.REFUSED), packet)
                .answers(asked == null ? -1 : asked.atNanos())
                .field("status", CipNames.encapsulationStatus(status));
    }

    private static void data(Bytes packet, Turn turn) {
        Items items = Items.read(packet, ITEMS_OFFSET);
        int itemsAt = Math.min(ITEMS_OFFSET, packet.length());
        int unconnected = items.find(Items.UNCONNECTED_DATA);
        int connected = items.find(Items.CONNECTED_DATA);
        if (unconnected >= 0) {
            EnipState.Key key = EnipState.Key.unconnected(packet.i64le(CONTEXT));
            Cip.read(
                    items.bytes(packet, unconnected),
                    new Cip.Carrier(key, key, "", -1, -1, packet.u32le(SESSION)),
                    turn);
        } else if (connected >= 0) {
            int address = items.find(Items.CONNECTED_ADDRESS);
            long connection = address < 0 ? -1 : items.bytes(packet, address).u32le(0);
            Bytes item = items.bytes(packet, connected);
            if (item.length() < 2) {
                turn.malformed("connected data ends early", items.offset(connected));
                return;
            }
            EnipState state = turn.state();
            Cip.Carrier carrier = state.carrier(connection, item.u16le(0), packet.u32le(SESSION));
            Cip.read(new Bytes().wrap(item, 2, item.length() - 2), carrier, turn);
        } else turn.malformed("no data item", itemsAt);
        if (items.cut()) turn.malformed("items end early", itemsAt);
    }
}
