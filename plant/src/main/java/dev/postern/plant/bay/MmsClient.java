package dev.postern.plant.bay;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.protocol.Mms;
import dev.postern.plant.site.Hours;
import dev.postern.plant.site.Site;

/** The SCADA server reads measurements and positions of a relay over MMS, and now and then changes a setting group's value. */
final class MmsClient {
    private static final long PERIOD_NANOS = 4 * Hours.SECOND;
    private static final long RETRY_NANOS = 30 * Hours.SECOND;
    private static final long SERVICE_NANOS = 6_000_000;
    private static final String DEVICE = "RELAYB1LD0";
    private static final String[] ITEMS = {"MMXU1$MX$TotW", "MMXU1$MX$Hz", "XCBR1$ST$Pos"};
    private static final double CHANGES = 2e-4;

    private final Network network;
    private final Host client;
    private final Host relay;
    private final long periodNanos;
    private final Dice dice;
    private Tcp tcp;
    private int invocation;
    private float pickup = 1.2f;

    MmsClient(Site site, Host relay, double thinning) {
        network = site.network;
        client = site.scada;
        this.relay = relay;
        periodNanos = (long) (PERIOD_NANOS * thinning);
        dice = new Dice(site.seed, "mms " + relay);
    }

    void begin(long atNanos) {
        network.timeline().plan(atNanos + dice.between(0, periodNanos), this::turn);
    }

    private void turn(long nowNanos) {
        boolean open = tcp != null && tcp.isOpen();
        network.timeline().plan(nowNanos + periodNanos + dice.around(2_500_000, 0.5), this::turn);
        if (open && tcp.readyNanos() > nowNanos) return;
        long at = open ? nowNanos : associate(nowNanos);
        if (!tcp.isOpen()) return;
        read(at);
        if (dice.chance(CHANGES)) set(tcp.readyNanos() + 800_000_000L);
        tcp.settle();
    }

    private long associate(long nowNanos) {
        tcp = Tcp.connect(nowNanos, network, client, relay, Mms.PORT);
        if (!tcp.isOpen()) return nowNanos + RETRY_NANOS;
        long at = tcp.exchange(tcp.readyNanos() + 400_000, Mms.connect(), service(), Mms.connected());
        return tcp.exchange(at + 700_000, Mms.initiate(), service(), Mms.initiated());
    }

    private long service() {
        return dice.around(SERVICE_NANOS, 0.3);
    }

    private void read(long atNanos) {
        invocation = (invocation + 1) & 0x7FFF;
        double load = Hours.demand(atNanos / Hours.SECOND);
        byte[] power = Mms.structure(
                Mms.structure(Mms.number((float) (3_400 * load + dice.bell() * 9))), Mms.quality(), Mms.time(atNanos));
        byte[] frequency = Mms.structure(
                Mms.structure(Mms.number((float) (50 + dice.bell() * 0.01))), Mms.quality(), Mms.time(atNanos));
        byte[] position = Mms.structure(Mms.position(true), Mms.quality(), Mms.time(atNanos));
        tcp.exchange(
                atNanos,
                Mms.read(invocation, DEVICE, ITEMS),
                service(),
                Mms.readAnswer(invocation, power, frequency, position));
    }

    private void set(long atNanos) {
        invocation = (invocation + 1) & 0x7FFF;
        pickup = 1 + dice.below(8) / 10f;
        tcp.exchange(
                atNanos,
                Mms.write(invocation, DEVICE, "PTOC1$SE$StrVal$setMag$f", Mms.number(pickup)),
                service(),
                Mms.written(invocation));
    }
}
