package dev.postern.wire.ot.bacnet;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * BACnet/IP: the virtual link of annex J, or of annex U over IPv6 ({@link Bvlc6}), and through {@link Npdu} and {@link Apdu} what it carries. One datagram is
 * one message.
 *
 * <pre>
 *   0        1          2 3        4
 * +------+----------+----------+--------------------------------------------+
 * | 0x81 | function |  length  | NPDU, or what the function has of its own  |
 * +------+----------+----------+--------------------------------------------+
 * </pre>
 */
public final class BacnetDissector implements Dissector {
    static final int PORT = 47_808;
    private static final int TYPE = 0x81;
    private static final int FUNCTION = 1, LENGTH = 2, DATA = 4;
    private static final int RESULT = 0,
            WRITE_BDT = 1,
            READ_BDT = 2,
            READ_BDT_ACK = 3,
            FORWARDED = 4,
            REGISTER = 5,
            READ_FDT = 6;
    private static final int READ_FDT_ACK = 7,
            DELETE_FDT = 8,
            DISTRIBUTE = 9,
            UNICAST = 10,
            BROADCAST = 11,
            SECURE = 12;
    private static final int ENTRY_BYTES = 10;
    private static final int ENTRIES_MAX = 128;

    @Override
    public String protocol() {
        return "bacnet";
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
        if (pending.length() < DATA) return Recognition.NOT;
        boolean plausible = switch (pending.u8(0)) {
            case TYPE -> plausible(pending);
            case Bvlc6.TYPE -> Bvlc6.plausible(pending);
            default -> false;
        };
        if (!plausible) return Recognition.NOT;
        return pending.u16(LENGTH) == pending.length() ? Recognition.CERTAIN : Recognition.UNSURE;
    }

    private static boolean plausible(Bytes pending) {
        int function = pending.u8(FUNCTION);
        int length = pending.u16(LENGTH);
        int network = network(function);
        if (function > SECURE || length < DATA) return false;
        return network < 0 ? fits(function, length) : Npdu.plausible(pending, network);
    }

    /** The length is one this function can have. */
    private static boolean fits(int function, int length) {
        return switch (function) {
            case RESULT, REGISTER -> length == DATA + 2;
            case READ_BDT, READ_FDT -> length == DATA;
            case DELETE_FDT -> length == DATA + BvlcAddress.BYTES;
            case WRITE_BDT, READ_BDT_ACK, READ_FDT_ACK -> (length - DATA) % ENTRY_BYTES == 0;
            default -> true;
        };
    }

    /** Where the NPDU begins, or -1 if this function carries none. */
    private static int network(int function) {
        return switch (function) {
            case FORWARDED -> DATA + BvlcAddress.BYTES;
            case DISTRIBUTE, UNICAST, BROADCAST -> DATA;
            default -> -1;
        };
    }

    @Override
    public Object newState() {
        return new BacnetState();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        boolean six = pending.u8(0) == Bvlc6.TYPE;
        if (!six && pending.u8(0) != TYPE) {
            turn.malformed("type neither 0x81 nor 0x82", 0);
            return pending.length();
        }
        if (pending.length() < DATA) {
            turn.malformed("header ends early", pending.length());
            return pending.length();
        }
        int length = pending.u16(LENGTH);
        if (length < DATA || length > pending.length()) turn.malformed("length does not fit datagram", LENGTH);
        Bytes message = new Bytes().wrap(pending, 0, length < DATA ? pending.length() : length);
        int function = message.u8(FUNCTION);
        int network = six ? Bvlc6.network(function) : network(function);
        if (network < 0 && six) Bvlc6.read(message, turn);
        else if (network < 0) link(message, function, turn);
        else if (message.u8(network) != 1)
            turn.malformed("network layer version not 1", Math.min(network, message.length()));
        else network(message, network, six ? Bvlc6.link(message) : plainLink(message, function), turn);
        if (message.overrun() && length <= pending.length()) turn.malformed("message ends early", message.length());
        return pending.length();
    }

    private static Link plainLink(Bytes message, int function) {
        return function == FORWARDED ? new Link(BvlcAddress.read(message, DATA), null, null) : Link.PLAIN;
    }

    private static void network(Bytes message, int at, Link link, Turn turn) {
        Npdu network = new Npdu(message, at);
        if (network.end() > message.length()) turn.malformed("network header ends early", message.length());
        else if (network.isMessage()) network.message(turn, link);
        else new Apdu(message, network, link, turn).read();
    }

    private static void link(Bytes message, int function, Turn turn) {
        BacnetState state = turn.state();
        switch (function) {
            case RESULT -> result(message, state.bvlcAnswered(), turn);
            case READ_BDT_ACK, READ_FDT_ACK -> table(message, function, state.bvlcAnswered(), turn);
            case WRITE_BDT, READ_BDT, REGISTER, READ_FDT, DELETE_FDT -> ask(message, function, state, turn);
            default ->
                turn.message(
                                function == SECURE ? "secure bvll" : "bvlc function " + function,
                                Verb.OTHER,
                                Outcome.NOTICE)
                        .field("bvlc_function", (long) function)
                        .emit();
        }
    }

    private static void ask(Bytes message, int function, BacnetState state, Turn turn) {
        Verb verb = verb(function);
        String target = function == DELETE_FDT ? BvlcAddress.read(message, DATA).toString() : "";
        Turn.Draft draft = turn.message(name(function), verb, Outcome.REQUEST)
                .target(target)
                .field("bvlc_function", (long) function);
        if (function == REGISTER) draft.field("time_to_live", (long) message.u16(DATA));
        if (function == WRITE_BDT) draft.field("entries", entries(message));
        draft.emit();
        state.bvlcAsk(new BacnetState.BvlcAsked(function, name(function), verb, target, turn.atNanos()));
    }

    private static Verb verb(int function) {
        return switch (function) {
            case WRITE_BDT, DELETE_FDT -> Verb.CONFIGURE;
            case REGISTER -> Verb.SESSION;
            default -> Verb.BROWSE;
        };
    }

    private static String name(int function) {
        return switch (function) {
            case WRITE_BDT -> "write broadcast distribution table";
            case READ_BDT, READ_BDT_ACK -> "read broadcast distribution table";
            case REGISTER -> "register foreign device";
            case READ_FDT, READ_FDT_ACK -> "read foreign device table";
            default -> "delete foreign device table entry";
        };
    }

    private static void result(Bytes message, BacnetState.BvlcAsked asked, Turn turn) {
        int code = message.u16(DATA);
        turn.message(
                        asked == null ? "bvlc result" : asked.operation(),
                        asked == null ? Verb.OTHER : asked.verb(),
                        code == 0 ? Outcome.SUCCESS : Outcome.REFUSED)
                .target(asked == null ? "" : asked.target())
                .answers(asked == null ? -1 : asked.atNanos())
                .field("bvlc_function", (long) RESULT)
                .field("result", (long) code)
                .emit();
    }

    private static void table(Bytes message, int function, BacnetState.BvlcAsked asked, Turn turn) {
        turn.message(name(function), Verb.BROWSE, Outcome.SUCCESS)
                .answers(asked == null ? -1 : asked.atNanos())
                .field("bvlc_function", (long) function)
                .field("entries", entries(message))
                .emit();
    }

    /** Address and mask, or address, time to live and time left. */
    private static List<String> entries(Bytes message) {
        List<String> entries = new ArrayList<>();
        for (int at = DATA; message.has(at, ENTRY_BYTES) && entries.size() < ENTRIES_MAX; at += ENTRY_BYTES)
            entries.add(BvlcAddress.read(message, at).toString());
        return entries;
    }
}
