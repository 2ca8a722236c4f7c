package dev.postern.plant;

import dev.postern.model.Verb;
import dev.postern.plant.net.Host;
import dev.postern.plant.site.Device;
import java.util.List;

/** A tool that keeps versions and settings of controllers for comparison; it runs early on the same day of each week. */
final class WeeklyReader extends Story {
    private static final long WEEK_NANOS = 7 * DAY;
    private final Host tool;

    WeeklyReader(Stage stage) {
        super(stage);
        tool = site.visitor(
                "versions-1", Host.Stack.LINUX, 0x005056_A1C351L, Host.ip("10.10.2.50"), site.supervisionRouter);
    }

    @Override
    void order(long atNanos) {
        order(atNanos, 2 * HOUR, "a tool for versions is set up", List.of(tool), hosts(asked()), Verb.READ);
    }

    @Override
    void begin(long nowNanos) {
        site.attach(tool);
        network.announce(nowNanos, tool);
        housekeeping.join(nowNanos, tool, false);
        run(nowNanos + MINUTE);
    }

    private void run(long nowNanos) {
        long at = nowNanos;
        for (Device device : asked()) {
            timeline.plan(
                    at,
                    now -> act(
                            now,
                            "reads the settings of " + device.host(),
                            tool,
                            device.host(),
                            Ledger.Technique.DEVICE_INFORMATION,
                            () -> Visits.ask(now, network, tool, device, true, dice)));
            at += dice.around(15 * SECOND, 0.3);
        }
        timeline.plan(nowNanos + WEEK_NANOS, now -> run(now + dice.between(0, 4 * MINUTE)));
    }
}
