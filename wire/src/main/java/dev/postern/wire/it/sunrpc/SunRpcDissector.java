package dev.postern.wire.it.sunrpc;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import dev.postern.wire.it.parts.Skip;
import dev.postern.wire.it.text.Once;

/**
 * ONC RPC over UDP and TCP: which program is asked for which procedure, by whom. Unit is the program; target is the program looked up, the path
 * mounted. Answers are tied by transaction number, the last {@link #WAITING_MAX}. Of a record over TCP the first {@link #LOOKED_MAX} octets are
 * looked at; files pass unread.
 */
public final class SunRpcDissector implements Dissector {
    static final int WAITING_MAX = 64;
    private static final int LOOKED_MAX = 1024, RECORD_BYTES = 4, RECORD_BYTES_MAX = 1 << 24;
    private static final int XID = 0, KIND = 4, CALL = 0, REPLY = 1;
    private static final int RPC_VERSION = 8, PROGRAM = 12, PROGRAM_VERSION = 16, PROCEDURE = 20, CREDENTIALS = 24;
    private static final int VERSION_MAX = 10, PROCEDURE_MAX = 100;
    private static final int AUTH_BYTES_MAX = 400, AUTH_UNIX = 1;
    private static final int TEXT_BYTES_MAX = 255;

    private record Asked(long xid, long program, String operation, Verb verb, String target, long atNanos) {}

    private static final class Connection {
        private final Asked[] waiting = new Asked[WAITING_MAX];
        private int next;
        private final Once once = new Once();
        private final Skip skip = new Skip();

        private Asked take(long xid) {
            for (int i = 0; i < WAITING_MAX; i++)
                if (waiting[i] != null && waiting[i].xid == xid) {
                    Asked found = waiting[i];
                    waiting[i] = null;
                    return found;
                }
            return null;
        }
    }

    @Override
    public String protocol() {
        return "sunrpc";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return (transport == Transport.UDP || transport == Transport.TCP) && (port == 111 || port == 2049);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP || transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int at = transport == Transport.TCP ? RECORD_BYTES : 0;
        if (at > 0 && !isRecord(pending)) return Recognition.NOT;
        Bytes message = new Bytes().wrap(pending, at, pending.length() - at);
        if (isCall(message))
            return Programs.name(message.u32(PROGRAM)) != null ? Recognition.CERTAIN : Recognition.UNSURE;
        return isReply(message) ? Recognition.UNSURE : Recognition.NOT;
    }

    /** One record is not larger than any message is. */
    private static boolean isRecord(Bytes pending) {
        long mark = pending.u32(0) & 0x7FFF_FFFFL;
        return mark >= 24 && mark <= RECORD_BYTES_MAX;
    }

    private static boolean isCall(Bytes message) {
        if (!message.has(0, CREDENTIALS + 16) || message.u32(KIND) != CALL || message.u32(RPC_VERSION) != 2)
            return false;
        long length = message.u32(CREDENTIALS + 4);
        // Who probes a known program asks for versions that cannot be.
        return (message.u32(PROGRAM_VERSION) <= VERSION_MAX || Programs.name(message.u32(PROGRAM)) != null)
                && message.u32(PROCEDURE) <= PROCEDURE_MAX
                && isFlavour(message.u32(CREDENTIALS))
                && length <= AUTH_BYTES_MAX
                && length % 4 == 0;
    }

    private static boolean isFlavour(long flavour) {
        return flavour <= 7 || flavour >= 390_000 && flavour < 400_000;
    }

    private static boolean isReply(Bytes message) {
        if (!message.has(0, 24) || message.u32(KIND) != REPLY || message.u32(8) > 1) return false;
        // An accepted one bears a verifier and a status, a denied one why.
        return message.u32(8) == 1
                ? message.u32(12) <= 1
                : message.u32(12) <= 7 && message.u32(16) <= AUTH_BYTES_MAX && message.u32(20) <= 5;
    }

    @Override
    public Object newState() {
        return new Connection();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Connection connection = turn.state();
        if (turn.conversation().transport() == Transport.UDP) {
            if (!message(pending, turn, connection)) turn.malformed("neither call nor reply", 0);
            return pending.length();
        }
        int passed = connection.skip.pass(pending, turn);
        if (passed > 0) return passed;
        if (pending.length() < RECORD_BYTES) return NEED_MORE;
        if (!isRecord(pending)) return LOST;
        int length = RECORD_BYTES + (pending.i32(0) & 0x7FFF_FFFF);
        int looked = Math.min(length, LOOKED_MAX);
        if (pending.length() < looked) {
            turn.need(looked);
            return NEED_MORE;
        }
        if (!message(new Bytes().wrap(pending, RECORD_BYTES, looked - RECORD_BYTES), turn, connection)) return LOST;
        return connection.skip.pass(pending, turn, length);
    }

    private static boolean message(Bytes message, Turn turn, Connection connection) {
        if (isCall(message)) call(message, turn, connection);
        else if (isReply(message)) reply(message, turn, connection);
        else return false;
        return true;
    }

    private static void call(Bytes message, Turn turn, Connection connection) {
        long program = message.u32(PROGRAM);
        long version = message.u32(PROGRAM_VERSION);
        int verifier = CREDENTIALS + 8 + (int) message.u32(CREDENTIALS + 4);
        int arguments = verifier + 8 + (int) Math.min(message.u32(verifier + 4), AUTH_BYTES_MAX);
        String operation = Programs.procedure(program, version, message.u32(PROCEDURE));
        String target = target(message, arguments, program, version, operation);
        Verb verb = Programs.verb(program, operation);
        connection.waiting[connection.next] =
                new Asked(message.u32(XID), program, operation, verb, target, turn.atNanos());
        connection.next = (connection.next + 1) % WAITING_MAX;
        Turn.Draft draft = turn.message(operation, verb, Outcome.REQUEST)
                .unit(unit(program))
                .target(target)
                .field("xid", message.u32(XID))
                .field("program", program)
                .field("version", version)
                .field("procedure", message.u32(PROCEDURE));
        // To an instrument: link, two waiting times and flags stand before what it is told.
        if (program == Programs.INSTRUMENT && operation.equals("device write"))
            draft.field("value", text(message, arguments + 16));
        if (message.u32(CREDENTIALS) == AUTH_UNIX) unix(message, draft, turn, connection);
        else draft.emit();
    }

    private static String unit(long program) {
        String name = Programs.name(program);
        return name == null ? Long.toString(program) : name;
    }

    /** Whom the client says it is: machine, user and group, which nobody proves. */
    private static void unix(Bytes message, Turn.Draft draft, Turn turn, Connection connection) {
        int name = CREDENTIALS + 12;
        int length = (int) Math.min(message.u32(name), TEXT_BYTES_MAX);
        int after = name + 4 + (length + 3 & ~3);
        String machine = message.ascii(name + 4, length);
        draft.field("machine", machine)
                .field("uid", message.u32(after))
                .field("gid", message.u32(after + 4))
                .emit();
        connection.once.identity(turn, Attribute.NAME, machine, 0.6);
    }

    private static String target(Bytes message, int at, long program, long version, String operation) {
        if (program == Programs.PORTMAP
                && (operation.equals("getport")
                        || operation.equals("getaddr")
                        || operation.equals("callit")
                        || operation.equals("set")
                        || operation.equals("unset"))) return unit(message.u32(at)) + " v" + message.u32(at + 4);
        if (program == Programs.MOUNT && (operation.equals("mnt") || operation.equals("umnt")))
            return text(message, at);
        // Client, whether to lock and how long to wait for that stand before the device.
        if (program == Programs.INSTRUMENT && operation.equals("create link")) return text(message, at + 12);
        boolean file = program == Programs.NFS && version < 4;
        if (file
                && (operation.equals("lookup")
                        || operation.equals("create")
                        || operation.equals("remove")
                        || operation.equals("mkdir")
                        || operation.equals("rmdir"))) {
            int handle = version == 2 ? 32 : 4 + (int) Math.min(message.u32(at) + 3 & ~3, 64);
            return text(message, at + handle);
        }
        return "";
    }

    private static String text(Bytes message, int at) {
        int length = (int) Math.min(message.u32(at), TEXT_BYTES_MAX);
        return message.has(at + 4, length) ? message.utf8(at + 4, length) : "";
    }

    private static void reply(Bytes message, Turn turn, Connection connection) {
        Asked asked = connection.take(message.u32(XID));
        boolean accepted = message.u32(8) == 0;
        int status = accepted ? 16 + 4 + (int) message.u32(16) : 12;
        boolean carried = accepted && message.u32(status) == 0;
        boolean instrument = asked != null && asked.program == Programs.INSTRUMENT;
        boolean coded = asked != null
                && !asked.operation.equals("null")
                && (instrument || asked.program == Programs.NFS || asked.operation.equals("mnt"));
        // What NFS and instruments return begins with a status of its own.
        long error = carried && coded ? message.u32(status + 4) : 0;
        boolean good = carried && error == 0;
        Turn.Draft draft = turn.message(
                        asked == null ? "reply" : asked.operation,
                        asked == null ? Verb.OTHER : asked.verb,
                        good ? Outcome.SUCCESS : Outcome.REFUSED)
                .field("xid", message.u32(XID))
                .field("accepted", accepted)
                .field("status", message.u32(status));
        if (error != 0) draft.field(instrument ? "device_error" : "file_status", error);
        if (asked != null) {
            draft.unit(unit(asked.program))
                    .target(asked.target)
                    .answers(asked.atNanos)
                    .field("program", asked.program);
            if (good && asked.operation.equals("getport")) draft.field("port", message.u32(status + 4));
            if (good && instrument && asked.operation.equals("device read"))
                draft.field("value", text(message, status + 12));
        }
        draft.emit();
        if (asked != null && good) connection.once.identity(turn, Attribute.ROLE, unit(asked.program) + " server", 0.6);
    }
}
