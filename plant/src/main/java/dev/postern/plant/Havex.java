package dev.postern.plant;

import dev.postern.plant.iiot.OpcUaLink;
import dev.postern.plant.iiot.OpcUaVisit;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.site.Device;
import dev.postern.plant.site.FileVisit;
import dev.postern.plant.site.RpcVisit;
import java.util.List;

/**
 * After Havex of 2014: the engineer installs a maker's tool that carries more than it should. It calls outside, which the gap stops; it looks for the
 * ports of controllers, host by host, and asks every server for its OPC servers and all their names.
 */
final class Havex extends Story {
    private static final int[] PORTS = {102, 502, 11_234, 12_401, 44_818};
    private static final int CALLS = 30;
    private static final int INSTALLER_BYTES = 1_900_000;
    private static final String NAME = "toons.hobby-server.example";
    private final Host source;
    private final Host outside;

    Havex(Stage stage) {
        super(stage);
        source = site.engineering;
        outside = Host.outside("control-server", Host.ip("33.140.8.77"), site.seed);
    }

    @Override
    void begin(long nowNanos) {
        actCovertly(
                nowNanos,
                "takes an installer from the file share",
                source,
                site.fileServer,
                Ledger.Technique.TOOL_TRANSFER,
                () -> {
                    FileVisit visit = new FileVisit(nowNanos, network, site.errands, source, site.fileServer, dice);
                    if (visit.isOpen())
                        visit.login("engineer")
                                .share("Install", 1)
                                .read("mbcheck-setup.exe", INSTALLER_BYTES)
                                .leave();
                });
        after(nowNanos, 6 * MINUTE, now -> call(now, CALLS));
        after(nowNanos, pace(20 * MINUTE, 9 * HOUR), now -> knock(now, 0));
        after(nowNanos, pace(40 * MINUTE, 2 * DAY), now -> enumerate(now, 0));
    }

    private void call(long nowNanos, int left) {
        act(nowNanos, "calls a public address", source, outside, Ledger.Technique.BEACON, () -> {
            site.errands.resolve(nowNanos, source, site.domainServer, NAME, 0, dice);
            Tcp.connect(nowNanos + 30_000_000, network, source, outside, 80);
        });
        if (left > 1) after(nowNanos, pace(4 * MINUTE, 11 * HOUR), now -> call(now, left - 1));
    }

    private void knock(long nowNanos, int which) {
        List<Device> devices = site.devices();
        Host target = devices.get(which).host();
        act(nowNanos, "looks for open ports of " + target, source, target, Ledger.Technique.REMOTE_DISCOVERY, () -> {
            long at = nowNanos;
            for (int port : PORTS) {
                if (port == devices.get(which).port()) {
                    Tcp tcp = Tcp.connect(at, network, source, target, port);
                    tcp.close(tcp.readyNanos() + 3_000_000);
                } else Tcp.knock(at, network, source, target, port);
                at += dice.around(300_000_000, 0.3);
            }
        });
        if (which + 1 < devices.size()) after(nowNanos, pace(6 * SECOND, 5 * HOUR), now -> knock(now, which + 1));
    }

    private void enumerate(long nowNanos, int which) {
        List<Host> servers = List.of(site.historian, site.scada, site.domainServer);
        if (which == servers.size()) {
            browse(nowNanos);
            return;
        }
        Host server = servers.get(which);
        act(
                nowNanos,
                "asks " + server + " for OPC servers and their names",
                source,
                server,
                Ledger.Technique.DEVICE_INFORMATION,
                () -> OpcNames.ask(
                        nowNanos, new RpcVisit(network, site.errands, source, server, dice), "engineer", 12));
        after(nowNanos, pace(MINUTE, DAY), now -> enumerate(now, which + 1));
    }

    private void browse(long nowNanos) {
        Host server = annexes.get(OpcUaLink.class).server;
        act(nowNanos, "asks " + server + " for its names", source, server, Ledger.Technique.DEVICE_INFORMATION, () -> {
            OpcUaVisit visit = new OpcUaVisit(network, source, server, dice);
            long at = visit.open(nowNanos);
            if (!visit.isOpen()) return;
            at = visit.read(visit.browse(visit.login(at + 1_000_000) + 1_000_000) + 1_000_000);
            visit.close(at + 1_000_000);
        });
    }
}
