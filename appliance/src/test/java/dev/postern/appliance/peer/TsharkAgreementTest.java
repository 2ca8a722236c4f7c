package dev.postern.appliance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.plant.protocol.Dnp3;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What {@code decode} says of captures made here with real stacks is what tshark says ({@link Agreement}). Stacks that came later have a class for each
 * family.
 */
class TsharkAgreementTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void needsTsharkAndPython() throws Exception {
        Agreement.needsTsharkAndPython();
    }

    @Test
    void modbusAsJ2modSpeaksIt() throws Exception {
        try (Overheard talk = ModbusTalk.talk(Agreement.freePort())) {
            Agreement.on(folder, "modbus", talk, 502).assertMessages("modbus", 50);
        }
    }

    @Test
    void s7commAsIotCommunicationSpeaksIt() throws Exception {
        try (Overheard talk = S7Talk.talk(Agreement.freePort())) {
            Agreement.on(folder, "s7comm", talk, 102).assertMessages("s7comm", 34);
        }
    }

    @Test
    void etherNetIpAndCipAsDigitalpetriSpeaksThem() throws Exception {
        try (Overheard talk = CipTalk.talk(Agreement.freePort())) {
            JsonNode counts = Agreement.on(folder, "cip", talk, 44_818).assertMessages("cip", 28);
            assertThat(counts.path("enip shared").asInt()).isGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void dnsAsDnsjavaSpeaksIt() throws Exception {
        try (Overheard talk = DnsTalk.talk()) {
            Agreement.on(folder, "dns", talk, 53).assertMessages("dns", 48);
        }
    }

    @Test
    void opcUaAsMiloSpeaksIt() throws Exception {
        try (Overheard talk = OpcUaTalk.talk(Agreement.freePort())) {
            Agreement.on(folder, "opcua", talk, 4840).assertFields("opcua", 30);
        }
    }

    @Test
    void mqttAsPahoAndMoquetteSpeakIt() throws Exception {
        try (Overheard talk = MqttTalk.talk(Agreement.freePort())) {
            Agreement.on(folder, "mqtt", talk, 1883).assertFields("mqtt", 20);
        }
    }

    @Test
    void snmpAsSnmp4jSpeaksIt() throws Exception {
        try (Overheard talk = SnmpTalk.talk()) {
            Agreement.on(folder, "snmp", talk, 161).assertFields("snmp", 20);
        }
    }

    @Test
    void sshAsApacheMinaSpeaksIt() throws Exception {
        try (Overheard talk = SshTalk.talk(folder)) {
            Agreement.on(folder, "ssh", talk, 22).assertFields("ssh", 4);
        }
    }

    @Test
    void ldapAsUnboundIdSpeaksIt() throws Exception {
        try (Overheard talk = LdapTalk.talk()) {
            Agreement.on(folder, "ldap", talk, 389).assertFields("ldap", 20);
        }
    }

    @Test
    void kerberosAsKerbySpeaksIt() throws Exception {
        try (Overheard talk = KerberosTalk.talk(folder, Agreement.freePort())) {
            Agreement.on(folder, "kerberos", talk, 88).assertFields("kerberos", 6);
        }
    }

    @Test
    void coapAsCaliforniumSpeaksIt() throws Exception {
        try (Overheard talk = CoapTalk.talk()) {
            Agreement.on(folder, "coap", talk, 5683).assertFields("coap", 10);
        }
    }

    /** tshark puts blocks together and tells the size of the whole with the last; here each message stands for itself. */
    @Test
    void coapObservedAndInBlocksAsCaliforniumSpeaksIt() throws Exception {
        try (Overheard talk = CoapObservedTalk.talk()) {
            List<String> told = Agreement.on(folder, "coap-observed", talk, 5683)
                    .told(
                            "coap",
                            "operation",
                            "kind",
                            "verb",
                            "target",
                            "observe",
                            "block1",
                            "block1_more",
                            "block2",
                            "block2_more",
                            "value");
            // When a report is acknowledged depends on the threads of the client.
            assertThat(told)
                    .filteredOn(line -> !line.startsWith("acknowledge"))
                    .containsExactly(
                            "get request read /level 0",
                            "get success read /level 0 4.2",
                            "get notice report /level 1 4.3",
                            "get notice report /level 2 4.4",
                            "get request read /level 1",
                            "get success read /level 4.4",
                            "get request read /recipe",
                            "get success read /recipe 0 true " + CoapObservedTalk.block(0),
                            "get request read /recipe 1 false",
                            "get success read /recipe 1 true " + CoapObservedTalk.block(1),
                            "get request read /recipe 2 false",
                            "get success read /recipe 2 false " + CoapObservedTalk.block(2),
                            "put request write /recipe 0 true " + CoapObservedTalk.block(0),
                            "put success write /recipe 0 true",
                            "put request write /recipe 1 true " + CoapObservedTalk.block(1),
                            "put success write /recipe 1 true",
                            "put request write /recipe 2 false " + CoapObservedTalk.block(2),
                            "put success write /recipe 2 false");
        }
    }

    /** No DNP3 stack for Java has a licence that fits, so these are the messages of the virtual plant, which this project encodes itself. */
    @Test
    void dnp3AsTheVirtualPlantSpeaksIt() throws Exception {
        try (Overheard talk = dnp3()) {
            Agreement.on(folder, "dnp3", talk, Dnp3.PORT).assertMessages("dnp3", 14);
        }
    }

    @Test
    void aSingleAlteredFieldIsNoticed() throws Exception {
        try (Overheard talk = dnp3()) {
            Agreement agreement = Agreement.on(folder, "altered", talk, Dnp3.PORT);
            assertThat(agreement.differencesWith("\"destination\":10,", "\"destination\":11,"))
                    .contains("destination: 1 times");
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
