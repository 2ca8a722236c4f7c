package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.STATION;
import static dev.postern.analyst.Watched.ip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.situation.Situation;
import dev.postern.model.Conversation;
import dev.postern.model.Fields;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** A time that is not the one it was is told (B12), a time zone or a clock that nobody ever set is not. */
class TimesToldTest {
    private static final String SERVER = "192.168.1.2";
    private static final double DAY = 86_400;
    private static final long HOUR = 3_600_000;
    private final Watched site = new Watched();

    static Watched sets(Watched site, String station, long offMillis) {
        long millis = site.stamp().atNanos() / 1_000_000 + offMillis;
        String time = LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1000), 0, ZoneOffset.UTC)
                .toString();
        return site.message(station, PLC, "iec104", "clock synchronization command", Verb.CLOCK, "clock", "time", time);
    }

    private void answers(long offMillis) {
        long millis = site.stamp().atNanos() / 1_000_000 + offMillis;
        site.accept(new Message(
                site.stamp(),
                new Conversation(ip(HMI), ip(SERVER), Transport.UDP, 123, 123, 0),
                false,
                "ntp",
                "server",
                Verb.OTHER,
                Outcome.SUCCESS,
                "",
                "",
                -1,
                Fields.of("transmit_millis", millis)));
    }

    private long told() {
        return site.told(Situation.WRONG_TIME).size();
    }

    @Test
    void aMasterThatSetsAClockFourYearsBackAfterMonthsOfRightOnesIsTold() {
        site.plant();
        for (int day = 0; day < 5; day++) sets(site.at(day * DAY), STATION, 300);
        assertThat(told()).isZero();
        sets(site.at(5 * DAY), STATION, -4 * 365 * 24 * HOUR);
        assertThat(site.told(Situation.WRONG_TIME)).singleElement().satisfies(a -> {
            assertThat(a.device()).hasToString(STATION);
            assertThat(a.peer()).hasToString(PLC);
            assertThat(a.seen()).contains("a time that is 4 years in the past");
            assertThat(a.consequence()).isEqualTo(10);
        });
    }

    @Test
    void eachWrongTimeIsToldOnceAndADriftOfItIsNoOther() {
        site.plant();
        sets(site, STATION, 0);
        for (int hour = 1; hour < 9; hour++) sets(site.at(hour * 3600), STATION, 5 * 60_000 + hour * 30_000);
        assertThat(told()).isOne();
        sets(site.at(DAY), STATION, 99 * HOUR);
        assertThat(told()).isEqualTo(2);
    }

    @Test
    void whoTellsAnotherTimeWithEachAnswerIsToldAFewTimesAndCounted() {
        site.plant();
        answers(0);
        for (int i = 1; i <= 40; i++) answers(i * HOUR);
        assertThat(told()).isEqualTo(8);
        assertThat(site.analyst.limitsHit()).containsEntry("wrong times of a teller", 32L);
    }

    @Test
    void localTimeAndItsChangeInSpringAreNoWrongTime() {
        site.plant();
        sets(site, STATION, HOUR);
        sets(site.at(DAY), STATION, 2 * HOUR);
        sets(site.at(2 * DAY), STATION, 5 * HOUR + HOUR / 2 + 40_000);
        assertThat(told()).isZero();
        sets(site.at(3 * DAY), STATION, 15 * HOUR);
        assertThat(told()).as("no zone is fifteen hours ahead").isOne();
    }

    @Test
    void aTimeServerKnowsNoZones() {
        site.plant();
        answers(5);
        site.at(60);
        answers(HOUR);
        assertThat(site.told(Situation.WRONG_TIME))
                .singleElement()
                .satisfies(a -> assertThat(a.device()).hasToString(SERVER));
    }

    @Test
    void aSiteWhoseClocksWereAlwaysWrongIsToldNothing() {
        site.plant();
        for (int day = 0; day < 9; day++) {
            sets(site.at(day * DAY), STATION, -3 * 365 * 24 * HOUR);
            answers(-3 * 365 * 24 * HOUR);
        }
        assertThat(told()).isZero();
    }

    @Test
    void aStationThatIsWrongFromItsFirstWordIsToldWhereOthersAreRight() {
        site.plant();
        answers(0);
        sets(site.at(60), STATION, -3 * 365 * 24 * HOUR);
        assertThat(told()).as("while it learns").isZero();
        sets(site.at(2 * DAY), HMI, 17 * HOUR);
        assertThat(site.told(Situation.WRONG_TIME))
                .singleElement()
                .satisfies(a -> assertThat(a.expected()).isEqualTo("The time that it is here, as one other does."));
    }
}
