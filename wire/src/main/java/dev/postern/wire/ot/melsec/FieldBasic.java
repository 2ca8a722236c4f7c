package dev.postern.wire.ot.melsec;

import dev.postern.model.Address;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;
import java.util.List;

/**
 * CC-Link IE Field Basic: cyclic data as SLMP command 0E70 (UDP 61450). The master asks a group of up to 16 stations at once, mostly by broadcast; each
 * slave answers for the stations it occupies, in a datagram of its own. All numbers are little-endian.
 *
 * <pre>{@code
 * request   0           15        17  19            35            39       47        51      53         55        57          59       61         63
 *         | 3E header | version | 0 | offset 32 ... | master state | clock | master | group | sequence | timeout | off count | parameter | stations | active |
 *           67: address of each station (4), RWw of each (64), RY of each (8)
 * answer    0           9          11        13         15            31       35      39        43      45      47        51      55      57
 *         | 3E header | end code | version | end code | offset 40 ... | vendor | model | version | state | error | manage  | slave | group | sequence |
 *           59: RWr of each station (64), RX of each (8)
 * }</pre>
 */
final class FieldBasic {
    private static final int REQUEST_VERSION = 15, REQUEST_OFFSET = 19, MASTER_STATE = 35, MASTER = 47;
    private static final int REQUEST_GROUP = 51, REQUEST_SEQUENCE = 53, PARAMETER = 59, STATIONS = 61, ACTIVE = 63;
    private static final int STATION_LIST = 67, HEADER_OF_CYCLIC = 32;
    private static final int ANSWER_VERSION = 11, END_CODE = 13, ANSWER_OFFSET = 15, RESERVED = 17, VENDOR = 31;
    private static final int MODEL = 35, EQUIPMENT = 39, SLAVE_STATE = 43, SLAVE_ERROR = 45, MANAGEMENT = 47;
    private static final int SLAVE = 51, ANSWER_GROUP = 55, ANSWER_SEQUENCE = 57, ANSWER_DATA = 59;
    private static final int HEADER_OF_ANSWER = 40, RESERVED_BYTES = 14;
    private static final int ADDRESS_BYTES = 4, REGISTER_BYTES = 64, BIT_BYTES = 8;
    private static final int STATIONS_MAX = 16, VERSION_MAX = 2;
    /** A slave that occupies several stations names its address at the first. */
    private static final long MORE_OF_IT = 0xFFFF_FFFFL;

    private static final double IDENTITY = 0.95;

    private FieldBasic() {}

    /** The data of the request fit the number of its stations. */
    static boolean isRequest(Bytes bytes) {
        int version = bytes.u16le(REQUEST_VERSION);
        return version >= 1
                && version <= VERSION_MAX
                && bytes.u16le(REQUEST_OFFSET) == HEADER_OF_CYCLIC
                && bytes.u16le(STATIONS) <= STATIONS_MAX
                && bytes.length()
                        == STATION_LIST + bytes.u16le(STATIONS) * (ADDRESS_BYTES + REGISTER_BYTES + BIT_BYTES);
    }

    /** It has no command: reserved octets, its own offset and whole stations tell it from the answer to a read. */
    static boolean isAnswer(Bytes bytes) {
        // The answer to a write is shorter, and no worse for it.
        if (bytes.length() < ANSWER_DATA) return false;
        int version = bytes.u16le(ANSWER_VERSION);
        boolean head = version >= 1
                && version <= VERSION_MAX
                && bytes.u16le(ANSWER_OFFSET) == HEADER_OF_ANSWER
                && (bytes.length() - ANSWER_DATA) % (REGISTER_BYTES + BIT_BYTES) == 0;
        if (!head) return false;
        for (int i = 0; i < RESERVED_BYTES; i++) if (bytes.u8(RESERVED + i) != 0) return false;
        return true;
    }

    static void request(Bytes bytes, SlmpState state, Turn turn) {
        int stations = bytes.u16le(STATIONS);
        for (int first = 0; first < stations; ) {
            int next = first + 1;
            while (next < stations && bytes.u32le(STATION_LIST + ADDRESS_BYTES * next) == MORE_OF_IT) next++;
            slave(bytes, first, next - first, stations, turn);
            first = next;
        }
        if (stations == 0) header(bytes, turn).field("stations", 0L).emit();
        if (state.tellsFirst(1, 0)) {
            turn.identity(turn.source(), Attribute.ROLE, "CC-Link IE Field Basic master", IDENTITY);
        }
    }

    private static Turn.Draft header(Bytes bytes, Turn turn) {
        return turn.message(Command.CYCLIC_DATA.operation, Verb.EXCHANGE, Outcome.NOTICE)
                .unit("group " + bytes.u8(REQUEST_GROUP))
                .field("version", (long) bytes.u16le(REQUEST_VERSION))
                .field("master", address(bytes, MASTER))
                .field("master_state", masterState(bytes.u16le(MASTER_STATE)))
                .field("parameter", (long) bytes.u16le(PARAMETER))
                .field("sequence", (long) bytes.u16le(REQUEST_SEQUENCE));
    }

    /** Outputs of one slave: RY, then RWw. */
    private static void slave(Bytes bytes, int first, int count, int stations, Turn turn) {
        int registers = STATION_LIST + ADDRESS_BYTES * stations;
        int bits = registers + REGISTER_BYTES * stations;
        header(bytes, turn)
                .target(address(bytes, STATION_LIST + ADDRESS_BYTES * first))
                .field("station", first + 1L)
                .field("stations", (long) count)
                .field("active", (bytes.u16le(ACTIVE) >> first & 1) != 0)
                .field("values", values(bytes, bits + BIT_BYTES * first, registers + REGISTER_BYTES * first, count))
                .emit();
    }

    /** Inputs of one slave: RX, then RWr. */
    static void answer(Bytes bytes, SlmpState state, Turn turn) {
        int stations = (bytes.length() - ANSWER_DATA) / (REGISTER_BYTES + BIT_BYTES);
        int end = bytes.u16le(END_CODE);
        int bits = ANSWER_DATA + REGISTER_BYTES * stations;
        int vendor = bytes.u16le(VENDOR);
        long model = bytes.u32le(MODEL);
        int equipment = bytes.u16le(EQUIPMENT);
        Turn.Draft draft = turn.message(
                        Command.CYCLIC_DATA.operation, Verb.EXCHANGE, end == 0 ? Outcome.NOTICE : Outcome.REFUSED)
                .unit("group " + bytes.u8(ANSWER_GROUP))
                .target(address(bytes, SLAVE))
                .field("version", (long) bytes.u16le(ANSWER_VERSION))
                .field("end_code", (long) end)
                .field("name", ending(end))
                .field("vendor", (long) vendor)
                .field("model", model)
                .field("equipment", (long) equipment)
                .field("slave_state", (bytes.u16le(SLAVE_STATE) & 1) != 0 ? "running" : "stopped");
        if (bytes.u16le(SLAVE_ERROR) != 0) draft.field("slave_error", (long) bytes.u16le(SLAVE_ERROR));
        draft.field("management", bytes.u32le(MANAGEMENT))
                .field("sequence", (long) bytes.u16le(ANSWER_SEQUENCE))
                .field("stations", (long) stations)
                .field("values", values(bytes, bits, ANSWER_DATA, stations))
                .emit();
        if (state.tellsFirst((long) vendor << 48 | model << 16 | equipment, 1)) {
            turn.identity(turn.source(), Attribute.ROLE, "CC-Link IE Field Basic slave", IDENTITY);
            identity(turn, "", vendor, model, equipment);
        }
    }

    /** Codes are given out by the CC-Link Partner Association and its members; the list is not public. */
    static void identity(Turn turn, String place, int vendor, long model, int equipment) {
        Address subject = turn.source();
        turn.identity(subject, place, Attribute.VENDOR, "CC-Link vendor 0x%04x".formatted(vendor), IDENTITY);
        turn.identity(subject, place, Attribute.MODEL, "CC-Link model 0x%08x".formatted(model), IDENTITY);
        turn.identity(subject, place, Attribute.FIRMWARE, "equipment version " + equipment, IDENTITY);
    }

    private static List<Object> values(Bytes bytes, int bits, int registers, int stations) {
        List<Object> values = Values.wordsLittle(bytes, bits, stations * BIT_BYTES / 2);
        List<Object> words = Values.wordsLittle(bytes, registers, stations * REGISTER_BYTES / 2);
        values.addAll(words.subList(0, Math.min(words.size(), Values.SHOWN_MAX - values.size())));
        return values;
    }

    static String address(Bytes bytes, int at) {
        return Address.ipv4(bytes.i32le(at)).toString();
    }

    private static String masterState(int bits) {
        return (bits & 2) != 0 ? "stopped by its user" : (bits & 1) != 0 ? "running" : "stopped";
    }

    private static String ending(int code) {
        return switch (code) {
            case 0xCFE0 -> "second master";
            case 0xCFE1 -> "number of stations does not fit";
            case 0xCFF0 -> "error of the slave";
            case 0xCFFF -> "slave asks to be disconnected";
            default -> null;
        };
    }
}
