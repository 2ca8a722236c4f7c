package dev.postern.wire.ot.ads;

import dev.postern.model.Verb;
import java.util.Locale;

/** Index groups that Beckhoff documents; others are told as their number. */
final class IndexGroup {
    static final int HANDLE_BY_NAME = 0xF003, VALUE_BY_NAME = 0xF004, VALUE_BY_HANDLE = 0xF005, RELEASE_HANDLE = 0xF006;
    static final int INFO_BY_NAME = 0xF007, INFO_BY_NAME_EX = 0xF009;
    private static final int SYSTEM_SERVICE_PORT = 10_000;

    private IndexGroup() {}

    /** Data of a read write with this group are the name of a symbol. */
    static boolean namesSymbol(long group) {
        return group == HANDLE_BY_NAME || group == VALUE_BY_NAME || group == INFO_BY_NAME || group == INFO_BY_NAME_EX;
    }

    static boolean isFile(int port, long group) {
        return port == SYSTEM_SERVICE_PORT
                && (group == 120 || group >= 131 && group <= 133 || group == 138 || group == 139);
    }

    static String name(int port, long group) {
        String name = port == SYSTEM_SERVICE_PORT ? service(group) : null;
        if (name == null) name = reserved(group);
        return name == null ? "group " + Long.toHexString(group).toUpperCase(Locale.ROOT) : name;
    }

    private static String reserved(long group) {
        return group > 0xFFFF
                ? null
                : switch ((int) group) {
                    case 0x4020 -> "memory";
                    case 0x4021 -> "memory bit";
                    case 0x4025 -> "memory size";
                    case 0x4030 -> "retain";
                    case 0x4035 -> "retain size";
                    case 0x4040 -> "data";
                    case 0x4045 -> "data size";
                    case 0xF000 -> "symbol table";
                    case 0xF001 -> "symbol name";
                    case 0xF002 -> "symbol value";
                    case HANDLE_BY_NAME -> "symbol handle by name";
                    case VALUE_BY_NAME -> "symbol value by name";
                    case VALUE_BY_HANDLE -> "symbol value by handle";
                    case RELEASE_HANDLE -> "release symbol handle";
                    case INFO_BY_NAME, INFO_BY_NAME_EX -> "symbol info by name";
                    case 0xF008 -> "symbol version";
                    case 0xF00A -> "symbol download";
                    case 0xF00B -> "symbol upload";
                    case 0xF00C, 0xF00F -> "symbol upload info";
                    case 0xF00E -> "data type upload";
                    case 0xF020 -> "inputs";
                    case 0xF021 -> "input bit";
                    case 0xF025 -> "inputs size";
                    case 0xF030 -> "outputs";
                    case 0xF031 -> "output bit";
                    case 0xF035 -> "outputs size";
                    case 0xF040 -> "clear inputs";
                    case 0xF050 -> "clear outputs";
                    case 0xF080 -> "sum read";
                    case 0xF081 -> "sum write";
                    case 0xF082 -> "sum read write";
                    case 0xF083, 0xF084 -> "sum read extended";
                    case 0xF085 -> "sum add notification";
                    case 0xF086 -> "sum delete notification";
                    case 0xF100 -> "device data";
                    default -> null;
                };
    }

    private static String service(long group) {
        return group > 999
                ? null
                : switch ((int) group) {
                    case 120 -> "file open";
                    case 121 -> "file close";
                    case 122 -> "file read";
                    case 123 -> "file write";
                    case 124 -> "file seek";
                    case 125 -> "file tell";
                    case 126 -> "file gets";
                    case 127 -> "file puts";
                    case 131 -> "file delete";
                    case 132 -> "file rename";
                    case 133 -> "file find";
                    case 138 -> "make directory";
                    case 139 -> "remove directory";
                    case 200 -> "registry local machine";
                    case 400 -> "time services";
                    case 500 -> "start process";
                    case 600 -> "change net id";
                    case 801 -> "add route";
                    case 802 -> "delete route";
                    case 803 -> "enumerate routes";
                    default -> null;
                };
    }

    /** What a read, write or read write of this group does; {@code plain} if the group says no more than the command. */
    static Verb verb(int port, long group, Verb plain) {
        if (group == HANDLE_BY_NAME || group == RELEASE_HANDLE || group == INFO_BY_NAME || group == INFO_BY_NAME_EX)
            return Verb.BROWSE;
        if (group == 0xF00B || group == 0xF00C || group == 0xF00E || group == 0xF00F) return Verb.BROWSE;
        if (group == 0xF081) return Verb.WRITE;
        if (group == 0xF00A) return Verb.DOWNLOAD;
        if (port != SYSTEM_SERVICE_PORT || group > 999) return plain;
        return switch ((int) group) {
            case 120, 121, 122, 124, 125, 126 -> Verb.FILE_READ;
            case 123, 127, 131, 132, 138, 139 -> Verb.FILE_WRITE;
            case 133, 803 -> Verb.BROWSE;
            case 400 -> plain == Verb.WRITE ? Verb.CLOCK : plain;
            case 500 -> Verb.START;
            case 600, 801, 802 -> Verb.CONFIGURE;
            default -> plain;
        };
    }
}
