package dev.postern.wire.it.snmp;

import dev.postern.model.Address;
import dev.postern.model.Identity.Attribute;
import dev.postern.wire.Turn;

/** What the variables of an answer say about the agent: the system group, addresses of its interfaces, the entity table. */
final class Told {
    private static final String SYSTEM = "1.3.6.1.2.1.1.";
    private static final String INTERFACE_HARDWARE = "1.3.6.1.2.1.2.2.1.6.";
    private static final String INTERFACE_ADDRESS = "1.3.6.1.2.1.4.20.1.1.";
    /** The chassis is the first entity. */
    private static final String ENTITY = "1.3.6.1.2.1.47.1.1.1.1.";

    private static final int MAC_HEX_DIGITS = 12;
    private static final double CONFIDENCE = 0.9;

    private Told() {}

    static void tell(Pdu pdu, Turn turn) {
        for (int i = 0; i < pdu.names.size(); i++) {
            String name = pdu.names.get(i).toString();
            Object value = pdu.values.get(i);
            if (value instanceof String text && !text.isEmpty()) tell(turn, turn.source(), name, text);
        }
    }

    private static void tell(Turn turn, Address subject, String name, String text) {
        if (name.startsWith(SYSTEM)) system(turn, subject, name.substring(SYSTEM.length()), text);
        else if (name.startsWith(INTERFACE_ADDRESS)) turn.identity(subject, Attribute.ADDRESS, text, CONFIDENCE);
        else if (name.startsWith(INTERFACE_HARDWARE)) hardware(turn, subject, text);
        else if (name.startsWith(ENTITY) && name.endsWith(".1"))
            entity(turn, subject, name.substring(ENTITY.length(), name.length() - 2), text);
    }

    private static void system(Turn turn, Address subject, String object, String text) {
        switch (object) {
            case "1.0" -> turn.identity(subject, Attribute.NOTE, text, CONFIDENCE);
            case "2.0" -> {
                turn.identity(subject, Attribute.FINGERPRINT, "sysObjectID " + text, CONFIDENCE);
                turn.identity(subject, Attribute.VENDOR, Enterprises.ofOid(text), 0.8);
            }
            case "4.0" -> turn.identity(subject, Attribute.NOTE, "contact " + text, CONFIDENCE);
            case "5.0" -> turn.identity(subject, Attribute.NAME, text, CONFIDENCE);
            case "6.0" -> turn.identity(subject, Attribute.NOTE, "location " + text, CONFIDENCE);
            default -> {}
        }
    }

    private static void hardware(Turn turn, Address subject, String hex) {
        if (hex.length() != MAC_HEX_DIGITS || !isHex(hex)) return;
        long mac = Long.parseLong(hex, 16);
        if (mac != 0) turn.identity(subject, Attribute.ADDRESS, Address.macText(mac), CONFIDENCE);
    }

    private static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) if (Character.digit(text.charAt(i), 16) < 0) return false;
        return true;
    }

    private static void entity(Turn turn, Address subject, String column, String text) {
        Attribute attribute = switch (column) {
            case "9", "10" -> Attribute.FIRMWARE;
            case "11" -> Attribute.SERIAL;
            case "12" -> Attribute.VENDOR;
            case "13" -> Attribute.MODEL;
            default -> null;
        };
        if (attribute != null) turn.identity(subject, attribute, text, CONFIDENCE);
    }
}
