package dev.postern.appliance.peer;

import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** Paho publishes and listens at a Moquette broker: every quality of service, retained, a will, a refused login. */
public final class MqttTalk {
    private MqttTalk() {}

    public static Overheard talk(int port) throws Exception {
        return withBroker(port, MqttTalk::work);
    }

    /** What clients do at a broker whose address they are given. */
    interface Work {
        void at(String broker) throws Exception;
    }

    static Overheard withBroker(int port, Work work) throws Exception {
        Properties settings = new Properties();
        settings.setProperty("port", Integer.toString(port));
        settings.setProperty("host", InetAddress.getLoopbackAddress().getHostAddress());
        settings.setProperty("allow_anonymous", "true");
        settings.setProperty("persistence_enabled", "false");
        settings.setProperty("telemetry_enabled", "false");
        Server broker = new Server();
        broker.startServer(new MemoryConfig(settings));
        Overheard talk = Overheard.between(port);
        try {
            work.at("tcp://127.0.0.1:" + talk.port());
        } finally {
            broker.stopServer();
            talk.close();
        }
        return talk;
    }

    private static void work(String place) throws MqttException {
        try (MqttClient panel = new MqttClient(place, "panel-1", new MemoryPersistence());
                MqttClient meter = new MqttClient(place, "meter-7", new MemoryPersistence())) {
            panel.connect();
            panel.subscribe(new String[] {"plant/+/level", "plant/alarm/#"}, new int[] {1, 2});
            MqttConnectOptions options = new MqttConnectOptions();
            options.setUserName("operator");
            options.setPassword("secret".toCharArray());
            options.setWill("plant/alarm/meter-7", text("gone"), 1, true);
            options.setKeepAliveInterval(30);
            meter.connect(options);
            for (int quality = 0; quality <= 2; quality++)
                meter.publish("plant/tank/level", text("4" + quality + ".5"), quality, quality == 1);
            meter.publish("plant/alarm/tank", text("{\"high\":true}"), 2, false);
            panel.unsubscribe("plant/+/level");
            leave(meter);
            leave(panel);
        }
    }

    /** The broker closes the connection once it was told, sometimes before the client expects it. */
    static void leave(MqttClient client) throws MqttException {
        try {
            client.disconnect();
        } catch (MqttException e) {
            if (e.getReasonCode() != MqttException.REASON_CODE_CONNECTION_LOST) throw e;
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
