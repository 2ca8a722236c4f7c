package dev.postern.wire.ot.s7comm;

import dev.postern.model.Identity.Attribute;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * System status lists with which a controller says who it is (0x11 module identification, 0x1C component identification) and how it is (0x19 and
 * 0x74 lamps, 0x24 mode of operation, 0xA0 diagnostic buffer): System Software for S7-300/400, chapter 34.
 */
final class Szl {
    private static final int MODULE_IDENTIFICATION = 0x11;
    private static final int COMPONENT_IDENTIFICATION = 0x1C;
    private static final int LAMPS = 0x19, LAMPS_OF_STATION = 0x74, MODE = 0x24, DIAGNOSTIC_BUFFER = 0xA0;
    private static final int HEADER_BYTES = 8;
    private static final int LAMP_BYTES = 4;
    private static final int EVENT_BYTES = 20;
    private static final int EVENTS_SHOWN_MAX = 16;
    private static final int MODULE_BYTES = 28;
    private static final int COMPONENT_BYTES = 34;
    private static final double CONFIDENCE = 0.95;
    /** Most leave it at the name of the type. */
    private static final double CONFIDENCE_MODULE_NAME = 0.6;

    private Szl() {}

    static boolean identifies(int listId) {
        int part = listId & 0xFF;
        return part == MODULE_IDENTIFICATION || part == COMPONENT_IDENTIFICATION;
    }

    static String target(int listId, int index) {
        return "szl 0x%04x index 0x%04x".formatted(listId, index);
    }

    /**
     * How the controller is, as the answer says it.
     *
     * @param list as in {@link #identity}
     */
    static void state(Bytes list, Turn.Draft draft) {
        int part = list.u16(0) & 0xFF;
        boolean lamps = part == LAMPS || part == LAMPS_OF_STATION;
        if (!lamps && part != MODE && part != DIAGNOSTIC_BUFFER) return;
        int entry = list.u16(4);
        if (entry < (lamps ? LAMP_BYTES : EVENT_BYTES)) return;
        List<String> said = new ArrayList<>();
        for (int i = 0; i < list.u16(6) && list.has(HEADER_BYTES + i * entry, entry); i++) {
            int at = HEADER_BYTES + i * entry;
            if (lamps) {
                if (list.u8(at + 2) != 0) said.add(lamp(list.u8(at + 1)));
            } else if (part == MODE) {
                draft.field("mode", mode(list.u8(at + 3) & 0x0F));
                return;
            } else if (said.size() < EVENTS_SHOWN_MAX) {
                said.add(event(list.u16(at)));
            }
        }
        draft.field(lamps ? "lamps" : "events", said);
    }

    /** Number of an entry of the diagnostic buffer: {@code 0x4562}. */
    static String event(int number) {
        return "0x%04x".formatted(number);
    }

    private static String lamp(int number) {
        return switch (number) {
            case 1 -> "SF";
            case 2 -> "INTF";
            case 3 -> "EXTF";
            case 4 -> "RUN";
            case 5 -> "STOP";
            case 6 -> "FRCE";
            case 7 -> "CRST";
            case 8 -> "BAF";
            case 9 -> "USR";
            case 10 -> "USR1";
            case 11 -> "BUS1F";
            case 12 -> "BUS2F";
            case 13 -> "REDF";
            case 14 -> "MSTR";
            case 18 -> "IFM1F";
            case 19 -> "IFM2F";
            case 20 -> "BUS3F";
            case 21 -> "MAINT";
            default -> "lamp " + number;
        };
    }

    private static String mode(int number) {
        return switch (number) {
            case 1, 2, 3, 4 -> "STOP";
            case 5, 6, 7 -> "STARTUP";
            case 8, 9 -> "RUN";
            case 10 -> "HOLD";
            case 13 -> "DEFECTIVE";
            default -> "mode " + number;
        };
    }

    /** @param list a whole list: id, index, entry length, entry count, entries */
    static void identity(Bytes list, Turn turn) {
        int part = list.u16(0) & 0xFF;
        int entry = list.u16(4);
        int count = list.u16(6);
        int wanted = part == MODULE_IDENTIFICATION ? MODULE_BYTES : COMPONENT_BYTES;
        if (!identifies(part) || entry < wanted) return;
        for (int i = 0; i < count && list.has(HEADER_BYTES + i * entry, entry); i++) {
            int at = HEADER_BYTES + i * entry;
            if (part == MODULE_IDENTIFICATION) module(list, at, turn);
            else component(list, at, turn);
        }
    }

    /** Index 1 is the module with its order number, 7 its firmware: {@code V} and three numbers. */
    private static void module(Bytes list, int at, Turn turn) {
        int index = list.u16(at);
        if (index == 1) {
            turn.identity(turn.source(), Attribute.MODEL, list.terminated(at + 2, 20), CONFIDENCE);
            turn.identity(turn.source(), Attribute.VENDOR, "Siemens", CONFIDENCE);
        }
        if (index == 7 && list.u8(at + 24) == 'V') {
            String version = "V" + list.u8(at + 25) + "." + list.u8(at + 26) + "." + list.u8(at + 27);
            turn.identity(turn.source(), Attribute.FIRMWARE, version, CONFIDENCE);
        }
    }

    private static void component(Bytes list, int at, Turn turn) {
        String text = list.terminated(at + 2, 32);
        switch (list.u16(at) & 0xFF) {
            case 1 -> turn.identity(turn.source(), Attribute.NAME, text, CONFIDENCE);
            case 2 -> turn.identity(turn.source(), Attribute.NAME, text, CONFIDENCE_MODULE_NAME);
            case 3 -> note(turn, "plant: ", text);
            case 5 -> turn.identity(turn.source(), Attribute.SERIAL, text, CONFIDENCE);
            case 7 -> turn.identity(turn.source(), Attribute.TYPE, text, CONFIDENCE);
            case 8 -> note(turn, "memory card: ", text);
            case 11 -> note(turn, "place: ", text);
            default -> {
                // Copyright, manufacturer number: nothing about this device.
            }
        }
    }

    private static void note(Turn turn, String what, String text) {
        if (!text.isBlank()) turn.identity(turn.source(), Attribute.NOTE, what + text, CONFIDENCE);
    }
}
