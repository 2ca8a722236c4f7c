package dev.postern.wire.ot.opcua;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * The connection protocol, OPC 10000-6 section 7.1, and the chunks of the secure conversation, section 6.7. What a channel encrypts is
 * told as {@code encrypted message} with its size; what it only signs is read.
 *
 * <pre>
 *  0 1 2    3       4        8            12
 * +-------+-------+--------+------------+---------------------------------------------+
 * | type  | F C A |  size  | channel id | OPN: policy, certificate, thumbprint        | sequence, request id, body
 * |       |       |        |            | MSG, CLO: token id                          |
 * +-------+-------+--------+------------+---------------------------------------------+
 * </pre>
 */
public final class OpcUaDissector implements Dissector {
    static final int PORT = 4840;
    private static final int HEL = 'H' << 16 | 'E' << 8 | 'L',
            ACK = 'A' << 16 | 'C' << 8 | 'K',
            ERR = 'E' << 16 | 'R' << 8 | 'R';
    private static final int RHE = 'R' << 16 | 'H' << 8 | 'E',
            OPN = 'O' << 16 | 'P' << 8 | 'N',
            MSG = 'M' << 16 | 'S' << 8 | 'G';
    private static final int CLO = 'C' << 16 | 'L' << 8 | 'O';
    private static final int CHUNK = 3, SIZE = 4, HEADER_BYTES = 8, CHANNEL_ID = 8;
    private static final int SYMMETRIC_BODY = 24;
    /** No implementation is known to take more; what claims more is something else. */
    private static final long SIZE_MAX = 64L << 20;

    private static final int SIGNED = 2;
    private static final String NONE = "None";

    @Override
    public String protocol() {
        return "opcua";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && port == PORT;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (pending.length() < HEADER_BYTES)
            return pending.length() >= 4 && known(pending) ? Recognition.UNSURE : Recognition.NOT;
        return known(pending) && fits(pending) ? Recognition.CERTAIN : Recognition.NOT;
    }

    private static boolean known(Bytes bytes) {
        int chunk = bytes.u8(CHUNK);
        return switch (bytes.u24(0)) {
            case HEL, ACK, ERR, RHE, OPN, CLO -> chunk == 'F';
            case MSG -> chunk == 'F' || chunk == 'C' || chunk == 'A';
            default -> false;
        };
    }

    private static boolean fits(Bytes bytes) {
        long size = bytes.u32le(SIZE);
        long least = switch (bytes.u24(0)) {
            case HEL -> HEADER_BYTES + 24;
            case ACK -> HEADER_BYTES + 20;
            case MSG, CLO -> SYMMETRIC_BODY;
            case OPN -> HEADER_BYTES + 24;
            default -> HEADER_BYTES + 8;
        };
        return size >= least && size <= SIZE_MAX;
    }

    @Override
    public Object newState() {
        return new OpcUaState();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (pending.length() < HEADER_BYTES) {
            turn.need(HEADER_BYTES);
            return NEED_MORE;
        }
        if (!known(pending)) {
            turn.malformed("unknown message type", 0);
            return LOST;
        }
        if (!fits(pending)) {
            turn.malformed("message size out of range", SIZE);
            return LOST;
        }
        int size = (int) pending.u32le(SIZE);
        if (pending.length() < size) {
            turn.need(size);
            return NEED_MORE;
        }
        Bytes message = new Bytes().wrap(pending, 0, size);
        switch (message.u24(0)) {
            case HEL -> hello(message, turn);
            case ACK -> acknowledge(message, turn);
            case ERR -> error(message, turn);
            case RHE -> reverseHello(message, turn);
            case OPN -> openChannel(message, turn);
            default -> symmetric(message, turn);
        }
        return size;
    }

    private static void hello(Bytes message, Turn turn) {
        OpcUaState state = turn.state();
        Decoder in = new Decoder(message, HEADER_BYTES + 20);
        state.helloTarget = in.text();
        state.helloNanos = turn.atNanos();
        Turn.Draft draft = turn.message("hello", Verb.SESSION, Outcome.REQUEST).target(state.helloTarget);
        buffers(message, draft).emit();
        cut(in, turn);
    }

    private static void acknowledge(Bytes message, Turn turn) {
        OpcUaState state = turn.state();
        Turn.Draft draft = turn.message("hello", Verb.SESSION, Outcome.SUCCESS)
                .target(state.helloTarget)
                .answers(state.helloNanos);
        buffers(message, draft).emit();
        state.helloNanos = -1;
    }

    private static Turn.Draft buffers(Bytes message, Turn.Draft draft) {
        return draft.field("version", message.u32le(8))
                .field("receive_buffer", message.u32le(12))
                .field("send_buffer", message.u32le(16))
                .field("max_message", message.u32le(20))
                .field("max_chunks", message.u32le(24));
    }

    private static void error(Bytes message, Turn turn) {
        OpcUaState state = turn.state();
        Decoder in = new Decoder(message, HEADER_BYTES);
        long code = in.u32();
        boolean toHello = state.helloNanos >= 0;
        turn.message(toHello ? "hello" : "error", Verb.SESSION, Outcome.REFUSED)
                .target(toHello ? state.helloTarget : "")
                .answers(state.helloNanos)
                .field("status", code)
                .field("status_name", StatusCode.name(code))
                .field("reason", in.text())
                .emit();
        state.helloNanos = -1;
        cut(in, turn);
    }

    /** A server behind a firewall opens the connection and asks the client to speak. */
    private static void reverseHello(Bytes message, Turn turn) {
        Decoder in = new Decoder(message, HEADER_BYTES);
        String server = in.text();
        turn.message("reverse hello", Verb.SESSION, Outcome.NOTICE)
                .target(in.text())
                .field("application_uri", server)
                .emit();
        turn.identity(turn.source(), Attribute.NOTE, server, 0.8);
        cut(in, turn);
    }

    private static void openChannel(Bytes message, Turn turn) {
        OpcUaState state = turn.state();
        Decoder in = new Decoder(message, CHANNEL_ID + 4);
        state.policy = Descriptions.policy(in.text());
        Descriptions.certificate(in, turn);
        in.blob();
        if (cut(in, turn)) return;
        if (state.policy.equals(NONE)) {
            Channel channel = new Channel(message.u32le(CHANNEL_ID), in.u32(), in.u32(), state);
            body(message, in.at(), channel, turn);
            return;
        }
        // A policy other than None encrypts this message in any case; of the others the mode decides (section 6.7.4).
        if (turn.fromClient()) state.mode = 0;
        turn.message("open secure channel", Verb.SESSION, turn.fromClient() ? Outcome.REQUEST : Outcome.SUCCESS)
                .field("channel", message.u32le(CHANNEL_ID))
                .field("security_policy", state.policy)
                .field("encrypted", true)
                .emit();
    }

    private static void symmetric(Bytes message, Turn turn) {
        OpcUaState state = turn.state();
        Channel channel = new Channel(message.u32le(CHANNEL_ID), message.u32le(16), message.u32le(20), state);
        OpcUaState.Chunks chunks = state.chunks(turn.fromClient());
        int chunk = message.u8(CHUNK);
        if (chunk == 'A') {
            chunks.take();
            turn.message("abort message", Verb.SESSION, Outcome.NOTICE)
                    .field("channel", channel.id())
                    .field("request", channel.request())
                    .emit();
            return;
        }
        boolean first = !chunks.begun();
        if (first && !readable(message, state)) {
            turn.message("encrypted message", Verb.OTHER, Outcome.NOTICE)
                    .field("channel", channel.id())
                    .field("security_policy", state.policy)
                    .field("size", (long) message.length())
                    .emit();
            return;
        }
        if (chunk == 'F' && first) {
            body(message, SYMMETRIC_BODY, channel, turn);
            return;
        }
        chunks.add(message.copy(SYMMETRIC_BODY, message.length() - SYMMETRIC_BODY));
        if (chunk == 'C') return;
        boolean beyond = chunks.beyond();
        body(new Bytes().wrap(chunks.take()), 0, channel, turn, beyond ? -1 : SYMMETRIC_BODY);
    }

    /** The body begins with the type of a known service in the four octets form that all stacks use for it. */
    private static boolean readable(Bytes message, OpcUaState state) {
        if (state.policy != null && state.policy.equals(NONE)) return true;
        if (state.policy != null && state.mode > SIGNED) return false;
        int type = message.u16le(SYMMETRIC_BODY + 2);
        return message.u16le(SYMMETRIC_BODY) == 1 && (type == Service.FAULT || Service.of(type) != null);
    }

    private static void body(Bytes message, int at, Channel channel, Turn turn) {
        Decoder in = new Decoder(message, at);
        body(in, channel, turn);
        cut(in, turn);
    }

    /** @param complainAt offset in the last chunk for what is broken in a message put together, or -1 to say nothing */
    private static void body(Bytes message, int at, Channel channel, Turn turn, int complainAt) {
        Decoder in = new Decoder(message, at);
        body(in, channel, turn);
        if (in.cut() && complainAt >= 0) turn.malformed("message ends early", complainAt);
    }

    private static void body(Decoder in, Channel channel, Turn turn) {
        String node = in.expandedNodeId();
        int type = number(node);
        Service service = Service.of(type);
        if (type == Service.FAULT) Answers.read(in, type, null, channel, turn);
        else if (service == null) unknown(node, channel, turn);
        else if (type == service.request) Requests.read(in, service, channel, turn);
        else Answers.read(in, type, service, channel, turn);
    }

    private static void unknown(String node, Channel channel, Turn turn) {
        Turn.Draft draft =
                turn.message("service " + node, Verb.OTHER, turn.fromClient() ? Outcome.REQUEST : Outcome.SUCCESS);
        channel.describe(draft);
        draft.emit();
    }

    /** Identifier of a numeric node of the standard's namespace, else -1. */
    private static int number(String node) {
        if (!node.startsWith("i=") || node.length() > 8) return -1;
        return Integer.parseInt(node, 2, node.length(), 10);
    }

    private static boolean cut(Decoder in, Turn turn) {
        if (in.cut())
            turn.malformed("message ends early", Math.min(in.at(), in.bytes().length()));
        return in.cut();
    }
}
