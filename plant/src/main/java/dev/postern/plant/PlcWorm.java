package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.protocol.S7;

/**
 * A program that lives in controllers: the first pressure zone's looks through its segment for others of its kind, asks the one it finds what it is,
 * stops it, loads itself into it and starts it.
 */
final class PlcWorm extends Story {
    private static final int ADDRESSES = 30;
    private final Host source;
    private final Host next;
    private final S7Download download;

    PlcWorm(Stage stage) {
        super(stage);
        source = site.pressureZones.getFirst().host();
        next = site.pressureZones.get(1).host();
        download = new S7Download(stage, source, site.pressureZones.get(1), true);
    }

    @Override
    void begin(long nowNanos) {
        Ledger.Entry entry = action(
                nowNanos, "looks for other controllers", source, site.controlRouter, Ledger.Technique.REMOTE_DISCOVERY);
        look(nowNanos, entry, 2);
    }

    private void look(long nowNanos, Ledger.Entry entry, int number) {
        Host target = site.at(source.ip() & 0xFFFFFF00 | number);
        boolean found = target == next;
        timeline.witnessed(entry, () -> {
            if (found) {
                Tcp tcp = Tcp.connect(nowNanos, network, source, target, S7.PORT);
                tcp.reset(tcp.readyNanos() + 2_000_000, true);
            } else if (target != source) Tcp.knock(nowNanos, network, source, target, S7.PORT);
        });
        if (found) after(nowNanos, pace(20 * SECOND, 3 * DAY), download::begin);
        else if (number < ADDRESSES) after(nowNanos, pace(2 * SECOND, HOUR), now -> look(now, entry, number + 1));
    }
}
