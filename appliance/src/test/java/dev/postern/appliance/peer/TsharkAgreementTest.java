package dev.postern.appliance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.plant.protocol.Dnp3;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
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
    void opcUaWithValuesOfEachTypeAsMiloSpeaksIt() throws Exception {
        try (Overheard talk = OpcUaValuesTalk.talk(Agreement.freePort())) {
            Agreement agreement = Agreement.on(folder, "opcua-values", talk, 4840);
            agreement.assertFields("opcua", 70);
            assertThat(agreement.told(
                            "opcua", "operation", "kind", "target", "type", "types", "value", "values", "results"))
                    .filteredOn(line -> line.matches("read success ns.*|write .*"))
                    .containsExactly(
                            "read success ns=2;s=Running boolean true 0",
                            "read success ns=2;s=Trim sbyte -5 0",
                            "read success ns=2;s=Step byte 200 0",
                            "read success ns=2;s=Torque int16 -300 0",
                            "read success ns=2;s=Count uint16 65535 0",
                            "read success ns=2;s=Flow int32 -70000 0",
                            "read success ns=2;s=Hours uint32 4000000000 0",
                            "read success ns=2;s=Drift int64 -5000000000 0",
                            "read success ns=2;s=Energy uint64 5000000000 0",
                            "read success ns=2;s=Speed float 40.5 0",
                            "read success ns=2;s=Level double 4.25 0",
                            "read success ns=2;s=Name string Mischer Süd 0",
                            "read success ns=2;s=Serviced datetime 1800000000000 0",
                            "read success ns=2;s=Batch guid 72962b91-fa75-4ae6-8d28-b404dc7daf63 0",
                            "read success ns=2;s=Picture bytestring 0102ff 0",
                            "read success ns=2;s=Parent nodeid ns=2;s=Mixer 0",
                            "read success ns=2;s=Kind qualifiedname 2:Pump 0",
                            "read success ns=2;s=Label localizedtext Pump 7 0",
                            "read success ns=2;s=Setpoints double[] [1.5,2.5,3.5] 0",
                            "read success ns=2;s=Doors boolean[] [true,false] 0",
                            "read success ns=2;s=Level, ns=2;s=Pressure, ns=2;s=None [\"double\",\"double\",\"null\"] [4.25,9.75,\"null\"]"
                                    + " [0,2156658688,2150891520]",
                            "write request ns=2;s=Level, ns=2;s=Plate [\"double\",\"string\"] [4.5,\"forged\"]",
                            "write success ns=2;s=Level, ns=2;s=Plate [0,2149515264]",
                            "write request ns=2;s=Setpoints double[] [1.25,2.25]",
                            "write success ns=2;s=Setpoints 0",
                            "write request ns=2;s=Level double 4.75",
                            "write success ns=2;s=Level 0");
            assertThat(agreement.told("opcua", "operation", "target", "points", "types", "value", "values", "results"))
                    .filteredOn(line -> line.startsWith("publish ["))
                    .containsExactly(
                            "publish [\"ns=2;s=Level\",\"ns=2;s=Running\"] [\"double\",\"boolean\"] [4.5,true] [0,0]",
                            "publish [\"ns=2;s=Level\"] 4.75 0");
        }
    }

    @Test
    void opcUaSignedAsMiloSpeaksIt() throws Exception {
        try (Overheard talk =
                OpcUaValuesTalk.secured(Agreement.freePort(), OpcUaSecurity.of(MessageSecurityMode.Sign))) {
            Agreement agreement = Agreement.on(folder, "opcua-signed", talk, 4840);
            agreement.assertFields("opcua", 20);
            assertThat(agreement.told(
                            "opcua", "operation", "kind", "target", "user", "password_encrypted", "type", "value"))
                    .contains(
                            "activate session request operator true",
                            "write request ns=2;s=Level double 4.5",
                            "write success ns=2;s=Level");
        }
    }

    @Test
    void ofOpcUaEncryptedAsMiloSpeaksItOnlyTheChannelIsTold() throws Exception {
        try (Overheard talk =
                OpcUaValuesTalk.secured(Agreement.freePort(), OpcUaSecurity.of(MessageSecurityMode.SignAndEncrypt))) {
            List<String> told = Agreement.on(folder, "opcua-encrypted", talk, 4840)
                    .told("opcua", "operation", "kind", "security_policy", "encrypted");
            // Endpoints are asked for in clear, on a connection of their own.
            int opened = told.indexOf("open secure channel success Basic256Sha256 true");
            assertThat(told.subList(0, opened)).contains("get endpoints success");
            assertThat(told.subList(opened + 1, told.size()))
                    .hasSizeGreaterThan(8)
                    .allMatch(line -> line.startsWith("encrypted message"));
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

    /** A report ends with how often its reason occurred, which is left out here. tshark has a word of its own for an engine that is not known yet. */
    @Test
    void snmp3AsSnmp4jSpeaksIt() throws Exception {
        try (Overheard talk = Snmp3Talk.talk()) {
            assertThat(Agreement.on(folder, "snmp3", talk, 161)
                            .told("snmp", "operation", "kind", "target", "user", "auth", "privacy", "reason", "values"))
                    .map(line -> line.replaceFirst(" \\[\\d+]$", ""))
                    .containsExactly(
                            "get request false false",
                            "get success false false engine id wanted",
                            "get request 1.3.6.1.2.1.1.5.0 panel false false",
                            "get success 1.3.6.1.2.1.1.5.0 panel false false [\"ET200SP\"]",
                            "get request 1.3.6.1.2.1.1.5.0 panel true false",
                            "get success 1.3.6.1.2.1.1.5.0 panel true false [\"ET200SP\"]",
                            "set request 1.3.6.1.2.1.1.5.0 panel true false [\"pump house\"]",
                            "set success 1.3.6.1.2.1.1.5.0 panel true false [\"ET200SP\"]",
                            "encrypted request panel true true",
                            "encrypted success panel true true",
                            "get request 1.3.6.1.2.1.1.5.0 nobody false false",
                            "get refused 1.3.6.1.2.1.1.5.0 nobody false false user unknown",
                            "login refused nobody nobody");
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
