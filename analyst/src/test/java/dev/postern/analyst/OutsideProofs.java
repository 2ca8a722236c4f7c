package dev.postern.analyst;

import static dev.postern.analyst.Catalogue.OFFICE;
import static dev.postern.analyst.Catalogue.SERVER;
import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.HMI_MAC;
import static dev.postern.analyst.Watched.OTHER_MAC;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.PLC_MAC;
import static dev.postern.analyst.Watched.STATION;

import dev.postern.analyst.situation.Situation;
import dev.postern.model.Channel;
import dev.postern.model.Verb;

/** What raises the situations of section E, and what only looks like them: the gap. */
final class OutsideProofs extends Proofs {
    private static final String FROM_TRAFFIC = """
            NEW_NAME ChannelsTest.aNameThatNobodyEverAskedForIsANewName ChannelsTest.whoAsksForAnotherNameEachMinuteAsksForAnotherOnceMore
            VOLUME ChannelsTest.aCopyOfAHundredMegabytesInPacketsThatAreNoMoreThanUsualIsAnUnusualVolume ChannelsTest.aCopyOfAHundredMegabytesInPacketsThatAreNoMoreThanUsualIsAnUnusualVolume
            DRIFT ChannelsTest.anHourOfTwiceTheBytesIsNothingInOneMinuteAndLastsTooLongForChance ChannelsTest.aMonthOfTheSameIsNoDrift
            NAME_TUNNEL NamesTest.aTunnelIsToldWithinItsFirstMinuteWithTheDomainAndHowMuchItSaid NamesTest.reputationLookupsCarryHashesOfOneLengthAndAreLeftAlone
            BEACON PresenceTest.aBeaconOfFortyMinutesWithJitterIsToldWithItsPeriod PresenceTest.callsAsTheyHappenAreNoBeacon
            VISITOR PresenceTest.aMonthlyVisitorIsFoundWithinAboutSixVisits PresenceTest.aContactOfEachDayIsNoVisitor
            """;

    OutsideProofs() {
        ways();
        names();
        habits();
        fromTraffic(FROM_TRAFFIC);
    }

    private void ways() {
        proof(
                Situation.PUBLIC_CONTACT,
                "a packet to a public address",
                site -> site.traffic(HMI, HMI_MAC, 64, "8.8.8.8", 0, 0, "dns", 0),
                "a packet to a group",
                site -> site.traffic(HMI, HMI_MAC, 64, "239.255.255.250", 0, 0, "ssdp", 0));
        proof(
                Situation.FIRST_PATH,
                "an office host is answered by a controller",
                site -> site.traffic(OFFICE, OTHER_MAC, 63, PLC, PLC_MAC, 64, "modbus", 10),
                "a screen asks its controller another service",
                site -> site.traffic(HMI, HMI_MAC, PLC, PLC_MAC, "http"));
        tested(
                Situation.SECOND_WAY,
                "BridgesTest.oneRouterIsHowASiteIsBuiltAndASecondOneIsToldWithBoth",
                "BridgesTest.aSecondRouterThatWasThereFromTheBeginningIsAStandbyAsItSeems");
        tested(
                Situation.TWO_PLACES,
                "GapReportTest.oneHostNameSaidInTurnFromTwoNetworksIsOneMachineInBoth",
                "GapReportTest.aMachineThatMovedIsNoBridge");
    }

    private void names() {
        learned(Situation.NEW_NAME, Channel.NOVELTY_NAME, Verb.RESOLVE);
        tested(
                Situation.HIDDEN_MACHINES,
                "GapReportTest.hopLimitsOfTwoSystemsInTurnFromOneAddressHideSeveralMachines",
                "GapReportTest.aLongerWayIsNoOtherSystemAndAnotherCardIsAnotherDevice");
        proof(
                Situation.TUNNEL,
                "three pings are answered with other data than they carried",
                site -> {
                    for (int i = 0; i < 3; i++) site.malformed(STATION, SERVER, "icmp", "echo returns other data");
                },
                "three end early",
                site -> {
                    for (int i = 0; i < 3; i++) site.malformed(STATION, SERVER, "icmp", "header ends early");
                });
        learned(Situation.NAME_TUNNEL, Channel.NAMES_INFORMATION, Verb.RESOLVE);
        tested(
                Situation.GUEST,
                "GapReportTest.aPhoneIsAVisitor",
                "BridgesTest.whoComesForAMorningIsAVisitorAndWhoStaysIsNot");
    }

    private void habits() {
        tested(
                Situation.CARRIED_IN,
                "BridgesTest.anOldHostWithNewNamesAndNewPeersGotSomethingCarriedIn",
                "BridgesTest.whatCameOverTheNetworkWasNotCarriedIn");
        learned(Situation.BEACON, Channel.PRESENCE_BEACON, Verb.OTHER);
        learned(Situation.VISITOR, Channel.PRESENCE_VISITOR, Verb.OTHER);
        learned(Situation.VOLUME, Channel.COUNT_BYTES, Verb.OTHER);
        learned(Situation.DRIFT, Channel.DRIFT_HOUR, Verb.OTHER);
        proof(
                Situation.ONE_WAY_BROKEN,
                "a stream that went one way for a day is answered",
                site -> site.traffic("10.7.0.1", OTHER_MAC, 64, "10.8.0.1", OTHER_MAC + 2, 64, "udp/9000", 3),
                "the same stream goes on one way",
                site -> site.traffic("10.7.0.1", OTHER_MAC, 64, "10.8.0.1", OTHER_MAC + 2, 64, "udp/9000", 0));
        tested(
                Situation.POLICY,
                "PolicyTest.aWrittenRuleIsBrokenByWhatWentOnBeforeItAndThatIsAnIncident",
                "PolicyTest.whatAPersonAllowsOrCallsLearnedBreaksNothing");
    }
}
