package dev.postern.plant.bay;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.protocol.Mms;
import dev.postern.plant.site.Demand;
import dev.postern.plant.site.Hours;

/** A protection relay: breaker, measurements, a setting, and their names over MMS. */
public final class Relay {
    public static final String DEVICE = "RELAYB1LD0";
    public static final String POSITION = "XCBR1$ST$Pos";
    public static final String CONTROL_MODEL = "CSWI1$CF$Pos$ctlModel";
    public static final String OPERATE = "CSWI1$CO$Pos$Oper";
    private static final String[] NAMES = {
        "LLN0$ST$Mod",
        "MMXU1$MX$TotW",
        "MMXU1$MX$Hz",
        "PTOC1$SE$StrVal$setMag$f",
        POSITION,
        "CSWI1$ST$Pos",
        CONTROL_MODEL,
        OPERATE
    };
    private static final int DIRECT_WITH_NORMAL_SECURITY = 1;

    private final Host host;
    private boolean closed = true;

    Relay(Host host) {
        this.host = host;
    }

    public Host host() {
        return host;
    }

    void operate(boolean close) {
        closed = close;
    }

    static String[] variables() {
        return NAMES.clone();
    }

    byte[] read(String item, long atNanos, Dice dice) {
        double load = closed ? Demand.power(atNanos / Hours.SECOND) : 0;
        return switch (item) {
            case "MMXU1$MX$TotW" -> measured(Math.max(0, 3_400 * load + dice.bell() * 9), atNanos);
            case "MMXU1$MX$Hz" -> measured(50 + dice.bell() * 0.01, atNanos);
            case CONTROL_MODEL -> Mms.integer(DIRECT_WITH_NORMAL_SECURITY);
            default -> Mms.structure(Mms.position(closed), Mms.quality(), Mms.time(atNanos));
        };
    }

    private static byte[] measured(double value, long atNanos) {
        return Mms.structure(Mms.structure(Mms.number((float) value)), Mms.quality(), Mms.time(atNanos));
    }
}
