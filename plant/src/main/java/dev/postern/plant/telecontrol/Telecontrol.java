package dev.postern.plant.telecontrol;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.site.Life;
import dev.postern.plant.site.Site;
import java.util.ArrayList;
import java.util.List;

/** Two remote terminal units in the control segment, and the SCADA server's connections to them. */
public final class Telecontrol {
    private static final int UNITS = 2;
    private static final String SUBNET = "10.10.1.";
    private static final int FIRST = 216;

    public final List<RemoteUnit> units = new ArrayList<>();
    public final List<Iec104Link> links = new ArrayList<>();

    private Telecontrol() {}

    public static Telecontrol install(Site site, Life life) {
        Telecontrol telecontrol = new Telecontrol();
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
            RemoteUnit unit = new RemoteUnit(host, 101 + i, dice);
            Iec104Link link = new Iec104Link(site, unit, life.thinning(), dice);
            link.begin(site.startNanos);
            telecontrol.units.add(unit);
            telecontrol.links.add(link);
        }
        return telecontrol;
    }
}
