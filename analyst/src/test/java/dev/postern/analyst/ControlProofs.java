package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.STATION;

import dev.postern.analyst.situation.Situation;
import dev.postern.model.Channel;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Verb;

/** What raises the situations of section B, and what only looks like them: engineering and control. */
final class ControlProofs extends Proofs {
    private static final String FROM_TRAFFIC = """
            NEW_ENGINEER LifeTest.aControllerThatFetchesBlocksIsNoEngineerButTheStationThatHasItDoSo LifeTest.aControllerThatFetchesBlocksIsNoEngineerButTheStationThatHasItDoSo
            NEW_WRITER LifeTest.aWriterThatNeverWroteIsReported LifeTest.aControllerThatSaysThatACommandHasComeToItsEndDoesNotWriteToItsMaster
            NEW_WRITE ChannelsTest.aPointThatWasNeverWrittenIsANewTargetAndOneOfItsOwnIsNone ChannelsTest.aPointThatWasNeverWrittenIsANewTargetAndOneOfItsOwnIsNone
            BLIND_WRITER CommandsTest.aStationThatOnlyWritesIsToldInItsFirstMinute CommandsTest.aMasterThatReadsInTheSameMinuteIsNoBlindOne
            CREEP SteeringTest.aStepEveryTwelveMinutesIsToldBeforeTheProcessLeavesWhatOperatorsSet SteeringTest.operatorsAtWorkForASeasonRaiseNothing
            COMMAND_FLOOD SwitchesTest.everythingOffByAListIsToldBeforeTheListEnds SwitchesTest.aSwitchingProgrammeAtTheHandsOfPeopleIsNotTold
            WRITE_OUT_OF_RANGE ValuesTest.aHundredTimesTheUsualValueIsToldAtOnceWithTheRangeAndThePoint ValuesTest.aNewRecipeWithinLimitsAndTheOperatorsRoundsAreNotTold
            NUMBERS_BROKEN ValuesTest.aSecondSenderOfSampledValuesIsToldWithinASecondWithItsNumbers ValuesTest.lostFramesAWrapAndARestartAreInOrder
            """;

    ControlProofs() {
        programs();
        writes();
        habits();
        alarms();
        publishers();
        devices();
        fromTraffic(FROM_TRAFFIC);
    }

    private void programs() {
        deed(Situation.DOWNLOAD, "s7comm", "request download", Verb.DOWNLOAD, "a block is read", Verb.BROWSE);
        proof(
                Situation.PROGRAM_CHANGED,
                "after a day the controller says that its program is another",
                site -> site.identity(PLC, Attribute.PROGRAM, "2", "cip", 0.95),
                "it says so after a download",
                site -> site.message(STATION, PLC, "cip", "write program", Verb.DOWNLOAD, "")
                        .identity(PLC, Attribute.PROGRAM, "2", "cip", 0.95));
        deed(Situation.UPLOAD, "s7comm", "start upload", Verb.UPLOAD, "blocks are listed", Verb.BROWSE);
        deed(Situation.STATE_CHANGED, "s7comm", "plc stop", Verb.STOP, "the state is asked", Verb.DIAGNOSE);
        deed(Situation.MODE_CHANGED, "cip", "set mode", Verb.MODE, "the mode is read", Verb.READ);
        deed(Situation.FIRMWARE, "cip", "update firmware", Verb.FIRMWARE, "the version is read", Verb.IDENTIFY);
        learned(Situation.NEW_ENGINEER, Channel.NOVELTY_ENGINEER, Verb.UPLOAD);
        deed(Situation.SAFETY_ENGINEERING, "tristation", "halt program", Verb.STOP, "its status is read", Verb.READ);
    }

    private void writes() {
        proof(
                Situation.NEW_MASTER,
                "a station begins to poll a controller of a day",
                site -> site.polls(STATION, PLC, "modbus"),
                "the screen polls as ever",
                site -> site.polls(HMI, PLC, "modbus"));
        learned(Situation.NEW_WRITER, Channel.NOVELTY_WRITER, Verb.WRITE);
        learned(Situation.NEW_WRITE, Channel.NOVELTY_TARGET, Verb.WRITE);
        learned(Situation.BLIND_WRITER, Channel.ROLE_LINK, Verb.WRITE);
        learned(Situation.WRITE_OUT_OF_RANGE, Channel.VALUE_WRITE, Verb.WRITE);
        learned(Situation.CREEP, Channel.VALUE_CREEP, Verb.WRITE);
        tested(
                Situation.TOGGLED,
                "FirstDayTest.whoSwitchesToAndFroWithinMillisecondsAndNeverLooksIsAnIncidentAtOnce",
                "FirstDayTest.aScreenThatLooksMaySwitchAsItLikes");
        learned(Situation.COMMAND_FLOOD, Channel.COUNT_COMMANDS, Verb.OPERATE);
    }

    private void habits() {
        proof(
                Situation.UNSELECTED,
                "dnp3: operate without the select that came before each so far",
                site -> {
                    for (int i = 0; i < 6; i++) selectAndOperate(site, true);
                    selectAndOperate(site, false);
                },
                "a client that always operated directly",
                site -> {
                    for (int i = 0; i < 7; i++) selectAndOperate(site, false);
                });
        deed(Situation.CLOCK_SET, "s7comm", "set clock", Verb.CLOCK, "the clock is read", Verb.READ);
        proof(
                Situation.WRONG_TIME,
                "iec104: a station that set the right time sets one of the year before",
                site -> TimesToldTest.sets(TimesToldTest.sets(site, STATION, 0), STATION, -31_536_000_000L),
                "iec104: it sets the time of another zone",
                site -> TimesToldTest.sets(TimesToldTest.sets(site, STATION, 0), STATION, 3_600_000));
        deed(Situation.PROTECTION, "cip", "unlock", Verb.PROTECT, "the owner is read", Verb.READ);
    }

    private void alarms() {
        deed(Situation.ALARMS_SILENCED, "dnp3", "disable unsolicited", Verb.CONFIGURE, "they are read", Verb.READ);
        proof(
                Situation.ALARM_OFF,
                "opcua: the method TimedShelve of an alarm is called",
                site -> site.message(STATION, PLC, "opcua", "call", Verb.OPERATE, "ns=2;s=High i=2949"),
                "the method Unshelve",
                site -> site.message(STATION, PLC, "opcua", "call", Verb.OPERATE, "ns=2;s=High i=2947"));
        tested(
                Situation.ALARMS_ACKNOWLEDGED,
                "AlarmsTest.whoAcknowledgesDozensAtOnceIsToldAsABulk",
                "AlarmsTest.whoAcknowledgesOneByOneIsNot");
        deed(Situation.FORCED, "fins", "forced set or reset", Verb.OPERATE, "forces are read", Verb.READ);
        deed(Situation.OUTPUTS_OFF, "cip", "disable outputs", Verb.STOP, "they are read", Verb.READ);
        proof(
                Situation.ALERTS_REDIRECTED,
                "bacnet: the recipients of a notification class are written",
                site -> AlarmsTest.writes(site, "notification-class 1", 15L, 102L, "device 7"),
                "a value of the same object type as ever",
                site -> AlarmsTest.writes(site, "analog-value 1", 2L, 85L, 21.5));
    }

    private void publishers() {
        proof(
                Situation.TEST_FLAG,
                "goose: a state change marked as a simulation",
                site -> site.message(STATION, PLC, "goose", "goose", Verb.EXCHANGE, "gcb01", "simulation", true),
                "goose: the same without the mark",
                site -> site.message(STATION, PLC, "goose", "goose", Verb.EXCHANGE, "gcb01", "simulation", false));
        proof(
                Situation.REVISION_CHANGED,
                "goose: a control block has another revision than before",
                site -> publishes(publishes(site, 1, "PROT/ds1"), 2, "PROT/ds1"),
                "goose: it goes on with its own, and another block has another",
                site -> publishes(publishes(site, 1, "PROT/ds1"), 1, "PROT/ds1")
                        .message(STATION, PLC, "goose", "goose", Verb.EXCHANGE, "gcb02", "conf_rev", 7L));
        proof(
                Situation.SECOND_SOURCE,
                "mqtt: another host publishes a topic that one publishes all day",
                site -> PublishersTest.publishes(
                        PublishersTest.publishes(site, PLC, "works/level"), STATION, "works/level"),
                "mqtt: it publishes a topic of its own",
                site -> PublishersTest.publishes(
                        PublishersTest.publishes(site, PLC, "works/level"), STATION, "works/flow"));
        learned(Situation.NUMBERS_BROKEN, Channel.VALUE_NUMBERING, Verb.REPORT);
    }

    private void devices() {
        deed(Situation.ADDRESS_SET, "pndcp", "set ip parameter", Verb.CONFIGURE, "devices are asked", Verb.IDENTIFY);
        deed(Situation.FILE_TO_CONTROLLER, "opcua", "write file", Verb.FILE_WRITE, "a file is read", Verb.FILE_READ);
        deed(
                Situation.DEVICE_SILENCED,
                "modbus",
                "diagnostics: force listen only mode",
                Verb.DIAGNOSE,
                "a counter is read",
                Verb.DIAGNOSE);
        proof(
                Situation.MEMORY,
                "modbus: a station reads memory of a controller through UMAS",
                site -> site.counted(STATION, PLC, "modbus", "umas read memory block", Verb.READ),
                "it reads variables",
                site -> site.counted(STATION, PLC, "modbus", "umas read variables", Verb.READ));
    }

    private static Watched publishes(Watched site, long revision, String dataSet) {
        return site.message(
                STATION, PLC, "goose", "goose", Verb.EXCHANGE, "gcb01", "conf_rev", revision, "data_set", dataSet);
    }

    private static void selectAndOperate(Watched site, boolean select) {
        site.later(120);
        if (select) site.message(HMI, PLC, "dnp3", "select", Verb.OPERATE, "binary output 3");
        site.message(HMI, PLC, "dnp3", "operate", Verb.OPERATE, "binary output 3");
    }
}
