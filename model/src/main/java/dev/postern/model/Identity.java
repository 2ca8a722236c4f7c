package dev.postern.model;

/**
 * Something a device said about itself, or that was said of it.
 *
 * @param subject the device: its IP address where it has one, else its hardware address
 * @param protocol who said it: {@code lldp}, {@code cip}, {@code dhcp}
 * @param confidence 0 to 1: identity object 0.95, banner 0.7, hardware address 0.5, behaviour 0.3, port 0.1
 * @param place the module in the subject's rack, or the station behind it, that is meant: {@code slot 3}, {@code unit 12}; empty for the
 *     subject itself
 */
public record Identity(
        Stamp stamp,
        Address subject,
        Attribute attribute,
        String value,
        String protocol,
        double confidence,
        String place)
        implements Observation {
    /** Of the subject itself. */
    public Identity(
            Stamp stamp, Address subject, Attribute attribute, String value, String protocol, double confidence) {
        this(stamp, subject, attribute, value, protocol, confidence, "");
    }

    public boolean ofModule() {
        return !place.isEmpty();
    }

    public enum Attribute {
        NAME,
        DOMAIN,
        VENDOR,
        TYPE,
        MODEL,
        FIRMWARE,
        SERIAL,
        OPERATING_SYSTEM,
        SOFTWARE,
        /** Hash over what a client offers: JA4, DHCP parameter list. */
        FINGERPRINT,
        CERTIFICATE,
        ROLE,
        /** Another address the device says it has. */
        ADDRESS,
        USER,
        /** Free text: place, contact, description. */
        NOTE,
        /** What changes whenever the program of a controller does: a check over it, a number. */
        PROGRAM
    }
}
