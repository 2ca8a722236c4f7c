package dev.postern.wire.ot.codesys;

import dev.postern.model.Verb;
import java.util.Map;

/** Service groups of the V3 runtime (one for each component) and their commands, as far as they are publicly known. */
final class Services {
    private static final int DEVICE = 0x01,
            APP = 0x02,
            MONITOR = 0x03,
            LOG = 0x05,
            SETTINGS = 0x06,
            FILES = 0x08,
            VARIABLES = 0x09;
    private static final int USERS = 0x0C,
            TRACE = 0x0F,
            SHELL = 0x11,
            BREAKPOINTS = 0x12,
            FORCE = 0x13,
            MONITOR_2 = 0x1B;

    private static final Map<Integer, String> GROUPS = Map.ofEntries(
            Map.entry(DEVICE, "device"),
            Map.entry(APP, "app"),
            Map.entry(MONITOR, "monitor"),
            Map.entry(0x04, "visualisation"),
            Map.entry(LOG, "log"),
            Map.entry(SETTINGS, "settings"),
            Map.entry(0x07, "ethernet"),
            Map.entry(FILES, "file"),
            Map.entry(VARIABLES, "variables"),
            Map.entry(0x0B, "io manager"),
            Map.entry(USERS, "user manager"),
            Map.entry(TRACE, "trace"),
            Map.entry(SHELL, "plc shell"),
            Map.entry(BREAKPOINTS, "breakpoint"),
            Map.entry(FORCE, "force"),
            Map.entry(0x18, "alarm manager"),
            Map.entry(MONITOR_2, "monitor"),
            Map.entry(0x1D, "codemeter"),
            Map.entry(0x1F, "core dump"),
            Map.entry(0x22, "openssl"));

    private Services() {}

    static String operation(int group, int command) {
        String component = GROUPS.get(group);
        String name = switch (group) {
            case DEVICE -> device(command);
            case APP -> app(command);
            case FILES -> file(command);
            case VARIABLES -> variables(command);
            case LOG ->
                command == 1
                        ? "get entries"
                        : command == 2 ? "get component names" : command == 3 ? "get logger list" : null;
            case MONITOR_2 -> command == 1 ? "read" : command == 2 ? "write" : null;
            default -> null;
        };
        return (component == null ? "group " + group : component) + " "
                + (name == null ? Integer.toString(command) : name);
    }

    private static String device(int command) {
        return switch (command) {
            case 0x01 -> "get target ident";
            case 0x02 -> "login";
            case 0x03 -> "logout";
            case 0x04 -> "reset origin";
            case 0x05 -> "echo";
            case 0x06 -> "set operating mode";
            case 0x07 -> "get operating mode";
            case 0x08 -> "interactive login";
            case 0x09 -> "rename node";
            case 0x0A -> "session create";
            case 0x0B -> "reset origin get config";
            default -> null;
        };
    }

    private static String app(int command) {
        return switch (command) {
            case 0x01 -> "login";
            case 0x02 -> "logout";
            case 0x03 -> "create";
            case 0x04 -> "delete";
            case 0x05 -> "download";
            case 0x06 -> "online change";
            case 0x07 -> "device download";
            case 0x08 -> "create device app";
            case 0x10 -> "start";
            case 0x11 -> "stop";
            case 0x12 -> "reset";
            case 0x13 -> "set breakpoint";
            case 0x14 -> "read status";
            case 0x15 -> "delete breakpoint";
            case 0x16 -> "read call stack";
            case 0x17 -> "get area offset";
            case 0x18 -> "read list";
            case 0x19 -> "set next statement";
            case 0x20 -> "release force list";
            case 0x21 -> "upload force list";
            case 0x22 -> "single cycle";
            case 0x23 -> "create boot project";
            case 0x24 -> "reinit";
            case 0x25 -> "read state list";
            case 0x26 -> "load boot app";
            case 0x27 -> "register boot app";
            case 0x28 -> "check file consistency";
            case 0x29 -> "read info";
            case 0x30 -> "download compact";
            case 0x31 -> "read project info";
            case 0x32 -> "define flow";
            case 0x33 -> "read flow values";
            case 0x34 -> "download encrypted";
            case 0x35 -> "read content";
            case 0x36 -> "save retains";
            case 0x37 -> "restore retains";
            case 0x38 -> "get area address";
            default -> null;
        };
    }

    private static String file(int command) {
        return switch (command) {
            case 0x01 -> "get info";
            case 0x02 -> "start download";
            case 0x03 -> "restart download";
            case 0x04 -> "download";
            case 0x05 -> "start upload";
            case 0x06 -> "restart upload";
            case 0x07 -> "upload";
            case 0x08 -> "end";
            case 0x09 -> "cancel";
            case 0x0C -> "get directory";
            case 0x0D -> "cancel get directory";
            case 0x0E -> "delete";
            case 0x0F -> "rename";
            case 0x10 -> "create directory";
            case 0x11 -> "delete directory";
            case 0x12 -> "rename directory";
            default -> null;
        };
    }

    private static String variables(int command) {
        return switch (command) {
            case 0x01 -> "register list";
            case 0x02 -> "unregister list";
            case 0x03 -> "read list";
            case 0x04 -> "write list";
            case 0x05 -> "read";
            case 0x06 -> "write";
            case 0x07 -> "get root nodes";
            case 0x08 -> "get children nodes";
            case 0x09 -> "get types";
            case 0x0A -> "get address info";
            case 0x0B -> "remove from list";
            default -> null;
        };
    }

    static Verb verb(int group, int command) {
        return switch (group) {
            case DEVICE ->
                switch (command) {
                    case 0x01 -> Verb.IDENTIFY;
                    case 0x02 -> Verb.LOGIN;
                    case 0x04 -> Verb.FACTORY_RESET;
                    case 0x06 -> Verb.MODE;
                    case 0x05, 0x07 -> Verb.DIAGNOSE;
                    case 0x09 -> Verb.CONFIGURE;
                    default -> Verb.SESSION;
                };
            case APP -> appVerb(command);
            case MONITOR -> Verb.READ;
            case MONITOR_2 -> command == 2 ? Verb.WRITE : Verb.READ;
            case VARIABLES ->
                command == 0x04 || command == 0x06 ? Verb.WRITE : command >= 0x07 ? Verb.BROWSE : Verb.READ;
            case FILES ->
                switch (command) {
                    case 0x02, 0x03, 0x04, 0x0E, 0x0F, 0x10, 0x11, 0x12 -> Verb.FILE_WRITE;
                    case 0x0C, 0x0D, 0x01 -> Verb.BROWSE;
                    default -> Verb.FILE_READ;
                };
            case LOG, TRACE -> Verb.DIAGNOSE;
            case SETTINGS -> Verb.CONFIGURE;
            case USERS -> Verb.PROTECT;
            case BREAKPOINTS -> Verb.MODE;
            case FORCE -> Verb.OPERATE;
            default -> Verb.OTHER;
        };
    }

    /** A breakpoint or a single cycle takes the program out of its cycle. */
    private static Verb appVerb(int command) {
        return switch (command) {
            case 0x01 -> Verb.LOGIN;
            case 0x02 -> Verb.SESSION;
            case 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x23, 0x26, 0x27, 0x30, 0x34 -> Verb.DOWNLOAD;
            case 0x10 -> Verb.START;
            case 0x11 -> Verb.STOP;
            case 0x12, 0x24 -> Verb.RESTART;
            case 0x13, 0x15, 0x19, 0x22 -> Verb.MODE;
            case 0x20 -> Verb.OPERATE;
            case 0x35 -> Verb.UPLOAD;
            case 0x36 -> Verb.FILE_WRITE;
            case 0x37 -> Verb.WRITE;
            case 0x18, 0x25, 0x29, 0x31 -> Verb.BROWSE;
            default -> Verb.READ;
        };
    }
}
