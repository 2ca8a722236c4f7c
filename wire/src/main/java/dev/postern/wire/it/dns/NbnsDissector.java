package dev.postern.wire.it.dns;

import dev.postern.model.Address;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * NetBIOS name service, RFC 1002 section 4.2: the DNS header with 16-octet names written as 32 letters. Target {@code plc1<20>}: name and
 * its last octet, the kind of service. Only the first question and the first record are read, which is all the protocol ever uses.
 */
public final class NbnsDissector implements Dissector {
    private static final int HEADER_BYTES = 12;
    private static final int NAME_BYTES = 34;
    private static final int LETTERS = 32;
    private static final int TYPE_NB = 0x20, TYPE_NBSTAT = 0x21;
    private static final int FLAG_RESPONSE = 0x8000;
    private static final int GROUP = 0x8000;
    /** Names read from one node status answer. */
    static final int STATUS_NAMES_MAX = 64;

    private static final int STATUS_NAME_BYTES = 18;

    @Override
    public String protocol() {
        return "nbns";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.UDP && port == 137;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (!pending.has(0, HEADER_BYTES + NAME_BYTES) || pending.u8(HEADER_BYTES) != LETTERS) return Recognition.NOT;
        for (int i = 0; i < LETTERS; i++) {
            int letter = pending.u8(HEADER_BYTES + 1 + i);
            if (letter < 'A' || letter > 'P') return Recognition.NOT;
        }
        return Recognition.CERTAIN;
    }

    @Override
    public Object newState() {
        return new Asked();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (probe(pending, Transport.UDP, true) == Recognition.NOT) {
            turn.malformed("no encoded name", Math.min(HEADER_BYTES, pending.length()));
            return pending.length();
        }
        int id = pending.u16(0);
        int flags = pending.u16(2);
        boolean response = (flags & FLAG_RESPONSE) != 0;
        boolean asks = pending.u16(4) > 0;
        int at = nameEnd(pending, HEADER_BYTES);
        int type = pending.u16(at);
        // A question has type and class only; what a registration claims follows as a record that points back to the
        // name.
        int record = asks ? nameEnd(pending, at + 4) + 10 : at + 10;
        String name = name(pending, HEADER_BYTES + 1);
        int suffix = octet(pending, HEADER_BYTES + 1 + LETTERS - 2);
        Asked waiting = turn.state();
        Turn.Draft draft = turn.message(operation(flags, type), Verb.RESOLVE, outcome(response, flags & 0xF))
                .target(label(name, suffix))
                .field("id", (long) id)
                .field("broadcast", (flags & 0x10) != 0);
        if (response) draft.answers(waiting.answer(id)).field("rcode", (long) (flags & 0xF));
        else waiting.ask(turn, id);
        boolean carries = (!asks || pending.u16(10) > 0) && pending.has(record, 6);
        if (type == TYPE_NB && carries) {
            draft.field("address", Address.ipv4(pending.i32(record + 2)).toString());
            draft.field("group", (pending.u16(record) & GROUP) != 0);
        }
        if (type == TYPE_NBSTAT && response) draft.field("names", statusNames(pending, record));
        draft.emit();
        tell(pending, turn, response, type, carries, record, name, suffix);
        return pending.length();
    }

    /** Who claims a name has it: registrations, refreshes and answers about oneself. */
    private static void tell(
            Bytes pending,
            Turn turn,
            boolean response,
            int type,
            boolean carries,
            int record,
            String name,
            int suffix) {
        int opcode = pending.u16(2) >> 11 & 0xF;
        if (type == TYPE_NBSTAT && response) {
            status(pending, turn, record);
        } else if (type == TYPE_NB && carries && (opcode != 0 || response) && (pending.u16(2) & 0xF) == 0) {
            boolean own = Address.ipv4(pending.i32(record + 2)).equals(turn.source());
            if (own) claim(turn, name, suffix, (pending.u16(record) & GROUP) != 0);
        }
    }

    private static void claim(Turn turn, String name, int suffix, boolean group) {
        if (suffix == 0x00 || suffix == 0x20)
            turn.identity(turn.source(), group ? Attribute.DOMAIN : Attribute.NAME, name, 0.7);
        if (suffix == 0x1C && group) turn.identity(turn.source(), Attribute.ROLE, "domain controller", 0.7);
    }

    private static List<Object> statusNames(Bytes pending, int record) {
        List<Object> names = new ArrayList<>();
        int count = Math.min(STATUS_NAMES_MAX, pending.u8(record));
        for (int i = 0; i < count && pending.has(record + 1 + i * STATUS_NAME_BYTES, STATUS_NAME_BYTES); i++) {
            int at = record + 1 + i * STATUS_NAME_BYTES;
            names.add(label(pending.ascii(at, 15).toLowerCase(Locale.ROOT), pending.u8(at + 15)));
        }
        return names;
    }

    private static void status(Bytes pending, Turn turn, int record) {
        int count = Math.min(STATUS_NAMES_MAX, pending.u8(record));
        for (int i = 0; i < count && pending.has(record + 1 + i * STATUS_NAME_BYTES, STATUS_NAME_BYTES); i++) {
            int at = record + 1 + i * STATUS_NAME_BYTES;
            claim(
                    turn,
                    pending.ascii(at, 15).toLowerCase(Locale.ROOT),
                    pending.u8(at + 15),
                    (pending.u16(at + 16) & GROUP) != 0);
        }
    }

    private static String operation(int flags, int type) {
        return switch (flags >> 11 & 0xF) {
            case 0 -> type == TYPE_NBSTAT ? "node status" : "query";
            case 5 -> "register";
            case 6 -> "release";
            case 7 -> "wait";
            case 8, 9 -> "refresh";
            case 15 -> "register multi-homed";
            default -> "opcode " + (flags >> 11 & 0xF);
        };
    }

    private static Outcome outcome(boolean response, int rcode) {
        if (!response) return Outcome.REQUEST;
        return rcode == 0 ? Outcome.SUCCESS : Outcome.REFUSED;
    }

    /** Offset after the name at {@code at}: the encoded name with its scope, or a pointer. */
    static int nameEnd(Bytes pending, int at) {
        int position = at;
        while (position < pending.length()) {
            int octet = pending.u8(position);
            if (octet >= 0xC0) return position + 2;
            if (octet == 0) return position + 1;
            position += octet + 1;
        }
        return position;
    }

    static int octet(Bytes pending, int at) {
        return (pending.u8(at) - 'A') << 4 | (pending.u8(at + 1) - 'A') & 0xF;
    }

    static String name(Bytes pending, int at) {
        StringBuilder name = new StringBuilder(15);
        for (int i = 0; i < 15; i++) {
            int octet = octet(pending, at + 2 * i);
            if (octet != 0) name.append(octet >= ' ' && octet < 127 ? (char) octet : '.');
        }
        return name.toString().strip().toLowerCase(Locale.ROOT);
    }

    static String label(String name, int suffix) {
        return name + (suffix < 16 ? "<0" : "<") + Integer.toHexString(suffix) + ">";
    }
}
