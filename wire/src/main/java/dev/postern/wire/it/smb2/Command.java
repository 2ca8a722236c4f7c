package dev.postern.wire.it.smb2;

/** Commands of SMB 2 and 3, MS-SMB2 section 2.2.1, in the order of their numbers. */
enum Command {
    NEGOTIATE("negotiate"),
    SESSION_SETUP("session setup"),
    LOGOFF("logoff"),
    TREE_CONNECT("tree connect"),
    TREE_DISCONNECT("tree disconnect"),
    CREATE("create"),
    CLOSE("close"),
    FLUSH("flush"),
    READ("read"),
    WRITE("write"),
    LOCK("lock"),
    IOCTL("ioctl"),
    CANCEL("cancel"),
    ECHO("echo"),
    QUERY_DIRECTORY("query directory"),
    CHANGE_NOTIFY("change notify"),
    QUERY_INFO("query info"),
    SET_INFO("set info"),
    OPLOCK_BREAK("oplock break");

    private static final Command[] ALL = values();
    private final String label;

    Command(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** The command with this number, or null. */
    static Command of(int number) {
        return number < ALL.length ? ALL[number] : null;
    }

    /** The request names an open file: offset of its id from the start of the body, or -1. */
    int fileIdAt() {
        return switch (this) {
            case CLOSE, FLUSH, LOCK, IOCTL, QUERY_DIRECTORY, CHANGE_NOTIFY -> 8;
            case READ, WRITE, SET_INFO -> 16;
            case QUERY_INFO -> 24;
            default -> -1;
        };
    }
}
