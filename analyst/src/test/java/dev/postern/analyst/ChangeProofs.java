package dev.postern.analyst;

import static dev.postern.analyst.Catalogue.GATEWAY;
import static dev.postern.analyst.Catalogue.SERVER;
import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.HMI_MAC;
import static dev.postern.analyst.Watched.OTHER_MAC;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.STATION;

import dev.postern.analyst.situation.Situation;
import dev.postern.model.Binding.Source;
import dev.postern.model.Channel;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Verb;

/** What raises the situations of section A, and what only looks like them: new and changed. */
final class ChangeProofs extends Proofs {
    private static final String FROM_TRAFFIC = """
            NEW_DEVICE ChannelsTest.aHostThatWasNeverThereAContactAndAServiceThatWereNeverAreToldByTheirChannels ChannelsTest.whoMeetsNewPartnersAllDayIsNotToldOfTheNext
            RETURNED PresenceTest.aContactThatIsBackAfterSixHundredDaysIsToldAtOnceWithItsHistory PresenceTest.weekendsAreNoLongAbsence
            NEW_CONVERSATION ChannelsTest.aHostThatWasNeverThereAContactAndAServiceThatWereNeverAreToldByTheirChannels ChannelsTest.whoMeetsNewPartnersAllDayIsNotToldOfTheNext
            NEW_SERVICE ChannelsTest.aHostThatWasNeverThereAContactAndAServiceThatWereNeverAreToldByTheirChannels ChannelsTest.whoMeetsNewPartnersAllDayIsNotToldOfTheNext
            NEW_OPERATION LifeTest.aNewOperationAfterADayIsReportedAtOnce LifeTest.firstMinutesOfASiteRaiseNothing
            BREADTH BreadthTest.threeHabitsThatBreakInOneMinuteAreToldTogetherAndEachByName BreadthTest.oneHabitThatBreaksAloneIsToldByItsOwnName
            IDENTITY_CHANGED ChannelsTest.anotherNameIsToldAndTheOneThatItHadBeforeIsNot ChannelsTest.anotherNameIsToldAndTheOneThatItHadBeforeIsNot
            SILENT LifeTest.silenceOfAPolledControllerIsReportedWithNumbers LifeTest.theEndOfACaptureIsNoSilence
            PATH_CHANGED LifeTest.anotherHopOnTheWayIsFound ChannelsTest.anotherVlanIsToldAndTheTwoThatADeviceAlwaysHadAreNot
            ACCOUNT PersonsTest.anAccountThatActsFromAnotherHostIsToldUnderThatHostWithItsName PersonsTest.peopleAtTheirDesksRaiseNothing
            """;

    ChangeProofs() {
        comers();
        identities();
        fromTraffic(FROM_TRAFFIC);
    }

    private void comers() {
        learned(Situation.NEW_DEVICE, Channel.NOVELTY_DEVICE, Verb.OTHER);
        learned(Situation.RETURNED, Channel.PRESENCE_RETURN, Verb.OTHER);
        learned(Situation.NEW_CONVERSATION, Channel.NOVELTY_PEER, Verb.OTHER);
        learned(Situation.NEW_SERVICE, Channel.NOVELTY_SERVICE, Verb.OTHER);
        learned(Situation.NEW_OPERATION, Channel.NOVELTY_OPERATION, Verb.READ);
        learned(Situation.BREADTH, Channel.BREADTH, Verb.OTHER);
    }

    private void identities() {
        proof(
                Situation.HARDWARE_CHANGED,
                "another card answers for the controller",
                site -> site.arp(PLC, OTHER_MAC),
                "the second card of one machine answers",
                site -> site.says(HMI, HMI_MAC, Source.ARP_ANNOUNCEMENT).says(HMI, HMI_MAC + 1, Source.ARP_REPLY));
        proof(
                Situation.SECOND_SERVER,
                "a second host leases addresses and names itself as the way out",
                site -> site.dhcpAck("192.168.1.66", "192.168.1.66", SERVER),
                "the known one leases again; another network has its own",
                site -> site.dhcpAck(SERVER, GATEWAY, SERVER).dhcpAck("10.9.0.2", "10.9.0.1", "10.9.0.2"));
        proof(
                Situation.DEVICE_REPLACED,
                "after a day the controller says another firmware version",
                site -> site.identity(PLC, Attribute.FIRMWARE, "3.0", "cip", 0.95),
                "a gateway speaks for two modules from the beginning",
                site -> site.identity(STATION, Attribute.FIRMWARE, "2.0", "cip", 0.95)
                        .identity(STATION, Attribute.FIRMWARE, "1.0", "cip", 0.95));
        learned(Situation.IDENTITY_CHANGED, Channel.BINDING_NAME, Verb.OTHER);
        learned(Situation.SILENT, Channel.CYCLE_MISSED, Verb.READ);
        learned(Situation.PATH_CHANGED, Channel.BINDING_TTL, Verb.OTHER);
        learned(Situation.ACCOUNT, Channel.NOVELTY_ACCOUNT, Verb.LOGIN);
    }
}
