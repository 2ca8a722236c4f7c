package dev.postern.appliance.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import org.apache.commons.net.ntp.NtpV3Packet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Old services that plants still use, as real stacks speak them. */
@Timeout(180)
class OfficeAgreementTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void needsTsharkAndPython() throws Exception {
        Agreement.needsTsharkAndPython();
    }

    @Test
    void ftpAsApacheSpeaksIt() throws Exception {
        try (Overheard talk = FtpTalk.talk(folder, Agreement.freePort())) {
            Agreement.on(folder, "ftp", talk, 21).assertFields("ftp", 30);
        }
    }

    @Test
    void mailAsCommonsNetAndGreenMailSpeakIt() throws Exception {
        try (MailTalk mail = new MailTalk()) {
            Agreement.on(folder, "smtp", mail.smtp(), 25).assertFields("smtp", 10);
            Agreement.on(folder, "pop3", mail.pop3(), 110).assertFields("pop3", 15);
            Agreement.on(folder, "imap", mail.imap(), 143).assertFields("imap", 15);
        }
    }

    @Test
    void ntpAsCommonsNetSpeaksIt() throws Exception {
        NtpTalk ntp = new NtpTalk();
        Agreement agreement = Agreement.on(folder, "ntp", ntp.talk, 123);
        agreement.assertFields("ntp", 6);
        List<JsonNode> told = agreement.messages().stream()
                .filter(said -> said.path("operation").asString().equals("server"))
                .toList();
        assertThat(told).hasSize(3).allMatch(said -> said.has("latency"));
        assertThat(told)
                .extracting(said -> said.path("reference_id").asString())
                .containsExactly("", "GPS", "10.0.0.1");
        for (int i = 0; i < 3; i++) {
            NtpV3Packet read = ntp.answers.get(i);
            assertThat(told.get(i).path("stratum").asInt()).isEqualTo(read.getStratum());
            assertThat(told.get(i).path("root_delay").asDouble() * 1000).isEqualTo(read.getRootDelayInMillisDouble());
            assertThat(told.get(i).path("transmit_millis").asLong())
                    .isEqualTo(read.getTransmitTimeStamp().getTime());
            assertThat(told.get(i).path("receive_millis").asLong())
                    .isEqualTo(read.getReceiveTimeStamp().getTime());
            if (i > 0)
                assertThat(told.get(i).path("reference_millis").asLong())
                        .isEqualTo(read.getReferenceTimeStamp().getTime());
        }
    }

    @Test
    void radiusAsAaa4jSpeaksIt() throws Exception {
        try (Overheard talk = RadiusTalk.talk()) {
            Agreement agreement = Agreement.on(folder, "radius", talk, 1812);
            agreement.assertFields("radius", 10);
            assertThat(agreement.messages())
                    .filteredOn(said -> said.path("protocol").asString().equals("radius"))
                    .extracting(
                            said -> said.path("operation").asString(),
                            said -> said.path("kind").asString(),
                            said -> said.path("target").asString(),
                            said -> said.path("method").asString())
                    .containsExactly(
                            tuple("access", "request", "operator", "pap"),
                            tuple("access", "refused", "operator", ""),
                            tuple("access", "request", "operator", "pap"),
                            tuple("access", "success", "operator", ""),
                            tuple("access", "request", "operator", "eap"),
                            tuple("access", "notice", "operator", "eap"),
                            tuple("accounting", "request", "operator", ""),
                            tuple("accounting", "success", "operator", ""),
                            tuple("accounting", "request", "operator", ""),
                            tuple("accounting", "success", "operator", ""));
        }
    }

    @Test
    void sipAsJainSpeaksIt() throws Exception {
        try (Overheard talk = SipTalk.talk()) {
            Agreement agreement = Agreement.on(folder, "sip", talk, 5060);
            agreement.assertFields("sip", 17);
            assertThat(agreement.told("sip", "operation", "kind", "verb", "target", "status"))
                    .contains(
                            "register notice session sip:100@works.example 401",
                            "register success login sip:100@works.example 200",
                            "invite refused session sip:999@works.example 404")
                    .noneMatch(line -> line.startsWith("register refused"));
        }
    }

    @Test
    void stunAsIce4jSpeaksIt() throws Exception {
        try (StunTalk stun = new StunTalk()) {
            Agreement agreement = Agreement.on(folder, "stun", stun.talk, 3478);
            agreement.assertFields("services", 13);
            String seen = stun.understood.getFirst();
            assertThat(stun.understood).containsExactly(seen, "401", seen, "437");
            // What had no answer at once was asked again.
            assertThat(agreement
                            .told(
                                    "stun",
                                    "operation",
                                    "kind",
                                    "user",
                                    "realm",
                                    "mapped",
                                    "relayed",
                                    "peer",
                                    "channel",
                                    "lifetime_seconds",
                                    "error")
                            .stream()
                            .distinct())
                    .containsExactly(
                            "binding request",
                            "binding success " + seen,
                            "allocate request",
                            "allocate refused works.example 401",
                            "allocate request bench:operator works.example",
                            "allocate success " + seen + " 10.9.0.1:49152 600",
                            "create permission request bench:operator works.example 10.7.0.9:5004",
                            "create permission success",
                            "channel bind request bench:operator works.example 10.7.0.9:5004 16385",
                            "channel bind success",
                            "send notice 10.7.0.9:5004",
                            "refresh request bench:operator works.example 0",
                            "refresh refused 437");
        }
    }

    @Test
    void syslogAsItsClientSpeaksIt() throws Exception {
        try (Overheard talk = SyslogTalk.talk()) {
            Agreement agreement = Agreement.on(folder, "syslog", talk, 514);
            agreement.assertFields("syslog", 2);
            assertThat(agreement.messages())
                    .filteredOn(said -> said.path("protocol").asString().equals("syslog"))
                    .extracting(
                            said -> said.path("target").asString(),
                            said -> said.path("host").asString(),
                            said -> said.path("process").asString(),
                            said -> said.path("id").asString(),
                            said -> said.path("text").asString())
                    .containsExactly(
                            // The old form as this client writes it has neither process nor id.
                            tuple("pump", "plc7", "", "", "level 4.2 m is high"),
                            tuple("pump", "plc7", "812", "LVL", "[tank@32473 unit=\"1\"] level 4.2 m is high"));
        }
    }

    @Test
    void tftpAsCommonsNetSpeaksIt() throws Exception {
        try (Overheard talk = TftpTalk.talk()) {
            Agreement agreement = Agreement.on(folder, "tftp", talk, 69);
            assertThat(agreement.told("tftp", "operation", "kind", "verb", "target", "mode", "code", "text"))
                    .containsExactly(
                            "write request file_write fw-2.4.1.bin octet",
                            "write success file_write fw-2.4.1.bin",
                            "read request file_read fw-2.4.1.bin octet",
                            "read success file_read fw-2.4.1.bin",
                            "read request file_read none.bin octet",
                            "read refused file_read none.bin 1 no such file");
            // Transfers and the refusal come from fresh ports.
            assertThat(agreement.messages())
                    .extracting(said -> said.path("protocol").asString())
                    .containsOnly("arp", "tftp");
        }
    }

    @Test
    void rpcAsOncrpc4jSpeaksIt() throws Exception {
        for (boolean datagrams : new boolean[] {false, true})
            try (Overheard talk = RpcTalk.talk(datagrams, Agreement.freePort())) {
                Agreement agreement = Agreement.on(folder, datagrams ? "rpc-udp" : "rpc-tcp", talk, 111);
                agreement.assertFields("sunrpc", 18);
                assertThat(agreement.told("sunrpc", "unit", "operation", "kind", "target", "port", "value", "machine"))
                        .containsExactly(
                                "portmap null request bench-3",
                                "portmap null success",
                                "portmap set request vxi-11 core v1 bench-3",
                                "portmap set success vxi-11 core v1",
                                "portmap getport request vxi-11 core v1 bench-3",
                                "portmap getport success vxi-11 core v1 1000",
                                "portmap dump request bench-3",
                                "portmap dump success",
                                "vxi-11 core create link request inst0 bench-3",
                                "vxi-11 core create link success inst0",
                                "vxi-11 core device write request *IDN? bench-3",
                                "vxi-11 core device write success",
                                "vxi-11 core device read request bench-3",
                                "vxi-11 core device read success Works,Meter 5,0815,1.2",
                                "vxi-11 core destroy link request bench-3",
                                "vxi-11 core destroy link success",
                                "rstat null request bench-3",
                                "rstat null refused");
            }
    }
}
