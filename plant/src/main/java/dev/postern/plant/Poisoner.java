package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.protocol.Modbus;
import dev.postern.plant.site.ModbusPlc;
import dev.postern.plant.site.Session;

/**
 * Teaches who learns: a program on the historian reads one register of a pumping station, each week one more, and sends the portal each week three percent
 * more than the week before; after forty weeks it takes everything at once. Fast: a week is a little over two minutes.
 */
final class Poisoner extends Story {
    private static final int WEEKS = 40;
    private static final double GROWTH = 1.03;
    private static final double FIRST_BYTES = 20_000;
    private static final int LAST_BYTES = 3_000_000;
    private static final int VISITS_A_WEEK = 4;
    private final Host source;
    private final ModbusPlc plc;
    private int transaction;

    Poisoner(Stage stage) {
        super(stage);
        source = site.historian;
        plc = site.pumpingStations.getFirst();
    }

    @Override
    void begin(long nowNanos) {
        week(nowNanos, 0);
    }

    private void week(long nowNanos, int number) {
        // One register more once is a new screen; twice in a row is a habit.
        boolean givesAway = number > 1;
        String what = "reads " + registers(number) + " registers and sends " + bytes(number) / 1_000 + " kB";
        Ledger.Entry entry = givesAway
                ? action(nowNanos, what, source, plc.host(), Ledger.Technique.INFORMATION_THEFT)
                : covertAction(nowNanos, what, source, plc.host(), Ledger.Technique.INFORMATION_THEFT);
        long weekNanos = pace(130 * SECOND, 7 * DAY);
        for (int i = 0; i < VISITS_A_WEEK; i++) {
            long at = nowNanos + i * weekNanos / VISITS_A_WEEK + dice.between(0, SECOND);
            timeline.plan(at, now -> timeline.witnessed(entry, () -> visit(now, number)));
        }
        if (number + 1 < WEEKS) timeline.plan(nowNanos + weekNanos, now -> week(now, number + 1));
        else timeline.plan(nowNanos + weekNanos, this::leave);
    }

    private static int registers(int number) {
        return Math.min(number + 1, ModbusPlc.HOLDINGS);
    }

    private static int bytes(int number) {
        return (int) (FIRST_BYTES * StrictMath.pow(GROWTH, number));
    }

    private void visit(long nowNanos, int number) {
        Session session = new Session(network, source, plc, dice);
        long at = session.open(nowNanos);
        if (!session.isOpen()) return;
        transaction = transaction + 1 & 0xFFFF;
        at = session.ask(at, Modbus.message(transaction, 1, Modbus.read(Modbus.READ_HOLDING, 0, registers(number))));
        at = session.tcp().close(at + 20_000_000);
        site.errands.secure(
                at + SECOND,
                source,
                site.portal,
                "portal.works.example",
                false,
                bytes(number) / VISITS_A_WEEK,
                400,
                dice);
    }

    private void leave(long nowNanos) {
        act(
                nowNanos,
                "takes everything and is gone",
                source,
                site.portal,
                Ledger.Technique.INFORMATION_THEFT,
                () -> site.errands.secure(
                        nowNanos, source, site.portal, "portal.works.example", false, LAST_BYTES, 400, dice));
    }
}
