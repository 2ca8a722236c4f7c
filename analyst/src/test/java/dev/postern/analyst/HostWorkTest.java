package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.STATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Anomaly;
import dev.postern.model.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done to a Windows computer from afar has the words and the technique of that deed, and not those of a controller. */
class HostWorkTest {
    private final Watched site = new Watched();

    private Anomaly only() {
        assertThat(site.anomalies).hasSize(1);
        return site.anomalies.getFirst();
    }

    private void call(String operation, Verb verb, String target) {
        site.at(60).message(STATION, HMI, "dcerpc", operation, verb, target);
    }

    @ParameterizedTest
    @CsvSource({
        "svcctl: startservicew, START, D5, T1569.002, Service installed or started",
        "svcctl: createservicew, CONFIGURE, D5, T1569.002, Service installed or started",
        "svcctl: controlservice, STOP, D5, T1489, Computer or service told to stop",
        "itaskschedulerservice: schrpcregistertask, CONFIGURE, D5, T1053.005, Task scheduled",
        "itaskschedulerservice: schrpcrun, START, D5, T1053.005, Task scheduled",
        "atsvc: netrjobadd, CONFIGURE, D5, T1053.005, Task scheduled",
        "iwbemservices: execmethod, START, D5, T1047, Command run on a computer through WMI",
        "idispatch: invoke, OPERATE, D5, T1021.003, Method of an object called",
        "spoolss: addprinterdriverex, DOWNLOAD, D5, T1547.012, Printer driver installed",
        "winreg: savekey, FILE_READ, D5, T1003.002, Registry of a computer",
        "winreg: setvalue, WRITE, D5, T1112, Registry of a computer",
        "eventlog: clearelfw, CONFIGURE, D5, T1070.001, Event log cleared",
        "ieventservice: evtrpcclearlog, CONFIGURE, D5, T1070.001, Event log cleared",
        "windowsshutdown: wsdrinitiateshutdown, RESTART, D5, T1529, Computer or service told to stop",
        "samr: samrsetinformationuser, PROTECT, D6, T1098, Account or rights changed",
        "drsuapi: dsgetncchanges, FILE_READ, D6, T1003.006, Directory replicated",
        "drsuapi: dsreplicaadd, CONFIGURE, D6, T1207, Directory replicated"
    })
    void aDeedHasItsOwnWords(String operation, Verb verb, String code, String technique, String title) {
        call(operation, verb, "thing");
        assertThat(only().situation()).isEqualTo(code);
        assertThat(only().techniques()).contains(technique);
        assertThat(only().title()).startsWith(title).doesNotContain("ontroller start", "Program");
        assertThat(only().seen()).contains(STATION, HMI, operation, "thing");
    }

    @ParameterizedTest
    @CsvSource({
        "svcctl: queryservicestatus, READ",
        "svcctl: openservicew, SESSION",
        "iwbemservices: execquery, READ",
        "winreg: queryvalue, READ",
        "eventlog: readelw, READ",
        "drsuapi: dscracknames, BROWSE",
        "idispatch: getidsofnames, READ",
        "spoolss: enumprinters, BROWSE"
    })
    void lookingChangesNothing(String operation, Verb verb) {
        call(operation, verb, "");
        assertThat(site.anomalies).isEmpty();
    }

    @Test
    void domainControllersReplicateAmongThemselves() {
        site.at(10).traffic(STATION, Watched.STATION_MAC, PLC, Watched.PLC_MAC, "kerberos");
        site.at(20).traffic(PLC, Watched.PLC_MAC, STATION, Watched.STATION_MAC, "kerberos");
        call("drsuapi: dsgetncchanges", Verb.FILE_READ, "");
        assertThat(site.situations()).doesNotContain("D6");
    }

    @Test
    void aControllerThatStartsIsStillAController() {
        site.plant().at(100).message(STATION, PLC, "s7comm", "plc start", Verb.START, "");
        assertThat(only().situation()).isEqualTo("B3");
        assertThat(only().title()).isEqualTo("Controller start");
    }

    @Test
    void aTicketWithNothingButRc4IsWeakAndOneThatOffersAesFirstIsNot() {
        site.at(60).message(STATION, HMI, "kerberos", "as", Verb.LOGIN, "bob@WORKS", "etypes", List.of(18L, 17L, 23L));
        assertThat(site.anomalies).isEmpty();
        site.at(61).message(STATION, HMI, "kerberos", "tgs", Verb.LOGIN, "sql/db@WORKS", "etypes", List.of(23L, -133L));
        assertThat(only().situation()).isEqualTo("D6");
        assertThat(only().techniques()).contains("T1558");
        assertThat(only().neverHidden()).isFalse();
    }

    private long told(int day, String service) {
        int before = site.anomalies.size();
        site.at(day * 86_400 + 60)
                .message(STATION, HMI, "dcerpc", "svcctl: startservicew", Verb.START, service)
                .minuteEnds();
        return (long) site.anomalies.size() - before;
    }

    @Test
    void theServiceThatEachPatchDayStartsIsToldOnThreeOfThemAndAnotherServiceAsEver() {
        for (int month = 0; month < 3; month++)
            assertThat(told(28 * month + 7, "updater")).isEqualTo(1);
        assertThat(told(28 * 3 + 7, "updater")).isZero();
        assertThat(told(28 * 4 + 7, "helper")).isEqualTo(1);
    }
}
