package dev.postern.wire.ot.codesys;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Pending;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;

/**
 * CODESYS V3 over TCP (block driver) and UDP: datagram, channel and, from the first block of each message, service. Later blocks of a long
 * message are its data and make no message of their own.
 *
 * <pre>{@code
 * block driver  | 00 01 17 E8 | length, this header included |
 * datagram      | C5 | hops, header words | packet info | service | message id | address words | (broadcast id) | receiver | sender | padding to 4
 * channel       | type | flags | channel | block id | acknowledged id | bytes in all | check sum | data ...
 * service       | 55 CD | header size | group | command | session | content size | 4 octets | tags ...
 * }</pre>
 */
public final class Codesys3Dissector implements Dissector {
    private static final long BLOCK_MAGIC = 0x0001_17E8L;
    private static final int BLOCK_LENGTH = 4, BLOCK_BYTES = 8;
    private static final int BLOCK_LENGTH_MAX = 0xFFFF;

    private static final int MAGIC = 0xC5;
    private static final int HOPS = 1, SERVICE = 3, LENGTHS = 5, DATAGRAM_BYTES_MIN = 6;
    private static final int HEADER_WORDS_MIN = 3;
    private static final int ADDRESS_REQUEST = 1, ADDRESS_ANSWER = 2, NAME_REQUEST = 3, NAME_ANSWER = 4, CHANNEL = 0x40;
    private static final int BLOCK = 1, ACKNOWLEDGE = 2, KEEP_ALIVE = 3;
    private static final int FLAG_FIRST = 1;
    private static final int FIRST_DATA = 20, SERVICE_BYTES = 16;
    private static final int SERVICE_SIZE = 2;
    /** What the size of a service header does not count: protocol, and itself. */
    private static final int UNCOUNTED = 4;

    private static final int PLAIN_SERVICE = 0xCD55, SECURED_SERVICE = 0x7557;
    private static final int GROUP_ANSWER = 0x80;

    @Override
    public String protocol() {
        return "codesys3";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP
                ? port >= 11740 && port <= 11743 || port == 1217
                : transport == Transport.UDP && port >= 1740 && port <= 1743;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP || transport == Transport.UDP;
    }

    @Override
    public Object newState() {
        return new Pending();
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (transport == Transport.TCP) {
            boolean block = pending.u32(0) == BLOCK_MAGIC && pending.has(0, BLOCK_BYTES);
            return block && pending.u32le(BLOCK_LENGTH) <= BLOCK_LENGTH_MAX ? Recognition.CERTAIN : Recognition.NOT;
        }
        int service = pending.u8(SERVICE);
        int words = pending.u8(HOPS) & 7;
        if (pending.u8(0) != MAGIC || words < HEADER_WORDS_MIN || words > 4) return Recognition.NOT;
        int at = body(pending, 0);
        if (service == NAME_REQUEST || service == NAME_ANSWER) {
            int version = pending.u16le(at + 2);
            boolean named =
                    pending.has(at, 8) && pending.u8(at + 1) == 0xC2 && (version == 0x0103 || version == 0x0400);
            return named ? Recognition.CERTAIN : Recognition.NOT;
        }
        if (service != CHANNEL || !pending.has(at, 2))
            return service == ADDRESS_REQUEST || service == ADDRESS_ANSWER ? Recognition.UNSURE : Recognition.NOT;
        return channelType(pending.u8(at)) != null ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (turn.conversation().transport() == Transport.UDP) {
            datagram(pending, 0, pending.length(), turn);
            return pending.length();
        }
        if (pending.length() < BLOCK_BYTES) {
            turn.need(BLOCK_BYTES);
            return NEED_MORE;
        }
        long length = pending.u32le(BLOCK_LENGTH);
        if (pending.u32(0) != BLOCK_MAGIC || length < BLOCK_BYTES || length > BLOCK_LENGTH_MAX) return LOST;
        int total = (int) length;
        if (pending.length() < total) {
            turn.need(total);
            return NEED_MORE;
        }
        pending.endAt(total);
        datagram(pending, BLOCK_BYTES, total, turn);
        return total;
    }

    /** Behind header and addresses, on a multiple of four. */
    private static int body(Bytes bytes, int at) {
        int lengths = bytes.u8(at + LENGTHS);
        int header = 2 * Math.max(HEADER_WORDS_MIN, bytes.u8(at + HOPS) & 7);
        return at + (header + 2 * (lengths >> 4) + 2 * (lengths & 0x0F) + 3 & ~3);
    }

    private static void datagram(Bytes bytes, int at, int end, Turn turn) {
        if (end - at < DATAGRAM_BYTES_MIN || bytes.u8(at) != MAGIC) {
            turn.malformed("no datagram", Math.min(at, end));
            return;
        }
        int body = body(bytes, at);
        int service = bytes.u8(at + SERVICE);
        if (body > end) {
            turn.malformed("addresses beyond datagram", at + LENGTHS);
            return;
        }
        switch (service) {
            case NAME_REQUEST, NAME_ANSWER -> NameService.read(bytes, body, end, service == NAME_REQUEST, turn);
            case CHANNEL -> channel(bytes, body, end, turn);
            case ADDRESS_REQUEST, ADDRESS_ANSWER ->
                turn.message(
                                "address notification",
                                Verb.OTHER,
                                service == ADDRESS_REQUEST ? Outcome.REQUEST : Outcome.SUCCESS)
                        .emit();
            default ->
                turn.message("datagram service " + service, Verb.OTHER, Outcome.NOTICE)
                        .field("data", Values.hex(bytes, body, end))
                        .emit();
        }
    }

    /** Null for a type that is not known. */
    private static String channelType(int type) {
        return switch (type) {
            case BLOCK -> "block";
            case ACKNOWLEDGE -> "acknowledge";
            case KEEP_ALIVE -> "keep alive";
            case 0xC2, 0x82 -> "get channel info";
            case 0xC3, 0x83 -> "open channel";
            case 0xC4, 0x84 -> "close channel";
            default -> null;
        };
    }

    private static void channel(Bytes bytes, int at, int end, Turn turn) {
        int type = bytes.u8(at);
        if (type == BLOCK) {
            boolean first = (bytes.u8(at + 1) & FLAG_FIRST) != 0;
            if (first && end >= at + FIRST_DATA + SERVICE_BYTES) service(bytes, at, end, turn);
            else if (first) turn.malformed("first block without service", end);
            return;
        }
        // Keeping up a channel says nothing that its blocks do not.
        if (type == ACKNOWLEDGE || type == KEEP_ALIVE) return;
        String name = channelType(type);
        Outcome outcome = type >= 0xC0 ? Outcome.REQUEST : Outcome.SUCCESS;
        turn.message(name == null ? "channel command " + type : name, Verb.SESSION, outcome)
                .field("channel_command", (long) type)
                .emit();
    }

    private static void service(Bytes bytes, int channel, int end, Turn turn) {
        int at = channel + FIRST_DATA;
        int protocol = bytes.u16le(at);
        if (protocol != PLAIN_SERVICE && protocol != SECURED_SERVICE) {
            turn.message("service of protocol " + protocol, Verb.OTHER, Outcome.NOTICE)
                    .field("channel", (long) bytes.u16le(channel + 2))
                    .emit();
            return;
        }
        // Those of a secured service are encrypted.
        int content = protocol == PLAIN_SERVICE ? at + UNCOUNTED + bytes.u16le(at + SERVICE_SIZE) : end;
        Tags tags = new Tags(bytes, Math.min(content, end), end);
        if ((bytes.u16le(at + 4) & GROUP_ANSWER) != 0) answer(bytes, channel, tags, turn);
        else request(bytes, channel, tags, turn);
    }

    private static void request(Bytes bytes, int channel, Tags tags, Turn turn) {
        int group = bytes.u16le(channel + FIRST_DATA + 4);
        int command = bytes.u16le(channel + FIRST_DATA + 6);
        String operation = Services.operation(group, command);
        Verb verb = Services.verb(group, command);
        String target = Asked.target(group, command, tags);
        Turn.Draft draft = turn.message(operation, verb, Outcome.REQUEST).target(target);
        header(draft, bytes, channel, group)
                .field("user", Asked.user(group, command, tags))
                .emit();
        Asked.identify(group, command, tags, turn);
        Pending waiting = turn.state();
        waiting.asked(key(bytes, channel, group), turn, operation, verb, target, 0);
    }

    private static void answer(Bytes bytes, int channel, Tags tags, Turn turn) {
        int group = bytes.u16le(channel + FIRST_DATA + 4) & ~GROUP_ANSWER;
        int command = bytes.u16le(channel + FIRST_DATA + 6);
        Pending waiting = turn.state();
        int result = Result.of(group, command, tags);
        Turn.Draft draft = Pending.answer(
                turn,
                waiting.answered(key(bytes, channel, group)),
                Services.operation(group, command),
                Services.verb(group, command),
                result <= 0 && Result.isChallenge(group, command, tags) ? Outcome.NOTICE : Result.outcome(result));
        header(draft, bytes, channel, group)
                .field("result", result < 0 ? null : (long) result)
                .field("error", result > 0 ? Result.word(result) : null)
                .emit();
    }

    private static long key(Bytes bytes, int channel, int group) {
        return (long) bytes.u16le(channel + 2) << 32 | (long) group << 16 | bytes.u16le(channel + FIRST_DATA + 6);
    }

    private static Turn.Draft header(Turn.Draft draft, Bytes bytes, int channel, int group) {
        int at = channel + FIRST_DATA;
        return draft.field("group", (long) group)
                .field("command", (long) bytes.u16le(at + 6))
                .field("channel", (long) bytes.u16le(channel + 2))
                .field("session", bytes.u32le(at + 8))
                .field("content_size", bytes.u32le(at + 12))
                .field("secured", bytes.u16le(at) == SECURED_SERVICE ? Boolean.TRUE : null);
    }
}
