package dev.postern.wire.ot.rocplus;

import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/**
 * General file transfer, opcode 203: a command, then what it needs.
 *
 * <pre>{@code
 * 1 open | how | path(100) | name(25)      2 read | descriptor(4) | offset(4)       3 write | descriptor(4) | size(4) | offset(4) | number | data
 * 4 close | descriptor(4)                  5, 6 delete | path(100) | name(25)       6, 64 read directory | path(100) | files so far(1, 2)
 * }</pre>
 *
 * A request to delete has the number 5 or, in the table of the manual, 6, which is also that of reading a directory; only the length tells them apart.
 */
final class Files {
    private static final int COMMAND = 6, BODY = 7;
    private static final int OPEN = 1, READ = 2, WRITE = 3, CLOSE = 4, DELETE = 5, DIRECTORY = 6, DIRECTORY_64 = 64;
    private static final int PATH_BYTES = 100, NAME_BYTES = 25;

    private Files() {}

    static int command(Bytes bytes, int end) {
        int command = bytes.u8(COMMAND);
        return command == DIRECTORY && end == BODY + PATH_BYTES + NAME_BYTES ? DELETE : command;
    }

    static String operation(int command) {
        String name = switch (command) {
            case OPEN -> "open";
            case READ -> "read";
            case WRITE -> "write";
            case CLOSE -> "close";
            case DELETE -> "delete";
            case DIRECTORY, DIRECTORY_64 -> "read directory";
            default -> Integer.toString(command);
        };
        return "general file transfer: " + name;
    }

    /** Opened for anything but reading it may be written. */
    static Verb verb(int command, Bytes bytes, int end) {
        return switch (command) {
            case OPEN -> end > BODY && bytes.u8(BODY) != 0 ? Verb.FILE_WRITE : Verb.FILE_READ;
            case READ, CLOSE -> Verb.FILE_READ;
            case DIRECTORY, DIRECTORY_64 -> Verb.BROWSE;
            default -> Verb.FILE_WRITE;
        };
    }

    static String target(int command, Bytes bytes, int end) {
        int path = command == OPEN ? BODY + 1 : BODY;
        return switch (command) {
            case OPEN, DELETE -> {
                if (end < path + PATH_BYTES + NAME_BYTES) yield "";
                String folder = bytes.ascii(path, PATH_BYTES);
                yield folder + (folder.endsWith("/") ? "" : "/") + bytes.ascii(path + PATH_BYTES, NAME_BYTES);
            }
            case DIRECTORY, DIRECTORY_64 -> end < path + PATH_BYTES ? "" : bytes.ascii(path, PATH_BYTES);
            case READ, WRITE, CLOSE -> end < BODY + 4 ? "" : "descriptor " + bytes.u32le(BODY);
            default -> "";
        };
    }

    /** @param answer which has the descriptor of what was opened */
    static void describe(int command, Bytes bytes, int end, boolean answer, Turn.Draft draft) {
        if (command == OPEN && answer && end >= BODY + 4) draft.field("descriptor", bytes.u32le(BODY));
        if (command == OPEN && !answer && end > BODY) draft.field("how", how(bytes.u8(BODY)));
        boolean block = command == WRITE && !answer || command == READ && answer;
        if (block && end >= BODY + 13)
            draft.field("size", bytes.u32le(BODY + 4))
                    .field("offset", bytes.u32le(BODY + 8))
                    .field("count", (long) bytes.u8(BODY + 12));
        else if ((command == READ || command == WRITE) && !block && end >= BODY + 8)
            draft.field("offset", bytes.u32le(BODY + 4));
    }

    private static String how(int option) {
        return switch (option) {
            case 0 -> "read";
            case 1 -> "write";
            case 2 -> "create";
            case 3 -> "update";
            case 4 -> "truncate";
            default -> "option " + option;
        };
    }
}
