package dev.postern.plant.site;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import java.util.ArrayList;
import java.util.List;

/** Who polls whom, and how often. Base periods are those of a small works; {@code thinning} stretches them all. */
public final class Pollers {
    private static final long PUMP_NANOS = 2 * Hours.SECOND;
    private static final long PANEL_NANOS = Hours.SECOND;
    private static final long HISTORIAN_NANOS = 6 * Hours.SECOND;
    private static final long MIXER_NANOS = 2 * Hours.SECOND;
    private static final long SUBSTATION_NANOS = 3 * Hours.SECOND;
    private static final long IO_NANOS = 500_000_000;

    public final List<ModbusPoller> pumps = new ArrayList<>();
    public final List<S7Poller> panels = new ArrayList<>();
    public final List<CipPoller> mixers = new ArrayList<>();
    public final List<Dnp3Poller> substations = new ArrayList<>();
    private final List<Poller> historian = new ArrayList<>();
    private final List<CipIo> io = new ArrayList<>();
    private final Site site;

    Pollers(Site site, double thinning) {
        this.site = site;
        for (ModbusPlc plc : site.pumpingStations)
            pumps.add(
                    new ModbusPoller(site.network, site.scada, plc, thin(PUMP_NANOS, thinning), dice(site.scada, plc)));
        for (S7Plc plc : site.pressureZones) {
            panels.add(new S7Poller(site.network, site.hmi, plc, thin(PANEL_NANOS, thinning), dice(site.hmi, plc)));
            long period = thin(HISTORIAN_NANOS, thinning);
            historian.add(new S7Poller(site.network, site.historian, plc, period, dice(site.historian, plc)));
        }
        for (int i = 0; i < site.mixingLines.size(); i++) {
            CipPlc plc = site.mixingLines.get(i);
            mixers.add(
                    new CipPoller(site.network, site.panel, plc, thin(MIXER_NANOS, thinning), dice(site.panel, plc)));
            Host block = site.ioBlocks.get(i);
            io.add(new CipIo(site.network, plc, block, thin(IO_NANOS, thinning), new Dice(site.seed, "io " + block)));
        }
        for (Dnp3Outstation rtu : site.substations)
            substations.add(new Dnp3Poller(
                    site.network, site.scada, rtu, thin(SUBSTATION_NANOS, thinning), dice(site.scada, rtu)));
    }

    private static long thin(long nanos, double thinning) {
        return (long) (nanos * thinning);
    }

    private Dice dice(Host client, Device device) {
        return new Dice(site.seed, client + " polls " + device.host());
    }

    void begin(long atNanos) {
        for (List<? extends Poller> some : List.of(pumps, panels, mixers, substations, historian))
            for (Poller poller : some) poller.begin(atNanos);
        for (CipIo pair : io) pair.begin(atNanos);
    }
}
