package dev.postern.wire.it.coap;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.payload.Payload;

/**
 * CoAP, RFC 7252 section 3. Has no magic number, so it is never certain; every option must be well formed.
 *
 * <pre>
 *  7 6   5 4    3 2 1 0     1        2 3       4..
 * +----+------+----------+--------+---------+-------+---------+------+---------+
 * | 01 | type | token len|  code  | id      | token | options | 0xFF | payload |
 * +----+------+----------+--------+---------+-------+---------+------+---------+
 * </pre>
 */
public final class CoapDissector implements Dissector {
    private static final int PORT = 5683;
    private static final int HEADER_BYTES = 4;
    private static final int TOKEN_BYTES_MAX = 8;
    private static final int CONFIRMABLE = 0, ACKNOWLEDGEMENT = 2, RESET = 3;
    /** Highest number of a registered option that is met; RFC 7967. */
    private static final int OPTION_MAX = 258;

    @Override
    public String protocol() {
        return "coap";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.UDP && port == PORT;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int first = pending.u8(0);
        int token = first & 15;
        if (pending.length() < HEADER_BYTES || first >> 6 != 1 || token > TOKEN_BYTES_MAX) return Recognition.NOT;
        int code = pending.u8(1);
        int type = first >> 4 & 3;
        if (code == Code.EMPTY)
            return token == 0 && pending.length() == HEADER_BYTES && type != 1 ? Recognition.UNSURE : Recognition.NOT;
        boolean possible = Code.isRequest(code) ? type <= 1 : Code.isResponse(code) && type != RESET;
        if (!possible || pending.length() < HEADER_BYTES + token) return Recognition.NOT;
        Options options = new Options(pending, HEADER_BYTES + token).read();
        boolean sound = options.broken() == null && options.last() <= OPTION_MAX;
        boolean bare = pending.length() == HEADER_BYTES + token;
        return sound && (bare || options.anyKnown()) ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public Object newState() {
        return new CoapState();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        int token = pending.u8(0) & 15;
        if (pending.u8(0) >> 6 != 1) turn.malformed("version not 1", 0);
        else if (pending.length() < HEADER_BYTES + token) turn.malformed("header ends early", pending.length());
        else if (token > TOKEN_BYTES_MAX) turn.malformed("token longer than 8", 0);
        else message(pending, token, turn);
        return pending.length();
    }

    private static void message(Bytes bytes, int tokenBytes, Turn turn) {
        int type = bytes.u8(0) >> 4 & 3;
        int code = bytes.u8(1);
        String token = bytes.hex(HEADER_BYTES, tokenBytes);
        if (code == Code.EMPTY) {
            String operation = type == CONFIRMABLE ? "ping" : type == ACKNOWLEDGEMENT ? "acknowledge" : "reset";
            fields(turn.message(operation, Verb.SESSION, Outcome.NOTICE), bytes, token)
                    .emit();
            return;
        }
        Options options = new Options(bytes, HEADER_BYTES + tokenBytes).read();
        if (options.broken() != null) turn.malformed(options.broken(), options.payload());
        if (Code.isRequest(code)) request(bytes, code, token, options, turn);
        else response(bytes, code, token, options, turn);
    }

    private static Turn.Draft fields(Turn.Draft draft, Bytes bytes, String token) {
        return draft.field("type", (long) (bytes.u8(0) >> 4 & 3))
                .field("code", (long) bytes.u8(1))
                .field("message_id", (long) bytes.u16(2))
                .field("token", token.isEmpty() ? null : token);
    }

    private static void request(Bytes bytes, int code, String token, Options options, Turn turn) {
        String target = options.isSecured() ? "" : options.path();
        Verb verb = Code.verb(code, target);
        Turn.Draft draft =
                fields(turn.message(Code.method(code), verb, Outcome.REQUEST).target(target), bytes, token);
        body(bytes, options, draft);
        draft.emit();
        turn.<CoapState>state()
                .ask(
                        turn,
                        CoapState.key(turn.fromClient(), token),
                        new CoapState.Asked(Code.method(code), verb, target, options.registers(), turn.atNanos()));
        // A device of LwM2M registers under its endpoint name.
        if (target.equals("/rd")) turn.identity(turn.source(), Attribute.NAME, options.queried("ep"), 0.8);
    }

    private static void response(Bytes bytes, int code, String token, Options options, Turn turn) {
        CoapState.Asked asked = turn.<CoapState>state().answered(turn, CoapState.key(!turn.fromClient(), token));
        boolean notification = options.isNotification() && (asked == null || asked.atNanos() < 0);
        Outcome outcome = Code.refuses(code) ? Outcome.REFUSED : notification ? Outcome.NOTICE : Outcome.SUCCESS;
        Verb verb = notification ? Verb.REPORT : asked == null ? Verb.OTHER : asked.verb();
        Turn.Draft draft = turn.message(asked == null ? "response" : asked.operation(), verb, outcome)
                .target(asked == null ? "" : asked.target())
                .answers(asked == null ? -1 : asked.atNanos());
        fields(draft, bytes, token).field("status", Code.text(code));
        body(bytes, options, draft);
        draft.emit();
    }

    private static void body(Bytes bytes, Options options, Turn.Draft draft) {
        options.describe(draft);
        int size = bytes.length() - options.payload();
        if (size == 0 || options.broken() != null) return;
        draft.field("size", (long) size);
        if (!options.isSecured()) Payload.describe(bytes, options.payload(), size, draft);
    }
}
