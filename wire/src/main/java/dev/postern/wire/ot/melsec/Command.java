package dev.postern.wire.ot.melsec;

import dev.postern.model.Verb;

/** Commands of SLMP (SH-080956ENG, section 5) with what they do. */
enum Command {
    READ(0x0401, "read", Verb.READ),
    WRITE(0x1401, "write", Verb.WRITE),
    READ_RANDOM(0x0403, "read random", Verb.READ),
    WRITE_RANDOM(0x1402, "write random", Verb.WRITE),
    ENTRY_MONITOR(0x0801, "entry monitor device", Verb.READ),
    EXECUTE_MONITOR(0x0802, "execute monitor", Verb.READ),
    READ_BLOCK(0x0406, "read block", Verb.READ),
    WRITE_BLOCK(0x1406, "write block", Verb.WRITE),
    ARRAY_LABEL_READ(0x041A, "array label read", Verb.READ),
    ARRAY_LABEL_WRITE(0x141A, "array label write", Verb.WRITE),
    LABEL_READ_RANDOM(0x041C, "label read random", Verb.READ),
    LABEL_WRITE_RANDOM(0x141B, "label write random", Verb.WRITE),
    MEMORY_READ(0x0613, "memory read", Verb.READ),
    MEMORY_WRITE(0x1613, "memory write", Verb.WRITE),
    EXTEND_UNIT_READ(0x0601, "extend unit read", Verb.READ),
    EXTEND_UNIT_WRITE(0x1601, "extend unit write", Verb.WRITE),
    REMOTE_RUN(0x1001, "remote run", Verb.START),
    REMOTE_STOP(0x1002, "remote stop", Verb.STOP),
    REMOTE_PAUSE(0x1003, "remote pause", Verb.STOP),
    REMOTE_LATCH_CLEAR(0x1005, "remote latch clear", Verb.FACTORY_RESET),
    REMOTE_RESET(0x1006, "remote reset", Verb.RESTART),
    READ_TYPE_NAME(0x0101, "read type name", Verb.IDENTIFY),
    SELF_TEST(0x0619, "self test", Verb.DIAGNOSE),
    CLEAR_ERROR(0x1617, "clear error", Verb.DIAGNOSE),
    ON_DEMAND(0x2101, "on demand", Verb.REPORT),
    UNLOCK(0x1630, "remote password unlock", Verb.LOGIN),
    LOCK(0x1631, "remote password lock", Verb.LOGIN),
    READ_DIRECTORY(0x1810, "read directory", Verb.BROWSE),
    SEARCH_DIRECTORY(0x1811, "search directory", Verb.BROWSE),
    NEW_FILE(0x1820, "new file", Verb.FILE_WRITE),
    DELETE_FILE(0x1822, "delete file", Verb.FILE_WRITE),
    COPY_FILE(0x1824, "copy file", Verb.FILE_WRITE),
    CHANGE_FILE_STATE(0x1825, "change file state", Verb.FILE_WRITE),
    CHANGE_FILE_DATE(0x1826, "change file date", Verb.FILE_WRITE),
    OPEN_FILE(0x1827, "open file", Verb.FILE_READ),
    READ_FILE(0x1828, "read file", Verb.FILE_READ),
    WRITE_FILE(0x1829, "write file", Verb.FILE_WRITE),
    CLOSE_FILE(0x182A, "close file", Verb.FILE_READ),
    NODE_SEARCH(0x0E30, "node search", Verb.IDENTIFY),
    IP_ADDRESS_SET(0x0E31, "ip address set", Verb.CONFIGURE),
    CYCLIC_DATA(0x0E70, "cyclic data", Verb.EXCHANGE);

    private static final Command[] ALL = values();

    final int code;
    final String operation;
    final Verb verb;

    Command(int code, String operation, Verb verb) {
        this.code = code;
        this.operation = operation;
        this.verb = verb;
    }

    /** Null for a command that the manual does not name. */
    static Command of(int code) {
        for (Command command : ALL) if (command.code == code) return command;
        return null;
    }
}
