package dev.postern.wire.ot.melsec;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Pending;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;

/**
 * SLMP and MC protocol, 3E and 4E frames in binary and ASCII, over TCP and UDP. A 4E answer is found by its serial number; 3E has none and is
 * answered in turn.
 *
 * <pre>{@code
 * 3E  0         2         3      4        6         7        9
 *     | 50 00   | network | PC   | module | station | length | timer | command | subcommand | data
 *     | D0 00   | network | PC   | module | station | length | end code | data
 * 4E  54 00 / D4 00, then serial number and two zeros, then as above
 * }</pre>
 */
public final class SlmpDissector implements Dissector {
    private static final int REQUEST_3E = 0x5000, REQUEST_4E = 0x5400, ANSWER_3E = 0xD000, ANSWER_4E = 0xD400;
    private static final int SERIAL = 2;
    /** From the network number on, as 4E puts four octets before it. */
    private static final int NETWORK = 0, PC = 1, MODULE = 2, STATION = 4, LENGTH = 5, BODY = 7;

    private static final int COMMAND = 2, SUBCOMMAND = 4, DATA = 6;
    /** From the data of an error on: network, PC, module, station stand before. */
    private static final int ERROR_COMMAND = 5;

    private static final int REQUEST_BODY_BYTES_MIN = 6;
    private static final int STATION_MAX = 31;
    private static final int OWN_CPU = 0x03FF;
    private static final double IDENTITY = 0.95;
    private static final long IN_TURN = -1;

    @Override
    public String protocol() {
        return "slmp";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return speaks(transport)
                && (port >= 5000 && port <= 5010 || port == 1025 || port == 1026 || port == 61450 || port == 61451);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP || transport == Transport.UDP;
    }

    @Override
    public Object newState() {
        return new SlmpState();
    }

    private static Telegram telegram(Bytes bytes) {
        boolean ascii = (bytes.u8(0) == '5' || bytes.u8(0) == 'D')
                && (bytes.u8(1) == '0' || bytes.u8(1) == '4')
                && bytes.u8(2) == '0'
                && bytes.u8(3) == '0';
        return new Telegram(bytes, ascii);
    }

    private static int subheader(Telegram telegram) {
        return telegram.ascii() ? telegram.u16(0) : telegram.bytes().u16(0);
    }

    private static int access(int subheader) {
        return (subheader & 0x0400) != 0 ? 6 : 2;
    }

    private static boolean isSubheader(int subheader) {
        return subheader == REQUEST_3E || subheader == REQUEST_4E || subheader == ANSWER_3E || subheader == ANSWER_4E;
    }

    /** The own CPU (03FF) or one of several (03D0 to 03E3), or the place of a module. */
    private static boolean isModule(int number) {
        return number == OWN_CPU || number >= 0x03D0 && number <= 0x03E3 || number <= 0x01FF;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        Telegram telegram = telegram(pending);
        int subheader = subheader(telegram);
        if (!isSubheader(subheader)) return Recognition.NOT;
        int at = access(subheader);
        if (telegram.length() < at + BODY + 2) return Recognition.NOT;
        if (telegram.ascii() && !telegram.allDigits(0, telegram.width(at + BODY + 2))) return Recognition.NOT;
        int length = telegram.u16(at + LENGTH);
        boolean serialFits = at == 2 || telegram.u16(SERIAL + 2) == 0;
        int module = telegram.u16(at + MODULE);
        if (!serialFits || !isModule(module) || telegram.u8(at + STATION) > STATION_MAX) return Recognition.NOT;
        int total = at * (telegram.ascii() ? 2 : 1) + telegram.width(BODY) + length;
        boolean exact = pending.length() == total;
        if (transport == Transport.UDP && !exact) return Recognition.NOT;
        boolean request = subheader < 0x8000;
        if (request && Command.of(telegram.u16(at + BODY + COMMAND)) == null)
            return exact ? Recognition.UNSURE : Recognition.NOT;
        if (module < 0x03D0) return exact ? Recognition.UNSURE : Recognition.NOT;
        return exact || request ? Recognition.CERTAIN : Recognition.NOT;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        boolean stream = turn.conversation().transport() == Transport.TCP;
        Telegram telegram = telegram(pending);
        int subheader = subheader(telegram);
        if (stream && pending.length() < 4) {
            turn.need(4);
            return NEED_MORE;
        }
        if (!isSubheader(subheader)) {
            if (!stream) turn.malformed("unknown subheader", 0);
            return stream ? LOST : pending.length();
        }
        int at = access(subheader);
        int header = telegram.width(at + BODY);
        if (pending.length() < header) {
            if (stream) {
                turn.need(header);
                return NEED_MORE;
            }
            turn.malformed("header ends early", pending.length());
            return pending.length();
        }
        int total = header + telegram.u16(at + LENGTH);
        if (stream && pending.length() < total) {
            turn.need(total);
            return NEED_MORE;
        }
        if (stream) pending.endAt(total);
        if (!stream && pending.length() != total)
            turn.malformed("length does not fit datagram", telegram.width(at + LENGTH));
        int end = Math.min(total, pending.length()) / telegram.width(1);
        if (subheader < 0x8000) request(telegram, at, end, turn);
        else answer(telegram, at, end, turn);
        return stream ? total : pending.length();
    }

    private static Turn.Draft draft(Turn.Draft draft, Telegram telegram, int at) {
        int module = telegram.u16(at + MODULE);
        String unit = telegram.u8(at + NETWORK) + "." + telegram.u8(at + PC);
        return draft.unit(module == OWN_CPU ? unit : unit + "." + Integer.toHexString(module));
    }

    private static void request(Telegram telegram, int at, int end, Turn turn) {
        int body = at + BODY;
        if (end < body + REQUEST_BODY_BYTES_MIN) {
            turn.malformed("request ends early", telegram.width(end));
            return;
        }
        int code = telegram.u16(body + COMMAND);
        SlmpState state = turn.state();
        if (code == Command.CYCLIC_DATA.code && !telegram.ascii() && at == 2 && datagram(turn)) {
            if (FieldBasic.isRequest(telegram.bytes())) FieldBasic.request(telegram.bytes(), state, turn);
            else turn.malformed("cyclic data do not fit their stations", telegram.width(body + DATA));
            return;
        }
        int subcommand = telegram.u16(body + SUBCOMMAND);
        Command command = Command.of(code);
        String operation = command == null
                ? "command " + Integer.toHexString(0x10000 | code).substring(1)
                : command.operation;
        Verb verb = command == null ? Verb.OTHER : command.verb;
        int data = body + DATA;
        String target = command == null ? "" : SlmpBody.target(command, telegram, data, subcommand, end);
        Turn.Draft draft = draft(turn.message(operation, verb, Outcome.REQUEST), telegram, at)
                .target(target)
                .field("command", (long) code)
                .field("subcommand", (long) subcommand);
        if (at > 2) draft.field("serial", (long) telegram.u16(SERIAL));
        long detail = SlmpBody.content(command, telegram, data, subcommand, end, draft);
        draft.emit();
        state.waiting.asked(
                at > 2 ? telegram.u16(SERIAL) : IN_TURN, turn, operation, verb, target, (long) code << 32 | detail);
    }

    /** As cyclic data are sent. */
    private static boolean datagram(Turn turn) {
        return turn.conversation().transport() == Transport.UDP;
    }

    private static void answer(Telegram telegram, int at, int end, Turn turn) {
        int body = at + BODY;
        if (end < body + 2) {
            turn.malformed("answer without end code", telegram.width(end));
            return;
        }
        SlmpState state = turn.state();
        if (at == 2 && !telegram.ascii() && datagram(turn) && FieldBasic.isAnswer(telegram.bytes())) {
            FieldBasic.answer(telegram.bytes(), state, turn);
            return;
        }
        int ending = telegram.u16(body);
        Pending.Asked asked = asked(telegram, at, end, ending, state);
        // Nodes are searched by broadcast and answer in a conversation of their own.
        boolean found = at > 2 && ending == 0 && isSearched(asked, telegram, body + 2, end);
        Outcome outcome = ending == 0 ? Outcome.SUCCESS : Outcome.REFUSED;
        Turn.Draft draft = draft(
                        found && asked == null
                                ? turn.message(Command.NODE_SEARCH.operation, Verb.IDENTIFY, outcome)
                                : Pending.answer(turn, asked, "answer", Verb.OTHER, outcome),
                        telegram,
                        at)
                .field("end_code", (long) ending);
        if (at > 2) draft.field("serial", (long) telegram.u16(SERIAL));
        Command command = asked == null ? null : Command.of((int) (asked.detail() >> 32));
        int data = body + 2;
        String model = ending == 0 && command != null
                ? SlmpBody.answered(command, asked.target(), asked.detail(), telegram, data, end, draft)
                : null;
        if (found) Node.describe(telegram.bytes(), data, draft);
        else if (ending != 0 || command == null)
            draft.field("data", Values.hex(telegram.bytes(), telegram.width(data), telegram.width(end)));
        draft.emit();
        if (found) Node.identity(telegram.bytes(), data, turn);
        if (model == null) return;
        turn.identity(turn.source(), Attribute.VENDOR, "Mitsubishi Electric", IDENTITY);
        turn.identity(turn.source(), Attribute.MODEL, model, IDENTITY);
    }

    private static Pending.Asked asked(Telegram telegram, int at, int end, int ending, SlmpState state) {
        int data = at + BODY + 2;
        int octets = end - data;
        // An error names the command behind the place of the module.
        int named = ending != 0 && octets >= 9 ? telegram.u16(data + ERROR_COMMAND) : -1;
        return state.waiting.answered(
                at > 2 ? telegram.u16(SERIAL) : IN_TURN,
                detail -> ending != 0 ? named < 0 || named == detail >> 32 : SlmpBody.fits(detail, octets));
    }

    private static boolean isSearched(Pending.Asked asked, Telegram telegram, int data, int end) {
        boolean possible = asked == null || asked.operation().equals(Command.NODE_SEARCH.operation);
        return possible && !telegram.ascii() && Node.isFound(telegram.bytes(), data, end);
    }
}
