package dev.postern.wire.ot.c1222;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Message;
import dev.postern.model.Verb;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Identity, state, sources and registers. */
class TablesTest extends Metering {
    private static final String TOTAL = "00002041 0000A041 1A0B1A0A1E 0000C040 64000000 C8000000";

    /** Both exclusions, sliding intervals, one set of ratios. */
    private static final String SOURCES = "00 0008 2B 02 01 02 02 01 02 03 5A";

    @Test
    void theManufacturerTableIsAnIdentity() {
        asksAndAnswers("30 0001", "00 0020 41434D45 4D54313030202020 02 01 05 0B 30303031323334353637383930303031 5A");
        assertThat(identities())
                .containsExactly(
                        "VENDOR ACME", "MODEL MT100", "FIRMWARE 5.11", "NOTE hardware 2.1", "SERIAL 0001234567890001");
    }

    @Test
    void aSerialNumberInDecimalsHasEightOctets() {
        asksAndAnswers("3f 0001 000000 0018", "00 0018 41434D45 4D54313030202020 02 01 05 0B 0001234567890001 5A");
        assertThat(identities()).endsWith("SERIAL 0001234567890001");
    }

    @Test
    void aPartOfATableTellsNothing() {
        asksAndAnswers("3f 0001 000004 0018", "00 0018 41434D45 4D54313030202020 02 01 05 0B 0001234567890001 5A");
        assertThat(identities()).isEmpty();
    }

    @Test
    void identificationTellsStandardClassAndIdentity() {
        asksAndAnswers(
                "20", "00 03 01 00 04 06082B06010401828563 05 08 06 06 082B06010401828563 07 07 01 4D4554455231 00");
        assertThat(field(1, "standard")).isEqualTo("C12.22 version 1.0");
        assertThat(field(1, "end_device_class")).isEqualTo("1.3.6.1.4.1.33507");
        assertThat(field(1, "device_identity")).isEqualTo("METER1");
        assertThat(field(1, "sessions")).isEqualTo(8L);
        assertThat(identities()).containsExactly("TYPE C12.22 device class 1.3.6.1.4.1.33507", "SERIAL METER1");
    }

    @Test
    void modeAndStatusAreConditionsByName() {
        asksAndAnswers("30 0003", "00 0005 02 0011 000000 5A");
        assertThat(field(1, "mode")).isEqualTo("test");
        assertThat(field(1, "conditions")).isEqualTo(List.of("low battery", "tampering"));
    }

    @Test
    void aMeterSaysInWhichOrderItsNumbersAre() {
        asksAndAnswers("30 0008", "00 0004 0a00 01 00 5A");
        assertThat(field(1, "procedure")).isEqualTo("procedure 10");
        assertThat(field(1, "result")).isEqualTo("completed");
        asksAndAnswers("30 0000", "00 000d 01 00 00 41434D45 00 00 10 ff 02 00 5A");
        assertThat(field(3, "byte_order")).isEqualTo("big-endian");
        assertThat(field(3, "meter_class")).isEqualTo("ACME");
        asksAndAnswers("30 0008", "00 0004 000a 02 05 5A");
        assertThat(field(5, "procedure")).isEqualTo("procedure 10");
        assertThat(field(5, "result")).isEqualTo("no authorization");
    }

    @Test
    void howOneMeterOrdersItsOctetsIsNothingOfTheNext() {
        String second = "060f2b060104018285638e7f85f1c24e01";
        asksAndAnswers("30 0000", "00 000d 01 00 00 41434D45 00 00 10 ff 02 00 5A");
        asksAndAnswers(second, "30 0008", "00 0004 0a00 02 05 5A");
        assertThat(field(3, "procedure")).isEqualTo("procedure 10");
        asksAndAnswers("30 0008", "00 0004 000a 02 05 5A");
        assertThat(field(5, "procedure")).isEqualTo("procedure 10");
    }

    @Test
    void asksAndAnswersOfASecondMeterAreOfOneBehindTheAddress() {
        String table = "00 0014 " + "4D31".repeat(10) + " 5A";
        asksAndAnswers("30 0005", table);
        asksAndAnswers("060f2b060104018285638e7f85f1c24e01", "30 0005", table);
        assertThat(identities().getFirst()).isEqualTo("NAME " + "M1".repeat(10));
        assertThat(identities().getLast())
                .isEqualTo("NAME " + "M1".repeat(10) + " meter 1.3.6.1.4.1.33507.1919.12345678.1");
    }

    @Test
    void registersAreValuesOnceTheMeterSaidHowManyThereAre() {
        asksAndAnswers("30 0017", "00 0035 05" + TOTAL + TOTAL + "5A");
        assertThat(field(1, "summations")).isNull();
        asksAndAnswers("30 0000", CONFIGURATION);
        asksAndAnswers("30 0015", DIMENSIONS);
        assertThat(field(5, "summation_count")).isEqualTo(2L);
        assertThat(field(5, "tier_count")).isEqualTo(1L);
        asksAndAnswers("30 0017", "00 0033 05" + TOTAL + TOTAL + "5A");
        assertThat(field(7, "demand_resets")).isEqualTo(5L);
        assertThat(field(7, "summations")).isEqualTo(List.of(10.0, 20.0));
        assertThat(field(7, "demand_times")).isEqualTo(List.of("2026-11-26 10:30"));
        assertThat(field(7, "cumulative_demands")).isEqualTo(List.of(6.0));
        assertThat(field(7, "demands")).isEqualTo(List.of(100L));
        assertThat(field(7, "coincidents")).isEqualTo(List.of(200L));
        assertThat(field(7, "tier1_summations")).isEqualTo(List.of(10.0, 20.0));
        assertThat(bench.malformed()).isEmpty();
    }

    @Test
    void aTableOfAnotherLengthIsLeftToItsOctets() {
        asksAndAnswers("30 0000", CONFIGURATION);
        asksAndAnswers("30 0015", DIMENSIONS);
        asksAndAnswers("30 0017", "00 0032 05" + TOTAL + TOTAL.substring(0, TOTAL.length() - 2) + "5A");
        assertThat(field(5, "summations")).isNull();
        assertThat(field(5, "data")).isNotNull();
        // Of a second meter nothing is known.
        asksAndAnswers("060f2b060104018285638e7f85f1c24e01", "30 0017", "00 0033 05" + TOTAL + TOTAL + "5A");
        assertThat(field(7, "summations")).isNull();
    }

    @Test
    void earlierRegistersHaveTheirTimeAndSeason() {
        asksAndAnswers("30 0000", CONFIGURATION);
        asksAndAnswers("30 0015", DIMENSIONS);
        String record = "1A0B190000 03 05" + TOTAL + TOTAL;
        asksAndAnswers("30 0019", "00 0039 " + record + "5A");
        assertThat(field(5, "time")).isEqualTo("2026-11-25 00:00");
        assertThat(field(5, "season")).isEqualTo(3L);
        assertThat(field(5, "demand_resets")).isEqualTo(5L);
        asksAndAnswers("30 001A", "00 0078 00 02 01 0900 01" + record.replace("05000", "04000") + record + "5A");
        assertThat(field(7, "last_sequence")).isEqualTo(9L);
        assertThat(field(7, "season")).isEqualTo(3L);
        assertThat(field(7, "demand_resets")).isEqualTo(5L);
    }

    @Test
    void aMeterWithoutSelfReadsHasNoNewestOne() {
        asksAndAnswers("30 0000", CONFIGURATION);
        asksAndAnswers("30 0015", DIMENSIONS);
        String record = "1A0B190000 03 05" + TOTAL + TOTAL;
        asksAndAnswers("30 001A", "00 003f 00 00 00 0000 00" + record + "5A");
        assertThat(field(5, "valid_entries")).isEqualTo(0L);
        assertThat(field(5, "season")).isNull();
        asksAndAnswers("30 001A", "00 003f 00 01 00 0000 00" + record + "5A");
        assertThat(field(7, "season")).isEqualTo(3L);
    }

    @Test
    void presentRegistersAndTheirSourcesAreTold() {
        asksAndAnswers("30 0000", CONFIGURATION.replace("00 02 81", "01 02 74"));
        asksAndAnswers("30 0015", DIMENSIONS);
        asksAndAnswers("30 001C", "00 0007 FFFFFE 00018704 5A");
        assertThat(field(5, "present_demands")).isEqualTo(List.of(-2L));
        assertThat(field(5, "present_values")).isEqualTo(List.of(10.0100));
        asksAndAnswers("30 001B", "00 0002 07 09 5A");
        assertThat(field(7, "present_demand_sources")).isEqualTo(List.of(7L));
        assertThat(field(7, "present_value_sources")).isEqualTo(List.of(9L));
        asksAndAnswers("30 0016", "00 0006 01 02 03 01 04 00 5A");
        assertThat(field(9, "summation_sources")).isEqualTo(List.of(1L, 2L));
        assertThat(field(9, "maximum_demands")).isEqualTo(List.of(0L));
        assertThat(field(9, "coincident_sources")).isEqualTo(List.of(4L));
    }

    @Test
    void sourcesSayHowTheyAreMeasured() {
        asksAndAnswers("30 000D", "00 0006 05 0A 14 1E 05 03 5A");
        assertThat(field(1, "demand_minutes")).as("no table 11 yet").isNull();
        asksAndAnswers("30 0000", CONFIGURATION);
        asksAndAnswers("30 000B", SOURCES);
        asksAndAnswers("30 000D", "00 0006 05 0A 14 1E 05 03 5A");
        assertThat(field(7, "reset_exclusion_minutes")).isEqualTo(5L);
        assertThat(field(7, "power_failure_seconds")).isEqualTo(10L);
        assertThat(field(7, "power_failure_exclusion_minutes")).isEqualTo(20L);
        assertThat(field(7, "cold_load_minutes")).isEqualTo(30L);
        assertThat(field(7, "demand_minutes")).isEqualTo(List.of(15L));
        assertThat(field(7, "demand_step_minutes")).isEqualTo(List.of(5L));
        asksAndAnswers("30 000E", "00 0004 0102 0304 5A");
        assertThat(field(9, "data_controls")).isEqualTo(List.of("0102", "0304"));
        asksAndAnswers("30 000F", "00 0011 00000040 00000000 01 00002041 0000A041 5A");
        assertThat(field(11, "multipliers")).isEqualTo(List.of(2.0));
        assertThat(field(11, "offsets")).isEqualTo(List.of(0.0));
        assertThat(field(11, "current_ratios")).isEqualTo(List.of(10.0));
        assertThat(field(11, "voltage_ratios")).isEqualTo(List.of(20.0));
        asksAndAnswers("30 0010", "00 0003 1B 05 28 5A");
        assertThat(field(13, "sources"))
                .isEqualTo(List.of(
                        "engineering units, unit, demand control, constants",
                        "pulses, unit, data control",
                        "pulses, constants to be applied"));
    }

    @Test
    void aBlockDemandHasItsLengthAndConstantsOfGasAreLeftToTheirOctets() {
        asksAndAnswers("30 0000", CONFIGURATION);
        asksAndAnswers("30 000B", "00 0008 04 02 02 00 00 01 00 03 5A");
        asksAndAnswers("30 000D", "00 0004 0F00 1E00 5A");
        assertThat(field(5, "demand_minutes")).isEqualTo(List.of(15L, 30L));
        assertThat(field(5, "reset_exclusion_minutes")).isNull();
        asksAndAnswers("30 000F", "00 0008 00000040 00000000 5A");
        assertThat(field(7, "multipliers")).isNull();
        assertThat(field(7, "data")).isNotNull();
    }

    /** Who writes how demand is measured changes what is billed; what is written teaches nothing. */
    @Test
    void whatIsWrittenToASettingIsReadAsIfItWereRead() {
        asksAndAnswers("30 0000", CONFIGURATION);
        asksAndAnswers("30 000B", "00 0008 04 02 02 00 00 01 00 03 5A");
        asksAndAnswers("40 000D 0004 3C00 3C00 00", "00");
        assertThat(field(4, "demand_minutes")).isEqualTo(List.of(60L, 60L));
        assertThat(bench.messages().get(4).verb()).isEqualTo(Verb.WRITE);
        asksAndAnswers("40 000D 0008 3C00", "00");
        assertThat(bench.malformed()).isEmpty();
    }

    /** A meter may claim any dimensions and formats, and send any table. */
    @Test
    void noDimensionsAndNoTableBreakAnything() {
        Random random = new Random(500);
        int read = 0;
        for (int i = 0; i < 150; i++) {
            TablesTest one = new TablesTest();
            one.asksAndAnswers("30 0000", "00 001d " + octets(random, 29, i % 3 == 0 ? 256 : 16) + "5A");
            one.asksAndAnswers("30 000B", "00 0008 " + octets(random, 8, i % 4 == 0 ? 256 : 3) + "5A");
            one.asksAndAnswers("30 0015", "00 000a " + octets(random, 10, i % 4 == 0 ? 256 : 3) + "5A");
            one.asksAndAnswers("30 0047", "00 0009 " + octets(random, 9, i % 4 == 0 ? 256 : 3) + "5A");
            one.asksAndAnswers("30 003D", "00 000D " + octets(random, 13, i % 4 == 0 ? 256 : 3) + "5A");
            one.asksAndAnswers("30 003E", "00 0004 " + octets(random, 4, i % 2 == 0 ? 256 : 3) + "5A");
            int[] tables = {
                12, 13, 14, 15, 16, 64, 65, 66, 67, 72, 73, 75, 20, 21, 22, 23, 24, 25, 26, 27, 28, 62, 63, 74, 76
            };
            String table = "30 00" + "%02x".formatted(tables[random.nextInt(tables.length)]);
            for (int size = 0; size < 80; size++)
                one.asksAndAnswers(table, "00 00" + "%02x".formatted(size) + octets(random, size, 256) + "5A");
            assertThat(one.bench.malformed()).isEmpty();
            for (Message message : one.bench.messages())
                for (Object value : message.fields().toMap().values())
                    if (value instanceof List<?> list) {
                        assertThat(list).hasSizeLessThanOrEqualTo(64);
                        read++;
                    }
        }
        assertThat(read).isGreaterThan(100);
    }

    private static String octets(Random random, int count, int below) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < count; i++) hex.append("%02x".formatted(random.nextInt(below)));
        return hex.toString();
    }
}
