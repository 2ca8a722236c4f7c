package dev.postern.plant;

import dev.postern.model.Verb;
import dev.postern.plant.iiot.Sensors;
import dev.postern.plant.net.Host;
import dev.postern.plant.site.Console;
import java.util.List;

/** The administrator brings the sensor gateways up to date, one after the other: logs in, sends the firmware, has it restart, is silent for minutes. */
final class GatewaysUpdated extends Story {
    private static final int FIRMWARE_BYTES = 90_000;

    GatewaysUpdated(Stage stage) {
        super(stage);
    }

    @Override
    void order(long atNanos) {
        order(
                atNanos,
                3 * HOUR,
                "firmware of the sensor gateways",
                List.of(site.engineering),
                annexes.get(Sensors.class).gateways,
                Verb.LOGIN,
                Verb.FIRMWARE,
                Verb.RESTART);
    }

    @Override
    void begin(long nowNanos) {
        long at = nowNanos;
        for (Host gateway : annexes.get(Sensors.class).gateways) {
            timeline.plan(at, now -> update(now, gateway));
            at += dice.around(25 * MINUTE, 0.3);
        }
    }

    private void update(long nowNanos, Host gateway) {
        Host source = site.engineering;
        long[] end = {nowNanos};
        act(nowNanos, "updates " + gateway, source, gateway, Ledger.Technique.DEFAULT_PASSWORD, () -> {
            Console console = new Console(nowNanos, network, source, gateway, dice);
            if (!console.isOpen()) return;
            long at = console.login("admin", "Tide-7-gate", true);
            at = console.command(at + 4 * SECOND, "show version");
            at = console.command(at + 9 * SECOND, "upgrade tftp");
            end[0] = Transfers.tftp(
                    at + SECOND, network, source, gateway, "gw-5.2.img", FIRMWARE_BYTES, site.errands, dice);
            end[0] = console.command(Math.max(end[0], at) + 9 * SECOND, "reboot");
            console.close(end[0] + 100_000_000);
        });
        long down = end[0] + 2 * SECOND;
        timeline.plan(down, now -> gateway.goesDown());
        timeline.plan(down + dice.around(3 * MINUTE, 0.3), now -> {
            gateway.comesUp();
            network.announce(now, gateway);
        });
    }
}
