package dev.postern.wire.it.snmp;

/** Makers that a plant meets, by their IANA private enterprise number. */
final class Enterprises {
    private static final String PREFIX = "1.3.6.1.4.1.";

    private Enterprises() {}

    /** Maker by the number after {@code 1.3.6.1.4.1}, or null. */
    static String ofOid(String oid) {
        if (!oid.startsWith(PREFIX)) return null;
        long number = 0;
        for (int i = PREFIX.length(); i < oid.length() && i < PREFIX.length() + 9; i++) {
            int digit = oid.charAt(i) - '0';
            if (digit < 0 || digit > 9) break;
            number = 10 * number + digit;
        }
        return name(number);
    }

    static String name(long number) {
        return switch ((int) number) {
            case 2 -> "IBM";
            case 9 -> "Cisco";
            case 11, 25506, 47196 -> "HPE";
            case 42 -> "Sun Microsystems";
            case 63 -> "Apple";
            case 171 -> "D-Link";
            case 232 -> "Compaq";
            case 244 -> "Lantronix";
            case 248 -> "Hirschmann";
            case 253 -> "Xerox";
            case 311 -> "Microsoft";
            case 318 -> "APC";
            case 332 -> "Digi";
            case 343 -> "Intel";
            case 534 -> "Eaton";
            case 641 -> "Lexmark";
            case 674 -> "Dell";
            case 890 -> "Zyxel";
            case 1916 -> "Extreme Networks";
            case 2011 -> "Huawei";
            case 2435 -> "Brother";
            case 2636 -> "Juniper";
            case 3375 -> "F5";
            case 3833 -> "Schneider Electric";
            case 4196, 4329 -> "Siemens";
            case 4346 -> "Phoenix Contact";
            case 4526 -> "Netgear";
            case 6574 -> "Synology";
            case 6876 -> "VMware";
            case 8691 -> "Moxa";
            case 10297 -> "Advantech";
            case 12356 -> "Fortinet";
            case 13576 -> "WAGO";
            case 14823 -> "Aruba";
            case 14988 -> "MikroTik";
            case 15004 -> "RuggedCom";
            case 16177 -> "Westermo";
            case 20540 -> "Sixnet";
            case 24062 -> "Korenix";
            case 24681 -> "QNAP";
            case 25461 -> "Palo Alto Networks";
            case 30065 -> "Arista";
            case 41112 -> "Ubiquiti";
            default -> null;
        };
    }
}
