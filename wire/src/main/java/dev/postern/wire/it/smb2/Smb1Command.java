package dev.postern.wire.it.smb2;

import dev.postern.model.Verb;

/** Commands of SMB 1, MS-CIFS section 2.2.2.1, by number. */
enum Smb1Command {
    CREATE_DIRECTORY(0x00, "create directory", Verb.FILE_WRITE),
    DELETE_DIRECTORY(0x01, "delete directory", Verb.FILE_WRITE),
    CLOSE(0x04, "close", Verb.OTHER),
    FLUSH(0x05, "flush", Verb.OTHER),
    DELETE(0x06, "delete", Verb.FILE_WRITE),
    RENAME(0x07, "rename", Verb.FILE_WRITE),
    QUERY_INFORMATION(0x08, "query information", Verb.OTHER),
    /** Reading and writing as before the chained commands; {@code winexe} writes to its pipe so. */
    CORE_READ(0x0A, "read", Verb.FILE_READ),
    CORE_WRITE(0x0B, "write", Verb.FILE_WRITE),
    CHECK_DIRECTORY(0x10, "check directory", Verb.OTHER),
    LOCKING(0x24, "locking", Verb.OTHER),
    TRANSACTION(0x25, "transaction", Verb.OTHER),
    ECHO(0x2B, "echo", Verb.SESSION),
    OPEN(0x2D, "open", Verb.OTHER),
    READ(0x2E, "read", Verb.FILE_READ),
    WRITE(0x2F, "write", Verb.FILE_WRITE),
    TRANSACTION2(0x32, "transaction2", Verb.OTHER),
    FIND_CLOSE(0x34, "find close", Verb.OTHER),
    TREE_DISCONNECT(0x71, "tree disconnect", Verb.SESSION),
    NEGOTIATE(0x72, "negotiate", Verb.SESSION),
    SESSION_SETUP(0x73, "session setup", Verb.LOGIN),
    LOGOFF(0x74, "logoff", Verb.SESSION),
    TREE_CONNECT(0x75, "tree connect", Verb.SESSION),
    QUERY_DISK(0x80, "query disk", Verb.OTHER),
    NT_TRANSACT(0xA0, "nt transact", Verb.OTHER),
    NT_CREATE(0xA2, "nt create", Verb.OTHER),
    NT_CANCEL(0xA4, "nt cancel", Verb.OTHER),
    OTHER(-1, "", Verb.OTHER);

    private static final Smb1Command[] BY_NUMBER = new Smb1Command[256];

    static {
        for (Smb1Command command : values()) if (command != OTHER) BY_NUMBER[command.number] = command;
    }

    private final int number;
    private final String label;
    private final Verb verb;

    Smb1Command(int number, String label, Verb verb) {
        this.number = number;
        this.label = label;
        this.verb = verb;
    }

    /** @param number of one octet; {@link #OTHER} for those not read */
    static Smb1Command of(int number) {
        return BY_NUMBER[number] == null ? OTHER : BY_NUMBER[number];
    }

    String label(int number) {
        return this == OTHER ? "command " + number : label;
    }

    /** Through a pipe no files are read or written. */
    Verb verb(boolean pipe) {
        return pipe && (this == READ || this == WRITE || this == CORE_READ || this == CORE_WRITE) ? Verb.OTHER : verb;
    }

    /** Another command may follow in the same message. */
    boolean chains() {
        return switch (this) {
            case LOCKING, OPEN, READ, WRITE, SESSION_SETUP, LOGOFF, TREE_CONNECT, NT_CREATE -> true;
            default -> false;
        };
    }

    /** Offset of the file id among the words of a request, or -1. */
    int fileAt() {
        return switch (this) {
            case CLOSE, FLUSH, CORE_READ, CORE_WRITE -> 0;
            case LOCKING, READ, WRITE -> 4;
            default -> -1;
        };
    }
}
