package dev.postern.model;

/**
 * What a person decided about zones and conduits. Which fields count depends on the kind; the others are empty.
 *
 * @param zone that of the rule or the device; for a conduit the side that asks
 * @param toZone for a conduit the side that answers
 * @param subnet {@code 10.10.1.0/24}, or empty for any
 * @param vlan 1 to 4094, or 0 for any
 * @param role as in the inventory, or empty for any
 * @param name a device name, {@code *} for any characters, or empty for any
 * @param device an address of the device that is put somewhere by hand
 * @param service as in a conduit, or empty for any
 * @param ask what may be asked at most, or null for anything
 * @param withdrawn number of the decision that is taken back
 */
public record Decision(
        Kind kind,
        String zone,
        String toZone,
        String subnet,
        int vlan,
        String role,
        String name,
        String device,
        String service,
        Ask ask,
        long withdrawn) {
    private static final int TEXT_MAX = 64;
    private static final int VLAN_MAX = 4_094;

    public enum Kind {
        /** Devices of a subnet, VLAN, role or name are in a zone. Of several that fit the newest counts. */
        ZONE_RULE,
        /** One device is in a zone, whatever the rules say; an empty zone gives it back to them. */
        PLACE,
        /** A use of a conduit is allowed. */
        ALLOW,
        /** A use of a conduit is not allowed. Of several that fit the newest counts. */
        DENY,
        /** All that was seen in a conduit, or in all with empty zones, counts as learned. */
        LEARN,
        /** An earlier decision counts no longer. */
        WITHDRAW
    }

    /** What somebody wants of a service; each includes those before it. */
    public enum Ask {
        /** A connection or a datagram, whatever is in it. */
        CONNECT,
        READ,
        WRITE,
        ENGINEER;

        public static Ask of(Verb verb) {
            if (verb.isEngineering()) return ENGINEER;
            return verb.weight() >= 4 ? WRITE : READ;
        }
    }

    public static Decision rule(String zone, String subnet, int vlan, String role, String name) {
        return new Decision(Kind.ZONE_RULE, zone, "", subnet, vlan, role, name, "", "", null, 0);
    }

    public static Decision place(String device, String zone) {
        return new Decision(Kind.PLACE, zone, "", "", 0, "", "", device, "", null, 0);
    }

    /** @param ask null for anything */
    public static Decision allow(boolean allowed, String from, String to, String service, Ask ask) {
        return new Decision(allowed ? Kind.ALLOW : Kind.DENY, from, to, "", 0, "", "", "", service, ask, 0);
    }

    public static Decision learn(String from, String to) {
        return new Decision(Kind.LEARN, from, to, "", 0, "", "", "", "", null, 0);
    }

    public static Decision withdraw(long number) {
        return new Decision(Kind.WITHDRAW, "", "", "", 0, "", "", "", "", null, number);
    }

    /** Why this is no decision, or empty if it is one. */
    public String refusal() {
        if (kind == null) return "A decision has a kind.";
        for (String text : new String[] {zone, toZone, subnet, role, name, device, service}) {
            if (text == null || text.length() > TEXT_MAX) return "A name has at most " + TEXT_MAX + " characters.";
            if (text.chars().anyMatch(c -> c < ' ' || c == '"' || c == 0x7F))
                return "A name has no control characters and no quotation marks.";
        }
        return switch (kind) {
            case ZONE_RULE -> rule();
            case PLACE -> address(device) ? "" : "A device is named by one of its addresses.";
            case ALLOW, DENY ->
                zone.isBlank() || toZone.isBlank() ? "A rule for a conduit names two zones, * for any." : "";
            case LEARN -> zone.isBlank() == toZone.isBlank() ? "" : "Either both zones or none.";
            case WITHDRAW -> withdrawn > 0 ? "" : "Which decision is withdrawn?";
        };
    }

    private String rule() {
        if (zone.isBlank()) return "A rule names a zone.";
        if (vlan < 0 || vlan > VLAN_MAX) return "A VLAN is 1 to " + VLAN_MAX + ".";
        if (subnet.isEmpty() && vlan == 0 && role.isEmpty() && name.isEmpty())
            return "A rule names a subnet, a VLAN, a role or a name.";
        return subnet.isEmpty() || Subnet.parse(subnet) != null ? "" : "A subnet is written 10.10.1.0/24.";
    }

    private static boolean address(String text) {
        try {
            Address.parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** For a list and for the audit trail. */
    public String sentence() {
        return switch (kind) {
            case ZONE_RULE -> "Zone " + zone + ": devices" + fits() + ".";
            case PLACE ->
                zone.isEmpty() ? device + " is where the rules put it." : device + " is in zone " + zone + ".";
            case ALLOW, DENY ->
                any(zone) + " may " + (kind == Kind.ALLOW ? "" : "not ") + (ask == null ? "use " : words(ask))
                        + (service.isEmpty() ? "any service" : service) + " in " + any(toZone) + ".";
            case LEARN ->
                zone.isEmpty()
                        ? "All that was seen until now is allowed."
                        : "All that was seen from " + zone + " to " + toZone + " until now is allowed.";
            case WITHDRAW -> "Decision " + withdrawn + " counts no longer.";
        };
    }

    private static String any(String zone) {
        return zone.equals("*") ? "any zone" : zone;
    }

    private static String words(Ask ask) {
        return switch (ask) {
            case CONNECT -> "connect to ";
            case READ -> "read by ";
            case WRITE -> "write by ";
            case ENGINEER -> "do engineering by ";
        };
    }

    private String fits() {
        return (subnet.isEmpty() ? "" : " in " + subnet)
                + (vlan == 0 ? "" : " in VLAN " + vlan)
                + (role.isEmpty() ? "" : " with role " + role)
                + (name.isEmpty() ? "" : " named " + name);
    }
}
