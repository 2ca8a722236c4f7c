package dev.postern.analyst;

import static dev.postern.analyst.Watched.OTHER_MAC;
import static dev.postern.analyst.Watched.STATION;
import static dev.postern.analyst.Watched.STATION_MAC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.situation.Naming;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Incident.Tier;
import dev.postern.model.Tally;
import dev.postern.model.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of a directory's enemies without any history; {@link Catalogue} has a raiser and a look-alike of each. */
class DiscoveryTest {
    private static final String SERVER = "192.168.1.2";
    private final Watched site = new Watched().plant();

    private List<Situation> found() {
        return site.anomalies.stream().map(Naming::situation).toList();
    }

    private void opens(String what) {
        site.accept(new Tally(
                site.stamp(),
                Watched.ip(STATION),
                Watched.ip(SERVER),
                "dcerpc",
                "",
                "isystemactivator: remotecreateinstance",
                Verb.SESSION,
                what,
                0,
                1,
                0));
    }

    private void calls(int number) {
        site.counted(STATION, SERVER, "dcerpc", "operation " + number, Verb.OTHER);
    }

    @Test
    void whoOpenedWmiAndCallsTheNumberOfAMethodHasRunSomethingInWhateverOrderTheMinuteIsTold() {
        calls(24);
        opens("wbemlevel1login");
        calls(24);
        assertThat(found()).containsExactly(Situation.WMI_RUN);
        assertThat(site.only().tier()).isEqualTo(Tier.INCIDENT);
    }

    @Test
    void whoOpenedWmiAndOnlyAsksHasNot() {
        opens("wbemlevel1login");
        calls(20);
        calls(6);
        assertThat(found()).isEmpty();
    }

    @Test
    void aMethodOfSomethingElseIsNoneOfWmi() {
        opens("deadbeef-0000-0000-0001-020304050607");
        calls(24);
        assertThat(found()).isEmpty();
        site.at(1_200);
        opens("wbemlevel1login");
        assertThat(found()).isEmpty();
    }

    @Test
    void rightsThatAreChangedInADirectoryAreToldAndADescriptionIsNot() {
        site.message(STATION, SERVER, "ldap", "modify", Verb.CONFIGURE, "CN=bob");
        assertThat(found()).isEmpty();
        site.message(STATION, SERVER, "ldap", "modify rights", Verb.PROTECT, "CN=bob");
        assertThat(found()).containsExactly(Situation.RIGHTS_CHANGED);
    }

    private void asksAboutAFile(String operation, String path) {
        site.message(STATION, SERVER, "dcerpc", operation, Verb.FILE_READ, path);
    }

    @Test
    void whoHasAServerOpenAFileOnHimselfIsToldByHisAddressAndByHisName() {
        asksAboutAFile("efsrpc: efsrpcopenfileraw", "\\\\" + STATION + "@80\\share\\x");
        assertThat(found()).containsExactly(Situation.FORCED_LOGIN);
        assertThat(site.only().tier()).isEqualTo(Tier.INCIDENT);
        site.anomalies.clear();
        site.at(4_000).identity(STATION, Attribute.NAME, "Raider-7.works.example", "dhcp", 0.9);
        asksAboutAFile("fileservervssagent: ispathsupported", "\\\\RAIDER-7\\share");
        assertThat(found()).containsExactly(Situation.FORCED_LOGIN);
        site.anomalies.clear();
        site.at(8_000);
        asksAboutAFile("dfsnm: netrdfsremovestdroot", "10.9.9.9");
        assertThat(found()).containsExactly(Situation.FORCED_LOGIN);
    }

    @Test
    void whoAsksAServerAboutItsOwnFilesForcesNobody() {
        site.identity(SERVER, Attribute.NAME, "files-1", "nbns", 0.9);
        for (String path :
                List.of("\\\\" + SERVER + "\\share", "\\\\FILES-1.works.example\\x", "C:\\x", "\\\\127.0.0.1\\x", ""))
            asksAboutAFile("efsrpc: efsrpcopenfileraw", path);
        asksAboutAFile("srvsvc: netrsharegetinfo", "\\\\" + STATION + "\\x");
        assertThat(found()).isEmpty();
    }

    @Test
    void aDirectoryMayReadAnotherOne() {
        site.traffic("192.168.1.9", OTHER_MAC, STATION, STATION_MAC, "ldap");
        site.counted(STATION, SERVER, "ldap", "search everything", Verb.BROWSE);
        assertThat(found()).isEmpty();
    }

    @Test
    void hostsThatAreListedHoursApartAreNoSweep() {
        for (int i = 0; i < 4; i++) {
            site.at(3_600 * (i + 1));
            site.counted(STATION, "192.168.1." + (40 + i), "dcerpc", "srvsvc: netrsessionenum", Verb.BROWSE);
        }
        assertThat(found()).containsOnly(Situation.ACCOUNTS_LISTED).hasSize(4);
    }

    @Test
    void whoKnowsNothingBetterThanWeakEncryptionCollectsNothing() {
        for (int i = 0; i < 5; i++)
            site.message(
                    STATION,
                    SERVER,
                    "kerberos",
                    "tgs",
                    Verb.LOGIN,
                    "cifs/pc" + i + "@WORKS",
                    "etypes",
                    List.of(23L, 3L, 1L));
        assertThat(found()).doesNotContain(Situation.TICKETS_COLLECTED);
    }
}
