package dev.postern.wire.it.dns;

import dev.postern.model.Address;
import dev.postern.model.Identity;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.purpose.Purpose;
import java.util.ArrayList;
import java.util.List;

/**
 * DNS and the two protocols that borrow its format. Answers are tied to queries by transaction id within the flow; multicast DNS has none,
 * its responses stand alone. Operation {@code query a}, target the name asked for in lower case. Limits: {@link Records}, {@link Asked},
 * {@link #QUESTIONS_MAX}.
 */
public final class DnsDissector implements Dissector {
    private static final int ID = 0, FLAGS = 2, QUESTIONS = 4, ANSWERS = 6, AUTHORITIES = 8, ADDITIONALS = 10;
    private static final int HEADER_BYTES = 12;
    private static final int LENGTH_BYTES = 2;
    private static final int FLAG_RESPONSE = 0x8000, FLAG_AUTHORITATIVE = 0x0400, FLAG_TRUNCATED = 0x0200;
    private static final int FLAG_RECURSE = 0x0100, FLAG_CAN_RECURSE = 0x0080, FLAG_RESERVED = 0x0040;
    /** Names listed in the field {@code names}; of more questions only the number is told. */
    static final int QUESTIONS_MAX = 32;

    /** More are in no message: what says so is something else, that a scanner sent over the same ports. */
    private static final int QUESTIONS_POSSIBLE = 255;

    private enum Dialect {
        DNS("dns", 53),
        MDNS("mdns", 5353),
        LLMNR("llmnr", 5355);

        private final String protocol;
        private final int port;

        Dialect(String protocol, int port) {
            this.protocol = protocol;
            this.port = port;
        }
    }

    private final Dialect dialect;

    private DnsDissector(Dialect dialect) {
        this.dialect = dialect;
    }

    public static DnsDissector dns() {
        return new DnsDissector(Dialect.DNS);
    }

    public static DnsDissector mdns() {
        return new DnsDissector(Dialect.MDNS);
    }

    public static DnsDissector llmnr() {
        return new DnsDissector(Dialect.LLMNR);
    }

    @Override
    public String protocol() {
        return dialect.protocol;
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return speaks(transport) && port == dialect.port;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP || transport == Transport.TCP && dialect != Dialect.MDNS;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (transport != Transport.TCP) return judge(pending);
        if (pending.length() < LENGTH_BYTES + HEADER_BYTES || pending.u16(0) < HEADER_BYTES) return Recognition.NOT;
        return judge(new Bytes().wrap(pending, LENGTH_BYTES, pending.u16(0)));
    }

    /** Over multicast whoever knows answers, so there nobody is the server. */
    @Override
    public boolean answersForCertain(Bytes datagram) {
        return dialect == Dialect.DNS && (datagram.u16(FLAGS) & FLAG_RESPONSE) != 0;
    }

    private Recognition judge(Bytes message) {
        if (message.length() < HEADER_BYTES) return Recognition.NOT;
        int flags = message.u16(FLAGS);
        int opcode = flags >> 11 & 0xF;
        int questions = message.u16(QUESTIONS);
        int records = message.u16(ANSWERS) + message.u16(AUTHORITIES) + message.u16(ADDITIONALS);
        boolean plausible = (flags & FLAG_RESERVED) == 0
                && (opcode <= 2 || opcode == 4 || opcode == 5)
                && questions + records > 0
                && questions <= (dialect == Dialect.MDNS ? QUESTIONS_POSSIBLE : 1)
                && records <= 4096;
        if (!plausible) return Recognition.NOT;
        NameReader names = new NameReader();
        String name = names.read(message, HEADER_BYTES);
        int type = message.u16(names.next());
        int recordClass = message.u16(names.next() + 2) & 0x7FFF;
        if (message.overrun() || names.fault() != null || !RecordType.known(type)) return Recognition.NOT;
        if (recordClass != 1 && recordClass != 3 && recordClass != 254 && recordClass != 255) {
            if (type != RecordType.OPT) return Recognition.NOT;
        }
        return certain(message.u16(ID), flags, name) ? Recognition.CERTAIN : Recognition.UNSURE;
    }

    /** The same bytes may be any dialect; only what one of them alone says is taken for certain. */
    private boolean certain(int id, int flags, String name) {
        boolean response = (flags & FLAG_RESPONSE) != 0;
        return switch (dialect) {
            case DNS ->
                id != 0
                        && !name.endsWith(".local")
                        && (flags & (response ? FLAG_CAN_RECURSE | FLAG_RECURSE : FLAG_RECURSE)) != 0;
            case MDNS ->
                id == 0
                        && (flags & ~FLAG_TRUNCATED) == (response ? FLAG_RESPONSE | FLAG_AUTHORITATIVE : 0)
                        && (name.endsWith(".local") || name.endsWith(".arpa"));
            case LLMNR -> false;
        };
    }

    @Override
    public Object newState() {
        return dialect == Dialect.MDNS ? null : new Asked();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (turn.conversation().transport() != Transport.TCP) {
            if (pending.length() < HEADER_BYTES) turn.malformed("header ends early", pending.length());
            else message(pending, turn);
            return Math.max(1, pending.length());
        }
        if (pending.length() < LENGTH_BYTES) return NEED_MORE;
        int length = pending.u16(0);
        if (length < HEADER_BYTES) {
            turn.malformed("length below header", 0);
            return LOST;
        }
        if (!pending.has(LENGTH_BYTES, length)) {
            turn.need(LENGTH_BYTES + length);
            return NEED_MORE;
        }
        message(new Bytes().wrap(pending, LENGTH_BYTES, length), turn);
        return LENGTH_BYTES + length;
    }

    private void message(Bytes message, Turn turn) {
        if (message.u16(QUESTIONS) > QUESTIONS_POSSIBLE) {
            turn.malformed("more questions than a message has", QUESTIONS);
            return;
        }
        int flags = message.u16(FLAGS);
        NameReader names = new NameReader();
        List<Object> asked = new ArrayList<>();
        int questions = message.u16(QUESTIONS);
        int at = HEADER_BYTES;
        int type = 0;
        for (int i = 0; i < questions && names.fault() == null && !message.overrun(); i++) {
            String name = names.read(message, at);
            at = names.next() + 4;
            if (i == 0) type = message.u16(names.next());
            if (i < QUESTIONS_MAX) asked.add(name);
        }
        Records records = new Records(message, names, at);
        if (names.fault() == null && !message.overrun())
            records.read(message.u16(ANSWERS), message.u16(AUTHORITIES) + message.u16(ADDITIONALS));
        if (questions == 0) type = records.firstType;
        emit(message, turn, asked, type, records);
        if ((flags & FLAG_RESPONSE) != 0) tell(turn, records);
        if (names.fault() != null) turn.malformed(names.fault(), names.faultAt());
        else if (message.overrun()) turn.malformed("record ends early", message.overrunAt());
    }

    private void emit(Bytes message, Turn turn, List<Object> asked, int type, Records records) {
        int id = message.u16(ID);
        int flags = message.u16(FLAGS);
        int opcode = flags >> 11 & 0xF;
        int rcode = flags & 0xF;
        boolean response = (flags & FLAG_RESPONSE) != 0;
        String name = asked.isEmpty() ? records.firstOwner : (String) asked.getFirst();
        Asked waiting = turn.state();
        Turn.Draft draft = turn.message(operation(opcode, type), Verb.RESOLVE, outcome(response, rcode))
                .target(name)
                .field("id", (long) id)
                .field("flags", (long) flags)
                .field("type", RecordType.name(type));
        if (asked.size() > 1) draft.field("names", asked);
        if (message.u16(QUESTIONS) != 1) draft.field("questions", (long) message.u16(QUESTIONS));
        if ((flags & FLAG_RECURSE) != 0) draft.field("recursion_desired", true);
        if ((flags & FLAG_TRUNCATED) != 0) draft.field("truncated_answer", true);
        if (response) {
            if (waiting != null) draft.answers(waiting.answer(id));
            draft.field("rcode", rcodeName(rcode)).field("authoritative", (flags & FLAG_AUTHORITATIVE) != 0);
            draft.field("answer_count", (long) message.u16(ANSWERS));
        } else {
            count(draft, "answer_count", message.u16(ANSWERS));
            if (waiting != null) waiting.ask(turn, id);
        }
        count(draft, "authority_count", message.u16(AUTHORITIES));
        count(draft, "additional_count", message.u16(ADDITIONALS));
        if (!records.answers.isEmpty())
            draft.field("answers", records.answers).field("ttl_seconds", records.firstTtlSeconds);
        if (records.cut) draft.field("cut", true);
        if (dialect == Dialect.DNS) Purpose.fill(draft, Purpose.ofHost(name));
        draft.emit();
    }

    private static void count(Turn.Draft draft, String name, int records) {
        if (records > 0) draft.field(name, (long) records);
    }

    private static String operation(int opcode, int type) {
        return switch (opcode) {
            case 0 -> "query " + RecordType.name(type);
            case 1 -> "inverse query";
            case 2 -> "status";
            case 4 -> "notify";
            case 5 -> "update";
            default -> "opcode " + opcode;
        };
    }

    private Outcome outcome(boolean response, int rcode) {
        if (!response) return Outcome.REQUEST;
        if (dialect == Dialect.MDNS) return Outcome.NOTICE;
        return rcode == 0 ? Outcome.SUCCESS : Outcome.REFUSED;
    }

    private static String rcodeName(int rcode) {
        return switch (rcode) {
            case 0 -> "noerror";
            case 1 -> "formerr";
            case 2 -> "servfail";
            case 3 -> "nxdomain";
            case 4 -> "notimp";
            case 5 -> "refused";
            case 6 -> "yxdomain";
            case 7 -> "yxrrset";
            case 8 -> "nxrrset";
            case 9 -> "notauth";
            case 10 -> "notzone";
            default -> "rcode" + rcode;
        };
    }

    /** Link-local answers come from the host they name; an ordinary name server speaks of others, which is no identity. */
    private void tell(Turn turn, Records records) {
        if (dialect == Dialect.DNS) return;
        Address source = turn.source();
        String told = null;
        for (Records.Host host : records.hosts) {
            String name = host.name().endsWith(".local")
                    ? host.name().substring(0, host.name().length() - ".local".length())
                    : host.name();
            // A host lists its other addresses too; those count as its own only under the name it answers for itself.
            if (!name.equals(told)
                    && (host.address().equals(source) || host.address().kind() != source.kind())) {
                turn.identity(source, Identity.Attribute.NAME, name, 0.8);
                told = name;
            }
        }
        Records.Card card = records.workstation;
        // A reflector passes on what others say of themselves.
        if (card != null && card.name().equals(told))
            turn.identity(source, Identity.Attribute.ADDRESS, card.address().toString(), 0.6);
        turn.identity(source, Identity.Attribute.MODEL, records.model, 0.6);
        if (dialect == Dialect.MDNS) turn.identity(source, Identity.Attribute.TYPE, records.offers, 0.6);
    }
}
