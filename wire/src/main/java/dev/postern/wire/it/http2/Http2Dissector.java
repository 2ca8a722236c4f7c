package dev.postern.wire.it.http2;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.parts.Waiting;
import java.util.Arrays;
import java.util.Locale;

/**
 * HTTP/2 over TCP without TLS. Operation is the method, target the path without its query; answers are tied by stream. Data passes unread. A header
 * block that goes on in further frames is put together up to {@link #BLOCK_BYTES_MAX}.
 *
 * <pre>{@code
 * preface  PRI * HTTP/2.0 CR LF CR LF SM CR LF CR LF, from the client
 * frame    0 length (3) | 3 type | 4 flags | 5 stream (31 bits) | 9 payload
 * }</pre>
 */
public final class Http2Dissector implements Dissector {
    static final int TARGET_MAX = 128;
    static final int METHOD_MAX = 32;
    static final int BLOCK_BYTES_MAX = 64 * 1024;
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int FRAME_BYTES = 9;
    private static final int HEADERS = 1, RESET = 3, SETTINGS = 4, GO_AWAY = 7, CONTINUATION = 9, TYPE_MAX = 16;
    private static final int FLAG_ACK = 1, FLAG_END_HEADERS = 4, FLAG_PADDED = 8, FLAG_PRIORITY = 0x20;
    private static final int SETTING_BYTES = 6, SETTING_MAX = 16;

    private record Asked(String method, String target, Verb verb, long atNanos) {}

    private static final class Side {
        private final Headers headers = new Headers();
        private long skip;
        /** The header block that goes on in the next frame, or null. */
        private byte[] block;

        private int blockBytes;
        private String told = "";

        void miss() {
            headers.miss();
            block = null;
        }

        /** Adds to the block in hand. @return false if it is too long now */
        boolean add(byte[] octets) {
            if (block == null) blockBytes = 0;
            int bytes = blockBytes + octets.length;
            if (bytes > BLOCK_BYTES_MAX) return false;
            if (block == null) block = octets;
            else if (bytes > block.length) block = Arrays.copyOf(block, Math.max(bytes, 2 * block.length));
            System.arraycopy(octets, 0, block, blockBytes, octets.length);
            blockBytes = bytes;
            return true;
        }
    }

    private static final class Connection {
        private final Side client = new Side();
        private final Side server = new Side();
        private final Waiting<Long, Asked> waiting = new Waiting<>();
    }

    /** The header fields that matter here. */
    private static final class Fields implements Headers.Sink {
        private String method;
        private String path = "";
        private String authority;
        private String status;
        private String agent;
        private String server;
        private String type;
        private boolean authorization;

        @Override
        public void header(String name, String value) {
            switch (name) {
                case ":method" -> method = value;
                case ":path" -> path = value;
                case ":authority", "host" -> authority = value;
                case ":status" -> status = value;
                case "user-agent" -> agent = value;
                case "server" -> server = value;
                case "content-type" -> type = value;
                case "authorization" -> authorization = true;
                default -> {}
            }
        }
    }

    @Override
    public String protocol() {
        return "http2";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && port == 50051;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    /** The client's preface; or the settings that each server begins with, whose numbers are known. */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (pending.startsWith(PREFACE, 0)) return Recognition.CERTAIN;
        int length = pending.u24(0);
        boolean settings =
                !fromClient && pending.has(0, FRAME_BYTES) && pending.u16(3) == SETTINGS << 8 && pending.i32(5) == 0;
        if (!settings || length % SETTING_BYTES != 0 || length > SETTING_MAX * SETTING_BYTES) return Recognition.NOT;
        for (int at = FRAME_BYTES; at < FRAME_BYTES + length; at += SETTING_BYTES)
            if (!pending.has(at, 2) || pending.u16(at) == 0 || pending.u16(at) > SETTING_MAX) return Recognition.NOT;
        return length == 0 ? Recognition.UNSURE : Recognition.CERTAIN;
    }

    @Override
    public Object newState() {
        return new Connection();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Connection connection = turn.state();
        Side side = turn.fromClient() ? connection.client : connection.server;
        if (turn.isAfterGap()) side.miss();
        if (side.skip > 0) {
            int now = (int) Math.min(side.skip, pending.length());
            side.skip -= now;
            return now;
        }
        if (turn.fromClient() && pending.u8(0) == 'P' && pending.u8(1) == 'R') {
            turn.need(PREFACE.length());
            if (!pending.has(0, PREFACE.length())) return NEED_MORE;
            return pending.startsWith(PREFACE, 0) ? PREFACE.length() : LOST;
        }
        if (pending.length() < FRAME_BYTES) {
            turn.need(FRAME_BYTES);
            return NEED_MORE;
        }
        int length = pending.u24(0);
        int type = pending.u8(3);
        if (type > TYPE_MAX || pending.u8(5) >= 0x80) {
            side.miss();
            return LOST;
        }
        boolean wanted = type == HEADERS
                || type == RESET
                || type == SETTINGS
                || type == GO_AWAY
                || type == CONTINUATION && side.block != null;
        if (!wanted || length > BLOCK_BYTES_MAX) {
            if (type == HEADERS || type == CONTINUATION) side.miss();
            side.skip = Math.max(0, (long) FRAME_BYTES + length - pending.length());
            return Math.min(FRAME_BYTES + length, pending.length());
        }
        if (pending.length() < FRAME_BYTES + length) {
            turn.need(FRAME_BYTES + length);
            return NEED_MORE;
        }
        frame(pending, length, type, turn, connection, side);
        return FRAME_BYTES + length;
    }

    private static void frame(Bytes pending, int length, int type, Turn turn, Connection connection, Side side) {
        int flags = pending.u8(4);
        long stream = pending.u32(5);
        switch (type) {
            case HEADERS -> headers(pending, length, flags, stream, turn, connection, side);
            case CONTINUATION -> block(pending, FRAME_BYTES, length, flags, stream, turn, connection, side);
            case SETTINGS -> {
                if ((flags & FLAG_ACK) == 0)
                    turn.message("settings", Verb.SESSION, Outcome.NOTICE).emit();
            }
            case RESET ->
                turn.message("reset", Verb.SESSION, Outcome.NOTICE)
                        .field("stream", stream)
                        .field("error", length < 4 ? null : (Object) pending.u32(FRAME_BYTES))
                        .emit();
            default ->
                turn.message("go away", Verb.SESSION, Outcome.NOTICE)
                        .field("error", length < 8 ? null : (Object) pending.u32(FRAME_BYTES + 4))
                        .emit();
        }
    }

    private static void headers(
            Bytes pending, int length, int flags, long stream, Turn turn, Connection connection, Side side) {
        boolean padded = (flags & FLAG_PADDED) != 0;
        int from = FRAME_BYTES + (padded ? 1 : 0) + ((flags & FLAG_PRIORITY) != 0 ? 5 : 0);
        int end = FRAME_BYTES + length - (padded ? pending.u8(FRAME_BYTES) : 0);
        if (end < from) {
            turn.malformed("padding longer than frame", Math.min(FRAME_BYTES, pending.length()));
            return;
        }
        side.block = null;
        block(pending, from, end - from, flags, stream, turn, connection, side);
    }

    private static void block(
            Bytes pending, int from, int count, int flags, long stream, Turn turn, Connection connection, Side side) {
        boolean last = (flags & FLAG_END_HEADERS) != 0;
        boolean alone = last && side.block == null;
        if (!alone && !side.add(pending.copy(from, count))) {
            side.miss();
            return;
        }
        if (!last) return;
        Bytes block = alone ? new Bytes().wrap(pending, from, count) : new Bytes().wrap(side.block, 0, side.blockBytes);
        side.block = null;
        Fields fields = new Fields();
        if (!side.headers.read(block, fields)) {
            side.headers.miss();
            turn.malformed("header block unreadable", from);
        }
        if (fields.method != null && !isMethod(fields.method)) turn.malformed("method is no word", from);
        else if (fields.method != null) request(fields, stream, turn, connection);
        else if (fields.status != null) response(fields, stream, turn, connection);
        tell(turn, side, turn.fromClient() ? fields.agent : fields.server);
    }

    private static boolean isMethod(String text) {
        if (text.isEmpty() || text.length() > METHOD_MAX) return false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && c != '-' && c != '_') return false;
        }
        return true;
    }

    private static void request(Fields fields, long stream, Turn turn, Connection connection) {
        int query = fields.path.indexOf('?');
        String path = query < 0 ? fields.path : fields.path.substring(0, query);
        String target = path.length() > TARGET_MAX ? path.substring(0, TARGET_MAX) : path;
        String method = fields.method.toLowerCase(Locale.ROOT);
        Verb verb = method.equals("put") ? Verb.FILE_WRITE : Verb.OTHER;
        connection.waiting.ask(turn, stream, new Asked(method, target, verb, turn.atNanos()));
        turn.message(method, verb, Outcome.REQUEST)
                .target(target)
                .field("stream", stream)
                .field("host", fields.authority)
                .field("user_agent", fields.agent)
                .field("content_type", fields.type)
                .field("credentials", fields.authorization ? true : null)
                .emit();
    }

    private static void response(Fields fields, long stream, Turn turn, Connection connection) {
        Asked asked = connection.waiting.peek(stream);
        long status = status(fields.status);
        Outcome outcome = status < 200 ? Outcome.NOTICE : status >= 400 ? Outcome.REFUSED : Outcome.SUCCESS;
        Turn.Draft draft = asked == null
                ? turn.message("response", Verb.OTHER, outcome)
                : turn.message(asked.method(), asked.verb(), outcome)
                        .target(asked.target())
                        .answers(asked.atNanos());
        draft.field("stream", stream)
                .field("status", status)
                .field("server", fields.server)
                .field("content_type", fields.type)
                .emit();
    }

    private static long status(String text) {
        if (text.length() != 3) return 0;
        long number = 0;
        for (int i = 0; i < 3; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) return 0;
            number = 10 * number + digit;
        }
        return number;
    }

    /** Once per connection and value. */
    private static void tell(Turn turn, Side side, String software) {
        if (software == null || software.equals(Headers.UNKNOWN) || software.equals(side.told)) return;
        side.told = software;
        turn.identity(turn.source(), Attribute.SOFTWARE, software, 0.6);
    }
}
