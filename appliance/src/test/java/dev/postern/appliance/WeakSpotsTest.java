package dev.postern.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postern.appliance.peer.Agreement;
import dev.postern.appliance.peer.FtpTalk;
import dev.postern.appliance.peer.LdapTalk;
import dev.postern.appliance.peer.MqttTalk;
import dev.postern.appliance.peer.OpcUaTalk;
import dev.postern.appliance.peer.Overheard;
import dev.postern.appliance.peer.SambaServer;
import dev.postern.appliance.peer.Smb1Talk;
import dev.postern.appliance.peer.SmbTalk;
import dev.postern.appliance.peer.SnmpTalk;
import dev.postern.appliance.peer.SshTalk;
import dev.postern.appliance.peer.TlsTalk;
import dev.postern.appliance.watch.ReplayCommand;
import dev.postern.model.Weakness;
import dev.postern.plant.Plant;
import dev.postern.plant.PlantSettings;
import dev.postern.plant.Scenario;
import dev.postern.store.Home;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Real stacks and the virtual plant, from their packets to the list of weak spots. */
class WeakSpotsTest {
    @TempDir
    static Path folder;

    private static int homes;

    private static List<Weakness> watched(Path... captures) {
        Path home = folder.resolve("home" + homes++);
        CommandLine replay = new CommandLine(new ReplayCommand());
        String[] arguments = new String[5 + captures.length];
        System.arraycopy(new String[] {"--home", home.toString(), "--threads=1", "--ring", "16"}, 0, arguments, 0, 5);
        for (int i = 0; i < captures.length; i++) arguments[5 + i] = captures[i].toString();
        assertThat(replay.execute(arguments)).isZero();
        try (var state = Home.openForReading(home)) {
            return state.inventory().weaknesses();
        }
    }

    private static List<String> overheard(Overheard talk, int port) throws IOException {
        List<Weakness> found = watched(talk.write(folder.resolve("talk" + homes + ".pcap"), port));
        assertThat(found).allSatisfy(w -> {
            assertThat(w.evidence()).isNotEmpty();
            assertThat(w.device()).isNotEmpty();
            assertThat(w.toString()).doesNotContain("right");
        });
        return found.stream().map(w -> w.kind() + ": " + w.what()).toList();
    }

    @Test
    void ftpAsApacheSpeaksIt() throws Exception {
        assertThat(overheard(FtpTalk.talk(folder, Agreement.freePort()), 21))
                .containsExactly(
                        "password-in-clear: Takes passwords in clear: account operator over ftp.",
                        "ftp: Moves files in clear over ftp.");
    }

    @Test
    void mqttAsPahoAndMoquetteSpeakIt() throws Exception {
        assertThat(overheard(MqttTalk.talk(Agreement.freePort()), 1883))
                .containsExactly(
                        "guessable-password: Lets in account operator over mqtt (default).",
                        "anonymous-session: Lets sessions begin without a login: mqtt.",
                        "password-in-clear: Takes passwords in clear: account operator over mqtt.");
    }

    @Test
    void opcUaAsMiloSpeaksIt() throws Exception {
        assertThat(overheard(OpcUaTalk.talk(Agreement.freePort()), 4840))
                .containsExactly("password-in-clear: Takes passwords in clear: account operator over opcua.");
    }

    @Test
    void ldapAsUnboundidSpeaksIt() throws Exception {
        assertThat(overheard(LdapTalk.talk(), 389))
                .containsExactly(
                        "guessable-password: Lets in account cn=admin over ldap (default).",
                        "password-in-clear: Takes passwords in clear: account cn=admin over ldap.");
    }

    @Test
    void snmpAsSnmp4jSpeaksIt() throws Exception {
        assertThat(overheard(SnmpTalk.talk(), 161))
                .containsExactly(
                        "snmp-community: Answers to SNMP with the community public; public, which may write.",
                        "snmp-clear: Speaks SNMP version 1; version 2c.",
                        "snmp-clear: Speaks SNMP version 2c (traps).");
    }

    @Test
    void smb1AsJcifsAndSambaSpeakIt() throws Exception {
        assumeTrue(Files.isExecutable(Path.of(SambaServer.COMMAND)), "no Samba: install the package 'samba'");
        try (SambaServer server =
                        SambaServer.start(Files.createDirectories(folder.resolve("samba1")), Agreement.freePort());
                Overheard talk = Smb1Talk.talk(server.port())) {
            assertThat(overheard(talk, 445)).contains("smb1: Speaks SMB 1 on port 445.");
        }
    }

    @Test
    void smb2AsSmbjAndSambaSpeakItIsNoSmb1() throws Exception {
        assumeTrue(Files.isExecutable(Path.of(SambaServer.COMMAND)), "no Samba: install the package 'samba'");
        try (SambaServer server =
                        SambaServer.start(Files.createDirectories(folder.resolve("samba2")), Agreement.freePort());
                Overheard talk = SmbTalk.talk(server.port())) {
            assertThat(overheard(talk, 445)).noneMatch(w -> w.startsWith("smb1") || w.startsWith("old-system"));
        }
    }

    @Test
    void sshAsMinaSpeaksItHasNoWeakSpot() throws Exception {
        assertThat(overheard(SshTalk.talk(folder), 22)).isEmpty();
    }

    @Test
    void tlsOfOld() throws Exception {
        assertThat(overheard(TlsTalk.oldHello(), 443)).containsExactly("old-tls: Agrees to tls 1.0 on port 443.");
    }

    @Test
    void aCertificateThatEnded() throws Exception {
        assertThat(overheard(TlsTalk.talk(folder, 365), 443))
                .containsExactly(
                        "certificate-expired: Shows a certificate that is out of date: plc.works.example, ended 2020-12-31.",
                        "certificate-self-signed: Shows a certificate that nobody vouches for: plc.works.example.");
    }

    @Test
    void presentTlsWithACertificateThatStillHolds() throws Exception {
        assertThat(overheard(TlsTalk.talk(folder, 7_300), 443))
                .containsExactly(
                        "certificate-self-signed: Shows a certificate that nobody vouches for: plc.works.example.");
    }

    private static Overheard basic(String account, int status) throws IOException, InterruptedException {
        var server =
                com.sun.net.httpserver.HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        Overheard talk = Overheard.between(server.getAddress().getPort());
        try (talk;
                HttpClient client = HttpClient.newHttpClient()) {
            String token = Base64.getEncoder().encodeToString(account.getBytes(StandardCharsets.UTF_8));
            client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + talk.port() + "/"))
                            .version(HttpClient.Version.HTTP_1_1)
                            .header("Authorization", "Basic " + token)
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        } finally {
            server.stop(0);
        }
        return talk;
    }

    @Test
    void aDefaultPasswordOfAWebPage() throws Exception {
        assertThat(overheard(basic("admin:admin", 200), 80))
                .contains("guessable-password: Lets in account admin over http (same as the account).");
        assertThat(overheard(basic("admin:admin", 401), 80))
                .containsExactly("password-in-clear: Takes passwords in clear: account admin over http.");
    }

    private static Path plant(Scenario... scenarios) throws IOException {
        long start = PlantSettings.MONDAY_NANOS + 600 * PlantCaptures.MINUTE_NANOS;
        Plant plant = new Plant(new PlantSettings(11, start, 1, 4, true));
        for (Scenario scenario : scenarios) plant.start(scenario, start + 20 * PlantCaptures.MINUTE_NANOS);
        return PlantCaptures.next(folder.resolve("plant" + homes + ".pcap"), plant, 60);
    }

    @Test
    void aControllerThatTakesADownloadFromAnybody() throws Exception {
        assertThat(watched(plant(Scenario.S7_STOP_AND_DOWNLOAD)))
                .filteredOn(w -> w.kind().equals("unauthenticated-engineering"))
                .singleElement()
                .satisfies(w -> {
                    assertThat(w.what()).contains("download");
                    assertThat(w.rank()).isEqualTo(80);
                });
    }

    @Test
    void aPlantWhereNobodyEngineers() throws Exception {
        assertThat(watched(plant()))
                .extracting(Weakness::kind)
                .doesNotContain("unauthenticated-engineering", "reachable-controller");
    }
}
