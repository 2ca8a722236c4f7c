package dev.postern.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.Frame;
import dev.postern.model.FrameRef;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceFilesTest {
    private static final Address OTHER = Address.parse("10.0.0.3");
    private static final int ENHANCED_PACKET = 6;

    @TempDir
    private Path folder;

    private Home home;

    @BeforeEach
    void open() {
        home = Home.open(folder, 0);
        home.announce(Samples.capture(0, 0));
    }

    @AfterEach
    void close() {
        home.close();
    }

    private void frame(long number, long second, Address source, Address destination) {
        home.ring().add(Samples.frame(number, second * Samples.SECOND, source, destination, 60));
    }

    private static long at(long second) {
        return second * Samples.SECOND;
    }

    /** The captured bytes of each packet block. */
    private static List<byte[]> packets(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> packets = new ArrayList<>();
        for (int block = 0; block < in.capacity(); block += in.getInt(block + 4)) {
            assertThat(in.getInt(block + in.getInt(block + 4) - 4)).isEqualTo(in.getInt(block + 4));
            if (in.getInt(block) != ENHANCED_PACKET) continue;
            byte[] packet = new byte[in.getInt(block + 20)];
            in.get(block + 28, packet);
            packets.add(packet);
        }
        return packets;
    }

    /** Frame numbers as the frames carry them. */
    private List<Integer> kept(String anomaly) throws IOException {
        return packets(home.evidence().of(anomaly).orElseThrow()).stream()
                .map(p -> (int) p[34])
                .toList();
    }

    @Test
    void framesOfBothSidesBeforeAndAfterAreKept() throws IOException {
        frame(1, 80, Samples.HMI, Samples.PLC);
        frame(2, 91, Samples.HMI, Samples.PLC);
        frame(3, 100, Samples.PLC, Samples.HMI);
        frame(4, 101, Samples.PLC, OTHER);
        frame(5, 104, Samples.HMI, Samples.PLC);
        frame(6, 106, Samples.HMI, Samples.PLC);
        home.evidence().want(Samples.anomaly("a-1", at(100), 3, Samples.HMI, new FrameRef(0, 3)));
        home.evidence().cutDue(at(104));
        assertThat(home.state().evidence("a-1")).isEmpty();
        home.evidence().cutDue(at(105));
        assertThat(kept("a-1")).containsExactly(2, 3, 5);
        assertThat(home.state().evidence("a-1").orElseThrow().frames()).isEqualTo(3);
    }

    @Test
    void namedFramesAreKeptWhoeverSentThemAndWhenever() throws IOException {
        frame(1, 10, OTHER, Samples.PLC);
        frame(2, 100, Samples.HMI, Samples.PLC);
        home.evidence().want(Samples.anomaly("a-1", at(100), 2, Samples.HMI, new FrameRef(0, 1)));
        assertThat(kept("a-1")).containsExactly(1, 2);
    }

    @Test
    void aFrameThatOneAnomalyNamesIsNoEvidenceOfAnotherCutOutWithIt() throws IOException {
        frame(1, 10, OTHER, Samples.PLC);
        frame(2, 11, OTHER, Samples.PLC);
        frame(3, 100, Samples.HMI, Samples.PLC);
        home.evidence().want(Samples.anomaly("a-1", at(100), 3, Samples.HMI, new FrameRef(0, 1)));
        home.evidence().want(Samples.anomaly("a-2", at(100), 3, Samples.HMI, new FrameRef(0, 2)));
        home.evidence().cutDue(Long.MAX_VALUE);
        assertThat(kept("a-1")).containsExactly(1, 3);
        assertThat(kept("a-2")).containsExactly(2, 3);
    }

    @Test
    void theNetworkCardsTagIsPutBack() throws IOException {
        Frame tagged = Samples.frame(1, at(100), Samples.HMI, Samples.PLC, 60);
        tagged.vlanTci = 0x6064;
        home.ring().add(tagged);
        Frame cooked = Samples.frame(2, at(100), Samples.HMI, Samples.PLC, 60);
        cooked.vlanTci = 0x6064;
        cooked.linkType = 276;
        home.ring().add(cooked);
        home.evidence().want(Samples.anomaly("a-1", at(100), 1, Samples.HMI));
        List<byte[]> packets = packets(home.evidence().of("a-1").orElseThrow());
        assertThat(HexFormat.of().formatHex(packets.get(0), 12, 18)).isEqualTo("810060640800");
        assertThat(packets.get(0)).hasSize(64);
        assertThat(packets.get(1)).isEqualTo(cooked.data);
    }

    @Test
    void theHashInTheStateIsThatOfTheFile() throws IOException {
        frame(1, 100, Samples.HMI, Samples.PLC);
        home.evidence().want(Samples.anomaly("a-1", at(100), 1, Samples.HMI));
        byte[] bytes = home.evidence().of("a-1").orElseThrow();
        Findings.Evidence kept = home.state().evidence("a-1").orElseThrow();
        assertThat(kept.sha256())
                .isEqualTo(HexFormat.of().formatHex(Hashes.digest().digest(bytes)));
        assertThat(kept.bytes()).isEqualTo(bytes.length);
    }

    @Test
    void eachAnomalysPacketsAreReadByThemselvesAlsoAfterAnotherStart() throws IOException {
        for (int i = 1; i <= 3; i++) frame(i, 100L * i, Samples.HMI, Samples.PLC);
        for (int i = 1; i <= 3; i++) home.evidence().want(Samples.anomaly("a-" + i, at(100L * i), i, Samples.HMI));
        home.evidence().cutDue(Long.MAX_VALUE);
        home.evidence().flush();
        home.state().flush();
        home.close();
        home = Home.open(folder, 0);
        home.evidence().want(Samples.anomaly("later", at(200), 4, Samples.HMI, new FrameRef(0, 3)));
        for (int i = 1; i <= 3; i++) assertThat(kept("a-" + i)).containsExactly(i);
        assertThat(home.evidence().of("later")).isEmpty();
    }

    @Test
    void theStateSpeaksOfNoPacketsThatAreNotOnTheDisk() {
        frame(1, 100, Samples.HMI, Samples.PLC);
        home.evidence().want(Samples.anomaly("a-1", at(100), 1, Samples.HMI));
        home.evidence().cutDue(Long.MAX_VALUE);
        assertThat(home.state().evidence("a-1")).isEmpty();
        home.evidence().flush();
        assertThat(home.state().evidence("a-1")).isPresent();
    }

    @Test
    void oneAnomalyKeepsSoManyFramesAndThoseItNames() throws IOException {
        int last = EvidenceFiles.FRAMES_MAX + 10;
        for (int i = 1; i <= last; i++) frame(i, 100, Samples.HMI, Samples.PLC);
        home.evidence().want(Samples.anomaly("a-1", at(100), 1, Samples.HMI, new FrameRef(0, last)));
        assertThat(kept("a-1")).hasSize(EvidenceFiles.FRAMES_MAX + 1).endsWith((int) (byte) last);
    }

    @Test
    void whatIsLeftOutIsCounted() {
        for (int i = 0; i < EvidenceFiles.WAITING_MAX + 2; i++)
            home.evidence().want(Samples.anomaly("a-" + i, at(100), 1, Samples.HMI));
        assertThat(home.evidence().leftOut()).isEqualTo(2);
        home.evidence().cutDue(Long.MAX_VALUE);
        home.evidence().want(Samples.anomaly("gone", at(100), 1, Samples.HMI, new FrameRef(0, 1)));
        assertThat(home.evidence().of("gone")).isEmpty();
        assertThat(home.evidence().leftOut()).isEqualTo(3);
    }

    @Test
    void anAnomalyThatWaitedWhenTheProcessDiedIsCutAtTheNextStart() throws IOException {
        frame(1, 100, Samples.HMI, Samples.PLC);
        home.state().put(Samples.anomaly("a-1", at(100), 1, Samples.HMI, new FrameRef(0, 1)));
        home.state().put(Samples.anomaly("told-again", at(101), 2, Samples.HMI));
        home.state()
                .checkpoint(new Checkpoint("s", at(101), 1, 0, List.of()), List.of(), List.of(), List.of(), List.of());
        home.close();
        home = Home.open(folder, 0);
        home.evidence().cutDue(at(120));
        assertThat(kept("a-1")).containsExactly(1);
        assertThat(home.evidence().of("told-again")).isEmpty();
    }

    @Test
    void tsharkReadsTheFile() throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/tshark")), "tshark is not installed at /usr/bin/tshark");
        for (int i = 1; i <= 3; i++) frame(i, 100, Samples.HMI, Samples.PLC);
        home.evidence().want(Samples.anomaly("a-1", at(100) + 1, 1, Samples.HMI));
        Path file = Files.write(
                folder.resolve("a-1.pcapng"), home.evidence().of("a-1").orElseThrow());
        Process tshark = new ProcessBuilder(
                        "/usr/bin/tshark",
                        "-r",
                        file.toString(),
                        "-T",
                        "fields",
                        "-e",
                        "frame.time_epoch",
                        "-e",
                        "ip.src",
                        "-e",
                        "frame.interface_name",
                        "-e",
                        "frame.comment")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tshark.waitFor()).isZero();
        assertThat(said.lines())
                .hasSize(3)
                .first()
                .asString()
                .contains("10.0.0.2", "c0.pcap", "c0.pcap frame 1")
                .containsPattern("100\\.000000000|01:40.000000000");
    }
}
