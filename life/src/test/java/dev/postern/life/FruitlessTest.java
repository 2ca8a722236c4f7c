package dev.postern.life;

import static dev.postern.life.Site.MINUTE;
import static dev.postern.life.Site.SECOND;
import static dev.postern.life.Site.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Conversation;
import dev.postern.model.Fields;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Questions that nobody answers are told from the first minute of a site, and what looks like them is not. */
class FruitlessTest {
    private final Site site = new Site();

    /** One flow; {@code up} packets of the client, {@code down} of the server. */
    private void flow(
            long at, int client, int server, Transport transport, int port, int up, int down, Traffic.Opening opening) {
        Conversation conversation =
                new Conversation(Site.ip(client), Site.ip(server), transport, port == 0x0806 ? 0 : 50_000, port, 0);
        site.see(new Traffic(
                site.stamp(at),
                conversation,
                transport == Transport.TCP ? "tcp/" + port : "arp",
                Math.floorDiv(at, MINUTE) * MINUTE,
                new Traffic.Side(up, up * 60L, Site.mac(client), 64),
                new Traffic.Side(down, down * 60L, down > 0 ? Site.mac(server) : 0, down > 0 ? 64 : 0),
                0,
                opening == Traffic.Opening.REFUSED ? 1 : 0,
                opening,
                true,
                false));
    }

    private List<Anomaly> silent() {
        site.until(START + 3 * MINUTE);
        return site.anomalies.stream()
                .filter(a -> a.channel() == Channel.COUNT_SILENT)
                .toList();
    }

    @Test
    void aSweepForAbsentHostsIsToldInTheFirstMinuteOfASite() {
        for (int host = 1; host < 255; host++)
            flow(START + host * SECOND / 100, 7, host, Transport.ETHERNET, 0x0806, 1, 0, Traffic.Opening.NONE);
        assertThat(silent()).singleElement().satisfies(a -> {
            assertThat(a.device()).isEqualTo(Site.ip(7));
            assertThat(a.pvalue()).isLessThan(1e-6);
            assertThat(a.seen()).contains("without an answer").contains("10.0.0.1");
            assertThat(a.evidence()).isNotEmpty();
            assertThat(a.explanation().seen()).isBetween(220.0, 290.0);
            assertThat(a.explanation().high()).isLessThan(20);
        });
    }

    /** Stage 1 tells of a first message before the traffic of its minute is told. */
    @Test
    void aSweepWhoseMessagesCameFirstIsToldAsWell() {
        for (int host = 1; host < 100; host++) site.read(START + host * SECOND / 100, 7, host);
        for (int host = 1; host < 100; host++)
            flow(START + host * SECOND / 100, 7, host, Transport.ETHERNET, 0x0806, 1, 0, Traffic.Opening.NONE);
        assertThat(silent()).hasSize(1);
    }

    @Test
    void aFanOverClosedPortsOfOneHostIsToldThoughTheHostIsKnown() {
        flow(START, 7, 11, Transport.TCP, 80, 10, 10, Traffic.Opening.OPENED);
        for (int port = 1; port < 100; port++)
            flow(START + SECOND + port, 7, 11, Transport.TCP, port, 1, 1, Traffic.Opening.REFUSED);
        assertThat(silent()).singleElement().satisfies(a -> assertThat(a.seen()).contains("10.0.0.11:1"));
    }

    @Test
    void aMasterWhoseFortyControllersLostTheirPowerIsNoScanner() {
        for (int controller = 11; controller < 51; controller++)
            flow(START, 1, controller, Transport.TCP, 502, 10, 10, Traffic.Opening.OPENED);
        for (int controller = 11; controller < 51; controller++)
            flow(START + MINUTE, 1, controller, Transport.TCP, 502, 3, 0, Traffic.Opening.UNANSWERED);
        assertThat(silent()).isEmpty();
    }

    @Test
    void aMirrorThatShowsOneDirectionMakesNoScanner() {
        for (int controller = 11; controller < 51; controller++)
            flow(START + SECOND, 1, controller, Transport.TCP, 502, 40, 0, Traffic.Opening.UNANSWERED);
        assertThat(silent()).isEmpty();
    }

    @Test
    void oneHostThatIsAskedForAgainAndAgainIsOneHost() {
        for (int i = 0; i < 50; i++) flow(START + i * SECOND, 7, 99, Transport.TCP, 445, 3, 0, Traffic.Opening.REFUSED);
        assertThat(silent()).isEmpty();
    }

    @Test
    void aFewHostsThatAreSwitchedOffAreEverydayLife() {
        for (int host = 90; host < 94; host++)
            flow(START + SECOND, 7, host, Transport.ETHERNET, 0x0806, 2, 0, Traffic.Opening.NONE);
        assertThat(silent()).isEmpty();
    }

    private void session(long at, int server) {
        session(at, Site.ip(66), Site.ip(server));
    }

    private void session(long at, Address client, Address server) {
        session(at, client, server, "ssh", 2_600, 2_800);
    }

    private void session(long at, Address client, Address server, String service, long up, long down) {
        int port = service.equals("ssh") ? 22 : 3389;
        Conversation conversation = new Conversation(client, server, Transport.TCP, 50_000, port, 0);
        site.see(new Traffic(
                site.stamp(at),
                conversation,
                service,
                Math.floorDiv(at, MINUTE) * MINUTE,
                new Traffic.Side(14, up, Site.mac(66), 64),
                new Traffic.Side(12, down, Site.mac(11), 64),
                0,
                0,
                Traffic.Opening.OPENED,
                true,
                true));
    }

    private List<Anomaly> logins() {
        site.until(START + 2 * MINUTE);
        return site.anomalies.stream()
                .filter(a -> a.channel() == Channel.COUNT_LOGINS)
                .toList();
    }

    @Test
    void thirtyEncryptedLoginsThatAreOverAtOnceAreGuesses() {
        for (int i = 0; i < 30; i++) session(START + i * SECOND, 11);
        assertThat(logins()).singleElement().satisfies(a -> {
            assertThat(a.peer()).isEqualTo(Site.ip(11));
            assertThat(a.seen()).isEqualTo("30 logins a minute that were over at once");
        });
    }

    /** An old works, or a university, has numbers of the internet and routers that no answer about hardware addresses crosses. */
    @Test
    void theyAreInASiteNumberedWithPublicAddressesAsWell() {
        Address client = Address.parse("147.32.80.40");
        Address server = Address.parse("147.32.80.37");
        for (int i = 0; i < 30; i++) session(START + i * SECOND, client, server);
        assertThat(logins()).singleElement().satisfies(a -> assertThat(a.peer()).isEqualTo(server));
    }

    /** Every address of IPv6 is public: whom a computer calls there is no device of the site. */
    @Test
    void whoeverAnswersOverIpv6IsNoDeviceOfTheSite() {
        Address client = Address.parse("2a02:8100::40");
        session(START, client, Address.parse("2a00:1450::1"));
        assertThat(site.site.devices()).isZero();
    }

    @Test
    void aScriptThatVisitsFortyHostsOnceIsNoGuesser() {
        for (int host = 11; host < 51; host++) session(START + host * SECOND / 2, host);
        assertThat(logins()).isEmpty();
    }

    /** Each of its steps is a session of its own, which carries a program there and its output back. */
    @Test
    void aDeploymentThatOpensASessionASecondAndWorksInEachIsNoGuesser() {
        for (int i = 0; i < 60; i++) session(START + i * SECOND, Site.ip(66), Site.ip(11), "ssh", 60_000, 9_000);
        assertThat(logins()).isEmpty();
    }

    @Test
    void whoPadsHisGuessesGuessesAllTheSame() {
        for (int i = 0; i < 60; i++) session(START + i * SECOND, Site.ip(66), Site.ip(11), "ssh", 60_000, 2_800);
        site.until(START + 2 * MINUTE);
        assertThat(logins()).isNotEmpty();
    }

    @Test
    void whoIsShownTheScreenOfALoginEachTimeGuessesAllTheSame() {
        for (int i = 0; i < 60; i++) session(START + i * SECOND, Site.ip(66), Site.ip(11), "rdp", 6_000, 60_000);
        site.until(START + 2 * MINUTE);
        assertThat(logins()).isNotEmpty();
    }

    @Test
    void aMonitoringSystemThatLooksEachMinuteIsNoGuesser() {
        for (int minute = 0; minute < 120; minute++)
            for (int host = 11; host < 21; host++) session(START + minute * MINUTE + host * SECOND, host);
        site.until(START + 121 * MINUTE);
        assertThat(logins()).isEmpty();
    }

    private static final long DAY = 1440 * MINUTE;

    private void outside(int day, int tries) {
        for (int i = 0; i < tries; i++) {
            Address client = Address.parse("93.184." + i % 200 + "." + (1 + i % 250));
            session(START + day * DAY + i * (DAY / 2 / tries), client, Site.ip(11));
        }
    }

    private List<Anomaly> fromOutside() {
        return site.anomalies.stream()
                .filter(a -> a.channel() == Channel.COUNT_OUTSIDE)
                .toList();
    }

    @Test
    void whoGuessesFromAThousandAddressesIsToldAtTheServer() {
        outside(0, 1_000);
        assertThat(fromOutside()).isNotEmpty().allSatisfy(a -> {
            assertThat(a.device()).isEqualTo(Site.ip(11));
            assertThat(a.peer()).isNull();
            assertThat(a.seen()).contains("among them from 93.184.");
        });
        assertThat(fromOutside()).anyMatch(a -> a.pvalue() < 1e-6);
        assertThat(site.site.devices()).as("devices").isEqualTo(1);
    }

    @Test
    void aServerWithSomeFailedLoginsFromOutsideEachDayIsNotGuessedAt() {
        for (int day = 0; day < 20; day++) outside(day, 20 + day * 7 % 20);
        for (int i = 0; i < 40; i++) session(START + 20 * DAY + i * MINUTE, Site.ip(11), Address.parse("93.184.1.1"));
        assertThat(fromOutside()).isEmpty();
        outside(21, 4_000);
        assertThat(fromOutside()).as("many more than ever").isNotEmpty();
    }

    /** A login in the clear, as a dissector tells it: asked, and answered. */
    private void login(long at, Address client, Outcome outcome) {
        Conversation conversation = new Conversation(client, Site.ip(11), Transport.TCP, 40_000, 21, 0);
        for (Outcome half : List.of(Outcome.REQUEST, outcome))
            site.see(new Message(
                    site.stamp(at),
                    conversation,
                    half == Outcome.REQUEST,
                    "ftp",
                    "pass",
                    Verb.LOGIN,
                    half,
                    "",
                    "",
                    -1,
                    Fields.of("user", "admin")));
    }

    /** Minutes of traffic and logins of a hundred clients outside, each from its own address. */
    private void logins(String network, Outcome outcome) {
        for (int host = 1; host <= 100; host++) {
            Address client = Address.parse(network + host);
            session(START + host * MINUTE, client, Site.ip(11));
            login(START + host * MINUTE + SECOND, client, outcome);
        }
    }

    @Test
    void whoIsRefusedInTheClearFromOutsideIsNoDevice() {
        logins("93.184.1.", Outcome.REFUSED);
        assertThat(site.site.devices()).as("the server alone").isEqualTo(1);
        assertThat(fromOutside()).isNotEmpty();
    }

    @Test
    void whoGetsInFromOutsideIsADevice() {
        logins("93.184.1.", Outcome.REFUSED);
        login(START + 200 * MINUTE, Address.parse("93.184.1.7"), Outcome.SUCCESS);
        assertThat(site.site.devices()).as("the server and who got in").isEqualTo(2);
        login(START + 201 * MINUTE, Address.parse("93.184.1.8"), Outcome.NOTICE);
        assertThat(site.site.devices()).as("and whose login has no answer").isEqualTo(3);
    }

    @Test
    void whoOfTheSiteIsRefusedIsADeviceAsBefore() {
        login(START, Site.ip(66), Outcome.REFUSED);
        assertThat(site.site.devices()).as("the client").isEqualTo(1);
    }
}
