package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.STATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Channel;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Incident;
import dev.postern.model.Incident.Tier;
import dev.postern.model.Verb;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class IncidentsTest {
    private static final String OFFICE_SERVER = "192.168.1.99";

    private final Watched site = new Watched().plant();

    @Test
    void howTheProcessIsSteeredIsToldThoughItIsTenTimesLessRare() {
        site.deviation(Channel.NOVELTY_TARGET, HMI, PLC, Verb.WRITE, 6e-4);
        site.deviation(Channel.NOVELTY_OPERATION, HMI, PLC, Verb.RESTART, 6e-4);
        site.at(4000).deviation(Channel.COUNT_COMMANDS, STATION, PLC, Verb.OPERATE, 2e-3);
        assertThat(site.analyst.incidents()).isEmpty();
        site.at(8000).deviation(Channel.COUNT_COMMANDS, HMI, PLC, Verb.OPERATE, 6e-4);
        assertThat(site.only().tier()).isEqualTo(Tier.NOTICE);
    }

    @Test
    void theFirstSessionOnAControllerIsANoticeAndOnAComputerItIsNone() {
        site.identity(PLC, Attribute.ROLE, "controller", "cip", 0.9).minuteEnds();
        site.deviation(Channel.NOVELTY_SERVICE, HMI, STATION, Verb.OTHER, 8e-5, "telnet");
        assertThat(site.analyst.incidents()).isEmpty();
        site.deviation(Channel.NOVELTY_SERVICE, PLC, STATION, Verb.OTHER, 8e-5, "telnet");
        assertThat(site.only().tier()).isEqualTo(Tier.NOTICE);
    }

    @Test
    void aFloodOfAControllerIsAnIncidentByItselfAndOfAComputerANotice() {
        site.identity(PLC, Attribute.ROLE, "controller", "cip", 0.9).minuteEnds();
        assertThat(site.busy(STATION, 36_000, 5e-7).only().tier()).isEqualTo(Tier.NOTICE);
        Watched other = new Watched().plant();
        other.identity(PLC, Attribute.ROLE, "controller", "cip", 0.9).minuteEnds();
        assertThat(other.busy(PLC, 5_000, 5e-7).only().tier()).as("a load").isEqualTo(Tier.NOTICE);
        Watched flooded = new Watched().plant();
        flooded.identity(PLC, Attribute.ROLE, "controller", "cip", 0.9).minuteEnds();
        assertThat(flooded.busy(PLC, 36_000, 5e-7).only().tier()).isEqualTo(Tier.INCIDENT);
    }

    @Test
    void oneMildNoveltyIsNamedButNoIncident() {
        site.deviation(Channel.NOVELTY_PEER, HMI, "192.168.1.99", Verb.READ, 1e-3);
        assertThat(site.anomalies).singleElement().satisfies(a -> {
            assertThat(a.situation()).isEqualTo("A3");
            assertThat(a.title()).isEqualTo("New conversation");
            assertThat(a.techniques()).containsExactly("T0886");
        });
        assertThat(site.analyst.incidents()).isEmpty();
    }

    @Test
    void severalRareDeviationsOfOneDeviceAreAnIncident() {
        site.at(60).deviation(Channel.NOVELTY_PEER, STATION, PLC, Verb.READ, 1e-7);
        site.at(70).deviation(Channel.NOVELTY_TARGET, STATION, PLC, Verb.WRITE, 1e-8);
        site.at(80).deviation(Channel.COUNT_PEERS, STATION, null, null, 1e-9);
        assertThat(site.only().tier()).isEqualTo(Tier.INCIDENT);
        assertThat(site.only().anomalies()).hasSize(3);
        assertThat(site.only().narrative()).contains("Over 20 seconds, in this order");
    }

    @Test
    void anIncidentIsCalledByWhatMadeItOneAndNotByANoticeThatIsNeverHidden() {
        site.at(60).deviation(Channel.VALUE_NUMBERING, STATION, PLC, Verb.REPORT, 4e-9);
        assertThat(site.only().tier()).isEqualTo(Tier.INCIDENT);
        String title = site.only().title();
        site.at(90).traffic(STATION, Watched.STATION_MAC, 64, "8.8.8.8", Watched.OTHER_MAC, 0, "http", 0);
        assertThat(site.anomalies.getLast().neverHidden()).isTrue();
        assertThat(site.only().anomalies()).as("one story of one machine").hasSize(2);
        assertThat(site.only().title()).isEqualTo(title).contains("numbers out of order");
    }

    private String part(String address) {
        return site.only().devices().stream()
                .filter(party -> party.addresses().contains(address))
                .map(Incident.Party::part)
                .findFirst()
                .orElse("none");
    }

    @Test
    void aControllerThatIsCommandedAndBusyByItIsTheTarget() {
        site.at(60).busy(PLC, 400, 1e-7);
        assertThat(part(PLC)).as("by itself").isEqualTo("source");
        site.at(70).deviation(Channel.NOVELTY_TARGET, STATION, PLC, Verb.WRITE, 1e-8);
        assertThat(part(PLC)).isEqualTo("target");
        assertThat(part(STATION)).isEqualTo("source");
    }

    /** A station does something to the controller; then the other shows that it was not as always. */
    private String partBesideADeed(Consumer<Watched> notAsAlways) {
        site.at(60).deviation(Channel.NOVELTY_TARGET, STATION, PLC, Verb.WRITE, 1e-8);
        notAsAlways.accept(site.at(70));
        assertThat(part(STATION)).isEqualTo("source");
        return part(HMI);
    }

    @Test
    void whoIsOnlyNotAsAlwaysIsInvolvedWhereAnotherDidIt() {
        assertThat(partBesideADeed(s -> s.deviation(Channel.CYCLE_PERIOD, HMI, PLC, Verb.READ, 1e-8)))
                .isEqualTo("involved");
    }

    @Test
    void soIsAServerThatSomebodyComesToOverANewProtocol() {
        assertThat(partBesideADeed(s -> s.deviation(Channel.NOVELTY_SERVICE, HMI, STATION, Verb.OTHER, 1e-8, "smb2")))
                .isEqualTo("involved");
    }

    @Test
    void soIsOneThatSeveralSuchThingsAreToldOfAtOnce() {
        assertThat(partBesideADeed(
                        s -> s.breaks(HMI, PLC, Verb.OTHER, 1e-9, Channel.CYCLE_EXTRA, Channel.COUNT_FAILURES)))
                .isEqualTo("involved");
    }

    @Test
    void soIsOneThatAsksForAddressesMoreOftenThanUsual() {
        assertThat(partBesideADeed(s -> s.deviation(Channel.COUNT_MESSAGES, HMI, PLC, Verb.OTHER, 1e-8, "arp")))
                .isEqualTo("involved");
    }

    @Test
    void whoWritesToAPeerMoreOftenThanUsualIsASource() {
        assertThat(partBesideADeed(s -> s.deviation(Channel.COUNT_MESSAGES, HMI, PLC, Verb.WRITE, 1e-8)))
                .isEqualTo("source");
    }

    @Test
    void whoDidSomethingAsWellIsASourceAsWell() {
        assertThat(partBesideADeed(
                        s -> s.breaks(HMI, PLC, Verb.OTHER, 1e-9, Channel.CYCLE_EXTRA, Channel.SEQUENCE_ORDER)))
                .isEqualTo("source");
    }

    @Test
    void whereNobodyDidAnythingPlainTheOneThatIsNotAsAlwaysIsASource() {
        site.at(60).deviation(Channel.CYCLE_PERIOD, HMI, PLC, Verb.READ, 1e-9);
        assertThat(part(HMI)).isEqualTo("source");
    }

    @Test
    void aPanelThatReadsUnusualValuesWhileAStationStopsTheirControllerIsOnlyInvolved() {
        site.at(60).deviation(Channel.NOVELTY_OPERATION, STATION, PLC, Verb.STOP, 1e-8);
        site.at(70).deviation(Channel.VALUE_STILL, HMI, PLC, Verb.READ, 1e-8);
        site.at(80).deviation(Channel.VALUE_LEVEL, HMI, PLC, Verb.READ, 1e-8);
        site.at(140).breaks(HMI, PLC, Verb.READ, 1e-8, Channel.VALUE_STILL, Channel.VALUE_PAIR);
        assertThat(part(STATION)).isEqualTo("source");
        assertThat(part(PLC)).isEqualTo("target");
        assertThat(part(HMI)).isEqualTo("involved");
    }

    @Test
    void whoReadsUnusualValuesAndWritesIsASource() {
        site.at(60).deviation(Channel.VALUE_LEVEL, HMI, PLC, Verb.READ, 1e-8);
        site.at(70).deviation(Channel.VALUE_WRITE, HMI, PLC, Verb.WRITE, 1e-8);
        assertThat(part(HMI)).isEqualTo("source");
        assertThat(part(PLC)).isEqualTo("target");
    }

    @Test
    void whoReadsUnusualValuesAndBreaksAnotherHabitAtTheSameTimeIsASource() {
        site.at(60).breaks(HMI, PLC, Verb.READ, 1e-9, Channel.VALUE_STILL, Channel.CYCLE_EXTRA);
        assertThat(part(HMI)).isEqualTo("source");
    }

    @Test
    void whoReportsUnusualValuesOfItsOwnIsASource() {
        site.at(60).deviation(Channel.VALUE_LEVEL, STATION, PLC, Verb.REPORT, 1e-9);
        site.at(70).deviation(Channel.VALUE_NUMBERING, STATION, PLC, Verb.EXCHANGE, 1e-9);
        assertThat(part(STATION)).isEqualTo("source");
    }

    @Test
    void aControllerThatAttacksAnotherIsASourceThoughItsOwnValuesAreUnusual() {
        site.at(60).deviation(Channel.VALUE_LEVEL, HMI, PLC, Verb.READ, 1e-8);
        site.at(70).deviation(Channel.NOVELTY_OPERATION, PLC, STATION, Verb.DOWNLOAD, 1e-8);
        assertThat(part(PLC)).isEqualTo("source");
        assertThat(part(HMI)).isEqualTo("involved");
    }

    private static Tier guesses(String server, double p) {
        Watched site = new Watched().plant();
        site.traffic(STATION, Watched.STATION_MAC, server, Watched.OTHER_MAC, "ssh")
                .later(120)
                .minuteEnds();
        site.deviation(Channel.COUNT_LOGINS, STATION, server, Verb.LOGIN, p, "ssh");
        return site.only().tier();
    }

    @Test
    void manyGuessesAtAControllerAreAnIncidentAndAtAnyServerANotice() {
        assertThat(guesses(PLC, 1e-8)).isEqualTo(Tier.INCIDENT);
        assertThat(guesses(HMI, 1e-8)).isEqualTo(Tier.INCIDENT);
        assertThat(guesses(OFFICE_SERVER, 1e-8)).isEqualTo(Tier.NOTICE);
        assertThat(guesses(PLC, 1e-5)).as("a program with an old password").isEqualTo(Tier.NOTICE);
    }

    @Test
    void manyGuessesOfWhoNeverHadASessionAreAnIncidentAnywhere() {
        site.at(60).deviation(Channel.NOVELTY_SERVICE, STATION, OFFICE_SERVER, Verb.OTHER, 5e-4, "ssh");
        site.at(120).deviation(Channel.COUNT_LOGINS, STATION, OFFICE_SERVER, Verb.LOGIN, 1e-8, "ssh");
        assertThat(site.only().tier()).isEqualTo(Tier.INCIDENT);
    }

    @Test
    void aNewPhaseIsANoticeByItselfAndNoSecondSignForAnIncident() {
        site.at(60).deviation(Channel.PHASE_NEW, HMI, null, Verb.OTHER, 5e-5);
        assertThat(site.only().tier()).isEqualTo(Tier.NOTICE);
        Watched other = new Watched().plant();
        other.at(60).deviation(Channel.COUNT_MESSAGES, HMI, null, Verb.OTHER, 1e-9);
        other.at(70).deviation(Channel.PHASE_NEW, HMI, null, Verb.OTHER, 5e-5);
        assertThat(other.only().tier()).isNotEqualTo(Tier.INCIDENT);
    }

    /** Some cycles of one that dwindles or grows were missed as well. */
    private static Tier drift(double lately) {
        Watched drifting = new Watched().plant();
        drifting.at(60)
                .deviation(Channel.CYCLE_MISSED, PLC, HMI, Verb.READ, 5e-5)
                .drifts(PLC, lately, 1e-8);
        return drifting.only().tier();
    }

    @Test
    void thatSomethingIsGoneForHoursIsNoSecondSignForAnIncidentAndThatItGrowsIs() {
        assertThat(drift(0)).isEqualTo(Tier.NOTICE);
        assertThat(drift(300)).isEqualTo(Tier.INCIDENT);
    }

    /** A station asks something of a controller, and so many seconds later that one is as busy as it never was. */
    private static Tier busy(Verb verb, String operation, int after, double packets) {
        Watched busy = new Watched().plant();
        busy.at(60).message(STATION, PLC, "s7comm", operation, verb, "OB1");
        busy.at(60 + after).busy(PLC, packets, 1e-8);
        return busy.only().tier();
    }

    @Test
    void theLoadThatReadingAProgramBringsMakesNoIncidentOfIt() {
        assertThat(busy(Verb.UPLOAD, "start upload", 40, 400)).isEqualTo(Tier.NOTICE);
        assertThat(busy(Verb.UPLOAD, "start upload", 1_700, 400))
                .as("he looks in again")
                .isEqualTo(Tier.NOTICE);
    }

    @Test
    void aLoadThatComesLongAfterwardsOrIsAFloodOrComesWithAnotherDeedDoes() {
        assertThat(met(1_200, 400)).isEqualTo(Tier.INCIDENT);
        assertThat(busy(Verb.UPLOAD, "start upload", 40, 40_000)).isEqualTo(Tier.INCIDENT);
        assertThat(busy(Verb.CLOCK, "set clock", 40, 400)).isEqualTo(Tier.INCIDENT);
    }

    /** A device meets a controller that it never met, and so many seconds later that one is busy. */
    private static Tier met(int after, double packets) {
        Watched met = new Watched().plant();
        met.at(60).deviation(Channel.NOVELTY_SERVICE, STATION, PLC, Verb.OTHER, 3e-5);
        met.at(60 + after).busy(PLC, packets, 1e-8);
        return met.only().tier();
    }

    @Test
    void thatSomebodyCameAndTheLoadThatHeBroughtAreOneSignAndAFloodIsAnother() {
        assertThat(met(30, 400)).isEqualTo(Tier.NOTICE);
        assertThat(met(30, 40_000)).isEqualTo(Tier.INCIDENT);
    }

    @Test
    void deviationsFarApartInTimeAreNotJoined() {
        site.at(60).deviation(Channel.CYCLE_PERIOD, HMI, PLC, Verb.READ, 1e-5);
        site.at(7200).deviation(Channel.CYCLE_PERIOD, STATION, PLC, Verb.READ, 1e-5);
        assertThat(site.analyst.incidents()).hasSize(2);
    }

    private static final int DAY = 86_400;

    /** A panel switches many points of a controller that it never asked. */
    private void floods(double p) {
        site.deviation(Channel.COUNT_COMMANDS, STATION, PLC, Verb.OPERATE, p);
    }

    private Incident last() {
        return site.analyst.incidents().getLast();
    }

    @Test
    void whatComesAgainWithinThreeDaysOfAnIncidentThatNobodyAnsweredIsOneThoughItIsNoLongerThatRare() {
        site.at(60);
        floods(1e-8);
        String first = site.only().id();
        site.at(2 * DAY);
        floods(1e-4);
        assertThat(last().id()).isNotEqualTo(first);
        assertThat(last().tier()).isEqualTo(Tier.INCIDENT);
        assertThat(last().narrative()).contains("the return of what incident " + first);
    }

    @Test
    void theReturnOfAReturnIsNoIncidentOrItWouldNeverEnd() {
        site.at(60);
        floods(1e-8);
        site.at(2 * DAY);
        floods(1e-4);
        site.at(4 * DAY);
        floods(1e-4);
        assertThat(site.analyst.incidents()).hasSize(3);
        assertThat(last().tier()).isEqualTo(Tier.NOTICE);
    }

    @Test
    void afterThreeDaysItIsAStoryOfItsOwn() {
        site.at(60);
        floods(1e-8);
        site.at(4 * DAY);
        floods(1e-4);
        assertThat(last().tier()).isEqualTo(Tier.NOTICE);
    }

    @Test
    void aTunnelThatIsThinnerThanBeforeIsAReturn() {
        site.at(60).deviation(Channel.NAMES_INFORMATION, STATION, PLC, Verb.RESOLVE, 1e-9);
        site.at(70).deviation(Channel.NOVELTY_PEER, STATION, PLC, Verb.RESOLVE, 1e-8);
        assertThat(site.only().tier()).isEqualTo(Tier.INCIDENT);
        site.at(2 * DAY).deviation(Channel.NAMES_INFORMATION, STATION, PLC, Verb.RESOLVE, 5e-4);
        assertThat(last().tier()).isEqualTo(Tier.INCIDENT);
        assertThat(last().anomalies()).hasSize(1);
    }

    @Test
    void aLoadOfWhoWasOnceInAnIncidentIsNotItsReturn() {
        site.at(60);
        floods(1e-8);
        site.at(90).deviation(Channel.COUNT_MESSAGES, STATION, PLC, Verb.OTHER, 1e-5);
        site.at(2 * DAY).deviation(Channel.COUNT_MESSAGES, STATION, PLC, Verb.OTHER, 1e-5);
        assertThat(site.analyst.incidents()).hasSize(2);
        assertThat(last().tier()).isEqualTo(Tier.NOTICE);
    }

    @Test
    void unrelatedDevicesAreNotJoined() {
        site.at(60).deviation(Channel.CYCLE_PERIOD, "10.0.0.1", "10.0.0.2", Verb.READ, 1e-5);
        site.at(61).deviation(Channel.CYCLE_PERIOD, "10.0.0.3", "10.0.0.4", Verb.READ, 1e-5);
        assertThat(site.analyst.incidents()).hasSize(2);
    }

    @Test
    void whatTouchesTwoIncidentsMakesThemOneAndTheOlderKeepsItsId() {
        site.at(60).deviation(Channel.CYCLE_PERIOD, "10.0.0.1", "10.0.0.2", Verb.READ, 1e-5);
        String older = site.only().id();
        site.at(61).deviation(Channel.CYCLE_PERIOD, "10.0.0.3", "10.0.0.4", Verb.READ, 1e-5);
        site.at(62).deviation(Channel.CYCLE_PERIOD, "10.0.0.2", "10.0.0.3", Verb.READ, 1e-5);
        assertThat(site.only().id()).isEqualTo(older);
        assertThat(site.only().anomalies()).hasSize(3);
        assertThat(site.incidents).containsOnlyKeys(older);
    }

    @Test
    void aNewWriterAndANewEngineerAreNeverHidden() {
        site.at(60).deviation(Channel.NOVELTY_WRITER, STATION, PLC, Verb.WRITE, 1e-3);
        site.at(61).deviation(Channel.NOVELTY_ENGINEER, STATION, PLC, Verb.UPLOAD, 1e-3);
        assertThat(site.situations()).containsExactly("B8", "B6");
        assertThat(site.anomalies).allSatisfy(a -> assertThat(a.neverHidden()).isTrue());
    }

    @Test
    void aNewWriterIsANoticeWhileTheSiteLearnsAndAnIncidentAfterwards() {
        site.at(60).deviation(Channel.NOVELTY_WRITER, STATION, PLC, Verb.WRITE, 1e-3);
        assertThat(site.only().tier()).isEqualTo(Tier.NOTICE);
        Watched learned = new Watched().plant();
        learned.at(8 * 86_400).poll().deviation(Channel.NOVELTY_WRITER, STATION, PLC, Verb.WRITE, 1e-3);
        assertThat(learned.only().tier()).isEqualTo(Tier.INCIDENT);
    }

    private static Tier engineering(Verb verb, int others) {
        Watched learned = new Watched().plant();
        learned.at(8 * 86_400).poll().engineers(STATION, PLC, verb, others);
        assertThat(learned.anomalies)
                .singleElement()
                .satisfies(a -> assertThat(a.neverHidden()).isTrue());
        return learned.only().tier();
    }

    @Test
    void whoReadsAProjectAsItDidOfAnotherControllerIsANoticeAndWhoChangesOneAnIncident() {
        assertThat(engineering(Verb.UPLOAD, 1)).isEqualTo(Tier.NOTICE);
        assertThat(engineering(Verb.CONFIGURE, 1)).isEqualTo(Tier.INCIDENT);
        assertThat(engineering(Verb.UPLOAD, 0)).isEqualTo(Tier.INCIDENT);
    }

    @Test
    void aDownloadIsAnIncidentFromTheFirstMinuteOn() {
        site.at(60).message(STATION, PLC, "s7comm", "request download", Verb.DOWNLOAD, "OB1");
        assertThat(site.only().tier()).isEqualTo(Tier.INCIDENT);
    }

    @Test
    void theVersionRisesWithEveryChange() {
        site.at(60).message(STATION, PLC, "s7comm", "plc stop", Verb.STOP, "");
        int before = site.only().version();
        site.at(65).message(STATION, PLC, "s7comm", "request download", Verb.DOWNLOAD, "OB1");
        assertThat(site.incidents.values())
                .singleElement()
                .satisfies(i -> assertThat(i.version()).isGreaterThan(before));
    }

    @Test
    void theSameCallsGiveTheSameIncidents() {
        Watched again = new Watched().plant();
        for (Watched one : new Watched[] {site, again}) {
            one.at(60).message(STATION, PLC, "s7comm", "plc stop", Verb.STOP, "");
            one.at(61).deviation(Channel.COUNT_PEERS, STATION, null, null, 1e-9).minuteEnds();
        }
        assertThat(again.analyst.incidents()).isEqualTo(site.analyst.incidents());
        assertThat(again.analyst.devices()).isEqualTo(site.analyst.devices());
        assertThat(again.anomalies).isEqualTo(site.anomalies);
    }

    /** "A protocol ..." has no other form in the middle of a sentence. */
    @Test
    void aTitleThatBeginsWithASingleLetterIsTold() {
        Watched plant = Catalogue.site();
        plant.traffic(Watched.STATION, Watched.STATION_MAC, Watched.PLC, Watched.PLC_MAC, "ssh");
        assertThat(plant.incidents.values())
                .anySatisfy(i -> assertThat(i.title()).startsWith("A protocol on the port of another: "));
    }
}
