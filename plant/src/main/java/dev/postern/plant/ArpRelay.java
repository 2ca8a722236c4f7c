package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.site.S7Plc;
import java.nio.ByteBuffer;

/** Relay in the middle: looks around, takes over the addresses of a panel and its controller, listens, then shows the panel a calm pressure. */
final class ArpRelay extends Story {
    private static final int LOOKS = 40;
    private static final long REPEAT_NANOS = 9 * SECOND;
    private static final long BELIEVED_NANOS = 90 * SECOND;
    private static final long LISTENS_NANOS = 5 * MINUTE;
    private static final long LASTS_NANOS = 25 * MINUTE;
    private static final int S7_READ_ANSWER_KIND = 8;
    private static final int S7_READ_ANSWER_FUNCTION = 19;
    private static final int PRESSURE = 29;
    private static final int PROCESS_ANSWER_BYTES = 25 + S7Plc.PROCESS_BYTES;
    private static final float CALM_BAR = 4.8f;

    private final Host box;
    private final Host panel;
    private final Host controller;
    private long endNanos;
    private boolean altering;

    ArpRelay(Stage stage) {
        super(stage);
        panel = site.hmi;
        controller = site.pressureZones.getFirst().host();
        box = site.visitor("box", Host.Stack.LINUX, 0xB827EB_4F1D90L, Host.ip("10.10.1.66"), site.controlRouter);
    }

    @Override
    void begin(long nowNanos) {
        act(nowNanos, "looks for neighbours", box, site.controlRouter, Ledger.Technique.NETWORK_ENUMERATION, () -> {
            network.announce(nowNanos, box);
            for (int i = 1; i <= LOOKS; i++) {
                Host target = i == 1 ? site.controlRouter : site.at((box.ip() & 0xFFFFFF00) | i);
                network.arpProbe(nowNanos + 2 * SECOND + i * 130_000_000L, box, target);
            }
        });
        endNanos = nowNanos + LASTS_NANOS;
        after(nowNanos, MINUTE, this::takeOver);
    }

    private void takeOver(long nowNanos) {
        Ledger.Entry entry = action(
                nowNanos,
                "takes over the addresses of " + panel + " and " + controller,
                box,
                controller,
                Ledger.Technique.ADVERSARY_IN_THE_MIDDLE);
        Ledger.Entry passing =
                action(nowNanos, "passes on what they say", box, panel, Ledger.Technique.ADVERSARY_IN_THE_MIDDLE);
        network.relays(box, this::alter, passing);
        poison(nowNanos, entry);
        after(nowNanos, LISTENS_NANOS, this::startAltering);
    }

    private void poison(long nowNanos, Ledger.Entry entry) {
        if (nowNanos >= endNanos) {
            leave(nowNanos);
            return;
        }
        timeline.witnessed(entry, () -> {
            network.forgeArp(nowNanos, box, panel, controller, nowNanos + BELIEVED_NANOS);
            network.forgeArp(nowNanos + 400_000, box, controller, panel, nowNanos + BELIEVED_NANOS);
        });
        after(nowNanos, REPEAT_NANOS, now -> poison(now, entry));
    }

    private void startAltering(long nowNanos) {
        altering = true;
        Ledger.Entry entry =
                action(nowNanos, "shows " + panel + " a false pressure", box, panel, Ledger.Technique.SPOOFED_VALUE);
        network.relays(box, this::alter, entry);
    }

    private boolean alter(byte[] frame, int start, int end) {
        if (!altering || end - start != PROCESS_ANSWER_BYTES) return false;
        if (frame[start + S7_READ_ANSWER_KIND] != 3 || frame[start + S7_READ_ANSWER_FUNCTION] != 4) return false;
        ByteBuffer.wrap(frame).putFloat(start + PRESSURE, CALM_BAR);
        return true;
    }

    private void leave(long nowNanos) {
        act(nowNanos, "gives the addresses back", box, panel, Ledger.Technique.ADVERSARY_IN_THE_MIDDLE, () -> {
            network.restoreArp(nowNanos, box, panel, controller);
            network.restoreArp(nowNanos + 500_000, box, controller, panel);
        });
    }
}
