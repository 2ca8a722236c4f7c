package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.HMI_MAC;
import static dev.postern.analyst.Watched.OTHER_MAC;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.PLC_MAC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Incident;
import org.junit.jupiter.api.Test;

class StandInsTest {
    private final Watched site = new Watched().plant();

    private StandInsTest answers(int hopLimit, int minutes) {
        return answers(PLC_MAC, hopLimit, minutes, 10);
    }

    private StandInsTest answers(long card, int hopLimit, int minutes, int packets) {
        for (int i = 0; i < minutes; i++)
            site.later(60).traffic(HMI, HMI_MAC, 64, PLC, card, hopLimit, "modbus", packets);
        return this;
    }

    private long told() {
        return site.anomalies.stream()
                .filter(a -> a.title().startsWith("Another machine speaks"))
                .count();
    }

    @Test
    void twoSystemsThatAnswerInTurnUnderOneCardAreAnIncidentInTheFirstHour() {
        answers(64, 5).answers(128, 2).answers(64, 1);
        assertThat(told()).isEqualTo(1);
        Incident incident = site.only();
        assertThat(incident.tier()).isEqualTo(Incident.Tier.INCIDENT);
        assertThat(incident.techniques()).contains("T0856");
        assertThat(incident.narrative()).contains(PLC, "hop limit of 64", "came with 128");
        assertThat(site.anomalies.getFirst().neverHidden()).isTrue();
    }

    @Test
    void aStandInForTheMasterIsToldLikeOneForTheController() {
        for (int i = 0; i < 12; i++)
            site.later(60).traffic(HMI, HMI_MAC, i == 6 ? 128 : 64, PLC, PLC_MAC, 64, "modbus", 10);
        assertThat(told()).isEqualTo(1);
        assertThat(site.only().narrative()).contains("as " + HMI);
    }

    @Test
    void onceKnownEachEpisodeIsToldWhenItBegins() {
        answers(64, 5).answers(128, 2).answers(64, 30);
        assertThat(told()).isEqualTo(1);
        answers(128, 1);
        assertThat(told()).isEqualTo(2);
        answers(128, 3).answers(64, 3);
        assertThat(told()).isEqualTo(2);
    }

    @Test
    void aControllerWithANewFirmwareKeepsItsNewHopLimit() {
        answers(64, 30).answers(128, 2_000);
        assertThat(site.anomalies).isEmpty();
    }

    @Test
    void oneThatWasChangedBackAfterDaysIsNoStandIn() {
        answers(64, 30).answers(128, 3 * 1_440).answers(64, 30);
        assertThat(told()).isZero();
    }

    @Test
    void packetsThatPassedRoutersTellNothingOfTheSystemThatSentThem() {
        answers(64, 5).answers(63, 2).answers(64, 2).answers(62, 2).answers(64, 2);
        assertThat(told()).isZero();
    }

    @Test
    void anAnswerToAnOpeningAloneMayComeFromAnotherPartOfTheSameSystem() {
        answers(64, 5).answers(PLC_MAC, 128, 2, 2).answers(64, 2);
        assertThat(told()).isZero();
    }

    @Test
    void anotherCardIsATakeoverAndNoStandIn() {
        answers(64, 5).answers(OTHER_MAC, 128, 2, 10).answers(64, 2);
        assertThat(told()).isZero();
        assertThat(site.situations()).contains("D9");
    }
}
