package dev.postern.wire.it.dns;

import dev.postern.model.Address;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.text.Once;

/**
 * NetBIOS datagram service, RFC 1002 section 4.4, with what Windows sends through it: mailslots (MS-MAIL section 2.2) with announcements of
 * computers (MS-BRWS) and of logons. Reads the first fragment of a datagram, where all of that is.
 */
public final class NbdgmDissector implements Dissector {
    private static final int TYPE = 0, FLAGS = 1, ID = 2, SOURCE_IP = 4, SOURCE_PORT = 8, LENGTH = 10, OFFSET = 12;
    private static final int NAMES = 14, ERROR_BYTES = 11;
    private static final int DIRECT_UNIQUE = 0x10, BROADCAST = 0x12, ERROR = 0x13, QUERY_NEGATIVE = 0x16;
    private static final int NAME_BYTES = 34, LETTERS = 32;
    private static final int PORT = 138;

    /** Transaction of SMB 1, MS-CIFS section 2.2.4.33: where data and the name of the mailslot stand. */
    private static final int SMB_COMMAND = 4, SMB_WORDS = 32, SMB_DATA_COUNT = 55, SMB_DATA_OFFSET = 57, SMB_NAME = 69;

    private static final int TRANSACTION = 0x25, MAILSLOT_WORDS = 17;
    private static final int MAILSLOT_NAME_MAX = 64;

    @Override
    public String protocol() {
        return "nbdgm";
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
        int type = pending.u8(TYPE);
        if (type < DIRECT_UNIQUE || type > QUERY_NEGATIVE || (pending.u8(FLAGS) & 0xF0) != 0) return Recognition.NOT;
        if (type == ERROR) return pending.length() == ERROR_BYTES ? Recognition.UNSURE : Recognition.NOT;
        return isName(pending, type > ERROR ? 10 : NAMES) ? Recognition.CERTAIN : Recognition.NOT;
    }

    private static boolean isName(Bytes pending, int at) {
        if (!pending.has(at, NAME_BYTES) || pending.u8(at) != LETTERS) return false;
        for (int i = 1; i <= LETTERS; i++) if (pending.u8(at + i) < 'A' || pending.u8(at + i) > 'P') return false;
        return true;
    }

    @Override
    public Object newState() {
        return new Once();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        int type = pending.u8(TYPE);
        if (probe(pending, Transport.UDP, true) == Recognition.NOT) turn.malformed("no datagram with a name", 0);
        else if (type <= BROADCAST) datagram(pending, turn, type);
        else service(pending, turn, type);
        return pending.length();
    }

    /** Questions to a distribution server, and errors: hardly ever met. */
    private static void service(Bytes pending, Turn turn, int type) {
        Outcome outcome = type == 0x14 ? Outcome.REQUEST : type == 0x15 ? Outcome.SUCCESS : Outcome.REFUSED;
        Turn.Draft draft = turn.message(type == ERROR ? "error" : "query", Verb.RESOLVE, outcome)
                .field("type", (long) type);
        if (type == ERROR) draft.field("error", (long) pending.u8(10));
        else draft.target(label(pending, 10));
        draft.emit();
    }

    private static void datagram(Bytes pending, Turn turn, int type) {
        int destination = NbnsDissector.nameEnd(pending, NAMES);
        if (!isName(pending, destination)) {
            turn.malformed("no destination name", Math.min(destination, pending.length()));
            return;
        }
        int user = NbnsDissector.nameEnd(pending, destination);
        Bytes smb = new Bytes().wrap(pending, user, pending.length() - user);
        boolean mailslot = smb.i32(0) == 0xFF534D42
                && smb.u8(SMB_COMMAND) == TRANSACTION
                && smb.u8(SMB_WORDS) == MAILSLOT_WORDS
                && smb.has(SMB_NAME, 1);
        Datagram datagram = new Datagram(
                NbnsDissector.name(pending, NAMES + 1),
                NbnsDissector.name(pending, destination + 1),
                pending.i32(SOURCE_IP),
                mailslot ? slot(smb) : "");
        Bytes data = mailslot
                ? new Bytes().wrap(smb, smb.u16le(SMB_DATA_OFFSET), smb.u16le(SMB_DATA_COUNT))
                : new Bytes().wrap(smb, 0, 0);
        Turn.Draft draft = Announcement.begin(datagram, data, turn)
                .field("type", (long) type)
                .field("id", (long) pending.u16(ID))
                .field("source_name", label(pending, NAMES))
                .field("destination_name", label(pending, destination))
                .field("source_address", Address.ipv4(datagram.sourceIp()).toString())
                .field("source_port", (long) pending.u16(SOURCE_PORT))
                .field("mailslot", datagram.mailslot().isEmpty() ? null : datagram.mailslot());
        if (pending.u16(OFFSET) != 0) draft.field("offset", (long) pending.u16(OFFSET));
        Announcement.finish(datagram, data, draft, turn);
        if (pending.u16(LENGTH) > pending.length() - NAMES && (pending.u8(FLAGS) & 1) == 0)
            turn.malformed("datagram longer than it is", LENGTH);
    }

    /** Whom a datagram is from and to, without their suffixes, and what it says of its sender's address. */
    record Datagram(String from, String to, int sourceIp, String mailslot) {
        boolean of(Address sender) {
            return Address.ipv4(sourceIp).equals(sender);
        }
    }

    private static String slot(Bytes smb) {
        int end = smb.indexOf(0, SMB_NAME);
        return smb.ascii(SMB_NAME, Math.min(end < 0 ? smb.length() - SMB_NAME : end - SMB_NAME, MAILSLOT_NAME_MAX));
    }

    private static String label(Bytes pending, int at) {
        return NbnsDissector.label(
                NbnsDissector.name(pending, at + 1), NbnsDissector.octet(pending, at + 1 + LETTERS - 2));
    }
}
