package dev.postern.analyst;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.weak.Clue;
import dev.postern.analyst.weak.Kind;
import dev.postern.model.Conversation;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import dev.postern.model.Weakness;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeaknessesTest {
    private static final double DAY = 86_400;
    private static final String OFFICE = "10.9.0.7";
    private static final long OFFICE_MAC = 0x001B_1B09_0009L;

    private final Watched site = new Watched();

    private void clue(String device, Kind kind, String detail) {
        site.analyst.accept(new Clue(site.stamp(), Watched.ip(device), kind, detail));
    }

    private List<Weakness> of(Kind kind) {
        return site.analyst.weaknesses().stream()
                .filter(w -> w.kind().equals(kind.label()))
                .toList();
    }

    @Test
    void aDeviceHasOneOfEachKindWithAllItsDetailsAndTheirFrames() {
        site.plant();
        clue(Watched.PLC, Kind.PASSWORD_IN_CLEAR, "account a over ftp");
        clue(Watched.PLC, Kind.PASSWORD_IN_CLEAR, "account b over http");
        clue(Watched.PLC, Kind.PASSWORD_IN_CLEAR, "account a over ftp");
        site.minuteEnds();
        assertThat(site.weaknesses.values()).singleElement().satisfies(w -> {
            assertThat(w.what()).isEqualTo("Takes passwords in clear: account a over ftp; account b over http.");
            assertThat(w.device()).isEqualTo(site.deviceAt(Watched.PLC).id());
            assertThat(w.evidence()).hasSize(2);
            assertThat(w.why()).isNotEmpty();
            assertThat(w.remedy()).isNotEmpty();
        });
    }

    @Test
    void twoAddressesFoundToBeOneDeviceHaveItTogether() {
        site.traffic(Watched.HMI, Watched.HMI_MAC, 50, Watched.PLC, Watched.PLC_MAC, 50, "modbus", 10);
        clue(Watched.PLC, Kind.SMB1, "on port 139");
        clue("00:30:de:01:02:03", Kind.SMB1, "on port 445");
        site.minuteEnds();
        assertThat(site.weaknesses).hasSize(2);
        site.arp(Watched.PLC, Watched.PLC_MAC).minuteEnds();
        assertThat(site.weaknesses.values())
                .extracting(Weakness::what)
                .containsExactly("Speaks SMB 1 on port 139; on port 445.");
    }

    @Test
    void theSameOnAControllerIsWorseThanInTheOffice() {
        site.plant();
        site.traffic(OFFICE, OFFICE_MAC, "10.9.0.8", Watched.OTHER_MAC, "http").minuteEnds();
        clue(OFFICE, Kind.TELNET, "telnet");
        clue(Watched.PLC, Kind.TELNET, "telnet");
        assertThat(of(Kind.TELNET)).extracting(w -> w.address().toString()).containsExactly(Watched.PLC, OFFICE);
        assertThat(of(Kind.TELNET).getFirst().rank()).isEqualTo(48);
    }

    @Test
    void whatIsNotSeenForAMonthIsSaidToBeSoAndOpensAgain() {
        site.plant();
        clue(Watched.PLC, Kind.SMB1, "on port 445");
        site.at(29 * DAY);
        assertThat(site.weaknesses.values()).extracting(Weakness::state).containsExactly(Weakness.State.OPEN);
        site.at(31 * DAY);
        assertThat(site.weaknesses.values()).extracting(Weakness::state).containsExactly(Weakness.State.NOT_SEEN_SINCE);
        clue(Watched.PLC, Kind.SMB1, "on port 445");
        site.minuteEnds();
        assertThat(site.weaknesses.values()).extracting(Weakness::state).containsExactly(Weakness.State.OPEN);
        assertThat(site.weaknesses.values().iterator().next().evidence()).hasSize(1);
    }

    @Test
    void theOutsideIsNotOursToMend() {
        clue("93.184.216.34", Kind.OLD_TLS, "tls 1.0 on port 443");
        clue("127.0.0.1", Kind.OLD_TLS, "tls 1.0 on port 443");
        assertThat(site.analyst.weaknesses()).isEmpty();
    }

    @Test
    void theTableIsBoundedAndSaysSo() {
        for (int i = 0; i < 9_000; i++) clue("10." + i / 65_536 + "." + i / 256 % 256 + "." + i % 256, Kind.SMB1, "x");
        for (int i = 0; i < 100; i++) clue("10.0.0.1", Kind.SMB1, "detail " + i);
        assertThat(site.analyst.weaknesses()).hasSize(8_192);
        assertThat(site.analyst.limitsHit()).containsKey("weak spots");
        assertThat(of(Kind.SMB1)).anySatisfy(w -> assertThat(w.what()).endsWith("; and more."));
    }

    private void opens(String client, String server, int port, String service, long up, long down) {
        Conversation c = new Conversation(Watched.ip(client), Watched.ip(server), Transport.TCP, 50_000, port, 0);
        site.accept(new Traffic(
                site.stamp(),
                c,
                service,
                0,
                new Traffic.Side(up, 60 * up, 0, 64),
                new Traffic.Side(down, 60 * down, 0, 64),
                0,
                0,
                Traffic.Opening.OPENED,
                true,
                true));
    }

    @Test
    void aDoorThatAnswersAndIsNeverGoneThroughIsTold() {
        opens(Watched.HMI, Watched.PLC, 5_900, "tcp/5900", 3, 2);
        watch(0, 0.9);
        assertThat(of(Kind.UNUSED_SERVICE)).isEmpty();
        watch(0.9, 1.1);
        assertThat(of(Kind.UNUSED_SERVICE))
                .extracting(Weakness::what)
                .containsExactly("Answers on tcp port 5900, where nobody ever said anything.");
    }

    @Test
    void aDoorThatIsUsedOrClosedIsNone() {
        opens(Watched.HMI, Watched.PLC, 5_900, "tcp/5900", 20, 20);
        opens(Watched.HMI, Watched.PLC, 502, "modbus", 3, 2);
        opens(Watched.HMI, Watched.PLC, 49_152, "tcp/49152", 3, 2);
        Conversation c =
                new Conversation(Watched.ip(Watched.HMI), Watched.ip(Watched.PLC), Transport.TCP, 50_000, 23, 0);
        site.accept(new Traffic(
                site.stamp(),
                c,
                "tcp/23",
                0,
                new Traffic.Side(1, 60, 0, 64),
                new Traffic.Side(1, 60, 0, 64),
                0,
                1,
                Traffic.Opening.REFUSED,
                true,
                true));
        watch(0, 2);
        assertThat(of(Kind.UNUSED_SERVICE)).isEmpty();
    }

    /** As where captures of minutes lie years apart. */
    @Test
    void aDoorThatWasWatchedForMinutesIsNotUnusedHoweverLongAgoThatWas() {
        opens(Watched.HMI, Watched.PLC, 5_900, "tcp/5900", 3, 2);
        opens(Watched.HMI, Watched.PLC, 80, "http", 20, 20);
        watch(0, 0.1);
        watch(900, 900.1);
        assertThat(of(Kind.UNUSED_SERVICE)).isEmpty();
        watch(900.1, 901.1);
        assertThat(of(Kind.UNUSED_SERVICE))
                .singleElement()
                .satisfies(w -> assertThat(w.what()).contains("tcp port 5900"));
    }

    /** Hour after hour, as on a live network. */
    private void watch(double fromDays, double toDays) {
        for (double at = fromDays * DAY; at <= toDays * DAY; at += 3_600) site.at(at);
    }

    @Test
    void aServiceUsedOnOneDayOnlyIsForsakenAfterAMonth() {
        opens(Watched.HMI, Watched.PLC, 80, "http", 20, 20);
        opens(Watched.HMI, Watched.PLC, 21, "ftp", 20, 20);
        watch(0, 2);
        opens(Watched.HMI, Watched.PLC, 21, "ftp", 20, 20);
        watch(2, 33);
        assertThat(of(Kind.UNUSED_SERVICE))
                .singleElement()
                .satisfies(
                        w -> assertThat(w.what()).startsWith("Answers on http (tcp port 80), used on one day only, "));
    }

    @Test
    void aControllerThatTheOfficeSpeaksToIsToldWithTheNetwork() {
        site.plant().minuteEnds();
        site.traffic(OFFICE, OFFICE_MAC, "10.9.0.8", Watched.OTHER_MAC, "http");
        site.traffic(OFFICE, OFFICE_MAC, 64, Watched.PLC, Watched.PLC_MAC, 64, "http", 10);
        site.minuteEnds().at(7_300);
        assertThat(of(Kind.REACHABLE_CONTROLLER)).singleElement().satisfies(w -> {
            assertThat(w.address()).hasToString(Watched.PLC);
            assertThat(w.what()).isEqualTo("Answers 10.9.0.0/24, a network of level 4 over http.");
        });
    }

    @Test
    void aControllerOfOneCellIsReachedByItsCellAndOneMore() {
        site.plant();
        site.traffic("192.168.2.5", Watched.OTHER_MAC, Watched.PLC, Watched.PLC_MAC, "modbus");
        site.minuteEnds().at(7_300);
        assertThat(of(Kind.REACHABLE_CONTROLLER)).isEmpty();
        site.traffic("192.168.3.5", Watched.OTHER_MAC, Watched.PLC, Watched.PLC_MAC, "modbus");
        site.minuteEnds().at(14_600);
        assertThat(of(Kind.REACHABLE_CONTROLLER)).hasSize(1);
    }
}
