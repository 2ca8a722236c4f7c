package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.HMI_MAC;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.STATION;
import static dev.postern.analyst.Watched.STATION_MAC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Binding.Source;
import dev.postern.model.Incident;
import dev.postern.model.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewMastersTest {
    private static final int HOUR = 3600;
    private static final int DAY = 24 * HOUR;
    private static final String STRANGER = "192.168.1.77";
    private static final long CONTROLLERS_MAC = 0x00_30_DE_00_01_00L;
    private static final String PANEL = "192.168.1.60";
    private final Watched site = new Watched().plant();

    private Watched learned() {
        return site.at(DAY + 60).poll().minuteEnds();
    }

    private long told() {
        return site.situations().stream().filter("B8"::equals).count();
    }

    @Test
    void aStationThatBeginsToPollAControllerAfterADayIsNeverHidden() {
        learned().polls(STATION, PLC, "modbus");
        assertThat(site.situations()).containsExactly("B8");
        assertThat(site.anomalies.getFirst().neverHidden()).isTrue();
        assertThat(site.only().narrative()).contains(STATION, PLC, "only " + HMI);
        assertThat(site.only().techniques()).contains("T0848");
    }

    @Test
    void oneThatBeginsWithACommandIsNeverHiddenEitherWhateverItsChance() {
        learned().counted(STATION, PLC, "modbus", "write single register", Verb.WRITE);
        assertThat(site.situations()).containsExactly("B8");
        assertThat(site.anomalies.getFirst().neverHidden()).isTrue();
    }

    @Test
    void itsFirstCommandIsToldAtOnceAndNotAgainWhenItsMinuteEnds() {
        learned().message(STATION, PLC, "modbus", "write single register", Verb.WRITE, "");
        assertThat(told()).isEqualTo(1);
        site.counted(STATION, PLC, "modbus", "write single register", Verb.WRITE);
        assertThat(told()).isEqualTo(1);
    }

    @Test
    void aMasterOfTheFirstHourIsTheSitesOwn() {
        site.at(HOUR / 2).polls(STATION, PLC, "modbus");
        learned().polls(STATION, PLC, "modbus").polls(HMI, PLC, "modbus");
        assertThat(site.anomalies).isEmpty();
    }

    @Test
    void whoBeginsToAskLaterOnTheFirstDayIsToldOnceAndIsNoIncident() {
        site.poll().at(10 * HOUR).polls(STATION, PLC, "modbus");
        assertThat(site.situations()).containsExactly("B8");
        assertThat(site.anomalies.getFirst().neverHidden()).isTrue();
        assertThat(site.only().narrative()).contains(STATION, PLC, "in the first hour");
        for (int hour = 11; hour < 100; hour++)
            site.at(hour * HOUR).polls(STATION, PLC, "modbus").polls(HMI, PLC, "modbus");
        assertThat(told()).isEqualTo(1);
        assertThat(site.incidents.values()).noneMatch(i -> i.tier() == Incident.Tier.INCIDENT);
    }

    @Test
    void anEngineerOnHisFirstRoundIsOneChangeHoweverManyControllersHeLooksInto() {
        site.poll().traffic(HMI, HMI_MAC, PANEL, 0x10_0021L, "s7comm").at(10 * HOUR);
        site.polls(STATION, PLC, "modbus").later(HOUR).polls(STATION, PANEL, "s7comm");
        assertThat(told()).isEqualTo(1);
    }

    @Test
    void whoAskedOthersOverTheProtocolInTheFirstHourIsAMasterByItsRole() {
        site.poll().traffic(STATION, STATION_MAC, PANEL, 0x10_0021L, "smb2").at(10 * HOUR);
        site.polls(HMI, STATION, "modbus");
        assertThat(site.anomalies).isEmpty();
        site.polls(HMI, PANEL, "s7comm");
        assertThat(told()).isEqualTo(1);
    }

    @Test
    void whoIsPolledAndReportsByItselfIsNoMasterOfItsMaster() {
        site.poll().polls(HMI, PLC, "iec104").at(10 * HOUR);
        site.counted(PLC, HMI, "iec104", "spontaneous", Verb.REPORT);
        assertThat(site.anomalies).isEmpty();
    }

    @Test
    void whoSearchedTheNetworkAndThenAsksIsNoMasterOfItEvenInTheFirstHour() {
        site.at(HOUR).knocks(STATION, 40).later(300).polls(STATION, PLC, "modbus");
        assertThat(site.only().tier()).isEqualTo(Incident.Tier.INCIDENT);
        assertThat(site.only().narrative()).contains(STATION, PLC, "searched the network");
        site.later(HOUR).polls(STATION, PLC, "modbus");
        assertThat(site.anomalies.getLast().title()).isEqualTo("New master is back");
        assertThat(site.anomalies.getLast().consequence()).isEqualTo(10);
    }

    @Test
    void whatASearcherAskedInTheMinuteOfItsSearchIsToldWhenTheMinuteEnds() {
        site.at(HOUR / 2).polls(STATION, PLC, "modbus");
        assertThat(site.anomalies).isEmpty();
        site.later(30).knocks(STATION, 40);
        assertThat(site.situations()).contains("B8");
        assertThat(site.only().tier()).isEqualTo(Incident.Tier.INCIDENT);
    }

    @Test
    void aServerThatPollsManyAndMissesSomeThatAreSwitchedOffDoesNotSearch() {
        site.at(HOUR / 2);
        for (int plc = 100; plc < 120; plc++) site.polls(STATION, "192.168.1." + plc, "modbus");
        site.later(30).knocks(STATION, 40).later(300).polls(STATION, PLC, "modbus");
        assertThat(site.situations()).containsExactly("D1");
    }

    @Test
    void aMasterThatSearchesTheNetworkStaysAMasterOfWhatItAskedBefore() {
        site.at(HOUR / 2).polls(STATION, PLC, "modbus").later(HOUR).knocks(STATION, 40);
        site.later(HOUR).polls(STATION, PLC, "modbus");
        assertThat(site.situations()).containsExactly("D1");
    }

    @Test
    void anInventoryToolThatOnlyAsksWhoTheyAreBecomesNoMaster() {
        site.at(HOUR).knocks(STATION, 40).counted(STATION, PLC, "modbus", "read device identification", Verb.IDENTIFY);
        assertThat(site.situations()).containsExactly("D1");
    }

    @Test
    void aControllerThatWasJustConnectedMayBePolledByAnyone() {
        learned().arp("192.168.1.77", 0x00_30_DE_00_00_77L).polls(HMI, "192.168.1.77", "modbus");
        assertThat(site.anomalies).isEmpty();
    }

    @Test
    void oneThatGoesOnPollingIsToldOnce() {
        learned();
        for (int minute = 0; minute < 300; minute++)
            site.at(DAY + HOUR + minute * 60).polls(STATION, PLC, "modbus");
        assertThat(told()).isEqualTo(1);
    }

    @Test
    void oneThatPollsEveryQuarterOfAnHourIsNotBackEachTime() {
        learned();
        for (int quarter = 0; quarter < 200; quarter++)
            site.at(DAY + HOUR + quarter * HOUR / 4).polls(STATION, PLC, "modbus");
        assertThat(told()).isEqualTo(2);
    }

    /** A second master that asks once, holds its connection and says nothing for hours but that it is there. */
    private Watched holds(Verb verb, String operation, int everySeconds) {
        learned().arp(STRANGER, Watched.OTHER_MAC).polls(STRANGER, PLC, "iec104");
        for (int second = 60; second < 2 * HOUR; second += everySeconds)
            site.at(DAY + 60 + second).counted(STRANGER, PLC, "iec104", operation, verb);
        return site.at(DAY + 60 + 2 * HOUR).polls(STRANGER, PLC, "iec104");
    }

    @Test
    void aMasterThatHoldsItsConnectionIsNotBackWhenItAsksAgain() {
        holds(Verb.SESSION, "test frame", 60);
        assertThat(told()).isEqualTo(1);
        isNoIncident();
    }

    @Test
    void neitherIsOneToWhichTheServerReportsWhatChanged() {
        holds(Verb.REPORT, "measured value", 300);
        assertThat(told()).isEqualTo(1);
    }

    @Test
    void oneThatConnectsAnewIsBack() {
        holds(Verb.SESSION, "start", 2 * HOUR - 61);
        assertThat(told()).isEqualTo(2);
        isAnIncident();
    }

    @Test
    void oneThatComesBackAtOddMinutesIsToldEachTime() {
        learned();
        int at = DAY + HOUR;
        for (int i = 0; i < 20; i++)
            site.at(at += i % 2 == 0 ? 14 * 60 : 21 * 60).polls(STATION, PLC, "modbus");
        assertThat(told()).isEqualTo(20);
    }

    @Test
    void oneThatComesBackEveryHourGoesOnWithTheSameStory() {
        learned();
        for (int hour = 1; hour < 9; hour++) site.at(DAY + hour * HOUR).polls(STATION, PLC, "modbus");
        assertThat(told()).isEqualTo(8);
        assertThat(site.only().anomalies()).hasSize(8);
        assertThat(site.anomalies.stream().filter(a -> a.neverHidden())).hasSize(1);
    }

    @Test
    void oneThatComesEveryDayIsTrustedAfterQuarantineAndFourMoreDays() {
        learned();
        for (int day = 1; day < 30; day++) site.at(day * DAY + HOUR).polls(STATION, PLC, "modbus");
        assertThat(told()).isEqualTo(7);
    }

    @Test
    void oneThatComesOnceAWeekIsToldEachTime() {
        learned();
        for (int week = 1; week < 10; week++) site.at(week * 7 * DAY).polls(STATION, PLC, "modbus");
        assertThat(told()).isEqualTo(9);
    }

    /** An engineer looks into one controller after the other, each for a moment, three of them while the home learns. */
    private Watched visited(int days) {
        controllers();
        for (int day = 0; day < days; day++)
            for (int i = 0; i < 3; i++) looksInto(day * DAY + (9 + i) * HOUR, (3 * day + i) % 12);
        return site;
    }

    private Watched looksInto(int seconds, int i) {
        site.at(seconds).traffic(STATION, STATION_MAC, controller(i), CONTROLLERS_MAC + i, "s7comm");
        return site.polls(STATION, controller(i), "s7comm");
    }

    private void controllers() {
        site.at(HOUR);
        for (int i = 0; i < 12; i++)
            site.arp(controller(i), CONTROLLERS_MAC + i).polls(HMI, controller(i), "s7comm");
    }

    private static String controller(int i) {
        return "192.168.1." + (100 + i);
    }

    @Test
    void anEngineerWhoMakesHisRoundsIsToldUntilItIsPlainThatHeDoesNothingElse() {
        visited(28);
        assertThat(told()).isEqualTo(4);
        assertThat(site.anomalies).filteredOn(a -> a.situation().equals("B8")).allMatch(a -> a.neverHidden());
    }

    @Test
    void heIsToldWhereHeAsksInAnotherLanguageThanHeEverSpoke() {
        visited(13);
        long before = told();
        site.polls(STATION, PLC, "modbus");
        assertThat(told()).isEqualTo(before + 1);
    }

    @Test
    void heIsToldWhenHeWritesToAControllerThatHeCameToByTradeAndOnlyLookedInto() {
        visited(3);
        long before = told();
        looksInto(3 * DAY + 12 * HOUR, 10);
        site.later(20).counted(STATION, controller(10), "s7comm", "start upload", Verb.UPLOAD);
        assertThat(told()).isEqualTo(before);
        site.later(60).counted(STATION, controller(10), "s7comm", "write var", Verb.WRITE);
        assertThat(told()).isEqualTo(before + 1);
    }

    @Test
    void heIsToldWhenHeSearchedTheNetworkBefore() {
        visited(3).knocks(STATION, 200).later(300).polls(STATION, controller(10), "s7comm");
        assertThat(site.analyst.incidents()).anyMatch(i -> i.tier() == Incident.Tier.INCIDENT);
    }

    @Test
    void anEngineerWhoStopsAControllerOnHisRoundIsTold() {
        visited(13);
        long before = told();
        site.at(13 * DAY + 12 * HOUR).counted(STATION, controller(7), "s7comm", "stop", Verb.STOP);
        assertThat(told()).isEqualTo(before + 1);
    }

    /** The same rounds by somebody who came after the home had learned. */
    @Test
    void aNewcomerWhoMakesRoundsIsToldEachTime() {
        controllers();
        for (int day = 2; day < 30; day++)
            for (int i = 0; i < 3; i++)
                site.at(day * DAY + (9 + i) * HOUR).polls(STATION, controller((3 * day + i) % 12), "s7comm");
        assertThat(told()).isEqualTo(28 * 3);
    }

    /** It asks its own controllers all day and this one every week. */
    @Test
    void aPanelThatLooksIntoAForeignControllerIsToldEachTime() {
        controllers();
        for (int hour = 1; hour < 30 * 24; hour++) {
            for (int i = 0; i < 3; i++) site.at(hour * HOUR).polls(PANEL, controller(i), "s7comm");
            if (hour % (7 * 24) == 30) site.polls(PANEL, controller(3), "s7comm");
        }
        assertThat(told()).isEqualTo(5);
    }

    @Test
    void aStrangerIsANoticeAndAnIncidentWhenItComesBackUnanswered() {
        learned().arp(STRANGER, Watched.OTHER_MAC).polls(STRANGER, PLC, "modbus");
        assertThat(site.incidents.values()).noneMatch(i -> i.tier() == Incident.Tier.INCIDENT);
        site.at(DAY + 2 * HOUR).polls(STRANGER, PLC, "modbus");
        assertThat(site.incidents.values()).anyMatch(i -> i.tier() == Incident.Tier.INCIDENT);
    }

    @Test
    void aDeviceOfTheFirstDayIsNoStrangerThoughEachReturnIsTold() {
        learned().polls(STATION, PLC, "modbus");
        site.at(DAY + 2 * HOUR).polls(STATION, PLC, "modbus");
        assertThat(told()).isEqualTo(2);
        assertThat(site.only().tier()).isEqualTo(Incident.Tier.NOTICE);
    }

    @Test
    void whoComesAgainAndAgainOnOneDayMakesAnIncidentWhoeverItIs() {
        learned().polls(STATION, PLC, "modbus");
        for (int hour = 2; hour < 5; hour++) site.at(DAY + hour * HOUR).polls(STATION, PLC, "modbus");
        assertThat(site.only().tier()).isEqualTo(Incident.Tier.INCIDENT);
    }

    /** Of the first day; goes from one controller to the next, day by day, and comes to the first twice on the fifth. */
    private void rounds(Verb again) {
        List<String> controllers = List.of(PLC, "192.168.1.11", "192.168.1.12", "192.168.1.13");
        for (int i = 1; i < 4; i++) site.arp(controllers.get(i), CONTROLLERS_MAC + i);
        learned();
        for (int i = 0; i < 4; i++)
            site.at((i + 1) * DAY + HOUR)
                    .polls(STATION, controllers.get(i), "modbus")
                    .minuteEnds();
        for (int hour = 1; hour < 6; hour += 2)
            site.at(6 * DAY + hour * HOUR).counted(STATION, PLC, "modbus", "read or write", again);
    }

    @Test
    void whoGoesFromOneToTheNextMayLookIntoOneAgainOnTheSameDay() {
        rounds(Verb.READ);
        isNoIncident();
    }

    @Test
    void whoComesBackFromHisRoundsToCommandIsAnIncident() {
        rounds(Verb.OPERATE);
        isAnIncident();
    }

    /** Of the first day; reads the programs of so many controllers on one day, and on a day from {@code later} on looks into them again, into the first three times. */
    private void engineers(int controllers, int later, Verb again) {
        controllers();
        site.arp(STATION, STATION_MAC);
        site.livesUntil(2 * DAY);
        for (int i = 0; i < controllers; i++)
            site.at(2 * DAY + (2 + i) * HOUR)
                    .traffic(STATION, STATION_MAC, controller(i), CONTROLLERS_MAC + i, "s7comm")
                    .message(STATION, controller(i), "s7comm", "start upload", Verb.UPLOAD, "OB1")
                    .counted(STATION, controller(i), "s7comm", "start upload", Verb.UPLOAD)
                    .minuteEnds();
        assertThat(site.deviceAt(STATION).role()).isEqualTo("engineering station");
        for (int i = 1; i < controllers; i++)
            site.at((2 + later) * DAY + (7 + i) * HOUR).counted(STATION, controller(i), "s7comm", "job", Verb.READ);
        for (int hour = 11; hour < 17; hour += 2)
            site.at((2 + later) * DAY + hour * HOUR).counted(STATION, controller(0), "s7comm", "job", again);
    }

    @Test
    void whoEngineersSinceYesterdayMayLookIntoOneSeveralTimes() {
        engineers(4, 1, Verb.READ);
        assertThat(site.anomalies).anyMatch(a -> a.title().equals("New master is back"));
        isNoIncident();
    }

    @Test
    void alsoWhereThereAreNoMoreThanTwo() {
        engineers(2, 1, Verb.READ);
        assertThat(site.anomalies).anyMatch(a -> a.title().equals("New master is back"));
        isNoIncident();
    }

    @Test
    void whoEngineersSinceTodayMayNot() {
        engineers(4, 0, Verb.READ);
        isAnIncident();
    }

    @Test
    void whoEngineersSinceYesterdayMayNotCommand() {
        engineers(4, 1, Verb.OPERATE);
        isAnIncident();
    }

    private void isNoIncident() {
        assertThat(site.incidents.values()).isNotEmpty().noneMatch(i -> i.tier() == Incident.Tier.INCIDENT);
    }

    private void isAnIncident() {
        assertThat(site.incidents.values()).anyMatch(i -> i.tier() == Incident.Tier.INCIDENT);
    }

    @Test
    void aNewcomerThatReadsEveryQuarterOfAnHourIsANotice() {
        learned().arp(STRANGER, Watched.OTHER_MAC);
        for (int quarter = 0; quarter < 30; quarter++)
            site.at(DAY + HOUR + quarter * HOUR / 4).polls(STRANGER, PLC, "modbus");
        assertThat(told()).isEqualTo(2);
        isNoIncident();
    }

    @Test
    void aNewcomerThatReadsAtOddMinutesIsAnIncident() {
        learned().arp(STRANGER, Watched.OTHER_MAC);
        for (int minute : new int[] {0, 15, 37})
            site.at(DAY + HOUR + minute * 60).polls(STRANGER, PLC, "modbus");
        isAnIncident();
    }

    @Test
    void aNewcomerThatCommandsEveryQuarterOfAnHourIsAnIncident() {
        learned().arp(STRANGER, Watched.OTHER_MAC);
        for (int quarter = 0; quarter < 2; quarter++)
            site.at(DAY + HOUR + quarter * HOUR / 4)
                    .counted(STRANGER, PLC, "modbus", "write single register", Verb.WRITE);
        isAnIncident();
    }

    /** The engineering station of a small site, whose engineer comes to the second of its controllers after some days, and twice. */
    private Watched secondOfTwo(Verb verb) {
        String other = "192.168.1.11";
        site.arp(other, 0x00_30_DE_00_00_11L).polls(STATION, other, "s7comm");
        learned();
        for (int hour = 3; hour < 9; hour += 2) site.at(DAY + hour * HOUR).counted(STATION, PLC, "s7comm", "job", verb);
        assertThat(told()).isEqualTo(3);
        return site;
    }

    @Test
    void aMasterOfAnotherControllerThatLooksIntoThisOneSeveralTimesADayIsNoIncident() {
        secondOfTwo(Verb.READ);
        isNoIncident();
    }

    @Test
    void oneThatReadsItsProjectSeveralTimesADayIsNoIncidentEither() {
        secondOfTwo(Verb.UPLOAD);
        isNoIncident();
    }

    @Test
    void oneThatCommandsItSeveralTimesADayIs() {
        secondOfTwo(Verb.OPERATE);
        isAnIncident();
    }

    private static final String DRIVE = "28:63:36:0d:11:a0";

    private static String text(long card) {
        return dev.postern.model.Address.macText(card);
    }

    /** A drive and its controller send each other inputs and outputs; both are known by their cards alone. */
    private Watched exchanging() {
        site.says("192.168.1.40", STATION_MAC - 9_000, Source.ARP_ANNOUNCEMENT)
                .arp("192.168.1.41", 0x28_63_36_0D_11_A0L);
        exchange(text(STATION_MAC - 9_000), DRIVE);
        return learned().arp("192.168.1.40", STATION_MAC - 9_000);
    }

    private void exchange(String client, String server) {
        site.counted(client, server, "pnrt", "cyclic data", Verb.EXCHANGE);
    }

    @Test
    void anExchangeThatIsHeardFromTheOtherEndFirstIsNoNewMaster() {
        exchanging();
        exchange(DRIVE, text(STATION_MAC - 9_000));
        assertThat(told()).isZero();
        exchange(DRIVE, PLC);
        assertThat(told()).isEqualTo(1);
    }

    @Test
    void aSpareControllerIsTheMasterOfWhatTheFormerOneWas() {
        exchanging().later(1_800).says("192.168.1.40", STATION_MAC - 5_000, Source.ARP_ANNOUNCEMENT);
        exchange(text(STATION_MAC - 5_000), DRIVE);
        assertThat(told()).isZero();
        exchange(text(STATION_MAC - 5_000), PLC);
        assertThat(told()).isEqualTo(1);
    }

    @Test
    void aSpareControllerIsInTheExchangeThatTheFormerOneWasInWhicheverEndWasHeardFirst() {
        exchanging().later(1_800).says("192.168.1.40", STATION_MAC - 5_000, Source.ARP_ANNOUNCEMENT);
        exchange(DRIVE, text(STATION_MAC - 9_000));
        exchange(text(STATION_MAC - 5_000), DRIVE);
        exchange(DRIVE, text(STATION_MAC - 5_000));
        assertThat(told()).isZero();
    }

    @Test
    void aCardThatTookAnAddressInUseIsANewMasterOfWhatItsOwnerAsked() {
        exchanging().later(60).says("192.168.1.40", STATION_MAC - 5_000, Source.ARP_ANNOUNCEMENT);
        exchange(text(STATION_MAC - 5_000), DRIVE);
        assertThat(told()).isEqualTo(1);
    }

    @Test
    void theRoundsOfAnEngineerAreNoIncident() {
        assertThat(visited(28).incidents.values())
                .isNotEmpty()
                .noneMatch(incident -> incident.tier() == Incident.Tier.INCIDENT);
    }

    private void backAfterAnOrder(List<Verb> verbs) {
        site.announce(STATION, PLC, verbs, DAY + 3_000, DAY + 2 * HOUR);
        learned().at(DAY + HOUR).polls(STATION, PLC, "modbus").minuteEnds();
        assertThat(site.only().title()).startsWith("Announced work");
        for (int hour = 3; hour < 9; hour++)
            site.at(DAY + hour * HOUR).polls(STATION, PLC, "modbus").polls(HMI, PLC, "modbus");
    }

    @Test
    void aPanelThatAnOrderPutsUpToReadStaysWhenTheOrderHasEnded() {
        backAfterAnOrder(List.of(Verb.READ));
        assertThat(told()).isEqualTo(1);
    }

    @Test
    void itsFirstCommandIsToldAsANewMastersIs() {
        backAfterAnOrder(List.of(Verb.READ));
        site.counted(STATION, PLC, "modbus", "write single register", Verb.WRITE);
        assertThat(told()).isEqualTo(2);
        assertThat(site.anomalies.getLast().neverHidden()).isTrue();
    }

    @Test
    void aMasterThatWasOrderedToWriteAsWellMayDoSoLater() {
        backAfterAnOrder(List.of(Verb.READ, Verb.WRITE));
        site.counted(STATION, PLC, "modbus", "write single register", Verb.WRITE);
        assertThat(told()).isEqualTo(1);
    }

    @Test
    void aVisitorWhoseOrderWasToLookAroundIsToldWhenHeIsBackAfterIt() {
        backAfterAnOrder(List.of(Verb.IDENTIFY));
        assertThat(told()).isGreaterThan(1);
        assertThat(site.incidents.values()).anyMatch(i -> i.narrative().contains("nobody has said yet"));
    }
}
