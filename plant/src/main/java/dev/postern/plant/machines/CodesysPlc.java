package dev.postern.plant.machines;

import dev.postern.plant.net.Host;

/** The dosing skid: a controller with CODESYS V3 on Linux. */
public final class CodesysPlc {
    static final String DEVICE = "Compact PLC 300";
    static final String VENDOR = "Example Automation";

    private final Host host;
    final String serial;

    CodesysPlc(Host host, String serial) {
        this.host = host;
        this.serial = serial;
    }

    public Host host() {
        return host;
    }
}
