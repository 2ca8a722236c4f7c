package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.STATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Incident;
import org.junit.jupiter.api.Test;

class PointSearchTest {
    private final Watched site = new Watched().plant();

    @Test
    void oneAddressAfterTheOtherThatTheControllerDoesNotHaveIsAnIncidentInTheFirstMinutes() {
        site.asksInVain(STATION, PLC, 0, 50).later(60).asksInVain(STATION, PLC, 50, 50);
        assertThat(site.only().tier()).isEqualTo(Incident.Tier.INCIDENT);
        assertThat(site.only().techniques()).contains("T0861");
        assertThat(site.only().narrative()).contains(STATION, PLC, "that it does not have");
    }

    @Test
    void itIsToldOnce() {
        for (int minute = 0; minute < 20; minute++) site.later(60).asksInVain(STATION, PLC, 100 * minute, 100);
        assertThat(site.situations()).containsExactly("D2");
    }

    @Test
    void aScreenWithAWrongListAsksTheSameInEachRound() {
        for (int minute = 0; minute < 60; minute++) site.later(60).asksInVain(HMI, PLC, 0, 100);
        assertThat(site.anomalies).isEmpty();
    }

    @Test
    void aFewWrongPointsNowAndThenAreMistakes() {
        for (int hour = 0; hour < 24; hour++) site.later(3600).asksInVain(HMI, PLC, 10 * hour, 10);
        assertThat(site.anomalies).isEmpty();
    }
}
