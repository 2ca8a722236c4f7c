package dev.postern.plant.site;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Timeline;
import dev.postern.plant.protocol.Cip;
import dev.postern.plant.protocol.Modbus;
import dev.postern.plant.protocol.S7;
import java.util.List;

/** Operators in three shifts, who watch, acknowledge, set; and the engineer, who comes on working days only. */
final class People {
    private static final long BETWEEN_SETPOINTS_NANOS = 100 * Hours.MINUTE;
    private static final long LOOKS_AT_ALARMS_NANOS = 4 * Hours.MINUTE;
    private static final double NIGHT_ACTIVITY = 0.15;
    private static final int PROGRAMMING_DEVICE = 1;

    private final Site site;
    private final Pollers pollers;
    private final Timeline timeline;
    private final Dice operator;
    private final Dice engineer;
    private int reference = 1;

    People(Site site, Pollers pollers) {
        this.site = site;
        this.pollers = pollers;
        timeline = site.network.timeline();
        operator = new Dice(site.seed, "operator");
        engineer = new Dice(site.seed, "engineer");
    }

    void begin(long atNanos) {
        timeline.plan(atNanos + operator.waiting(BETWEEN_SETPOINTS_NANOS), this::setSomething);
        timeline.plan(atNanos + LOOKS_AT_ALARMS_NANOS, this::lookAtAlarms);
        Daily.plan(timeline, atNanos, 9 * 60, this::engineerDay);
        Daily.plan(timeline, atNanos, 10 * 60, this::switchingDay);
    }

    private void setSomething(long nowNanos) {
        timeline.plan(nowNanos + Hours.MINUTE + operator.waiting(BETWEEN_SETPOINTS_NANOS), this::setSomething);
        if (!Hours.isDayShift(nowNanos) && !operator.chance(NIGHT_ACTIVITY)) return;
        switch (operator.below(4)) {
            case 0, 1 -> setLevel(nowNanos);
            case 2 -> {
                S7Poller panel = pick(pollers.panels, operator);
                panel.writeSetpoint(nowNanos, 4 + operator.below(21) / 10f);
            }
            default -> pick(pollers.mixers, operator).writeSetpoint(nowNanos, 300 + 10 * operator.below(6));
        }
    }

    private void setLevel(long nowNanos) {
        ModbusPoller poller = pick(pollers.pumps, operator);
        int step = (operator.below(9) - 4) * 50;
        int setpoint = Math.clamp(poller.plc().setpoint() + step, 5_500, 7_500);
        poller.write(nowNanos, Modbus.write(Modbus.WRITE_REGISTER, ModbusPlc.SETPOINT, setpoint));
    }

    private void lookAtAlarms(long nowNanos) {
        timeline.plan(nowNanos + operator.around(LOOKS_AT_ALARMS_NANOS, 0.6), this::lookAtAlarms);
        for (ModbusPoller poller : pollers.pumps)
            if (poller.plc().wantsAcknowledgement(nowNanos))
                poller.write(nowNanos, Modbus.write(Modbus.WRITE_COIL, ModbusPlc.COIL_ACKNOWLEDGE, 0xFF00));
    }

    /** Planned switching: on some working days one feeder goes out and comes back. */
    private void switchingDay(long nowNanos) {
        if (!Hours.isWorkday(nowNanos) || !operator.chance(0.5)) return;
        Dnp3Poller poller = pick(pollers.substations, operator);
        int breaker = operator.below(Feeders.COUNT);
        long open = nowNanos + operator.between(0, 4 * Hours.HOUR);
        timeline.plan(open, now -> poller.operate(now, breaker, false));
        timeline.plan(
                open + operator.between(20 * Hours.MINUTE, 40 * Hours.MINUTE),
                now -> poller.operate(now, breaker, true));
    }

    private void engineerDay(long nowNanos) {
        if (!Hours.isWorkday(nowNanos)) return;
        long at = nowNanos;
        for (int i = 0; i < 3; i++) {
            at += engineer.between(20 * Hours.MINUTE, 140 * Hours.MINUTE);
            timeline.plan(at, this::goOnline);
        }
    }

    private void goOnline(long nowNanos) {
        switch (engineer.below(4)) {
            case 0 -> identifyPump(nowNanos);
            case 1 -> identifyMixer(nowNanos);
            default -> {
                S7Plc plc = pick(site.pressureZones, engineer);
                Session session = new Session(site.network, site.engineering, plc, engineer);
                long at = introduce(session, nowNanos);
                watch(session, at, 6 + engineer.below(20), engineer.chance(0.5));
            }
        }
    }

    private void identifyPump(long nowNanos) {
        Session session = new Session(site.network, site.engineering, pick(site.pumpingStations, engineer), engineer);
        long at = session.open(nowNanos);
        if (!session.isOpen()) return;
        at = session.ask(at + 2_000_000, Modbus.message(1, 255, Modbus.askIdentity()));
        session.settle();
        session.tcp().close(at + 3 * Hours.SECOND);
    }

    private void identifyMixer(long nowNanos) {
        CipPlc plc = pick(site.mixingLines, engineer);
        int port = site.engineering.nextPort();
        long there = site.network.udp(nowNanos, site.engineering, port, plc.host(), Cip.PORT, Cip.listIdentity());
        byte[] listed = Cip.identityListed(plc.toldIdentity(), plc.host().ip());
        site.network.udp(there + 1_500_000, plc.host(), Cip.PORT, site.engineering, port, listed);
        Session session = new Session(site.network, site.engineering, plc, engineer);
        long at = session.open(nowNanos + 2 * Hours.SECOND);
        if (!session.isOpen()) return;
        at = session.ask(at + 1_000_000, Cip.registerSession(0));
        int handle = 0x0B00_1D02;
        at = session.ask(at + 1_000_000, Cip.sendRrData(handle, 1, Cip.askIdentity()));
        session.settle();
        session.tcp().close(at + 4 * Hours.SECOND);
    }

    /** Connects as a programming device and reads who the controller is. */
    private long introduce(Session session, long nowNanos) {
        long at = session.open(nowNanos);
        if (!session.isOpen()) return at;
        at = session.ask(at, S7.connect(PROGRAMMING_DEVICE, 0, 2));
        at = session.ask(at + 1_000_000, S7.job(next(), S7.setup(480)));
        at = session.ask(at + 4_000_000, S7.ask(next(), 4, 1, S7.statusList(0x11, 0)));
        at = session.ask(at + 4_000_000, S7.ask(next(), 4, 1, S7.statusList(0x1C, 0)));
        at = session.ask(at + 9_000_000, S7.ask(next(), 3, 1, S7.emptyData()));
        session.settle();
        return at;
    }

    private void watch(Session session, long nowNanos, int looks, boolean uploads) {
        if (!session.isOpen()) return;
        if (looks > 0) {
            S7.Item item = new S7.Item(S7.DATA_BLOCK, S7Plc.PROCESS_BLOCK, 0, 12);
            long at = session.ask(nowNanos, S7.job(next(), S7.variables(S7.READ, item)));
            session.settle();
            timeline.plan(at + engineer.around(9 * Hours.SECOND, 0.4), now -> watch(session, now, looks - 1, uploads));
            return;
        }
        long at = uploads ? upload(session, nowNanos) : nowNanos;
        session.tcp().close(at + 5 * Hours.SECOND);
    }

    private long upload(Session session, long nowNanos) {
        long at = session.ask(nowNanos, S7.job(next(), S7.named(S7.START_UPLOAD, "0800001A")));
        S7Plc plc = (S7Plc) session.device();
        while (plc.hasMoreToUpload()) at = session.ask(at + 2_000_000, S7.job(next(), S7.upload(S7.UPLOAD, 7)));
        at = session.ask(at + 2_000_000, S7.job(next(), S7.upload(S7.END_UPLOAD, 7)));
        session.settle();
        return at;
    }

    private int next() {
        reference = (reference + 1) & 0xFFFF;
        return reference;
    }

    private static <T> T pick(List<T> all, Dice dice) {
        return all.get(dice.below(all.size()));
    }
}
