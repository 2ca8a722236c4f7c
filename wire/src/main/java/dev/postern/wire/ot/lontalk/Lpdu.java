package dev.postern.wire.ot.lontalk;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.it.parts.Waiting;

/**
 * A packet of the channel, ISO/IEC 14908-1: link octet, network header with addresses and domain, then a transport, session, authentication or
 * application PDU.
 *
 * <pre>
 *   0      1                                    2..          then
 * +------+--------------------------------+-------------+------------------+
 * | link | version pdu format addr domain | addresses   | domain (0 to 6)  | PDU
 * +------+--------------------------------+-------------+------------------+
 * </pre>
 */
final class Lpdu {
    private static final int TPDU = 0, SPDU = 1, AUTHPDU = 2, APDU = 3;
    private static final int ACKNOWLEDGED = 0, ACK = 2, RESPONSE = 2, REMINDER = 4, REMINDER_MESSAGE = 5;
    private static final int[] DOMAIN_BYTES = {0, 1, 3, 6};
    private static final int DATA_SHOWN_BYTES = 64;
    private static final int SUCCESS = 0x20;

    private final Bytes bytes;
    private final int end;
    private final Turn turn;
    private final Waiting<String, LonTalkDissector.Asked> state;
    private final int format;
    private int at;
    private String source = "";
    private String destination = "";
    private String domain = "";
    private int kind = -1;
    private int transaction = -1;
    private boolean authenticated;
    private boolean priority;

    /** A packet in {@code [from, end)}. */
    Lpdu(Bytes bytes, int from, int end, Turn turn) {
        this.bytes = bytes;
        this.end = end;
        this.turn = turn;
        state = turn.state();
        priority = (bytes.u8(from) & 0x80) != 0;
        int header = bytes.u8(from + 1);
        format = header >> 4 & 3;
        at = from + 2;
        addresses(header >> 2 & 3);
        int length = DOMAIN_BYTES[header & 3];
        domain = bytes.hex(at, length);
        at += length;
    }

    private static String node(int subnet, int node) {
        return subnet + "/" + (node & 0x7F);
    }

    /** Formats of section 8.3: broadcast 0, group 1, node 2a, acknowledgement within a group 2b, Neuron id 3. */
    private void addresses(int form) {
        source = node(bytes.u8(at), bytes.u8(at + 1));
        switch (form) {
            case 0 -> {
                destination = bytes.u8(at + 2) == 0 ? "broadcast" : "subnet " + bytes.u8(at + 2);
                at += 3;
            }
            case 1 -> {
                destination = "group " + bytes.u8(at + 2);
                at += 3;
            }
            case 2 -> {
                destination = node(bytes.u8(at + 2), bytes.u8(at + 3));
                at += (bytes.u8(at + 1) & 0x80) != 0 ? 4 : 6;
            }
            default -> {
                destination = "neuron " + bytes.hex(at + 3, 6);
                at += 9;
            }
        }
    }

    void read() {
        if (at >= end) {
            turn.malformed("packet ends early", Math.min(at, bytes.length()));
            return;
        }
        if (format == APDU) {
            apdu();
            return;
        }
        int first = bytes.u8(at++);
        authenticated = (first & 0x80) != 0;
        kind = first >> 4 & 7;
        transaction = first & 15;
        if (format == AUTHPDU) {
            start(
                            (first >> 4 & 3) == 0 ? "authentication challenge" : "authentication reply",
                            Verb.LOGIN,
                            Outcome.NOTICE,
                            "")
                    .emit();
            return;
        }
        if (kind == REMINDER || kind == REMINDER_MESSAGE) at += 1 + bytes.u8(at);
        if (kind == REMINDER)
            start("reminder", Verb.SESSION, Outcome.NOTICE, "").emit();
        else if (format == TPDU && kind == ACK) acknowledged();
        else apdu();
    }

    private Turn.Draft start(String operation, Verb verb, Outcome outcome, String target) {
        Turn.Draft draft = turn.message(operation, verb, outcome)
                .unit(outcome == Outcome.SUCCESS || outcome == Outcome.REFUSED ? source : destination)
                .target(target)
                .field("source", source)
                .field("destination", destination)
                .field("pdu_format", (long) format);
        if (!domain.isEmpty()) draft.field("domain", domain);
        if (transaction >= 0) draft.field("pdu_type", (long) kind).field("transaction", (long) transaction);
        if (authenticated) draft.field("authenticated", true);
        if (priority) draft.field("priority", true);
        return draft;
    }

    private boolean isAnswer() {
        return format == SPDU && kind == RESPONSE;
    }

    private boolean asks() {
        return format == SPDU && kind != RESPONSE || format == TPDU && kind == ACKNOWLEDGED;
    }

    private void acknowledged() {
        LonTalkDissector.Asked asked = state.answer(destination + " " + transaction);
        start(
                        asked == null ? "acknowledge" : asked.operation(),
                        asked == null ? Verb.SESSION : asked.verb(),
                        Outcome.SUCCESS,
                        asked == null ? "" : asked.target())
                .answers(asked == null ? -1 : asked.atNanos())
                .emit();
    }

    private void apdu() {
        int code = bytes.u8(at);
        if ((code & 0x80) != 0) variable();
        else if (isAnswer()) response(code);
        else if (code >= 0x50) management(code);
        else message(code >= 0x40 ? "foreign frame" : "application message", Verb.OTHER, "", code, at + 1);
    }

    /** A network variable: 14 bits of selector that both ends of a binding know, and the direction. */
    private void variable() {
        int selector = bytes.u16(at) & 0x3FFF;
        String target = "nv " + selector;
        boolean poll = format == SPDU;
        String operation = poll ? "network variable poll" : "network variable update";
        LonTalkDissector.Asked asked = isAnswer() ? state.answer(destination + " " + transaction) : null;
        Outcome outcome = isAnswer() ? Outcome.SUCCESS : asks() ? Outcome.REQUEST : Outcome.NOTICE;
        Turn.Draft draft = start(operation, poll ? Verb.READ : Verb.REPORT, outcome, target)
                .answers(asked == null ? -1 : asked.atNanos())
                .field("nv_selector", (long) selector)
                .field("nv_direction", (bytes.u8(at) & 0x40) != 0 ? "output" : "input");
        data(at + 2, draft).emit();
        ask(operation, poll ? Verb.READ : Verb.REPORT, target);
    }

    private void management(int code) {
        message(LonCode.operation(code), LonCode.verb(code), target(code), code, at + 1);
        if (code != LonCode.SERVICE_PIN || end - at < 15) return;
        turn.identity(
                turn.source(),
                Attribute.NOTE,
                "LonTalk node " + source + ", neuron " + bytes.hex(at + 1, 6) + ", program " + bytes.hex(at + 7, 8),
                0.7);
    }

    /** Memory by mode and address (section 13.6), variables by index. */
    private String target(int code) {
        return switch (code) {
            case 0x6D, 0x6E -> "memory " + bytes.u16(at + 2) + " x" + bytes.u8(at + 4);
            case 0x68, 0x6B, 0x73 -> "nv index " + bytes.u8(at + 1);
            default -> "";
        };
    }

    private void message(String operation, Verb verb, String target, int code, int data) {
        Outcome outcome = asks() ? Outcome.REQUEST : Outcome.NOTICE;
        data(data, start(operation, verb, outcome, target).field("code", (long) code))
                .emit();
        ask(operation, verb, target);
    }

    private void ask(String operation, Verb verb, String target) {
        if (asks())
            state.ask(
                    turn,
                    source + " " + transaction,
                    new LonTalkDissector.Asked(operation, verb, destination, target, turn.atNanos()));
    }

    /** Management answers with its code cut to five bits, 0x20 more if it was done. */
    private void response(int code) {
        LonTalkDissector.Asked asked = state.answer(destination + " " + transaction);
        boolean refused = asked != null && asked.verb() != Verb.OTHER && (code & SUCCESS) == 0;
        Turn.Draft draft = start(
                        asked == null ? "response" : asked.operation(),
                        asked == null ? Verb.OTHER : asked.verb(),
                        refused ? Outcome.REFUSED : Outcome.SUCCESS,
                        asked == null ? "" : asked.target())
                .answers(asked == null ? -1 : asked.atNanos())
                .field("code", (long) code);
        data(at + 1, draft).emit();
    }

    private Turn.Draft data(int from, Turn.Draft draft) {
        int count = Math.min(end, bytes.length()) - from;
        return count > 0 ? draft.field("data", bytes.hex(from, Math.min(count, DATA_SHOWN_BYTES))) : draft;
    }
}
