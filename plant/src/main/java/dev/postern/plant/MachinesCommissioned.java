package dev.postern.plant;

import dev.postern.model.Verb;
import dev.postern.plant.iiot.OpcUaLink;
import dev.postern.plant.iiot.OpcUaVisit;
import dev.postern.plant.machines.CodesysVisit;
import dev.postern.plant.machines.Machines;
import dev.postern.plant.net.Host;
import dev.postern.plant.protocol.Codesys3;
import dev.postern.plant.protocol.Fins;
import dev.postern.plant.protocol.Modbus;
import dev.postern.plant.protocol.Umas;
import dev.postern.plant.site.Session;
import java.util.List;

/**
 * The integrator's laptop, with a work order for all three machines: calls for them, loads each one's new program with the right password, and shows
 * the values on the OPC UA server.
 */
final class MachinesCommissioned extends Story {
    private static final int BLOCKS = 20;
    private final Host laptop;
    private final Machines machines;
    private final Host server;

    MachinesCommissioned(Stage stage) {
        super(stage);
        laptop = site.visitor(
                "integrator", Host.Stack.WINDOWS, 0x8CEC4B_71D31BL, Host.ip("10.10.1.240"), site.controlRouter);
        machines = annexes.get(Machines.class);
        server = annexes.get(OpcUaLink.class).server;
    }

    @Override
    void order(long atNanos) {
        order(
                atNanos,
                4 * HOUR,
                "the integrator loads press and skid and restarts the filters",
                List.of(laptop),
                List.of(machines.press.host(), machines.skid.host(), machines.filters.host(), server),
                Verb.LOGIN,
                Verb.STOP,
                Verb.DOWNLOAD,
                Verb.START);
    }

    @Override
    void begin(long nowNanos) {
        network.announce(nowNanos, laptop);
        long calls = nowNanos + 2 * MINUTE;
        timeline.plan(
                calls,
                now -> act(
                        now,
                        "calls for the machines",
                        laptop,
                        site.controlRouter,
                        Ledger.Technique.REMOTE_DISCOVERY,
                        () -> {
                            long at = new CodesysVisit(network, laptop, machines.skid, dice).discover(now);
                            machines.filters.discovered(at + 9 * SECOND, laptop);
                        }));
        after(nowNanos, 20 * MINUTE, this::loadPress);
        after(nowNanos, 50 * MINUTE, this::loadSkid);
        after(nowNanos, 80 * MINUTE, this::restartFilters);
        after(nowNanos, 100 * MINUTE, this::showValues);
    }

    private void loadPress(long nowNanos) {
        Host press = machines.press.host();
        act(nowNanos, "loads the new program of " + press, laptop, press, Ledger.Technique.DOWNLOAD, () -> {
            Session session = new Session(network, laptop, machines.press, dice);
            long at = session.open(nowNanos);
            if (!session.isOpen()) return;
            int number = 1;
            for (int function : new int[] {Umas.INIT, Umas.READ_ID, Umas.READ_PROJECT})
                at = session.ask(at + 9_000_000, Modbus.message(number++, 0, Umas.ask(0, function)));
            byte[] who = Umas.reservation("INTEGRATOR");
            at = session.ask(at + SECOND, Modbus.message(number++, 0, Umas.ask(0, Umas.TAKE_RESERVATION, who)));
            int held = session.answer()[session.answer().length - 1];
            at = session.ask(
                    at + SECOND, Modbus.message(number++, 0, Umas.ask(held, Umas.STOP, (byte) 0xFF, (byte) 0)));
            at = session.ask(at + SECOND, Modbus.message(number++, 0, Umas.ask(held, Umas.BEGIN_INTO, (byte) 1)));
            for (int i = 1; i <= BLOCKS; i++) {
                byte[] block = Umas.block(i, site.errands.noise(220, dice));
                at = session.ask(at + 3_000_000, Modbus.message(number++, 0, Umas.ask(held, Umas.BLOCK_INTO, block)));
            }
            at = session.ask(at + 3_000_000, Modbus.message(number++, 0, Umas.ask(held, Umas.END_INTO)));
            at = session.ask(
                    at + SECOND, Modbus.message(number++, 0, Umas.ask(held, Umas.START, (byte) 0xFF, (byte) 0)));
            at = session.ask(at + SECOND, Modbus.message(number, 0, Umas.ask(held, Umas.RELEASE_RESERVATION)));
            session.tcp().close(at + SECOND);
        });
    }

    private void loadSkid(long nowNanos) {
        Host skid = machines.skid.host();
        act(nowNanos, "loads the new program of " + skid, laptop, skid, Ledger.Technique.DOWNLOAD, () -> {
            CodesysVisit visit = new CodesysVisit(network, laptop, machines.skid, dice);
            long at = visit.open(nowNanos);
            if (!visit.isOpen()) return;
            at = visit.login(at + 5 * SECOND, "engineer", "Skid-22");
            at = visit.ask(at + SECOND, Codesys3.APP, Codesys3.APP_LOGIN);
            at = visit.ask(at + SECOND, Codesys3.APP, Codesys3.APP_STOP);
            at = visit.load(at + SECOND, Codesys3.APP, Codesys3.APP_DOWNLOAD, 10);
            at = visit.ask(at + SECOND, Codesys3.APP, Codesys3.APP_START);
            visit.close(at + 20 * SECOND);
        });
    }

    private void restartFilters(long nowNanos) {
        Host filters = machines.filters.host();
        act(nowNanos, "stops and starts " + filters, laptop, filters, Ledger.Technique.STOP, () -> {
            long at = machines.filters.ask(nowNanos, laptop, 1, Fins.STOP);
            machines.filters.ask(at + 9 * SECOND, laptop, 2, Fins.RUN, Fins.run());
        });
    }

    private void showValues(long nowNanos) {
        act(nowNanos, "looks at the values on " + server, laptop, server, Ledger.Technique.VALID_ACCOUNTS, () -> {
            OpcUaVisit visit = new OpcUaVisit(network, laptop, server, dice);
            long at = visit.open(nowNanos);
            if (!visit.isOpen()) return;
            at = visit.login(at + 4 * SECOND, "integrator", "Show-me-3", false);
            at = visit.login(at + 9 * SECOND, "integrator", "Show-me-4", true);
            at = visit.read(visit.browse(at + SECOND) + SECOND);
            visit.close(at + 5 * SECOND);
        });
    }
}
