package dev.postern.plant;

import dev.postern.plant.site.Hours;
import java.util.Set;

/** Attacks that the plant can suffer. Each tells a story in steps, with the pauses of people and programs. */
public enum Scenario implements Cause {
    /** A box in the control segment puts itself between a panel and its controller, passes everything on, then alters values. */
    ARP_RELAY,
    /** The historian, which only ever read elsewhere, becomes a Modbus client that writes values out of range. */
    MODBUS_ROGUE_WRITER,
    /** A panel that never did engineering stops a controller, loads other blocks and starts it. */
    S7_STOP_AND_DOWNLOAD,
    /** The right engineering station loads a program; the time is what the caller chooses, Sunday at three for one. */
    NIGHT_DOWNLOAD,
    /** Somebody plugs in a modem: second DHCP server, second gateway, the internet behind it. */
    ROGUE_GATEWAY,
    /** The historian calls a public address every ten minutes or so; the gap swallows it. */
    PUBLIC_BEACON,
    /** From a panel, breakers are opened one by one, reporting is switched off, the outstations restarted. */
    DNP3_BREAKERS,
    /** An office computer looks for controllers, host by host and port by port. */
    SCAN,
    /** The legitimate server moves a setpoint by half a percent again and again. Slow: once a day. */
    SETPOINT_CREEP(true),
    /** From an office computer to the SCADA server by administrative shares and a remote service. */
    LATERAL_MOVEMENT,
    /** A planted box reads registers of every pumping station for two minutes, and comes back every hour for six weeks. */
    ROGUE_READER_HOURLY,
    /** The same, about once a day. */
    ROGUE_READER_DAILY,
    /** The same, about once a week. */
    ROGUE_READER_WEEKLY,
    /** A program on a panel becomes a second IEC 104 master and switches every object address on and off. Slow: hours between two commands. */
    INDUSTROYER2(true, Extension.TELECONTROL),
    /** A program on a panel browses a relay over MMS, opens and closes its breaker, then denies it the network. */
    INDUSTROYER_MMS(false, Extension.BAY),
    /** Remote screens at odd hours, breakers opened one by one through the SCADA server, firmware into gateways, silence. Slow: days between the visits. */
    UKRAINE_2015(true),
    /** The legitimate server switches everything off by a list. Slow: one command a day. */
    MICROSCADA_2022(true, Extension.TELECONTROL),
    /** Over two screens to the station of the safety controller, whose program is appended to. Slow: days and weeks between the looks. */
    TRITON(true, Extension.SAFETY),
    /** A client out of the DMZ reads all pumping stations, is quiet, then writes values out of range into them. Slow: four months of quiet. */
    FROSTYGOOP(true),
    /** Data leaves in names that the domain server is asked for. Slow: some bytes every twenty minutes. */
    DNS_TUNNEL(true),
    /** Data leaves inside pings to the DMZ. Slow: forty-eight bytes an hour. */
    ICMP_TUNNEL(true),
    /** Somebody on the SCADA screen from an office computer sets the dose to a hundred times what it was; the operator sets it back. */
    OLDSMAR,
    /** Through the database server, which becomes an IEC 104 master. Slow: days between the steps. */
    COSMICENERGY(true, Extension.DATABASE, Extension.TELECONTROL),
    /** One tool for many makers: calls, guesses, downloads, stops, and a controller as proxy. Slow: days between the steps. */
    PIPEDREAM(true, Extension.MACHINES, Extension.OPC_UA),
    /** Delivered passwords of the sensor gateways, a flooded field bus, gateways wiped, silence. Slow: a gateway a day. */
    FUXNET(true, Extension.SENSORS),
    /** An installer that calls outside, looks for ports, asks for OPC servers and names. Slow: hours between hosts. */
    HAVEX(true, Extension.OPC_UA),
    /** The administrator's account, the directory copied, drawings, a task, out over the portal. Slow: every quarter. */
    LIVING_OFF_THE_LAND(true),
    /** From the internet over a modem, with the delivered password, a project is replaced. Slow: days after the first look. */
    UNITRONICS(true, Extension.BOOSTER),
    /** A controller looks for others and loads its program into one. Slow: an address an hour. */
    PLC_WORM(true),
    /** A laptop with the SCADA server's station number silences outstations and switches motors off. Slow: every third night. */
    MAROOCHY(true),
    /** Updates from computer to computer, blocks into a running controller, the past on the panel while the drive swings. Slow: days between the steps. */
    STUXNET(true, Extension.DRIVES),
    /** A stick in a panel: new names, a fan of connections, public addresses in vain. Slow: hours between them. */
    USB_IMPLANT(true),
    /** A wireless router: advertisements, phones behind one address, a reader, somebody from outside. Slow: days. */
    ROGUE_ACCESS_POINT(true),
    /** The engineering station is in the office at the same time, and whoever opens its screen there is inside. */
    DUAL_HOMED,
    /** In, scan, archive, out. Slow: within two days. */
    SMASH_AND_GRAB(true),
    /** One small step a month for two years, then one write after 600 days of nothing. Fast: a month is five minutes. */
    LOW_AND_SLOW(true),
    /** A beacon and a silent tap since before anybody watched: begin it with the plant. Slow: every six hours. */
    ALREADY_THERE(true),
    /** One register more each week, three percent more bytes, and then everything. Fast: a week is a little over two minutes. */
    POISONER(true);

    private final boolean hasSlowForm;
    private final Set<Extension> needs;

    Scenario() {
        this(false);
    }

    Scenario(boolean hasSlowForm, Extension... needs) {
        this.hasSlowForm = hasSlowForm;
        this.needs = Set.of(needs);
    }

    @Override
    public Set<Extension> needs() {
        return needs;
    }

    /** Whether it can be told over days or months. */
    public boolean hasSlowForm() {
        return hasSlowForm;
    }

    Story story(Stage stage) {
        return switch (this) {
            case ARP_RELAY -> new ArpRelay(stage);
            case MODBUS_ROGUE_WRITER -> new ModbusRogueWriter(stage);
            case S7_STOP_AND_DOWNLOAD -> new S7Download(stage, stage.site().panel, true);
            case NIGHT_DOWNLOAD -> new S7Download(stage, stage.site().engineering, false);
            case ROGUE_GATEWAY -> new RogueGateway(stage);
            case PUBLIC_BEACON -> new PublicBeacon(stage);
            case DNP3_BREAKERS -> new Dnp3Breakers(stage);
            case SCAN -> new Scan(stage);
            case SETPOINT_CREEP -> new SetpointCreep(stage);
            case LATERAL_MOVEMENT -> new LateralMovement(stage);
            case ROGUE_READER_HOURLY -> new RogueReader(stage, Hours.HOUR);
            case ROGUE_READER_DAILY -> new RogueReader(stage, Hours.DAY);
            case ROGUE_READER_WEEKLY -> new RogueReader(stage, 7 * Hours.DAY);
            case INDUSTROYER2 -> new Industroyer2(stage);
            case INDUSTROYER_MMS -> new IndustroyerMms(stage);
            case UKRAINE_2015 -> new Ukraine2015(stage);
            case MICROSCADA_2022 -> new MicroScada2022(stage);
            case TRITON -> new Triton(stage);
            case FROSTYGOOP -> new FrostyGoop(stage);
            case DNS_TUNNEL -> new DnsTunnel(stage);
            case ICMP_TUNNEL -> new IcmpTunnel(stage);
            case OLDSMAR -> new Oldsmar(stage);
            case COSMICENERGY -> new CosmicEnergy(stage);
            case PIPEDREAM -> new Pipedream(stage);
            case FUXNET -> new Fuxnet(stage);
            case HAVEX -> new Havex(stage);
            case LIVING_OFF_THE_LAND -> new LivingOffTheLand(stage);
            case UNITRONICS -> new Unitronics(stage);
            case PLC_WORM -> new PlcWorm(stage);
            case MAROOCHY -> new Maroochy(stage);
            case STUXNET -> new Stuxnet(stage);
            case USB_IMPLANT -> new UsbImplant(stage);
            case ROGUE_ACCESS_POINT -> new RogueAccessPoint(stage);
            case DUAL_HOMED -> new DualHomed(stage);
            case SMASH_AND_GRAB -> new SmashAndGrab(stage);
            case LOW_AND_SLOW -> new LowAndSlow(stage);
            case ALREADY_THERE -> new AlreadyThere(stage);
            case POISONER -> new Poisoner(stage);
        };
    }
}
