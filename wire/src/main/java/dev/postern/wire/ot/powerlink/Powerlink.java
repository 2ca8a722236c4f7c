package dev.postern.wire.ot.powerlink;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;

/**
 * The cycle of POWERLINK: the managing node (240) starts it, polls each controlled node, which answers to all, and then lets one node send what is not
 * cyclic ({@link Asynchronous}). Questions and answers go between different addresses, so only SDO over UDP could be tied; nothing is. Numbers are
 * little-endian.
 *
 * <pre>{@code
 * 0      1             2        3         4       5       6             7      8
 * | type | destination | source | 0       | flags | flags | PDO version | 0    | size (2) | data ...   poll request
 * | type | destination | source | state   | flags | flags | PDO version | 0    | size (2) | data ...   poll response
 * | type | destination | source | state   | flags | flags | service     | node | version             start of asynchronous
 * | type | destination | source | service | ...                                                     asynchronous send
 * }</pre>
 */
public final class Powerlink implements Dissector {
    static final int ETHER_TYPE = 0x88AB;
    private static final int UDP_PORT = 3819;
    static final int TYPE = 0, DESTINATION = 1, SOURCE = 2, STATE = 3;
    private static final int FLAGS = 4, SERVICE = 6, SIZE = 8, DATA = 10, SERVICE_NODE = 7, VERSION = 8;
    private static final int START_OF_CYCLE = 1, POLL_REQUEST = 3, POLL_RESPONSE = 4, START_OF_ASYNCHRONOUS = 5;
    static final int ASYNCHRONOUS = 6;
    private static final int ACTIVE_MANAGER = 7;
    private static final int MANAGER = 240, MANAGER_IN_WAITING = 241, DIAGNOSTICS = 253, ALL = 255;
    private static final int FLAG_READY = 1;
    private static final int OCTETS_MAX = 64;
    private static final int START_OF_CYCLE_BYTES = 22;

    @Override
    public String protocol() {
        return "powerlink";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.ETHERNET && port == ETHER_TYPE || transport == Transport.UDP && port == UDP_PORT;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.ETHERNET || transport == Transport.UDP;
    }

    /** Numbers of types and nodes and zeros where nothing is defined: plausible, never more. */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int type = pending.u8(TYPE);
        if (transport == Transport.UDP) {
            boolean sdo = type == ASYNCHRONOUS && Asynchronous.mayBeSdo(pending) && pending.u16(DESTINATION) == 0;
            return sdo ? Recognition.UNSURE : Recognition.NOT;
        }
        int from = pending.u8(SOURCE);
        int to = pending.u8(DESTINATION);
        boolean plausible = switch (type) {
            case START_OF_CYCLE -> to == ALL && from == MANAGER && pending.has(0, START_OF_CYCLE_BYTES);
            case POLL_REQUEST -> from == MANAGER && to > 0 && to < ALL && pending.has(DATA, pending.u16le(SIZE));
            case POLL_RESPONSE -> to == ALL && from > 0 && from < ALL && pending.has(DATA, pending.u16le(SIZE));
            case START_OF_ASYNCHRONOUS -> to == ALL && from == MANAGER && pending.u8(SERVICE) <= 6;
            case ASYNCHRONOUS -> from > 0 && from < ALL && to > 0 && Asynchronous.isService(pending.u8(STATE));
            case ACTIVE_MANAGER -> to == ALL && from >= MANAGER && from <= MANAGER_IN_WAITING;
            default -> false;
        };
        return plausible && pending.length() > DATA ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        switch (pending.u8(TYPE)) {
            case START_OF_CYCLE ->
                start(pending, turn, "start of cycle", Verb.EXCHANGE, Outcome.NOTICE)
                        .emit();
            case POLL_REQUEST ->
                cyclic(pending, turn, "poll request", Outcome.REQUEST)
                        .unit(node(pending.u8(DESTINATION)))
                        .emit();
            case POLL_RESPONSE ->
                values(
                                pending,
                                cyclic(pending, turn, "poll response", Outcome.SUCCESS)
                                        .unit(node(pending.u8(SOURCE)))
                                        .field("state", (long) pending.u8(STATE))
                                        .field("state_name", stateName(pending.u8(STATE))))
                        .emit();
            case START_OF_ASYNCHRONOUS -> asynchronous(pending, turn);
            case ASYNCHRONOUS -> new Asynchronous(pending, turn).read();
            case ACTIVE_MANAGER ->
                start(pending, turn, "active managing node", Verb.SESSION, Outcome.NOTICE)
                        .emit();
            default -> turn.malformed("unknown message type", TYPE);
        }
        return Math.max(1, pending.length());
    }

    static Turn.Draft start(Bytes pending, Turn turn, String operation, Verb verb, Outcome outcome) {
        return turn.message(operation, verb, outcome)
                .field("type", (long) pending.u8(TYPE))
                .field("source", (long) pending.u8(SOURCE))
                .field("destination", (long) pending.u8(DESTINATION));
    }

    private static Turn.Draft cyclic(Bytes pending, Turn turn, String operation, Outcome outcome) {
        int size = pending.u16le(SIZE);
        if (!pending.has(DATA, size)) turn.malformed("size beyond frame", Math.min(SIZE, pending.length()));
        return start(pending, turn, operation, Verb.EXCHANGE, outcome)
                .field("size", (long) size)
                .field("ready", (pending.u8(FLAGS) & FLAG_READY) != 0);
    }

    /** What a node tells all others, octet by octet, where it says that it is so. */
    private static Turn.Draft values(Bytes pending, Turn.Draft draft) {
        int size = Math.min(pending.u16le(SIZE), pending.length() - DATA);
        boolean ready = (pending.u8(FLAGS) & FLAG_READY) != 0 && size > 0;
        return ready ? draft.field("values", Values.octets(pending, DATA, Math.min(size, OCTETS_MAX))) : draft;
    }

    private static void asynchronous(Bytes pending, Turn turn) {
        int service = pending.u8(SERVICE);
        Verb verb = switch (service) {
            case 1 -> Verb.IDENTIFY;
            case 2 -> Verb.DIAGNOSE;
            default -> Verb.EXCHANGE;
        };
        Outcome outcome = service == 0 ? Outcome.NOTICE : Outcome.REQUEST;
        start(pending, turn, "start of asynchronous", verb, outcome)
                .unit(service == 0 ? "" : node(pending.u8(SERVICE_NODE)))
                .target(requested(service))
                .field("service", (long) service)
                .field("service_node", (long) pending.u8(SERVICE_NODE))
                .field("state", (long) pending.u8(STATE))
                .field("state_name", stateName(pending.u8(STATE)))
                .field("version", (long) pending.u8(VERSION))
                .emit();
    }

    private static String requested(int service) {
        return switch (service) {
            case 0 -> "";
            case 1 -> "ident request";
            case 2 -> "status request";
            case 3 -> "nmt request invite";
            case 6 -> "sync request";
            case 0xFF -> "unspecified invite";
            default -> "service " + service;
        };
    }

    static String node(int number) {
        return switch (number) {
            case MANAGER -> "managing node";
            case ALL -> "all";
            case DIAGNOSTICS -> "diagnostic node";
            default -> Integer.toString(number);
        };
    }

    /** States of network management, section 7.1.2; the highest bits say whether it is a managing or a controlled node. */
    static String stateName(int state) {
        return switch (state) {
            case 0x00 -> "off";
            case 0x19 -> "initialising";
            case 0x29 -> "reset application";
            case 0x39 -> "reset communication";
            case 0x79 -> "reset configuration";
            case 0x1C -> "not active";
            case 0x1D -> "pre-operational 1";
            case 0x5D -> "pre-operational 2";
            case 0x6D -> "ready to operate";
            case 0xFD -> "operational";
            case 0x4D -> "stopped";
            case 0x1E -> "basic ethernet";
            default -> null;
        };
    }
}
