package dev.postern.appliance.peer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

/** Paho speaks MQTT 5 to a broker of Vert.x ({@link Mqtt5Broker}): a will, properties, every quality of service, refusals with their reasons. */
final class Mqtt5Talk {
    private Mqtt5Talk() {}

    static Overheard talk(int freePort) throws Exception {
        Overheard talk = Overheard.between(freePort);
        String place = "tcp://127.0.0.1:" + talk.port();
        try (Mqtt5Broker broker = new Mqtt5Broker(freePort)) {
            MqttClient panel = new MqttClient(place, "", new MemoryPersistence());
            MqttClient meter = new MqttClient(place, "meter-7", new MemoryPersistence());
            refused(meter);
            panel.connect();
            panel.subscribe(new String[] {"plant/#", Mqtt5Broker.FORBIDDEN}, new int[] {2, 1});
            meter.connect(login("right"));
            for (int quality = 0; quality <= 2; quality++) meter.publish("plant/tank/level", level(quality));
            denied(meter);
            talk.awaitQuiet();
            panel.unsubscribe("plant/#");
            meter.disconnect();
            panel.disconnect();
            meter.close();
            panel.close();
        } finally {
            talk.close();
        }
        return talk;
    }

    private static MqttConnectionOptions login(String password) {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName("operator");
        options.setPassword(password.getBytes(StandardCharsets.UTF_8));
        options.setCleanStart(false);
        options.setSessionExpiryInterval(3600L);
        options.setKeepAliveInterval(30);
        options.setTopicAliasMaximum(4);
        options.setUserProperties(List.of(new UserProperty("site", "north")));
        MqttProperties will = new MqttProperties();
        will.setContentType("text/plain");
        will.setWillDelayInterval(5L);
        options.setWillMessageProperties(will);
        options.setWill("plant/alarm/meter-7", new MqttMessage("gone".getBytes(StandardCharsets.UTF_8), 1, true, null));
        return options;
    }

    private static void refused(MqttClient meter) {
        try {
            meter.connect(login("wrong"));
            throw new AssertionError("a wrong password was accepted");
        } catch (MqttException refused) {
            // As it should be.
            return;
        }
    }

    private static MqttMessage level(int quality) {
        MqttProperties properties = new MqttProperties();
        properties.setContentType("application/json");
        properties.setResponseTopic("plant/answers");
        properties.setMessageExpiryInterval(60L);
        properties.setCorrelationData(new byte[] {1, 2});
        properties.setUserProperties(List.of(new UserProperty("unit", "m")));
        byte[] text = ("{\"level\":4." + quality + "}").getBytes(StandardCharsets.UTF_8);
        return new MqttMessage(text, quality, quality == 1, properties);
    }

    private static void denied(MqttClient meter) throws MqttException {
        try {
            meter.publish(Mqtt5Broker.FORBIDDEN, new MqttMessage(new byte[] {7}, 1, false, new MqttProperties()));
        } catch (MqttException refused) {
            if (refused.getReasonCode() < 0x80) throw refused;
        }
    }
}
