package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.HMI_MAC;
import static dev.postern.analyst.Watched.OTHER_MAC;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.PLC_MAC;
import static dev.postern.analyst.Watched.STATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.situation.Situation;
import dev.postern.model.Anomaly;
import dev.postern.model.Binding.Source;
import dev.postern.model.Channel;
import dev.postern.model.Incident;
import dev.postern.model.Verb;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What no alarm budget may hide, each with what raises it and with an everyday event that looks like it. The site learned for a day before
 * either happens.
 */
class NeverHiddenTest {
    private static final int DAY = 86_400;
    private static final String OFFICE = "10.9.0.5";
    private static final String GATEWAY = "192.168.1.1";
    private static final String SERVER = "192.168.1.2";

    private static final Map<String, Consumer<Watched>> RAISE = new TreeMap<>(Map.of(
            "A6", site -> site.arp(PLC, OTHER_MAC),
            "A7", site -> site.dhcpAck("192.168.1.66", "192.168.1.66", SERVER),
            "B1", site -> site.message(STATION, PLC, "s7comm", "request download", Verb.DOWNLOAD, "OB1"),
            "B3", site -> site.message(STATION, PLC, "s7comm", "plc stop", Verb.STOP, ""),
            "B4", site -> site.message(STATION, PLC, "cip", "set mode", Verb.MODE, "program"),
            "B6", site -> site.deviation(Channel.NOVELTY_ENGINEER, STATION, PLC, Verb.UPLOAD, 1e-5),
            "B8", site -> site.deviation(Channel.NOVELTY_WRITER, STATION, PLC, Verb.WRITE, 1e-5),
            "D9", site -> site.arp(PLC, OTHER_MAC).arp(HMI, OTHER_MAC),
            "E1", site -> site.traffic(HMI, HMI_MAC, 64, "8.8.8.8", 0, 0, "dns", 0),
            "E2", site -> site.traffic(OFFICE, OTHER_MAC, 63, PLC, PLC_MAC, 64, "modbus", 10)));

    private static final Map<String, Consumer<Watched>> RESEMBLE = new TreeMap<>(Map.of(
            "A6", site -> site.says(HMI, HMI_MAC, Source.ARP_ANNOUNCEMENT).says(HMI, HMI_MAC + 1, Source.ARP_REPLY),
            "A7", site -> site.dhcpAck(SERVER, GATEWAY, SERVER).dhcpAck("10.9.0.2", "10.9.0.1", "10.9.0.2"),
            "B1", site -> site.message(OFFICE, SERVER, "smb2", "write", Verb.FILE_WRITE, "program.s7p"),
            "B3", site -> site.message(STATION, PLC, "s7comm", "read szl", Verb.DIAGNOSE, "operating state"),
            "B4", site -> site.message(STATION, PLC, "cip", "get mode", Verb.READ, "mode"),
            "B6", site -> site.deviation(Channel.NOVELTY_OPERATION, STATION, PLC, Verb.READ, 1e-2),
            "B8", site -> site.message(HMI, PLC, "modbus", "write single register", Verb.WRITE, "holding 7"),
            "D9",
                    site -> site.says("192.168.1.77", OTHER_MAC, Source.ARP_REPLY)
                            .says("192.168.1.78", OTHER_MAC, Source.ARP_REPLY),
            "E1", site -> site.traffic(HMI, HMI_MAC, 64, "239.255.255.250", 0, 0, "ssdp", 0),
            "E2", site -> site.traffic(HMI, HMI_MAC, PLC, PLC_MAC, "http")));

    private static Watched learned() {
        Watched site = new Watched().plant().dhcpAck(SERVER, GATEWAY, SERVER);
        return site.at(DAY + 60).poll().minuteEnds();
    }

    @Test
    void eachIsToldByItsNameAndIsANoticeAtLeast() {
        RAISE.forEach((code, event) -> {
            Watched site = learned();
            event.accept(site);
            assertThat(site.anomalies)
                    .as(code)
                    .filteredOn(a -> a.situation().equals(code))
                    .isNotEmpty()
                    .allMatch(Anomaly::neverHidden);
            assertThat(site.analyst.incidents())
                    .as(code)
                    .singleElement()
                    .satisfies(i -> assertThat(i.tier()).isIn(Incident.Tier.NOTICE, Incident.Tier.INCIDENT));
        });
    }

    @Test
    void noneIsRaisedByAnEverydayEventThatLooksLikeIt() {
        assertThat(RESEMBLE.keySet()).isEqualTo(RAISE.keySet());
        RESEMBLE.forEach((code, event) -> {
            Watched site = learned();
            event.accept(site);
            assertThat(site.situations()).as(code).doesNotContain(code);
            assertThat(site.anomalies).as(code).noneMatch(Anomaly::neverHidden);
        });
    }

    /** Marked N in the table of situations, or in the list of what no budget hides. */
    private static final Set<Situation> BY_DESIGN = EnumSet.of(
            Situation.SECOND_SERVER,
            Situation.DEVICE_REPLACED,
            Situation.DOWNLOAD,
            Situation.PROGRAM_CHANGED,
            Situation.STATE_CHANGED,
            Situation.MODE_CHANGED,
            Situation.FIRMWARE,
            Situation.NEW_ENGINEER,
            Situation.SAFETY_ENGINEERING,
            Situation.NEW_WRITER,
            Situation.NEW_MASTER,
            Situation.TEST_FLAG,
            Situation.REVISION_CHANGED,
            Situation.TAKEOVER,
            Situation.STAND_IN,
            Situation.REWRITTEN,
            Situation.SPANNING_TREE,
            Situation.PUBLIC_CONTACT,
            Situation.FIRST_PATH,
            Situation.SECOND_WAY,
            Situation.TWO_PLACES,
            Situation.HIDDEN_MACHINES,
            Situation.TUNNEL,
            Situation.NAME_TUNNEL,
            Situation.ONE_WAY_BROKEN,
            Situation.ONE_DIRECTION);

    /** Each for a reason: docs/decisions/0037. */
    private static final Set<Situation> FOR_SAFETY = EnumSet.of(
            Situation.HARDWARE_CHANGED,
            Situation.TOGGLED,
            Situation.PROTECTION,
            Situation.OUTPUTS_OFF,
            Situation.TRIP_UNEXPLAINED,
            Situation.POINTS_SOUGHT,
            Situation.STEALTH_SCAN,
            Situation.RAW_PACKETS,
            Situation.HOSTS_SWEPT,
            Situation.GUESSED_IN,
            Situation.HAND_FROM_AFAR,
            Situation.SERVICE_RUN,
            Situation.TASK_SCHEDULED,
            Situation.WMI_RUN,
            Situation.OBJECT_CALLED,
            Situation.DRIVER,
            Situation.HOST_STATE,
            Situation.LOG_CLEARED,
            Situation.RIGHTS_CHANGED,
            Situation.REPLICATION,
            Situation.ZERO_CREDENTIAL,
            Situation.FORCED_LOGIN,
            Situation.ENCRYPTION_STRUCK,
            Situation.TICKETS_COLLECTED,
            Situation.ACCOUNTS_SOUGHT,
            Situation.DIRECTORY_READ,
            Situation.NAMES_POISONED,
            Situation.LOGIN_TO_POISONER,
            Situation.ANNOUNCED_MISSING);

    @Test
    void theListIsThatOfTheDesignAndWhatSafetyDemandsAndNothingElse() {
        Set<Situation> list = EnumSet.copyOf(BY_DESIGN);
        list.addAll(FOR_SAFETY);
        assertThat(Situation.values())
                .filteredOn(situation -> situation.neverHidden)
                .containsExactlyInAnyOrderElementsOf(list);
    }
}
