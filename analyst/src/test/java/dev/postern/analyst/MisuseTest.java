package dev.postern.analyst;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.situation.Naming;
import dev.postern.analyst.situation.Situation;
import org.junit.jupiter.api.Test;

/** Two hosts that ping each other, and rules that are broken now and then. */
class MisuseTest {
    private static final String ASKING = "10.1.0.20", ASKED = "10.1.0.30";
    private static final int HOUR = 3_600;

    private static Watched broken(String rule, int times, int everySeconds) {
        Watched site = new Watched();
        for (int i = 0; i < times; i++)
            site.at(i * everySeconds).malformed(ASKING, ASKED, rule.startsWith("echo") ? "icmp" : "tcp", rule);
        return site;
    }

    private static boolean isTold(Watched site, Situation situation) {
        return site.anomalies.stream().anyMatch(a -> Naming.situation(a) == situation);
    }

    @Test
    void whoTalksInsidePingsOnceAnHourIsToldAtTheThird() {
        assertThat(isTold(broken("echo returns other data", 3, HOUR), Situation.TUNNEL))
                .isTrue();
        assertThat(isTold(broken("echo returns other data", 2, HOUR), Situation.TUNNEL))
                .isFalse();
    }

    @Test
    void anEchoThatIsSpoiledEveryTwoMonthsIsNoTalk() {
        assertThat(isTold(broken("echo returns other data", 12, 60 * 24 * HOUR), Situation.TUNNEL))
                .isFalse();
    }
}
