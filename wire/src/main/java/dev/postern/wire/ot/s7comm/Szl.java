package dev.postern.wire.ot.s7comm;

import dev.postern.model.Identity.Attribute;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/** System status lists with which a controller says who it is: 0x11 module identification, 0x1C component identification. */
final class Szl {
    private static final int MODULE_IDENTIFICATION = 0x11;
    private static final int COMPONENT_IDENTIFICATION = 0x1C;
    private static final int HEADER_BYTES = 8;
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
            turn.identity(turn.source(), Attribute.MODEL, list.ascii(at + 2, 20), CONFIDENCE);
            turn.identity(turn.source(), Attribute.VENDOR, "Siemens", CONFIDENCE);
        }
        if (index == 7 && list.u8(at + 24) == 'V') {
            String version = "V" + list.u8(at + 25) + "." + list.u8(at + 26) + "." + list.u8(at + 27);
            turn.identity(turn.source(), Attribute.FIRMWARE, version, CONFIDENCE);
        }
    }

    private static void component(Bytes list, int at, Turn turn) {
        String text = list.ascii(at + 2, 32);
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
