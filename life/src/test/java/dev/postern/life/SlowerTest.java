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

/** Answers: three controllers, asked four times a day, take 5 ms with scatter; how many times as long is a function of the day. */
class SlowerTest {
    private static final int DAY = 1440;
    private static final IntToDoubleFunction STAYS = day -> 1;
    private static final IntToDoubleFunction AGES = day -> Math.pow(1.01, day / 7.0);
    private static final IntToDoubleFunction SEASON = day -> 1 + 0.5 * Math.sin(2 * Math.PI * day / 365.0);

    private final Site site = new Site();

    private List<Anomaly> told(int days, IntToDoubleFunction... times) {
        Random random = new Random(5);
        for (int day = 0; day < days; day++)
            for (int hour = 2; hour < 24; hour += 6)
                for (int i = 0; i < times.length; i++) {
                    double nanos = 5e6 * times[i].applyAsDouble(day) * Math.exp(0.2 * random.nextGaussian());
                    answered(START + ((long) day * DAY + hour * 60L) * MINUTE, 11 + i, Math.round(nanos));
                }
        return site.anomalies.stream()
                .filter(a -> a.channel() == Channel.DRIFT_YEAR)
                .toList();
    }

    private void answered(long atNanos, int server, long latencyNanos) {
        Conversation conversation = new Conversation(Site.ip(1), Site.ip(server), Transport.TCP, 40_000, 502, 0);
        site.see(new Message(
                site.stamp(atNanos),
                conversation,
                false,
                "modbus",
                "read holding registers",
                Verb.READ,
                Outcome.SUCCESS,
                "1",
                "holding 30 x1",
                latencyNanos,
                Fields.of("address", 30L, "values", List.of(7L))));
    }

    @Test
    void answersThatTakeOnePercentLongerEachWeekAreToldOnceAfterAYearOfTheirServerAlone() {
        assertThat(told(480, STAYS, AGES, SEASON)).singleElement().satisfies(a -> {
            assertThat(a.device()).isEqualTo(Site.ip(12));
            assertThat(a.peer()).isEqualTo(Site.ip(1));
            assertThat(a.seen()).startsWith("answers take longer and longer for a year, month by month: +");
            assertThat(a.explanation().low()).isBetween(4.0, 6.5);
            assertThat(a.explanation().seen()).isGreaterThan(6.5);
        });
    }

    @Test
    void whereTheNetworkGetsSlowerForMostNobodyIsTold() {
        assertThat(told(420, AGES, AGES, STAYS)).isEmpty();
    }
}
