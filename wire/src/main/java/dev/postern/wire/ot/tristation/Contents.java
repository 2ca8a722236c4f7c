package dev.postern.wire.ot.tristation;

import dev.postern.model.Identity.Attribute;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;
import java.util.ArrayList;
import java.util.List;

/** What commands and responses carry, as far as the analysis of Nozomi Networks tells it. {@code at} is where the data begin. */
final class Contents {
    private static final int ALLOCATE_PROGRAM = 55,
            ALLOCATE_FUNCTION = 56,
            START_PROGRAM_DOWNLOAD = 59,
            UPLOAD_PROGRAM = 65,
            UPLOAD_FUNCTION = 66;
    private static final int ATTACHED = 106, CP_STATUS = 108, CHASSIS_STATUS = 119, MODULE_VERSIONS = 151;
    private static final int PROJECT_CHARACTERS = 10;
    /** In module versions: slots of type and three firmware numbers, then the serial number of the controller. */
    private static final int SLOTS = 2, SLOT_BYTES = 8, SLOTS_MAX = 16, SERIAL = 459, SERIAL_CHARACTERS = 8;

    private static final double IDENTITY = 0.9;

    private Contents() {}

    static String target(int command, Bytes bytes, int at, int end) {
        return switch (command) {
            case ALLOCATE_PROGRAM, UPLOAD_PROGRAM -> end < at + 2 ? "" : "program " + bytes.u16le(at);
            case ALLOCATE_FUNCTION, UPLOAD_FUNCTION -> end < at + 2 ? "" : "function " + bytes.u16le(at);
            case START_PROGRAM_DOWNLOAD -> end < at + 20 ? "" : bytes.terminated(at + 10, PROJECT_CHARACTERS);
            default -> "";
        };
    }

    static void request(int command, Bytes bytes, int at, int end, Turn.Draft draft) {
        boolean allocates = command == ALLOCATE_PROGRAM || command == ALLOCATE_FUNCTION;
        boolean uploads = command == UPLOAD_PROGRAM || command == UPLOAD_FUNCTION;
        if (allocates && end >= at + 10)
            draft.field("next", (long) bytes.u16le(at + 2))
                    .field("chunks", (long) bytes.u16le(at + 4))
                    .field("offset", (long) bytes.u16le(at + 6))
                    .field("blocks", (long) bytes.u16le(at + 8));
        else if (uploads && end >= at + 8) draft.field("offset", (long) bytes.u16le(at + 6));
        draft.field("data", Values.hex(bytes, at, end));
    }

    static void response(int code, Bytes bytes, int at, int end, Turn.Draft draft) {
        int count = end - at;
        if (code == CP_STATUS && count >= 9) {
            draft.field("load_state", (long) bytes.u8(at + 4))
                    .field("program_valid", (long) bytes.u8(at + 6))
                    .field("key_state", keyState(bytes.u8(at + 7)))
                    .field("run_state", runState(bytes.u8(at + 8)));
            if (count >= 76) draft.field("project", bytes.terminated(at + 66, PROJECT_CHARACTERS));
        } else if (code == CHASSIS_STATUS && count >= 42) {
            draft.field("node", (long) bytes.u16le(at))
                    .field("run_state", runState(bytes.u8(at + 3)))
                    .field("key_state", keyState(bytes.u8(at + 4)))
                    .field("project", bytes.terminated(at + 32, PROJECT_CHARACTERS));
        } else if (code == ATTACHED && count >= 5) {
            draft.field("version", version(bytes, at));
        } else if (code == MODULE_VERSIONS && count >= SLOTS + SLOTS_MAX * SLOT_BYTES) {
            draft.field("chassis", (long) bytes.u8(at)).field("modules", modules(bytes, at));
        }
        draft.field("data", Values.hex(bytes, at, end));
    }

    /** Type of the module in each slot; 0 where there is none. */
    private static List<Object> modules(Bytes bytes, int at) {
        List<Object> modules = new ArrayList<>(SLOTS_MAX);
        for (int slot = 0; slot < SLOTS_MAX; slot++) modules.add((long) bytes.u16le(at + SLOTS + slot * SLOT_BYTES));
        return modules;
    }

    static void identity(int code, Bytes bytes, int at, int end, Turn turn) {
        if (code == ATTACHED && end >= at + 5)
            turn.identity(turn.source(), Attribute.MODEL, "Tricon " + version(bytes, at), IDENTITY);
        if (code == MODULE_VERSIONS && end >= at + SERIAL + SERIAL_CHARACTERS)
            turn.identity(turn.source(), Attribute.SERIAL, bytes.ascii(at + SERIAL, SERIAL_CHARACTERS), IDENTITY);
    }

    /** 0 stands for version 9. */
    private static String version(Bytes bytes, int at) {
        return bytes.u8(at + 3) == 0 ? "v9" : "v" + bytes.u8(at + 3) + "." + bytes.u8(at + 4);
    }

    private static String keyState(int state) {
        return switch (state) {
            case 0 -> "stop";
            case 1 -> "program";
            case 2 -> "run";
            case 3 -> "remote";
            default -> "invalid";
        };
    }

    private static String runState(int state) {
        return switch (state) {
            case 0 -> "running";
            case 1 -> "halted";
            case 2 -> "paused";
            case 3 -> "exception";
            default -> Integer.toString(state);
        };
    }
}
