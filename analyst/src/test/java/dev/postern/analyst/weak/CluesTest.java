package dev.postern.analyst.weak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.Conversation;
import dev.postern.model.Fields;
import dev.postern.model.Identity;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Stamp;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each kind with the message that shows it, and with one that looks like it. What protocols say is written down as {@code wire} says it. */
class CluesTest {
    private static final Address CLIENT = Address.parse("10.0.0.1");
    private static final Address SERVER = Address.parse("10.0.0.2");
    private static final long SECOND = 1_000_000_000L;

    private final Clues clues = new Clues();
    private final List<Clue> told = new ArrayList<>();
    private long nowSeconds = seconds(2026, 3, 1);
    private long order;
    private Conversation conversation = new Conversation(CLIENT, SERVER, Transport.TCP, 50_000, 4_000, 0);

    private static long seconds(int year, int month, int day) {
        return LocalDate.of(year, month, day).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    }

    private Stamp stamp() {
        order++;
        return new Stamp(nowSeconds * SECOND, order, 0, order, false);
    }

    private void asks(String protocol, String operation, Verb verb, Object... fields) {
        says(true, protocol, operation, verb, Outcome.REQUEST, "", fields);
    }

    private void answers(String protocol, String operation, Verb verb, Outcome outcome, Object... fields) {
        says(false, protocol, operation, verb, outcome, "", fields);
    }

    private void says(
            boolean fromClient,
            String protocol,
            String operation,
            Verb verb,
            Outcome outcome,
            String target,
            Object... fields) {
        Message message = new Message(
                stamp(),
                conversation,
                fromClient,
                protocol,
                operation,
                verb,
                outcome,
                "",
                target,
                -1,
                Fields.of(fields));
        clues.accept(message, told::add);
    }

    private List<String> kinds() {
        return told.stream().map(c -> c.kind().label()).toList();
    }

    private String only() {
        assertThat(told).hasSize(1);
        return told.getFirst().detail();
    }

    @Test
    void aPasswordInClearIsToldWithItsAccountAndProtocol() {
        asks("http", "get", Verb.READ, "credentials", true, "user", "maint");
        assertThat(kinds()).containsExactly("password-in-clear");
        assertThat(only()).isEqualTo("account maint over http");
        assertThat(told.getFirst().device()).isEqualTo(SERVER);
    }

    @Test
    void aLoginWithoutAReadablePasswordIsNone() {
        asks("ldap", "bind", Verb.LOGIN, "bind", "sasl", "mechanism", "GSSAPI");
        asks("opcua", "activate session", Verb.LOGIN, "user", "a", "password", true, "password_encrypted", true);
        asks("pop3", "apop", Verb.LOGIN, "mechanism", "apop", "user", "bob");
        asks("mqtt", "connect", Verb.LOGIN, "user", "bob", "password", false);
        assertThat(told).isEmpty();
    }

    @Test
    void aDefaultPasswordThatLetsInIsTold() {
        asks("telnet", "password", Verb.LOGIN, "credentials", true, "guessable", "default");
        answers("telnet", "login", Verb.LOGIN, Outcome.SUCCESS);
        assertThat(kinds()).contains("guessable-password");
    }

    @Test
    void aDefaultPasswordThatIsRefusedIsAGuessAndNoWeakness() {
        asks("ftp", "pass", Verb.LOGIN, "credentials", true, "user", "admin", "guessable", "default");
        answers("ftp", "pass", Verb.LOGIN, Outcome.REFUSED);
        asks("ftp", "pass", Verb.LOGIN, "credentials", true, "user", "admin");
        answers("ftp", "pass", Verb.LOGIN, Outcome.SUCCESS);
        assertThat(kinds()).doesNotContain("guessable-password");
    }

    @Test
    void anonymousSessionsAreToldOnceTheyAreOpen() {
        answers("mqtt", "connect", Verb.SESSION, Outcome.SUCCESS);
        asks("smb2", "session setup", Verb.LOGIN, "anonymous", true);
        answers("smb2", "session setup", Verb.LOGIN, Outcome.SUCCESS);
        asks("opcua", "activate session", Verb.LOGIN, "user_kind", "anonymous");
        answers("opcua", "activate session", Verb.LOGIN, Outcome.SUCCESS);
        asks("vnc", "login", Verb.LOGIN, "security", 1L);
        answers("vnc", "desktop", Verb.IDENTIFY, Outcome.NOTICE);
        says(false, "ftp", "pass", Verb.LOGIN, Outcome.SUCCESS, "anonymous", "code", 230L);
        assertThat(told.stream().filter(c -> c.kind() == Kind.ANONYMOUS_SESSION).map(Clue::detail))
                .containsExactly(
                        "mqtt", "smb2 null session", "opcua as anonymous, readable", "vnc", "ftp as anonymous");
    }

    /** The gateway alone shows that it is open: by its CONNACK to a CONNECT that was heard. */
    @Test
    void aGatewayOfSensorsThatAcceptsIsAnOpenDoor() {
        asks("mqttsn", "connect", Verb.SESSION, "client_id", "node1");
        assertThat(told).as("asked only").isEmpty();
        answers("mqttsn", "connect", Verb.SESSION, Outcome.SUCCESS, "code", 0L);
        assertThat(kinds()).containsExactly("anonymous-session");
        assertThat(only()).isEqualTo("mqttsn");
        assertThat(told.getFirst().device()).isEqualTo(SERVER);
    }

    @Test
    void aGatewayOfSensorsThatRefusesOrOnlyAnswersAPingIsNone() {
        answers("mqttsn", "connect", Verb.SESSION, Outcome.REFUSED, "code", 1L, "error", "congestion");
        answers("mqttsn", "ping", Verb.SESSION, Outcome.SUCCESS);
        answers("mqttsn", "register", Verb.SESSION, Outcome.SUCCESS, "code", 0L);
        // Whose CONNECT was not heard may be another version's, which knows logins.
        answers("mqttsn", "connect", Verb.OTHER, Outcome.SUCCESS, "code", 0L);
        assertThat(told).isEmpty();
    }

    @Test
    void anonymousSessionsThatAreRefusedOrNamedAreNone() {
        answers("mqtt", "connect", Verb.SESSION, Outcome.REFUSED);
        answers("mqtt", "connect", Verb.LOGIN, Outcome.SUCCESS);
        asks("smb2", "session setup", Verb.LOGIN, "anonymous", true);
        answers("smb2", "session setup", Verb.LOGIN, Outcome.REFUSED);
        asks("smb2", "session setup", Verb.LOGIN, "user", "bob");
        answers("smb2", "session setup", Verb.LOGIN, Outcome.SUCCESS);
        asks("vnc", "login", Verb.LOGIN, "security", 2L);
        answers("vnc", "login", Verb.LOGIN, Outcome.SUCCESS);
        says(false, "ftp", "user", Verb.LOGIN, Outcome.NOTICE, "anonymous", "code", 331L);
        assertThat(kinds()).doesNotContain("anonymous-session");
    }

    @Test
    void aDirectoryThatTellsStrangersMoreThanOfItselfIsOpen() {
        asks("ldap", "bind", Verb.LOGIN, "bind", "anonymous");
        answers("ldap", "bind", Verb.LOGIN, Outcome.SUCCESS);
        says(false, "ldap", "search", Verb.BROWSE, Outcome.SUCCESS, "");
        assertThat(told).isEmpty();
        says(false, "ldap", "search", Verb.BROWSE, Outcome.SUCCESS, "dc=plant,dc=local");
        assertThat(kinds()).containsExactly("anonymous-session");
    }

    @Test
    void smb1ThatIsSpokenIsToldAndSmb1ThatIsOnlyOfferedIsNot() {
        asks("smb1", "negotiate", Verb.SESSION);
        answers("smb1", "negotiate", Verb.SESSION, Outcome.SUCCESS);
        answers("smb2", "session setup", Verb.LOGIN, Outcome.SUCCESS);
        assertThat(told).isEmpty();
        answers("smb1", "tree connect", Verb.SESSION, Outcome.SUCCESS);
        assertThat(kinds()).containsExactly("smb1");
    }

    @Test
    void tlsIsJudgedByWhatTheServerChoosesNotByWhatTheClientOffers() {
        asks("tls", "hello", Verb.SESSION, "version", "tls 1.0", "weak", true);
        answers("tls", "hello", Verb.SESSION, Outcome.SUCCESS, "version", "tls 1.2", "cipher", "0xc02f");
        assertThat(told).isEmpty();
        answers("tls", "hello", Verb.SESSION, Outcome.SUCCESS, "version", "tls 1.1", "weak", true);
        answers("tls", "hello", Verb.SESSION, Outcome.SUCCESS, "version", "tls 1.2", "cipher", "0x0005", "weak", true);
        assertThat(kinds()).containsExactly("old-tls", "weak-encryption");
    }

    @Test
    void telnetAndFileTransferAreToldWhenTheyAreUsed() {
        answers("ftp", "greeting", Verb.OTHER, Outcome.NOTICE);
        asks("telnet", "login", Verb.LOGIN, "user", "bob");
        assertThat(told).isEmpty();
        asks("telnet", "command", Verb.OTHER, "line", "show run");
        answers("ftp", "retr", Verb.FILE_READ, Outcome.SUCCESS);
        assertThat(kinds()).containsExactly("telnet", "ftp");
    }

    @Test
    void snmpIsJudgedByWhoAnswers() {
        asks("snmp", "get", Verb.READ, "version", "2c", "community", "public", "community_default", true);
        answers("snmp", "get", Verb.READ, Outcome.SUCCESS, "version", "3", "auth", true, "privacy", true);
        assertThat(told).isEmpty();
        answers(
                "snmp",
                "set",
                Verb.WRITE,
                Outcome.SUCCESS,
                "version",
                "1",
                "community",
                "private",
                "community_default",
                true);
        assertThat(kinds()).containsExactly("snmp-clear", "snmp-community");
        assertThat(told.getLast().detail()).isEqualTo("private, which may write");
    }

    @Test
    void aCommunityOfItsOwnIsOnlyInClear() {
        answers("snmp", "get", Verb.READ, Outcome.SUCCESS, "version", "2c", "community_default", false);
        assertThat(kinds()).containsExactly("snmp-clear");
    }

    @Test
    void aTrapSpeaksOfItsSender() {
        says(true, "snmp", "trap", Verb.REPORT, Outcome.NOTICE, "", "version", "1", "community_default", true);
        assertThat(kinds()).containsExactly("snmp-clear");
        assertThat(told.getFirst().device()).isEqualTo(CLIENT);
    }

    @Test
    void engineeringIsToldWhenNobodyLoggedIn() {
        answers("s7comm", "download block", Verb.DOWNLOAD, Outcome.REFUSED);
        answers("s7comm", "read", Verb.READ, Outcome.SUCCESS);
        assertThat(told).isEmpty();
        answers("s7comm", "download block", Verb.DOWNLOAD, Outcome.SUCCESS);
        assertThat(kinds()).containsExactly("unauthenticated-engineering");
        assertThat(only()).isEqualTo("download block over s7comm from 10.0.0.1");
    }

    @Test
    void engineeringAfterALoginIsNone() {
        answers("s7comm", "password", Verb.LOGIN, Outcome.SUCCESS);
        answers("s7comm", "download block", Verb.DOWNLOAD, Outcome.SUCCESS);
        assertThat(told).isEmpty();
        asks("bacnet", "reinitialize device", Verb.RESTART, "password", true);
        answers("bacnet", "reinitialize device", Verb.RESTART, Outcome.SUCCESS);
        assertThat(told).isEmpty();
    }

    private void runs(String system, String protocol) {
        clues.accept(
                new Identity(stamp(), SERVER, Identity.Attribute.OPERATING_SYSTEM, system, protocol, 0.8), told::add);
    }

    @Test
    void anOldSystemIsToldByItsOwnWords() {
        runs("Windows 6.1 build 7601", "smb2");
        runs("Windows 5.1", "smb1");
        runs("Windows Server 2003 3790 Service Pack 2", "smb1");
        runs("Windows 10.0 build 18363", "smb2");
        assertThat(told.stream().map(Clue::detail))
                .containsExactly(
                        "Windows 7 or Server 2008 R2, without support since 2020-01-14",
                        "Windows XP, without support since 2014-04-08",
                        "Windows Server 2003, without support since 2015-07-14",
                        "Windows 10 (1909), without support since 2022-05-10");
    }

    @Test
    void aSystemThatIsStillMendedOrOnlySaysAnOldNumberIsNone() {
        runs("Windows 10.0 build 17763", "smb2");
        runs("Windows 10.0", "fox");
        // Samba, by NTLM, by SMB 1, and to its workgroup.
        runs("Windows 6.1 build 0", "smb2");
        runs("Windows 6.1", "smb1");
        runs("Windows 7 or Server 2008 R2 (6.1)", "nbdgm");
        runs("Ubuntu", "ssh");
        nowSeconds = seconds(2012, 1, 1);
        runs("Windows 5.1", "smb1");
        assertThat(told).isEmpty();
    }

    private void shows(long notBefore, long notAfter, boolean selfSigned, boolean weak) {
        answers(
                "tls",
                "certificate",
                Verb.SESSION,
                Outcome.NOTICE,
                "subject",
                "plc.example",
                "not_before_seconds",
                notBefore,
                "not_after_seconds",
                notAfter,
                "self_signed",
                selfSigned,
                "key",
                "rsa 1024",
                "signature",
                "sha1 rsa",
                "weak",
                weak);
    }

    @Test
    void certificatesAreJudgedByEventTime() {
        shows(seconds(2020, 1, 1), seconds(2026, 2, 28), false, false);
        shows(seconds(2020, 1, 1), seconds(2026, 3, 20), false, false);
        shows(seconds(2027, 1, 1), seconds(2029, 1, 1), false, false);
        shows(seconds(2020, 1, 1), seconds(2029, 1, 1), true, true);
        assertThat(kinds())
                .containsExactly(
                        "certificate-expired",
                        "certificate-expiring",
                        "certificate-expired",
                        "certificate-self-signed",
                        "certificate-weak");
        assertThat(told.getFirst().detail()).isEqualTo("plc.example, ended 2026-02-28");
    }

    @Test
    void aGoodCertificateAndOneWhoseDatesCannotBeReadAreNone() {
        shows(seconds(2020, 1, 1), seconds(2029, 1, 1), false, false);
        shows(Long.MIN_VALUE, Long.MIN_VALUE, false, false);
        nowSeconds = seconds(2019, 12, 31) + 86_400;
        shows(seconds(2020, 1, 1), seconds(2026, 1, 1), false, false);
        assertThat(told).isEmpty();
    }

    @Test
    void theSameIsToldOnceAMinute() {
        for (int i = 0; i < 120; i++, nowSeconds++) answers("snmp", "get", Verb.READ, Outcome.SUCCESS, "version", "2c");
        assertThat(told).hasSize(2);
    }

    @Test
    void loginsThatNobodyAnswersDoNotFillTheMemory() {
        for (int port = 1; port < 5_000; port++) {
            conversation = new Conversation(CLIENT, SERVER, Transport.TCP, port, 21, 0);
            asks("ftp", "pass", Verb.LOGIN, "credentials", true, "user", "u" + port, "guessable", "default");
        }
        assertThat(clues.limitsHit()).isEqualTo(4_999 - Sessions.ENTRIES_MAX);
    }

    @Test
    void wordsFromTheWireAreCutAndCleaned() {
        asks("http", "get", Verb.READ, "credentials", true, "user", "a\u0007b".repeat(60));
        assertThat(only())
                .startsWith("account a?ba?b")
                .endsWith("... over http")
                .hasSizeLessThan(80);
    }
}
