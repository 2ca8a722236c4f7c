package dev.postern.appliance.plant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.appliance.PlantCaptures;
import dev.postern.console.Attacks;
import dev.postern.model.Frame;
import dev.postern.plant.Label;
import dev.postern.plant.Plant;
import dev.postern.plant.PlantSettings;
import dev.postern.plant.Scenario;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class DemoAttacksTest {
    private final DemoAttacks attacks = new DemoAttacks();
    private final Plant plant = new Plant(PlantSettings.demo(3));
    private final Frame frame = new Frame();

    private void minutesPass(int minutes) {
        long until = plant.nowNanos() + minutes * PlantCaptures.MINUTE_NANOS;
        while (plant.nowNanos() < until) plant.next(frame);
        attacks.tell(plant);
    }

    @Test
    void whatIsWishedForBeginsAndIsTold() {
        assertThat(attacks.start("scan")).isEqualTo(Attacks.Answer.STARTED);
        assertThat(plant.labels()).isEmpty();
        attacks.carryOut(plant);
        minutesPass(1);
        assertThat(attacks.deeds()).isNotEmpty().allSatisfy(deed -> {
            assertThat(deed.attack()).isEqualTo("Scan");
            assertThat(deed.source()).startsWith("10.10.30.");
            assertThat(deed.harmful()).isFalse();
        });
        assertThat(attacks.deeds().getFirst().time())
                .isGreaterThan(attacks.deeds().getLast().time());
        assertThat(attacks.offers())
                .filteredOn(offer -> offer.began() > 0)
                .singleElement()
                .satisfies(offer -> assertThat(offer.name()).isEqualTo("scan"));
    }

    @Test
    void theSameAttackDoesNotBeginTwiceAtOnceAndAnUnknownOneNever() {
        assertThat(attacks.start("scan")).isEqualTo(Attacks.Answer.STARTED);
        assertThat(attacks.start("scan")).isEqualTo(Attacks.Answer.TOO_SOON);
        assertThat(attacks.start("SCAN")).isEqualTo(Attacks.Answer.UNKNOWN);
        assertThat(attacks.start("")).isEqualTo(Attacks.Answer.UNKNOWN);
    }

    @Test
    void whatIsPlannedBeginsWhenItIsDue() {
        attacks.plan(Scenario.SCAN, plant.nowNanos() + 2 * PlantCaptures.MINUTE_NANOS);
        minutesPass(1);
        attacks.carryOut(plant);
        minutesPass(2);
        assertThat(attacks.deeds()).isEmpty();
        attacks.carryOut(plant);
        minutesPass(1);
        assertThat(attacks.deeds()).isNotEmpty();
    }

    @Test
    void everyAttackOfTheMenuBeginsInTheDemosPlant() {
        Plant works = new Plant(DemoCommand.works(3, PlantSettings.MONDAY_NANOS));
        while (works.nowNanos() < PlantSettings.MONDAY_NANOS + 9 * 60 * PlantCaptures.MINUTE_NANOS) works.next(frame);
        for (Attacks.Offer offer : attacks.offers()) {
            assertThat(attacks.start(offer.name())).isEqualTo(Attacks.Answer.STARTED);
            attacks.carryOut(works);
        }
        long until = works.nowNanos() + 60 * PlantCaptures.MINUTE_NANOS;
        while (works.nowNanos() < until) works.next(frame);
        assertThat(works.labels().stream().map(Label::cause).distinct().toList())
                .containsExactlyInAnyOrder(Scenario.values());
    }

    @Test
    void everyAttackHasItsWords() throws Exception {
        Properties words = new Properties();
        try (InputStream in = DemoAttacks.class.getResourceAsStream("attacks.properties")) {
            words.load(in);
        }
        assertThat(Arrays.stream(Scenario.values()).map(PlantOptions::name).toList())
                .containsExactlyInAnyOrderElementsOf(words.stringPropertyNames());
        for (Attacks.Offer offer : attacks.offers()) assertThat(offer.title()).isNotBlank();
    }
}
