package dev.postern.plant;

import dev.postern.plant.iiot.Sensors;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.protocol.Modbus;
import dev.postern.plant.site.Console;
import java.util.ArrayList;
import java.util.List;

/**
 * After Fuxnet of 2024: from the broker in the DMZ somebody logs in to one sensor gateway after the other with the password it was delivered with, has
 * each flood the field bus behind it, wipes it, and all that stood behind the gateways is silent.
 */
final class Fuxnet extends Story {
    private static final int FLOOD = 600;
    private static final int TARGET_FAILED = 0x0B;
    private static final long SILENT_NANOS = 2 * DAY;
    private static final String[] PASSWORDS = {"admin", "root", "1234"};
    private final Host source;
    private final List<Host> gateways;

    Fuxnet(Stage stage) {
        super(stage);
        Sensors sensors = annexes.get(Sensors.class);
        source = sensors.broker;
        gateways = new ArrayList<>(sensors.gateways);
    }

    @Override
    void begin(long nowNanos) {
        long at = nowNanos;
        for (Host gateway : gateways) {
            timeline.plan(at, now -> logIn(now, gateway));
            at += dice.around(pace(20 * SECOND, 30 * HOUR), 0.3);
        }
    }

    private void logIn(long nowNanos, Host gateway) {
        act(
                nowNanos,
                "tries the passwords " + gateway + " came with",
                source,
                gateway,
                Ledger.Technique.DEFAULT_PASSWORD,
                () -> {
                    long at = nowNanos;
                    for (int i = 0; i < PASSWORDS.length; i++) {
                        Console console = new Console(at, network, source, gateway, dice);
                        if (!console.isOpen()) return;
                        boolean right = i == PASSWORDS.length - 1;
                        at = console.login("root", PASSWORDS[i], right);
                        if (right) at = console.command(at + 100_000_000, "uname -a");
                        at = console.close(at + 200_000_000) + 50_000_000;
                    }
                });
        after(nowNanos, 15 * SECOND, now -> flood(now, gateway));
    }

    private void flood(long nowNanos, Host gateway) {
        act(nowNanos, "floods the field bus behind " + gateway, source, gateway, Ledger.Technique.FLOOD, () -> {
            Tcp tcp = Tcp.connect(nowNanos, network, source, gateway, Modbus.PORT);
            long at = tcp.readyNanos();
            for (int i = 1; i <= FLOOD && tcp.isOpen(); i++) {
                int unit = 1 + dice.below(247);
                byte[] asked = Modbus.read(Modbus.READ_HOLDING, dice.below(0x8000), 1 + dice.below(40));
                at = tcp.exchange(
                        at + 200_000,
                        Modbus.message(i, unit, asked),
                        dice.around(9_000_000, 0.3),
                        Modbus.message(i, unit, Modbus.exception(Modbus.READ_HOLDING, TARGET_FAILED)));
            }
            if (tcp.isOpen()) tcp.close(at + 1_000_000);
        });
        after(nowNanos, MINUTE, now -> wipe(now, gateway));
    }

    private void wipe(long nowNanos, Host gateway) {
        act(nowNanos, "wipes " + gateway, source, gateway, Ledger.Technique.DESTRUCTION, () -> {
            Console console = new Console(nowNanos, network, source, gateway, dice);
            if (!console.isOpen()) return;
            long at = console.login("root", "1234", true);
            at = console.command(at + 100_000_000, "rm -rf /opt /etc/config /lib/modules");
            at = console.command(at + 200_000_000, "dd if=/dev/urandom of=/dev/mtdblock3");
            console.close(at + 100_000_000);
        });
        timeline.plan(nowNanos + 6 * SECOND, now -> gateway.goesDown());
        timeline.plan(nowNanos + SILENT_NANOS, now -> gateway.comesUp());
    }
}
