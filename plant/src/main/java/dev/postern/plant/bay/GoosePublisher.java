package dev.postern.plant.bay;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.protocol.Goose;
import dev.postern.plant.site.Hours;
import dev.postern.plant.site.Site;

/** Says its state again and again: each change at once and then ever more slowly, up to the idle pause. */
final class GoosePublisher {
    private static final long FIRST_REPEAT_NANOS = 4_000_000;
    private static final long IDLE_NANOS = Hours.SECOND;
    private static final long BETWEEN_CHANGES_NANOS = 5 * Hours.HOUR;
    private static final long MULTICAST = 0x010C_CD01_0000L;

    private final Network network;
    private final Host host;
    private final int number;
    private final long idleNanos;
    private final Dice dice;
    private final boolean[] values;
    private final Goose.Publisher publisher;
    private long changedNanos;
    private long state = 1;
    private long sequence;

    GoosePublisher(Site site, Host host, int number, int values, double thinning) {
        network = site.network;
        this.host = host;
        this.number = number;
        idleNanos = (long) (IDLE_NANOS * thinning);
        dice = new Dice(site.seed, "goose " + host);
        this.values = new boolean[values];
        String device = host.name.replace("-", "").toUpperCase(java.util.Locale.ROOT) + "LD0/LLN0";
        publisher = new Goose.Publisher(number, device + "$GO$gcb01", device + "$ds01", host.name, 1);
        changedNanos = site.startNanos;
    }

    void begin(long atNanos) {
        long first = atNanos + dice.between(0, idleNanos);
        network.timeline().plan(first, now -> publish(now, idleNanos, state));
        network.timeline().plan(atNanos + dice.waiting(BETWEEN_CHANGES_NANOS), this::change);
    }

    private void change(long nowNanos) {
        network.timeline().plan(nowNanos + Hours.MINUTE + dice.waiting(BETWEEN_CHANGES_NANOS), this::change);
        int which = dice.below(values.length);
        values[which] = !values[which];
        changedNanos = nowNanos;
        state++;
        sequence = 0;
        publish(nowNanos, FIRST_REPEAT_NANOS, state);
    }

    private void publish(long nowNanos, long pauseNanos, long ofState) {
        if (ofState != state) return;
        int live = (int) (Math.max(pauseNanos, FIRST_REPEAT_NANOS) * 2 / 1_000_000);
        byte[] message = Goose.publish(publisher, live, changedNanos, state, sequence++, values);
        network.ethernet(nowNanos, host, MULTICAST | number, Goose.ETHER_TYPE, message);
        long next = Math.min(pauseNanos * 2, idleNanos);
        network.timeline().plan(nowNanos + pauseNanos + dice.around(30_000, 0.5), now -> publish(now, next, ofState));
    }
}
