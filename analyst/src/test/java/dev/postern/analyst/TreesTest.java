package dev.postern.analyst;

import static dev.postern.analyst.Watched.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.situation.Naming;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Tally;
import dev.postern.model.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;

/** D9: what disturbs a tree of bridges, and what looks like it. */
class TreesTest {
    private static final String PORT = "00:0c:29:00:00:11";
    private static final String CORE = "32768.00:0c:29:00:00:10";

    private final Watched site = Catalogue.site();

    private void bpdu(String port, String root) {
        site.counted(port, "01:80:c2:00:00:00", "stp", "rapid configuration", Verb.REPORT, "root " + root);
    }

    @Test
    void aRootWithABetterPriorityTakesTheTree() {
        bpdu(PORT, CORE);
        site.minuteEnds();
        bpdu(PORT, "4096.02:aa:00:00:00:01");
        assertThat(site.told(Situation.SPANNING_TREE)).singleElement().satisfies(a -> {
            assertThat(a.device()).hasToString("02:aa:00:00:00:01");
            assertThat(a.seen()).contains("priority 4096").contains("identifier is lower");
            assertThat(a.expected()).contains("00:0c:29:00:00:10 with priority 32768");
            assertThat(a.neverHidden()).isTrue();
        });
        bpdu(PORT, "4096.02:aa:00:00:00:01");
        bpdu("00:0c:29:00:00:12", "4096.02:aa:00:00:00:01");
        assertThat(site.told(Situation.SPANNING_TREE)).as("told once").hasSize(1);
    }

    @Test
    void aBridgeThatStartsClaimsToBeRootAndGivesWay() {
        bpdu(PORT, CORE);
        site.minuteEnds();
        bpdu("00:0c:29:00:00:20", "32768.00:0c:29:00:00:20");
        bpdu(PORT, CORE);
        site.minuteEnds();
        bpdu("00:0c:29:00:00:20", CORE);
        assertThat(site.told(Situation.SPANNING_TREE)).isEmpty();
    }

    @Test
    void aRootThatWasRootBeforeIsAFailOver() {
        Watched young = new Watched().plant();
        for (String root : List.of(CORE, "36864.00:0c:29:00:00:30", CORE)) {
            young.counted(PORT, "01:80:c2:00:00:00", "stp", "rapid configuration", Verb.REPORT, "root " + root);
            young.later(600).poll();
        }
        young.at(DAY + 60).poll();
        young.counted(
                PORT, "01:80:c2:00:00:00", "stp", "rapid configuration", Verb.REPORT, "root 36864.00:0c:29:00:00:30");
        young.minuteEnds();
        assertThat(young.anomalies).noneMatch(a -> Naming.situation(a) == Situation.SPANNING_TREE);
    }

    private void notices(long count) {
        counted("topology change notification", "", count);
    }

    private void counted(String operation, String target, long count) {
        site.accept(new Tally(
                site.stamp(),
                Watched.ip(PORT),
                Watched.ip("01:80:c2:00:00:00"),
                "stp",
                "",
                operation,
                Verb.REPORT,
                target,
                0,
                count,
                0));
    }

    @Test
    void aTopologyThatNeverRestsIsTold() {
        notices(3);
        assertThat(site.told(Situation.SPANNING_TREE)).isEmpty();
        notices(40);
        assertThat(site.told(Situation.SPANNING_TREE))
                .singleElement()
                .satisfies(a -> assertThat(a.seen()).contains("40 changes"));
    }

    @Test
    void aRapidTopologyThatNeverRestsIsToldAndOneThatChangedIsNot() {
        for (String kind : List.of("rapid", "multiple")) {
            counted(kind + " configuration", "root " + CORE, 30);
            counted(kind + " topology change", "root " + CORE, 4);
            assertThat(site.told(Situation.SPANNING_TREE)).as(kind).isEmpty();
        }
        counted("rapid topology change", "root " + CORE, 40);
        assertThat(site.told(Situation.SPANNING_TREE)).singleElement().satisfies(a -> {
            assertThat(a.seen()).contains("said 40 times within a minute that the topology changes");
            assertThat(a.neverHidden()).isFalse();
        });
    }

    /** What takes the tree announces the change with the same frame. */
    @Test
    void aRootThatTakesTheTreeInAChangeIsToldAsWell() {
        bpdu(PORT, CORE);
        site.minuteEnds();
        counted("rapid topology change", "root 4096.02:aa:00:00:00:01", 2);
        assertThat(site.told(Situation.SPANNING_TREE))
                .singleElement()
                .satisfies(a -> assertThat(a.seen()).contains("identifier is lower"));
    }
}
