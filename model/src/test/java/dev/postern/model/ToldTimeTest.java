package dev.postern.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToldTimeTest {
    private static final Conversation FLOW = new Conversation(Address.ipv4(1), Address.ipv4(2), Transport.UDP, 1, 2, 0);

    private static Message message(String protocol, Verb verb, Outcome outcome, boolean fromClient, Object... fields) {
        Stamp stamp = new Stamp(0, 1, 0, 1, false);
        return new Message(stamp, FLOW, fromClient, protocol, "", verb, outcome, "", "", -1, Fields.of(fields));
    }

    private static Long set(Object... fields) {
        return ToldTime.millis(message("any", Verb.CLOCK, Outcome.REQUEST, true, fields));
    }

    private static long at(String text) {
        return Instant.parse(text).toEpochMilli();
    }

    @Test
    void aClockThatIsSetTellsTheTimeHoweverItsProtocolWritesIt() {
        assertThat(set("times", List.of("2026-03-06T09:10:00.250"))).isEqualTo(at("2026-03-06T09:10:00.250Z"));
        assertThat(set("times", List.of("2026-07-06T09:10:00.250 summer invalid")))
                .isEqualTo(at("2026-07-06T09:10:00.250Z"));
        assertThat(set("g50v1 millis", List.of(1_772_788_200_000L))).isEqualTo(1_772_788_200_000L);
        assertThat(set("clock", "2014-08-20T11:55:33.615")).isEqualTo(at("2014-08-20T11:55:33.615Z"));
        assertThat(set("date", "1970-01-01", "clock", "00:00:07.00")).isEqualTo(7_000L);
        assertThat(set("time", "2024-03-15 12:45:30")).isEqualTo(at("2024-03-15T12:45:30Z"));
        assertThat(set("time", "24-03-15 12:45")).as("a year of two digits").isEqualTo(at("2024-03-15T12:45:00Z"));
    }

    @Test
    void whatIsNoTimeOfThisCalendarIsNone() {
        assertThat(set("time", "2024-13-45 99:99:99")).isNull();
        assertThat(set("times", List.of())).isNull();
        assertThat(set("clock", 7L)).isNull();
        assertThat(set()).isNull();
    }

    @Test
    void whoAsksForTheTimeOrIsRefusedTellsNone() {
        assertThat(ToldTime.millis(message("ntp", Verb.OTHER, Outcome.REQUEST, true, "mode", 3L)))
                .isNull();
        assertThat(ToldTime.millis(message("ntp", Verb.OTHER, Outcome.SUCCESS, false, "transmit_millis", 5L)))
                .isEqualTo(5L);
        assertThat(ToldTime.millis(message("s7comm", Verb.CLOCK, Outcome.SUCCESS, false, "clock", "2014-08-20T11:55")))
                .as("the answer")
                .isNull();
        assertThat(ToldTime.millis(message("s7comm", Verb.CLOCK, Outcome.REFUSED, true, "clock", "2014-08-20T11:55")))
                .isNull();
    }
}
