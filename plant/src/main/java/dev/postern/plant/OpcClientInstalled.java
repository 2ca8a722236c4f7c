package dev.postern.plant;

import dev.postern.model.Verb;
import dev.postern.plant.iiot.OpcUaLink;
import dev.postern.plant.iiot.OpcUaVisit;
import dev.postern.plant.net.Host;
import dev.postern.plant.site.RpcVisit;
import java.util.List;

/** The engineer sets up a new OPC client on the engineering station: it looks once which servers the historian has, and what the OPC UA server holds. */
final class OpcClientInstalled extends Story {
    OpcClientInstalled(Stage stage) {
        super(stage);
    }

    @Override
    void order(long atNanos) {
        order(
                atNanos,
                2 * HOUR,
                "a new OPC client",
                List.of(site.engineering),
                List.of(site.historian, annexes.get(OpcUaLink.class).server),
                Verb.BROWSE);
    }

    @Override
    void begin(long nowNanos) {
        Host source = site.engineering;
        act(
                nowNanos,
                "looks for OPC servers",
                source,
                site.historian,
                Ledger.Technique.DEVICE_INFORMATION,
                () -> OpcNames.ask(
                        nowNanos, new RpcVisit(network, site.errands, source, site.historian, dice), "engineer", 4));
        Host server = annexes.get(OpcUaLink.class).server;
        after(
                nowNanos,
                9 * MINUTE,
                now -> act(now, "looks through " + server, source, server, Ledger.Technique.DEVICE_INFORMATION, () -> {
                    OpcUaVisit visit = new OpcUaVisit(network, source, server, dice);
                    long at = visit.open(now);
                    if (!visit.isOpen()) return;
                    at = visit.login(at + 2 * SECOND, "engineer", "Tide-7-key", true);
                    for (int i = 0; i < 6; i++) at = visit.read(visit.browse(at + 2 * SECOND) + SECOND);
                    visit.close(at + 9 * SECOND);
                }));
    }
}
