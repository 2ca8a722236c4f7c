package dev.postern.analyst;

import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.STATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Budget;
import dev.postern.model.Channel;
import dev.postern.model.Decree;
import dev.postern.model.Incident;
import dev.postern.model.Incident.Tier;
import dev.postern.model.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bad days of a site whose owner wants to hear of two incidents and five notices a day. */
class AlarmBudgetTest {
    private static final int HOUR = 3_600;

    private final Watched site = new Watched().plant().hears(new Budget("b", 2, 5, Decree.UNHEARD, "anna"));
    private double now = 25 * HOUR;

    /** Forty pairs that have nothing to do with each other, {@code seconds} apart. */
    private void badDay(double seconds, double p) {
        for (int i = 0; i < 40; i++) {
            now += seconds;
            String client = "10.1." + i + ".1";
            String server = "10.2." + i + ".1";
            site.at(now).deviation(Channel.CYCLE_PERIOD, client, server, Verb.WRITE, p);
            site.deviation(Channel.COUNT_MESSAGES, client, server, Verb.WRITE, p);
        }
    }

    private long told(Tier tier) {
        return site.incidents.values().stream().filter(i -> i.tier() == tier).count();
    }

    @Test
    void aBadDayIsToldNearTheBudgetAndTheRestIsKeptOneTierLower() {
        badDay(2_000, 1e-9);
        assertThat(told(Tier.INCIDENT)).isBetween(2L, 5L);
        assertThat(told(Tier.NOTICE)).isBetween(4L, 12L);
        assertThat(site.incidents).hasSize(40);
        assertThat(site.incidents.values())
                .allSatisfy(i -> assertThat(i.deserved()).isEqualTo(Tier.INCIDENT));
    }

    @Test
    void quietDaysAreToldWhole() {
        badDay(60_000, 1e-9);
        assertThat(told(Tier.INCIDENT)).isEqualTo(40);
    }

    @Test
    void theGravestOfABadDayComesThrough() {
        badDay(600, 1e-7);
        String id = site.anomalies.getLast().id();
        assertThat(site.incidents.values())
                .filteredOn(i -> i.anomalies().contains(id))
                .allMatch(i -> i.tier() != Tier.INCIDENT);
        site.at(now + 600).deviation(Channel.NOVELTY_OPERATION, "10.3.0.1", "10.4.0.1", Verb.STOP, 1e-12);
        site.deviation(Channel.COUNT_FAILURES, "10.3.0.1", "10.4.0.1", Verb.STOP, 1e-12);
        String grave = site.anomalies.getLast().id();
        assertThat(site.incidents.values())
                .filteredOn(i -> i.anomalies().contains(grave))
                .singleElement()
                .satisfies(i -> assertThat(i.tier()).isEqualTo(Tier.INCIDENT));
    }

    @Test
    void whatIsNeverHiddenPassesWhateverWasSpent() {
        badDay(60, 1e-9);
        site.at(now + 60).message(STATION, PLC, "s7comm", "plc stop", Verb.STOP, "");
        String stop = site.anomalies.getLast().id();
        assertThat(site.incidents.values())
                .filteredOn(i -> i.anomalies().contains(stop))
                .singleElement()
                .satisfies(i -> assertThat(i.tier()).isEqualTo(Tier.INCIDENT));
    }

    @Test
    void theSameDayGivesTheSameTiers() {
        badDay(700, 1e-8);
        AlarmBudgetTest again = new AlarmBudgetTest();
        again.badDay(700, 1e-8);
        assertThat(List.copyOf(again.site.incidents.values()))
                .extracting(Incident::tier)
                .isEqualTo(List.copyOf(site.incidents.values()).stream()
                        .map(Incident::tier)
                        .toList());
    }
}
