package dev.postern.plant;

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
    METER_READING(Scenario.ROGUE_READER_HOURLY);

    final Scenario twinOf;

    LifeEvent(Scenario twinOf) {
        this.twinOf = twinOf;
    }

    /** The attack that this looks like. */
    public Scenario twinOf() {
        return twinOf;
    }

    /** Planned by people who work by day; the rest happens. */
    boolean isWork() {
        return switch (this) {
            case STANDBY_AFTER_FAILURE, POWER_CUT, CLOCK_CORRECTION, HALF_MIRROR -> false;
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
            case VENDOR_VISIT -> new VendorVisit(stage);
            case NEW_SCREEN -> new NewScreen(stage);
            case NEW_LEASE_SERVER -> new NewLeaseServer(stage);
            case POWER_CUT -> new PowerCut(stage);
            case CLOCK_CORRECTION -> new ClockCorrection(stage);
            case HALF_MIRROR -> new HalfMirror(stage);
            case METER_READING -> new MeterReading(stage);
        };
    }
}
