package dev.postern.plant.drives;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Timeline;
import dev.postern.plant.protocol.Profinet;
import dev.postern.plant.protocol.ProfinetConnection;
import dev.postern.plant.site.Hours;
import dev.postern.plant.site.Life;
import dev.postern.plant.site.S7Plc;
import dev.postern.plant.site.Site;

/**
 * The second pressure zone's controller tells a drive how fast to turn and the drive tells how fast it turns, cyclically; the panel's topology view asks
 * every hour who is there. A real pair exchanges every few milliseconds, this one four times a second, stretched like every period.
 */
public final class Drives {
    private static final long PERIOD_NANOS = 250_000_000;
    /** A cycle counter counts 31.25 microseconds. */
    private static final int COUNTS = 8_000;

    private static final int TO_DRIVE = 0x8001;
    private static final int FROM_DRIVE = 0x8002;
    private static final int SIEMENS = 0x2A;
    private static final int DRIVE = 0x0501;
    /** 512 ms, the longest period that there is: cycles are 32 times 31.25 microseconds. */
    private static final int RATIO = 512;

    private static final int RUN = 0x047F;
    private static final int RUNS = 0x0337;
    private static final double TURNS_PER_PERCENT = 14.5;

    public final Host drive;
    private final S7Plc controller;
    private final Site site;
    private final Network network;
    private final Timeline timeline;
    private final Dice dice;
    private final long periodNanos;
    private long gridNanos;
    private int cycle;
    private double speed;
    private Timeline.Witness witness;

    private Drives(Site site, Life life) {
        this.site = site;
        network = site.network;
        timeline = network.timeline();
        dice = new Dice(site.seed, "drives");
        periodNanos = (long) (PERIOD_NANOS * life.thinning());
        controller = site.pressureZones.get(1);
        drive = site.visitor(
                "drive-1", Host.Stack.SIEMENS, 0x286336_0D11A0L, Host.ip("10.10.1.247"), site.controlRouter);
        site.attach(drive);
    }

    public static Drives install(Site site, Life life) {
        Drives drives = new Drives(site, life);
        drives.timeline.plan(site.startNanos + Hours.SECOND, drives::find);
        drives.gridNanos = site.startNanos + 3 * Hours.SECOND;
        drives.timeline.plan(drives.gridNanos, drives::exchange);
        drives.timeline.plan(site.startNanos + drives.dice.between(0, Hours.HOUR), drives::survey);
        return drives;
    }

    /** The controller looks for the name of its device. */
    private void find(long nowNanos) {
        int transaction = dice.below(1 << 30);
        Host asker = controller.host();
        network.ethernet(
                nowNanos,
                asker,
                Profinet.IDENTIFY_GROUP,
                Profinet.ETHER_TYPE,
                Profinet.identify(transaction, drive.name));
        tell(nowNanos + dice.around(3_000_000, 0.4), asker, transaction, drive);
        timeline.plan(nowNanos + dice.around(200_000_000, 0.3), this::connect);
    }

    /** Connection, parameters, and the device's word that it is ready. */
    private void connect(long nowNanos) {
        Host asker = controller.host();
        byte[] application = new byte[16];
        dice.fill(application);
        ProfinetConnection made = new ProfinetConnection(application, asker.guid(), SIEMENS, DRIVE);
        long at = ask(
                nowNanos,
                asker,
                drive,
                made.connect(0, asker.name, asker.mac(), TO_DRIVE, FROM_DRIVE, RATIO),
                made.connected(0, drive.mac(), TO_DRIVE, FROM_DRIVE));
        at = ask(at + 2_000_000, asker, drive, made.parametersEnd(1), made.parametersEnded(1));
        made = new ProfinetConnection(application, drive.guid(), SIEMENS, DRIVE);
        ask(at + dice.around(90_000_000, 0.4), drive, asker, made.ready(0), made.readyHeard(0));
    }

    private long ask(long atNanos, Host asker, Host asked, byte[] question, byte[] answer) {
        int port = asker.nextPort();
        long there = network.udp(atNanos, asker, port, asked, ProfinetConnection.PORT, question);
        if (there == Network.LOST) return atNanos;
        return network.udp(there + dice.around(4_000_000, 0.4), asked, ProfinetConnection.PORT, asker, port, answer);
    }

    /** The panel asks everybody. */
    private void survey(long nowNanos) {
        timeline.plan(nowNanos + Hours.HOUR + dice.around(5_000_000, 0.4), this::survey);
        int transaction = dice.below(1 << 30);
        network.ethernet(
                nowNanos, site.hmi, Profinet.IDENTIFY_GROUP, Profinet.ETHER_TYPE, Profinet.identifyAll(transaction));
        tell(nowNanos + dice.between(2_000_000, Hours.SECOND), site.hmi, transaction, drive);
        tell(nowNanos + dice.between(2_000_000, Hours.SECOND), site.hmi, transaction, controller.host());
    }

    private void tell(long atNanos, Host asker, int transaction, Host who) {
        boolean device = who == drive;
        who.tells("vendor", "Siemens");
        who.tells("model", device ? "SINAMICS G120" : "S7-400");
        byte[] answer = Profinet.identified(
                transaction,
                device ? "SINAMICS G120" : "S7-400",
                who.name,
                device ? DRIVE : 0x0101,
                device ? 1 : 2,
                who.ip(),
                site.controlRouter.ip());
        network.ethernet(atNanos, who, asker.mac(), Profinet.ETHER_TYPE, answer);
    }

    /** From now on the cyclic exchange belongs to {@code owner}; null for nobody. */
    public void witnessedBy(Timeline.Witness owner) {
        witness = owner;
    }

    private void exchange(long nowNanos) {
        timeline.witnessed(witness, () -> exchangeOnce(nowNanos));
        gridNanos += periodNanos;
        timeline.plan(gridNanos + dice.around(20_000, 0.4), this::exchange);
    }

    private void exchangeOnce(long nowNanos) {
        double wanted = controller.output(nowNanos) * TURNS_PER_PERCENT;
        speed += (wanted - speed) * 0.4;
        cycle = cycle + COUNTS & 0xFFFF;
        int turns = (int) Math.max(0, speed + 2 * dice.bell());
        byte[] asked = Profinet.cyclic(TO_DRIVE, RUN, (int) wanted, cycle);
        byte[] told = Profinet.cyclic(FROM_DRIVE, RUNS, turns, cycle + 32 & 0xFFFF);
        network.ethernet(nowNanos, controller.host(), drive.mac(), Profinet.ETHER_TYPE, asked);
        network.ethernet(
                nowNanos + dice.around(900_000, 0.2), drive, controller.host().mac(), Profinet.ETHER_TYPE, told);
    }
}
