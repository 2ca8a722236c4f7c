package dev.postern.plant.machines;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Timeline;
import dev.postern.plant.protocol.Codesys3;
import dev.postern.plant.protocol.Fins;
import dev.postern.plant.protocol.Modbus;
import dev.postern.plant.protocol.Umas;
import dev.postern.plant.site.Daily;
import dev.postern.plant.site.Hours;
import dev.postern.plant.site.Life;
import dev.postern.plant.site.Session;
import dev.postern.plant.site.Site;

/**
 * Sludge press, filter line and dosing skid in their ordinary life: the second panel reads press and filters, and on working days the engineer looks at
 * the press and the skid for a moment.
 */
public final class Machines {
    private static final long PRESS_NANOS = 3 * Hours.SECOND;
    private static final long FILTER_NANOS = 2 * Hours.SECOND;
    private static final int UNIT = 1;
    private static final int FIRST_WORD = 100;
    private static final int WORDS = 10;

    public final UmasPlc press;
    public final FinsPlc filters;
    public final CodesysPlc skid;

    private final Site site;
    private final Network network;
    private final Timeline timeline;
    private final Dice dice;
    private final double thinning;
    private final Session session;
    private int transaction;
    private int service;

    private Machines(Site site, Life life) {
        this.site = site;
        network = site.network;
        timeline = network.timeline();
        thinning = life.thinning();
        dice = new Dice(site.seed, "machines");
        press = new UmasPlc(host(life, "press-1", Host.Stack.EMBEDDED, 0x0080F4, 235), dice);
        skid = new CodesysPlc(
                host(life, "skid-1", Host.Stack.LINUX, 0x003056, 236), "C" + (100_000 + dice.below(900_000)));
        filters = new FinsPlc(network, host(life, "filters-1", Host.Stack.EMBEDDED, 0x00000A, 237), dice);
        session = new Session(network, site.panel, press, dice);
    }

    private Host host(Life life, String name, Host.Stack stack, long vendor, int number) {
        long mac = vendor << 24 | dice.below(1 << 24);
        Host host = site.visitor(name, stack, mac, Host.ip("10.10.1." + number), site.controlRouter);
        site.attach(host);
        life.housekeeping().join(site.startNanos, host, false);
        return host;
    }

    public static Machines install(Site site, Life life) {
        Machines machines = new Machines(site, life);
        Timeline timeline = machines.timeline;
        timeline.plan(site.startNanos + machines.dice.between(0, PRESS_NANOS), machines::readPress);
        timeline.plan(site.startNanos + machines.dice.between(0, FILTER_NANOS), machines::readFilters);
        Daily.plan(timeline, site.startNanos, 9 * 60 + 40, machines::day);
        return machines;
    }

    private void readPress(long nowNanos) {
        timeline.plan(nowNanos + (long) (PRESS_NANOS * thinning) + dice.around(2_500_000, 0.5), this::readPress);
        if (session.isOpen() && session.tcp().readyNanos() > nowNanos) return;
        long at = session.isOpen() ? nowNanos : session.open(nowNanos);
        if (!session.isOpen()) return;
        transaction = transaction + 1 & 0xFFFF;
        byte[] read = Modbus.read(Modbus.READ_HOLDING, 0, UmasPlc.REGISTERS);
        session.ask(at, Modbus.message(transaction, UNIT, read));
        session.settle();
    }

    private void readFilters(long nowNanos) {
        timeline.plan(nowNanos + (long) (FILTER_NANOS * thinning) + dice.around(2_500_000, 0.5), this::readFilters);
        service = service + 1 & 0xFF;
        filters.ask(nowNanos, site.panel, service, Fins.MEMORY_READ, Fins.words(FIRST_WORD, WORDS));
    }

    private void day(long nowNanos) {
        if (!Hours.isWorkday(nowNanos)) return;
        timeline.plan(nowNanos + dice.between(0, 3 * Hours.HOUR), this::lookAtPress);
        timeline.plan(nowNanos + dice.between(0, 3 * Hours.HOUR), this::lookAtSkid);
    }

    private void lookAtPress(long nowNanos) {
        Session look = new Session(network, site.engineering, press, dice);
        long at = look.open(nowNanos);
        if (!look.isOpen()) return;
        int number = 1;
        for (int function : new int[] {Umas.INIT, Umas.READ_ID, Umas.READ_PROJECT, Umas.READ_PLC})
            at = look.ask(at + 3_000_000, Modbus.message(number++, 0, Umas.ask(0, function)));
        for (int i = 0; i < 8; i++)
            at = look.ask(
                    at + 900_000_000,
                    Modbus.message(number++, 0, Umas.ask(0, Umas.READ_MEMORY, Umas.memory(20, 160 * i, 160))));
        look.settle();
        look.tcp().close(at + Hours.SECOND);
    }

    private void lookAtSkid(long nowNanos) {
        CodesysVisit visit = new CodesysVisit(network, site.engineering, skid, dice);
        long at = visit.open(nowNanos);
        if (!visit.isOpen()) return;
        at = visit.login(at + 5_000_000, "engineer", "Skid-22");
        at = visit.ask(at + 5_000_000, Codesys3.APP, Codesys3.APP_LOGIN);
        for (int i = 0; i < 20; i++) at = visit.ask(at + Hours.SECOND, Codesys3.APP, Codesys3.APP_STATUS);
        at = visit.ask(at + Hours.SECOND, Codesys3.APP, Codesys3.APP_LOGOUT);
        visit.close(at + Hours.SECOND);
    }
}
