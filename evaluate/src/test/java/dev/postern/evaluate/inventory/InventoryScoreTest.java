package dev.postern.evaluate.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.Device;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InventoryScoreTest {
    private static final Address ONE = Address.parse("10.0.0.1");
    private static final Address TWO = Address.parse("10.0.1.1");
    private static final Address CARD_ONE = Address.parse("00:80:f4:00:00:01");
    private static final Address CARD_TWO = Address.parse("00:80:f4:00:00:02");
    private static final KnownMachine PLC = new KnownMachine(
            "plc",
            List.of(ONE, TWO, CARD_ONE, CARD_TWO),
            List.of("controller"),
            1,
            Map.of("model", List.of("M340"), "firmware", List.of("V2")));

    private static Device device(String id, List<Address> ips, List<Address> macs, String role, boolean heard) {
        List<String> none = List.of();
        return new Device(
                id, ips, macs, none, "", "", "", role, 0.8, "", 1, 4, "m340", "", "", "", "", none, List.of(),
                List.of(), List.of(), List.of(), 0, 0, heard);
    }

    private static double figure(InventoryScore score, String name) {
        return score.figures().get(name).value();
    }

    @Test
    void aMachineThatIsOneDeviceIsRightInEverything() {
        Device whole = device("a", List.of(ONE, TWO), List.of(CARD_ONE, CARD_TWO), "controller", true);
        InventoryScore score = InventoryScore.of(List.of(PLC), List.of(whole));
        for (String name : List.of("merge precision", "merge recall", "machines found exactly", "role", "Purdue level"))
            assertThat(figure(score, name)).as(name).isEqualTo(1);
        assertThat(figure(score, "model where told")).as("case aside").isEqualTo(1);
        assertThat(figure(score, "firmware where told")).isZero();
        assertThat(score.figures().get("serial where told").of()).as("never told").isZero();
    }

    @Test
    void aMachineThatIsTwoDevicesCostsRecallAndNotPrecision() {
        InventoryScore score = InventoryScore.of(
                List.of(PLC),
                List.of(
                        device("a", List.of(ONE), List.of(CARD_ONE), "controller", true),
                        device("b", List.of(TWO), List.of(CARD_TWO), "", true)));
        assertThat(figure(score, "merge precision")).isEqualTo(1);
        assertThat(figure(score, "merge recall")).isEqualTo(2.0 / 6);
        assertThat(figure(score, "several cards, found whole")).isZero();
        assertThat(score.misses()).anyMatch(m -> m.startsWith("one, but not joined"));
    }

    @Test
    void twoMachinesInOneDeviceCostPrecision() {
        KnownMachine other = new KnownMachine("other", List.of(TWO), List.of(), Double.NaN, Map.of());
        KnownMachine plc = new KnownMachine("plc", List.of(ONE), List.of("rtu"), 1, Map.of());
        InventoryScore score = InventoryScore.of(
                List.of(plc, other), List.of(device("a", List.of(ONE, TWO), List.of(), "controller", true)));
        assertThat(figure(score, "merge precision")).isZero();
        assertThat(figure(score, "role")).isZero();
        assertThat(score.figures().get("role").of()).as("the other is nobody's to judge").isEqualTo(1);
    }

    @Test
    void whatWasNeverHeardIsNotJudgedAndWhatIsNoMachineIsCounted() {
        Address stranger = Address.parse("203.0.113.9");
        InventoryScore score = InventoryScore.of(
                List.of(PLC),
                List.of(
                        device("a", List.of(ONE), List.of(), "controller", false),
                        device("b", List.of(stranger), List.of(), "outside", true)));
        assertThat(score.figures().get("role").of()).isZero();
        assertThat(score.spokenOf()).isEqualTo(1);
        assertThat(score.unknown()).isEqualTo(1);
    }
}
