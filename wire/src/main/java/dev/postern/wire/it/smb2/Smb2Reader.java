package dev.postern.wire.it.smb2;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.it.kerberos.Presented;
import dev.postern.wire.it.ntlm.Ntlm;

/**
 * One SMB2 transport message, of whose chain {@link #CHAIN_MAX} commands are read at a time, MS-SMB2 section 2.2.1. An answer carries operation and
 * target of its request; interim answers (STATUS_PENDING) are passed over. Targets are {@code \\server\share} and below it
 * {@code share\path}.
 */
final class Smb2Reader {
    static final int CHAIN_MAX = 64;
    static final int HEADER_BYTES = 64;
    private static final int STATUS = 8, COMMAND = 12, FLAGS = 16, NEXT = 20, MESSAGE_ID = 24, TREE_ID = 36;
    private static final int FLAG_RESPONSE = 1;
    private static final long RELATED = -1;
    /** Offset of the volatile half of a file id. */
    private static final int VOLATILE = 8;

    private static final int SHARE_PIPE = 2;
    /** Enough of a read or write to know what it is about. */
    static final int DATA_HEAD_BYTES = HEADER_BYTES + 64;

    private final Bytes message;
    private final int fullLength;
    private final Turn turn;
    private final Session session;
    private final int base;
    private Session.Named chained;

    /** @param base where the message begins: behind the head of its frame, or 0 if it goes on with a chain */
    Smb2Reader(Bytes message, int fullLength, int base, Turn turn, Session session) {
        this.base = base;
        this.chained = chainedBefore(base, session);
        this.message = message;
        this.fullLength = fullLength;
        this.turn = turn;
        this.session = session;
    }

    /** How much of a message is worth waiting for: what goes through pipes is, contents of files are not. */
    static int headBytes(Bytes pending, int at, Session session) {
        if (pending.i32le(at + NEXT) != 0) return SmbDissector.HEAD_BYTES_MAX;
        return headBytes(pending, at, session, chainedBefore(at, session));
    }

    private static Session.Named chainedBefore(int base, Session session) {
        return base == 0 && session.chained != null ? session.chained : Session.UNKNOWN;
    }

    /** The same of a command alone, behind one in its chain that is about {@code chained}. */
    private static int headBytes(Bytes pending, int at, Session session, Session.Named chained) {
        int command = pending.u16le(at + COMMAND);
        boolean response = (pending.i32le(at + FLAGS) & FLAG_RESPONSE) != 0;
        boolean write = command == Command.WRITE.ordinal() && !response;
        boolean read = command == Command.READ.ordinal() && response;
        if (!read && !write) return SmbDissector.HEAD_BYTES_MAX;
        long file = pending.i64le(at + HEADER_BYTES + Command.WRITE.fileIdAt() + VOLATILE);
        Session.Named about = read
                ? session.asked(pending.i64le(at + MESSAGE_ID), true).about()
                : file == RELATED ? chained : session.file(file);
        return about.pipe() ? SmbDissector.HEAD_BYTES_MAX : DATA_HEAD_BYTES;
    }

    /** @return offset of the next command, of which too little is in hand or which is one too many at a time, or -1 if all was read */
    int read() {
        int at = 0;
        for (int i = 0; i < CHAIN_MAX; i++) {
            if (message.length() < fullLength && at > 0 && !isEnough(at)) return leave(at);
            if (!message.has(at, HEADER_BYTES)) {
                if (at < fullLength) turn.malformed("header ends early", at);
                return -1;
            }
            long next = message.u32le(at + NEXT);
            one(new Bytes().wrap(message, at, next == 0 ? message.length() : (int) Math.min(next, message.length())));
            if (next == 0) return -1;
            if (next < HEADER_BYTES || next > fullLength - at) {
                turn.malformed("next command outside", at + NEXT);
                return -1;
            }
            at += (int) next;
        }
        return leave(at);
    }

    /** All that is worth waiting for of the command at {@code at} is in hand. */
    private boolean isEnough(int at) {
        if (at + Math.min(DATA_HEAD_BYTES, fullLength - at) > message.length()) return false;
        long next = message.u32le(at + NEXT);
        long whole = next == 0 ? fullLength - at : next;
        return at + Math.min(whole, headBytes(message, at, session, chained)) <= message.length();
    }

    private int leave(int at) {
        // Only requests refer to the command before.
        if (turn.fromClient()) session.chained = chained;
        return at;
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
        Turn.Draft draft = turn.message(command.label(), verb(command, about.pipe()), Outcome.REQUEST)
                .target(about.name())
                .field("message_id", messageId);
        Smb2Body body = new Smb2Body(packet);
        Ntlm ntlm = command == Command.SESSION_SETUP ? login(draft, body.token(12)) : null;
        body.request(command, draft, about.pipe());
        draft.emit();
        if (command == Command.NEGOTIATE) body.tellClient(turn);
        if (ntlm != null) ntlm.tell(turn);
        if (command != Command.CANCEL) session.ask(turn, messageId, new Session.Asked(command, about, turn.atNanos()));
        carried(packet, command, about, body, false);
        if (command == Command.TREE_DISCONNECT) session.forgetTree(packet.u32le(TREE_ID));
        if (command == Command.CLOSE) session.forgetFile(about.handle());
    }

    private void carried(Bytes packet, Command command, Session.Named about, Smb2Body body, boolean response) {
        if (!about.pipe()) return;
        Bytes data = new Bytes();
        int at = body.carried(command, response, data);
        int from = packet.arrayOffset() - message.arrayOffset() + base;
        if (at >= 0) session.carried(about, data, from + at, !response, turn);
    }

    /** Adds what a security token says. @return the NTLM token, or null */
    private static Ntlm login(Turn.Draft draft, Bytes token) {
        Ntlm ntlm = Ntlm.find(token);
        Presented ticket = ntlm == null ? Presented.find(token) : null;
        if (ntlm != null) ntlm.fill(draft);
        if (ticket != null) ticket.fill(draft);
        return ntlm;
    }

    /** The share, file or account a request is about. */
    @SuppressWarnings("ReferenceEquality") // UNKNOWN is no other
    private Session.Named about(Bytes packet, Command command) {
        Smb2Body body = new Smb2Body(packet);
        Session.Named tree = session.tree(packet.u32le(TREE_ID));
        return switch (command) {
            case TREE_CONNECT -> {
                String path = body.text(4, 6);
                yield new Session.Named(path, path.endsWith("\\IPC$"), 0);
            }
            case SESSION_SETUP -> {
                Bytes token = body.token(12);
                Ntlm ntlm = Ntlm.find(token);
                Presented ticket = ntlm == null ? Presented.find(token) : null;
                String account = ntlm != null ? ntlm.account() : ticket != null ? ticket.service() : null;
                yield account == null ? Session.UNKNOWN : new Session.Named(account, false, 0);
            }
            case CREATE -> new Session.Named(Session.join(tree.name(), body.text(44, 46)), tree.pipe(), 0);
            case TREE_DISCONNECT -> tree;
            default -> {
                if (command.fileIdAt() < 0) yield Session.UNKNOWN;
                // The volatile half tells files apart; all ones stands for the file of the command before in the chain.
                long file = packet.i64le(HEADER_BYTES + command.fileIdAt() + VOLATILE);
                if (file == RELATED) yield chained;
                Session.Named open = session.file(file);
                yield open == Session.UNKNOWN && tree.pipe() ? new Session.Named("", true, file) : open;
            }
        };
    }

    @SuppressWarnings("ReferenceEquality") // NEVER_ASKED is no other
    private void response(Bytes packet, Command command) {
        int status = packet.i32le(STATUS);
        if (status == Status.PENDING) return;
        Session.Asked asked = session.asked(packet.i64le(MESSAGE_ID), false);
        boolean known = asked != Session.NEVER_ASKED;
        Session.Named about = asked.about();
        Outcome outcome = !known && command == Command.OPLOCK_BREAK ? Outcome.NOTICE : Status.outcome(status);
        Turn.Draft draft = turn.message(command.label(), verb(command, about.pipe()), outcome)
                .target(about.name())
                .answers(asked.atNanos())
                .field("message_id", packet.i64le(MESSAGE_ID))
                .field("status", Status.hex(status))
                .field("status_name", Status.name(status));
        Smb2Body body = new Smb2Body(packet);
        if (status == Status.SUCCESS) learn(packet, command, about, draft, body);
        Ntlm ntlm = command == Command.SESSION_SETUP && outcome != Outcome.REFUSED ? login(draft, body.token(4)) : null;
        draft.emit();
        if (ntlm != null) ntlm.tell(turn);
        if (!Status.refused(status)) carried(packet, command, about, body, true);
        if (command == Command.NEGOTIATE && status == Status.SUCCESS) body.tell(turn);
    }

    /** What a positive answer opens: a tree, a file. */
    private void learn(Bytes packet, Command command, Session.Named about, Turn.Draft draft, Smb2Body body) {
        body.success(command, draft);
        if (command == Command.TREE_CONNECT) {
            session.tree(
                    turn,
                    packet.u32le(TREE_ID),
                    new Session.Named(about.name(), packet.u8(HEADER_BYTES + 2) == SHARE_PIPE, 0));
            session.tellShare(about.name(), turn);
        }
        if (command == Command.CREATE) {
            long handle = packet.i64le(HEADER_BYTES + 64 + VOLATILE);
            session.file(turn, handle, new Session.Named(about.name(), about.pipe(), handle));
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
}
