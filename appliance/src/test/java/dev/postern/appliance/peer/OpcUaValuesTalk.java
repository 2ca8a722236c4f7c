package dev.postern.appliance.peer;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MonitoringMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoringParameters;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;

/** Eclipse Milo reads {@link OpcUaPlant}, writes some of it and a thing that it may not, and has what was written reported. */
final class OpcUaValuesTalk {
    private OpcUaValuesTalk() {}

    static Overheard talk(int port) throws Exception {
        return OpcUaTalk.withServer(
                port, OpcUaSecurity.NONE, server -> new OpcUaPlant(server).startup(), OpcUaValuesTalk::work);
    }

    /** Writes one value over a channel that is secured. */
    static Overheard secured(int port, OpcUaSecurity security) throws Exception {
        return OpcUaTalk.withServer(
                port,
                security,
                server -> new OpcUaPlant(server).startup(),
                client -> client.writeValues(List.of(OpcUaPlant.node("Level")), List.of(value(4.5))));
    }

    private static void work(OpcUaClient client) throws UaException {
        List<NodeId> nodes = new ArrayList<>();
        for (String name : OpcUaPlant.values().keySet()) nodes.add(OpcUaPlant.node(name));
        for (NodeId node : nodes) client.readValue(0, TimestampsToReturn.Neither, node);
        client.readValues(
                0,
                TimestampsToReturn.Neither,
                List.of(OpcUaPlant.node("Level"), OpcUaPlant.node("Pressure"), OpcUaPlant.node("None")));
        client.writeValues(
                List.of(OpcUaPlant.node("Level"), OpcUaPlant.node("Plate")), List.of(value(4.5), value("forged")));
        client.writeValues(List.of(OpcUaPlant.node("Setpoints")), List.of(value(new Double[] {1.25, 2.25})));
        var subscription = client.createSubscription(50, uint(100), uint(10), uint(10), true, ubyte(0))
                .getSubscriptionId();
        client.createMonitoredItems(
                subscription, TimestampsToReturn.Neither, List.of(watched("Level", 1), watched("Running", 2)));
        client.publish(List.of());
        client.writeValues(List.of(OpcUaPlant.node("Level")), List.of(value(4.75)));
        client.publish(List.of());
        client.deleteSubscriptions(List.of(subscription));
    }

    private static DataValue value(Object value) {
        return DataValue.valueOnly(new Variant(value));
    }

    private static MonitoredItemCreateRequest watched(String name, int handle) {
        return new MonitoredItemCreateRequest(
                new ReadValueId(OpcUaPlant.node(name), uint(13), null, QualifiedName.NULL_VALUE),
                MonitoringMode.Reporting,
                new MonitoringParameters(uint(handle), 50.0, null, uint(10), true));
    }
}
