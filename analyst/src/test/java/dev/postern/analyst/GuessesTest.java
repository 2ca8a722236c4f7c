package dev.postern.analyst;

import static dev.postern.analyst.Catalogue.SERVER;
import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.STATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.situation.Situation;
import dev.postern.model.Anomaly;
import dev.postern.model.Fields;
import dev.postern.model.Incident;
import dev.postern.model.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is let in after he was refused too often. */
class GuessesTest {
    private final Watched site = new Watched().plant();

    private List<Anomaly> told() {
        return site.anomalies.stream()
                .filter(a -> a.title().equals(Situation.GUESSED_IN.title))
                .toList();
    }

    @Test
    void whoIsLetInAfterTwentyRefusalsGuessedFromTheFirstMinute() {
        Intruder.guesses(site, STATION, SERVER, "ssh", 41, 3);
        assertThat(told()).singleElement().satisfies(a -> {
            assertThat(a.device()).hasToString(STATION);
            assertThat(a.peer()).hasToString(SERVER);
            assertThat(a.seen()).contains("41 times in a row", "over ssh");
            assertThat(a.evidence()).hasSize(8);
            assertThat(a.neverHidden()).isTrue();
        });
        assertThat(site.only().tier()).isEqualTo(Incident.Tier.INCIDENT);
        Intruder.tries(site.later(3), STATION, SERVER, "ssh", Outcome.SUCCESS);
        assertThat(told()).as("once").hasSize(1);
    }

    @Test
    void ofOneAccountItMayBeAProgramThatWasGivenTheNewPasswordAndIsANotice() {
        tries("ann");
        assertThat(told()).singleElement().satisfies(a -> {
            assertThat(a.seen()).contains("21 times in a row as ann");
            assertThat(a.neverHidden()).isFalse();
        });
        assertThat(site.only().tier()).isEqualTo(Incident.Tier.NOTICE);
    }

    @Test
    void ofSeveralAccountsItIsAnIncident() {
        tries("ann", "bert", "clara", "dora");
        assertThat(told()).singleElement().satisfies(a -> assertThat(a.seen()).contains("ann, bert, clara and others"));
        assertThat(site.only().tier()).isEqualTo(Incident.Tier.INCIDENT);
    }

    /** Refused 21 times as one after the other, and then let in; the question says as whom. */
    private void tries(String... accounts) {
        for (int i = 0; i < 22; i++) {
            Fields user = Fields.of("user", accounts[i % accounts.length]);
            Intruder.tries(site.later(3), STATION, SERVER, "ftp", Outcome.REQUEST, user);
            Intruder.tries(site, STATION, SERVER, "ftp", i == 21 ? Outcome.SUCCESS : Outcome.REFUSED, Fields.NONE);
        }
    }

    @Test
    void whoMistypesOrIsNeverLetInDidNotGuess() {
        Intruder.guesses(site, STATION, SERVER, "ssh", 19, 3);
        for (int i = 0; i < 500; i++) Intruder.tries(site.later(3), STATION, SERVER, "ssh", Outcome.REFUSED);
        assertThat(told()).isEmpty();
    }

    @Test
    void refusalsOfAnotherClientServerOrProtocolAreAnothers() {
        for (int i = 0; i < 30; i++) Intruder.tries(site.later(3), STATION, SERVER, "ssh", Outcome.REFUSED);
        Intruder.tries(site.later(3), HMI, SERVER, "ssh", Outcome.SUCCESS);
        Intruder.tries(site.later(3), STATION, HMI, "ssh", Outcome.SUCCESS);
        Intruder.tries(site.later(3), STATION, SERVER, "smb2", Outcome.SUCCESS);
        assertThat(told()).isEmpty();
    }

    @Test
    void aProgramWithAnOldPasswordThatIsGivenTheNewOneDidNotGuess() {
        Intruder.guesses(site, STATION, SERVER, "ssh", 200, 60);
        assertThat(told()).isEmpty();
    }

    @Test
    void aPortalThatLogsInManyPeopleDidNotGuess() {
        for (int i = 0; i < 200; i++)
            Intruder.tries(site.later(1), STATION, SERVER, "ldap", i % 5 == 4 ? Outcome.SUCCESS : Outcome.REFUSED);
        assertThat(told()).isEmpty();
    }

    @Test
    void whoPausesForLongerBeginsAnew() {
        for (int i = 0; i < 19; i++) Intruder.tries(site.later(3), STATION, SERVER, "ssh", Outcome.REFUSED);
        Intruder.guesses(site.later(700), STATION, SERVER, "ssh", 5, 3);
        assertThat(told()).isEmpty();
    }
}
