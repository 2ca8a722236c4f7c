package dev.postern.appliance.peer;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.identity.UsernameIdentityValidator;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseDirection;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MonitoringMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoringParameters;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.eclipse.milo.opcua.stack.core.util.EndpointUtil;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;

/** Eclipse Milo's client reads, browses, writes, calls and subscribes at Eclipse Milo's server, without encryption. */
public final class OpcUaTalk {
    private OpcUaTalk() {}

    public static Overheard talk(int port) throws Exception {
        return withServer(port, OpcUaSecurity.NONE, server -> {}, OpcUaTalk::ask);
    }

    /** What a client does once it has logged in. */
    interface Work {
        void with(OpcUaClient client) throws UaException;
    }

    /** @param furnish what the server is given before it starts */
    static Overheard withServer(int port, OpcUaSecurity security, Consumer<OpcUaServer> furnish, Work work)
            throws Exception {
        UserTokenPolicy anonymous = new UserTokenPolicy("anonymous", UserTokenType.Anonymous, null, null, null);
        UserTokenPolicy named = new UserTokenPolicy(
                "named", UserTokenType.UserName, null, null, security.policy().getUri());
        EndpointConfig endpoint = security.at(EndpointConfig.newBuilder()
                        .setTransportProfile(TransportProfile.TCP_UASC_UABINARY)
                        .setBindAddress("127.0.0.1")
                        .setBindPort(port)
                        .setHostname("127.0.0.1")
                        .setPath("/works")
                        .addTokenPolicies(anonymous, named))
                .build();
        OpcUaServerConfig settings = OpcUaServerConfig.builder()
                .setApplicationName(LocalizedText.english("Works server"))
                .setApplicationUri("urn:works:server")
                .setProductUri("urn:works")
                .setCertificateManager(security.certificates())
                .setIdentityValidator(new UsernameIdentityValidator(
                        login -> login.getPassword().equals("right")))
                .setEndpoints(Set.of(endpoint))
                .build();
        OpcUaServer server = new OpcUaServer(
                settings,
                profile -> new OpcTcpServerTransport(
                        OpcTcpServerTransportConfig.newBuilder().build()));
        furnish.accept(server);
        server.startup().get();
        Overheard talk = Overheard.between(port);
        try {
            OpcUaClient client = OpcUaClient.create(
                    "opc.tcp://127.0.0.1:" + talk.port() + "/works",
                    endpoints -> endpoints.stream()
                            .map(found -> EndpointUtil.updateUrl(found, "127.0.0.1", talk.port()))
                            .findFirst(),
                    transport -> {},
                    config -> {
                        config.setIdentityProvider(new UsernameProvider("operator", "right"));
                        security.of(config);
                    });
            client.connect();
            work.with(client);
            client.disconnect();
        } finally {
            server.shutdown().get();
            talk.close();
        }
        return talk;
    }

    private static void ask(OpcUaClient client) throws UaException {
        NodeId[] variables = {
            NodeIds.Server_ServerStatus_CurrentTime,
            NodeIds.Server_ServerStatus_BuildInfo_ProductName,
            NodeIds.Server_ServiceLevel
        };
        for (NodeId variable : variables) client.readValue(0, TimestampsToReturn.Both, variable);
        client.readValues(0, TimestampsToReturn.Server, List.of(variables));
        client.browse(new BrowseDescription(
                NodeIds.ObjectsFolder, BrowseDirection.Forward, NodeIds.References, true, uint(0), uint(63)));
        client.writeValues(List.of(NodeIds.Server_ServiceLevel), List.of(DataValue.valueOnly(new Variant(ubyte(7)))));
        client.call(List.of(new CallMethodRequest(
                NodeIds.Server, NodeIds.Server_GetMonitoredItems, new Variant[] {new Variant(uint(99))})));
        var subscription = client.createSubscription(50, uint(100), uint(10), uint(10), true, ubyte(0))
                .getSubscriptionId();
        ReadValueId time =
                new ReadValueId(NodeIds.Server_ServerStatus_CurrentTime, uint(13), null, QualifiedName.NULL_VALUE);
        client.createMonitoredItems(
                subscription,
                TimestampsToReturn.Both,
                List.of(new MonitoredItemCreateRequest(
                        time,
                        MonitoringMode.Reporting,
                        new MonitoringParameters(uint(1), 50.0, null, uint(10), true))));
        client.publish(List.of());
        client.deleteSubscriptions(List.of(subscription));
    }
}
