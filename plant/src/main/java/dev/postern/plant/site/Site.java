package dev.postern.plant.site;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Host.Stack;
import dev.postern.plant.net.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * The waterworks, as built: a control segment with lines of controllers, a supervision segment, a DMZ and an office, around one core router. What
 * happens in it is {@link Life}.
 */
public final class Site {
    public static final String DOMAIN = "works.example";
    /** Lines that fit into the control segment. */
    public static final int LINES_MAX = 10;

    private static final int LINE_HOSTS = 20;
    private static final String CONTROL = "10.10.1.";
    private static final String SUPERVISION = "10.10.2.";
    private static final String DMZ = "10.10.20.";
    private static final String OFFICE = "10.10.30.";
    private static final int OFFICE_PCS = 4;

    public final Network network;
    public final long seed;
    public final long startNanos;
    public final Errands errands;

    public final Host controlRouter;
    public final Host supervisionRouter;
    public final Host scada;
    public final Host hmi;
    public final Host panel;
    public final Host historian;
    public final Host engineering;
    public final Host domainServer;
    public final Host fileServer;
    public final Host clock;
    public final Host replica;
    public final Host portal;
    public final Host officeServer;
    public final Host officeFiles;
    public final List<Host> officePcs = new ArrayList<>();
    public final List<Host> switches = new ArrayList<>();
    public final List<ModbusPlc> pumpingStations = new ArrayList<>();
    public final List<S7Plc> pressureZones = new ArrayList<>();
    public final List<CipPlc> mixingLines = new ArrayList<>();
    public final List<Host> ioBlocks = new ArrayList<>();
    public final List<Dnp3Outstation> substations = new ArrayList<>();
    private final List<Host> hosts = new ArrayList<>();
    private Host standby;

    /** @param lines of controllers, 1 to {@link #LINES_MAX} */
    public Site(Network network, long seed, long startNanos, int lines) {
        this.network = network;
        this.seed = seed;
        this.startNanos = startNanos;
        errands = new Errands(network, seed, startNanos);
        controlRouter = router("core-control", CONTROL, 1);
        supervisionRouter = router("core-supervision", SUPERVISION, 2);
        Host dmzRouter = router("core-dmz", DMZ, 3);
        Host officeRouter = router("core-office", OFFICE, 4);

        clock = host("ntp-1", Stack.EMBEDDED, 0xEC4670_001A2BL, SUPERVISION + 4, supervisionRouter);
        domainServer = host("ot-dc-1", Stack.WINDOWS, 0x1866DA_3301C4L, SUPERVISION + 5, supervisionRouter);
        fileServer = host("ot-file-1", Stack.WINDOWS, 0x1866DA_3301D8L, SUPERVISION + 6, supervisionRouter);
        scada = host("scada-1", Stack.WINDOWS, 0xD4AE52_9C1140L, SUPERVISION + 10, supervisionRouter);
        panel = host("hmi-2", Stack.WINDOWS, 0x00D0C9_8812F3L, SUPERVISION + 21, supervisionRouter);
        historian = host("historian-1", Stack.WINDOWS, 0xD4AE52_9C1177L, SUPERVISION + 30, supervisionRouter);
        engineering = host("ews-1", Stack.WINDOWS, 0xECB1D7_40A6E2L, SUPERVISION + 40, supervisionRouter);
        hmi = host("hmi-1", Stack.WINDOWS, 0x00D0C9_8812A0L, CONTROL + 200, controlRouter);

        replica = host("hist-replica", Stack.LINUX, 0x005056_A1B201L, DMZ + 10, dmzRouter);
        portal = host("portal", Stack.LINUX, 0x005056_A1B20EL, DMZ + 11, dmzRouter);
        officeServer = host("dc-1", Stack.WINDOWS, 0x3CD92B_5502A1L, OFFICE + 5, officeRouter);
        officeFiles = host("file-1", Stack.WINDOWS, 0x3CD92B_5502B7L, OFFICE + 6, officeRouter);
        for (int i = 1; i <= OFFICE_PCS; i++)
            officePcs.add(
                    host("pc-" + i, Stack.WINDOWS, 0x54EE75_600000L + i * 0x1357L, OFFICE + (100 + i), officeRouter));
        switches.add(host("sw-core", Stack.ROUTER, 0x00000C_3A4120L, SUPERVISION + 2, supervisionRouter));
        switches.add(host("sw-control-1", Stack.EMBEDDED, 0x008063_A410E0L, CONTROL + 3, controlRouter));
        switches.add(host("sw-control-2", Stack.EMBEDDED, 0x0090E8_5B7712L, CONTROL + 4, controlRouter));
        for (int line = 0; line < lines; line++) buildLine(line);
    }

    private Host router(String name, String subnet, int port) {
        return network.routerPort(new Host(name, Stack.ROUTER, 0x00000C_3A4100L + port, Host.ip(subnet + 1), seed));
    }

    private Host host(String name, Stack stack, long mac, String ip, Host gateway) {
        Host host = new Host(name, stack, mac, Host.ip(ip), seed).gateway(gateway);
        hosts.add(host);
        return host;
    }

    private void buildLine(int line) {
        int base = 10 + LINE_HOSTS * line;
        Dice dice = new Dice(seed, "line " + line);
        for (int i = 1; i <= 2; i++) {
            int number = 2 * line + i;
            pumpingStations.add(new ModbusPlc(
                    device("plc-m" + number, Stack.EMBEDDED, 0x0080F4, base + i, dice), seed, startNanos));
            pressureZones.add(new S7Plc(
                    device("plc-s" + number, Stack.SIEMENS, i == 1 ? 0x001B1B : 0x286336, base + 4 + i, dice),
                    i == 1 ? "6ES7 315-2EH14-0AB0" : "6ES7 412-2EK07-0AB0",
                    seed,
                    startNanos));
            substations.add(new Dnp3Outstation(
                    device("rtu-d" + number, Stack.EMBEDDED, 0x0030A7, base + 12 + i, dice),
                    10 + number,
                    seed,
                    startNanos));
        }
        mixingLines.add(
                new CipPlc(device("plc-e" + (line + 1), Stack.EMBEDDED, 0x001D9C, base + 9, dice), seed, startNanos));
        ioBlocks.add(device("io-e" + (line + 1), Stack.EMBEDDED, 0x0000BC, base + 10, dice));
    }

    private Host device(String name, Stack stack, long vendor, int number, Dice dice) {
        return host(name, stack, vendor << 24 | dice.below(1 << 24), CONTROL + number, controlRouter);
    }

    /** Everything attached, routers aside. */
    public List<Host> hosts() {
        return List.copyOf(hosts);
    }

    /** Controllers and outstations. */
    public List<Device> devices() {
        List<Device> devices = new ArrayList<>(pumpingStations);
        devices.addAll(pressureZones);
        devices.addAll(mixingLines);
        devices.addAll(substations);
        return devices;
    }

    /** The attached host with that address, or an address without anybody. */
    public Host at(int ip) {
        for (Host host : hosts) if (host.ip() == ip) return host;
        return Host.nobody(ip);
    }

    public boolean hasStandby() {
        return standby != null;
    }

    /** The second SCADA server; a site has one as soon as it is asked for. */
    public Host standby() {
        if (standby == null)
            standby = host("scada-2", Stack.WINDOWS, 0xD4AE52_9C1152L, SUPERVISION + 11, supervisionRouter);
        return standby;
    }

    /** One more machine that belongs here. */
    public void attach(Host host) {
        hosts.add(host);
    }

    /** Everything of one line, its I/O block last. */
    public List<Host> line(int line) {
        List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            hosts.add(pumpingStations.get(2 * line + i).host());
            hosts.add(pressureZones.get(2 * line + i).host());
            hosts.add(substations.get(2 * line + i).host());
        }
        hosts.add(mixingLines.get(line).host());
        hosts.add(ioBlocks.get(line));
        return hosts;
    }

    /** A machine that somebody brings along. */
    public Host visitor(String name, Stack stack, long mac, int ip, Host gateway) {
        return new Host(name, stack, mac, ip, seed).gateway(gateway);
    }
}
