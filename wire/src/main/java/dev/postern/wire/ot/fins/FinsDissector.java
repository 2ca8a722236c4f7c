package dev.postern.wire.ot.fins;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Pending;
import dev.postern.wire.Turn;

/**
 * OMRON FINS in UDP datagrams and behind the 16-octet header of FINS/TCP. Answers are found by service id and command code.
 *
 * <pre>{@code
 * 0     1     2     3     4     5     6     7     8     9     10        12
 * | ICF | RSV | GCT | DNA | DA1 | DA2 | SNA | SA1 | SA2 | SID | command | end code (answers) | data
 * TCP:  "FINS" | length from the next field on | tcp command | error code | frame
 * }</pre>
 */
public final class FinsDissector implements Dissector {
    private static final String MAGIC = "FINS";
    private static final int TCP_LENGTH = 4, TCP_COMMAND = 8, TCP_ERROR = 12;
    private static final int TCP_HEADER_BYTES = 16;
    /** Bytes before those that the length counts. */
    private static final int TCP_PREFIX_BYTES = 8;

    private static final int TCP_LENGTH_MAX = 0xFFFF;
    private static final int FRAME_SEND = 2, TCP_COMMAND_MAX = 6;
    static final int ICF = 0,
            RSV = 1,
            GATEWAYS = 2,
            DESTINATION = 3,
            SOURCE = 6,
            SERVICE_ID = 9,
            COMMAND = 10,
            DATA = 12;
    static final int ICF_RESPONSE = 0x40, ICF_NO_ANSWER = 0x01;
    private static final int ICF_RESERVED = 0x3E;
    private static final int GATEWAYS_MAX = 7, NETWORK_MAX = 127;

    @Override
    public String protocol() {
        return "fins";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return speaks(transport) && port == 9600;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP || transport == Transport.UDP;
    }

    @Override
    public Object newState() {
        return new Pending();
    }

    /** UDP has no magic; a memory read or write whose length is exactly that of its quantity leaves no doubt. */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (transport == Transport.TCP) {
            if (!pending.startsWith(MAGIC, 0)) return Recognition.NOT;
            boolean possible = pending.u32(TCP_LENGTH) <= TCP_LENGTH_MAX && pending.u32(TCP_COMMAND) <= TCP_COMMAND_MAX;
            return possible ? Recognition.CERTAIN : Recognition.NOT;
        }
        int flags = pending.u8(ICF);
        boolean header = pending.length() >= DATA
                && (flags & ICF_RESERVED) == 0
                && flags >= 0x80
                && pending.u8(RSV) == 0
                && pending.u8(GATEWAYS) <= GATEWAYS_MAX
                && pending.u8(DESTINATION) <= NETWORK_MAX
                && pending.u8(SOURCE) <= NETWORK_MAX;
        int command = pending.u16(COMMAND);
        if (!header || Command.name(command) == null) return Recognition.NOT;
        if ((flags & ICF_RESPONSE) != 0) return pending.length() >= DATA + 2 ? Recognition.UNSURE : Recognition.NOT;
        return requestShape(pending, command);
    }

    @Override
    public boolean answersForCertain(Bytes datagram) {
        return (datagram.u8(ICF) & ICF_RESPONSE) != 0;
    }

    private static Recognition requestShape(Bytes pending, int command) {
        int fixed = Command.requestBytes(command);
        int data = pending.length() - DATA;
        if (fixed >= 0 && data != fixed) return Recognition.NOT;
        int area = pending.u8(DATA);
        if (command == Command.MEMORY_READ && Area.name(area) != null && pending.u16(DATA + 4) > 0)
            return Recognition.CERTAIN;
        if (command != Command.MEMORY_WRITE || Area.name(area) == null) return Recognition.UNSURE;
        int quantity = pending.u16(DATA + 4);
        return quantity > 0 && data == 6 + quantity * Area.elementBytes(area)
                ? Recognition.CERTAIN
                : Recognition.UNSURE;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (turn.conversation().transport() == Transport.TCP) return stream(pending, turn);
        frame(pending, 0, pending.length(), turn);
        return pending.length();
    }

    private static int stream(Bytes pending, Turn turn) {
        if (pending.length() < TCP_HEADER_BYTES) {
            turn.need(TCP_HEADER_BYTES);
            return NEED_MORE;
        }
        if (!pending.startsWith(MAGIC, 0)) return LOST;
        long length = pending.u32(TCP_LENGTH);
        if (length < TCP_HEADER_BYTES - TCP_PREFIX_BYTES || length > TCP_LENGTH_MAX) {
            turn.malformed("length out of range", TCP_LENGTH);
            return LOST;
        }
        int total = TCP_PREFIX_BYTES + (int) length;
        if (pending.length() < total) {
            turn.need(total);
            return NEED_MORE;
        }
        pending.endAt(total);
        if (pending.u32(TCP_COMMAND) == FRAME_SEND && pending.u32(TCP_ERROR) == 0)
            frame(pending, TCP_HEADER_BYTES, total, turn);
        else session(pending, total, turn);
        return total;
    }

    /** Node addresses are handed out when a connection opens; errors end it. */
    private static void session(Bytes bytes, int end, Turn turn) {
        long command = bytes.u32(TCP_COMMAND);
        long error = bytes.u32(TCP_ERROR);
        String operation = switch ((int) command) {
            case 0, 1 -> "node address";
            case 2 -> "frame send";
            case 3 -> "frame send error";
            case 6 -> "connection confirm";
            default -> "tcp command " + command;
        };
        Outcome outcome = command == 0
                ? Outcome.REQUEST
                : error != 0 ? Outcome.REFUSED : command == 1 ? Outcome.SUCCESS : Outcome.NOTICE;
        Pending waiting = turn.state();
        Turn.Draft draft = Pending.answer(
                        turn, command == 1 ? waiting.answered(-1) : null, operation, Verb.SESSION, outcome)
                .field("tcp_command", command)
                .field("tcp_error", error);
        if (command == 0) waiting.asked(-1, turn, operation, Verb.SESSION, "", 0);
        if (command <= 1 && end >= TCP_HEADER_BYTES + 4) draft.field("client_node", bytes.u32(TCP_HEADER_BYTES));
        if (command == 1 && end >= TCP_HEADER_BYTES + 8) draft.field("server_node", bytes.u32(TCP_HEADER_BYTES + 4));
        draft.emit();
    }

    private static void frame(Bytes pending, int at, int end, Turn turn) {
        if (end - at < DATA) {
            turn.malformed("header ends early", end);
            return;
        }
        if (pending.u8(at + RSV) != 0) turn.malformed("reserved octet not 0", at + RSV);
        Frame frame = new Frame(pending, at, end);
        if (frame.response()) Answers.read(frame, turn);
        else Requests.read(frame, turn);
    }
}
