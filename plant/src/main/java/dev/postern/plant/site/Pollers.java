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
    private final double thinning;

    Pollers(Site site, double thinning) {
        this.site = site;
        this.thinning = thinning;
        for (ModbusPlc plc : site.pumpingStations) pumps.add(pump(site.scada, plc));
        for (int i = 0; i < site.pressureZones.size(); i++) {
            S7Plc plc = site.pressureZones.get(i);
            panels.add(panel(site.panelOf(i / 2), plc));
            long period = thin(HISTORIAN_NANOS);
            historian.add(new S7Poller(site.network, site.historian, plc, period, dice(site.historian, plc)));
        }
        for (int i = 0; i < site.mixingLines.size(); i++) {
            CipPlc plc = site.mixingLines.get(i);
            mixers.add(new CipPoller(site.network, site.panel, plc, thin(MIXER_NANOS), dice(site.panel, plc)));
            Host block = site.ioBlocks.get(i);
            io.add(new CipIo(site.network, plc, block, thin(IO_NANOS), new Dice(site.seed, "io " + block)));
        }
        for (Dnp3Outstation rtu : site.substations) substations.add(substation(site.scada, rtu));
    }

    /** One more that could poll a pumping station as SCADA does; it has not begun. */
    public ModbusPoller pump(Host client, ModbusPlc plc) {
        return new ModbusPoller(site.network, client, plc, thin(PUMP_NANOS), dice(client, plc));
    }

    /** One more that could poll a pressure zone as its panel does. */
    public S7Poller panel(Host client, S7Plc plc) {
        return new S7Poller(site.network, client, plc, thin(PANEL_NANOS), dice(client, plc));
    }

    /** One more that could poll a substation as SCADA does. */
    public Dnp3Poller substation(Host client, Dnp3Outstation rtu) {
        return new Dnp3Poller(site.network, client, rtu, thin(SUBSTATION_NANOS), dice(client, rtu));
    }

    /** The I/O connections of a line are made anew. */
    public void restartIo(long nowNanos, int line) {
        io.get(line).restart(nowNanos);
    }

    private long thin(long nanos) {
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
