package dev.postern.plant;

import java.util.List;
import java.util.Set;

/** Events of ordinary life that look like an attack from outside: the harmless twins. */
public enum LifeEvent implements Cause {
    /** The second SCADA server polls for some hours while the first is patched; again every four weeks. */
    STANDBY_FOR_PATCHES(Scenario.MODBUS_ROGUE_WRITER),
    /** The first SCADA server dies, at whatever hour, and is repaired. */
    STANDBY_AFTER_FAILURE(Scenario.MODBUS_ROGUE_WRITER),
    /** One more panel in the control segment, which stays. */
    NEW_PANEL(Scenario.ROGUE_READER_HOURLY),
    /** A monitoring tool takes the versions and settings of all controllers once a week, from some day on. */
    WEEKLY_READER(Scenario.ROGUE_READER_WEEKLY),
    /** The owner looks what there is, host by host and port by port; again every thirteen weeks. */
    ASSET_SCAN(Scenario.SCAN),
    /** A controller is replaced by one of the same type: other hardware address, same address, and its program is loaded. */
    CONTROLLER_REPLACED(Scenario.ARP_RELAY),
    /** The vendor's engineer stops a controller, loads a program and starts it, with a work order. */
    VENDOR_VISIT(Scenario.S7_STOP_AND_DOWNLOAD),
    /** The same engineer drops in without a work order, looks at the controllers and changes nothing. */
    VISIT_WITHOUT_ORDER(Scenario.S7_STOP_AND_DOWNLOAD, Scenario.ROGUE_READER_HOURLY),
    /** A new screen reads registers that nobody read, and its operators write one that nobody wrote. */
    NEW_SCREEN(Scenario.SETPOINT_CREEP),
    /** Another machine gives out the leases from now on. */
    NEW_LEASE_SERVER(Scenario.ROGUE_GATEWAY),
    /** A line without power, for a moment or for half an hour. */
    POWER_CUT(Scenario.DNP3_BREAKERS),
    /** The site's clock was wrong and is set: everybody asks it, and outstations are told, at an unusual hour. */
    CLOCK_CORRECTION(Scenario.NIGHT_DOWNLOAD),
    /** For an hour the mirror shows only what is sent to the control segment and nothing that it answers. */
    HALF_MIRROR(Scenario.DNP3_BREAKERS),
    /** An accounting system begins to read inputs every quarter of an hour, and stays. */
    METER_READING(Scenario.ROGUE_READER_HOURLY, Scenario.ROGUE_READER_DAILY),
    /** The district's control centre becomes a second master of the remote terminal units, and stays. */
    SECOND_MASTER(Set.of(Extension.TELECONTROL), Scenario.INDUSTROYER2),
    /** New software on the historian asks for its maker's updates and calls there, until somebody switches that off. */
    UPDATER_CALLS_HOME(Scenario.PUBLIC_BEACON, Scenario.HAVEX, Scenario.ALREADY_THERE),
    /** The administrator patches the Windows servers one after the other, from the file server; again every four weeks. */
    PATCH_DAY(Scenario.LATERAL_MOVEMENT, Scenario.LIVING_OFF_THE_LAND),
    /** With a work order the engineer looks at the relay over MMS and moves its breaker once. */
    BAY_TRIAL(Set.of(Extension.BAY), Scenario.INDUSTROYER_MMS),
    /** The engineer on call, with a switching order: the SCADA screen from afar, one feeder off and on, firmware from the maker. */
    NIGHT_MAINTENANCE(Scenario.UKRAINE_2015, Scenario.OLDSMAR),
    /** A planned outage: the operator switches by the programme, off and on again. */
    SWITCHING_PROGRAMME(Set.of(Extension.TELECONTROL), Scenario.MICROSCADA_2022),
    /** The yearly test of the safety controller, with key and work order. */
    PROOF_TEST(Set.of(Extension.SAFETY), Scenario.TRITON),
    /** The season changes: levels, bands and doses of all pumping stations are set anew, within what is allowed. */
    NEW_RECIPE(Scenario.FROSTYGOOP, Scenario.OLDSMAR),
    /** A new virus scanner asks for hashes of files by name, and stays. */
    REPUTATION_LOOKUPS(Scenario.DNS_TUNNEL),
    /** Monitoring begins to ping servers, small and large, and stays. */
    PING_MONITORING(Scenario.ICMP_TUNNEL),
    /** The database's administrator at work, with settings, a backup and a wrong password. */
    DATABASE_MAINTENANCE(Set.of(Extension.DATABASE), Scenario.COSMICENERGY),
    /** The integrator's laptop loads the bought-in machines, with a work order. */
    MACHINES_COMMISSIONED(Set.of(Extension.MACHINES, Extension.OPC_UA), Scenario.PIPEDREAM),
    /** The sensor gateways get firmware one after the other, and each is silent for minutes. */
    GATEWAYS_UPDATED(Set.of(Extension.SENSORS), Scenario.FUXNET),
    /** A new OPC client looks once which servers there are and what they hold. */
    OPC_CLIENT_INSTALLED(Set.of(Extension.OPC_UA), Scenario.HAVEX),
    /** The owner's technician loads the booster, with a work order. */
    BOOSTER_SERVICE(Set.of(Extension.BOOSTER), Scenario.UNITRONICS),
    /** One controller begins to read another, and goes on. */
    CONTROLLERS_COUPLED(Scenario.PLC_WORM),
    /** With a work order a technician tries an outstation from a laptop. */
    STATION_TRIED(Scenario.MAROOCHY),
    /** By day and work order the engineer loads blocks into a running controller. */
    DOWNLOAD_BY_ORDER(Scenario.STUXNET, Scenario.NIGHT_DOWNLOAD),
    /** A panel gets its maker's new version from a stick and looks for the licence server. */
    PANEL_SOFTWARE(Scenario.USB_IMPLANT),
    /** A bought machine with its own router: two computers behind one address. */
    MACHINE_BEHIND_ROUTER(Scenario.ROGUE_ACCESS_POINT),
    /** The engineering station is in the office for two hours, and not at its place. */
    STATION_MOVES(Scenario.DUAL_HOMED),
    /** The auditor's laptop: pings, documents, a report. */
    AUDIT(Scenario.SMASH_AND_GRAB),
    /** A contractor looks at the controllers once a month. */
    MONTHLY_CHECK(Scenario.LOW_AND_SLOW),
    /** Every fortnight one more value is archived and reported. */
    ARCHIVE_GROWS(Scenario.POISONER);

    final List<Scenario> twinOf;
    private final Set<Extension> needs;

    LifeEvent(Scenario... twinOf) {
        this(Set.of(), twinOf);
    }

    LifeEvent(Set<Extension> needs, Scenario... twinOf) {
        this.twinOf = List.of(twinOf);
        this.needs = needs;
    }

    @Override
    public Set<Extension> needs() {
        return needs;
    }

    /** The attacks that this looks like. */
    public List<Scenario> twinOf() {
        return twinOf;
    }

    /** Planned by people who work by day; the rest happens. */
    boolean isWork() {
        return switch (this) {
            case STANDBY_AFTER_FAILURE, POWER_CUT, CLOCK_CORRECTION, HALF_MIRROR, NIGHT_MAINTENANCE -> false;
            default -> true;
        };
    }

    /** Whether something of it is there from the first day, so that it must be among the occasions of {@link PlantSettings}. */
    public boolean isPrepared() {
        return this == STANDBY_FOR_PATCHES || this == STANDBY_AFTER_FAILURE;
    }

    /** Whether people agreed upon it before, so that there is a {@link WorkOrder}; the rest happens, or somebody just does it. */
    public boolean isOrdered() {
        return switch (this) {
            case STANDBY_AFTER_FAILURE,
                    VISIT_WITHOUT_ORDER,
                    POWER_CUT,
                    CLOCK_CORRECTION,
                    HALF_MIRROR,
                    UPDATER_CALLS_HOME,
                    STATION_MOVES,
                    ARCHIVE_GROWS -> false;
            default -> true;
        };
    }

    Story story(Stage stage) {
        return switch (this) {
            case STANDBY_FOR_PATCHES -> new StandbyTakesOver(stage, true);
            case STANDBY_AFTER_FAILURE -> new StandbyTakesOver(stage, false);
            case NEW_PANEL -> new NewPanel(stage);
            case WEEKLY_READER -> new WeeklyReader(stage);
            case ASSET_SCAN -> new AssetScan(stage);
            case CONTROLLER_REPLACED -> new ControllerReplaced(stage);
            case VENDOR_VISIT -> new VendorVisit(stage, true);
            case VISIT_WITHOUT_ORDER -> new VendorVisit(stage, false);
            case NEW_SCREEN -> new NewScreen(stage);
            case NEW_LEASE_SERVER -> new NewLeaseServer(stage);
            case POWER_CUT -> new PowerCut(stage);
            case CLOCK_CORRECTION -> new ClockCorrection(stage);
            case HALF_MIRROR -> new HalfMirror(stage);
            case METER_READING -> new MeterReading(stage);
            case SECOND_MASTER -> new SecondMaster(stage);
            case UPDATER_CALLS_HOME -> new UpdaterCallsHome(stage);
            case PATCH_DAY -> new PatchDay(stage);
            case BAY_TRIAL -> new BayTrial(stage);
            case NIGHT_MAINTENANCE -> new NightMaintenance(stage);
            case SWITCHING_PROGRAMME -> new SwitchingProgramme(stage);
            case PROOF_TEST -> new ProofTest(stage);
            case NEW_RECIPE -> new NewRecipe(stage);
            case REPUTATION_LOOKUPS -> new ReputationLookups(stage);
            case PING_MONITORING -> new PingMonitoring(stage);
            case DATABASE_MAINTENANCE -> new DatabaseMaintenance(stage);
            case MACHINES_COMMISSIONED -> new MachinesCommissioned(stage);
            case GATEWAYS_UPDATED -> new GatewaysUpdated(stage);
            case OPC_CLIENT_INSTALLED -> new OpcClientInstalled(stage);
            case BOOSTER_SERVICE -> new BoosterService(stage);
            case CONTROLLERS_COUPLED -> new ControllersCoupled(stage);
            case STATION_TRIED -> new StationTried(stage);
            case DOWNLOAD_BY_ORDER -> new DownloadByOrder(stage);
            case PANEL_SOFTWARE -> new PanelSoftware(stage);
            case MACHINE_BEHIND_ROUTER -> new MachineBehindRouter(stage);
            case STATION_MOVES -> new StationMoves(stage);
            case AUDIT -> new Audit(stage);
            case MONTHLY_CHECK -> new MonthlyCheck(stage);
            case ARCHIVE_GROWS -> new ArchiveGrows(stage);
        };
    }
}
