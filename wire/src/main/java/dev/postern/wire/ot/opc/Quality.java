package dev.postern.wire.ot.opc;

/** How far a value may be believed, OPC DA 3.00 section 6.8: two bits of quality, four that say why, two of limits. The octet above is the vendor's. */
final class Quality {
    private static final String[] QUALITIES = {"bad", "uncertain", "bad: undefined", "good"};
    private static final String[] BAD = {
        "",
        "configuration error",
        "not connected",
        "device failure",
        "sensor failure",
        "last known value",
        "communication failure",
        "out of service",
        "waiting for initial data"
    };
    private static final String[] UNCERTAIN = {
        "", "last usable value", "", "", "sensor not accurate", "engineering units exceeded", "sub-normal"
    };
    private static final String[] LIMITS = {"", ", low limited", ", high limited", ", constant"};
    private static final int LOCAL_OVERRIDE = 6;

    private Quality() {}

    /** {@code good}; {@code bad: not connected}; {@code uncertain: sensor not accurate, high limited}. */
    static String of(int bits) {
        int quality = bits >> 6 & 3;
        int why = bits >> 2 & 15;
        String reason = switch (quality) {
            case 0 -> why < BAD.length ? BAD[why] : "";
            case 1 -> why < UNCERTAIN.length ? UNCERTAIN[why] : "";
            case 3 -> why == LOCAL_OVERRIDE ? "local override" : "";
            default -> "";
        };
        return (reason.isEmpty() ? QUALITIES[quality] : QUALITIES[quality] + ": " + reason) + LIMITS[bits & 3];
    }
}
