package dev.postern.analyst;

import static dev.postern.analyst.Intruder.goes;
import static dev.postern.analyst.Intruder.logsIn;
import static dev.postern.analyst.Watched.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.life.chance.Recomputed;
import dev.postern.model.Anomaly;
import dev.postern.model.Incident;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From one host to the next, as nobody went before. Days pass in which everybody does what he always does. */
class HostPathsTest {
    private static final String OFFICE = "192.168.1.50";
    private static final String JUMP = "192.168.1.51";
    private static final String HISTORIAN = "192.168.1.52";
    private static final String STATION = "192.168.1.53";
    private static final String OTHER = "192.168.1.54";
    private final Watched site = new Watched();

    private List<Anomaly> told() {
        return site.anomalies.stream().filter(a -> a.situation().equals("D12")).toList();
    }

    /** Ann sits in the office and works at the jump host, which goes to the engineering station. */
    @BeforeEach
    void aWeek() {
        for (int day = 0; day < 7; day++) {
            site.at(day * DAY + 3600);
            logsIn(site, OFFICE, JUMP, "rdp", "ann");
            goes(site, OFFICE, JUMP, "rdp");
            goes(site.later(600), JUMP, STATION, "rdp");
            goes(site, HISTORIAN, OTHER, "smb2");
        }
        site.at(7 * DAY + 3600);
    }

    @Test
    void anotherUserAndThenAHostNeverVisitedAreOnePath() {
        logsIn(site, OFFICE, JUMP, "rdp", "mallory");
        goes(site.later(600), JUMP, HISTORIAN, "ssh");
        site.minuteEnds();
        assertThat(told()).singleElement().satisfies(a -> {
            assertThat(a.seen()).contains(OFFICE, JUMP, HISTORIAN, "mallory@works", "ssh");
            assertThat(a.pvalue()).isLessThan(1e-3);
            assertThat(Recomputed.of(a.explanation().derivation()).agrees()).isTrue();
        });
        assertThat(site.only().devices()).extracting(Incident.Party::part).contains("source", "relay", "target");
        assertThat(site.only().tier()).isEqualTo(Incident.Tier.NOTICE);
    }

    @Test
    void aPathThatGoesOnIsOneStoryAndAnIncident() {
        logsIn(site, OFFICE, JUMP, "smb2", "mallory");
        goes(site.later(300), JUMP, HISTORIAN, "ssh");
        site.minuteEnds();
        goes(site.later(300), HISTORIAN, STATION, "rdp");
        site.minuteEnds();
        assertThat(told()).hasSize(2);
        assertThat(told().getLast().seen()).contains(OFFICE, JUMP, HISTORIAN, STATION);
        assertThat(site.only().tier()).isEqualTo(Incident.Tier.INCIDENT);
    }

    @Test
    void theStreamsOfOneMinuteAreToldInAnyOrder() {
        logsIn(site, OTHER, JUMP, "rdp", "mallory");
        goes(site.later(20), JUMP, HISTORIAN, "ssh");
        goes(site, OTHER, JUMP, "rdp");
        site.minuteEnds();
        assertThat(told()).hasSize(1);
    }

    @Test
    void theUsualPathAndANewHostByTheUsualUserAreNone() {
        logsIn(site, OFFICE, JUMP, "rdp", "ann");
        goes(site.later(600), JUMP, STATION, "rdp");
        goes(site, JUMP, HISTORIAN, "ssh");
        site.minuteEnds();
        assertThat(told()).isEmpty();
    }

    @Test
    void aNewUserWhoGoesWhereTheHostAlwaysGoesIsNone() {
        logsIn(site, OFFICE, JUMP, "rdp", "bert");
        goes(site.later(600), JUMP, STATION, "rdp");
        site.minuteEnds();
        assertThat(told()).isEmpty();
    }

    @Test
    void beforeAWeekNobodyKnowsWhoComesOnceAWeek() {
        Watched young = new Watched();
        for (int day = 0; day < 3; day++) {
            young.at(day * DAY + 3600);
            logsIn(young, OFFICE, JUMP, "rdp", "ann");
            goes(young.later(600), JUMP, STATION, "rdp");
        }
        logsIn(young, OFFICE, JUMP, "rdp", "mallory");
        goes(young.later(600), JUMP, HISTORIAN, "ssh");
        young.minuteEnds();
        assertThat(young.anomalies).noneMatch(a -> a.situation().equals("D12"));
    }

    @Test
    void hoursLaterItIsNoPath() {
        logsIn(site, OFFICE, JUMP, "rdp", "mallory");
        goes(site.later(3 * 3600), JUMP, HISTORIAN, "ssh");
        site.minuteEnds();
        assertThat(told()).isEmpty();
    }

    /** Suppliers come and go, each to a machine of his own. */
    @Test
    void aJumpHostThatDoesSoEveryWeekIsToldOnceAtMost() {
        for (int week = 1; week < 8; week++) {
            site.at((7 + 7 * week) * DAY + 3600);
            logsIn(site, OFFICE, JUMP, "rdp", "supplier" + week);
            goes(site.later(600), JUMP, "192.168.1." + (100 + week), "ssh");
            site.minuteEnds();
        }
        assertThat(told()).hasSizeLessThanOrEqualTo(1);
    }
}
