package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.HMI_MAC;
import static dev.postern.analyst.Watched.OTHER_MAC;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.PLC_MAC;
import static dev.postern.analyst.Watched.STATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Anomaly;
import dev.postern.model.Decided;
import dev.postern.model.Decision;
import dev.postern.model.Decision.Ask;
import dev.postern.model.Verb;
import dev.postern.model.Zoning;
import dev.postern.model.Zoning.Passage;
import dev.postern.model.Zoning.Proposal;
import dev.postern.model.Zoning.Use;
import dev.postern.model.Zoning.Zone;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Zones as people draw them, conduits between them, and what breaks their policy. */
class PolicyTest {
    private static final int DAY = 24 * 3_600;
    private static final String OFFICE = "10.9.0.5";
    private static final String CELL = "cell";

    private final Watched site = new Watched();
    private long number;

    private Watched decide(Decision decision) {
        site.analyst.decide(new Decided(++number, site.stamp().atNanos(), 0, "anna", decision), site);
        return site;
    }

    private Watched day() {
        return site.plant().livesUntil(DAY + 60);
    }

    private Zoning zoning() {
        return site.analyst.zoning(site.stamp().atNanos());
    }

    private Zone zone(String name) {
        return zoning().zones().stream()
                .filter(z -> z.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<Use> uses(String from, String to) {
        return zoning().conduits().stream()
                .filter(c -> c.from().equals(from) && c.to().equals(to))
                .map(Passage::uses)
                .findFirst()
                .orElse(List.of());
    }

    private List<Anomaly> broken() {
        return site.anomalies.stream().filter(a -> a.situation().equals("E12")).toList();
    }

    private Watched officeReads() {
        return site.arp(OFFICE, OTHER_MAC)
                .traffic(OFFICE, OTHER_MAC, PLC, PLC_MAC, "modbus")
                .polls(OFFICE, PLC, "modbus")
                .minuteEnds();
    }

    @Test
    void aRuleMovesDevicesAndTheirConversationsAtOnce() {
        site.plant().minuteEnds();
        decide(Decision.rule(CELL, "192.168.1.0/28", 0, "", ""));
        assertThat(site.devices.values())
                .filteredOn(d -> d.zone().equals(CELL))
                .flatExtracting(d -> d.addresses())
                .containsExactly(Watched.ip(PLC));
        assertThat(site.conduits.values()).singleElement().satisfies(c -> {
            assertThat(c.toZone()).isEqualTo(CELL);
            assertThat(c.crossing()).isTrue();
        });
        assertThat(zone(CELL).why()).contains("by decision 1");
    }

    @Test
    void theHandBeatsTheRuleAndTheNewerRuleTheOlder() {
        site.plant().minuteEnds();
        decide(Decision.rule("old", "192.168.1.0/24", 0, "", ""));
        decide(Decision.rule("new", "", 0, "controller", ""));
        decide(Decision.place(HMI, "by hand"));
        assertThat(site.deviceAt(PLC).zone()).isEqualTo("new");
        assertThat(site.deviceAt(HMI).zone()).isEqualTo("by hand");
        assertThat(site.deviceAt(STATION).zone()).isEqualTo("old");
    }

    @Test
    void whatIsTakenBackIsAsIfItHadNeverBeenSaid() {
        site.plant().minuteEnds();
        String before = site.deviceAt(PLC).zone();
        decide(Decision.rule(CELL, "", 0, "controller", ""));
        decide(Decision.withdraw(1));
        assertThat(site.deviceAt(PLC).zone()).isEqualTo(before);
    }

    @Test
    void aDeviceThatComesLaterFallsUnderTheRule() {
        site.plant().minuteEnds();
        decide(Decision.rule(CELL, "", 0, "", "pump-*"));
        site.identity(STATION, dev.postern.model.Identity.Attribute.NAME, "PUMP-7", "lldp", 0.9)
                .minuteEnds();
        assertThat(site.deviceAt(STATION).zone()).isEqualTo(CELL);
    }

    @Test
    void whatPassedWhileLearningIsAllowedAndTheRestIsSaidOnceForEachConversation() {
        decide(Decision.rule(CELL, PLC, 0, "", ""));
        day();
        assertThat(uses(site.deviceAt(HMI).zone(), CELL)).singleElement().satisfies(use -> {
            assertThat(use.allowed()).isTrue();
            assertThat(use.basis()).isEqualTo("learned");
            assertThat(use.ask()).isEqualTo(Ask.READ);
            assertThat(use.ports()).containsExactly("tcp/502");
        });
        officeReads();
        officeReads();
        assertThat(broken()).extracting(Anomaly::seen).hasSize(2).satisfies(seen -> {
            assertThat(seen.get(0)).contains("talks modbus");
            assertThat(seen.get(1)).contains("reads by modbus");
        });
        assertThat(site.incidents.values()).noneMatch(i -> i.title().contains("policy"));
    }

    @Test
    void writingWhereOnlyReadingWasLearnedBreaksThePolicy() {
        decide(Decision.rule(CELL, PLC, 0, "", ""));
        day();
        site.message(HMI, PLC, "modbus", "write register", Verb.WRITE, "holding 3")
                .traffic(HMI, HMI_MAC, PLC, PLC_MAC, "modbus")
                .minuteEnds();
        assertThat(broken()).singleElement().satisfies(a -> {
            assertThat(a.seen()).contains("writes by modbus");
            assertThat(a.techniques()).contains("T0855");
            assertThat(a.neverHidden()).isFalse();
        });
    }

    @Test
    void aWrittenRuleIsBrokenByWhatWentOnBeforeItAndThatIsAnIncident() {
        decide(Decision.rule(CELL, PLC, 0, "", ""));
        day();
        decide(Decision.allow(false, "*", CELL, "modbus", Ask.READ));
        site.poll().minuteEnds();
        site.poll().minuteEnds();
        assertThat(broken()).singleElement().satisfies(a -> {
            assertThat(a.expected()).contains("Rule 2 of anna");
            assertThat(a.neverHidden()).isTrue();
        });
        assertThat(site.incidents.values())
                .anyMatch(i -> i.anomalies().contains(broken().getFirst().id()));
    }

    @Test
    void whatAPersonAllowsOrCallsLearnedBreaksNothing() {
        decide(Decision.rule(CELL, PLC, 0, "", ""));
        day();
        site.arp(OFFICE, OTHER_MAC).minuteEnds();
        decide(Decision.allow(true, site.deviceAt(OFFICE).zone(), CELL, "modbus", null));
        officeReads();
        assertThat(broken()).isEmpty();
        decide(Decision.withdraw(2));
        decide(Decision.learn("", ""));
        assertThat(uses(site.deviceAt(OFFICE).zone(), CELL)).allMatch(Use::allowed);
    }

    @Test
    void aSubnetIsProposedAsAZoneWithItsReason() {
        assertThat(day().analyst.zoning(site.stamp().atNanos()).proposals())
                .extracting(Proposal::title)
                .anyMatch(t -> t.contains("192.168.1.0/24"));
        Proposal first = zoning().proposals().getFirst();
        assertThat(first.why()).contains("100 % of the packets");
        first.decisions().forEach(this::decide);
        assertThat(zoning().proposals()).noneMatch(p -> p.title().equals(first.title()));
        assertThat(zone(site.deviceAt(PLC).zone()).decided()).isTrue();
    }

    @Test
    void decisionsThatAreNoneAreRefusedInWords() {
        assertThat(Decision.rule("z", "10.1.0.0/40", 0, "", "").refusal()).contains("10.10.1.0/24");
        assertThat(Decision.rule("z", "", 0, "", "").refusal()).isNotEmpty();
        assertThat(Decision.place("plc", "z").refusal()).contains("addresses");
        assertThat(Decision.rule("z\"", "10.1.0.0/16", 0, "", "").refusal()).isNotEmpty();
        assertThat(Decision.rule("z", "10.1.0.0/16", 0, "", "").refusal()).isEmpty();
    }
}
