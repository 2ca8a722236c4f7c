package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.OTHER_MAC;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.PLC_MAC;
import static dev.postern.analyst.Watched.STATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Conversation;
import dev.postern.model.Fields;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Incident;
import dev.postern.model.Incident.Tier;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineeringTest {
    private final Watched site = new Watched();

    @Test
    void aDownloadOfSeveralBlocksIsOneFindingThatNamesStationBlocksAndSteps() {
        site.plant().at(100).message(STATION, PLC, "s7comm", "request download", Verb.DOWNLOAD, "OB1", "length", 400L);
        site.at(101).message(STATION, PLC, "s7comm", "download block", Verb.DOWNLOAD, "OB1");
        site.at(102).message(STATION, PLC, "s7comm", "request download", Verb.DOWNLOAD, "DB10", "length", 100L);
        site.at(103)
                .message(STATION, PLC, "s7comm", "download ended", Verb.DOWNLOAD, "DB10")
                .minuteEnds();
        assertThat(site.situations()).containsExactly("B1");
        Incident incident = site.only();
        assertThat(incident.tier()).isEqualTo(Tier.INCIDENT);
        assertThat(incident.narrative())
                .contains(STATION, PLC, "OB1", "DB10", "500 bytes", "request download", "2 times");
        assertThat(incident.techniques()).contains("T0843");
    }

    @Test
    void whatASettingOfTheNetworkIsIsToldByItsObject() {
        site.plant().at(5).message(HMI, PLC, "cip", "set attribute single", Verb.CONFIGURE, "class 0x04 instance 1");
        assertThat(site.anomalies).isEmpty();
        site.message(HMI, PLC, "cip", "set attribute single", Verb.CONFIGURE, "class 0xf5");
        assertThat(site.situations()).containsExactly("B18");
    }

    @Test
    void aFileThatIsStoredOnAControllerIsToldAndOnAComputerItIsNot() {
        site.plant().identity(PLC, Attribute.ROLE, "controller", "cip", 0.9).minuteEnds();
        site.message(STATION, HMI, "ftp", "stor", Verb.FILE_WRITE, "recipe.csv");
        assertThat(site.anomalies).isEmpty();
        site.message(STATION, PLC, "ftp", "stor", Verb.FILE_WRITE, "firmware.bin");
        assertThat(site.situations()).containsExactly("B19");
    }

    @Test
    void aDeviceThatIsToldToAnswerNobodyIsAnIncidentAndOneThatMayAnswerAgainIsNot() {
        site.plant()
                .at(5)
                .message(HMI, PLC, "bacnet", "device communication control", Verb.MODE, "", "action", "enable");
        assertThat(site.only().tier()).isEqualTo(Tier.NOTICE);
        site.at(9000).message(HMI, STATION, "modbus", "diagnostics: force listen only mode", Verb.MODE, "");
        assertThat(site.incidents.values()).extracting("tier").contains(Tier.INCIDENT);
    }

    @Test
    void aStopOnTheFirstDayIsRaised() {
        site.plant().at(5).message(STATION, PLC, "s7comm", "plc stop", Verb.STOP, "");
        assertThat(site.only().title()).contains("Controller stop", PLC);
        assertThat(site.anomalies)
                .singleElement()
                .satisfies(a -> assertThat(a.neverHidden()).isTrue());
    }

    @Test
    void downloadStopAndStartOfOneStationAreOneIncidentInOrder() {
        site.plant().at(100).message(STATION, PLC, "s7comm", "plc stop", Verb.STOP, "");
        site.at(105).message(STATION, PLC, "s7comm", "request download", Verb.DOWNLOAD, "OB1");
        site.at(130).message(STATION, PLC, "s7comm", "plc start", Verb.START, "");
        assertThat(site.only().anomalies()).hasSize(2);
        assertThat(site.only().title()).isEqualTo("Controller stop and program download: " + STATION + " to " + PLC);
        assertThat(site.only().narrative()).contains("in this order");
    }

    @Test
    void anIncidentNamesEveryGraveDeedOfItsStationTheGravestFirst() {
        site.plant().at(100).message(STATION, PLC, "cip", "unlock", Verb.PROTECT, "");
        site.at(101).message(STATION, PLC, "cip", "stop", Verb.STOP, "");
        site.at(102).message(STATION, PLC, "cip", "download", Verb.DOWNLOAD, "program 1");
        site.at(103).message(STATION, PLC, "cip", "reset", Verb.RESTART, "");
        site.at(104).message(HMI, PLC, "cip", "unlock", Verb.PROTECT, "");
        assertThat(site.only().title())
                .isEqualTo("Controller stop, program download, controller restart and protection changed: " + STATION
                        + " to " + PLC);
    }

    @Test
    void anIncidentOfWhoSearchedTheNetworkAsWellSaysSo() {
        site.plant().at(60).deviation(Channel.COUNT_SILENT, STATION, null, Verb.OTHER, 1e-8);
        site.at(61).deviation(Channel.COUNT_SILENT, HMI, null, Verb.OTHER, 1e-8);
        site.at(100).message(STATION, PLC, "cip", "stop", Verb.STOP, "");
        assertThat(site.incidents.values().stream()
                        .filter(i -> i.title().contains("stop"))
                        .findFirst()
                        .orElseThrow()
                        .title())
                .isEqualTo("Controller stop and search through many addresses: " + STATION + " to " + PLC);
    }

    @Test
    void aStopSaysHowManyStationsThereAreBesidesAndHowManyOfThemEverStoppedOne() {
        String other = "192.168.1.21";
        site.plant().arp(other, OTHER_MAC);
        for (int minute = 1; minute < 30; minute++)
            site.at(60 * minute)
                    .traffic(other, OTHER_MAC, PLC, PLC_MAC, "modbus")
                    .polls(other, PLC, "modbus")
                    .poll();
        site.minuteEnds().message(HMI, PLC, "s7comm", "plc stop", Verb.STOP, "");
        site.minuteEnds().message(other, PLC, "s7comm", "plc stop", Verb.STOP, "");
        assertThat(site.deviceAt(other).role())
                .isNotEmpty()
                .isEqualTo(site.deviceAt(HMI).role());
        assertThat(site.anomalies)
                .extracting(
                        a -> a.explanation().groupSize(), a -> a.explanation().groupEver())
                .containsExactly(tuple(1, 0), tuple(1, 1));
    }

    @Test
    void lockAndUnlockAreRaised() {
        site.plant().at(100).message(STATION, PLC, "cip", "unlock", Verb.PROTECT, "");
        assertThat(site.situations()).containsExactly("B13");
        assertThat(site.only().tier()).isEqualTo(Tier.NOTICE);
        Watched learned = new Watched().plant();
        learned.at(8 * 86_400).poll().message(STATION, PLC, "cip", "unlock", Verb.PROTECT, "");
        assertThat(learned.only().tier()).isEqualTo(Tier.INCIDENT);
    }

    private void reads(String server, double at) {
        site.at(at).message(STATION, server, "cip", "read program", Verb.UPLOAD, "program 1");
    }

    private List<Boolean> uploadsNeverHidden() {
        return site.anomalies.stream()
                .filter(a -> a.situation().equals("B2"))
                .map(Anomaly::neverHidden)
                .toList();
    }

    @Test
    void theFirstProgramThatAStationReadsIsANoticeThatIsNeverHiddenAndTheNextMayBe() {
        site.plant();
        reads(PLC, 5);
        assertThat(site.only().tier()).isEqualTo(Tier.NOTICE);
        reads("192.168.1.11", 100);
        reads(PLC, 86_400);
        assertThat(uploadsNeverHidden()).containsExactly(true, false, false);
    }

    @Test
    void whoHasLoadedAControllerIsKnownAsEngineerWhenItReadsOne() {
        site.plant().at(5).message(STATION, PLC, "cip", "download", Verb.DOWNLOAD, "program 1");
        reads("192.168.1.11", 100);
        assertThat(uploadsNeverHidden()).containsExactly(false);
    }

    @Test
    void afterAWeekThePatternOfLifeTellsOfANewEngineer() {
        site.plant().at(8 * 86_400).poll();
        reads(PLC, 8 * 86_400 + 5);
        assertThat(uploadsNeverHidden()).containsExactly(false);
    }

    @Test
    void readingAndWritingValuesIsNoEngineering() {
        site.plant().message(HMI, PLC, "modbus", "write single register", Verb.WRITE, "holding 7");
        site.message(HMI, PLC, "modbus", "report server id", Verb.IDENTIFY, "").minuteEnds();
        assertThat(site.anomalies).isEmpty();
    }

    @Test
    void aFileWrittenToAnOfficeServerIsNoEngineering() {
        site.message("10.0.0.4", "10.0.0.5", "smb2", "write", Verb.FILE_WRITE, "report.doc");
        assertThat(site.anomalies).isEmpty();
    }

    @Test
    void aSecondMasterThatNeverReadIsNewEvenBeforeAnythingIsLearned() {
        site.plant();
        for (int minute = 1; minute < 60; minute++) site.at(minute * 60).poll();
        site.message(STATION, PLC, "modbus", "write single register", Verb.WRITE, "holding 7");
        assertThat(site.situations()).containsExactly("B8");
        assertThat(site.only().narrative()).contains(STATION, "holding 7");
    }

    @Test
    void theFirstWriterInTheFirstMinutesIsNotNew() {
        site.plant().at(90).message(STATION, PLC, "modbus", "write single register", Verb.WRITE, "holding 7");
        assertThat(site.anomalies).isEmpty();
    }

    @Test
    void aReaderThatWritesAfterHoursOfPollingIsNotASecondMaster() {
        site.plant();
        for (int minute = 1; minute < 60; minute++) site.at(minute * 60).poll();
        site.message(HMI, PLC, "modbus", "write single register", Verb.WRITE, "holding 7");
        assertThat(site.anomalies).isEmpty();
    }

    @Test
    void aClockSetNightAfterNightIsToldUntilItsSourceIsKnownAndAnotherSourceAsEver() {
        site.plant();
        for (int night = 0; night < 10; night++)
            site.at(night * 86_400 + 10_000).message(HMI, PLC, "dnp3", "write", Verb.CLOCK, "time");
        assertThat(site.situations().stream().filter("B12"::equals)).hasSize(3);
        site.at(10 * 86_400).message(STATION, PLC, "dnp3", "write", Verb.CLOCK, "time");
        assertThat(site.situations().stream().filter("B12"::equals)).hasSize(4);
    }

    /** Cyclic data of a controller and its outputs, who were heard the other way round first. */
    private Watched cyclic(String operation, Verb verb) {
        Conversation flow = new Conversation(Watched.ip(HMI), Watched.ip(PLC), Transport.UDP, 2_222, 2_222, 0);
        return site.accept(new Message(
                site.stamp(),
                flow,
                false,
                "enip",
                operation,
                verb,
                Outcome.NOTICE,
                "",
                "io",
                -1,
                Fields.of("run", false)));
    }

    @Test
    void whatAControllerSaysBeforeItsAnswerIsDoneIsNoDeedOfItsOwn() {
        site.plant().at(100).message(STATION, PLC, "codesys3", "application download", Verb.DOWNLOAD, "app");
        Conversation flow = new Conversation(Watched.ip(STATION), Watched.ip(PLC), Transport.TCP, 50_000, 11_740, 0);
        site.accept(new Message(
                site.stamp(),
                flow,
                false,
                "codesys3",
                "application download",
                Verb.DOWNLOAD,
                Outcome.NOTICE,
                "",
                "app",
                -1,
                Fields.of("result", "call pending")));
        site.minuteEnds();
        assertThat(site.anomalies).extracting(Anomaly::device).containsOnly(Watched.ip(STATION));
    }

    @Test
    void aControllerThatTellsItsOutputsThatItIdlesIsAnIncidentOfTheControllerAndNoEngineer() {
        site.plant().at(100);
        cyclic("outputs idle", Verb.DIAGNOSE).minuteEnds();
        assertThat(site.anomalies).singleElement().satisfies(a -> {
            assertThat(a.situation()).isEqualTo("B15");
            assertThat(a.title()).isEqualTo("Outputs switched off");
            assertThat(a.device()).isEqualTo(Watched.ip(PLC));
            assertThat(a.peer()).isEqualTo(Watched.ip(HMI));
            assertThat(a.neverHidden()).isTrue();
        });
        assertThat(site.only().tier()).isEqualTo(Tier.INCIDENT);
    }

    @Test
    void cyclicDataOfAControllerThatIdlesAsItDidIsNothing() {
        site.plant().at(100);
        cyclic("io", Verb.EXCHANGE).minuteEnds();
        assertThat(site.anomalies).isEmpty();
    }
}
