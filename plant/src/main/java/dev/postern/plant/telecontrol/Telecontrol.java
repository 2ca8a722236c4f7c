package dev.postern.plant.telecontrol;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.site.Life;
import dev.postern.plant.site.Site;

/** Puts two remote terminal units into the control segment and has the SCADA server talk to them. */
public final class Telecontrol {
    private static final int UNITS = 2;
    private static final String SUBNET = "10.10.1.";
    private static final int FIRST = 216;

    private Telecontrol() {}

    public static void install(Site site, Life life) {
        for (int i = 0; i < UNITS; i++) {
            String name = "rtu-i" + (i + 1);
            Dice dice = new Dice(site.seed, name);
            Host host = site.visitor(
                    name,
                    Host.Stack.LINUX,
                    0x00A057_000000L | dice.below(1 << 24),
                    Host.ip(SUBNET + (FIRST + i)),
                    site.controlRouter);
            site.attach(host);
            life.housekeeping().join(site.startNanos, host, false);
            new Iec104Link(site, host, 101 + i, life.thinning(), dice).begin(site.startNanos);
        }
    }
}
