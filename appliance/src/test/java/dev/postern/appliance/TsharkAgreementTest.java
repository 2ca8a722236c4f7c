package dev.postern.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postern.plant.protocol.Dnp3;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code decode} says of captures made here with real stacks is what tshark says, message by message and field by field: the comparison is
 * that of {@code bench/compare-tshark.py} and {@code bench/compare-fields.py}, whose tables {@code KNOWN} name the justified differences. Skipped without tshark or Python 3.
 */
class TsharkAgreementTest {
    private static final Path COMPARE =
            Path.of("..", "bench", "compare-tshark.py").toAbsolutePath();
    private static final Path COMPARE_FIELDS =
            Path.of("..", "bench", "compare-fields.py").toAbsolutePath();
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    static Path folder;

    @BeforeAll
    static void needsTsharkAndPython() throws Exception {
        assumeTrue(runs("tshark", "--version"), "no tshark: install the package 'tshark' to compare with it");
        assumeTrue(runs("python3", "--version"), "no python3, which runs bench/compare-tshark.py");
    }

    @Test
    void modbusAsJ2modSpeaksIt() throws Exception {
        try (Overheard talk = ModbusTalk.talk(freePort())) {
            assertAgree(talk, 502, "modbus", 50);
        }
    }

    @Test
    void s7commAsIotCommunicationSpeaksIt() throws Exception {
        try (Overheard talk = S7Talk.talk(freePort())) {
            assertAgree(talk, 102, "s7comm", 34);
        }
    }

    @Test
    void etherNetIpAndCipAsDigitalpetriSpeaksThem() throws Exception {
        try (Overheard talk = CipTalk.talk(freePort())) {
            JsonNode counts = assertAgree(talk, 44_818, "cip", 28);
            assertThat(counts.path("enip shared").asInt()).isGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void dnsAsDnsjavaSpeaksIt() throws Exception {
        try (Overheard talk = DnsTalk.talk()) {
            assertAgree(talk, 53, "dns", 48);
        }
    }

    @Test
    void opcUaAsMiloSpeaksIt() throws Exception {
        try (Overheard talk = OpcUaTalk.talk(freePort())) {
            assertFieldsAgree(talk, 4840, "opcua", 30);
        }
    }

    @Test
    void mqttAsPahoAndMoquetteSpeakIt() throws Exception {
        try (Overheard talk = MqttTalk.talk(freePort())) {
            assertFieldsAgree(talk, 1883, "mqtt", 20);
        }
    }

    @Test
    void snmpAsSnmp4jSpeaksIt() throws Exception {
        try (Overheard talk = SnmpTalk.talk()) {
            assertFieldsAgree(talk, 161, "snmp", 20);
        }
    }

    @Test
    void sshAsApacheMinaSpeaksIt() throws Exception {
        try (Overheard talk = SshTalk.talk(folder)) {
            assertFieldsAgree(talk, 22, "ssh", 4);
        }
    }

    @Test
    void ldapAsUnboundIdSpeaksIt() throws Exception {
        try (Overheard talk = LdapTalk.talk()) {
            assertFieldsAgree(talk, 389, "ldap", 20);
        }
    }

    @Test
    void kerberosAsKerbySpeaksIt() throws Exception {
        try (Overheard talk = KerberosTalk.talk(folder, freePort())) {
            assertFieldsAgree(talk, 88, "kerberos", 6);
        }
    }

    @Test
    void coapAsCaliforniumSpeaksIt() throws Exception {
        try (Overheard talk = CoapTalk.talk()) {
            assertFieldsAgree(talk, 5683, "coap", 10);
        }
    }

    /** No DNP3 stack for Java has a licence that fits, so these are the messages of the virtual plant, which this project encodes itself. */
    @Test
    void dnp3AsTheVirtualPlantSpeaksIt() throws Exception {
        try (Overheard talk = dnp3()) {
            assertAgree(talk, Dnp3.PORT, "dnp3", 14);
        }
    }

    @Test
    void aSingleAlteredFieldIsNoticed() throws Exception {
        try (Overheard talk = dnp3()) {
            Path capture = talk.write(folder.resolve("altered.pcap"), Dnp3.PORT);
            String said = decode(capture);
            Path altered = Files.writeString(
                    folder.resolve("altered.json"), said.replaceFirst("\"destination\":10,", "\"destination\":11,"));
            assertThat(altered).content().isNotEqualTo(said);
            assertThat(compare(List.of(COMPARE.toString()), capture, altered, folder.resolve("altered-counts.json")))
                    .contains("destination: 1 times");
        }
    }

    private static JsonNode assertAgree(Overheard talk, int port, String protocol, int messagesMin) throws Exception {
        Path capture = talk.write(folder.resolve(protocol + ".pcap"), port);
        Path said = Files.writeString(folder.resolve(protocol + ".json"), decode(capture));
        Path counts = folder.resolve(protocol + "-counts.json");
        assertThat(compare(List.of(COMPARE.toString()), capture, said, counts))
                .as("differences from tshark")
                .isEmpty();
        JsonNode count = JsonMapper.shared().readTree(Files.readString(counts));
        assertThat(count.path(protocol + " shared").asInt())
                .as("messages compared")
                .isGreaterThanOrEqualTo(messagesMin);
        return count;
    }

    private static void assertFieldsAgree(Overheard talk, int port, String protocol, int messagesMin) throws Exception {
        Path capture = talk.write(folder.resolve(protocol + ".pcap"), port);
        Path said = Files.writeString(folder.resolve(protocol + ".json"), decode(capture));
        Path counts = folder.resolve(protocol + "-counts.json");
        assertThat(compare(List.of(COMPARE_FIELDS.toString(), protocol), capture, said, counts))
                .as("differences from tshark")
                .isEmpty();
        JsonNode count = JsonMapper.shared().readTree(Files.readString(counts));
        assertThat(count.path("shared").asInt()).as("messages compared").isGreaterThanOrEqualTo(messagesMin);
    }

    private static String decode(Path capture) throws Exception {
        try (Child decoder = Child.start(folder, List.of(), List.of(), "decode", capture.toString())) {
            assertThat(decoder.await()).as(decoder.output()).isZero();
            StringBuilder lines = new StringBuilder();
            decoder.output()
                    .lines()
                    .filter(line -> line.startsWith("{"))
                    .forEach(line -> lines.append(line).append('\n'));
            return lines.toString();
        }
    }

    /** @return the differences that are not justified; empty if there are none */
    private static String compare(List<String> script, Path capture, Path decoded, Path counts) throws Exception {
        Path report = folder.resolve(capture.getFileName() + "-report.txt");
        List<String> command = new ArrayList<>(List.of("python3", "-B"));
        command.addAll(script);
        command.addAll(
                List.of("--strict", "--decoded", decoded.toString(), "--json", counts.toString(), capture.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(report.toFile())
                .start();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("comparison ended")
                .isTrue();
        return process.exitValue() == 0 ? "" : Files.readString(report);
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Overheard dnp3() throws IOException {
        int outstation = 10;
        int master = 1;
        byte[] none = {};
        Overheard talk = new Overheard();
        int connection = talk.newConnection();
        byte[][] exchange = {
            Dnp3.request(outstation, master, 0, Dnp3.READ, Dnp3.classes(true)),
            Dnp3.response(master, outstation, 0, false, Dnp3.NEED_TIME, Dnp3.analogs(5, -70_000, 12)),
            Dnp3.request(outstation, master, 1, Dnp3.READ, Dnp3.classes(false)),
            Dnp3.response(master, outstation, 1, false, 0, Dnp3.binaryEvent(3, true, 1_700_000_000_000L)),
            Dnp3.request(outstation, master, 2, Dnp3.SELECT, Dnp3.control(4, Dnp3.TRIP, 100)),
            Dnp3.response(master, outstation, 2, false, 0, Dnp3.control(4, Dnp3.TRIP, 100)),
            Dnp3.request(outstation, master, 3, Dnp3.OPERATE, Dnp3.control(4, Dnp3.TRIP, 100)),
            Dnp3.response(master, outstation, 3, false, 0, Dnp3.control(4, Dnp3.TRIP, 100)),
            Dnp3.request(outstation, master, 4, Dnp3.WRITE, Dnp3.time(1_700_000_000_000L)),
            Dnp3.response(master, outstation, 4, false, 0, none),
            Dnp3.request(outstation, master, 5, Dnp3.COLD_RESTART, none),
            Dnp3.response(master, outstation, 5, false, Dnp3.RESTARTED, Dnp3.restartDelay(5_000)),
            Dnp3.request(outstation, master, 6, Dnp3.READ, Dnp3.classes(true)),
            Dnp3.response(master, outstation, 6, false, 0, Dnp3.binaries(true, false, true, true)),
            Dnp3.request(outstation, master, 7, Dnp3.DIRECT_OPERATE, Dnp3.control(1, Dnp3.CLOSE, 0)),
            Dnp3.response(master, outstation, 7, false, 0, Dnp3.control(1, Dnp3.CLOSE, 0))
        };
        for (int i = 0; i < exchange.length; i++) talk.heard(connection, false, i % 2 == 0, exchange[i]);
        return talk;
    }
}
