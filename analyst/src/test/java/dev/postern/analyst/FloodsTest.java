package dev.postern.analyst;

import static dev.postern.analyst.Watched.DAY;
import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.HMI_MAC;
import static dev.postern.analyst.Watched.OTHER_MAC;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.PLC_MAC;
import static dev.postern.analyst.Watched.STATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.situation.Naming;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Budget;
import dev.postern.model.Conversation;
import dev.postern.model.Decree;
import dev.postern.model.Fields;
import dev.postern.model.Incident;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Stamp;
import dev.postern.model.Tally;
import dev.postern.model.Traffic;
import dev.postern.model.Traffic.Opening;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;

/** D9 and F1: what floods a server of leases, a switch, a tree of bridges, a listening port or a host, and what looks like it. */
class FloodsTest {
    private static final String SERVER = Catalogue.SERVER;
    private static final long FORGED = 0x02AA_0000_0000L;

    private Watched site = Catalogue.site();

    private List<Anomaly> told(Situation situation) {
        site.minuteEnds();
        return site.anomalies.stream()
                .filter(a -> Naming.situation(a) == situation)
                .toList();
    }

    private void dhcp(String operation, long mac, Outcome outcome, Object... fields) {
        Conversation c =
                new Conversation(Watched.ip("0.0.0.0"), Watched.ip("255.255.255.255"), Transport.UDP, 68, 67, 0);
        boolean asks = outcome == Outcome.REQUEST;
        site.accept(new Message(
                site.stamp(),
                c,
                asks,
                "dhcp",
                operation,
                Verb.CONFIGURE,
                outcome,
                "",
                Address.macText(mac),
                -1,
                Fields.of(fields)));
    }

    private void leases(long mac, int host) {
        dhcp("discover", mac, Outcome.REQUEST);
        dhcp("offer", mac, Outcome.SUCCESS, "server", SERVER, "your_address", "192.168.1." + host);
        dhcp("request", mac, Outcome.REQUEST, "server", SERVER, "requested", "192.168.1." + host);
        dhcp("ack", mac, Outcome.SUCCESS, "server", SERVER, "your_address", "192.168.1." + host);
    }

    private Traffic flow(
            Transport transport,
            String client,
            long clientMac,
            int clientPort,
            String server,
            int port,
            String service,
            long up,
            long down,
            long bytesUp,
            long bytesDown,
            Opening opening) {
        Stamp stamp = site.stamp();
        return new Traffic(
                stamp,
                new Conversation(Watched.ip(client), Watched.ip(server), transport, clientPort, port, 0),
                service,
                stamp.atNanos() / Settings.MINUTE_NANOS * Settings.MINUTE_NANOS,
                new Traffic.Side(up, bytesUp, clientMac, 64),
                new Traffic.Side(down, bytesDown, down == 0 ? 0 : PLC_MAC, down == 0 ? 0 : 64),
                0,
                0,
                opening,
                true,
                false);
    }

    @Test
    void hardwareAddressesThatOnlyAskForLeasesDrainTheServer() {
        for (int i = 0; i < 60; i++) leases(FORGED + i, 100 + i);
        assertThat(told(Situation.LEASES_DRAINED)).singleElement().satisfies(a -> {
            assertThat(a.seen()).startsWith("60 hardware addresses").contains(SERVER);
            assertThat(a.explanation().seen()).isEqualTo(60);
            assertThat(a.evidence()).isNotEmpty();
        });
        assertThat(site.only().tier()).isEqualTo(Incident.Tier.INCIDENT);
        for (int i = 0; i < 60; i++) leases(FORGED + 100 + i, 100 + i);
        assertThat(told(Situation.LEASES_DRAINED)).as("one story").hasSize(1);
    }

    @Test
    void aHallOfMachinesThatMovesInSpeaksUnderItsLeases() {
        for (int i = 0; i < 60; i++) {
            leases(OTHER_MAC + i, 100 + i);
            site.arp("192.168.1." + (100 + i), OTHER_MAC + i);
        }
        assertThat(told(Situation.LEASES_DRAINED)).isEmpty();
    }

    @Test
    void whoIsSwitchedOnAgainIsNoStranger() {
        for (int i = 0; i < 60; i++) site.arp("192.168.1." + (100 + i), OTHER_MAC + i);
        site.later(1_200);
        for (int i = 0; i < 60; i++) dhcp("discover", OTHER_MAC + i, Outcome.REQUEST);
        assertThat(told(Situation.LEASES_DRAINED)).isEmpty();
    }

    @Test
    void manyThatAskInVainOfAServerThatAnswersOthersFindNoneLeft() {
        for (int minute = 0; minute < 3; minute++) {
            for (int i = 0; i < 20; i++) dhcp("discover", OTHER_MAC + i, Outcome.REQUEST);
            leases(PLC_MAC, 10);
            site.minuteEnds();
        }
        assertThat(told(Situation.LEASES_DRAINED))
                .singleElement()
                .satisfies(a -> assertThat(a.seen()).contains("20 devices ask in vain"));
    }

    @Test
    void whoseOffersAMirrorDoesNotShowDidNotAskInVain() {
        for (int minute = 0; minute < 3; minute++) {
            for (int i = 0; i < 20; i++) {
                dhcp("discover", OTHER_MAC + i, Outcome.REQUEST);
                dhcp(
                        "request",
                        OTHER_MAC + i,
                        Outcome.REQUEST,
                        "server",
                        SERVER,
                        "requested",
                        "192.168.1." + (100 + i));
                site.arp("192.168.1." + (100 + i), OTHER_MAC + i);
            }
            leases(PLC_MAC, 10);
            site.minuteEnds();
        }
        assertThat(told(Situation.LEASES_DRAINED)).isEmpty();
    }

    private void cards(int count, long down) {
        for (int i = 0; i < count; i++)
            site.accept(flow(
                    Transport.TCP,
                    "10.7." + (i >> 8) + "." + (i & 0xFF),
                    FORGED + 7L * i,
                    40_000,
                    PLC,
                    80,
                    "tcp/80",
                    1,
                    down,
                    60,
                    60 * down,
                    Opening.UNANSWERED));
    }

    @Test
    void hundredsOfCardsThatSayOneThingFloodASwitch() {
        cards(600, 0);
        assertThat(told(Situation.CARDS_FLOOD)).singleElement().satisfies(a -> {
            assertThat(a.seen()).startsWith("600 hardware addresses");
            assertThat(a.explanation().high()).isLessThan(20);
        });
    }

    @Test
    void aMirrorThatShowsAnotherHallBringsCardsThatAreAnswered() {
        cards(600, 1);
        assertThat(told(Situation.CARDS_FLOOD)).isEmpty();
    }

    @Test
    void cardsThatSpeakAgainAreMachines() {
        cards(600, 0);
        cards(600, 0);
        assertThat(told(Situation.CARDS_FLOOD)).isEmpty();
    }

    /** Who wants to hear of nothing hears of no flood; of outputs that are switched off he does. */
    @Test
    void aFloodIsAnIncidentByItselfWithinTheBudgetAndTheWordsOfPeople() {
        site.hears(new Budget("b", 0, 0, Decree.UNHEARD, "anna"));
        for (int i = 0; i < 60; i++) leases(FORGED + i, 100 + i);
        assertThat(told(Situation.LEASES_DRAINED))
                .singleElement()
                .satisfies(a -> assertThat(a.neverHidden()).isFalse());
        assertThat(site.only().tier()).isEqualTo(Incident.Tier.OBSERVATION);
        assertThat(site.only().heldBack()).isEqualTo(Incident.Tier.INCIDENT);
        site.message(Watched.STATION, Watched.PLC, "cip", "disable outputs", Verb.STOP, "")
                .minuteEnds();
        assertThat(site.incidents.values())
                .filteredOn(i -> i.title().startsWith("Outputs switched off"))
                .singleElement()
                .satisfies(i -> assertThat(i.tier()).isEqualTo(Incident.Tier.INCIDENT));
    }

    private void bpdu(String port, String root) {
        site.counted(port, "01:80:c2:00:00:00", "stp", "rapid configuration", Verb.REPORT, "root " + root);
    }

    private static final String PORT = "00:0c:29:00:00:11";
    private static final String CORE = "32768.00:0c:29:00:00:10";

    @Test
    void aRootWithABetterPriorityTakesTheTree() {
        bpdu(PORT, CORE);
        site.minuteEnds();
        bpdu(PORT, "4096.02:aa:00:00:00:01");
        assertThat(told(Situation.SPANNING_TREE)).singleElement().satisfies(a -> {
            assertThat(a.device()).hasToString("02:aa:00:00:00:01");
            assertThat(a.seen()).contains("priority 4096").contains("identifier is lower");
            assertThat(a.expected()).contains("00:0c:29:00:00:10 with priority 32768");
            assertThat(a.neverHidden()).isTrue();
        });
        bpdu(PORT, "4096.02:aa:00:00:00:01");
        bpdu("00:0c:29:00:00:12", "4096.02:aa:00:00:00:01");
        assertThat(told(Situation.SPANNING_TREE)).as("told once").hasSize(1);
    }

    @Test
    void aBridgeThatStartsClaimsToBeRootAndGivesWay() {
        bpdu(PORT, CORE);
        site.minuteEnds();
        bpdu("00:0c:29:00:00:20", "32768.00:0c:29:00:00:20");
        bpdu(PORT, CORE);
        site.minuteEnds();
        bpdu("00:0c:29:00:00:20", CORE);
        assertThat(told(Situation.SPANNING_TREE)).isEmpty();
    }

    @Test
    void aRootThatWasRootBeforeIsAFailOver() {
        Watched young = new Watched().plant();
        for (String root : List.of(CORE, "36864.00:0c:29:00:00:30", CORE)) {
            young.counted(PORT, "01:80:c2:00:00:00", "stp", "rapid configuration", Verb.REPORT, "root " + root);
            young.later(600).poll();
        }
        young.at(DAY + 60).poll();
        young.counted(
                PORT, "01:80:c2:00:00:00", "stp", "rapid configuration", Verb.REPORT, "root 36864.00:0c:29:00:00:30");
        young.minuteEnds();
        assertThat(young.anomalies).noneMatch(a -> Naming.situation(a) == Situation.SPANNING_TREE);
    }

    private void notices(long count) {
        counted("topology change notification", "", count);
    }

    private void counted(String operation, String target, long count) {
        site.accept(new Tally(
                site.stamp(),
                Watched.ip(PORT),
                Watched.ip("01:80:c2:00:00:00"),
                "stp",
                "",
                operation,
                Verb.REPORT,
                target,
                0,
                count,
                0));
    }

    @Test
    void aTopologyThatNeverRestsIsTold() {
        notices(3);
        assertThat(told(Situation.SPANNING_TREE)).isEmpty();
        notices(40);
        assertThat(told(Situation.SPANNING_TREE))
                .singleElement()
                .satisfies(a -> assertThat(a.seen()).contains("40 changes"));
    }

    @Test
    void aRapidTopologyThatNeverRestsIsToldAndOneThatChangedIsNot() {
        for (String kind : List.of("rapid", "multiple")) {
            counted(kind + " configuration", "root " + CORE, 30);
            counted(kind + " topology change", "root " + CORE, 4);
            assertThat(told(Situation.SPANNING_TREE)).as(kind).isEmpty();
        }
        counted("rapid topology change", "root " + CORE, 40);
        assertThat(told(Situation.SPANNING_TREE)).singleElement().satisfies(a -> {
            assertThat(a.seen()).contains("said 40 times within a minute that the topology changes");
            assertThat(a.neverHidden()).isFalse();
        });
    }

    /** What takes the tree announces the change with the same frame. */
    @Test
    void aRootThatTakesTheTreeInAChangeIsToldAsWell() {
        bpdu(PORT, CORE);
        site.minuteEnds();
        counted("rapid topology change", "root 4096.02:aa:00:00:00:01", 2);
        assertThat(told(Situation.SPANNING_TREE))
                .singleElement()
                .satisfies(a -> assertThat(a.seen()).contains("identifier is lower"));
    }

    private void asks(int count, String server, long up, long down, Opening opening) {
        for (int i = 0; i < count; i++)
            site.accept(flow(
                    Transport.TCP,
                    "192.168.1." + (100 + i % 150),
                    HMI_MAC,
                    20_000 + i,
                    server,
                    502,
                    "tcp/502",
                    up,
                    down,
                    60 * up,
                    60 * down,
                    opening));
    }

    @Test
    void connectionsThatNobodyBeginsAreAStorm() {
        asks(100, PLC, 1, 2, Opening.OPENED);
        asks(300, PLC, 1, 0, Opening.UNANSWERED);
        assertThat(told(Situation.HALF_OPEN)).singleElement().satisfies(a -> {
            assertThat(a.seen()).startsWith("400 connections to port 502");
            assertThat(a.device()).hasToString(PLC);
        });
    }

    @Test
    void clientsOfAServerThatIsOffAreNone() {
        asks(400, PLC, 3, 0, Opening.UNANSWERED);
        assertThat(told(Situation.HALF_OPEN)).isEmpty();
    }

    private void asksOnceEach(int count, long up) {
        for (int i = 0; i < count; i++)
            site.accept(flow(
                    Transport.TCP,
                    Address.ipv4(0x2900_0000 + 7_919 * i).toString(),
                    HMI_MAC,
                    20_000 + i,
                    PLC,
                    502,
                    "tcp/502",
                    up,
                    0,
                    60 * up,
                    0,
                    Opening.UNANSWERED));
    }

    @Test
    void hundredsThatAskOnceAndNeverAgainDoNotExist() {
        asksOnceEach(900, 1);
        assertThat(told(Situation.HALF_OPEN)).singleElement().satisfies(a -> {
            assertThat(a.seen()).startsWith("900 connections to port 502").contains("256 or more addresses");
            assertThat(a.device()).hasToString(PLC);
            assertThat(a.evidence()).isNotEmpty();
        });
    }

    @Test
    void aStoryIsCalledByTheGravestOfWhatIsAnIncidentAlone() {
        site.at(8 * DAY).poll().minuteEnds();
        asksOnceEach(900, 1);
        site.minuteEnds();
        assertThat(site.anomalies)
                .as("never hidden, and less grave")
                .anyMatch(a -> Naming.situation(a) == Situation.PUBLIC_CONTACT && a.neverHidden());
        assertThat(site.only().title()).startsWith("Half-open storm");
    }

    @Test
    void hundredsThatAskAgainHaveAServerThatIsOff() {
        asksOnceEach(900, 3);
        asksOnceEach(200, 1);
        assertThat(told(Situation.HALF_OPEN)).isEmpty();
    }

    @Test
    void aFewThatAskOnceAndASearchAmongManyAreNone() {
        asksOnceEach(200, 1);
        assertThat(told(Situation.HALF_OPEN)).as("few").isEmpty();
        asksOnceEach(300, 1);
        for (int i = 0; i < 900; i++)
            site.accept(flow(
                    Transport.TCP, HMI, HMI_MAC, 20_000 + i, PLC, 502, "tcp/502", 1, 0, 60, 0, Opening.UNANSWERED));
        assertThat(told(Situation.HALF_OPEN))
                .as("one that asks more than all others")
                .isEmpty();
    }

    @Test
    void aBusyServerWithAFewCutOffByTheMinuteHasNone() {
        asks(20, PLC, 1, 1, Opening.OPENED);
        asks(900, PLC, 12, 9, Opening.OPENED);
        asks(60, PLC, 1, 1, Opening.OPENED);
        assertThat(told(Situation.HALF_OPEN)).isEmpty();
    }

    private void time(String client, int servers, long up, long down) {
        for (int i = 0; i < servers; i++)
            site.accept(flow(
                    Transport.UDP,
                    client,
                    HMI_MAC,
                    123,
                    "192.168.1." + (200 + i),
                    123,
                    "ntp",
                    up,
                    down,
                    90 * up,
                    482 * down,
                    Opening.NONE));
    }

    @Test
    void answersThatNobodyAskedForAreTold() {
        time(HMI, 1, 1, 1);
        site.minuteEnds();
        time(STATION, 4, 0, 100);
        assertThat(told(Situation.AMPLIFIED)).singleElement().satisfies(a -> {
            assertThat(a.peer()).hasToString(STATION);
            assertThat(a.seen()).contains("400 answers").contains("4 servers");
        });
    }

    private void answers(int port, String service, int spread) {
        for (int i = 0; i < 300; i++)
            site.accept(flow(
                    Transport.UDP,
                    STATION,
                    HMI_MAC,
                    30_120,
                    Address.ipv4(0x2900_0000 + spread * i).toString(),
                    port,
                    service,
                    0,
                    2,
                    0,
                    700,
                    Opening.NONE));
    }

    @Test
    void answersFromAllOverTheWorldAreToldInTheFirstMinuteOfAHome() {
        site = new Watched().arp(STATION, HMI_MAC);
        answers(53, "dns", 0x2_0003);
        answers(161, "snmp", 3);
        assertThat(told(Situation.AMPLIFIED))
                .as("a resolver, and stations of one network")
                .isEmpty();
        answers(47_808, "bacnet", 0x2_0003);
        assertThat(told(Situation.AMPLIFIED))
                .singleElement()
                .satisfies(a -> assertThat(a.seen()).contains("600 answers").contains("64 or more servers"));
    }

    @Test
    void whoAsksAllOverTheWorldIsAnsweredFromThere() {
        site = new Watched().arp(STATION, HMI_MAC);
        site.accept(
                flow(Transport.UDP, STATION, HMI_MAC, 30_120, "41.0.0.9", 5_683, "coap", 1, 1, 60, 90, Opening.NONE));
        answers(5_683, "coap", 0x2_0003);
        assertThat(told(Situation.AMPLIFIED)).isEmpty();
    }

    @Test
    void answersFromAllOverTheWorldAreToldOnAMirrorOfOneDirectionToo() {
        for (int minute = 0; minute < 5; minute++) {
            time(HMI, 1, 0, 1);
            site.minuteEnds();
        }
        answers(123, "ntp", 0x2_0003);
        assertThat(told(Situation.AMPLIFIED)).hasSize(1);
    }

    @Test
    void onAMirrorOfOneDirectionAllAnswersAreSo() {
        for (int minute = 0; minute < 5; minute++) {
            time(HMI, 1, 0, 1);
            site.minuteEnds();
        }
        time(STATION, 4, 0, 100);
        assertThat(told(Situation.AMPLIFIED)).isEmpty();
    }

    @Test
    void aListOfClientsThatIsManyTimesTheQuestionIsToldAndTheTimeIsNot() {
        time(HMI, 30, 40, 40);
        assertThat(told(Situation.AMPLIFIED)).isEmpty();
        time(STATION, 1, 30, 3_000);
        assertThat(told(Situation.AMPLIFIED))
                .singleElement()
                .satisfies(a -> assertThat(a.seen()).contains("1446000 bytes for 2700 asked"));
    }

    @Test
    void whoAsksEverybodyIsAnsweredByAnybody() {
        site.accept(flow(
                Transport.UDP, STATION, HMI_MAC, 1900, "239.255.255.250", 1900, "ssdp", 3, 0, 500, 0, Opening.NONE));
        for (int i = 0; i < 90; i++)
            site.accept(flow(
                    Transport.UDP,
                    STATION,
                    HMI_MAC,
                    1900,
                    "192.168.1." + (100 + i),
                    1900,
                    "ssdp",
                    0,
                    5,
                    0,
                    2_000,
                    Opening.NONE));
        assertThat(told(Situation.AMPLIFIED)).isEmpty();
    }
}
