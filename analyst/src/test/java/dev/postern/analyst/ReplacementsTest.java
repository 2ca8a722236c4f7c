package dev.postern.analyst;

import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.STATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.situation.Situation;
import dev.postern.model.Anomaly;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Incident;
import dev.postern.model.Verb;
import org.junit.jupiter.api.Test;

/** Who says another model, firmware, serial number or program than before. */
class ReplacementsTest {
    private static final int HOUR = 3_600;
    private final Watched site = new Watched().plant();

    private Watched program(double hour, String value) {
        return site.at(hour * HOUR).poll().identity(PLC, Attribute.PROGRAM, value, "cip", 0.9);
    }

    private void download(double hour) {
        site.at(hour * HOUR).message(STATION, PLC, "cip", "write program", Verb.DOWNLOAD, "");
    }

    private long told() {
        return site.anomalies.stream()
                .filter(a -> a.title().equals(Situation.PROGRAM_CHANGED.title))
                .count();
    }

    @Test
    void aProgramThatNobodyWasHeardBringingIsAnIncidentWithWhatItWasBefore() {
        program(0, "first");
        program(30, "second");
        assertThat(told()).isOne();
        Anomaly anomaly = site.anomalies.getLast();
        assertThat(anomaly.neverHidden()).isTrue();
        assertThat(anomaly.seen()).endsWith("says over cip that its program is second.");
        assertThat(anomaly.expected()).isEqualTo("Until now it said first, and no download was seen.");
        assertThat(site.analyst.incidents().getLast().tier()).isEqualTo(Incident.Tier.INCIDENT);
        program(31, "second");
        assertThat(told()).isOne();
    }

    @Test
    void aDownloadExplainsTheProgramThatFollowsItAndNoLaterOne() {
        program(0, "first");
        download(30);
        program(30.1, "second");
        program(30.5, "third");
        assertThat(told()).isZero();
        program(60, "fourth");
        assertThat(told()).isOne();
    }

    @Test
    void aDownloadThatWasSeenWeeksBeforeTheControllerWasAskedAgainExplainsItsProgram() {
        program(0, "first");
        download(30);
        program(30 + 24 * 14, "second");
        assertThat(told()).isZero();
    }

    @Test
    void theEndOfADownloadAfterItsProgramWasSaidExplainsNoneOfAMonthLater() {
        program(0, "first");
        download(30);
        program(30.1, "second");
        download(30.2);
        program(30.3, "second");
        assertThat(told()).isZero();
        program(30 + 24 * 30, "third");
        assertThat(told()).isOne();
    }

    @Test
    void whatIsStillBroughtInTheMinuteInWhichANewProgramIsSaidIsPartOfIt() {
        program(0, "first");
        download(30);
        program(30.01, "second");
        download(30.02);
        program(30 + 24 * 30, "third");
        assertThat(told()).isOne();
    }

    @Test
    void whoChangesItEveryHourIsLeftAlone() {
        for (int hour = 0; hour < 40; hour++) program(hour, "edit " + hour);
        assertThat(told()).isZero();
    }

    @Test
    void inARackEachModuleHasItsOwn() {
        for (String slot : new String[] {"slot 0", "slot 1"})
            site.module(PLC, slot, Attribute.FIRMWARE, slot + " 1.0").module(PLC, slot, Attribute.PROGRAM, slot);
        site.at(30 * HOUR).poll().module(PLC, "slot 1", Attribute.FIRMWARE, "2.0");
        assertThat(site.anomalies).singleElement().satisfies(a -> {
            assertThat(a.title()).isEqualTo(Situation.DEVICE_REPLACED.title);
            assertThat(a.seen()).endsWith("says over cip that the firmware of slot 1 is 2.0.");
        });
        site.at(31 * HOUR).module(PLC, "slot 0", Attribute.PROGRAM, "other");
        assertThat(told()).isOne();
    }
}
