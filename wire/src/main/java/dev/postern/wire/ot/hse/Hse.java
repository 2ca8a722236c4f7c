package dev.postern.wire.ot.hse;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import java.util.ArrayList;

/**
 * One message of the field device access agent. The trailer, as far as its options say, has the invoke id that ties an answer to its request. At
 * most {@link #WAITING_MAX} requests wait.
 *
 * <pre>{@code
 * 0         1         2                   3                       4             8
 * | version | options | protocol 6 type 2 | confirmed 1 service 7 | FDA address | length of all | body ... | trailer ...
 * }</pre>
 */
public final class Hse implements Dissector {
    static final int HEADER_BYTES = 12;
    static final int LENGTH_MAX = 0x1_0000;
    static final int WAITING_MAX = 32;
    private static final int VERSION = 0, OPTIONS = 1, PROTOCOL = 2, SERVICE = 3, ADDRESS = 4, LENGTH = 8, BODY = 12;
    private static final int OPTION_NUMBER = 0x80,
            OPTION_INVOKE = 0x40,
            OPTION_TIME = 0x20,
            OPTION_RESERVED = 0x10,
            OPTION_CONTROL = 0x08;
    private static final int REQUEST = 0, RESPONSE = 1, ERROR = 2;
    private static final int CONFIRMED = 0x80;
    private static final int SESSION_TAG = BODY + 20, TAG_BYTES = 32;

    /** A request that waits; {@code invoke} is -1 where the trailer has none. */
    record Asked(long invoke, int key, String target, long atNanos) {}

    private static final class State {
        private final ArrayList<Asked> waiting = new ArrayList<>();

        private Asked answered(long invoke, int key) {
            for (int i = waiting.size() - 1; i >= 0; i--)
                if (waiting.get(i).invoke == invoke && waiting.get(i).key == key) return waiting.remove(i);
            return null;
        }
    }

    @Override
    public String protocol() {
        return "hse";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return speaks(transport) && (port >= 1089 && port <= 1091 || port == 3622);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP || transport == Transport.UDP;
    }

    @Override
    public Object newState() {
        return new State();
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (pending.length() < HEADER_BYTES || !isHeader(pending)) return Recognition.NOT;
        int number = pending.u8(SERVICE) & ~CONFIRMED;
        boolean named = Service.name(pending.u8(PROTOCOL) >> 2, (pending.u8(SERVICE) & CONFIRMED) != 0, number) != null;
        if (!named) return Recognition.NOT;
        boolean exact = pending.length() == pending.u32(LENGTH);
        return exact ? Recognition.CERTAIN : transport == Transport.TCP ? Recognition.UNSURE : Recognition.NOT;
    }

    private static boolean isHeader(Bytes bytes) {
        int protocol = bytes.u8(PROTOCOL) >> 2;
        int type = bytes.u8(PROTOCOL) & 3;
        long length = bytes.u32(LENGTH);
        return bytes.u8(VERSION) == 1
                && (bytes.u8(OPTIONS) & OPTION_RESERVED) == 0
                && protocol >= Service.SESSION
                && protocol <= Service.REDUNDANCY
                && type <= ERROR
                && length >= HEADER_BYTES + trailerBytes(bytes.u8(OPTIONS))
                && length <= LENGTH_MAX;
    }

    private static int trailerBytes(int options) {
        return ((options & OPTION_NUMBER) != 0 ? 4 : 0)
                + ((options & OPTION_INVOKE) != 0 ? 4 : 0)
                + ((options & OPTION_TIME) != 0 ? 8 : 0)
                + ((options & OPTION_CONTROL) != 0 ? 4 : 0);
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        boolean stream = turn.conversation().transport() == Transport.TCP;
        int there = pending.length();
        if (there < HEADER_BYTES) {
            if (stream) {
                turn.need(HEADER_BYTES);
                return NEED_MORE;
            }
            turn.malformed("header ends early", there);
            return Math.max(1, there);
        }
        if (!isHeader(pending)) {
            if (stream) return LOST;
            turn.malformed("no message header", 0);
            return there;
        }
        int length = (int) pending.u32(LENGTH);
        if (length > there) {
            if (stream) {
                turn.need(length);
                return NEED_MORE;
            }
            turn.malformed("length beyond datagram", LENGTH);
            length = there;
        }
        read(new Bytes().wrap(pending, 0, length), turn);
        return length;
    }

    private static void read(Bytes bytes, Turn turn) {
        int protocol = bytes.u8(PROTOCOL) >> 2;
        int type = bytes.u8(PROTOCOL) & 3;
        boolean confirmed = (bytes.u8(SERVICE) & CONFIRMED) != 0;
        int number = bytes.u8(SERVICE) & ~CONFIRMED;
        String name = Service.name(protocol, confirmed, number);
        if (name == null) turn.malformed("unknown service", SERVICE);
        Verb verb = Service.verb(protocol, confirmed, number);
        long invoke = invokeId(bytes);
        int key = protocol << 8 | number;
        State state = turn.state();
        Asked asked = confirmed && type != REQUEST ? state.answered(invoke, key) : null;
        String target =
                type == REQUEST ? target(bytes, protocol, confirmed, number) : asked == null ? "" : asked.target;
        Turn.Draft draft = turn.message(name == null ? "service " + number : name, verb, outcome(confirmed, type))
                .target(target)
                .answers(asked == null ? -1 : asked.atNanos)
                .field("protocol_id", (long) protocol)
                .field("message_type", (long) type)
                .field("confirmed", confirmed)
                .field("service", (long) number)
                .field("fda_address", bytes.u32(ADDRESS))
                .field("invoke_id", invoke < 0 ? null : (Object) invoke);
        boolean session = protocol == Service.SESSION && number == Service.OPEN_SESSION && type != ERROR;
        String tag = session && bytes.has(SESSION_TAG, TAG_BYTES) ? bytes.ascii(SESSION_TAG, TAG_BYTES) : null;
        draft.field("tag", tag).emit();
        turn.identity(turn.source(), Attribute.NAME, tag, 0.9);
        if (confirmed && type == REQUEST) {
            if (state.waiting.size() == WAITING_MAX) {
                state.waiting.removeFirst();
                turn.forgot();
            }
            state.waiting.add(new Asked(invoke, key, target, turn.atNanos()));
        }
    }

    private static Outcome outcome(boolean confirmed, int type) {
        if (!confirmed) return Outcome.NOTICE;
        return type == REQUEST ? Outcome.REQUEST : type == RESPONSE ? Outcome.SUCCESS : Outcome.REFUSED;
    }

    /** It stands behind the number of the message, before time and control. */
    private static long invokeId(Bytes bytes) {
        int options = bytes.u8(OPTIONS);
        if ((options & OPTION_INVOKE) == 0) return -1;
        int at = bytes.length() - trailerBytes(options) + ((options & OPTION_NUMBER) != 0 ? 4 : 0);
        return at < BODY ? -1 : bytes.u32(at);
    }

    /** The index in the dictionary of the device, within the function block that the address names. */
    private static String target(Bytes bytes, int protocol, boolean confirmed, int number) {
        if (protocol != Service.MESSAGES || !bytes.has(BODY, 4)) return "";
        boolean sub = confirmed
                ? number == Service.READ_SUBINDEX || number == Service.WRITE_SUBINDEX
                : number == Service.REPORT_SUBINDEX || number == Service.REPORT_CHANGE_SUBINDEX;
        boolean plain = confirmed
                ? number == Service.READ || number == Service.WRITE
                : number == Service.REPORT || number == Service.REPORT_CHANGE;
        if (!sub && !plain) return "";
        String index = Long.toString(bytes.u32(BODY));
        return sub && bytes.has(BODY + 4, 4) ? index + "." + bytes.u32(BODY + 4) : index;
    }
}
