package dev.postern.analyst;

import static dev.postern.analyst.Catalogue.SERVER;
import static dev.postern.analyst.Watched.OTHER_MAC;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.PLC_MAC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.situation.Situation;
import org.junit.jupiter.api.Test;

class FirstTimesTest {
    private final Watched site = new Watched().plant();

    @Test
    void aControllerThatHeldAConnectionAllTheTimeMayOpenItAnew() {
        site.livesUntil(3_600).ticking(PLC, PLC_MAC, SERVER, OTHER_MAC, 1, 0);
        site.livesUntil(2 * Watched.DAY).traffic(PLC, PLC_MAC, SERVER, OTHER_MAC, "mqtt");
        assertThat(site.situations()).doesNotContain(Situation.CONTROLLER_CALLS.code);
    }

    @Test
    void aControllerThatOnlyEverAnsweredMayNot() {
        site.livesUntil(2 * Watched.DAY).traffic(PLC, PLC_MAC, SERVER, OTHER_MAC, "mqtt");
        assertThat(site.situations()).contains(Situation.CONTROLLER_CALLS.code);
    }
}
