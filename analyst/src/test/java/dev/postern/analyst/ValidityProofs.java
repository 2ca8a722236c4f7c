package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.PLC_MAC;
import static dev.postern.analyst.Watched.STATION;
import static dev.postern.analyst.Watched.STATION_MAC;

import dev.postern.analyst.situation.Situation;
import dev.postern.model.Channel;
import dev.postern.model.Verb;

/** What raises the situations of section C, and what only looks like them: validity and process. */
final class ValidityProofs extends Proofs {
    private static final String FROM_TRAFFIC = """
            REFUSALS ChannelsTest.aMinuteOfRefusalsIsTold ChannelsTest.aPointThatWasAlwaysRefusedIsNot
            RHYTHM ChannelsTest.aRoundThatTakesThreeQuartersOfItsTimeIsAnotherPeriod ChannelsTest.aClockThatDriftsByAThousandthIsNoOtherRhythm
            VALUE_UNUSUAL ValuesTest.aValueThatJumpsBeyondItsRangeAfterARestCarriesItsNameAndFrame ValuesTest.threeDaysOfAQuietProcessRaiseNothing
            PHASE ChannelsTest.aStandstillInAWorksOfTwoShiftsIsANewPhaseAndTheNextShiftIsNone ChannelsTest.aStandstillInAWorksOfTwoShiftsIsANewPhaseAndTheNextShiftIsNone
            ORDER ChannelsTest.requestsThatComeInAnyOrderAreAnOrderThatWasNeverSeen ChannelsTest.whoNeverKeptAnOrderLosesNone
            LATENCY ChannelsTest.answersThatTakeThreeTimesAsLongForAnHourAreALatency ChannelsTest.oneSlowAnswerIsNone
            DEVICE_TROUBLE TroublesTest.anOutstationThatSaysForTheFirstTimeThatItIsInTroubleIsToldOnceWithItsAnswer TroublesTest.whatAStationSaidFromTheFirstHourOnIsHowItIs
            LOSSES ChannelsTest.packetsThatAreSentAgainAndAgainAreLosses ChannelsTest.aCableThatAlwaysLosesSomeIsAHabit
            WRITE_UNHEEDED ProcessTest.aWriteThatIsConfirmedAndNeverShowsIsUnheeded ProcessTest.aWriteThatIsRefusedIsNot
            RELATION_LOST ProcessTest.aFlowThatNoLongerFollowsTheLevelIsARelationLost ProcessTest.aDisturbanceOfTenMinutesIsNone
            VALUE_WALKS WalksTest.aPressureThatCreepsByOneAWeekIsToldOfItsStationAloneAndRareWithinTenMonths WalksTest.aSeasonThatAllStationsShareIsNone
            TRIP_UNEXPLAINED TripsTest.aTripBeforeAnythingMeasuredMovedIsToldOnceTheCurrentIsGone TripsTest.aTripAfterAFaultThatTheNeighboursFeelIsNoSurprise
            """;

    ValidityProofs() {
        messages();
        process();
        fromTraffic(FROM_TRAFFIC);
    }

    private void messages() {
        proof(
                Situation.PROTOCOL_BROKEN,
                "a message breaks a rule that these two never broke",
                site -> site.malformed(STATION, PLC, "modbus", "quantity out of range"),
                "the screen breaks the one it always broke",
                site -> site.malformed(HMI, PLC, "modbus", "quantity out of range"));
        learned(Situation.REFUSALS, Channel.COUNT_FAILURES, Verb.OTHER);
        proof(
                Situation.OVERLAP,
                "a segment is repeated with other data",
                site -> site.malformed(STATION, PLC, "tcp", "segment repeated with other data"),
                "a length is wrong",
                site -> site.malformed(STATION, PLC, "tcp", "data offset beyond segment"));
        learned(Situation.RHYTHM, Channel.CYCLE_PERIOD, Verb.READ);
        learned(Situation.LATENCY, Channel.HEALTH_LATENCY, Verb.READ);
        learned(Situation.PHASE, Channel.PHASE_NEW, Verb.OTHER);
        learned(Situation.ORDER, Channel.SEQUENCE_ORDER, Verb.READ);
    }

    private void process() {
        learned(Situation.VALUE_UNUSUAL, Channel.VALUE_LEVEL, Verb.READ);
        learned(Situation.VALUE_WALKS, Channel.VALUE_WALK, Verb.READ);
        learned(Situation.WRITE_UNHEEDED, Channel.VALUE_UNHEEDED, Verb.WRITE);
        learned(Situation.RELATION_LOST, Channel.VALUE_PAIR, Verb.READ);
        learned(Situation.TRIP_UNEXPLAINED, Channel.VALUE_TRIP, Verb.OPERATE);
        proof(
                Situation.FOREIGN_PROTOCOL,
                "SSH on the port of Modbus",
                site -> site.traffic(STATION, STATION_MAC, PLC, PLC_MAC, "ssh"),
                "Modbus on its port",
                site -> site.traffic(STATION, STATION_MAC, PLC, PLC_MAC, "modbus"));
        learned(Situation.DEVICE_TROUBLE, Channel.HEALTH_TROUBLE, Verb.REPORT);
        learned(Situation.LOSSES, Channel.HEALTH_TRANSPORT, Verb.OTHER);
    }
}
