package dev.postern.plant;

import dev.postern.model.Verb;
import dev.postern.plant.net.Host;
import dev.postern.plant.site.Device;
import java.util.List;

/** The maintenance contractor's laptop, once a month by contract: one controller after the other is pinged and asked what it is. */
final class MonthlyCheck extends Story {
    private static final long AGAIN_NANOS = 30 * DAY;
    private static final long EACH_NANOS = 4 * MINUTE;
    private final Host laptop;

    MonthlyCheck(Stage stage) {
        super(stage);
        laptop = site.visitor(
                "contractor", Host.Stack.WINDOWS, 0x8CEC4B_71D47FL, Host.ip("10.10.2.71"), site.supervisionRouter);
    }

    @Override
    void order(long atNanos) {
        long lasts = aVisit(asked().size(), EACH_NANOS);
        order(atNanos, lasts, "the contractor's monthly check", List.of(laptop), hosts(asked()), Verb.IDENTIFY);
    }

    @Override
    void begin(long nowNanos) {
        network.announce(nowNanos, laptop);
        long at = nowNanos + 2 * MINUTE;
        for (Device device : asked()) {
            timeline.plan(
                    at,
                    now -> act(
                            now,
                            "checks " + device.host() + " by contract",
                            laptop,
                            device.host(),
                            Ledger.Technique.DEVICE_INFORMATION,
                            () -> {
                                network.ping(now, laptop, device.host(), 5, 1);
                                Visits.ask(now + SECOND, network, laptop, device, false, dice);
                            }));
            at += dice.around(EACH_NANOS, 0.3);
        }
        plan(nowNanos + AGAIN_NANOS + dice.between(0, 2 * HOUR));
    }
}
