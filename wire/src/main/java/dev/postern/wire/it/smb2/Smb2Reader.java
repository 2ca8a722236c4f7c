package dev.postern.wire.it.smb2;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.it.ntlm.Ntlm;

/**
 * One SMB2 transport message, which may chain up to {@link #CHAIN_MAX} commands, MS-SMB2 section 2.2.1. An answer carries operation and
 * target of its request; interim answers (STATUS_PENDING) are passed over. Targets are {@code \\server\share} and below it
 * {@code share\path}.
 */
final class Smb2Reader {
    static final int CHAIN_MAX = 64;
    private static final int STATUS = 8, COMMAND = 12, FLAGS = 16, NEXT = 20, MESSAGE_ID = 24, TREE_ID = 36;
    private static final int HEADER_BYTES = 64;
    private static final int FLAG_RESPONSE = 1;
    private static final long STATUS_PENDING = 0x103, STATUS_MORE_PROCESSING = 0xC0000016L, STATUS_SUCCESS = 0;
    private static final long SEVERITY_ERROR = 0xC000_0000L;
    private static final long RELATED = -1;
    /** Offset of the volatile half of a file id. */
    private static final int VOLATILE = 8;

    private static final int SHARE_PIPE = 2;
    private static final int NAME_BYTES_MAX = 1024;
    private static final int DATA_HEAD_BYTES = HEADER_BYTES + 64;

    private final Bytes message;
    private final int fullLength;
    private final Turn turn;
    private final Session session;
    private Session.Named chained = Session.UNKNOWN;

    Smb2Reader(Bytes message, int fullLength, Turn turn, Session session) {
        this.message = message;
        this.fullLength = fullLength;
        this.turn = turn;
        this.session = session;
    }

    /** How much of a message is worth waiting for: file contents are not. */
    static int headBytes(Bytes pending, int at) {
        int command = pending.u16le(at + COMMAND);
        boolean response = (pending.i32le(at + FLAGS) & FLAG_RESPONSE) != 0;
        boolean data = command == Command.READ.ordinal() && response || command == Command.WRITE.ordinal() && !response;
        return data && pending.i32le(at + NEXT) == 0 ? DATA_HEAD_BYTES : SmbDissector.HEAD_BYTES_MAX;
    }

    void read() {
        int at = 0;
        for (int i = 0; i < CHAIN_MAX; i++) {
            if (!message.has(at, HEADER_BYTES)) {
                if (at < fullLength && fullLength <= SmbDissector.HEAD_BYTES_MAX)
                    turn.malformed("header ends early", at);
                return;
            }
            long next = message.u32le(at + NEXT);
            one(new Bytes().wrap(message, at, next == 0 ? message.length() : (int) Math.min(next, message.length())));
            if (next == 0) return;
            if (next < HEADER_BYTES || next > fullLength - at) {
                turn.malformed("next command outside", at + NEXT);
                return;
            }
            at += (int) next;
        }
    }

    private void one(Bytes packet) {
        Command command = Command.of(packet.u16le(COMMAND));
        if (command == null) {
            turn.malformed("command unknown", COMMAND);
            return;
        }
        if ((packet.i32le(FLAGS) & FLAG_RESPONSE) != 0) response(packet, command);
        else request(packet, command);
        if (packet.overrun() && fullLength == message.length()) turn.malformed("field outside", packet.overrunAt());
    }

    private void request(Bytes packet, Command command) {
        Session.Named about = about(packet, command);
        chained = about;
        long messageId = packet.i64le(MESSAGE_ID);
        Ntlm ntlm = command == Command.SESSION_SETUP ? Ntlm.find(buffer(packet, HEADER_BYTES + 12)) : null;
        Turn.Draft draft = turn.message(command.label(), verb(command, about.pipe()), Outcome.REQUEST)
                .target(about.name())
                .field("message_id", messageId);
        switch (command) {
            case NEGOTIATE -> draft.field("dialects", dialects(packet));
            case SESSION_SETUP -> fillLogin(draft, ntlm, packet);
            case CREATE ->
                draft.field("disposition", packet.u32le(HEADER_BYTES + 36))
                        .field("access", packet.u32le(HEADER_BYTES + 24))
                        .field("pipe", about.pipe());
            case READ, WRITE ->
                draft.field("length", packet.u32le(HEADER_BYTES + 4)).field("offset", packet.i64le(HEADER_BYTES + 8));
            case IOCTL -> draft.field("control_code", packet.u32le(HEADER_BYTES + 4));
            default -> {}
        }
        draft.emit();
        if (ntlm != null) ntlm.tell(turn);
        if (command != Command.CANCEL)
            session.ask(messageId, new Session.Asked(command, about.name(), about.pipe(), turn.atNanos()));
        if (command == Command.TREE_DISCONNECT) session.forgetTree(packet.u32le(TREE_ID));
        if (command == Command.CLOSE) session.forgetFile(packet.i64le(HEADER_BYTES + command.fileIdAt() + VOLATILE));
    }

    private static void fillLogin(Turn.Draft draft, Ntlm ntlm, Bytes packet) {
        if (ntlm != null) ntlm.fill(draft);
        else if (packet.u16le(HEADER_BYTES + 14) > 0) draft.field("auth", "kerberos");
    }

    /** The share, file or account a request is about. */
    private Session.Named about(Bytes packet, Command command) {
        Session.Named tree = session.tree(packet.u32le(TREE_ID));
        if (command == Command.TREE_CONNECT) {
            String path = text(packet, HEADER_BYTES + 4, HEADER_BYTES + 6);
            return new Session.Named(path, path.endsWith("\\IPC$"));
        }
        if (command == Command.SESSION_SETUP) {
            Ntlm ntlm = Ntlm.find(buffer(packet, HEADER_BYTES + 12));
            String account = ntlm == null ? null : ntlm.account();
            return account == null ? Session.UNKNOWN : new Session.Named(account, false);
        }
        if (command == Command.CREATE)
            return new Session.Named(
                    join(tree.name(), text(packet, HEADER_BYTES + 44, HEADER_BYTES + 46)), tree.pipe());
        if (command == Command.TREE_DISCONNECT) return tree;
        if (command.fileIdAt() < 0) return Session.UNKNOWN;
        // The volatile half tells files apart; all ones stands for the file of the command before in the chain.
        long file = packet.i64le(HEADER_BYTES + command.fileIdAt() + VOLATILE);
        return file == RELATED ? chained : session.file(file);
    }

    private static String join(String share, String path) {
        return path.isEmpty() ? share : share.isEmpty() ? path : share + "\\" + path;
    }

    private static String text(Bytes packet, int offsetAt, int lengthAt) {
        int offset = packet.u16le(offsetAt);
        int length = Math.min(packet.u16le(lengthAt), NAME_BYTES_MAX);
        return length == 0 ? "" : packet.utf16le(offset, length);
    }

    /** The security blob whose offset and length stand at {@code at}. */
    private static Bytes buffer(Bytes packet, int at) {
        return new Bytes().wrap(packet, packet.u16le(at), packet.u16le(at + 2));
    }

    private void response(Bytes packet, Command command) {
        long status = packet.u32le(STATUS);
        if (status == STATUS_PENDING) return;
        Session.Asked asked = session.asked(packet.i64le(MESSAGE_ID), false);
        Session.Named about = asked == null ? Session.UNKNOWN : new Session.Named(asked.name(), asked.pipe());
        boolean going = status == STATUS_MORE_PROCESSING;
        boolean refused = (status & SEVERITY_ERROR) == SEVERITY_ERROR && !going;
        Ntlm ntlm = command == Command.SESSION_SETUP && !refused ? Ntlm.find(buffer(packet, HEADER_BYTES + 4)) : null;
        Turn.Draft draft = turn.message(
                        command.label(),
                        verb(command, about.pipe()),
                        outcome(refused, going || asked == null && command == Command.OPLOCK_BREAK))
                .target(about.name())
                .answers(asked == null ? -1 : asked.atNanos())
                .field("message_id", packet.i64le(MESSAGE_ID))
                .field("status", "0x" + java.util.HexFormat.of().toHexDigits((int) status));
        if (status == STATUS_SUCCESS) learn(packet, command, about, draft);
        if (ntlm != null) ntlm.fill(draft);
        draft.emit();
        if (ntlm != null) ntlm.tell(turn);
    }

    private static Outcome outcome(boolean refused, boolean unfinished) {
        return refused ? Outcome.REFUSED : unfinished ? Outcome.NOTICE : Outcome.SUCCESS;
    }

    /** What a positive answer opens: a dialect, a tree, a file. */
    private void learn(Bytes packet, Command command, Session.Named about, Turn.Draft draft) {
        switch (command) {
            case NEGOTIATE -> {
                draft.field("dialect", dialect(packet.u16le(HEADER_BYTES + 4)));
                draft.field("server_guid", guid(packet, HEADER_BYTES + 8));
                draft.field("signing_required", (packet.u16le(HEADER_BYTES + 2) & 2) != 0);
                turn.identity(turn.source(), Attribute.SOFTWARE, "SMB " + dialect(packet.u16le(HEADER_BYTES + 4)), 0.6);
            }
            case TREE_CONNECT -> {
                boolean pipe = packet.u8(HEADER_BYTES + 2) == SHARE_PIPE;
                draft.field("share_type", pipe ? "pipe" : packet.u8(HEADER_BYTES + 2) == 1 ? "disk" : "print");
                session.tree(packet.u32le(TREE_ID), new Session.Named(about.name(), pipe));
            }
            case CREATE -> {
                draft.field("size", packet.i64le(HEADER_BYTES + 48));
                session.file(packet.i64le(HEADER_BYTES + 72), about);
            }
            default -> {}
        }
    }

    private static Verb verb(Command command, boolean pipe) {
        return switch (command) {
            case NEGOTIATE, LOGOFF, TREE_CONNECT, TREE_DISCONNECT, ECHO -> Verb.SESSION;
            case SESSION_SETUP -> Verb.LOGIN;
            case QUERY_DIRECTORY -> Verb.BROWSE;
            case READ -> pipe ? Verb.OTHER : Verb.FILE_READ;
            case WRITE, SET_INFO -> pipe ? Verb.OTHER : Verb.FILE_WRITE;
            default -> Verb.OTHER;
        };
    }

    private static java.util.List<Object> dialects(Bytes packet) {
        java.util.List<Object> all = new java.util.ArrayList<>();
        int count = Math.min(16, packet.u16le(HEADER_BYTES + 2));
        for (int i = 0; i < count; i++) all.add(dialect(packet.u16le(HEADER_BYTES + 36 + 2 * i)));
        return all;
    }

    private static String dialect(int number) {
        return switch (number) {
            case 0x0202 -> "2.0.2";
            case 0x0210 -> "2.1";
            case 0x0300 -> "3.0";
            case 0x0302 -> "3.0.2";
            case 0x0311 -> "3.1.1";
            case 0x02FF -> "2.x";
            default -> "0x" + Integer.toHexString(number);
        };
    }

    /** In the mixed byte order people write. */
    private static String guid(Bytes packet, int at) {
        var hex = java.util.HexFormat.of();
        return hex.toHexDigits(packet.i32le(at))
                + "-"
                + hex.toHexDigits((short) packet.u16le(at + 4))
                + "-"
                + hex.toHexDigits((short) packet.u16le(at + 6))
                + "-"
                + packet.hex(at + 8, 2)
                + "-"
                + packet.hex(at + 10, 6);
    }
}
