package dev.postern.wire.it.dcerpc;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.it.ntlm.Ntlm;
import java.util.ArrayList;
import java.util.List;

/**
 * What opens an association or adds to it: bind, alter context, their answers and the third leg of a login. Target: the interface bound.
 *
 * <pre>{@code
 * 16     18      20          24      25       28
 * | send | receive | group   | count | 0      | context id | syntaxes | 0 | interface (16) | version | syntaxes (20 each) ...
 * answer: ... group | address length | address | align 4 | count | 0 (3) | result | reason | syntax (20) ...
 * }</pre>
 */
final class Binding {
    private static final int GROUP = 20, COUNT = 24, CONTEXTS = 28, ADDRESS = 24, NAK_REASON = 16;
    private static final int CONTEXT_BYTES = 24, SYNTAX_BYTES = 20, RESULT_BYTES = 24;
    private static final int VERIFIER_BYTES = 8;
    private static final int RESULTS_MAX = 32;

    private final Ndr pdu;
    private final int type;
    private final int base;
    private final Association association;
    private final Turn turn;
    private Ntlm ntlm;

    Binding(Ndr pdu, int type, int base, Association association, Turn turn) {
        this.pdu = pdu;
        this.type = type;
        this.base = base;
        this.association = association;
        this.turn = turn;
    }

    void read(int length, int authLength, long call) {
        int verifierAt = length - authLength - VERIFIER_BYTES;
        if (authLength > 0 && verifierAt >= ConnectionPdu.HEADER_BYTES)
            ntlm = Ntlm.find(new Bytes().wrap(pdu.bytes(), verifierAt + VERIFIER_BYTES, authLength));
        Turn.Draft draft = switch (type) {
            case ConnectionPdu.BIND, ConnectionPdu.ALTER -> asked(call, authLength > 0 ? verifierAt : length);
            case ConnectionPdu.AUTH3 -> turn.message("auth3", Verb.LOGIN, Outcome.NOTICE);
            default -> answered(call, authLength > 0 ? verifierAt : length);
        };
        draft.protocol(DcerpcDissector.PROTOCOL).field("type", (long) type).field("call", call);
        if (authLength > 0)
            draft.field("auth_type", (long) pdu.u8(verifierAt)).field("auth_level", (long) pdu.u8(verifierAt + 1));
        if (ntlm != null) {
            ntlm.fill(draft);
            String account = ntlm.account();
            if (account != null && type == ConnectionPdu.AUTH3) draft.target(account);
        }
        draft.emit();
        if (ntlm != null) ntlm.tell(turn);
    }

    private String operation() {
        return type == ConnectionPdu.ALTER || type == ConnectionPdu.ALTERED ? "alter context" : "bind";
    }

    private Turn.Draft asked(long call, int end) {
        int count = pdu.u8(COUNT);
        List<Object> interfaces = new ArrayList<>();
        List<Object> versions = new ArrayList<>();
        List<Object> ids = new ArrayList<>();
        int at = CONTEXTS;
        for (int i = 0; i < count; i++) {
            int syntaxes = pdu.u8(at + 2);
            int next = at + CONTEXT_BYTES + SYNTAX_BYTES * syntaxes;
            if (next > end) {
                turn.malformed(
                        DcerpcDissector.PROTOCOL,
                        "context ends early",
                        base + Math.min(at, pdu.bytes().length()));
                break;
            }
            var context = new Association.Context(pdu.uuid(at + 4), pdu.u16(at + 20), pdu.u16(at + 22));
            association.bind(turn, pdu.u16(at), context);
            interfaces.add(Interfaces.name(context.uuid()));
            versions.add(context.major() + "." + context.minor());
            ids.add((long) pdu.u16(at));
            at = next;
        }
        String target = interfaces.isEmpty() ? "" : interfaces.getFirst().toString();
        Verb verb = ntlm != null && ntlm.account() != null ? Verb.LOGIN : Verb.SESSION;
        association.ask(turn, call, new Association.Asked(operation(), verb, target, null, -1, turn.atNanos()));
        return turn.message(operation(), verb, Outcome.REQUEST)
                .target(target)
                .field("group", pdu.u32(GROUP))
                .field("contexts", ids)
                .field("interfaces", interfaces)
                .field("versions", versions);
    }

    private Turn.Draft answered(long call, int end) {
        Association.Asked asked = association.answered(call);
        boolean refused = type == ConnectionPdu.BIND_NAK;
        List<Object> results = new ArrayList<>();
        int addressLength = pdu.u16(ADDRESS);
        if (!refused) {
            int at = ADDRESS + 2 + addressLength + 3 & ~3;
            int count = Math.min(RESULTS_MAX, pdu.u8(at));
            boolean accepted = count == 0;
            for (int i = 0; i < count && at + 4 + RESULT_BYTES * (i + 1) <= end; i++) {
                int result = pdu.u16(at + 4 + RESULT_BYTES * i);
                results.add((long) result);
                accepted |= result == 0;
            }
            refused = !accepted;
        }
        Turn.Draft draft = turn.message(
                        asked == null ? operation() : asked.operation(),
                        asked == null ? Verb.SESSION : asked.verb(),
                        refused ? Outcome.REFUSED : Outcome.SUCCESS)
                .target(asked == null ? "" : asked.target())
                .answers(asked == null ? -1 : asked.atNanos());
        if (type == ConnectionPdu.BIND_NAK) return draft.field("reason", (long) pdu.u16(NAK_REASON));
        return draft.field("group", pdu.u32(GROUP))
                .field("address", addressLength > 0 ? pdu.bytes().ascii(ADDRESS + 2, addressLength) : null)
                .field("results", results);
    }
}
