package dev.postern.wire.it.smb2;

import dev.postern.model.Outcome;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.it.ntlm.Ntlm;

/**
 * One message of SMB 1, MS-CIFS section 2.2.3, with the commands chained in it (at most {@link #CHAIN_MAX}).
 *
 * <pre>{@code
 * 0 FF 'SMB' | 4 command | 5 status | 9 flags | 10 flags 2 | 12 process, high | 24 tree | 26 process | 28 user | 30 multiplex id
 * 32 number of words | words | number of octets (2) | octets
 * }</pre>
 */
final class Smb1Reader {
    static final int CHAIN_MAX = 8;
    static final int HEADER_BYTES = 32;
    private static final int COMMAND = 4, STATUS = 5, FLAGS = 9, FLAGS_2 = 10, TREE = 24, PROCESS = 26, MULTIPLEX = 30;
    private static final int FLAG_RESPONSE = 0x80, FLAG_NT_STATUS = 0x4000, FLAG_UNICODE = 0x8000;
    private static final int NO_COMMAND = 0xFF;
    private static final int WORDS_MAX = 2 * 255;

    private final Bytes message;
    private final Turn turn;
    private final Session session;
    private final boolean cut;

    /** @param cut there is more of the message than these octets */
    Smb1Reader(Bytes message, boolean cut, Turn turn, Session session) {
        this.message = message;
        this.cut = cut;
        this.turn = turn;
        this.session = session;
    }

    void read() {
        int number = message.u8(COMMAND);
        int at = HEADER_BYTES;
        for (int i = 0; i < CHAIN_MAX && number != NO_COMMAND; i++) {
            Smb1Command command = Smb1Command.of(number);
            int words = 2 * message.u8(at);
            if ((message.u8(FLAGS) & FLAG_RESPONSE) != 0) response(command, number, at + 1, words);
            else request(command, number, at + 1, words);
            if (!command.chains() || words < 4) break;
            int next = message.u16le(at + 3);
            number = message.u8(at + 1);
            if (number == NO_COMMAND) break;
            if (next <= at) {
                turn.malformed("smb1", "chained command before this one", Math.min(4 + at + 3, 4 + message.length()));
                return;
            }
            at = next;
        }
        if (message.overrun() && !cut)
            turn.malformed("smb1", "field outside", 4 + Math.min(message.overrunAt(), message.length()));
    }

    private boolean unicode() {
        return (message.u16le(FLAGS_2) & FLAG_UNICODE) != 0;
    }

    private long key() {
        return (long) message.u16le(PROCESS) << 16 | message.u16le(MULTIPLEX);
    }

    private Turn.Draft draft(Smb1Command command, int number, Session.Named about, Outcome outcome) {
        return turn.message(command.label(number), command.verb(about.pipe()), outcome)
                .protocol("smb1")
                .target(about.name())
                .field("command", (long) number)
                .field("multiplex_id", (long) message.u16le(MULTIPLEX));
    }

    private void request(Smb1Command command, int number, int words, int count) {
        Smb1Body body = new Smb1Body(message, words, count, unicode());
        Session.Named tree = session.tree(message.u16le(TREE));
        Session.Named about = about(command, body, tree);
        Turn.Draft draft = draft(command, number, about, Outcome.REQUEST);
        Ntlm ntlm = body.request(command, draft);
        draft.emit();
        if (ntlm != null) ntlm.tell(turn);
        else if (command == Smb1Command.SESSION_SETUP) body.tellClient(turn);
        carried(command, about, body, false);
        session.ask(turn, key(), new Session.Asked(null, about, turn.atNanos()));
        if (command == Smb1Command.CLOSE) session.forgetFile(about.handle());
        if (command == Smb1Command.TREE_DISCONNECT) session.forgetTree(message.u16le(TREE));
    }

    private void carried(Smb1Command command, Session.Named about, Smb1Body body, boolean response) {
        if (!about.pipe()) return;
        Bytes data = new Bytes();
        int at = body.carried(command, response, data);
        if (at >= 0) session.carried(about, data, SmbDissector.FRAME_BYTES + at, !response, turn);
    }

    private Session.Named about(Smb1Command command, Smb1Body body, Session.Named tree) {
        return switch (command) {
            case TREE_CONNECT -> {
                String path = body.treePath();
                yield new Session.Named(path, path.endsWith("IPC$"), 0);
            }
            case SESSION_SETUP -> new Session.Named(body.account(), false, 0);
            case NT_CREATE,
                    OPEN,
                    DELETE,
                    RENAME,
                    CREATE_DIRECTORY,
                    DELETE_DIRECTORY,
                    CHECK_DIRECTORY,
                    QUERY_INFORMATION -> {
                String name = body.name(command);
                yield new Session.Named(
                        Session.join(tree.name(), name.startsWith("\\") ? name.substring(1) : name), tree.pipe(), 0);
            }
            case TRANSACTION -> transaction(body, tree);
            case TRANSACTION2 -> new Session.Named(Session.join(tree.name(), body.path()), false, 0);
            case TREE_DISCONNECT -> tree;
            default -> command.fileAt() < 0 ? Session.UNKNOWN : file(body.word(command.fileAt()), tree);
        };
    }

    private Session.Named transaction(Smb1Body body, Session.Named tree) {
        int handle = body.pipeHandle();
        if (handle < 0) return new Session.Named(body.transactionName(), tree.pipe(), 0);
        Session.Named open = file(handle, tree);
        return open.name().isEmpty() ? new Session.Named(body.transactionName(), true, handle) : open;
    }

    @SuppressWarnings("ReferenceEquality") // UNKNOWN is no other
    private Session.Named file(int handle, Session.Named tree) {
        Session.Named open = session.file(handle);
        return open == Session.UNKNOWN ? new Session.Named("", tree.pipe(), handle) : open;
    }

    private void response(Smb1Command command, int number, int words, int count) {
        int status = message.i32le(STATUS);
        boolean ntStatus = (message.u16le(FLAGS_2) & FLAG_NT_STATUS) != 0;
        Session.Asked asked = session.asked(key(), command.chains() && count >= 4 && message.u8(words) != NO_COMMAND);
        Session.Named about = asked.about();
        Outcome outcome = ntStatus ? Status.outcome(status) : status == 0 ? Outcome.SUCCESS : Outcome.REFUSED;
        Turn.Draft draft = draft(command, number, about, outcome).answers(asked.atNanos());
        draft.field("status", Status.hex(status)).field("status_name", ntStatus ? Status.name(status) : null);
        Smb1Body body = new Smb1Body(message, words, count, unicode());
        Ntlm ntlm = null;
        if (outcome != Outcome.REFUSED && count > 0 && count <= WORDS_MAX) {
            ntlm = body.response(command, draft);
            if (command == Smb1Command.TREE_CONNECT) {
                session.tree(turn, message.u16le(TREE), new Session.Named(about.name(), body.isPipeShare(), 0));
                session.tellShare(about.name(), turn);
            }
            if (command == Smb1Command.NT_CREATE || command == Smb1Command.OPEN) {
                int handle = body.word(command == Smb1Command.OPEN ? 4 : 5);
                session.file(turn, handle, new Session.Named(about.name(), about.pipe(), handle));
            }
        }
        draft.emit();
        if (ntlm != null) ntlm.tell(turn);
        if (outcome != Outcome.REFUSED) carried(command, about, body, true);
        if (command == Smb1Command.SESSION_SETUP && outcome != Outcome.REFUSED) body.tellServer(turn);
    }
}
