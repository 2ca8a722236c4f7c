package dev.postern.wire.ot.ads;

import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;

/** One AMS packet, {@code bytes[0, end)} with its TCP header. */
record Packet(Bytes bytes, int end) {
    private static final int NAME_CHARACTERS_MAX = 256;
    static final int DATA = AdsDissector.AMS + AdsDissector.AMS_BYTES;
    private static final int NET_ID_BYTES = 6;

    boolean response() {
        return (bytes.u16le(AdsDissector.AMS + AdsDissector.FLAGS) & AdsDissector.FLAG_RESPONSE) != 0;
    }

    int command() {
        return bytes.u16le(AdsDissector.AMS + AdsDissector.COMMAND);
    }

    long key() {
        return bytes.u32le(AdsDissector.AMS + AdsDissector.INVOKE) << 16 | command();
    }

    /** AMS port of the side that serves: 801 to 899 are PLC runtimes, 10000 the system service. */
    int serverPort() {
        return bytes.u16le(AdsDissector.AMS + (response() ? AdsDissector.SOURCE_PORT : AdsDissector.TARGET_PORT));
    }

    static String netId(Bytes bytes, int at) {
        StringBuilder id = new StringBuilder(23).append(bytes.u8(at));
        for (int i = 1; i < NET_ID_BYTES; i++) id.append('.').append(bytes.u8(at + i));
        return id.toString();
    }

    Turn.Draft draft(Turn.Draft draft) {
        int ams = AdsDissector.AMS;
        return draft.unit(netId(bytes, ams + (response() ? AdsDissector.SOURCE : AdsDissector.TARGET)) + ":"
                        + serverPort())
                .field("command", (long) command())
                .field("flags", (long) bytes.u16le(ams + AdsDissector.FLAGS))
                .field("error", bytes.u32le(ams + AdsDissector.ERROR))
                .field("invoke_id", bytes.u32le(ams + AdsDissector.INVOKE));
    }

    /** Data of a read write with this group are a name. */
    boolean isNamed(long group) {
        return IndexGroup.namesSymbol(group) || IndexGroup.isFile(serverPort(), group);
    }

    /** The name that stands there if such a group is written; else null. */
    String name(long group, int at, long length) {
        if (!isNamed(group)) return null;
        int most = Math.min(NAME_CHARACTERS_MAX, Math.max(0, end - at));
        return bytes.ascii(at, (int) Math.clamp(length, 0, most));
    }

    /** Data of a length that a number has, as an unsigned number; else hex, empty if there are none. */
    Object number(int at, int count) {
        return switch (count) {
            case 1 -> (long) bytes.u8(at);
            case 2 -> (long) bytes.u16le(at);
            case 4 -> bytes.u32le(at);
            case 8 -> bytes.i64le(at);
            default -> {
                String hex = Values.hex(bytes, at, at + count);
                yield hex == null ? "" : hex;
            }
        };
    }

    void value(Turn.Draft draft, int at, long length) {
        int count = (int) Math.clamp(length, 0, Math.max(0, end - at));
        if (count > 0) draft.field(count < 3 || count == 4 || count == 8 ? "value" : "data", number(at, count));
    }

    static String operation(int command) {
        return switch (command) {
            case 1 -> "read device info";
            case 2 -> "read";
            case 3 -> "write";
            case 4 -> "read state";
            case 5 -> "write control";
            case 6 -> "add device notification";
            case 7 -> "delete device notification";
            case 8 -> "device notification";
            case 9 -> "read write";
            default -> "command " + command;
        };
    }

    static Verb verb(int command) {
        return switch (command) {
            case 1 -> Verb.IDENTIFY;
            case 2, 6, 7, 9 -> Verb.READ;
            case 3 -> Verb.WRITE;
            case 4 -> Verb.DIAGNOSE;
            case 5 -> Verb.MODE;
            case 8 -> Verb.REPORT;
            default -> Verb.OTHER;
        };
    }
}
