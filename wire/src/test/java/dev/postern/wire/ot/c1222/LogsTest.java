package dev.postern.wire.ot.c1222;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Message;
import dev.postern.model.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables 71 to 76. */
class LogsTest extends Metering {
    /** History with times and sequence numbers and no argument, events with one octet of it. */
    private static final String LOGS = "00 0009 06 07 0C 00 01 0100 0200 5A";

    private static final String LIST = "00 0200 0100 07000000 0100";

    /** Three octets of events, one of the manufacturer's; tables and procedures as table 0 says. */
    private static final String LOG_SIZES = "00 0009 06 03 01 00 01 0100 0200 5A";

    @Test
    void logsSayWhatWasDoneByWhomOnceTheMeterSaidHowTheyAreLaidOut() {
        String cleared = "1A0B1A0A1E05 0700 0200 1000";
        asksAndAnswers("30 004A", "00 0017" + LIST + cleared + "5A");
        assertThat(field(0, "table_name")).isEqualTo("history log");
        assertThat(field(1, "last_sequence")).isEqualTo(7L);
        assertThat(field(1, "events")).isNull();
        asksAndAnswers("30 0000", CONFIGURATION);
        asksAndAnswers("30 0047", LOGS);
        assertThat(field(5, "event_entries")).isEqualTo(2L);
        asksAndAnswers("30 004A", "00 0017" + LIST + cleared + "5A");
        assertThat(field(7, "events")).isEqualTo(List.of("2026-11-26 10:30:05 history log cleared by 2"));
        String tampered = "1A0B1A0A1E05 0700 0000 2F00 FF";
        String other = "1A0B1A0A1F00 0800 0000 0508 FF";
        asksAndAnswers("30 004C", "00 0025" + LIST + tampered + other + "5A");
        assertThat(field(9, "events"))
                .isEqualTo(
                        List.of("2026-11-26 10:30:05 tampering by 0", "2026-11-26 10:31:00 manufacturer event 5 by 0"));
        // An octet is missing.
        asksAndAnswers("30 004C", "00 0024" + LIST + tampered + other.substring(0, other.length() - 3) + "5A");
        assertThat(field(11, "events")).isNull();
        assertThat(field(11, "unread_entries")).isEqualTo(1L);
        assertThat(bench.malformed()).isEmpty();
    }

    /** Flags of two octets, as some meters have them; times of four octets count seconds. */
    @Test
    void flagsOfLogsMayHaveTwoOctets() {
        asksAndAnswers("30 0000", "00 000d 00 04 81 41434D45 02 00 10 ff 02 00 5A");
        asksAndAnswers("30 0047", "00 000a 0700 07 0C 00 01 0100 0200 5A");
        asksAndAnswers("30 004A", "00 0017" + LIST + "00186065 0900 0700 0200 0A00" + "5A");
        assertThat(field(5, "events")).isEqualTo(List.of("2023-11-24 03:26:56 table written by 2"));
    }

    @Test
    void whatIsLoggedIsToldByName() {
        asksAndAnswers("30 0000", SETS);
        asksAndAnswers("30 0047", LOG_SIZES);
        asksAndAnswers("30 0048", "00 0004 06 00 11 80 5A");
        assertThat(field(5, "supported_events"))
                .isEqualTo(List.of("power down", "power up", "history log cleared", "demand reset"));
        assertThat(field(5, "supported_manufacturer_events")).isEqualTo(List.of(7L));
        String control = "02 00 00 01 000000000000000004 00 08 00";
        asksAndAnswers("30 0049", "00 0010 " + control + "5A");
        assertThat(field(7, "logged_events")).isEqualTo(List.of("power down"));
        assertThat(field(7, "logged_manufacturer_events")).isEqualTo(List.of(0L));
        assertThat(field(7, "logged_tables")).isEqualTo(List.of(66L));
        assertThat(field(7, "logged_procedures")).isEqualTo(List.of(3L));
        asksAndAnswers("30 004B", "00 0010 " + control + "5A");
        assertThat(field(9, "logged_tables")).isEqualTo(List.of(66L));
    }

    /** Somebody who does not want to be seen: told as nothing logged, under a verb that is heard. */
    @Test
    void whoSwitchesALogOffIsSeen() {
        asksAndAnswers("30 0000", SETS);
        asksAndAnswers("30 0047", LOG_SIZES);
        asksAndAnswers("40 0049 0010 " + "00".repeat(16) + "00", "00");
        assertThat(bench.messages().get(4).verb()).isEqualTo(Verb.PROTECT);
        assertThat(field(4, "logged_events")).isEqualTo(List.of());
        assertThat(field(4, "logged_tables")).isEqualTo(List.of());
    }

    @Test
    void whoWritesToTheGuardsOfAMeterIsSeen() {
        asksAndAnswers("40 0049 0002 0000 00", "00");
        asksAndAnswers("40 002C 0001 00 00", "00");
        asksAndAnswers("40 0005 0001 00 00", "00");
        assertThat(bench.messages())
                .extracting(Message::verb)
                .containsExactly(Verb.PROTECT, Verb.PROTECT, Verb.PROTECT, Verb.PROTECT, Verb.WRITE, Verb.WRITE);
        assertThat(field(0, "table_name")).isEqualTo("history log control");
    }
}
