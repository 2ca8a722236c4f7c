package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.HMI_MAC;
import static dev.postern.analyst.Watched.OTHER_MAC;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.PLC_MAC;
import static dev.postern.analyst.Watched.STATION;
import static dev.postern.analyst.Watched.STATION_MAC;
import static dev.postern.analyst.Watched.ip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Binding;
import dev.postern.model.GapReport;
import dev.postern.model.GapReport.Attempt;
import dev.postern.model.GapReport.BlindSpot;
import dev.postern.model.GapReport.Inference;
import dev.postern.model.GapReport.Path;
import dev.postern.model.GapReport.State;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Reception;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of the gap, and above all what is not. */
class GapReportTest {
    private static final int HOUR = 3_600;
    private static final int DAY = 24 * HOUR;
    private static final String OUTSIDE = "8.8.8.8";
    private static final String MODEM = "192.168.1.254";
    private static final long MODEM_MAC = 0x001E_4201_0203L;

    private final Watched site = new Watched();

    private Watched day() {
        return site.plant().livesUntil(DAY);
    }

    private List<String> kinds() {
        return site.gap().inferences().stream().map(Inference::kind).toList();
    }

    private Watched twoPlaces(String protocol, Attribute attribute, String value, boolean inTurn) {
        day().arp("10.9.0.5", OTHER_MAC).traffic("10.9.0.5", OTHER_MAC, "10.9.0.6", OTHER_MAC + 1, "smb2");
        site.identity(STATION, attribute, value, protocol, 0.9).minuteEnds();
        site.identity("10.9.0.5", attribute, value, protocol, 0.9).minuteEnds();
        if (inTurn) site.identity(STATION, attribute, value, protocol, 0.9).minuteEnds();
        return site;
    }

    @Test
    void aDayWithoutAnythingFromOutsideHoldsAndIsNotSure() {
        GapReport report = day().gap();
        assertThat(report.state()).isEqualTo(State.HOLDS);
        assertThat(report.sentence()).contains("nothing passed.");
        assertThat(report.confidence()).isBetween(0.3, 0.4);
        assertThat(report.inferences()).isEmpty();
    }

    @Test
    void anHourIsTooShortToSayThatItHolds() {
        assertThat(site.plant().livesUntil(HOUR).gap().state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void whatLiesBetweenTwoRecordingsWasNotWatched() {
        GapReport once = day().gap();
        GapReport again =
                site.at(30 * 365 * DAY).livesUntil(30 * 365 * DAY + HOUR).gap();
        assertThat(again.confidenceWhy()).contains("for 25 hours").doesNotContain("long enough");
        assertThat(again.confidence()).isBetween(once.confidence() / 2, once.confidence() + 0.05);
        assertThat(site.audit().span()).isEqualTo("so far");
        assertThat(again.blindSpots()).extracting(BlindSpot::what).contains("Watched for 25 hours only.");
    }

    @Test
    void noTimeAndNoViewMakesItSurerThanAPersonShouldBe() {
        site.plant().livesUntil(2 * HOUR);
        for (int day = 1; day < 20; day++) site.at(day * DAY).poll().minuteEnds();
        assertThat(site.livesUntil(20 * DAY + HOUR).gap().confidence()).isLessThanOrEqualTo(0.95);
    }

    @Test
    void anAnsweredConversationWithThePublicIsAnOpenGapWithItsHops() {
        day().arp(MODEM, MODEM_MAC).arp(STATION, STATION_MAC).traffic(STATION, STATION_MAC, PLC, PLC_MAC, "s7comm");
        site.traffic(STATION, STATION_MAC, 64, OUTSIDE, MODEM_MAC, 50, "tls", 20)
                .minuteEnds();
        GapReport report = site.gap();
        assertThat(report.state()).isEqualTo(State.OPEN);
        assertThat(report.confidence()).isGreaterThan(0.9);
        Path path = report.paths().getFirst();
        assertThat(path.hops()).extracting(h -> h.address().toString()).containsExactly(MODEM, STATION, PLC);
        assertThat(path.hops()).extracting(GapReport.Hop::what).containsExactly("gateway", "host", "controller");
        assertThat(path.reach()).containsExactly(ip(PLC));
        assertThat(path.evidence()).isNotEmpty();
    }

    @Test
    void aWayOverAnotherHostIsTold() {
        day().arp(STATION, STATION_MAC).traffic(STATION, STATION_MAC, PLC, PLC_MAC, "s7comm");
        site.arp("10.9.0.5", OTHER_MAC).traffic("10.9.0.5", OTHER_MAC, 63, STATION, STATION_MAC, 64, "rdp", 10);
        site.traffic("10.9.0.5", OTHER_MAC, 64, OUTSIDE, MODEM_MAC, 50, "tls", 20)
                .minuteEnds();
        Path path = site.gap().paths().getFirst();
        assertThat(path.hops()).extracting(GapReport.Hop::via).endsWith("rdp", "s7comm");
        assertThat(path.sentence()).contains("over 1 other host");
    }

    @Test
    void anOfficeThatReachesTheOutsideAndNoControllerPutsTheGapInDoubtOnly() {
        day().traffic("10.9.0.5", OTHER_MAC, "10.9.0.6", OTHER_MAC + 1, "smb2").minuteEnds();
        site.traffic("10.9.0.5", OTHER_MAC, 64, OUTSIDE, MODEM_MAC, 50, "tls", 20)
                .minuteEnds();
        GapReport report = site.gap();
        assertThat(report.state()).isEqualTo(State.DOUBTFUL);
        assertThat(report.sentence()).startsWith("Only 1 office host");
    }

    @Test
    void aTryWithoutAnAnswerIsAnAttemptAndTheGapHolds() {
        day().traffic(HMI, HMI_MAC, 64, OUTSIDE, 0, 0, "tls", 0).minuteEnds();
        GapReport report = site.gap();
        assertThat(report.state()).isEqualTo(State.HOLDS);
        assertThat(report.attempts()).singleElement().satisfies(a -> {
            assertThat(a.host()).isEqualTo(ip(HMI));
            assertThat(a.what()).isEqualTo("8.8.8.8 (tls)");
            assertThat(a.frame()).isNotNull();
        });
        assertThat(report.sentence()).contains("1 device asked for the outside 1 time");
    }

    @Test
    void aNameOfTheOutsideIsAnAttemptAndOneOfTheSiteIsNone() {
        day().looksUp(HMI, "update.vendor.example", 1)
                .looksUp(HMI, "srv1.works.example", 0)
                .looksUp(HMI, "printer", 0)
                .looksUp(HMI, "wpad.lan", 1)
                .looksUp(HMI, "1.1.168.192.in-addr.arpa", 0)
                .identity(STATION, Attribute.DOMAIN, "works.example", "kerberos", 0.9);
        assertThat(site.gap().attempts()).extracting(Attempt::what).containsExactly("update.vendor.example");
    }

    @Test
    void longNamesThatAreNotRefusedAreATunnelAndOneLineAmongTheAttempts() {
        day();
        for (int i = 0; i < 30; i++) site.looksUp(HMI, "a".repeat(50 + i) + ".x.b" + i + ".cdn.example", 0);
        assertThat(site.gap().attempts()).extracting(Attempt::what).containsExactly("*.cdn.example");
        assertThat(kinds()).containsExactly("tunnel over names");
        assertThat(site.gap().state()).isEqualTo(State.DOUBTFUL);
    }

    @Test
    void longNamesThatNobodyAnswersToAndShortOnesAreNone() {
        day();
        for (int i = 0; i < 30; i++)
            site.looksUp(HMI, "a".repeat(50 + i) + ".x.cdn.example", 1).looksUp(HMI, "n" + i + ".cdn.example", 0);
        assertThat(kinds()).isEmpty();
    }

    @Test
    void theDomainIsKnownByTheServiceRecordsThatItsMembersAskFor() {
        day().looksUp(HMI, "_ldap._tcp.dc._msdcs.plant.acme.com", 0).looksUp(HMI, "files.plant.acme.com", 0);
        assertThat(site.gap().attempts()).isEmpty();
    }

    @Test
    void aPacketFromOutsideWithoutOneBackIsADoubt() {
        day().traffic(OUTSIDE, MODEM_MAC, 50, PLC, PLC_MAC, 64, "udp/9999", 0).minuteEnds();
        GapReport report = site.gap();
        assertThat(report.state()).isEqualTo(State.DOUBTFUL);
        assertThat(report.paths())
                .singleElement()
                .satisfies(p -> assertThat(p.answered()).isFalse());
    }

    @Test
    void aWayNotUsedForAWeekIsPastAndTheGapHoldsSinceThen() {
        site.plant().traffic(STATION, STATION_MAC, 64, OUTSIDE, MODEM_MAC, 50, "tls", 20);
        site.livesUntil(10 * DAY);
        GapReport report = site.gap();
        assertThat(report.state()).isEqualTo(State.HOLDS);
        assertThat(report.stateSinceNanos()).isEqualTo(report.paths().getFirst().lastNanos());
        assertThat(report.sentence()).contains("Until then there was a way.");
    }

    @Test
    void whatAProxyFetchesIsAWay() {
        day().accept(new dev.postern.model.Tally(
                        site.stamp(),
                        ip(STATION),
                        ip("192.168.1.3"),
                        "http",
                        "",
                        "connect",
                        dev.postern.model.Verb.SESSION,
                        "cdn.vendor.example:443",
                        0,
                        3,
                        0))
                .minuteEnds();
        assertThat(site.gap().paths()).singleElement().satisfies(p -> {
            assertThat(p.hops().getFirst().what()).isEqualTo("proxy");
            assertThat(p.sentence()).contains("cdn.vendor.example:443");
        });
    }

    @Test
    void oneHostNameSaidInTurnFromTwoNetworksIsOneMachineInBoth() {
        twoPlaces("smb2", Attribute.NAME, "EWS-1", true);
        assertThat(site.gap().inferences()).singleElement().satisfies(i -> {
            assertThat(i.kind()).isEqualTo("one machine in two networks");
            assertThat(i.reason()).contains("ews-1");
            assertThat(i.evidence()).hasSize(2);
            assertThat(i.outward()).isTrue();
        });
        assertThat(site.gap().state()).isEqualTo(State.DOUBTFUL);
    }

    @Test
    void aMachineThatMovedIsNoBridge() {
        twoPlaces("smb2", Attribute.NAME, "EWS-1", false);
        assertThat(site.gap().inferences()).singleElement().satisfies(i -> {
            assertThat(i.kind()).isEqualTo("moved machine");
            assertThat(i.outward()).isFalse();
        });
    }

    @Test
    void oneThatIsStillHeardAtItsPlaceWhenItSaysItsNameElsewhereIsInBothAndNeedNotSayItAgain() {
        twoPlaces("smb2", Attribute.NAME, "EWS-1", false);
        site.later(60).traffic(STATION, STATION_MAC, PLC, PLC_MAC, "s7comm").minuteEnds();
        assertThat(site.gap().inferences()).extracting(Inference::kind).containsExactly("one machine in two networks");
    }

    @Test
    void anotherCardAtTheAddressThatItLeftIsNotIt() {
        twoPlaces("smb2", Attribute.NAME, "EWS-1", false);
        site.later(60).says(STATION, OTHER_MAC + 9, Binding.Source.DHCP_LEASE);
        site.traffic(STATION, OTHER_MAC + 9, PLC, PLC_MAC, "s7comm").minuteEnds();
        assertThat(site.gap().inferences()).extracting(Inference::kind).containsExactly("moved machine");
    }

    @Test
    void twoIdentitiesAreSurerThanOne() {
        twoPlaces("smb2", Attribute.NAME, "EWS-1", true);
        double one = site.gap().inferences().getFirst().confidence();
        for (int i = 0; i < 3; i++)
            for (String at : List.of(STATION, "10.9.0.5"))
                site.identity(at, Attribute.FINGERPRINT, "smb guid 0011", "smb2", 0.9)
                        .minuteEnds();
        assertThat(site.gap().inferences().getFirst().confidence()).isGreaterThan(one);
    }

    @Test
    void aNewLeaseServerLeadsNobodyOut() {
        day().dhcpAck("192.168.1.2", "192.168.1.1", "192.168.1.2");
        site.dhcpAck("192.168.1.3", "192.168.1.1", "192.168.1.2").minuteEnds();
        assertThat(kinds()).containsExactly("second DHCP server");
        assertThat(site.gap().state()).isEqualTo(State.HOLDS);
    }

    @Test
    void whoSaysManyDifferentThingsOfOneKindSpeaksOfOthers() {
        twoPlaces("lldp", Attribute.DOMAIN, "works.example", true);
        for (int i = 0; i < 20; i++)
            for (String at : List.of(STATION, "10.9.0.5", STATION))
                site.identity(at, Attribute.SERIAL, "S7-0815-" + i, "enip", 0.9).minuteEnds();
        assertThat(kinds()).isEmpty();
    }

    @Test
    void anIdentifierThatTwoDrewByChanceOnceJoinsNone() {
        twoPlaces("smb2", Attribute.FINGERPRINT, "smb guid 0011", true);
        assertThat(kinds()).isEmpty();
    }

    @Test
    void whatManyMachinesSayJoinsNone() {
        twoPlaces("dhcp", Attribute.FINGERPRINT, "1,3,6,15", true);
        site.identity(STATION, Attribute.SERIAL, "00000000", "enip", 0.9)
                .identity("10.9.0.5", Attribute.SERIAL, "00000000", "enip", 0.9);
        site.identity(STATION, Attribute.NAME, "localhost", "dhcp", 0.9)
                .identity("10.9.0.5", Attribute.NAME, "localhost", "dhcp", 0.9);
        site.identity(STATION, Attribute.NAME, "VAV-1", "bacnet", 0.9)
                .identity("10.9.0.5", Attribute.NAME, "VAV-1", "bacnet", 0.9);
        assertThat(kinds()).isEmpty();
    }

    @Test
    void hopLimitsOfTwoSystemsInTurnFromOneAddressHideSeveralMachines() {
        day();
        for (int i = 0; i < 6; i++) {
            site.traffic(STATION, STATION_MAC, 63, PLC, PLC_MAC, 64, "http", 10);
            site.traffic(STATION, STATION_MAC, 127, PLC, PLC_MAC, 64, "http", 10)
                    .minuteEnds();
        }
        assertThat(kinds()).containsExactly("address translation");
    }

    @Test
    void theSamePacketsSeenAgainBehindARouterDoNotHideTheTranslation() {
        day();
        for (int i = 0; i < 6; i++)
            for (int limit : new int[] {63, 127}) {
                site.traffic(STATION, STATION_MAC, limit, PLC, PLC_MAC, 64, "http", 10);
                site.traffic(STATION, OTHER_MAC, limit - 1, PLC, PLC_MAC, 64, "http", 10)
                        .minuteEnds();
            }
        assertThat(kinds()).containsExactly("address translation");
    }

    @Test
    void aLongerWayIsNoOtherSystemAndAnotherCardIsAnotherDevice() {
        day();
        for (int i = 0; i < 6; i++) {
            site.traffic(STATION, STATION_MAC, 63, PLC, PLC_MAC, 64, "http", 10);
            site.traffic(STATION, STATION_MAC, 61, PLC, PLC_MAC, 64, "http", 10);
            site.traffic("192.168.1.40", OTHER_MAC, 64, PLC, PLC_MAC, 64, "http", 10);
            site.traffic("192.168.1.40", OTHER_MAC + 1, 128, PLC, PLC_MAC, 64, "http", 10)
                    .minuteEnds();
        }
        assertThat(kinds()).isEmpty();
    }

    @Test
    void aSecondGatewayPutsTheGapInDoubt() {
        day().dhcpAck("192.168.1.2", "192.168.1.1", "192.168.1.2")
                .dhcpAck(MODEM, MODEM, "192.168.1.2")
                .minuteEnds();
        assertThat(kinds()).containsExactlyInAnyOrder("second DHCP server", "second gateway");
        assertThat(site.gap().state()).isEqualTo(State.DOUBTFUL);
    }

    @Test
    void aSecondNameServerIsNoGap() {
        day().dhcpAck("192.168.1.2", "192.168.1.1", "192.168.1.2").dhcpAck("192.168.1.2", "192.168.1.1", "192.168.1.9");
        assertThat(kinds()).isEmpty();
    }

    @Test
    void anIpv6RouterIsNamedAndIsNoProofOfAnything() {
        day().advertises("fe80::1").minuteEnds();
        assertThat(kinds()).containsExactly("IPv6 router");
        assertThat(site.gap().state()).isEqualTo(State.HOLDS);
    }

    @Test
    void aPhoneIsAVisitor() {
        day().arp("192.168.1.77", OTHER_MAC)
                .identity("192.168.1.77", Attribute.SOFTWARE, "android-dhcp-14", "dhcp", 0.6);
        assertThat(kinds()).containsExactly("phone or tablet");
    }

    @Test
    void packetsAgainstAOneWayPathAreTold() {
        site.plant();
        for (int minute = 1; minute < 100; minute++)
            site.at(minute * 15 * 60).poll().traffic(HMI, HMI_MAC, 64, "10.9.0.5", OTHER_MAC, 63, "syslog", 0);
        assertThat(kinds()).isEmpty();
        site.traffic("10.9.0.5", OTHER_MAC, 63, HMI, HMI_MAC, 64, "tcp/4444", 0).minuteEnds();
        assertThat(kinds()).containsExactly("one-way path answers");
        assertThat(site.situations()).contains("E11");
    }

    @Test
    void aMirrorThatShowsOneDirectionOnlyIsABlindSpotAndLowersTheConfidence() {
        double whole = day().gap().confidence();
        for (int i = 0; i < 2_000; i++) site.traffic(HMI, HMI_MAC, 64, PLC, PLC_MAC, 64, "modbus", 0);
        GapReport report = site.gap();
        assertThat(report.confidence()).isLessThan(whole);
        assertThat(report.blindSpots()).extracting(BlindSpot::what).anyMatch(w -> w.contains("only one direction"));
    }

    @Test
    void theHourInWhichTheMirrorShowedHalfIsNamed() {
        day();
        for (int minute = 0; minute < 59; minute++)
            site.traffic(HMI, HMI_MAC, 64, PLC, PLC_MAC, 64, "modbus", 0)
                    .traffic(STATION, STATION_MAC, 64, PLC, PLC_MAC, 64, "http", 0)
                    .minuteEnds();
        site.livesUntil(2 * DAY);
        assertThat(site.gap().blindSpots())
                .anySatisfy(
                        b -> assertThat(b.what()).startsWith("In 1 hour most of its connections showed one side only"));
    }

    @Test
    void aZoneThatFellSilentWhileOthersSpokeIsNamed() {
        day();
        for (int minute = 0; minute < 30 * 60; minute++) {
            if (minute < 26 * 60 || minute >= 28 * 60)
                site.traffic("10.9.0.5", OTHER_MAC, "10.9.0.6", OTHER_MAC + 1, "smb2");
            site.poll().minuteEnds();
        }
        assertThat(site.gap().blindSpots()).anySatisfy(b -> {
            assertThat(b.zone()).contains("10.9.0.0/24");
            assertThat(b.what()).startsWith("It is heard at all hours, but for 2 hours until");
        });
    }

    @Test
    void devicesBehindARouterAreSeenInPart() {
        day();
        for (int i = 1; i < 6; i++) site.traffic("10.9.0." + i, OTHER_MAC, 63, PLC, PLC_MAC, 64, "http", 10);
        site.minuteEnds();
        assertThat(site.gap().blindSpots()).anySatisfy(b -> {
            assertThat(b.zone()).contains("10.9.0.0/24");
            assertThat(b.what()).contains("only through a router");
            assertThat(b.remedy()).isNotEmpty();
        });
    }

    @Test
    void broadcastWithoutConversationsIsNoMirror() {
        for (int i = 10; i < 20; i++) site.arp("192.168.7." + i, OTHER_MAC + i);
        day().minuteEnds();
        site.traffic("192.168.7.10", OTHER_MAC + 10, 64, "192.168.7.11", OTHER_MAC + 11, 64, "http", 10)
                .minuteEnds();
        assertThat(site.gap().blindSpots())
                .anySatisfy(b -> assertThat(b.what()).contains("only when they speak to all"));
    }

    @Test
    void whereEverybodyHasAPublicAddressNobodyCanBeCalledInside() {
        site.traffic("141.81.0.20", HMI_MAC, 64, "141.81.0.10", PLC_MAC, 64, "enip", 10)
                .minuteEnds();
        GapReport report = site.gap();
        assertThat(report.state()).isEqualTo(State.UNKNOWN);
        assertThat(report.blindSpots()).anySatisfy(b -> assertThat(b.what()).contains("public ones"));
    }

    @Test
    void devicesWithoutIpAddressesAreSeenAsWell() {
        for (int minute = 0; minute < 5; minute++)
            site.traffic("00:30:de:00:00:01", 0x0030_DE00_0001L, 0, "01:0c:cd:01:00:01", 0, 0, "goose", 0)
                    .minuteEnds();
        assertThat(site.gap().coverage()).singleElement().satisfies(c -> {
            assertThat(c.zone()).isEqualTo("link");
            assertThat(c.seen()).isEqualTo(1);
        });
    }

    @Test
    void hoursWithoutAnythingAreABlindSpot() {
        day().at(45 * HOUR).poll().minuteEnds();
        GapReport report = site.gap();
        assertThat(report.blindSpots()).anySatisfy(b -> assertThat(b.what()).contains("nothing at all was heard"));
        assertThat(report.coverage().getFirst().seen()).isBetween(0.4, 0.55);
    }

    @Test
    void lossesLowerTheFigure() {
        double whole = day().gap().confidence();
        site.analyst.received(new Reception(1_000, 0, 100, 0));
        assertThat(site.gap().confidence()).isLessThan(whole * 0.85);
    }

    @Test
    void whatIsNotReadIsNamed() {
        day();
        for (int i = 0; i < 3_000; i++) site.traffic(HMI, HMI_MAC, 64, STATION, STATION_MAC, 64, "tcp/7777", 40);
        assertThat(site.gap().blindSpots()).anySatisfy(b -> assertThat(b.what()).contains("tcp/7777"));
    }

    @Test
    void eachDayThatEndsIsToldOnceAndTheSameAgain() {
        day().livesUntil(DAY + 2 * HOUR);
        assertThat(site.days).hasSize(2);
        Watched again = new Watched();
        again.plant().livesUntil(DAY).livesUntil(DAY + 2 * HOUR);
        assertThat(again.days).isEqualTo(site.days);
    }

    @Test
    void whatALiveInterfaceLostLowersTheCoverageAndIsToldByItsStage() {
        day();
        double before = site.gap().coverage().getFirst().seen();
        site.analyst.received(new Reception(900, 0, 2, 0, 30, 70));
        GapReport report = site.gap();
        assertThat(report.coverage().getFirst().seen())
                .isCloseTo(before * 0.9, org.assertj.core.data.Offset.offset(0.01));
        assertThat(report.blindSpots())
                .extracting(BlindSpot::what)
                .anySatisfy(what -> assertThat(what)
                        .contains("30 packets lost in the network card")
                        .contains("70 packets lost in the kernel"));
        assertThat(report.blindSpots()).extracting(BlindSpot::remedy).anyMatch(r -> r.contains("--kernel-buffer"));
    }
}
