package dev.postern.plant;

import dev.postern.plant.protocol.Modbus;
import dev.postern.plant.site.ModbusPoller;

/** Every fortnight the engineer adds a value to the archive: one more register is read, and the report for the portal is a little longer. Six times. */
final class ArchiveGrows extends Story {
    private static final int TIMES = 6;
    private static final int FIRST_REGISTER = 3;
    private static final int BYTES = 6_000;
    private int archived;

    ArchiveGrows(Stage stage) {
        super(stage);
    }

    @Override
    void begin(long nowNanos) {
        grow(nowNanos, 1);
    }

    private void grow(long nowNanos, int number) {
        archived = number;
        ModbusPoller poller = pollers.pumps.getLast();
        poller.alsoAsks(Modbus.read(Modbus.READ_HOLDING, FIRST_REGISTER, number));
        Ledger.Entry entry = action(
                nowNanos,
                "archives " + number + " more registers",
                site.historian,
                site.portal,
                Ledger.Technique.INFORMATION_THEFT);
        report(nowNanos + MINUTE, number, entry);
        if (number < TIMES) timeline.plan(nowNanos + 14 * DAY, now -> grow(now, number + 1));
    }

    private void report(long atNanos, int number, Ledger.Entry entry) {
        timeline.plan(atNanos, now -> {
            if (archived > number) return;
            timeline.witnessed(
                    entry,
                    () -> site.errands.secure(
                            now,
                            site.historian,
                            site.portal,
                            "portal.works.example",
                            false,
                            BYTES * number,
                            400,
                            dice));
            report(now + DAY, number, entry);
        });
    }
}
