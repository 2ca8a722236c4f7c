package dev.postern.wire.it.stores;

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
 * MongoDB over TCP: commands by name with the collection they are about. Of a message the first {@link #LOOKED_MAX} octets are looked at; documents
 * pass unread. Answers are tied by request number, the last {@link #WAITING_MAX}.
 */
public final class MongoDissector implements Dissector {
    static final int LOOKED_MAX = 4096, WAITING_MAX = 32;
    private static final int HEADER_BYTES = 16, LENGTH_MAX = 48 * 1024 * 1024;
    private static final int REQUEST_ID = 4, RESPONSE_TO = 8, OPCODE = 12;
    private static final int REPLY = 1, QUERY = 2004, COMPRESSED = 2012, MESSAGE = 2013;
    static final int TYPE_TEXT = 2, TYPE_DOCUMENT = 3;
    private static final int TYPE_DOUBLE = 1, TYPE_ARRAY = 4, TYPE_BINARY = 5, TYPE_ID = 7, TYPE_BOOLEAN = 8;
    private static final int TYPE_DATE = 9, TYPE_NULL = 10, TYPE_INT = 16, TYPE_TIME = 17, TYPE_LONG = 18;
    static final int ELEMENTS_MAX = 64, TEXT_BYTES_MAX = 128;

    private record Asked(int id, String operation, Verb verb, String target, long atNanos) {}

    private static final class Connection {
        private final Asked[] waiting = new Asked[WAITING_MAX];
        private int next;
        private final Once once = new Once();
        private final Skip skip = new Skip();
    }

    /** What of a document is of interest: its first element names the command. */
    private static final class Document {
        private MongoDriver driver;
        private String command;
        private String object;
        private String database;
        private String mechanism;
        private String text;
        private double ok = 1;
        private long code = -1;
        /** A login goes on. */
        private boolean unfinished;

        private String version;
    }

    @Override
    public String protocol() {
        return "mongodb";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return transport == Transport.TCP && port >= 27_017 && port <= 27_019;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (!isHeader(pending)) return Recognition.NOT;
        int opcode = pending.i32le(OPCODE);
        if (opcode == MESSAGE && pending.has(HEADER_BYTES, 9)) {
            boolean flags = (pending.i32le(HEADER_BYTES) & 0xFFFE_FFFC) == 0 && pending.u8(HEADER_BYTES + 4) <= 1;
            return flags ? Recognition.CERTAIN : Recognition.NOT;
        }
        if (opcode == QUERY) return pending.indexOf('$', HEADER_BYTES) > 0 ? Recognition.CERTAIN : Recognition.UNSURE;
        boolean side = opcode == COMPRESSED || (opcode == REPLY) != fromClient;
        return side && pending.u32le(0) >= pending.length() ? Recognition.UNSURE : Recognition.NOT;
    }

    private static boolean isHeader(Bytes pending) {
        long length = pending.u32le(0);
        int opcode = pending.i32le(OPCODE);
        return pending.has(0, HEADER_BYTES)
                && length > HEADER_BYTES
                && length <= LENGTH_MAX
                && (opcode == REPLY || opcode >= 2001 && opcode <= 2007 || opcode == COMPRESSED || opcode == MESSAGE);
    }

    @Override
    public Object newState() {
        return new Connection();
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Connection connection = turn.state();
        int passed = connection.skip.pass(pending, turn);
        if (passed > 0) return passed;
        if (pending.length() < HEADER_BYTES) return NEED_MORE;
        if (!isHeader(pending)) return LOST;
        int length = pending.i32le(0);
        int looked = Math.min(length, LOOKED_MAX);
        if (pending.length() < looked) {
            turn.need(looked);
            return NEED_MORE;
        }
        message(new Bytes().wrap(pending, 0, looked), turn, connection);
        return connection.skip.pass(pending, turn, length);
    }

    private static void message(Bytes message, Turn turn, Connection connection) {
        int opcode = message.i32le(OPCODE);
        int at = switch (opcode) {
            case MESSAGE -> HEADER_BYTES + 5;
            case REPLY -> HEADER_BYTES + 20;
            case QUERY -> Math.max(0, message.indexOf(0, HEADER_BYTES + 4)) + 9;
            default -> message.length();
        };
        Document document = new Document();
        read(message, at, document);
        if (opcode == QUERY) document.database = collection(message);
        if (turn.fromClient()) request(message, opcode, document, turn, connection);
        else answer(message, opcode, document, turn, connection);
    }

    /** {@code db} of {@code db.$cmd}. */
    private static String collection(Bytes message) {
        int end = message.indexOf(0, HEADER_BYTES + 4);
        String name = end < 0 ? "" : message.utf8(HEADER_BYTES + 4, Math.min(end - HEADER_BYTES - 4, TEXT_BYTES_MAX));
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static void request(Bytes message, int opcode, Document document, Turn turn, Connection connection) {
        boolean named = document.command != null && !document.command.isEmpty();
        String operation = named ? document.command.toLowerCase(java.util.Locale.ROOT) : name(opcode);
        String target = document.object == null
                ? document.database == null ? "" : document.database
                : (document.database == null ? "" : document.database + ".") + document.object;
        Verb verb = verb(operation);
        connection.waiting[connection.next] =
                new Asked(message.i32le(REQUEST_ID), operation, verb, target, turn.atNanos());
        connection.next = (connection.next + 1) % WAITING_MAX;
        Turn.Draft draft = turn.message(operation, verb, Outcome.REQUEST)
                .target(target)
                .field("opcode", (long) opcode)
                .field("database", document.database)
                .field("mechanism", document.mechanism);
        if (document.driver != null) document.driver.describe(draft);
        draft.emit();
        if (document.driver != null) document.driver.identify(turn, connection.once);
    }

    private static String name(int opcode) {
        return switch (opcode) {
            case 2001 -> "update";
            case 2002 -> "insert";
            case QUERY -> "query";
            case 2005 -> "getmore";
            case 2006 -> "delete";
            case COMPRESSED -> "compressed";
            default -> "opcode " + opcode;
        };
    }

    private static Verb verb(String operation) {
        return switch (operation) {
            case "find", "aggregate", "count", "distinct", "getmore", "query", "mapreduce" -> Verb.READ;
            case "insert", "update", "delete", "findandmodify", "bulkwrite" -> Verb.WRITE;
            case "listdatabases", "listcollections", "listindexes", "dbstats", "collstats" -> Verb.BROWSE;
            case "create",
                    "drop",
                    "dropdatabase",
                    "createindexes",
                    "dropindexes",
                    "collmod",
                    "setparameter",
                    "renamecollection" -> Verb.CONFIGURE;
            case "saslstart", "saslcontinue", "authenticate", "logout" -> Verb.LOGIN;
            case "createuser", "updateuser", "dropuser", "grantrolestouser", "createrole" -> Verb.PROTECT;
            case "shutdown" -> Verb.STOP;
            case "buildinfo", "hostinfo", "serverstatus", "getlog", "getcmdlineopts", "getparameter", "top" ->
                Verb.DIAGNOSE;
            case "hello", "ismaster", "ping", "endsessions", "killcursors", "whatsmyuri" -> Verb.SESSION;
            default -> Verb.OTHER;
        };
    }

    private static void answer(Bytes message, int opcode, Document document, Turn turn, Connection connection) {
        Asked asked = null;
        for (Asked one : connection.waiting) if (one != null && one.id == message.i32le(RESPONSE_TO)) asked = one;
        boolean good = document.ok != 0;
        Turn.Draft draft = turn.message(
                        asked == null ? "answer" : asked.operation,
                        asked == null ? Verb.OTHER : asked.verb,
                        !good ? Outcome.REFUSED : document.unfinished ? Outcome.NOTICE : Outcome.SUCCESS)
                .field("opcode", (long) opcode)
                .field("error", document.code < 0 ? null : (Object) document.code)
                .field("error_text", good ? null : document.text)
                .field("version", document.version);
        if (asked != null) draft.target(asked.target).answers(asked.atNanos);
        draft.emit();
        connection.once.identity(turn, Attribute.ROLE, "database server", 0.7);
        if (document.version != null)
            connection.once.identity(turn, Attribute.SOFTWARE, "MongoDB " + document.version, 0.8);
    }

    /** Walks over the elements of the document at {@code start}, without going into those within. */
    private static void read(Bytes message, int start, Document document) {
        int at = start + 4;
        for (int i = 0; i < ELEMENTS_MAX && message.has(at, 2) && message.u8(at) != 0; i++) {
            int type = message.u8(at);
            int nameEnd = message.indexOf(0, at + 1);
            if (nameEnd < 0) return;
            String name = message.ascii(at + 1, Math.min(nameEnd - at - 1, TEXT_BYTES_MAX));
            int value = nameEnd + 1;
            if (i == 0) document.command = name;
            if (name.equals("client") && type == TYPE_DOCUMENT) document.driver = new MongoDriver(message, value);
            else element(message, type, name, value, i == 0, document);
            int size = size(message, type, value);
            if (size < 0) return;
            at = value + size;
        }
    }

    static String text(Bytes message, int value) {
        return message.utf8(value + 4, Math.clamp(message.i32le(value) - 1, 0, TEXT_BYTES_MAX));
    }

    private static void element(Bytes message, int type, String name, int value, boolean first, Document document) {
        if (name.equals("ok")) {
            document.ok = type == TYPE_DOUBLE
                    ? message.f64le(value)
                    : type == TYPE_BOOLEAN ? message.u8(value) : message.i32le(value);
        } else if (name.equals("done") && type == TYPE_BOOLEAN) {
            document.unfinished = message.u8(value) == 0;
        } else if (name.equals("code") && type == TYPE_INT) {
            document.code = message.u32le(value);
        } else if (type == TYPE_TEXT) {
            String text = text(message, value);
            if (first) document.object = text;
            else if (name.equals("$db")) document.database = text;
            else if (name.equals("mechanism")) document.mechanism = text;
            else if (name.equals("errmsg")) document.text = text;
            else if (name.equals("version")) document.version = text;
        }
    }

    /** Octets of a value, or -1 where it cannot be passed. */
    static int size(Bytes message, int type, int at) {
        int length = message.i32le(at);
        if (length < 0 || length > LENGTH_MAX) length = LENGTH_MAX;
        return switch (type) {
            case TYPE_DOUBLE, TYPE_DATE, TYPE_TIME, TYPE_LONG -> 8;
            case TYPE_TEXT -> 4 + length;
            case TYPE_DOCUMENT, TYPE_ARRAY -> Math.max(5, length);
            case TYPE_BINARY -> 5 + length;
            case TYPE_ID -> 12;
            case TYPE_BOOLEAN -> 1;
            case TYPE_NULL -> 0;
            case TYPE_INT -> 4;
            default -> -1;
        };
    }
}
