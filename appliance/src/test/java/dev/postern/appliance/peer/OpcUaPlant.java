package dev.postern.appliance.peer;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ulong;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ushort;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.sdk.server.util.SubscriptionModel;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;

/** A namespace with a variable of each builtin type, arrays, one whose sensor is broken and one that nobody may write. */
final class OpcUaPlant extends ManagedNamespaceWithLifecycle {
    private static final String URI = "urn:works:plant";
    /** Behind those of the standard and of the server. */
    private static final int NAMESPACE = 2;

    private static final StatusCode SENSOR_FAILURE = new StatusCode(0x808C0000L);

    private final SubscriptionModel subscriptions;

    OpcUaPlant(OpcUaServer server) {
        super(server, URI);
        subscriptions = new SubscriptionModel(server, this);
        getLifecycleManager().addLifecycle(subscriptions);
        getLifecycleManager().addStartupTask(this::furnish);
    }

    /** In the order in which they are read. */
    static Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("Running", true);
        values.put("Trim", (byte) -5);
        values.put("Step", ubyte(200));
        values.put("Torque", (short) -300);
        values.put("Count", ushort(65_535));
        values.put("Flow", -70_000);
        values.put("Hours", uint(4_000_000_000L));
        values.put("Drift", -5_000_000_000L);
        values.put("Energy", ulong(5_000_000_000L));
        values.put("Speed", 40.5f);
        values.put("Level", 4.25);
        values.put("Name", "Mischer Süd");
        values.put("Serviced", new DateTime(Instant.ofEpochMilli(1_800_000_000_000L)));
        values.put("Batch", UUID.fromString("72962B91-FA75-4AE6-8D28-B404DC7DAF63"));
        values.put("Picture", ByteString.of(new byte[] {1, 2, (byte) 0xFF}));
        values.put("Parent", new NodeId(NAMESPACE, "Mixer"));
        values.put("Kind", new QualifiedName(NAMESPACE, "Pump"));
        values.put("Label", LocalizedText.english("Pump 7"));
        values.put("Setpoints", new Double[] {1.5, 2.5, 3.5});
        values.put("Doors", new Boolean[] {true, false});
        return values;
    }

    static NodeId node(String name) {
        return new NodeId(NAMESPACE, name);
    }

    private void furnish() {
        values().forEach((name, value) -> variable(name, DataValue.valueOnly(new Variant(value)), true));
        variable("Pressure", new DataValue(new Variant(9.75), SENSOR_FAILURE), true);
        variable("Plate", DataValue.valueOnly(new Variant("P-700")), false);
    }

    private void variable(String name, DataValue value, boolean writable) {
        Object held = value.getValue().getValue();
        Class<?> type = held.getClass().isArray() ? held.getClass().getComponentType() : held.getClass();
        AccessLevel[] access = writable
                ? new AccessLevel[] {AccessLevel.CurrentRead, AccessLevel.CurrentWrite}
                : new AccessLevel[] {AccessLevel.CurrentRead};
        new UaVariableNode.UaVariableNodeBuilder(getNodeContext())
                .setNodeId(node(name))
                .setBrowseName(newQualifiedName(name))
                .setDisplayName(LocalizedText.english(name))
                .setDataType(OpcUaDataType.fromBackingClass(type).getNodeId())
                .setValueRank(held.getClass().isArray() ? 1 : -1)
                .setAccessLevel(access)
                .setUserAccessLevel(access)
                .setValue(value)
                .buildAndAdd();
    }

    @Override
    public void onDataItemsCreated(List<DataItem> items) {
        subscriptions.onDataItemsCreated(items);
    }

    @Override
    public void onDataItemsModified(List<DataItem> items) {
        subscriptions.onDataItemsModified(items);
    }

    @Override
    public void onDataItemsDeleted(List<DataItem> items) {
        subscriptions.onDataItemsDeleted(items);
    }

    @Override
    public void onMonitoringModeChanged(List<MonitoredItem> items) {
        subscriptions.onMonitoringModeChanged(items);
    }
}
