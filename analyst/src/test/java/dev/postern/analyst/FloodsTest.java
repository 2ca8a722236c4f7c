package dev.postern.analyst;

import static dev.postern.analyst.Watched.DAY;
import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.HMI_MAC;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.PLC_MAC;
import static dev.postern.analyst.Watched.STATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.situation.Naming;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Address;
import dev.postern.model.Conversation;
import dev.postern.model.Stamp;
import dev.postern.model.Traffic;
import dev.postern.model.Traffic.Opening;
import dev.postern.model.Transport;
import org.junit.jupiter.api.Test;

/** D9 and F1: what floods a switch, a listening port or a host, and what looks like it. */
class FloodsTest {
    private static final long FORGED = 0x02AA_0000_0000L;

    private Watched site = Catalogue.site();

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
        assertThat(site.told(Situation.CARDS_FLOOD)).singleElement().satisfies(a -> {
            assertThat(a.seen()).startsWith("600 hardware addresses");
            assertThat(a.explanation().high()).isLessThan(20);
        });
    }

    @Test
    void aMirrorThatShowsAnotherHallBringsCardsThatAreAnswered() {
        cards(600, 1);
        assertThat(site.told(Situation.CARDS_FLOOD)).isEmpty();
    }

    @Test
    void cardsThatSpeakAgainAreMachines() {
        cards(600, 0);
        cards(600, 0);
        assertThat(site.told(Situation.CARDS_FLOOD)).isEmpty();
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
        assertThat(site.told(Situation.HALF_OPEN)).singleElement().satisfies(a -> {
            assertThat(a.seen()).startsWith("400 connections to port 502");
            assertThat(a.device()).hasToString(PLC);
        });
    }

    @Test
    void clientsOfAServerThatIsOffAreNone() {
        asks(400, PLC, 3, 0, Opening.UNANSWERED);
        assertThat(site.told(Situation.HALF_OPEN)).isEmpty();
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
        assertThat(site.told(Situation.HALF_OPEN)).singleElement().satisfies(a -> {
            assertThat(a.seen()).startsWith("900 connections to port 502").contains("256 or more addresses");
            assertThat(a.device()).hasToString(PLC);
            assertThat(a.evidence()).isNotEmpty();
        });
    }

    @Test
    void aFloodFromTheAddressesOfOneNetworkIsOneAsWell() {
        asksOnceEach(200, 1);
        assertThat(site.told(Situation.HALF_OPEN))
                .singleElement()
                .satisfies(a -> assertThat(a.seen()).contains("from 200 addresses"));
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
        assertThat(site.told(Situation.HALF_OPEN)).isEmpty();
    }

    @Test
    void aFewThatAskOnceAndASearchAmongManyAreNone() {
        asksOnceEach(60, 1);
        assertThat(site.told(Situation.HALF_OPEN)).as("few").isEmpty();
        asksOnceEach(300, 1);
        for (int i = 0; i < 900; i++)
            site.accept(flow(
                    Transport.TCP, HMI, HMI_MAC, 20_000 + i, PLC, 502, "tcp/502", 1, 0, 60, 0, Opening.UNANSWERED));
        assertThat(site.told(Situation.HALF_OPEN))
                .as("one that asks more than all others")
                .isEmpty();
    }

    @Test
    void aBusyServerWithAFewCutOffByTheMinuteHasNone() {
        asks(20, PLC, 1, 1, Opening.OPENED);
        asks(900, PLC, 12, 9, Opening.OPENED);
        asks(60, PLC, 1, 1, Opening.OPENED);
        assertThat(site.told(Situation.HALF_OPEN)).isEmpty();
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
        assertThat(site.told(Situation.AMPLIFIED)).singleElement().satisfies(a -> {
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
        assertThat(site.told(Situation.AMPLIFIED))
                .as("a resolver, and stations of one network")
                .isEmpty();
        answers(47_808, "bacnet", 0x2_0003);
        assertThat(site.told(Situation.AMPLIFIED))
                .singleElement()
                .satisfies(a -> assertThat(a.seen()).contains("600 answers").contains("64 or more servers"));
    }

    @Test
    void whoAsksAllOverTheWorldIsAnsweredFromThere() {
        site = new Watched().arp(STATION, HMI_MAC);
        site.accept(
                flow(Transport.UDP, STATION, HMI_MAC, 30_120, "41.0.0.9", 5_683, "coap", 1, 1, 60, 90, Opening.NONE));
        answers(5_683, "coap", 0x2_0003);
        assertThat(site.told(Situation.AMPLIFIED)).isEmpty();
    }

    @Test
    void answersFromAllOverTheWorldAreToldOnAMirrorOfOneDirectionToo() {
        for (int minute = 0; minute < 5; minute++) {
            time(HMI, 1, 0, 1);
            site.minuteEnds();
        }
        answers(123, "ntp", 0x2_0003);
        assertThat(site.told(Situation.AMPLIFIED)).hasSize(1);
    }

    @Test
    void onAMirrorOfOneDirectionAllAnswersAreSo() {
        for (int minute = 0; minute < 5; minute++) {
            time(HMI, 1, 0, 1);
            site.minuteEnds();
        }
        time(STATION, 4, 0, 100);
        assertThat(site.told(Situation.AMPLIFIED)).isEmpty();
    }

    @Test
    void aListOfClientsThatIsManyTimesTheQuestionIsToldAndTheTimeIsNot() {
        time(HMI, 30, 40, 40);
        assertThat(site.told(Situation.AMPLIFIED)).isEmpty();
        time(STATION, 1, 30, 3_000);
        assertThat(site.told(Situation.AMPLIFIED))
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
        assertThat(site.told(Situation.AMPLIFIED)).isEmpty();
    }
}
