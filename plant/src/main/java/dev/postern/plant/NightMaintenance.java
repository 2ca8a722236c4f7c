package dev.postern.plant;

import dev.postern.model.Verb;
import dev.postern.plant.net.Host;
import dev.postern.plant.site.Dnp3Poller;
import dev.postern.plant.site.RemoteDesktop;
import java.util.List;

/**
 * The engineer on call, at whatever hour: opens the SCADA server's screen from the engineering station, switches one feeder off, writes the
 * maker's firmware into the outstation in front of it, switches the feeder on again. Nobody switches without a switching order: the control room
 * gives it when he calls.
 */
final class NightMaintenance extends Story {
    private static final int FIRMWARE_BYTES = 48_000;
    private static final int BREAKER = 1;
    private final Dnp3Poller poller;
    private final Host outstation;

    NightMaintenance(Stage stage) {
        super(stage);
        poller = pollers.substations.getFirst();
        outstation = poller.outstation().host();
    }

    @Override
    void order(long atNanos) {
        order(
                atNanos,
                2 * HOUR,
                "the engineer on call switches from the engineering station",
                List.of(site.engineering),
                List.of(site.scada),
                Verb.LOGIN,
                Verb.OPERATE);
        order(atNanos, 2 * HOUR, "one feeder off and on again", List.of(site.scada), List.of(outstation), Verb.OPERATE);
        order(
                atNanos,
                2 * HOUR,
                "the maker's firmware for the outstation in front of it",
                List.of(site.engineering),
                List.of(outstation),
                Verb.FIRMWARE);
    }

    @Override
    void begin(long nowNanos) {
        RemoteDesktop desktop = new RemoteDesktop(network, site.errands, site.engineering, site.scada, dice);
        act(
                nowNanos,
                "opens the screen of " + site.scada,
                site.engineering,
                site.scada,
                Ledger.Technique.REMOTE_SERVICES,
                () -> {
                    long at = desktop.open(nowNanos, "engineer");
                    if (desktop.isOpen()) desktop.work(at, 150);
                });
        after(nowNanos, 6 * MINUTE, now -> switchTo(now, false));
        after(nowNanos, 15 * MINUTE, this::update);
        after(nowNanos, 40 * MINUTE, now -> switchTo(now, true));
    }

    private void switchTo(long nowNanos, boolean on) {
        act(
                nowNanos,
                "switches a feeder of " + outstation + (on ? " on" : " off"),
                site.scada,
                outstation,
                Ledger.Technique.UNAUTHORISED_COMMAND,
                () -> poller.operate(nowNanos, BREAKER, on));
    }

    private void update(long nowNanos) {
        act(
                nowNanos,
                "writes firmware into " + outstation,
                site.engineering,
                outstation,
                Ledger.Technique.FIRMWARE,
                () -> Transfers.tftp(
                        nowNanos,
                        network,
                        site.engineering,
                        outstation,
                        "gw-3102.bin",
                        FIRMWARE_BYTES,
                        site.errands,
                        dice));
    }
}
