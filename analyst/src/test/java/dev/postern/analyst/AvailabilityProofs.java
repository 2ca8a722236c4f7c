package dev.postern.analyst;

import static dev.postern.analyst.Catalogue.GATEWAY;
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

/** What raises the situations of section F, and what only looks like them: availability; and announced work, and what is not seen. */
final class AvailabilityProofs extends Proofs {
    private static final String FROM_TRAFFIC = """
            JOB_MISSED CalendarTest.aBackupThatDidNotComeIsToldOnceWithHowLateItIs CalendarTest.whatComesOnWeekdaysIsNotMissedOnAWeekendOrAHoliday
            FLOOD ChannelsTest.whoOpensFortyConnectionsInAMinuteIsToldAndWhoAlwaysDoesIsNot ChannelsTest.whoOpensFortyConnectionsInAMinuteIsToldAndWhoAlwaysDoesIsNot
            STORM ChannelsTest.aThousandTimesAsManyFramesToEverybodyAreAStormOfWhoSendsMost ChannelsTest.fiftyMachinesThatAreSwitchedOnTogetherAreNoStorm
            """;

    AvailabilityProofs() {
        floods();
        storms();
        announcements();
        fromTraffic(FROM_TRAFFIC);
    }

    private void floods() {
        tested(
                Situation.HALF_OPEN,
                "FloodsTest.connectionsThatNobodyBeginsAreAStorm",
                "FloodsTest.clientsOfAServerThatIsOffAreNone");
        tested(
                Situation.AMPLIFIED,
                "FloodsTest.answersThatNobodyAskedForAreTold",
                "FloodsTest.onAMirrorOfOneDirectionAllAnswersAreSo");
        learned(Situation.FLOOD, Channel.COUNT_CONNECTIONS, Verb.OTHER);
    }

    private void storms() {
        proof(
                Situation.LOOP,
                "the same broadcast again and again within milliseconds",
                site -> site.malformed(HMI, "255.255.255.255", "ethernet", "same frame again and again"),
                "a frame that is too short",
                site -> site.malformed(HMI, "255.255.255.255", "ethernet", "header ends early"));
        proof(
                Situation.SWITCH_OVER,
                "another router becomes master of a virtual one",
                site -> advertises(advertises(site, GATEWAY, "1"), SERVER, "1"),
                "another router is master of another virtual one",
                site -> advertises(advertises(site, GATEWAY, "1"), SERVER, "2"));
        learned(Situation.STORM, Channel.COUNT_GROUP, Verb.OTHER);
        proof(
                Situation.GATEWAY_QUIET,
                "a serial server with three stations, polled for a day, is silent",
                site -> serialServer(site, false),
                "everything else is silent as well",
                site -> serialServer(site, true));
        learned(Situation.JOB_MISSED, Channel.PRESENCE_MISSED, Verb.OTHER);
        tested(
                Situation.ONE_DIRECTION,
                "OneDirectionTest.aNetworkThatIsNotHeardAndIsAnsweredIsToldOnce",
                "OneDirectionTest.aNetworkWhoseDevicesFailedIsSilentAndNotUnseen");
    }

    private void announcements() {
        proof(
                Situation.ANNOUNCED_DONE,
                "announced work was seen and its window ended",
                site -> announced(site, true),
                "nothing was announced",
                site -> site.livesUntil(Watched.DAY + 7_200));
        proof(
                Situation.ANNOUNCED_MISSING,
                "the window of announced work ended and nothing was seen",
                site -> announced(site, false),
                "the announced work was done",
                site -> announced(site, true));
    }

    private static Watched advertises(Watched site, String router, String virtual) {
        return site.counted(router, "224.0.0.18", "vrrp", "advertisement", Verb.REPORT, "virtual router " + virtual);
    }

    /** A serial server with three stations, a meter beside it, both polled each minute; then without the server, and without both. */
    private static void serialServer(Watched site, boolean meterToo) {
        for (int minute = 0; minute < 26 * 60; minute++) serialMinute(site, true, true);
        for (int minute = 0; minute < 6; minute++) serialMinute(site, false, !meterToo);
    }

    private static void serialMinute(Watched site, boolean server, boolean meter) {
        site.later(60);
        if (meter) site.traffic(HMI, HMI_MAC, PLC, PLC_MAC, "modbus").polls(HMI, PLC, "modbus");
        if (meter) site.traffic(HMI, HMI_MAC, "192.168.1.41", OTHER_MAC + 41, "dnp3");
        if (server) site.traffic(HMI, HMI_MAC, "192.168.1.40", OTHER_MAC + 40, "modbus");
        for (int unit = 1; server && unit <= 3; unit++) site.polls(HMI, "192.168.1.40", "modbus", "" + unit);
    }

    private static void announced(Watched site, boolean done) {
        site.announce(STATION, PLC, Verb.STOP, Watched.DAY + 1_000, Watched.DAY + 2_000);
        site.at(Watched.DAY + 1_500);
        if (done) stop(site, STATION);
        site.at(Watched.DAY + 2_060).poll();
    }

    private static void stop(Watched site, String client) {
        site.message(client, PLC, "s7comm", "plc stop", Verb.STOP, "");
    }
}
