package dev.postern.wire.it.snmp;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.parts.Ber;
import dev.postern.wire.it.parts.Waiting;

/**
 * SNMP versions 1 to 3 over UDP. The operation is the kind of PDU, of a response that of its request; target the first object, with the
 * count of the others. Communities are kept in clear only if they are among those everybody tries first ({@link Community}).
 *
 * <pre>{@code
 * 1, 2c  SEQUENCE { version, community, PDU }
 * 3      SEQUENCE { version 3, { id, size, flags, model }, OCTET STRING { engine, boots, time, user, .. }, data }
 * }</pre>
 */
public final class SnmpDissector implements Dissector {
    private static final int VERSION_3 = 3;
    private static final int PORT_AGENT = 161, PORT_TRAP = 162;
    private static final int FLAG_AUTH = 1, FLAG_PRIVACY = 2, FLAG_REPORTABLE = 4;
    private static final int MODEL_USER = 3;
    private static final int NAME_BYTES_MAX = 128;

    /** A request that waits. */
    record Asked(String operation, Verb verb, String target, long atNanos) {}

    @Override
    public String protocol() {
        return "snmp";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.UDP && (port == PORT_AGENT || port == PORT_TRAP);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP;
    }

    /** Certain if version, community or header, and PDU fit into each other to the last octet. */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (pending.u8(0) != Ber.SEQUENCE) return Recognition.NOT;
        int total = Ber.total(pending, 0);
        if (total <= 0) return Recognition.NOT;
        int version = Ber.contents(pending, 0);
        if (pending.u16(version) != (Ber.INTEGER << 8 | 1) || !isVersion(pending.u8(version + 2)))
            return Recognition.NOT;
        int second = version + 3;
        int expected = pending.u8(version + 2) == VERSION_3 ? Ber.SEQUENCE : Ber.OCTET_STRING;
        if (pending.u8(second) != expected) return Recognition.NOT;
        // Only the beginning of a datagram may have been recorded.
        if (total > pending.length()) return Recognition.UNSURE;
        Ber parts = new Ber(pending, second, total);
        parts.next();
        if (expected == Ber.SEQUENCE && !parts.next(Ber.OCTET_STRING)) return Recognition.NOT;
        boolean data = parts.next() && (Pdu.Kind.of(parts.tag()) != null) == (expected == Ber.OCTET_STRING);
        return data && parts.after() == total ? Recognition.CERTAIN : Recognition.NOT;
    }

    private static boolean isVersion(int version) {
        return version == 0 || version == 1 || version == VERSION_3;
    }

    @Override
    public Object newState() {
        return new Waiting<Long, Asked>();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        int total = Ber.total(pending, 0);
        Ber outer = new Ber(pending, Ber.contents(pending, 0), total <= 0 ? 0 : total);
        if (pending.u8(0) != Ber.SEQUENCE || !outer.next(Ber.INTEGER) || !isVersion((int) outer.integer())) {
            turn.malformed("no message", 0);
            return pending.length();
        }
        if (total > pending.length()) pending.u8(pending.length());
        int version = (int) outer.integer();
        if (version == VERSION_3) version3(pending, outer, turn);
        else community(pending, outer, turn, version);
        return total > 0 ? Math.min(total, pending.length()) : pending.length();
    }

    private static void community(Bytes pending, Ber outer, Turn turn, int version) {
        if (!outer.next(Ber.OCTET_STRING)) {
            turn.malformed("community missing", outer.start());
            return;
        }
        Community community = Community.of(pending, outer.start(), outer.length());
        Pdu pdu = outer.next() ? Pdu.read(pending, outer) : null;
        if (pdu == null) {
            turn.malformed("pdu missing", outer.start());
            return;
        }
        Turn.Draft draft = begin(turn, pdu, pdu.requestId).field("version", version == 0 ? "1" : "2c");
        draft.field("community", community.shown()).field("community_default", community.known());
        if (!community.known()) draft.field("community_mark", community.mark());
        finish(draft, pdu, turn);
    }

    private static void version3(Bytes pending, Ber outer, Turn turn) {
        Ber header = outer.next(Ber.SEQUENCE) ? outer.inside() : null;
        if (header == null || !header.next(Ber.INTEGER)) {
            turn.malformed("header data missing", outer.start());
            return;
        }
        long messageId = header.integer();
        header.next(Ber.INTEGER);
        int flags = header.next(Ber.OCTET_STRING) ? pending.u8(header.start()) : 0;
        long model = header.next(Ber.INTEGER) ? header.integer() : 0;
        if (!outer.next(Ber.OCTET_STRING)) {
            turn.malformed("security parameters missing", outer.start());
            return;
        }
        User user = model == MODEL_USER ? User.read(pending, outer) : null;
        if (!outer.next()) {
            turn.malformed("data missing", outer.start());
            return;
        }
        Pdu pdu = null;
        String context = null;
        if (outer.tag() == Ber.SEQUENCE) {
            Ber scoped = outer.inside();
            scoped.next(Ber.OCTET_STRING);
            context = scoped.next(Ber.OCTET_STRING) ? scoped.text(NAME_BYTES_MAX) : null;
            pdu = scoped.next() ? Pdu.read(pending, scoped) : null;
            if (pdu == null) {
                turn.malformed("pdu missing", scoped.start());
                return;
            }
        }
        Turn.Draft draft = pdu == null ? sealed(turn, messageId, flags) : begin(turn, pdu, messageId);
        draft.field("version", "3").field("message_id", messageId);
        draft.field("auth", (flags & FLAG_AUTH) != 0).field("privacy", (flags & FLAG_PRIVACY) != 0);
        if (user != null) user.fill(draft);
        draft.field("context", context == null || context.isEmpty() ? null : context);
        if (pdu == null) draft.emit();
        else finish(draft, pdu, turn);
        if (user != null && pdu != null && pdu.refusesUser()) user.refused(turn);
        if (user != null)
            user.tell(turn, pdu == null ? turn.fromClient() : pdu.kind.asks(), pdu == null || pdu.kind.tied());
    }

    /** An encrypted PDU: whether it asks is told by its direction and, of those to a manager's trap port, by the wish for a report. */
    private static Turn.Draft sealed(Turn turn, long messageId, int flags) {
        Waiting<Long, Asked> waiting = turn.state();
        if (turn.fromClient()) {
            boolean trap = turn.conversation().serverPort() == PORT_TRAP && (flags & FLAG_REPORTABLE) == 0;
            if (!trap) waiting.ask(turn, messageId, new Asked("encrypted", Verb.OTHER, "", turn.atNanos()));
            return turn.message("encrypted", trap ? Verb.REPORT : Verb.OTHER, trap ? Outcome.NOTICE : Outcome.REQUEST);
        }
        Asked asked = waiting.answer(messageId);
        return turn.message("encrypted", Verb.OTHER, Outcome.SUCCESS).answers(asked == null ? -1 : asked.atNanos());
    }

    private static Turn.Draft begin(Turn turn, Pdu pdu, long number) {
        Waiting<Long, Asked> waiting = turn.state();
        if (pdu.kind.asks()) {
            waiting.ask(turn, number, new Asked(pdu.kind.label(), pdu.kind.verb(), pdu.target(), turn.atNanos()));
            return turn.message(pdu.kind.label(), pdu.kind.verb(), Outcome.REQUEST)
                    .target(pdu.target());
        }
        if (!pdu.kind.answers())
            return turn.message(pdu.kind.label(), pdu.kind.verb(), Outcome.NOTICE)
                    .target(pdu.target());
        Asked asked = waiting.answer(number);
        Outcome outcome = pdu.refuses() ? Outcome.REFUSED : Outcome.SUCCESS;
        if (asked == null)
            return turn.message(pdu.kind.label(), pdu.kind.verb(), outcome).target(pdu.target());
        return turn.message(asked.operation(), asked.verb(), outcome)
                .target(asked.target())
                .answers(asked.atNanos());
    }

    private static void finish(Turn.Draft draft, Pdu pdu, Turn turn) {
        pdu.fill(draft);
        draft.emit();
        if (pdu.kind.answers()) Told.tell(pdu, turn);
        if (pdu.brokenAt >= 0) turn.malformed("variable ends early", pdu.brokenAt);
    }
}
