package dev.postern.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.situation.Situation;
import dev.postern.model.Anomaly;
import dev.postern.model.Incident;
import dev.postern.plant.protocol.LocalNames;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Questions for names and their answers as bytes, through wire, shards, life and analyst. */
class PoisonedNamesTest {
    private static final int ASKER = 0xC0A8_0114;
    private static final int OTHER = 0xC0A8_0142;
    private static final int ETHERNET = 14, IPV4 = 20, UDP = 8;

    private final Wiretap wire = new Wiretap();

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

    private int asked;

    private void asksAndAnswers(String name) {
        int port = 50_000 + ++asked;
        byte[] question = LocalNames.ask(asked, name);
        byte[] answer = LocalNames.answer(asked, name, OTHER);
        wire.frame(datagram(ASKER, port, LocalNames.LLMNR_GROUP, LocalNames.LLMNR_PORT, question));
        wire.pause(Wiretap.SECOND / 2);
        wire.frame(datagram(OTHER, LocalNames.LLMNR_PORT, ASKER, port, answer));
        wire.pause(Wiretap.SECOND / 2);
    }

    private List<Anomaly> told(String... names) {
        for (String name : names) asksAndAnswers(name);
        wire.pause(Wiretap.MINUTE);
        List<Anomaly> told = new ArrayList<>(wire.told(Situation.NAMES_POISONED));
        told.addAll(wire.told(Situation.NAME_TAKEN));
        return told;
    }

    @AfterEach
    void close() {
        wire.close();
    }

    @Test
    void whoAnswersForThreeNamesIsAnIncidentWithItsVictim() {
        assertThat(told("files", "print", "intranet")).singleElement().satisfies(a -> {
            assertThat(a.device()).hasToString("192.168.1.66");
            assertThat(a.peer()).hasToString("192.168.1.20");
        });
        assertThat(wire.incidents.values()).anyMatch(i -> i.tier() == Incident.Tier.INCIDENT);
    }

    @Test
    void whoAnswersForOneAgainAndAgainIsNone() {
        assertThat(told("files", "files", "FILES", "files")).isEmpty();
    }
}
