package dev.postern.appliance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Access to panels and consoles from afar, as real stacks speak it. */
@Timeout(180)
class RemoteAgreementTest {
    @TempDir
    static Path folder;

    @Test
    void vncWithAPasswordAsVernacularSpeaksIt() throws Exception {
        try (Overheard talk = VncTalk.talk("003.008", "pump", "pump")) {
            assertThat(vnc("vnc", talk))
                    .containsExactly(
                            "version notice session 003.008",
                            "version request session 003.008",
                            "security notice session [\"vnc password\"]",
                            "login request login vnc password",
                            "login success login 0",
                            "desktop notice identify Panel 3 4 2");
        }
    }

    @Test
    void vncWithAWrongPasswordAsVernacularSpeaksIt() throws Exception {
        try (Overheard talk = VncTalk.talk("003.008", "pump", "pimp")) {
            assertThat(vnc("vnc-wrong", talk)).endsWith("login refused login wrong password");
        }
    }

    /** Before 3.7 the server decides, and nothing says that a login was asked for. */
    @Test
    void vncOfTheFirstVersionAsVernacularSpeaksIt() throws Exception {
        try (Overheard talk = VncTalk.talk("003.003", "pump", "pump")) {
            assertThat(vnc("vnc-old", talk))
                    .containsExactly(
                            "version notice session 003.003",
                            "version request session 003.003",
                            "security notice session [\"vnc password\"]",
                            "login success login 0",
                            "desktop notice identify Panel 3 4 2");
        }
    }

    @Test
    void vncOpenToAnybodyAsVernacularSpeaksIt() throws Exception {
        try (Overheard talk = VncTalk.talk("003.008", null, "")) {
            assertThat(vnc("vnc-open", talk))
                    .endsWith(
                            "security notice session [\"none\"] true",
                            "login request login none",
                            "login success login 0",
                            "desktop notice identify Panel 3 4 2");
        }
    }

    private static List<String> vnc(String name, Overheard talk) throws Exception {
        return Agreement.on(folder, name, talk, 5900)
                .told(
                        "vnc",
                        "operation",
                        "kind",
                        "verb",
                        "version",
                        "offered_names",
                        "unprotected",
                        "security_name",
                        "result",
                        "reason",
                        "name",
                        "width",
                        "height");
    }

    /** The wrong password is tried once in a session of its own, and the right one before and after it. */
    @Test
    void whetherALoginToSshOfApacheMinaSucceededShowsBySizes() throws Exception {
        try (Overheard talk =
                SshTalk.talk(Files.createDirectories(folder.resolve("mina")), "right", "wrong", "right")) {
            List<String> told = Agreement.on(folder, "ssh-logins", talk, 22).told("ssh", "operation", "kind", "verb");
            assertThat(told.stream().filter(line -> line.startsWith("login")))
                    .containsExactlyInAnyOrder("login success login", "login refused login", "login success login");
        }
    }

    @Test
    void webPagesWithBasicAsJettyGuardsThem() throws Exception {
        try (Overheard talk = WebLoginTalk.basic("wrong", "right")) {
            assertThat(webLogins("basic", talk))
                    .containsExactly("login refused login engineer basic", "login success login engineer basic");
        }
    }

    @Test
    void webPagesWithDigestAsJettyGuardsThem() throws Exception {
        try (Overheard talk = WebLoginTalk.digest("wrong", "right")) {
            assertThat(webLogins("digest", talk))
                    .containsExactly("login refused login engineer digest", "login success login engineer digest");
        }
    }

    private static List<String> webLogins(String name, Overheard talk) throws Exception {
        return Agreement.on(folder, name, talk, 80)
                .told("http", "operation", "kind", "verb", "user", "authorization")
                .stream()
                .filter(line -> line.startsWith("login"))
                .toList();
    }

    @Test
    void telnetAsCommonsNetSpeaksIt() throws Exception {
        try (Overheard talk = TelnetTalk.talk()) {
            assertThat(Agreement.on(folder, "telnet", talk, 23)
                            .told(
                                    "telnet",
                                    "operation",
                                    "kind",
                                    "verb",
                                    "target",
                                    "user",
                                    "terminal",
                                    "credentials",
                                    "line"))
                    .containsExactly(
                            "terminal type notice session VT220",
                            "login request login operator operator",
                            "password request login operator true",
                            "login refused login operator",
                            "login request login operator operator",
                            "password request login operator true",
                            "login success login operator",
                            "command request other show show port 7",
                            "command request other exit exit");
        }
    }

    @Test
    void ipmiAsMetricsHubSpeaksIt() throws Exception {
        try (Overheard talk = IpmiTalk.talk(BmcResponder.USER)) {
            Agreement agreement = Agreement.on(folder, "ipmi", talk, 623);
            assertThat(agreement.told("ipmi", "operation", "kind", "verb", "target", "user", "weak"))
                    .containsExactly(
                            "get cipher suites request identify",
                            "get cipher suites success identify",
                            "get channel authentication capabilities request identify",
                            "get channel authentication capabilities success identify true",
                            "open session request session",
                            "open session success session",
                            "rakp request login operator",
                            "rakp notice login operator",
                            "rakp confirm request login operator",
                            "rakp confirm success login operator",
                            "get chassis status request read",
                            "get chassis status success read",
                            "chassis control request stop power down",
                            "chassis control success stop power down",
                            "close session request session",
                            "close session success session");
            Agreement.needsTsharkAndPython();
            agreement.assertFields("ipmi", 16);
        }
    }

    @Test
    void ipmiOfAnUnknownUserAsMetricsHubSpeaksIt() throws Exception {
        try (Overheard talk = IpmiTalk.talk("nobody")) {
            assertThat(Agreement.on(folder, "ipmi-unknown", talk, 623)
                            .told("ipmi", "operation", "kind", "verb", "user", "status"))
                    .endsWith("rakp request login nobody", "rakp refused login nobody 13");
        }
    }
}
