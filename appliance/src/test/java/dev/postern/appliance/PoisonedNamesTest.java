package dev.postern.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Anomaly;
import dev.postern.model.Conduit;
import dev.postern.model.Device;
import dev.postern.model.Frame;
import dev.postern.model.GapReport;
import dev.postern.model.Incident;
import dev.postern.model.Observation;
import dev.postern.plant.protocol.LocalNames;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** Questions for names and their answers as bytes, through wire, shards, life and analyst. */
class PoisonedNamesTest implements Outcomes {
    private static final int ASKER = 0xC0A8_0114;
    private static final int OTHER = 0xC0A8_0142;
    private static final long START = 1_700_000_040L * 1_000_000_000L;
    private static final int ETHERNET = 14, IPV4 = 20, UDP = 8;

    private final List<Anomaly> anomalies = new ArrayList<>();
    private final Map<String, Incident> incidents = new LinkedHashMap<>();
    private long number;

    private static byte[] datagram(int from, int fromPort, int to, int toPort, byte[] payload) {
        ByteBuffer out = ByteBuffer.allocate(ETHERNET + IPV4 + UDP + payload.length);
        out.putShort((short) 0x0200)
                .putInt(to)
                .putShort((short) 0x0200)
                .putInt(from)
                .putShort((short) 0x0800);
        out.put((byte) 0x45)
                .put((byte) 0)
                .putShort((short) (IPV4 + UDP + payload.length))
                .putInt(0);
        out.put((byte) 64).put((byte) 17).putShort((short) 0).putInt(from).putInt(to);
        out.putShort((short) fromPort)
                .putShort((short) toPort)
                .putShort((short) (UDP + payload.length))
                .putShort((short) 0);
        return out.put(payload).array();
    }

    private void feed(Engine engine, byte[] bytes) {
        Frame frame = new Frame();
        frame.data = bytes;
        frame.capturedBytes = frame.wireBytes = bytes.length;
        frame.linkType = 1;
        frame.number = ++number;
        frame.atNanos = START + number * 500_000_000L;
        engine.feed(frame);
    }

    private void asksAndAnswers(Engine engine, String name) {
        int port = 50_000 + (int) number;
        feed(
                engine,
                datagram(
                        ASKER,
                        port,
                        LocalNames.LLMNR_GROUP,
                        LocalNames.LLMNR_PORT,
                        LocalNames.ask((int) number, name)));
        feed(
                engine,
                datagram(OTHER, LocalNames.LLMNR_PORT, ASKER, port, LocalNames.answer((int) number - 1, name, OTHER)));
    }

    private void run(String... names) {
        try (Engine engine = new Engine(EngineState.fresh(), 1, this)) {
            for (String name : names) asksAndAnswers(engine, name);
            engine.finish();
        }
    }

    @Test
    void whoAnswersForThreeNamesIsAnIncidentWithItsVictim() {
        run("files", "print", "intranet");
        assertThat(anomalies)
                .filteredOn(a -> a.situation().equals("D8"))
                .singleElement()
                .satisfies(a -> {
                    assertThat(a.device()).hasToString("192.168.1.66");
                    assertThat(a.peer()).hasToString("192.168.1.20");
                });
        assertThat(incidents.values()).anyMatch(i -> i.tier() == Incident.Tier.INCIDENT);
    }

    @Test
    void whoAnswersForOneAgainAndAgainIsNone() {
        run("files", "files", "FILES", "files");
        assertThat(anomalies).noneMatch(a -> a.situation().equals("D8"));
    }

    @Override
    public void anomaly(Anomaly anomaly) {
        anomalies.add(anomaly);
    }

    @Override
    public void incident(Incident incident) {
        incidents.put(incident.id(), incident);
    }

    @Override
    public void frames(Batch batch) {}

    @Override
    public void observation(Observation observation) {}

    @Override
    public void device(Device device) {}

    @Override
    public void conduit(Conduit conduit) {}

    @Override
    public void dayEnded(GapReport report, SortedMap<Integer, Long> frames) {}

    @Override
    public void minute(long minuteNanos) {}
}
