package dev.postern.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.situation.Situation;
import dev.postern.model.Anomaly;
import dev.postern.model.Incident;
import dev.postern.plant.protocol.Names;
import dev.postern.plant.protocol.S7;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is never hidden in the first minutes of a home, in which no p is small: frames as bytes, through wire, shards, life and analyst. */
class FirstMinutesTest {
    private static final int PLC = 10, PANEL = 20, STATION = 66, RESOLVER = 53;
    private static final byte[] NOTHING = {};

    private final Wiretap wire = new Wiretap();
    private int reference;

    @AfterEach
    void close() {
        wire.close();
    }

    private Wiretap.Link connected(int client, int kind) {
        Wiretap.Link link = wire.new Link(client, 40_000 + client, PLC, S7.PORT);
        link.asks(S7.connect(kind, 0, 2), S7.connected(kind, 0, 2));
        job(link, S7.setup(480), NOTHING, S7.setup(240), NOTHING);
        return link;
    }

    private void job(Wiretap.Link link, byte[] asked, byte[] data, byte[] answered, byte[] answer) {
        int one = ++reference;
        link.asks(S7.job(one, asked, data), S7.answer(one, answered, answer));
    }

    private void reads(Wiretap.Link link, int byteAddress) {
        S7.Item item = new S7.Item(S7.MERKER, 0, byteAddress, 4);
        byte[] value = S7.values(0xFF, new byte[] {0x41, (byte) 0xC8, 0, 0});
        job(link, S7.variables(S7.READ, item), NOTHING, new byte[] {S7.READ, 1}, value);
    }

    private void writes(Wiretap.Link link, int byteAddress) {
        S7.Item item = new S7.Item(S7.MERKER, 0, byteAddress, 4);
        byte[] value = S7.values(0, new byte[] {0x41, (byte) 0xB0, 0, 0});
        job(link, S7.variables(S7.WRITE, item), value, new byte[] {S7.WRITE, 1}, new byte[] {(byte) 0xFF});
    }

    private void panelPolls(Runnable meanwhile) {
        Wiretap.Link panel = connected(PANEL, 2);
        wire.live(20 * Wiretap.SECOND, Wiretap.SECOND, () -> reads(panel, 12));
        meanwhile.run();
        wire.live(2 * Wiretap.MINUTE, Wiretap.SECOND, () -> reads(panel, 12));
    }

    private Anomaly onlyNotice(Situation situation) {
        List<Anomaly> told = wire.told(situation);
        assertThat(told).hasSize(1);
        assertThat(wire.incidents.values())
                .filteredOn(i -> i.anomalies().contains(told.getFirst().id()))
                .singleElement()
                .satisfies(i -> assertThat(i.tier()).isEqualTo(Incident.Tier.NOTICE));
        return told.getFirst();
    }

    @Test
    void whoWritesOnceAndNeverLooksBesideAPanelThatDoesIsANoticeThatNoBudgetHoldsBack() {
        panelPolls(() -> writes(connected(STATION, 3), 12));
        Anomaly told = onlyNotice(Situation.BLIND_WRITER);
        assertThat(told.neverHidden()).isTrue();
        assertThat(told.device()).hasToString("10.0.0.66");
        assertThat(told.peer()).hasToString("10.0.0.10");
    }

    @Test
    void whoLooksAndWritesIsASecondPanel() {
        panelPolls(() -> {
            Wiretap.Link second = connected(STATION, 3);
            reads(second, 12);
            writes(second, 12);
        });
        assertThat(wire.told(Situation.BLIND_WRITER)).isEmpty();
        assertThat(wire.anomalies).noneMatch(Anomaly::neverHidden);
    }

    private void readsProgram(Wiretap.Link link) {
        job(link, S7.named(S7.START_UPLOAD, "0800001A"), NOTHING, S7.uploadStarted(7, 60), NOTHING);
        byte[] piece = S7.piece(new byte[60], 0, 60);
        job(link, S7.upload(S7.UPLOAD, 7), NOTHING, S7.pieceFollows(S7.UPLOAD, false), piece);
        job(link, S7.upload(S7.END_UPLOAD, 7), NOTHING, new byte[] {S7.END_UPLOAD}, NOTHING);
    }

    @Test
    void theFirstProgramReadOutOfAControllerIsANoticeThatNoBudgetHoldsBack() {
        panelPolls(() -> readsProgram(connected(STATION, 1)));
        Anomaly told = onlyNotice(Situation.UPLOAD);
        assertThat(told.neverHidden()).isTrue();
        assertThat(told.device()).hasToString("10.0.0.66");
    }

    @Test
    void aProgrammingDeviceThatReadsValuesReadsNoProgram() {
        panelPolls(() -> reads(connected(STATION, 1), 12));
        assertThat(wire.told(Situation.UPLOAD)).isEmpty();
        assertThat(wire.anomalies).noneMatch(Anomaly::neverHidden);
    }

    /** An echo request without data, as scanners send it. */
    private void pings(int host, int hopLimit) {
        byte[] frame =
                Wiretap.ip(STATION, host, 1, ++reference, 0, new byte[] {8, 0, (byte) 0xF7, (byte) 0xFF, 0, 0, 0, 0});
        frame[22] = (byte) hopLimit;
        wire.frame(frame);
    }

    @Test
    void pingsWithHopLimitsDrawnByLotAreAScannersFromTheTenthHostOn() {
        Random lots = new Random(11);
        for (int host = 100; host < 115; host++) pings(host, 37 + lots.nextInt(23));
        wire.pause(2 * Wiretap.MINUTE);
        assertThat(wire.told(Situation.RAW_PACKETS))
                .singleElement()
                .satisfies(a -> assertThat(a.device()).hasToString("10.0.0.66"));
        assertThat(wire.incidents.values()).anyMatch(i -> i.tier() == Incident.Tier.INCIDENT);
    }

    @Test
    void pingsOfAMonitoringServerAreNone() {
        for (int host = 100; host < 115; host++) pings(host, 64);
        wire.pause(2 * Wiretap.MINUTE);
        assertThat(wire.told(Situation.RAW_PACKETS)).isEmpty();
    }

    private void asks(String name) {
        int id = ++reference;
        wire.udp(STATION, 50_000 + id, RESOLVER, Names.PORT, Names.query(id, name));
        wire.udp(RESOLVER, Names.PORT, STATION, 50_000 + id, Names.answer(id, name, 0x0A00_0001, 60));
    }

    @Test
    void hundredsOfLongNamesUnderOneDomainAreATunnelThatNoBudgetHoldsBack() {
        Random letters = new Random(7);
        for (int i = 0; i < 300; i++) {
            StringBuilder label = new StringBuilder();
            while (label.length() < 50) label.append((char) ('a' + letters.nextInt(26)));
            asks(label + ".cache.example.net");
            wire.pause(Wiretap.SECOND / 10);
        }
        wire.pause(Wiretap.MINUTE);
        assertThat(wire.told(Situation.NAME_TUNNEL)).isNotEmpty().anyMatch(Anomaly::neverHidden);
    }

    @Test
    void hundredsOfOrdinaryNamesAreNone() {
        for (int i = 0; i < 300; i++) {
            asks("www.customer" + i % 60 + ".example" + i / 60 + ".com");
            wire.pause(Wiretap.SECOND / 10);
        }
        wire.pause(Wiretap.MINUTE);
        assertThat(wire.anomalies).noneMatch(Anomaly::neverHidden);
    }
}
