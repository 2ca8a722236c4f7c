package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.ip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Conversation;
import dev.postern.model.Fields;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Incident.Tier;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import org.junit.jupiter.api.Test;

class InfrastructureTest {
    private static final String SERVER = "192.168.1.2";
    private static final String ROUTER = "192.168.1.1";
    private final Watched site = new Watched();

    @Test
    void aClientThatRenewsItsLeaseIsNoServerThoughItsServerWasHeardFirst() {
        site.plant().dhcpAck("192.168.1.2", "192.168.1.1", "192.168.1.2");
        Conversation turned = new Conversation(ip("192.168.1.2"), ip(HMI), Transport.UDP, 67, 68, 0);
        site.accept(new Message(
                site.stamp(),
                turned,
                false,
                "dhcp",
                "request",
                Verb.CONFIGURE,
                Outcome.REQUEST,
                "",
                "",
                -1,
                Fields.of()));
        assertThat(site.anomalies).isEmpty();
    }

    @Test
    void aSecondServerOfLeasesIsReportedWithWhatItHandsOut() {
        site.dhcpAck(SERVER, ROUTER, SERVER).at(3600).dhcpAck("192.168.1.66", "192.168.1.66", SERVER);
        assertThat(site.anomalies).extracting("title").containsExactly("Second DHCP server", "Second gateway");
        assertThat(site.only().tier()).isEqualTo(Tier.INCIDENT);
    }

    @Test
    void oneThatHandsOutWhatTheKnownOneDoesIsANoticeThatIsNeverHidden() {
        site.dhcpAck(SERVER, ROUTER, SERVER).at(3600).dhcpAck("192.168.1.66", ROUTER, SERVER);
        assertThat(site.anomalies).singleElement().satisfies(a -> {
            assertThat(a.title()).isEqualTo("Second DHCP server");
            assertThat(a.neverHidden()).isTrue();
            assertThat(a.seen()).contains("the same way out");
        });
        assertThat(site.only().tier()).isEqualTo(Tier.NOTICE);
    }

    @Test
    void oneThatAlsoLeadsSomeTrafficAnotherWayIsAnIncident() {
        site.dhcpAck(SERVER, ROUTER, SERVER).at(3600);
        site.dhcpAck("192.168.1.66", ROUTER, SERVER, "routes_by", java.util.List.of("192.168.1.66"));
        assertThat(site.anomalies).extracting("title").containsExactly("Second DHCP server", "Second gateway");
        assertThat(site.only().tier()).isEqualTo(Tier.INCIDENT);
    }

    @Test
    void oneThatAlsoHandsOutRulesForAProxyIsAnIncident() {
        site.dhcpAck(SERVER, ROUTER, SERVER).at(3600);
        site.dhcpAck("192.168.1.66", ROUTER, SERVER, "proxy_rules", "http://192.168.1.66/wpad.dat");
        assertThat(site.only().tier()).isEqualTo(Tier.INCIDENT);
    }

    @Test
    void renewalsAreQuiet() {
        for (int hour = 0; hour < 48; hour++) site.at(hour * 3600).dhcpAck(SERVER, ROUTER, SERVER);
        assertThat(site.anomalies).isEmpty();
    }

    @Test
    void serversOfDifferentNetworksAreNoSecondServers() {
        site.dhcpAck(SERVER, ROUTER, SERVER).at(3600).dhcpAck("10.0.0.2", "10.0.0.1", "10.0.0.2");
        assertThat(site.anomalies).isEmpty();
    }

    @Test
    void aSecondRouterAdvertisementIsASecondGateway() {
        site.advertises("fe80::1").at(3600).advertises("fe80::2");
        assertThat(site.situations()).containsExactly("A7");
    }

    @Test
    void theFirstRouterOfIpv6AfterADayIsANewGatewayAndOneThatTakesItsLeaveIsNone() {
        site.plant().at(90_000);
        site.message(
                "fe80::7", "ff02::1", "icmpv6", "router advertisement", Verb.CONFIGURE, "", "lifetime_seconds", 0L);
        assertThat(site.anomalies).isEmpty();
        site.advertises("fe80::9").at(93_000).advertises("fe80::9");
        assertThat(site.anomalies).singleElement().satisfies(a -> {
            assertThat(a.title()).isEqualTo("New gateway");
            assertThat(a.expected()).isEqualTo("Until now nobody did.");
        });
        assertThat(site.only().tier()).isEqualTo(Tier.INCIDENT);
    }

    @Test
    void theFirstRouterOfIpv6WhileTheHomeLearnsIsHowItIs() {
        site.plant().at(3600).advertises("fe80::9");
        assertThat(site.anomalies).isEmpty();
    }

    @Test
    void leasesOfIpv6ByASecondServerOrWithOtherNamesAreReported() {
        leasesIpv6("fe80::1", "fd00::53").at(3600);
        leasesIpv6("fe80::1", "fd00::53");
        assertThat(site.anomalies).isEmpty();
        leasesIpv6("fe80::66", "fe80::66");
        assertThat(site.anomalies).extracting("title").containsExactly("Second DHCP server", "Second DNS server");
    }

    private Watched leasesIpv6(String server, String dns) {
        return site.accept(new Message(
                site.stamp(),
                new Conversation(ip("fe80::20"), ip(server), Transport.UDP, 546, 547, 0),
                false,
                "dhcpv6",
                "reply",
                Verb.CONFIGURE,
                Outcome.SUCCESS,
                "",
                "",
                -1,
                Fields.of("dns", java.util.List.of(dns))));
    }

    @Test
    void aHostThatStandsForTheGatewayForTheFirstTimeAfterADayIsANewOne() {
        hello("192.168.1.1", "hello").at(90_000);
        hello("192.168.1.1", "hello");
        assertThat(site.anomalies).isEmpty();
        hello(HMI, "coup");
        assertThat(site.anomalies).singleElement().satisfies(a -> {
            assertThat(a.title()).isEqualTo("Second gateway");
            assertThat(a.expected()).isEqualTo("Until now only 192.168.1.1 did.");
        });
        assertThat(site.only().tier()).isEqualTo(Tier.INCIDENT);
    }

    @Test
    void aRouterThatWaitedAndSpeaksNowIsANoticeOfHsrpAndASwitchOverOfVrrp() {
        hello("192.168.1.1", "hello").at(90_000);
        hello("192.168.1.3", "hello");
        assertThat(site.only().tier()).isEqualTo(Tier.NOTICE);
        site.message("192.168.1.1", "224.0.0.18", "vrrp", "advertisement", Verb.CONFIGURE, "group 1");
        long before =
                site.anomalies.stream().filter(a -> a.situation().equals("A7")).count();
        site.message("192.168.1.3", "224.0.0.18", "vrrp", "advertisement", Verb.CONFIGURE, "group 1");
        assertThat(site.anomalies.stream().filter(a -> a.situation().equals("A7")))
                .hasSize((int) before);
    }

    @Test
    void theFirstServerOfLeasesAfterAWeekIsANotice() {
        site.plant().at(3 * 86_400).dhcpAck("10.9.0.2", "10.9.0.1", "10.9.0.2");
        assertThat(site.anomalies).as("leases last for days").isEmpty();
        site.at(8 * 86_400).dhcpAck(SERVER, SERVER, SERVER);
        assertThat(site.anomalies)
                .isNotEmpty()
                .allSatisfy(a -> assertThat(a.title()).startsWith("New "));
        assertThat(site.only().tier()).isEqualTo(Tier.NOTICE);
    }

    private Watched hello(String router, String operation) {
        return site.message(router, "224.0.0.2", "hsrp", operation, Verb.CONFIGURE, "group 0");
    }

    @Test
    void aWayThatIsShownThroughAHostIsASecondGatewayAndThroughARouterItIsNone() {
        site.plant()
                .identity("192.168.1.3", Attribute.ROLE, "router", "lldp", 0.9)
                .minuteEnds();
        shows("via 192.168.1.4").at(90_000);
        shows("via 192.168.1.4");
        shows("via 192.168.1.3");
        shows("to nowhere");
        assertThat(site.anomalies).isEmpty();
        shows("via 192.168.1.66");
        assertThat(site.anomalies)
                .singleElement()
                .satisfies(a -> assertThat(a.seen())
                        .contains(ROUTER + " ", "tells devices in 192.168.1.0/24 to use 192.168.1.66 as gateway"));
    }

    private Watched shows(String way) {
        return site.message(ROUTER, HMI, "icmp", "redirect", Verb.CONFIGURE, way);
    }

    @Test
    void aHostThatBeginsToAnswerNamesAfterADayIsASecondServer() {
        site.traffic("192.168.1.9", 9 << 20, SERVER, 8 << 20, "dns").at(90_000);
        site.traffic("192.168.1.9", 9 << 20, "192.168.1.66", 7 << 20, "dns");
        site.traffic("192.168.1.9", 9 << 20, SERVER, 8 << 20, "dns");
        assertThat(site.situations()).containsExactly("A7");
    }

    @Test
    void twoNameServersFromTheStartAreTheNetworksOwn() {
        site.traffic("192.168.1.9", 9 << 20, SERVER, 8 << 20, "dns")
                .traffic("192.168.1.9", 9 << 20, "192.168.1.3", 7 << 20, "dns");
        site.at(90_000).traffic("192.168.1.9", 9 << 20, "192.168.1.3", 7 << 20, "dns");
        assertThat(site.anomalies).isEmpty();
    }

    private void announces(String clock, String grandmaster) {
        site.counted(clock, "224.0.1.129", "ptp", "announce", Verb.REPORT, "grandmaster " + grandmaster);
    }

    @Test
    void aClockThatOffersItselfAfterADayIsASecondSourceOfTime() {
        site.plant();
        announces(SERVER, "0011223344556677");
        site.at(2 * Watched.DAY);
        announces(SERVER, "0011223344556677");
        assertThat(site.anomalies).isEmpty();
        announces("192.168.1.66", "00aabbccddeeff00");
        announces("192.168.1.66", "00aabbccddeeff00");
        assertThat(site.anomalies).singleElement().satisfies(a -> {
            assertThat(a.title()).isEqualTo("Second PTP server");
            assertThat(a.situation()).isEqualTo("A7");
            assertThat(a.neverHidden()).isTrue();
            assertThat(a.seen()).contains("192.168.1.66", "00aabbccddeeff00");
            assertThat(a.expected()).contains(SERVER);
        });
        assertThat(site.only().tier()).isEqualTo(Tier.INCIDENT);
    }

    @Test
    void twoGrandmastersOfTheFirstDayTakeTurnsAsTheyLike() {
        site.plant();
        announces(SERVER, "0011223344556677");
        announces("192.168.1.3", "00aabbccddeeff00");
        site.at(2 * Watched.DAY);
        announces(SERVER, "00aabbccddeeff00");
        announces("192.168.1.3", "0011223344556677");
        assertThat(site.anomalies).isEmpty();
    }
}
