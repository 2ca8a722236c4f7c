package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.HMI_MAC;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.PLC_MAC;
import static dev.postern.analyst.Watched.STATION;
import static dev.postern.analyst.Watched.STATION_MAC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Channel;
import dev.postern.model.Verb;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job that did not come is told, and told to have come when it did. */
class AwaitedTest {
    private final Watched site = new Watched().plant();

    @BeforeEach
    void theBackupDoesNotCome() {
        site.at(3 * Watched.DAY).deviation(Channel.PRESENCE_MISSED, HMI, PLC, Verb.OTHER, 5e-5, "smb2");
        assertThat(site.only().narrative()).doesNotContain("it came");
    }

    @Test
    void itsStorySaysWhenItCameAlthoughItIsClosed() {
        site.at(3 * Watched.DAY + 5 * 3600).minuteEnds();
        site.traffic(HMI, HMI_MAC, PLC, PLC_MAC, "smb2");
        assertThat(site.incidents.values())
                .filteredOn(i -> i.title().startsWith("Job"))
                .singleElement()
                .satisfies(i -> assertThat(i.narrative()).contains("it came 5 hours after this was told"));
    }

    @Test
    void anotherServiceOrAnotherClientIsNotIt() {
        site.traffic(HMI, HMI_MAC, PLC, PLC_MAC, "modbus").traffic(STATION, STATION_MAC, PLC, PLC_MAC, "smb2");
        assertThat(site.only().narrative()).doesNotContain("it came");
    }
}
