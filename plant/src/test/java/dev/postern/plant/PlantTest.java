package dev.postern.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.model.Frame;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlantTest {
    private static final String TWO_LINES = "9c41fa0822f0ed2a078eef094a76cc3153ca0d8052af5b55fea61d07270671ea";
    private static final long NINE = PlantSettings.MONDAY_NANOS + 9 * Tape.HOUR;

    @Test
    void theSameSeedGivesTheSameBytes() {
        assertThat(hash(attacked(3), NINE + Tape.HOUR)).isEqualTo(hash(attacked(3), NINE + Tape.HOUR));
    }

    /** The life of the lines, without attacks. Whoever changes it on purpose writes the new hash here. */
    @Test
    void theBytesAreThoseOfEveryOtherMachine() {
        assertThat(hashOfTwoLines()).isEqualTo(TWO_LINES);
    }

    @Test
    void theBytesAreTheSameOnAnyNumberOfThreads() {
        assertThat(IntStream.range(0, 6).parallel().mapToObj(i -> hashOfTwoLines()))
                .hasSize(6)
                .containsOnly(TWO_LINES);
    }

    private static String hashOfTwoLines() {
        PlantSettings twoLines = new PlantSettings(7, PlantSettings.MONDAY_NANOS + 8 * Tape.HOUR, 2, 5, true);
        return hash(new Plant(twoLines), twoLines.startNanos() + Tape.HOUR);
    }

    @Test
    void anotherSeedGivesAnotherLife() {
        assertThat(hash(attacked(3), NINE + Tape.HOUR)).isNotEqualTo(hash(attacked(4), NINE + Tape.HOUR));
    }

    @Test
    void framesNeverGoBackInTimeAndAreNumberedFromOne() {
        Plant plant = attacked(5);
        Frame frame = new Frame();
        long before = PlantSettings.MONDAY_NANOS;
        for (long number = 1; before < NINE + Tape.HOUR; number++) {
            assertThat(plant.next(frame)).isTrue();
            assertThat(frame.number).isEqualTo(number);
            assertThat(frame.atNanos).isGreaterThanOrEqualTo(before);
            before = frame.atNanos;
        }
    }

    @Test
    void whatWasHandedOutIsNeverTouchedAgain() {
        Plant plant = attacked(6);
        List<Tape.Seen> tape = Tape.record(plant, PlantSettings.MONDAY_NANOS + Tape.HOUR);
        List<byte[]> copies = tape.stream().map(seen -> seen.bytes().clone()).toList();
        Tape.record(plant, PlantSettings.MONDAY_NANOS + 2 * Tape.HOUR);
        for (int i = 0; i < copies.size(); i++) assertThat(tape.get(i).bytes()).isEqualTo(copies.get(i));
    }

    @Test
    void aStrangersAttackChangesNothingInWhatTheOthersAsk() {
        PlantSettings settings = PlantSettings.demo(11).startingAt(NINE);
        Plant attacked = new Plant(settings);
        attacked.start(Scenario.SCAN, NINE + 5 * Tape.MINUTE);
        List<Tape.Seen> calm = Tape.record(new Plant(settings), NINE + Tape.HOUR);
        List<Tape.Seen> shaken = Tape.record(attacked, NINE + Tape.HOUR);
        assertThat(shaken).hasSizeGreaterThan(calm.size());
        assertThat(questions(shaken)).containsExactlyInAnyOrderElementsOf(questions(calm));
    }

    private static List<String> questions(List<Tape.Seen> tape) {
        return tape.stream()
                .filter(seen -> seen.toPort() == 502 || seen.toPort() == 102 || seen.toPort() == 20_000)
                .filter(seen -> seen.isTcp() && seen.payload().length > 0)
                .map(seen ->
                        seen.fromIp() + " " + seen.toIp() + " " + HexFormat.of().formatHex(seen.payload()))
                .toList();
    }

    @Test
    void anAttackCannotBeginInThePast() {
        Plant plant = new Plant(PlantSettings.demo(1));
        Tape.record(plant, PlantSettings.MONDAY_NANOS + Tape.MINUTE);
        assertThatThrownBy(() -> plant.start(Scenario.SCAN, PlantSettings.MONDAY_NANOS))
                .isInstanceOf(IllegalArgumentException.class);
        plant.start(Scenario.SCAN, plant.nowNanos());
    }

    @Test
    void aCalmPlantHasNoLabels() {
        Plant plant = new Plant(PlantSettings.demo(1));
        Tape.record(plant, PlantSettings.MONDAY_NANOS + Tape.HOUR);
        assertThat(plant.labels()).isEmpty();
    }

    @Test
    void tenLinesGiveMoreThanEightyDevices() {
        Plant plant = new Plant(new PlantSettings(1, PlantSettings.MONDAY_NANOS, 10, 5, true));
        Set<Long> hardware = new HashSet<>();
        for (Tape.Seen seen : Tape.record(plant, PlantSettings.MONDAY_NANOS + 10 * Tape.MINUTE))
            hardware.add(seen.fromMac());
        assertThat(hardware).hasSizeGreaterThan(80);
    }

    @ParameterizedTest
    @CsvSource({"1, 27, 1", "60, 62, 5", "200, 201, 20", "5000, 5001, 592"})
    void aWorksHasTheMachinesItWasAskedFor(int asked, int expected, int lines) {
        PlantSettings settings =
                new PlantSettings(1, PlantSettings.MONDAY_NANOS, PlantSettings.linesFor(asked), 60, true);
        assertThat(settings.lines()).isEqualTo(lines);
        assertThat(new Plant(settings).machines()).isEqualTo(expected);
    }

    @Test
    void machinesOfALargeWorksHaveAnAddressOfTheirOwnAndAllSpeak() {
        Plant plant = new Plant(new PlantSettings(1, PlantSettings.MONDAY_NANOS, 30, 5, true));
        Set<Integer> speakers = new HashSet<>();
        for (Tape.Seen seen : Tape.record(plant, PlantSettings.MONDAY_NANOS + 10 * Tape.MINUTE))
            if (seen.fromIp() != 0) speakers.add(seen.fromIp());
        assertThat(speakers).as("controllers and I/O blocks alone are 240").hasSizeGreaterThan(240);
    }

    private static Plant attacked(long seed) {
        Plant plant =
                new Plant(PlantSettings.demo(seed).startingAt(NINE - Tape.HOUR).suiting(Scenario.values()));
        long at = NINE;
        for (Scenario scenario : Scenario.values()) plant.start(scenario, at += Tape.MINUTE);
        return plant;
    }

    private static String hash(Plant plant, long untilNanos) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Tape.Seen seen : Tape.record(plant, untilNanos)) {
                digest.update(seen.bytes());
                digest.update(Long.toString(seen.atNanos()).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyMachineOfTheWorksIsOnTheRollOnceWithWhatItIs() {
        Plant plant = new Plant(
                new PlantSettings(3, PlantSettings.MONDAY_NANOS, 2, 20, true).with(EnumSet.allOf(Extension.class)));
        assertThat(plant.roll()).hasSizeGreaterThan(plant.machines()).allSatisfy(machine -> {
            assertThat(machine.roles()).as(machine.name()).isNotEmpty();
            assertThat(machine.addresses()).as(machine.name()).isNotEmpty();
        });
        assertThat(plant.roll()).extracting(Machine::name).doesNotHaveDuplicates();
        assertThat(plant.roll().stream().flatMap(m -> m.macs().stream())).doesNotHaveDuplicates();
        assertThat(plant.roll())
                .filteredOn(m -> m.roles().contains("router") && m.macs().size() > 1)
                .as("ports of one router")
                .hasSize(1);
    }

    @Test
    void theRollKnowsOnlyWhatWasTold() {
        Plant plant = new Plant(
                new PlantSettings(3, PlantSettings.MONDAY_NANOS, 1, 20, true).with(EnumSet.of(Extension.BUILDING)));
        assertThat(plant.roll()).allSatisfy(m -> assertThat(m.told()).isEmpty());
        Frame frame = new Frame();
        while (plant.next(frame) && frame.atNanos < PlantSettings.MONDAY_NANOS + Tape.HOUR) {}
        assertThat(plant.roll())
                .filteredOn(m -> m.name().startsWith("ahu-"))
                .allSatisfy(m -> assertThat(m.told()).containsOnlyKeys("vendor"));
    }
}
