package dev.postern.plant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.plant.net.Host;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioTest {
    private static final long START = PlantSettings.MONDAY_NANOS + 10 * Tape.HOUR;
    private static final long ATTACK = START + 10 * Tape.MINUTE;
    private static final int HOURS_TO_THE_END = 6;
    private static final long BOX = 0xB827EB_4F1D90L;

    private final Map<Long, Tape.Seen> byNumber = new HashMap<>();
    private List<Tape.Seen> tape;
    private List<Label> labels;

    private void play(Scenario scenario, long hours) {
        Plant plant = new Plant(PlantSettings.demo(5).startingAt(START).suiting(scenario));
        plant.start(scenario, ATTACK);
        tape = Tape.record(plant, ATTACK + hours * Tape.HOUR);
        tape.forEach(seen -> byNumber.put(seen.number(), seen));
        labels = plant.labels();
    }

    private List<Tape.Seen> frames(Label label) {
        return label.frames().stream().map(byNumber::get).toList();
    }

    private List<Tape.Seen> frames(String technique) {
        List<Tape.Seen> frames = new ArrayList<>();
        for (Label label : labels) if (label.technique().equals(technique)) frames.addAll(frames(label));
        return frames;
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void everyActionOfAStoryIsLabelledWithTheFramesItShowsIn(Scenario scenario) {
        play(scenario, 1);
        assertThat(labels).isNotEmpty().allSatisfy(label -> {
            assertThat(label.cause()).isEqualTo(scenario);
            assertThat(label.atNanos()).isGreaterThanOrEqualTo(ATTACK);
            assertThat(label.technique()).matches("T[01]\\d{3}");
            assertThat(label.frames()).isNotEmpty().isSorted();
            assertThat(frames(label)).allMatch(seen -> seen.atNanos() >= label.atNanos());
        });
        assertThat(labels).extracting(Label::atNanos).isSorted();
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void anAttackGivesItselfAwayInOneOfItsOwnFrames(Scenario scenario) {
        play(scenario, HOURS_TO_THE_END);
        long knowable = labels.getFirst().knowableNanos();
        assertThat(labels).allMatch(label -> label.knowableNanos() == knowable);
        assertThat(labels).anySatisfy(label -> assertThat(frames(label)).anyMatch(seen -> seen.atNanos() == knowable));
    }

    @Test
    void whoSpeaksIpv6IsNamedByThatAddressAsWell() {
        play(Scenario.ROGUE_ACCESS_POINT, 1);
        assertThat(labels.getFirst().parties())
                .contains(Address.parse("10.10.1.250"), Address.parse("fe80::52c7:bfff:fe90:d215"));
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void everyAttackHasAHarmlessTwin(Scenario scenario) {
        assertThat(LifeEvent.values()).anyMatch(event -> event.twinOf.contains(scenario));
    }

    static List<Scenario> withSlowForm() {
        return java.util.Arrays.stream(Scenario.values())
                .filter(Scenario::hasSlowForm)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("withSlowForm")
    void aSlowAttackTakesDays(Scenario scenario) {
        Plant plant = new Plant(new PlantSettings(5, START, 1, 60, false).suiting(scenario));
        plant.start(scenario, Pace.SLOW, ATTACK);
        tape = Tape.record(plant, ATTACK + 5 * 24 * Tape.HOUR);
        labels = plant.labels();
        assertThat(labels.getLast().untilNanos() - labels.getFirst().atNanos()).isGreaterThan(24 * Tape.HOUR);
    }

    @Test
    void theVictimsFramesComeFromTheRelaysHardwareAddressWithOneTtlLess() {
        play(Scenario.ARP_RELAY, 1);
        int panel = Host.ip("10.10.1.200");
        int controller = Host.ip("10.10.1.15");
        List<Tape.Seen> relayed = tape.stream()
                .filter(seen -> seen.fromMac() == BOX && (seen.fromIp() == panel || seen.fromIp() == controller))
                .toList();
        assertThat(relayed).hasSizeGreaterThan(500);
        assertThat(relayed).filteredOn(seen -> seen.fromIp() == panel).allMatch(seen -> seen.ttl() == 127);
        assertThat(relayed).filteredOn(seen -> seen.fromIp() == controller).allMatch(seen -> seen.ttl() == 29);
        Tape.Seen last = tape.stream()
                .filter(seen -> seen.fromIp() == panel && seen.toIp() == controller)
                .reduce((first, second) -> second)
                .orElseThrow();
        assertThat(last.toMac()).as("in the end all is as before").isNotEqualTo(BOX);
    }

    @Test
    void theRelayShowsThePanelAFalsePressureInTheEnd() {
        play(Scenario.ARP_RELAY, 1);
        assertThat(labels).anyMatch(label -> label.technique().equals("T0856") && label.harmfulWrite());
        assertThat(frames("T0856"))
                .filteredOn(seen -> seen.fromPort() == 102 && seen.payload().length == 47)
                .isNotEmpty()
                .allMatch(seen -> java.nio.ByteBuffer.wrap(seen.payload()).getFloat(29) == 4.8f);
    }

    @Test
    void theRogueWriterIsAHostThatNeverWasAClientOfThesePumps() {
        play(Scenario.MODBUS_ROGUE_WRITER, 1);
        int historian = Host.ip("10.10.2.30");
        assertThat(tape)
                .filteredOn(seen -> seen.fromIp() == historian && seen.toPort() == 502)
                .allMatch(seen -> seen.atNanos() >= ATTACK);
        assertThat(frames("T0855")).anyMatch(seen -> seen.payload().length > 7 && seen.payload()[7] == 16);
    }

    @Test
    void theControllerIsStoppedLoadedAndStartedInThatOrder() {
        play(Scenario.S7_STOP_AND_DOWNLOAD, 1);
        assertThat(labels)
                .extracting(Label::action)
                .containsExactly(
                        "asks plc-s2 what it is",
                        "stops plc-s2",
                        "loads block 0800001P into plc-s2",
                        "loads block 0C00004P into plc-s2",
                        "loads block 0A00010P into plc-s2",
                        "starts plc-s2");
    }

    @Test
    void theModemAnswersForTheInternetAndIsGoneAfterwards() {
        play(Scenario.ROGUE_GATEWAY, 2);
        int outside = Host.ip("33.87.12.9");
        assertThat(tape).anyMatch(seen -> seen.fromIp() == outside && seen.fromMac() == 0x001E42_3A55C1L);
        assertThat(tape)
                .filteredOn(seen -> seen.fromIp() == outside || seen.toIp() == outside)
                .allMatch(seen -> seen.atNanos() < ATTACK + Tape.HOUR);
    }

    @Test
    void theBeaconIsNeverAnswered() {
        play(Scenario.PUBLIC_BEACON, 3);
        int outside = Host.ip("33.201.77.14");
        assertThat(labels).hasSizeGreaterThan(15);
        assertThat(tape).anyMatch(seen -> seen.toIp() == outside).noneMatch(seen -> seen.fromIp() == outside);
    }

    @Test
    void everyBreakerOfBothSubstationsIsOpened() {
        play(Scenario.DNP3_BREAKERS, 1);
        assertThat(labels)
                .filteredOn(label -> label.technique().equals("T0855"))
                .hasSize(8)
                .allMatch(Label::harmfulWrite)
                .allMatch(label -> label.source().equals(Address.parse("10.10.2.21")));
    }

    @Test
    void theScannerMeetsResetsAndSilence() {
        play(Scenario.SCAN, 1);
        assertThat(frames("T0846")).anyMatch(seen -> seen.isTcp() && (seen.flags() & 4) != 0);
        assertThat(frames("T0846")).anyMatch(seen -> seen.etherType() == 0x0806);
        assertThat(frames("T0846")).anyMatch(seen -> seen.ipProtocol() == 1);
    }

    @Test
    void theSetpointOnlyRises() {
        play(Scenario.SETPOINT_CREEP, 8);
        List<Integer> values = new ArrayList<>();
        for (Label label : labels) {
            byte[] write = frames(label).stream()
                    .filter(seen -> seen.toPort() == 502 && seen.payload().length > 11)
                    .findFirst()
                    .orElseThrow()
                    .payload();
            values.add((write[10] & 0xFF) << 8 | (write[11] & 0xFF));
        }
        assertThat(values.getLast()).isGreaterThan(values.getFirst() + 500);
    }
}
