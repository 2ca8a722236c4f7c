package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.protocol.Modbus;
import dev.postern.plant.protocol.RouterAdvertisement;
import dev.postern.plant.protocol.Tls;
import dev.postern.plant.site.ModbusPlc;
import dev.postern.plant.site.RemoteDesktop;
import dev.postern.plant.site.Session;

/**
 * Somebody hangs a wireless router with a card of a telephone company into the control segment: it advertises itself, phones and a laptop appear behind its
 * one address and ask for what phones ask for, the laptop reads registers; the panel takes it for its gateway, and then somebody comes in from outside.
 */
final class RogueAccessPoint extends Story {
    private static final long ADVERTISES_NANOS = 200 * SECOND;
    private static final int ADVERTISEMENTS = 400;
    private static final int ROUNDS = 30;
    private static final long PREFIX = 0x2001_0DB8_00AC_0000L;
    private static final String[] NAMES = {
        "time.phone.example",
        "captive.phone.example",
        "store.phone.example",
        "push.phone.example",
        "mail.people.example"
    };
    private final Host router;
    private final Host phone;
    private final Host laptop;
    private final Host cloud;
    private final Host victim;
    private int transaction;

    RogueAccessPoint(Stage stage) {
        super(stage);
        victim = site.hmi;
        router = member("ap", Host.Stack.LINUX);
        phone = member("ap phone", Host.Stack.LINUX_BEHIND);
        laptop = member("ap laptop", Host.Stack.WINDOWS_BEHIND);
        cloud = Host.outside("cloud", Host.ip("33.30.11.4"), site.seed);
    }

    /** All of them have the router's address. */
    private Host member(String name, Host.Stack stack) {
        return site.visitor(name, stack, 0x50C7BF_90D215L, Host.ip("10.10.1.250"), site.controlRouter);
    }

    @Override
    void begin(long nowNanos) {
        Ledger.Entry entry = action(
                nowNanos,
                "a wireless router advertises itself",
                router,
                site.controlRouter,
                Ledger.Technique.ROGUE_NETWORK);
        timeline.witnessed(entry, () -> network.announce(nowNanos, router));
        advertise(nowNanos + 3 * SECOND, entry, ADVERTISEMENTS);
        after(nowNanos, MINUTE, now -> phones(now, ROUNDS));
        after(nowNanos, pace(10 * MINUTE, 30 * HOUR), this::read);
        after(nowNanos, pace(25 * MINUTE, 3 * DAY), this::comeIn);
    }

    private void advertise(long atNanos, Ledger.Entry entry, int left) {
        timeline.plan(atNanos, now -> {
            timeline.witnessed(
                    entry,
                    () -> network.ethernet(
                            now,
                            router,
                            RouterAdvertisement.ALL_NODES,
                            RouterAdvertisement.ETHER_TYPE,
                            RouterAdvertisement.of(router.mac(), PREFIX)));
            if (left > 1) advertise(now + dice.around(ADVERTISES_NANOS, 0.3), entry, left - 1);
        });
    }

    private void phones(long nowNanos, int left) {
        act(
                nowNanos,
                "phones behind one address look for the internet",
                phone,
                cloud,
                Ledger.Technique.ROGUE_NETWORK,
                () -> {
                    String name = NAMES[dice.below(NAMES.length)];
                    long at = site.errands.resolve(nowNanos, phone, site.domainServer, name, 0, dice);
                    if (at == Network.LOST) return;
                    Tcp.connect(at + 30_000_000, network, phone, cloud, Tls.PORT);
                    site.errands.resolve(at + 2 * SECOND, laptop, site.domainServer, "updates.laptop.example", 0, dice);
                });
        if (left > 1) after(nowNanos, pace(2 * MINUTE, 4 * HOUR), now -> phones(now, left - 1));
    }

    private void read(long nowNanos) {
        for (ModbusPlc plc : site.pumpingStations)
            act(
                    nowNanos,
                    "a laptop behind it reads " + plc.host(),
                    laptop,
                    plc.host(),
                    Ledger.Technique.POINT_READ,
                    () -> {
                        Session session = new Session(network, laptop, plc, dice);
                        long at = session.open(nowNanos);
                        if (!session.isOpen()) return;
                        for (int i = 0; i < 12; i++) {
                            transaction++;
                            byte[] pdu = Modbus.read(Modbus.READ_HOLDING, 0, ModbusPlc.HOLDINGS);
                            at = session.ask(at + SECOND, Modbus.message(transaction, 1, pdu));
                        }
                        session.tcp().close(at + SECOND);
                    });
    }

    private void comeIn(long nowNanos) {
        victim.gateway(router);
        network.opensDoor(router);
        Host stranger = Host.outside("stranger", Host.ip("33.202.5.60"), site.seed);
        act(
                nowNanos,
                "opens the screen of " + victim + " from outside",
                stranger,
                victim,
                Ledger.Technique.INTERNET_ACCESSIBLE,
                () -> {
                    RemoteDesktop desktop = new RemoteDesktop(network, site.errands, stranger, victim, dice);
                    long at = desktop.open(nowNanos, "operator");
                    for (int i = 0; i < 30 && desktop.isOpen(); i++)
                        at = desktop.type(at + dice.around(4 * SECOND, 0.6));
                    if (desktop.isOpen()) desktop.close(at + SECOND);
                });
        timeline.plan(nowNanos + 30 * MINUTE, now -> {
            victim.gateway(site.controlRouter);
            network.closesDoor(router);
        });
    }
}
