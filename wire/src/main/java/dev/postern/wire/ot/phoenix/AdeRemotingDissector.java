package dev.postern.wire.ot.phoenix;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;

/**
 * The remote services of PC Worx controllers (TCP 41100), by which their program is stopped and started: calls of numbered functions of
 * services that were bound by name. Only two functions of the control service are known; answers are not tied to calls, as nothing is known
 * that would.
 *
 * <pre>{@code
 * 0    2      4   6        8         10
 * | 1  | kind | 0 | length | service | function | 4 octets | data                 little-endian
 * kind 0: bind, the data are the service's name; kind 2: call
 * }</pre>
 */
public final class AdeRemotingDissector implements Dissector {
    private static final int VERSION = 0, KIND = 2, ZERO = 4, LENGTH = 6, SERVICE = 8, FUNCTION = 10, DATA = 16;
    private static final int BIND = 0, CALL = 2;
    private static final int CONTROL = 1, START = 6, STOP = 7;
    private static final int COLD = 1, WARM = 2, HOT = 3;
    private static final int LENGTH_MAX = 8192;
    private static final String NAMES = "Ade.";

    @Override
    public String protocol() {
        return "aderemoting";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && port == 41100;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    private static boolean isHeader(Bytes bytes) {
        int kind = bytes.u16le(KIND);
        return bytes.u16le(VERSION) == 1
                && (kind == BIND || kind == CALL)
                && bytes.u16(ZERO) == 0
                && bytes.u16le(LENGTH) <= LENGTH_MAX;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (!pending.has(0, DATA) || !isHeader(pending)) return Recognition.NOT;
        if (pending.u16le(KIND) == BIND && pending.startsWith(NAMES, DATA)) return Recognition.CERTAIN;
        return pending.length() == DATA + pending.u16le(LENGTH) ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (pending.length() < DATA) {
            turn.need(DATA);
            return NEED_MORE;
        }
        if (!isHeader(pending)) return LOST;
        int total = DATA + pending.u16le(LENGTH);
        if (pending.length() < total) {
            turn.need(total);
            return NEED_MORE;
        }
        pending.endAt(total);
        boolean bind = pending.u16le(KIND) == BIND;
        int service = pending.u16le(SERVICE);
        int function = pending.u16le(FUNCTION);
        boolean control = !bind && service == CONTROL && turn.fromClient();
        boolean start = control && function == START && total > DATA;
        boolean stop = control && function == STOP && total == DATA;
        String operation =
                bind ? "bind" : stop ? "stop" : start ? "start" + how(pending.u16le(DATA)) : "call " + function;
        Verb verb = bind ? Verb.SESSION : stop ? Verb.STOP : start ? Verb.START : Verb.OTHER;
        Turn.Draft draft = turn.message(operation, verb, turn.fromClient() ? Outcome.REQUEST : Outcome.NOTICE)
                .target(bind ? PcworxDissector.text(pending, DATA, total) : "service " + service);
        if (!bind) draft.field("service", (long) service).field("function", (long) function);
        draft.field("data", bind ? null : Values.hex(pending, DATA, total)).emit();
        return total;
    }

    private static String how(int kind) {
        return switch (kind) {
            case COLD -> " cold";
            case WARM -> " warm";
            case HOT -> " hot";
            default -> "";
        };
    }
}
