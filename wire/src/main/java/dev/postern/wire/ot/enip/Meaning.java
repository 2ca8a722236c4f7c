package dev.postern.wire.ot.enip;

import dev.postern.model.Verb;

/**
 * What a service wants of the object it is sent to. Codes below 0x32 mean the same for all classes; from 0x4B the class decides. Why each
 * pair stands here is written in {@code docs/protocols/enip-cip.md}.
 */
record Meaning(String operation, Verb verb, Shape shape) {
    /** How request and answer are laid out. */
    enum Shape {
        OPAQUE,
        ATTRIBUTE_LIST,
        ATTRIBUTES_ALL,
        ATTRIBUTE_SINGLE,
        READ_TAG,
        WRITE_TAG,
        MODIFY_TAG,
        READ_MEMORY,
        FORWARD_OPEN,
        FORWARD_CLOSE,
        RESET,
        PCCC
    }

    static final int IDENTITY = 0x01, MESSAGE_ROUTER = 0x02, CONNECTION_MANAGER = 0x06, FILE = 0x37;
    static final int TIME_SYNC = 0x43, PCCC = 0x67, PROGRAM = 0x68, DEVICE = 0x69, TAG_DATA = 0x6A, SYMBOL = 0x6B;
    static final int TEMPLATE = 0x6C, ROUTINE = 0x6D, TASK = 0x70, MEMORY = 0x72, LOCK = 0x74, MAP = 0x7E;
    static final int WALL_CLOCK = 0x8B, CONTROLLER = 0x8E, NONVOLATILE_STORAGE = 0xA1, CHANGES = 0xAC, READ_LIST = 0xB2;
    static final int GET_ATTRIBUTES_ALL = 0x01, GET_ATTRIBUTE_LIST = 0x03, RESET = 0x05, MULTIPLE = 0x0A;
    static final int GET_ATTRIBUTE_SINGLE = 0x0E, EXECUTE_PCCC = 0x4B, UNCONNECTED_SEND = 0x52;
    static final int FORWARD_OPEN = 0x54, LARGE_FORWARD_OPEN = 0x5B, FORWARD_CLOSE = 0x4E;
    private static final int FIRST_CLASS_SERVICE = 0x32;

    private static Meaning of(String operation, Verb verb) {
        return new Meaning(operation, verb, Shape.OPAQUE);
    }

    private static Meaning of(String operation, Verb verb, Shape shape) {
        return new Meaning(operation, verb, shape);
    }

    /** @param payload first octet of the request's data, or -1; only Reset looks at it */
    static Meaning of(int service, CipPath path, int payload) {
        if (service < FIRST_CLASS_SERVICE) return common(service, path, payload);
        Meaning known = path.symbolic()
                ? tag(service)
                : switch (path.classId()) {
                    case CONNECTION_MANAGER -> connection(service);
                    case PCCC -> service == EXECUTE_PCCC ? of("execute pccc", Verb.OTHER, Shape.PCCC) : null;
                    case FILE -> file(service);
                    case LOCK -> lock(service);
                    case NONVOLATILE_STORAGE -> firmware(service);
                    case SYMBOL -> symbol(service, path);
                    case TEMPLATE -> service == 0x4C ? of("read template", Verb.BROWSE) : program(service, path);
                    case MEMORY -> memory(service);
                    case TAG_DATA -> tagData(service, path);
                    case READ_LIST -> readList(service);
                    case CHANGES -> service == 0x4B ? of("log change", Verb.CONFIGURE) : null;
                    case -1 -> tag(service);
                    default -> isProgram(path.classId()) ? program(service, path) : null;
                };
        if (known != null) return known;
        boolean lists = service == 0x4B && path.instance() == 0;
        return lists ? of("list instances", Verb.BROWSE) : of("service 0x" + Integer.toHexString(service), Verb.OTHER);
    }

    /** Classes of a Logix controller that hold the project: changing one changes the program. */
    static boolean isProgram(int classId) {
        return classId >= PROGRAM && classId <= 0x6E
                || classId == TASK
                || classId == MEMORY
                || classId == MAP
                || classId == 0x8C
                || classId == 0x8D
                || classId >= 0x32B && classId <= 0x338;
    }

    private static Meaning common(int service, CipPath path, int payload) {
        return switch (service) {
            case GET_ATTRIBUTES_ALL -> of("get attributes all", reading(path), Shape.ATTRIBUTES_ALL);
            case 0x02 -> of("set attributes all", writing(path));
            case GET_ATTRIBUTE_LIST -> of("get attribute list", reading(path), Shape.ATTRIBUTE_LIST);
            case 0x04 -> of("set attribute list", writing(path));
            case RESET -> of("reset", resetting(path, payload), Shape.RESET);
            case 0x06 -> of("start", Verb.START);
            case 0x07 -> of("stop", Verb.STOP);
            case 0x08 -> of("create", structural(path));
            case 0x09 -> of("delete", structural(path));
            case MULTIPLE -> of("multiple service packet", Verb.OTHER);
            case 0x0D -> of("apply attributes", Verb.CONFIGURE);
            case GET_ATTRIBUTE_SINGLE -> of("get attribute single", reading(path), Shape.ATTRIBUTE_SINGLE);
            case 0x10 -> of("set attribute single", writing(path), Shape.ATTRIBUTE_SINGLE);
            case 0x11 -> of("find next object instance", Verb.BROWSE);
            case 0x15 -> of("restore", Verb.CONFIGURE);
            case 0x16 -> of("save", Verb.CONFIGURE);
            case 0x17 -> of("nop", Verb.OTHER);
            case 0x18 -> of("get member", Verb.READ);
            case 0x19 -> of("set member", writing(path));
            case 0x1A -> of("insert member", writing(path));
            case 0x1B -> of("remove member", writing(path));
            case 0x1C -> of("group sync", Verb.CLOCK);
            default -> of("service 0x%02x".formatted(service), Verb.OTHER);
        };
    }

    private static Verb reading(CipPath path) {
        return path.isClass(IDENTITY) ? Verb.IDENTIFY : Verb.READ;
    }

    private static Verb writing(CipPath path) {
        if (path.symbolic()) return Verb.WRITE;
        return switch (path.classId()) {
            case WALL_CLOCK, TIME_SYNC -> Verb.CLOCK;
            case NONVOLATILE_STORAGE -> Verb.FIRMWARE;
            case LOCK -> Verb.PROTECT;
            // Connection bookkeeping, serial ports, network interfaces, controller properties.
            case IDENTITY,
                    CONNECTION_MANAGER,
                    0x47,
                    0x48,
                    0x64,
                    PCCC,
                    0x6F,
                    0x77,
                    CONTROLLER,
                    0xA2,
                    0xA3,
                    CHANGES,
                    0xF4,
                    0xF5,
                    0xF6 -> Verb.CONFIGURE;
            default -> isProgram(path.classId()) ? Verb.DOWNLOAD : Verb.WRITE;
        };
    }

    private static Verb structural(CipPath path) {
        return isProgram(path.classId()) ? Verb.DOWNLOAD : Verb.CONFIGURE;
    }

    /** Identity: 0 as if power failed, 1 to factory defaults, 2 the same but for the network settings. */
    private static Verb resetting(CipPath path, int type) {
        return path.isClass(IDENTITY) && (type == 1 || type == 2) ? Verb.FACTORY_RESET : Verb.RESTART;
    }

    private static Meaning connection(int service) {
        return switch (service) {
            case FORWARD_CLOSE -> of("forward close", Verb.SESSION, Shape.FORWARD_CLOSE);
            case UNCONNECTED_SEND -> of("unconnected send", Verb.OTHER);
            case FORWARD_OPEN -> of("forward open", Verb.SESSION, Shape.FORWARD_OPEN);
            case LARGE_FORWARD_OPEN -> of("large forward open", Verb.SESSION, Shape.FORWARD_OPEN);
            case 0x56 -> of("get connection data", Verb.DIAGNOSE);
            case 0x57 -> of("search connection data", Verb.DIAGNOSE);
            case 0x5A -> of("get connection owner", Verb.DIAGNOSE);
            default -> null;
        };
    }

    private static Meaning tag(int service) {
        return switch (service) {
            case 0x4C -> of("read tag", Verb.READ, Shape.READ_TAG);
            case 0x4D -> of("write tag", Verb.WRITE, Shape.WRITE_TAG);
            case 0x4E -> of("read modify write tag", Verb.WRITE, Shape.MODIFY_TAG);
            case 0x52 -> of("read tag fragmented", Verb.READ, Shape.READ_TAG);
            case 0x53 -> of("write tag fragmented", Verb.WRITE, Shape.WRITE_TAG);
            case 0x55 -> of("get instance attribute list", Verb.BROWSE);
            default -> null;
        };
    }

    private static Meaning symbol(int service, CipPath path) {
        Meaning tag = path.instance() == 0 && service != 0x55 ? null : tag(service);
        return tag == null ? program(service, path) : tag;
    }

    private static Meaning file(int service) {
        return switch (service) {
            case 0x4B -> of("initiate upload", Verb.FILE_READ);
            case 0x4C -> of("initiate download", Verb.FILE_WRITE);
            case 0x4D -> of("initiate partial read", Verb.FILE_READ);
            case 0x4E -> of("initiate partial write", Verb.FILE_WRITE);
            case 0x4F -> of("upload transfer", Verb.FILE_READ);
            case 0x50 -> of("download transfer", Verb.FILE_WRITE);
            case 0x51 -> of("clear file", Verb.FILE_WRITE);
            default -> null;
        };
    }

    private static Meaning lock(int service) {
        return service == 0x4B ? of("lock", Verb.PROTECT) : service == 0x4C ? of("unlock", Verb.PROTECT) : null;
    }

    private static Meaning firmware(int service) {
        return switch (service) {
            case 0x4B -> of("update firmware", Verb.FIRMWARE);
            case 0x4C, 0x4D -> of("transfer firmware", Verb.FIRMWARE);
            default -> null;
        };
    }

    private static Meaning memory(int service) {
        return switch (service) {
            case 0x4B -> of("write memory", Verb.DOWNLOAD);
            case 0x4C -> of("read memory", Verb.READ, Shape.READ_MEMORY);
            default -> null;
        };
    }

    private static Meaning tagData(int service, CipPath path) {
        return switch (service) {
            case 0x4B -> path.instance() == 0 ? of("list instances", Verb.BROWSE) : null;
            case 0x4F -> of("read tag data", Verb.READ);
            case 0x50 -> of("write tag data", Verb.WRITE);
            default -> null;
        };
    }

    private static Meaning readList(int service) {
        return switch (service) {
            case 0x4C -> of("read list", Verb.READ);
            case 0x4E -> of("add to read list", Verb.OTHER);
            case 0x4F -> of("remove from read list", Verb.OTHER);
            default -> null;
        };
    }

    private static Meaning program(int service, CipPath path) {
        return switch (service) {
            case 0x4B -> path.instance() == 0 ? of("list instances", Verb.BROWSE) : null;
            case 0x4C -> of("read program", Verb.UPLOAD);
            case 0x4D -> of("write program", Verb.DOWNLOAD);
            default -> null;
        };
    }
}
