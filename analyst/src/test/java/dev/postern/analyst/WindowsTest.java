package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.STATION;
import static dev.postern.analyst.Watched.ip;
import static dev.postern.analyst.Watched.nanosAt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.inventory.Limit;
import dev.postern.analyst.word.Announcements;
import dev.postern.analyst.word.Heed;
import dev.postern.analyst.word.Standing;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Decree;
import dev.postern.model.Derivation;
import dev.postern.model.Explanation;
import dev.postern.model.Incident;
import dev.postern.model.Incident.Tier;
import dev.postern.model.Verb;
import dev.postern.model.Window;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Announced work: the station will load a program into the controller between the 26th and the 28th hour. */
class WindowsTest {
    private static final int HOUR = 3_600;
    private static final String OTHER_PLC = "192.168.1.11";

    private final Watched site = new Watched().plant();

    private void announce(String... devices) {
        List<Verb> verbs = List.of(Verb.DOWNLOAD, Verb.STOP, Verb.START);
        Window window = new Window(
                "window-1",
                List.of(ip(STATION)),
                java.util.Arrays.stream(devices).map(Watched::ip).toList(),
                verbs,
                nanosAt(26 * HOUR),
                nanosAt(28 * HOUR),
                Decree.UNHEARD,
                "anna",
                "work order 17");
        site.at(25 * HOUR).poll().hears(window);
    }

    private Watched stop(double hours, String client, String server) {
        return site.at(hours * HOUR).message(client, server, "s7comm", "plc stop", Verb.STOP, "");
    }

    /** The story of what happened last. */
    private Incident last() {
        String id = site.anomalies.getLast().id();
        return site.incidents.values().stream()
                .filter(i -> i.anomalies().contains(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void announcedWorkIsListedAndToldAsANoticeAndNoIncident() {
        announce(PLC);
        stop(26.5, STATION, PLC).message(STATION, PLC, "s7comm", "request download", Verb.DOWNLOAD, "OB1");
        assertThat(site.situations()).containsExactly("B3", "B1");
        assertThat(site.anomalies).allSatisfy(a -> assertThat(a.answer()).isEqualTo("window-1"));
        assertThat(site.only().tier()).isEqualTo(Tier.NOTICE);
        assertThat(site.only().title()).startsWith("Announced work: ");
    }

    @Test
    void anotherStationOrControllerOrHourOrDeedAlarms() {
        announce(PLC);
        stop(26.5, HMI, PLC);
        assertThat(last().tier()).isEqualTo(Tier.INCIDENT);
        stop(26.6, STATION, OTHER_PLC);
        assertThat(site.anomalies.getLast().answer()).isEmpty();
        site.at(26.7 * HOUR).message(STATION, PLC, "s7comm", "firmware", Verb.FIRMWARE, "");
        assertThat(site.anomalies.getLast().answer()).isEmpty();
        assertThat(last().tier()).isEqualTo(Tier.INCIDENT);
        stop(28.5, STATION, PLC);
        assertThat(site.anomalies.getLast().answer()).isEmpty();
    }

    @Test
    void whatGoesOnAfterTheAnnouncedEndIsToldAnew() {
        announce(PLC);
        stop(27.99, STATION, PLC);
        stop(28.01, STATION, PLC);
        assertThat(site.anomalies)
                .filteredOn(a -> a.situation().equals("B3"))
                .extracting(a -> a.answer())
                .containsExactly("window-1", "");
        assertThat(last().tier()).isEqualTo(Tier.INCIDENT);
    }

    @Test
    void whenTheWindowEndsItIsToldWhatWasDoneAndWhatWasNot() {
        announce(PLC, OTHER_PLC);
        stop(26.5, STATION, PLC);
        site.at(28 * HOUR + 60).poll();
        assertThat(site.situations()).containsExactly("B3", "W1");
        assertThat(site.anomalies.getLast().seen())
                .contains("stop at " + PLC, "not seen", "anything at " + OTHER_PLC, "download");
        assertThat(site.incidents.values()).allMatch(i -> i.tier() == Tier.NOTICE);
    }

    private static Window window(List<Verb> verbs) {
        return new Window(
                "window-1",
                List.of(ip(STATION)),
                List.of(ip(PLC)),
                verbs,
                nanosAt(26 * HOUR),
                nanosAt(28 * HOUR),
                nanosAt(25 * HOUR),
                "anna",
                "work order 17");
    }

    private static Anomaly anomaly(String device, String peer, Channel channel, Verb verb, boolean neverHidden) {
        return new Anomaly(
                "a",
                nanosAt(27 * HOUR),
                1,
                ip(device),
                peer == null ? null : ip(peer),
                "",
                channel,
                verb,
                "",
                "",
                "",
                "",
                1e-6,
                "",
                4,
                null,
                List.of(),
                List.of(),
                neverHidden);
    }

    /** The same with another situation and service, or as many a minute. */
    private static Anomaly anomaly(Anomaly a, String situation, String service, double seen) {
        Explanation counted =
                new Explanation(0, 1, 3, seen, "packets a minute", 0, 0, 0, 0, List.of(), "", Derivation.NONE);
        return new Anomaly(
                a.id(),
                a.atNanos(),
                a.order(),
                a.device(),
                a.peer(),
                service,
                a.channel(),
                a.verb(),
                situation,
                a.title(),
                a.expected(),
                a.seen(),
                a.pvalue(),
                a.rarity(),
                a.consequence(),
                counted,
                a.evidence(),
                a.techniques(),
                a.neverHidden());
    }

    /** With nobody named, anybody may do it. */
    private static boolean isAnnouncedToAnybody(Anomaly anomaly) {
        Window w = window(List.of(Verb.IDENTIFY));
        Standing standing = new Standing(List.of(new Window(
                w.id(),
                List.of(),
                w.devices(),
                w.verbs(),
                w.fromNanos(),
                w.untilNanos(),
                w.saidNanos(),
                w.author(),
                w.note())));
        return standing.heed(anomaly, address -> "").kind() == Heed.Kind.ANNOUNCED;
    }

    private boolean isAnnounced(Anomaly anomaly, Verb... verbs) {
        Standing standing = new Standing(List.of(window(List.of(verbs))));
        return standing.heed(anomaly, address -> "").kind() == Heed.Kind.ANNOUNCED;
    }

    @Test
    void thatTheAnnouncedStationAppearsAndWhatItsWorkUpsetsIsPartOfIt() {
        assertThat(isAnnounced(anomaly(STATION, null, Channel.NOVELTY_DEVICE, Verb.OTHER, false), Verb.READ))
                .isTrue();
        assertThat(isAnnounced(anomaly(PLC, STATION, Channel.NOVELTY_SERVICE, Verb.OTHER, false), Verb.READ))
                .isTrue();
        assertThat(isAnnounced(anomaly(PLC, HMI, Channel.CYCLE_MISSED, Verb.EXCHANGE, false), Verb.STOP))
                .isTrue();
        assertThat(isAnnounced(anomaly(HMI, PLC, Channel.VALUE_STEP, Verb.READ, false), Verb.WRITE))
                .isTrue();
        assertThat(isAnnounced(anomaly(PLC, HMI, Channel.CYCLE_MISSED, Verb.EXCHANGE, false), Verb.READ))
                .as("reading stops nothing")
                .isFalse();
        assertThat(isAnnounced(anomaly(HMI, PLC, Channel.NOVELTY_PEER, Verb.OTHER, false), Verb.STOP))
                .as("somebody else who comes meanwhile")
                .isFalse();
    }

    @Test
    void whoIsLookedAtSearchesForNobodyButARouterDoesForTheVisitor() {
        Anomaly search = anomaly(PLC, null, Channel.COUNT_SILENT, Verb.OTHER, false);
        Standing standing = new Standing(List.of(window(List.of(Verb.IDENTIFY))));
        assertThat(standing.heed(search, address -> "controller").kind()).isEqualTo(Heed.Kind.ORDINARY);
        assertThat(standing.heed(search, address -> "router").kind()).isEqualTo(Heed.Kind.ANNOUNCED);
        Anomaly another = anomaly(OTHER_PLC, null, Channel.COUNT_SILENT, Verb.OTHER, false);
        assertThat(standing.heed(another, address -> "router").kind()).isEqualTo(Heed.Kind.ORDINARY);
    }

    @Test
    void theWayToADeviceIsPartOfTheVisitAndNoOtherWayIs() {
        Anomaly there = anomaly(STATION, PLC, Channel.KNOWLEDGE, null, true);
        assertThat(isAnnounced(anomaly(there, "E2", "modbus", 1), Verb.IDENTIFY))
                .isTrue();
        assertThat(isAnnounced(anomaly(there, "E2", "", 1), Verb.IDENTIFY))
                .as("a second router between the two")
                .isFalse();
        assertThat(isAnnounced(anomaly(there, "E3", "modbus", 1), Verb.IDENTIFY))
                .as("one machine at two places")
                .isFalse();
        Anomaly back = anomaly(PLC, STATION, Channel.KNOWLEDGE, null, true);
        assertThat(isAnnounced(anomaly(back, "E2", "modbus", 1), Verb.IDENTIFY))
                .as("the controller calls the visitor")
                .isFalse();
        Anomaly another = anomaly(HMI, PLC, Channel.KNOWLEDGE, null, true);
        assertThat(isAnnounced(anomaly(another, "E2", "modbus", 1), Verb.IDENTIFY))
                .as("somebody else's way")
                .isFalse();
        assertThat(isAnnouncedToAnybody(anomaly(there, "E2", "modbus", 1)))
                .as("the way of whom nobody named")
                .isFalse();
    }

    @Test
    void whoIsNamedAsksForAddressesNamesAndTheTimeAndSpeaksToNobodyElse() {
        Anomaly router = anomaly(STATION, OTHER_PLC, Channel.NOVELTY_PEER, Verb.OTHER, false);
        for (String service : List.of("arp", "dhcp", "dns", "ntp"))
            assertThat(isAnnounced(anomaly(router, "A3", service, 1), Verb.IDENTIFY))
                    .isTrue();
        assertThat(isAnnounced(anomaly(router, "A3", "modbus", 1), Verb.IDENTIFY))
                .isFalse();
        Anomaly another = anomaly(HMI, OTHER_PLC, Channel.NOVELTY_PEER, Verb.OTHER, false);
        assertThat(isAnnounced(anomaly(another, "A3", "arp", 1), Verb.IDENTIFY)).isFalse();
        Anomaly asked = anomaly(HMI, STATION, Channel.NOVELTY_PEER, Verb.OTHER, false);
        assertThat(isAnnounced(anomaly(asked, "A3", "dns", 1), Verb.IDENTIFY))
                .as("others ask the visitor for names")
                .isFalse();
        Anomaly search = anomaly(STATION, OTHER_PLC, Channel.COUNT_PEERS, Verb.OTHER, false);
        assertThat(isAnnounced(anomaly(search, "D1", "arp", 1), Verb.READ))
                .as("one address after the other")
                .isFalse();
    }

    @Test
    void thePacketsOfAVisitArePartOfItAndAFloodIsNot() {
        Anomaly load = anomaly(PLC, null, Channel.COUNT_MESSAGES, Verb.OTHER, false);
        assertThat(isAnnounced(anomaly(load, "F1", "", 15), Verb.IDENTIFY)).isTrue();
        assertThat(isAnnounced(anomaly(load, "F1", "", 9_000), Verb.IDENTIFY)).isFalse();
        Anomaly elsewhere = anomaly(OTHER_PLC, null, Channel.COUNT_MESSAGES, Verb.OTHER, false);
        assertThat(isAnnounced(anomaly(elsewhere, "F1", "", 15), Verb.IDENTIFY)).isFalse();
        assertThat(isAnnounced(anomaly(load, "A10", "", 0), Verb.IDENTIFY))
                .as("silence")
                .isFalse();
        assertThat(isAnnouncedToAnybody(anomaly(load, "F1", "", 15))).isFalse();
        Anomaly withOthers = anomaly(PLC, HMI, Channel.COUNT_MESSAGES, Verb.OTHER, false);
        assertThat(isAnnounced(anomaly(withOthers, "F1", "", 15), Verb.IDENTIFY))
                .isFalse();
        Anomaly opened = anomaly(PLC, null, Channel.COUNT_CONNECTIONS, Verb.OTHER, false);
        assertThat(isAnnounced(anomaly(opened, "F1", "", 15), Verb.IDENTIFY))
                .as("connections that the device opens itself")
                .isFalse();
        Anomaly bytes = anomaly(PLC, null, Channel.COUNT_BYTES, Verb.OTHER, false);
        assertThat(isAnnounced(anomaly(bytes, "E10", "", 15), Verb.IDENTIFY))
                .as("who only looks carries nothing away")
                .isFalse();
    }

    @Test
    void aScanIsAnnouncedOnlyByWhoSaysThatHeLooksAround() {
        Anomaly scan = anomaly(STATION, null, Channel.COUNT_SILENT, Verb.OTHER, false);
        assertThat(isAnnounced(scan, Verb.IDENTIFY)).isTrue();
        assertThat(isAnnounced(scan, Verb.DOWNLOAD, Verb.READ)).isFalse();
        assertThat(isAnnounced(anomaly(HMI, null, Channel.COUNT_SILENT, Verb.OTHER, false), Verb.IDENTIFY))
                .as("somebody else's")
                .isFalse();
    }

    @Test
    void whoTakesAnAddressOrGivesThemOutIsAnnouncedOnlyAsConfiguration() {
        Anomaly takeover = anomaly("00:1c:06:11:22:33", PLC, Channel.KNOWLEDGE, null, true);
        Anomaly giver = anomaly(STATION, null, Channel.KNOWLEDGE, null, true);
        assertThat(isAnnounced(takeover, Verb.DOWNLOAD, Verb.STOP)).isFalse();
        assertThat(isAnnounced(giver, Verb.DOWNLOAD)).isFalse();
        assertThat(isAnnounced(takeover, Verb.CONFIGURE)).isTrue();
        assertThat(isAnnounced(giver, Verb.CONFIGURE)).isTrue();
        assertThat(isAnnounced(anomaly("00:1c:06:11:22:33", HMI, Channel.KNOWLEDGE, null, true), Verb.CONFIGURE))
                .as("another address")
                .isFalse();
    }

    @Test
    void noAnnouncementReachesTheInternet() {
        for (Verb verb : Verb.values())
            assertThat(isAnnounced(anomaly(STATION, "8.8.8.8", Channel.KNOWLEDGE, null, true), verb))
                    .isFalse();
    }

    @Test
    void whoWasToLookAndLookedInAnotherWayHasDoneIt() {
        site.at(25 * HOUR).poll().announce(STATION, PLC, Verb.READ, 26 * HOUR, 28 * HOUR);
        site.at(26.5 * HOUR).message(STATION, PLC, "s7comm", "read szl", Verb.IDENTIFY, "");
        site.at(28 * HOUR + 60).poll();
        assertThat(site.situations()).contains("W1").doesNotContain("W2");
        assertThat(site.anomalies.getLast().seen()).contains("a look at " + PLC).doesNotContain("not seen");
    }

    @Test
    void firmwareThatComesAsAFileIsTheAnnouncedFirmware() {
        site.at(25 * HOUR).poll().announce(STATION, PLC, Verb.FIRMWARE, 26 * HOUR, 28 * HOUR);
        site.at(26.5 * HOUR).message(STATION, PLC, "tftp", "write", Verb.FILE_WRITE, "gw-5.2.img");
        site.at(28 * HOUR + 60).poll();
        assertThat(site.situations()).contains("W1").doesNotContain("W2");
        assertThat(site.anomalies.getLast().seen())
                .contains("file write, in which firmware may come, at " + PLC)
                .doesNotContain("not seen");
    }

    @Test
    void whereTheFileAndTheFirmwareWereOrderedTheOneFileIsBoth() {
        site.at(25 * HOUR).poll();
        site.announce(STATION, PLC, List.of(Verb.FILE_WRITE, Verb.FIRMWARE), 26 * HOUR, 28 * HOUR);
        site.at(26.5 * HOUR).message(STATION, PLC, "tftp", "write", Verb.FILE_WRITE, "gw-5.2.img");
        site.at(28 * HOUR + 60).poll();
        assertThat(site.anomalies.getLast().seen())
                .contains("file write at " + PLC)
                .doesNotContain("not seen");
    }

    @Test
    void aFileForSomebodyElseOrWhereNoFirmwareWasOrderedIsNotAnnounced() {
        Anomaly file = anomaly(STATION, PLC, Channel.NOVELTY_OPERATION, Verb.FILE_WRITE, false);
        assertThat(isAnnounced(file, Verb.FIRMWARE)).isTrue();
        assertThat(isAnnounced(file, Verb.OPERATE, Verb.STOP, Verb.CONFIGURE)).isFalse();
        assertThat(isAnnounced(anomaly(HMI, PLC, Channel.NOVELTY_OPERATION, Verb.FILE_WRITE, false), Verb.FIRMWARE))
                .as("from another station")
                .isFalse();
        assertThat(isAnnounced(anomaly(STATION, HMI, Channel.NOVELTY_OPERATION, Verb.FILE_WRITE, false), Verb.FIRMWARE))
                .as("into another machine")
                .isFalse();
        assertThat(isAnnounced(anomaly(STATION, PLC, Channel.NOVELTY_OPERATION, Verb.DOWNLOAD, true), Verb.FIRMWARE))
                .as("a program")
                .isFalse();
    }

    @Test
    void packetsOfNobodyAreNobodysVisit() {
        Standing standing = new Standing(List.of(window(List.of(Verb.READ))));
        Announcements announcements = new Announcements(new Limit());
        announcements.reconcile(standing, nanosAt(25 * HOUR));
        announcements.met(standing, null, ip(PLC), nanosAt(27 * HOUR));
        announcements.met(standing, ip(STATION), null, nanosAt(27 * HOUR));
        assertThat(announcements.reconcile(standing, nanosAt(29 * HOUR)))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.happened()).isEmpty());
    }

    @Test
    void handsBeyondWhatAWindowRemembersAreCounted() {
        Window anybody = new Window(
                "window-1",
                List.of(),
                List.of(ip(PLC)),
                List.of(Verb.READ),
                nanosAt(26 * HOUR),
                nanosAt(28 * HOUR),
                nanosAt(25 * HOUR),
                "anna",
                "work order 17");
        Standing standing = new Standing(List.of(anybody));
        Limit limit = new Limit();
        Announcements announcements = new Announcements(limit);
        for (int hand = 1; hand <= 20; hand++)
            for (int times = 0; times < 3; times++)
                announcements.seen(standing, ip("10.10.9." + hand), ip(PLC), Verb.READ, nanosAt(27 * HOUR));
        assertThat(limit.hits()).containsExactly(Map.entry("actors of an announced window", 12L));
    }

    @Test
    void aVisitFromEitherSideIsALook() {
        Standing standing = new Standing(List.of(window(List.of(Verb.READ))));
        Announcements announcements = new Announcements(new Limit());
        announcements.reconcile(standing, nanosAt(25 * HOUR));
        announcements.met(standing, ip(PLC), ip(STATION), nanosAt(27 * HOUR));
        assertThat(announcements.reconcile(standing, nanosAt(29 * HOUR)))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.happened()).containsExactly("a look at " + PLC));
    }

    @Test
    void whoWasToLoadAndOnlyLookedHasNotDoneIt() {
        announce(PLC);
        site.at(26.5 * HOUR).message(STATION, PLC, "s7comm", "read szl", Verb.IDENTIFY, "");
        site.at(28 * HOUR + 60).poll();
        assertThat(site.situations()).contains("W2");
    }

    @Test
    void announcedWorkThatDidNotHappenIsTold() {
        announce(PLC);
        site.at(28 * HOUR + 60).poll();
        assertThat(site.situations()).containsExactly("W2");
        assertThat(site.only().tier()).isEqualTo(Tier.NOTICE);
    }
}
