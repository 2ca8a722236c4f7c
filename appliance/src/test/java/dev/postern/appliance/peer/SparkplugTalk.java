package dev.postern.appliance.peer;

import static org.eclipse.tahu.message.model.MetricDataType.Boolean;
import static org.eclipse.tahu.message.model.MetricDataType.DateTime;
import static org.eclipse.tahu.message.model.MetricDataType.Double;
import static org.eclipse.tahu.message.model.MetricDataType.Float;
import static org.eclipse.tahu.message.model.MetricDataType.Int16;
import static org.eclipse.tahu.message.model.MetricDataType.Int32;
import static org.eclipse.tahu.message.model.MetricDataType.Int64;
import static org.eclipse.tahu.message.model.MetricDataType.Int8;
import static org.eclipse.tahu.message.model.MetricDataType.String;
import static org.eclipse.tahu.message.model.MetricDataType.UInt16;
import static org.eclipse.tahu.message.model.MetricDataType.UInt32;
import static org.eclipse.tahu.message.model.MetricDataType.UInt64;
import static org.eclipse.tahu.message.model.MetricDataType.UInt8;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Date;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.eclipse.tahu.SparkplugInvalidTypeException;
import org.eclipse.tahu.message.SparkplugBPayloadEncoder;
import org.eclipse.tahu.message.model.Metric;
import org.eclipse.tahu.message.model.MetricDataType;
import org.eclipse.tahu.message.model.SparkplugBPayload;

/** An edge node of Eclipse Tahu is born at a Moquette broker, reports by alias what has changed, is commanded by a host, and dies. */
@SuppressWarnings("JavaUtilDate") // Tahu knows no other time
final class SparkplugTalk {
    private static final long MILLIS = 1_800_000_000_000L;
    private static final long PATIENCE_SECONDS = 5;
    private static final String GROUP = "spBv1.0/Works/";

    private SparkplugTalk() {}

    static Overheard talk(int port) throws Exception {
        return MqttTalk.withBroker(port, place -> {
            try (MqttClient host = new MqttClient(place, "scada-1", new MemoryPersistence());
                    MqttClient edge = new MqttClient(place, "edge-7", new MemoryPersistence())) {
                host.connect();
                BlockingQueue<String> atHost = listen(host, "NBIRTH/+", "DBIRTH/#", "DDATA/#");
                MqttConnectOptions options = new MqttConnectOptions();
                options.setWill(GROUP + "NDEATH/edge7", payload(-1, metric("bdSeq", -1, Int64, 3L)), 0, false);
                edge.connect(options);
                BlockingQueue<String> atEdge = listen(edge, "NCMD/edge7", "DCMD/edge7/+");
                say(edge, "NBIRTH/edge7", payload(0, nodeBirth()));
                say(edge, "DBIRTH/edge7/pump", payload(1, deviceBirth()));
                say(edge, "DDATA/edge7/pump", payload(2, changes()));
                await(atHost, "DDATA/edge7/pump");
                say(host, "NCMD/edge7", payload(-1, metric("Node Control/Reboot", -1, Boolean, true)));
                say(host, "DCMD/edge7/pump", payload(-1, metric(null, 11, Float, 37.5f)));
                await(atEdge, "DCMD/edge7/pump");
                MqttTalk.leave(edge);
                MqttTalk.leave(host);
            }
        });
    }

    private static Metric[] nodeBirth() throws SparkplugInvalidTypeException {
        return new Metric[] {
            metric("bdSeq", -1, Int64, 3L),
            metric("Node Control/Rebirth", -1, Boolean, false),
            metric("Properties/Hardware Make", -1, String, "Gateway Works"),
            metric("Properties/FW", -1, String, "2.4.1")
        };
    }

    private static Metric[] deviceBirth() throws SparkplugInvalidTypeException {
        return new Metric[] {
            metric("level", 10, Double, 4.25),
            metric("speed", 11, Float, 40.5f),
            metric("trim", 12, Int8, (byte) -5),
            metric("torque", 13, Int16, (short) -300),
            metric("flow", 14, Int32, -70_000),
            metric("step", 15, UInt8, (short) 200),
            metric("count", 16, UInt16, 65_535),
            metric("hours", 17, UInt32, 4_000_000_000L),
            metric("energy", 18, UInt64, BigInteger.valueOf(5_000_000_000L)),
            metric("running", 19, Boolean, true),
            metric("serviced", 20, DateTime, new Date(MILLIS)),
            metric("note", 21, String, null)
        };
    }

    private static Metric[] changes() throws SparkplugInvalidTypeException {
        return new Metric[] {
            metric(null, 10, Double, 4.5),
            metric(null, 12, Int8, (byte) -6),
            metric(null, 14, Int32, -70_001),
            metric(null, 19, Boolean, false)
        };
    }

    private static Metric metric(String name, long alias, MetricDataType type, Object value)
            throws SparkplugInvalidTypeException {
        Metric.MetricBuilder metric = new Metric.MetricBuilder(name, type, value).timestamp(new Date(MILLIS));
        return (alias < 0 ? metric : metric.alias(alias)).createMetric();
    }

    private static byte[] payload(long sequence, Metric... metrics) throws IOException {
        SparkplugBPayload payload = new SparkplugBPayload.SparkplugBPayloadBuilder()
                .setTimestamp(new Date(MILLIS))
                .setSeq(sequence < 0 ? null : sequence)
                .addMetrics(List.of(metrics))
                .createPayload();
        boolean withoutTypes = metrics[0].getName() == null;
        return new SparkplugBPayloadEncoder().getBytes(payload, withoutTypes);
    }

    private static BlockingQueue<String> listen(MqttClient client, String... topics) throws MqttException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        for (String filter : topics) client.subscribe(GROUP + filter, 0, (topic, message) -> heard.add(topic));
        return heard;
    }

    private static void await(BlockingQueue<String> heard, String topic) throws InterruptedException {
        for (String next = ""; !next.equals(GROUP + topic); ) {
            next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) throw new AssertionError("nothing came on " + topic);
        }
    }

    private static void say(MqttClient client, String topic, byte[] payload) throws MqttException {
        client.publish(GROUP + topic, payload, 0, false);
    }
}
