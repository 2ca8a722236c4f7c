package dev.postern.plant;

import dev.postern.plant.drives.Drives;
import dev.postern.plant.net.Host;
import dev.postern.plant.protocol.Rpc;
import dev.postern.plant.site.RpcVisit;
import dev.postern.plant.site.S7Plc;
import java.util.List;

/**
 * Like Stuxnet of 2010: computers of the works update each other over a call that nothing else uses; the engineering station loads blocks into a running
 * controller when nobody works there; from then on the panel is shown the minutes before, while the controller drives its pump up and down.
 */
final class Stuxnet extends Story {
    private static final Rpc.Interface UPDATES = new Rpc.Interface("000204e1-0000-0000-c000-000000000046", 0, false);
    private static final int ASK_VERSION = 0;
    private static final int SEND_MODULE = 4;
    /** The one with the drive. */
    private static final int ZONE = 1;

    private static final int SWINGS = 10;
    private static final float HIGH = 9.4f;
    private static final float LOW = 0.6f;
    private final S7Plc controller;
    private final Drives drives;
    private final S7Download download;

    Stuxnet(Stage stage) {
        super(stage);
        controller = site.pressureZones.get(ZONE);
        drives = annexes.get(Drives.class);
        download = new S7Download(stage, site.engineering, controller, false);
    }

    @Override
    void begin(long nowNanos) {
        List<Host> infected = List.of(site.panel, site.engineering, site.historian, site.hmi);
        long at = nowNanos;
        for (int i = 0; i < infected.size(); i++) {
            Host source = infected.get(i);
            Host target = infected.get((i + 1) % infected.size());
            timeline.plan(at, now -> update(now, source, target));
            at += dice.around(pace(4 * MINUTE, 30 * HOUR), 0.3);
        }
        timeline.plan(at, this::load);
    }

    private void update(long nowNanos, Host source, Host target) {
        act(nowNanos, "brings " + target + " up to date", source, target, Ledger.Technique.TOOL_TRANSFER, () -> {
            RpcVisit visit = new RpcVisit(network, site.errands, source, target, dice);
            long at = visit.bind(nowNanos, UPDATES, "engineer");
            if (!visit.isOpen()) return;
            at = visit.call(at + 1_000_000, ASK_VERSION, 32, 48);
            for (int i = 0; i < 90; i++) at = visit.call(at + 1_000_000, SEND_MODULE, 5_600, 32);
            visit.close(at + 1_000_000);
        });
    }

    private void load(long nowNanos) {
        download.begin(nowNanos);
        after(nowNanos, pace(5 * MINUTE, 3 * DAY), this::strike);
    }

    private void strike(long nowNanos) {
        float before = controller.setpoint();
        controller.playsBack(true);
        pollers.panels
                .get(ZONE)
                .witnessedBy(action(
                        nowNanos,
                        "shows the panel the minutes before",
                        controller.host(),
                        site.hmi,
                        Ledger.Technique.SPOOFED_VALUE));
        drives.witnessedBy(action(
                nowNanos,
                "drives " + drives.drive + " up and down",
                controller.host(),
                drives.drive,
                Ledger.Technique.MANIPULATION));
        swing(nowNanos, SWINGS, before);
    }

    private void swing(long nowNanos, int left, float before) {
        controller.driven(left == 0 ? before : left % 2 == 0 ? HIGH : LOW);
        if (left > 0) after(nowNanos, 2 * MINUTE, now -> swing(now, left - 1, before));
        else after(nowNanos, MINUTE, now -> calm());
    }

    private void calm() {
        controller.playsBack(false);
        pollers.panels.get(ZONE).witnessedBy(null);
        drives.witnessedBy(null);
    }
}
