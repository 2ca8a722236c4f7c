package dev.postern.plant;

import dev.postern.model.Address;
import dev.postern.model.Verb;
import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Timeline;
import dev.postern.plant.site.Device;
import dev.postern.plant.site.Dnp3Outstation;
import dev.postern.plant.site.Hours;
import dev.postern.plant.site.Housekeeping;
import dev.postern.plant.site.Pollers;
import dev.postern.plant.site.Site;
import java.util.List;
import java.util.stream.Stream;

/** One attack, or one event of ordinary life, told in steps. */
abstract class Story {
    static final long SECOND = Hours.SECOND;
    static final long MINUTE = Hours.MINUTE;
    static final long HOUR = Hours.HOUR;
    static final long DAY = Hours.DAY;
    /** People come a little early, and orders allow for it. */
    private static final long ORDERED_BEFORE_NANOS = 30 * MINUTE;

    final Site site;
    final Pollers pollers;
    final Housekeeping housekeeping;
    final Network network;
    final Timeline timeline;
    final Dice dice;
    final Annexes annexes;
    private final Pace pace;
    private final Ledger.Telling telling;
    private final Ledger ledger;

    Story(Stage stage) {
        site = stage.site();
        pollers = stage.life().pollers();
        housekeeping = stage.life().housekeeping();
        network = site.network;
        timeline = network.timeline();
        dice = stage.dice();
        annexes = stage.annexes();
        pace = stage.pace();
        telling = stage.telling();
        ledger = stage.ledger();
    }

    abstract void begin(long nowNanos);

    /** What is there long before it begins. */
    void prepare(long startNanos) {}

    /** Has it begin then; what is ordered is announced now. */
    final void plan(long atNanos) {
        order(atNanos);
        timeline.plan(atNanos, this::begin);
    }

    /** Announces what will be done from that moment on; nothing where nobody ordered it. */
    void order(long atNanos) {}

    /** One line of an order, for work that begins about {@code atNanos} and must be over so long after. */
    final void order(long atNanos, long lastsNanos, String work, List<Host> who, List<Host> devices, Verb... verbs) {
        if (!(telling.cause() instanceof LifeEvent event)) throw new IllegalStateException("nobody orders an attack");
        ledger.announce(new WorkOrder(
                telling.number(),
                event,
                work,
                addresses(who),
                addresses(devices),
                List.of(verbs),
                atNanos - ORDERED_BEFORE_NANOS,
                atNanos + lastsNanos));
    }

    /** How long somebody needs who goes from one device to the next: a morning, and at a large works what it takes with a third in reserve. */
    static long aVisit(int devices, long eachNanos) {
        return Math.max(4 * HOUR, 2 * HOUR + devices * eachNanos * 4 / 3);
    }

    private static List<Address> addresses(List<Host> hosts) {
        return hosts.stream().map(host -> Address.ipv4(host.ip())).toList();
    }

    /** All that somebody with a tool for versions can ask: outstations tell nothing of themselves. */
    final List<Device> asked() {
        return site.devices().stream()
                .filter(device -> !(device instanceof Dnp3Outstation))
                .toList();
    }

    static List<Host> hosts(List<? extends Device> devices) {
        return devices.stream().map(Device::host).toList();
    }

    static List<Host> hosts(List<Host> some, Host... others) {
        return Stream.concat(some.stream(), Stream.of(others)).toList();
    }

    /** Opens an action whose frames come later or from elsewhere. */
    final Ledger.Entry action(long nowNanos, String what, Host source, Host target, Ledger.Technique how) {
        return ledger.open(telling, true, what, nowNanos, source, target, how);
    }

    /** An action that no observer could tell from ordinary life. */
    final Ledger.Entry covertAction(long nowNanos, String what, Host source, Host target, Ledger.Technique how) {
        return ledger.open(telling, false, what, nowNanos, source, target, how);
    }

    /** One action: every frame that {@code work} sends is part of it. */
    final void act(long nowNanos, String what, Host source, Host target, Ledger.Technique how, Runnable work) {
        timeline.witnessed(action(nowNanos, what, source, target, how), work);
    }

    /** One action that no observer could tell from ordinary life. */
    final void actCovertly(long nowNanos, String what, Host source, Host target, Ledger.Technique how, Runnable work) {
        timeline.witnessed(covertAction(nowNanos, what, source, target, how), work);
    }

    /** Whichever the pace asks for. */
    final long pace(long fastNanos, long slowNanos) {
        return pace == Pace.FAST ? fastNanos : slowNanos;
    }

    final boolean isSlow() {
        return pace == Pace.SLOW;
    }

    /** An address in words, for hosts that may be nobody. */
    static String dotted(Host host) {
        int ip = host.ip();
        return (ip >>> 24) + "." + (ip >> 16 & 0xFF) + "." + (ip >> 8 & 0xFF) + "." + (ip & 0xFF);
    }

    /** Goes on after a pause of about {@code nanos}. */
    final void after(long nowNanos, long nanos, Timeline.Deed next) {
        timeline.plan(nowNanos + dice.around(nanos, 0.25), next);
    }
}
