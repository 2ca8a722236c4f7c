package dev.postern.plant.booster;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.net.Timeline;
import dev.postern.plant.protocol.Pcom;
import dev.postern.plant.site.Demand;
import dev.postern.plant.site.Hours;
import dev.postern.plant.site.Life;
import dev.postern.plant.site.Site;

/** The panel of the control segment reads the booster's integers over one long connection. The modem is its gateway and lets nobody in, as a rule. */
public final class Booster {
    private static final long POLL_NANOS = 5 * Hours.SECOND;
    private static final int INTEGERS = 6;

    public final Host controller;
    public final Host modem;
    private final Network network;
    private final Timeline timeline;
    private final Host panel;
    private final Dice dice;
    private final long pollNanos;
    private Tcp tcp;
    private int transaction;

    private Booster(Site site, Life life) {
        network = site.network;
        timeline = network.timeline();
        panel = site.hmi;
        dice = new Dice(site.seed, "booster");
        pollNanos = (long) (POLL_NANOS * life.thinning());
        modem = site.visitor("booster-modem", Host.Stack.LINUX, 0x001E42_3A7710L, Host.ip("10.10.1.246"), null);
        controller = site.visitor("booster-1", Host.Stack.EMBEDDED, 0x005004_00B5C1L, Host.ip("10.10.1.245"), modem);
        site.attach(controller);
    }

    public static Booster install(Site site, Life life) {
        Booster booster = new Booster(site, life);
        booster.timeline.plan(site.startNanos + booster.dice.between(0, booster.pollNanos), booster::poll);
        return booster;
    }

    private void poll(long nowNanos) {
        timeline.plan(nowNanos + pollNanos + dice.around(3_000_000, 0.5), this::poll);
        if (tcp == null || !tcp.isOpen()) tcp = Tcp.connect(nowNanos, network, panel, controller, Pcom.PORT);
        if (!tcp.isOpen()) return;
        transaction = transaction + 1 & 0xFFFF;
        int[] values = new int[INTEGERS];
        double load = Demand.water(nowNanos / Hours.SECOND);
        for (int i = 0; i < INTEGERS; i++) values[i] = (int) Math.max(0, 200 * load + 13 * i + 3 * dice.bell());
        tcp.exchange(
                Math.max(nowNanos, tcp.readyNanos()),
                Pcom.ask(transaction, 0, Pcom.readIntegers(10, INTEGERS)),
                dice.around(19_000_000, 0.3),
                Pcom.answer(transaction, 0, Pcom.integers(values)));
        tcp.settle();
    }
}
