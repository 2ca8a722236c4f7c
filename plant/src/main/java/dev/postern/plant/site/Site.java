package dev.postern.plant.site;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Host.Stack;
import dev.postern.plant.net.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * The waterworks, as built: control segments with lines of controllers, a supervision segment, a DMZ and an office, around one core router. What
 * happens in it is {@link Life}.
 */
public final class Site {
    public static final String DOMAIN = "works.example";
    /** Some 5,000 machines. */
    public static final int LINES_MAX = 600;

    /** Lines that fit into one control segment, beside its panel. */
    private static final int AREA_LINES = 9;

    private static final int LINE_HOSTS = 20;
    private static final String CONTROL = "10.10.1.";
    private static final String SUPERVISION = "10.10.2.";
    private static final String DMZ = "10.10.20.";
    private static final String OFFICE = "10.10.30.";
    private static final int OFFICE_PCS_MIN = 4;
    private static final int OFFICE_PCS_MAX = 120;
    /** Everything attached that is there once: servers, stations, switches. */
    private static final int SHARED_HOSTS = 15;
    /** What each area beyond the first adds to its lines: a panel and a switch. */
    private static final int AREA_HOSTS = 2;

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
    private final List<Area> areas = new ArrayList<>();
    private final List<Host> visitors = new ArrayList<>();
    private Host standby;

    /** A control segment with the panel of its lines. */
    private record Area(String subnet, Host router, Host panel) {}

    /** @param lines of controllers, 1 to {@link #LINES_MAX} */
    public Site(Network network, long seed, long startNanos, int lines) {
        this.network = network;
        this.seed = seed;
        this.startNanos = startNanos;
        errands = new Errands(network, seed);
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
        for (int i = 1; i <= officePcs(lines); i++)
            officePcs.add(
                    host("pc-" + i, Stack.WINDOWS, 0x54EE75_600000L + i * 0x1357L, OFFICE + (100 + i), officeRouter));
        switches.add(host("sw-core", Stack.ROUTER, 0x00000C_3A4120L, SUPERVISION + 2, supervisionRouter));
        switches.add(host("sw-control-1", Stack.EMBEDDED, 0x008063_A410E0L, CONTROL + 3, controlRouter));
        switches.add(host("sw-control-2", Stack.EMBEDDED, 0x0090E8_5B7712L, CONTROL + 4, controlRouter));
        areas.add(new Area(CONTROL, controlRouter, hmi));
        for (int area = 1; area < areas(lines); area++) areas.add(buildArea(area));
        for (int line = 0; line < lines; line++) buildLine(line);
    }

    private static int areas(int lines) {
        return (lines + AREA_LINES - 1) / AREA_LINES;
    }

    private static int officePcs(int lines) {
        return Math.clamp(lines + 2, OFFICE_PCS_MIN, OFFICE_PCS_MAX);
    }

    /** How many machines a site of so many lines has, ports of its router aside, before extensions and events add to them. */
    public static int machines(int lines) {
        return SHARED_HOSTS + officePcs(lines) + AREA_HOSTS * (areas(lines) - 1) + 8 * lines;
    }

    private Area buildArea(int area) {
        String subnet = "10.11." + area + ".";
        Host port = router("core-control-" + (area + 1), subnet, 0x100 + area);
        switches.add(host("sw-area-" + (area + 1), Stack.EMBEDDED, 0x008063_A42000L + area * 0x35L, subnet + 3, port));
        return new Area(
                subnet,
                port,
                host("hmi-a" + (area + 1), Stack.WINDOWS, 0x00D0C9_900000L + area * 0x1D3L, subnet + 200, port));
    }

    private Area areaOf(int line) {
        return areas.get(line / AREA_LINES);
    }

    /** The panel that the pressure zones of a line are watched at. */
    Host panelOf(int line) {
        return areaOf(line).panel;
    }

    /** The panels of all areas. */
    public List<Host> areaPanels() {
        return areas.stream().map(Area::panel).toList();
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
        Area area = areaOf(line);
        int base = 10 + LINE_HOSTS * (line % AREA_LINES);
        Dice dice = new Dice(seed, "line " + line);
        for (int i = 1; i <= 2; i++) {
            int number = 2 * line + i;
            pumpingStations.add(new ModbusPlc(
                    device(area, "plc-m" + number, Stack.EMBEDDED, 0x0080F4, base + i, dice), seed, startNanos));
            pressureZones.add(new S7Plc(
                    device(area, "plc-s" + number, Stack.SIEMENS, i == 1 ? 0x001B1B : 0x286336, base + 4 + i, dice),
                    i == 1 ? "6ES7 315-2EH14-0AB0" : "6ES7 412-2EK07-0AB0",
                    seed,
                    startNanos));
            substations.add(new Dnp3Outstation(
                    device(area, "rtu-d" + number, Stack.EMBEDDED, 0x0030A7, base + 12 + i, dice),
                    10 + number,
                    seed,
                    startNanos));
        }
        mixingLines.add(new CipPlc(
                device(area, "plc-e" + (line + 1), Stack.EMBEDDED, 0x001D9C, base + 9, dice), seed, startNanos));
        ioBlocks.add(device(area, "io-e" + (line + 1), Stack.EMBEDDED, 0x0000BC, base + 10, dice));
    }

    private Host device(Area area, String name, Stack stack, long vendor, int number, Dice dice) {
        return host(name, stack, vendor << 24 | dice.below(1 << 24), area.subnet + number, area.router);
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
        Host host = new Host(name, stack, mac, ip, seed).gateway(gateway);
        visitors.add(host);
        return host;
    }

    /** Everything that belongs here, and everybody who ever brought something along. */
    public List<Host> everybody() {
        List<Host> everybody = new ArrayList<>(hosts);
        for (Host visitor : visitors) if (!hosts.contains(visitor)) everybody.add(visitor);
        return everybody;
    }
}
