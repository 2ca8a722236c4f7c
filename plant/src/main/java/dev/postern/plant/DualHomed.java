package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.protocol.S7;
import dev.postern.plant.site.RemoteDesktop;
import dev.postern.plant.site.S7Plc;
import dev.postern.plant.site.Session;

/**
 * The engineering station gets a second cable, into the office: one name, one certificate, one user on two segments at the same time. From an office
 * computer somebody opens its screen there, and on the other side it reads and stops a controller; no packet ever crosses the router.
 */
final class DualHomed extends Story {
    private final Host officeSide;
    private final Host person;

    DualHomed(Stage stage) {
        super(stage);
        officeSide = OfficeLeg.of(site);
        person = site.officePcs.get(2);
    }

    @Override
    void begin(long nowNanos) {
        act(
                nowNanos,
                site.engineering + " appears in the office too",
                officeSide,
                site.officeServer,
                Ledger.Technique.DUAL_HOMED,
                () -> OfficeLeg.arrive(nowNanos, network, site, officeSide, dice));
        after(nowNanos, 10 * MINUTE, this::openScreen);
    }

    private void openScreen(long nowNanos) {
        act(nowNanos, "opens its screen from the office", person, officeSide, Ledger.Technique.REMOTE_SERVICES, () -> {
            RemoteDesktop desktop = new RemoteDesktop(network, site.errands, person, officeSide, dice);
            long at = desktop.open(nowNanos, "engineer");
            for (int i = 0; i < 90 && desktop.isOpen(); i++) at = desktop.type(at + dice.around(4 * SECOND, 0.6));
            if (desktop.isOpen()) desktop.close(at + SECOND);
        });
        after(nowNanos, 3 * MINUTE, this::stop);
    }

    private void stop(long nowNanos) {
        S7Plc plc = site.pressureZones.getFirst();
        act(
                nowNanos,
                "stops " + plc.host() + " from the other side",
                site.engineering,
                plc.host(),
                Ledger.Technique.STOP,
                () -> {
                    Session session = new Session(network, site.engineering, plc, dice);
                    long at = session.open(nowNanos);
                    if (!session.isOpen()) return;
                    at = session.ask(at, S7.connect(1, 0, 2));
                    at = session.ask(at + 1_000_000, S7.job(1, S7.setup(480)));
                    at = session.ask(at + 5 * SECOND, S7.job(2, S7.stop()));
                    session.tcp().close(at + SECOND);
                });
    }
}
