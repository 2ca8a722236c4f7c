package dev.postern.wire.it.hl7;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Pending;
import dev.postern.wire.Turn;
import dev.postern.wire.it.text.Once;
import java.util.Locale;

/**
 * HL7 version 2 in blocks over TCP: {@code 0B message 1C 0D}. The first {@link #HEAD_BYTES_MAX} octets of a message are read, as results may have pictures in them, and of
 * these the header and the acknowledgement alone: no name, no finding, no free text. An answer is found by the control id that it repeats.
 */
public final class Hl7Dissector implements Dissector {
    static final int HEAD_BYTES_MAX = 4096;
    static final int SEGMENTS_MAX = 8;
    private static final int BEGIN = 0x0B, END = 0x1C, RETURN = 0x0D, ACCEPTED = 0x06, NOT_ACCEPTED = 0x15;
    private static final int HEADER = 1, SEPARATOR = 4, ENCODING = 5, ENCODING_MAX = 5;
    private static final int SENDER = 3,
            SENDING_FACILITY = 4,
            RECEIVER = 5,
            RECEIVING_FACILITY = 6,
            KIND = 9,
            CONTROL = 10,
            PROCESSING = 11,
            VERSION = 12;
    private static final double CONFIDENCE = 0.7;

    private static final class Session {
        private final Pending waiting = new Pending();
        private final Once once = new Once();
        /** The rest of a long message is still to come. */
        private boolean clientWithin;

        private boolean serverWithin;

        boolean within(boolean client) {
            return client ? clientWithin : serverWithin;
        }

        void within(boolean client, boolean now) {
            if (client) clientWithin = now;
            else serverWithin = now;
        }
    }

    @Override
    public String protocol() {
        return "hl7";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && port == 2575;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (pending.u8(0) != BEGIN) return Recognition.NOT;
        if (commits(pending)) return Recognition.UNSURE;
        return pending.startsWith("MSH", HEADER) && parted(pending) ? Recognition.CERTAIN : Recognition.NOT;
    }

    /** Behind the name of the header stands what parts fields, and the one to five others that part what is in them. */
    private static boolean parted(Bytes pending) {
        int separator = pending.u8(SEPARATOR);
        if (!mark(separator)) return false;
        for (int at = ENCODING; at <= ENCODING + ENCODING_MAX; at++) {
            if (pending.u8(at) == separator) return at > ENCODING;
            if (!mark(pending.u8(at))) return false;
        }
        return false;
    }

    private static boolean mark(int octet) {
        return octet > ' '
                && octet < 127
                && !(octet >= '0' && octet <= '9')
                && !(octet >= 'A' && octet <= 'Z')
                && !(octet >= 'a' && octet <= 'z');
    }

    /** Release 2 of the blocks: one octet says that a message was taken or not. */
    private static boolean commits(Bytes pending) {
        int octet = pending.u8(1);
        return (octet == ACCEPTED || octet == NOT_ACCEPTED) && pending.u8(2) == END && pending.u8(3) == RETURN;
    }

    @Override
    public Object newState() {
        return new Session();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Session session = turn.state();
        if (turn.isAfterGap()) session.within(turn.fromClient(), false);
        if (session.within(turn.fromClient())) return pass(pending, turn, session);
        if (pending.u8(0) != BEGIN) return LOST;
        int end = end(pending, Math.min(pending.length(), HEAD_BYTES_MAX));
        if (end < 0 && pending.length() <= HEAD_BYTES_MAX) return NEED_MORE;
        if (commits(pending))
            turn.message("commit", Verb.SESSION, pending.u8(1) == ACCEPTED ? Outcome.SUCCESS : Outcome.REFUSED)
                    .emit();
        else if (pending.startsWith("MSH", HEADER))
            message(Segment.header(pending, HEADER, end < 0 ? HEAD_BYTES_MAX : end), end, turn, session);
        else turn.malformed("no message header", HEADER);
        if (end >= 0) return end + 2;
        session.within(turn.fromClient(), true);
        return HEAD_BYTES_MAX;
    }

    /** Where a block ends before {@code limit}, or -1. */
    private static int end(Bytes pending, int limit) {
        for (int at = pending.indexOf(END, 1); at >= 0 && at < limit; at = pending.indexOf(END, at + 1))
            if (pending.has(at, 2) && pending.u8(at + 1) == RETURN) return at;
        return -1;
    }

    private static int pass(Bytes pending, Turn turn, Session session) {
        int end = pending.u8(0) == END && pending.length() > 1 && pending.u8(1) == RETURN
                ? 0
                : end(pending, pending.length());
        if (end >= 0) {
            session.within(turn.fromClient(), false);
            return end + 2;
        }
        int length = pending.length();
        // The last octet may be the first of the end.
        if (pending.u8(length - 1) != END) return length;
        return length > 1 ? length - 1 : NEED_MORE;
    }

    private static void message(Segment header, int end, Turn turn, Session session) {
        String type = header.text(KIND, 0);
        String event = header.text(KIND, 1);
        String control = header.text(CONTROL, 0);
        Segment acknowledgement = header.later("MSA", SEGMENTS_MAX, end < 0 ? HEAD_BYTES_MAX : end);
        String operation = operation(type, event);
        String target = header.name(RECEIVER) == null ? "" : header.name(RECEIVER);
        Verb verb = type != null && type.indexOf('Q') >= 0 ? Verb.READ : Verb.REPORT;
        Turn.Draft draft;
        if (acknowledgement == null) {
            draft = turn.message(operation, verb, Outcome.REQUEST).target(target);
            if (control != null)
                session.waiting.asked(key(control, turn.fromClient()), turn, operation, verb, target, 0);
        } else {
            String code = acknowledgement.text(1, 0);
            String asked = acknowledgement.text(2, 0);
            boolean good = "AA".equals(code) || "CA".equals(code);
            draft = Pending.answer(
                            turn,
                            asked == null ? null : session.waiting.answered(key(asked, !turn.fromClient())),
                            operation,
                            verb,
                            good ? Outcome.SUCCESS : Outcome.REFUSED)
                    .field("acknowledgement", code)
                    .field("acknowledges", asked);
        }
        draft.field("type", type)
                .field("event", event)
                .field("control", control)
                .field("processing", header.text(PROCESSING, 0))
                .field("version", header.text(VERSION, 0))
                .field("sending_application", header.name(SENDER))
                .field("sending_facility", header.name(SENDING_FACILITY))
                .field("receiving_application", header.name(RECEIVER))
                .field("receiving_facility", header.name(RECEIVING_FACILITY))
                .emit();
        if (type == null) turn.malformed("no message type", HEADER);
        identify(header, turn, session);
    }

    private static void identify(Segment header, Turn turn, Session session) {
        String application = header.name(SENDER);
        if (application == null) return;
        String facility = header.name(SENDING_FACILITY);
        String note = "HL7 application " + application + (facility == null ? "" : " of " + facility);
        session.once.identity(turn, Attribute.NOTE, note, CONFIDENCE);
    }

    /** Names are three letters or digits; what is longer was said by nobody who follows the standard. */
    private static String operation(String type, String event) {
        if (!named(type)) return "message";
        return (named(event) ? type + " " + event : type).toLowerCase(Locale.ROOT);
    }

    private static boolean named(String word) {
        if (word == null || word.length() != 3) return false;
        for (int i = 0; i < 3; i++) {
            char c = word.charAt(i);
            if (!(c >= 'A' && c <= 'Z' || c >= '0' && c <= '9')) return false;
        }
        return true;
    }

    /** Both sides count their questions for themselves. Two ids with one key are taken for one. */
    private static long key(String control, boolean ofClient) {
        long key = ofClient ? 1 : 2;
        for (int i = 0; i < control.length(); i++) key = key * 0x100_0000_01B3L + control.charAt(i);
        return key;
    }
}
