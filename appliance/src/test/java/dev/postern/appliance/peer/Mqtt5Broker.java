package dev.postern.appliance.peer;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubRecReasonCode;
import io.vertx.mqtt.messages.codes.MqttSubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttUnsubAckReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** MQTT 5 on Vert.x: passes everything on to everybody who listens, and refuses one topic, one filter and a wrong password with reasons. */
final class Mqtt5Broker implements AutoCloseable {
    static final String FORBIDDEN = "plant/recipes";
    private static final long PATIENCE_SECONDS = 10;

    private final Vertx vertx = Vertx.vertx();
    private final List<MqttEndpoint> listeners = new ArrayList<>();
    private int nextPacket = 100;

    Mqtt5Broker(int port) throws Exception {
        MqttServer.create(vertx)
                .endpointHandler(this::serve)
                .listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static MqttProperties reason(String text) {
        MqttProperties properties = new MqttProperties();
        properties.add(new StringProperty(MqttPropertyType.REASON_STRING.value(), text));
        return properties;
    }

    private void serve(MqttEndpoint endpoint) {
        if (endpoint.auth() != null && !endpoint.auth().getPassword().equals("right")) {
            endpoint.reject(
                    MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD, reason("no such operator"));
            return;
        }
        endpoint.subscribeHandler(asked -> subscribe(endpoint, asked));
        endpoint.unsubscribeHandler(asked -> endpoint.unsubscribeAcknowledge(
                asked.messageId(), List.of(MqttUnsubAckReasonCode.SUCCESS), MqttProperties.NO_PROPERTIES));
        endpoint.publishHandler(message -> take(endpoint, message));
        endpoint.publishReleaseHandler(endpoint::publishComplete);
        endpoint.publishReceivedHandler(endpoint::publishRelease);
        endpoint.closeHandler(closed -> listeners.remove(endpoint));
        MqttProperties properties = new MqttProperties();
        // Vert.x has made up a name for whoever came without one.
        if (endpoint.auth() == null)
            properties.add(new StringProperty(
                    MqttPropertyType.ASSIGNED_CLIENT_IDENTIFIER.value(), endpoint.clientIdentifier()));
        endpoint.accept(false, properties);
    }

    private void subscribe(MqttEndpoint endpoint, MqttSubscribeMessage asked) {
        List<MqttSubAckReasonCode> codes = new ArrayList<>();
        asked.topicSubscriptions()
                .forEach(wanted -> codes.add(
                        wanted.topicName().equals(FORBIDDEN)
                                ? MqttSubAckReasonCode.NOT_AUTHORIZED
                                : MqttSubAckReasonCode.qosGranted(wanted.qualityOfService())));
        if (!listeners.contains(endpoint)) listeners.add(endpoint);
        endpoint.subscribeAcknowledge(asked.messageId(), codes, MqttProperties.NO_PROPERTIES);
    }

    @SuppressWarnings("ReferenceEquality") // the very endpoint
    private void take(MqttEndpoint from, MqttPublishMessage message) {
        boolean forbidden = message.topicName().equals(FORBIDDEN);
        if (!forbidden)
            for (MqttEndpoint listener : listeners)
                if (listener != from)
                    listener.publish(
                            message.topicName(),
                            message.payload(),
                            message.qosLevel(),
                            false,
                            message.isRetain(),
                            nextPacket++,
                            message.properties());
        if (message.qosLevel() == MqttQoS.AT_LEAST_ONCE)
            from.publishAcknowledge(
                    message.messageId(),
                    forbidden ? MqttPubAckReasonCode.NOT_AUTHORIZED : MqttPubAckReasonCode.SUCCESS,
                    forbidden ? reason("only the line chief") : MqttProperties.NO_PROPERTIES);
        if (message.qosLevel() == MqttQoS.EXACTLY_ONCE)
            from.publishReceived(message.messageId(), MqttPubRecReasonCode.SUCCESS, MqttProperties.NO_PROPERTIES);
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
