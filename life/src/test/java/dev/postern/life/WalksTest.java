package dev.postern.life;

import static dev.postern.life.Site.MINUTE;
import static dev.postern.life.Site.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Conversation;
import dev.postern.model.Fields;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Four stations with a pressure of 400 that is noisy, read once an hour; what is added to it is a function of the day. */
class WalksTest {
    private static final IntToDoubleFunction STAYS = day -> 0;
    private static final IntToDoubleFunction CREEPS = day -> day < 120 ? 0 : (day - 120) / 7.0;
    private static final IntToDoubleFunction SEASON = day -> 20 * Math.sin(2 * Math.PI * day / 365.0);

    private final Site site = new Site();
    private final Random random = new Random(7);

    private void live(int fromDay, int days, IntToDoubleFunction... added) {
        for (int hour = 24 * fromDay; hour < 24 * (fromDay + days); hour++)
            for (int station = 0; station < added.length; station++) {
                double value = 400 + 8 * random.nextGaussian() + added[station].applyAsDouble(hour / 24);
                read(START / MINUTE / 60 * 60 + 60L * hour, 11 + station, Math.round(value));
            }
    }

    private void read(long minute, int station, long value) {
        Conversation conversation = new Conversation(Site.ip(1), Site.ip(station), Transport.TCP, 40_000, 502, 0);
        site.see(new Message(
                site.stamp(minute * MINUTE),
                conversation,
                false,
                "modbus",
                "read holding registers",
                Verb.READ,
                Outcome.SUCCESS,
                "1",
                "holding 30 x1",
                -1,
                Fields.of("address", 30L, "values", List.of(value))));
    }

    private List<Anomaly> told() {
        return site.anomalies.stream()
                .filter(a -> a.channel() == Channel.VALUE_WALK)
                .toList();
    }

    @Test
    void aPressureThatCreepsByOneAWeekIsToldOfItsStationAloneAndRareWithinTenMonths() {
        live(0, 420, STAYS, CREEPS, STAYS, STAYS);
        assertThat(told()).isNotEmpty().allSatisfy(a -> {
            assertThat(a.device()).isEqualTo(Site.ip(12));
            assertThat(a.seen()).contains("holding 30");
        });
        assertThat(told().getLast().pvalue()).isLessThan(1e-4);
    }

    @Test
    void aSeasonThatAllStationsShareIsNone() {
        live(0, 500, SEASON, SEASON, SEASON, SEASON);
        assertThat(told()).isEmpty();
    }

    @Test
    void whatStaysForTwoYearsIsNeverTold() {
        live(0, 730, STAYS, STAYS, STAYS, STAYS);
        assertThat(told()).isEmpty();
    }

    @Test
    void aRecipeOfAMonthIsNoWalk() {
        live(0, 300, STAYS, day -> day >= 150 && day < 180 ? 60 : 0, STAYS, STAYS);
        assertThat(told()).isEmpty();
    }
}
