package dev.postern.plant;

import dev.postern.model.Verb;
import dev.postern.plant.net.Host;
import dev.postern.plant.site.Device;
import java.util.List;

/** The vendor's engineer plugs in a laptop for a morning: looks at the controllers, then does what the work order says; without one only looks. */
final class VendorVisit extends Story {
    private static final long EACH_NANOS = 3 * MINUTE;
    private final Host laptop;
    private final S7Download download;
    private final boolean byOrder;

    VendorVisit(Stage stage, boolean byOrder) {
        super(stage);
        this.byOrder = byOrder;
        laptop = site.visitor(
                "vendor-laptop", Host.Stack.WINDOWS, 0x8CEC4B_71D20AL, Host.ip("10.10.1.230"), site.controlRouter);
        download = new S7Download(stage, laptop, true);
    }

    @Override
    void order(long atNanos) {
        if (!byOrder) return;
        long lasts = aVisit(asked().size(), EACH_NANOS);
        order(atNanos, lasts, "the vendor looks at the controllers", List.of(laptop), hosts(asked()), Verb.IDENTIFY);
        order(
                atNanos,
                lasts,
                "the vendor loads a controller",
                List.of(laptop),
                List.of(site.pressureZones.getLast().host()),
                Verb.STOP,
                Verb.DOWNLOAD,
                Verb.START);
    }

    @Override
    void begin(long nowNanos) {
        network.announce(nowNanos, laptop);
        long at = nowNanos + 4 * MINUTE;
        for (Device device : asked()) {
            timeline.plan(
                    at,
                    now -> act(
                            now,
                            "asks " + device.host() + " what it is",
                            laptop,
                            device.host(),
                            Ledger.Technique.DEVICE_INFORMATION,
                            () -> Visits.ask(now, network, laptop, device, true, dice)));
            at += dice.around(EACH_NANOS, 0.4);
        }
        if (byOrder) timeline.plan(at + dice.between(10 * MINUTE, 40 * MINUTE), download::begin);
    }
}
