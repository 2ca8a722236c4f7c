package dev.postern.wire.ot.c1222;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Dissector.Recognition;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Units put together after ANSI C12.22 clause 5: the titles of a meter and of a head end, invocation 5, then EPSEM. */
class C1222Test {
    private static final String READ =
            "602fa211060f2b060104018285638e7f85f1c24e00a60a06082b06010401828563a803020105be09280781058003300001";
    private static final String TABLE =
            "6038a20a06082b06010401828563a403020105a611060f2b060104018285638e7f85f1c24e00a803020109be0d280b810980"
                    + "070000034142433a";
    private static final String LOGON_AND_READ =
            "6044a211060f2b060104018285638e7f85f1c24e00a60a06082b06010401828563a803020105be1e281c811a800f50123468"
                    + "656c6c6f776f726c640000083f000500000a0004";
    private static final String OK_AND_REFUSED =
            "6034a20a06082b06010401828563a403020105a611060f2b060104018285638e7f85f1c24e00a803020109be092807810580"
                    + "01000103";
    private static final String PROCEDURES =
            "6048a211060f2b060104018285638e7f85f1c24e00a60a06082b06010401828563a803020105be222820811e800a40000700"
                    + "040a000100f5094000070003000002fe0740080500012ad6";
    private static final String SECURITY =
            "6043a211060f2b060104018285638e7f85f1c24e00a60a06082b06010401828563a803020105be1d281b8119801751534543"
                    + "52455450415353574f52442020202020201234";
    private static final String ENCRYPTED =
            "6037a211060f2b060104018285638e7f85f1c24e00a60a06082b06010401828563a803020105be11280f810d880102030405"
                    + "060708090a0b0c";
    private static final String ENCRYPTED_ANSWER =
            "603ca20a06082b06010401828563a403020105a611060f2b060104018285638e7f85f1c24e00a803020109be11280f810d88"
                    + "0102030405060708090a0b0c";
    private static final String BROKEN =
            "602da211060f2b060104018285638e7f85f1c24e00a60a06082b06010401828563a803020105be0728058103800530";
    private static final String UNKNOWN =
            "602da211060f2b060104018285638e7f85f1c24e00a60a06082b06010401828563a803020105be072805810380012f";

    private static final String WITHOUT_LENGTH =
            "602da211060f2b060104018285638e7f85f1c24e00a60a06082b06010401828563a803020105be0728058180030130";

    private static final String METER = "1.3.6.1.4.1.33507.1919.12345678.0";

    private final Bench bench = new Bench(new C1222Dissector(), Transport.TCP, 1153);

    private Object field(int index, String name) {
        return bench.messages().get(index).fields().get(name);
    }

    @Test
    void aReadNamesItsTableAndItsAnswerHasTheOctets() {
        bench.client(READ);
        bench.server(TABLE);
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages()).allSatisfy(m -> {
            assertThat(m.operation()).isEqualTo("full read");
            assertThat(m.verb()).isEqualTo(Verb.READ);
            assertThat(m.unit()).isEqualTo(METER);
            assertThat(m.target()).isEqualTo("table 1");
        });
        assertThat(bench.messages().get(1).outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(bench.messages().get(1).latencyNanos()).isEqualTo(10_000_000);
        assertThat(field(1, "data")).isEqualTo("414243");
        assertThat(field(0, "calling")).isEqualTo("1.3.6.1.4.1.33507");
    }

    @Test
    void severalServicesOfAUnitHaveTheirAnswersInOrder() {
        bench.client(LOGON_AND_READ);
        bench.server(OK_AND_REFUSED);
        assertThat(bench.messages())
                .extracting(Message::operation)
                .containsExactly("logon", "partial read", "logon", "partial read");
        assertThat(bench.messages())
                .extracting(Message::outcome)
                .containsExactly(Outcome.REQUEST, Outcome.REQUEST, Outcome.SUCCESS, Outcome.REFUSED);
        assertThat(bench.messages().getFirst().verb()).isEqualTo(Verb.LOGIN);
        assertThat(field(0, "user")).isEqualTo("helloworld");
        assertThat(field(0, "user_id")).isEqualTo(0x1234L);
        assertThat(bench.messages().get(3).target()).isEqualTo("table 5 offset 10 x4");
        assertThat(field(3, "answer")).isEqualTo("insufficient security clearance");
    }

    @Test
    void whatIsWrittenToTableSevenIsAProcedure() {
        bench.client(PROCEDURES);
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(Message::operation)
                .containsExactly("procedure", "procedure", "full write");
        assertThat(bench.messages()).extracting(Message::verb).containsExactly(Verb.CLOCK, Verb.RESTART, Verb.WRITE);
        assertThat(field(0, "name")).isEqualTo("set date and/or time");
        assertThat(bench.messages())
                .extracting(Message::target)
                .containsExactly("procedure 10", "procedure 0", "manufacturer table 5");
        assertThat(field(2, "data")).isEqualTo("2a");
    }

    @Test
    void aPasswordIsNotShown() {
        bench.client(SECURITY);
        assertThat(bench.messages().getFirst().verb()).isEqualTo(Verb.LOGIN);
        assertThat(bench.messages().getFirst().fields().toMap().toString()).doesNotContain("534543");
    }

    @Test
    void whatIsEncryptedIsTiedByItsInvocation() {
        bench.client(ENCRYPTED);
        bench.server(ENCRYPTED_ANSWER);
        assertThat(bench.messages()).extracting(Message::operation).containsOnly("encrypted");
        assertThat(bench.messages().get(1).latencyNanos()).isEqualTo(10_000_000);
        assertThat(field(0, "size")).isEqualTo(12L);
    }

    /** The meter answers a request for {@code service}; both units are as short as they can be. */
    private void asksAndAnswers(String service, String answer) {
        asksAndAnswers("060f2b060104018285638e7f85f1c24e00", service, answer);
    }

    private void asksAndAnswers(String meter, String service, String answer) {
        bench.client(unit("a2" + element(meter) + "a803020105", service));
        bench.server(unit("a403020105a6" + element(meter) + "a803020109", answer));
    }

    private static String unit(String titles, String service) {
        String epsem = element("80" + element(service.replace(" ", "")));
        return "60" + element(titles + "be" + element("28" + element("81" + epsem)));
    }

    private static String element(String hex) {
        int octets = hex.length() / 2;
        return (octets < 0x80 ? "%02x" : "81%02x").formatted(octets) + hex;
    }

    private List<String> identities() {
        return bench.observations.stream()
                .filter(Identity.class::isInstance)
                .map(Identity.class::cast)
                .map(i -> (i.attribute() + " " + i.value() + " " + i.place()).strip())
                .toList();
    }

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

    /** Little-endian, times of five octets, numbers of four octets: floating-point for sums, integers for demands. */
    private static final String CONFIGURATION = "00 000d 00 02 81 41434D45 02 00 10 ff 02 00 5A";

    /** Seasons, times, counted resets, cumulative demands; 2 sums, 1 demand, 1 coincident value, 1 occurrence, 1 tier. */
    private static final String DIMENSIONS = "00 000a 17 00 02 02 01 01 01 01 01 01 5A";

    private static final String TOTAL = "00002041 0000A041 1A0B1A0A1E 0000C040 64000000 C8000000";

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

    /** History with times and sequence numbers and no argument, events with one octet of it. */
    private static final String LOGS = "00 0009 06 07 0C 00 01 0100 0200 5A";

    private static final String LIST = "00 0200 0100 07000000 0100";

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
    void whoWritesToTheGuardsOfAMeterIsSeen() {
        asksAndAnswers("40 0049 0002 0000 00", "00");
        asksAndAnswers("40 002C 0001 00 00", "00");
        asksAndAnswers("40 0005 0001 00 00", "00");
        assertThat(bench.messages())
                .extracting(Message::verb)
                .containsExactly(Verb.PROTECT, Verb.PROTECT, Verb.PROTECT, Verb.PROTECT, Verb.WRITE, Verb.WRITE);
        assertThat(field(0, "table_name")).isEqualTo("history log control");
    }

    @Test
    void loadProfilesHaveTheirSizeChannelsAndState() {
        asksAndAnswers("30 003D", "00 000D 00100000 4000 02 0A00 3000 02 0F 5A");
        assertThat(field(1, "memory")).isEqualTo(4096L);
        assertThat(field(1, "block_counts")).isEqualTo(List.of(10L));
        assertThat(field(1, "interval_counts")).isEqualTo(List.of(48L));
        assertThat(field(1, "channel_counts")).isEqualTo(List.of(2L));
        assertThat(field(1, "interval_minutes")).isEqualTo(List.of(15L));
        asksAndAnswers("30 003E", "00 000F 01 05 06 01 07 08 02 0100 0200 0A00 1400 5A");
        assertThat(field(3, "channel_sources")).isEqualTo(List.of(5L, 7L));
        assertThat(field(3, "format")).isEqualTo(2L);
        assertThat(field(3, "scalars")).isEqualTo(List.of(1L, 2L));
        assertThat(field(3, "divisors")).isEqualTo(List.of(10L, 20L));
        asksAndAnswers("30 003F", "00 000D 40 0300 0200 09000000 0100 1100 5A");
        assertThat(field(5, "valid_blocks")).isEqualTo(3L);
        assertThat(field(5, "last_sequence")).isEqualTo(9L);
        assertThat(field(5, "valid_intervals")).isEqualTo(17L);
        asksAndAnswers("30 000B", "00 0008 00 02 01 03 01 04 02 0A 5A");
        assertThat(field(7, "source_count")).isEqualTo(10L);
        asksAndAnswers("30 000C", "00 0008 00 000000 08 010000 5A");
        assertThat(field(9, "unit_codes")).isEqualTo(List.of(0L, 8L));
        assertThat(field(9, "time_bases")).isEqualTo(List.of(0L, 1L));
    }

    /** As {@link #CONFIGURATION}, with the octets of the sets and the sets themselves: of load profiles the first and the third. */
    private static final String SETS = "00 0029 00 02 81 41434D45 02 00 10 ff 02 00 09 01 01 01 00 00"
            + "ffffffffffffffff05 ff ff ff ffffffffffffffffff ff 5A";

    /** Both exclusions, sliding intervals, one set of ratios. */
    private static final String SOURCES = "00 0008 2B 02 01 02 02 01 02 03 5A";

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

    /** Readings at the end of a block and a bit for each interval; two channels of the first set, one of the third. */
    private static final String PROFILES = "00 0013 00100000 1008 02 0200 0300 02 0F 0100 0200 01 3C 5A";

    private static final String BLOCK = "1A0B1A0A1E 00002041 0000A041 03 01000A00 02001400 03001E00";
    private static final String NEXT = "1A0B1A0B0F 00004041 0000C041 05 04002800 05003200 06003C00";

    private void profiles() {
        asksAndAnswers("30 0000", SETS);
        asksAndAnswers("30 003D", PROFILES);
        asksAndAnswers("30 003E", "00 000B 01 05 06 01 07 08 02 01 02 03 08 5A");
    }

    @Test
    void blocksOfLoadProfilesAreValuesOnceTheMeterSaidHowTheyAreLaidOut() {
        asksAndAnswers("30 0040", "00 0034 " + BLOCK + NEXT + "5A");
        assertThat(field(1, "block_ends")).isNull();
        profiles();
        asksAndAnswers("30 0040", "00 0034 " + BLOCK + NEXT + "5A");
        assertThat(field(9, "block_ends")).isEqualTo(List.of("2026-11-26 10:30", "2026-11-26 11:15"));
        assertThat(field(9, "block")).as("which is the newest, table 63 says").isNull();
        asksAndAnswers("30 003F", "00 001A 00 0200 0100 09000000 0100 0200 00 0100 0000 01000000 0000 0200 5A");
        asksAndAnswers("30 0040", "00 0034 " + BLOCK + NEXT + "5A");
        assertThat(field(13, "block")).isEqualTo(1L);
        assertThat(field(13, "end_readings")).isEqualTo(List.of(12.0, 24.0));
        assertThat(field(13, "channel1_values")).isEqualTo(List.of(4L, 5L));
        assertThat(field(13, "channel2_values")).isEqualTo(List.of(40L, 50L));
        assertThat(field(13, "invalid_intervals")).isEqualTo(List.of(1L));
        asksAndAnswers("30 0042", "00 000C 1A0B1A0A1E 00002041 03 FF FE 5A");
        assertThat(field(15, "channel1_values")).as("signed, of one octet").isEqualTo(List.of(-1L, -2L));
        asksAndAnswers("30 0041", "00 000C 1A0B1A0A1E 00002041 03 FF FE 5A");
        assertThat(field(17, "block_ends")).as("a set that there is not").isNull();
        asksAndAnswers("30 0040", "00 0033 " + BLOCK + NEXT.substring(0, NEXT.length() - 2) + "5A");
        assertThat(field(19, "block_ends")).as("no whole number of blocks").isNull();
    }

    @Test
    void aPartThatIsWholeBlocksIsReadAsWell() {
        profiles();
        asksAndAnswers("3f 0040 00001A 001A", "00 001A " + NEXT + "5A");
        assertThat(field(7, "first_block")).isEqualTo(1L);
        assertThat(field(7, "block")).isEqualTo(1L);
        assertThat(field(7, "channel1_values")).isEqualTo(List.of(4L, 5L, 6L));
        asksAndAnswers("3f 0040 00001B 001A", "00 001A " + NEXT + "5A");
        assertThat(field(9, "first_block")).isNull();
        asksAndAnswers("3f 0040 000034 001A", "00 001A " + NEXT + "5A");
        assertThat(field(11, "first_block")).as("behind the last").isNull();
    }

    /** Bit 12 of the flags stands for closures in one edition and for none of a block's octets in another. */
    @Test
    void whetherClosuresStandInABlockItsLengthTells() {
        asksAndAnswers("30 0000", SETS.replace("ff05", "ff01"));
        asksAndAnswers("30 003D", "00 000D 00100000 0010 02 0100 0100 01 0F 5A");
        asksAndAnswers("30 003E", "00 0004 01 05 06 02 5A");
        asksAndAnswers("30 0040", "00 0009 1A0B1A0A1E 1110 0700 5A");
        assertThat(field(7, "channel1_values")).isEqualTo(List.of(7L));
        asksAndAnswers("30 0040", "00 0007 1A0B1A0A1E 0800 5A");
        assertThat(field(9, "channel1_values")).isEqualTo(List.of(8L));
    }

    @Test
    void aBlockThatIsNotFullWithTheNewestFirstIsLeftToItsOctets() {
        profiles();
        asksAndAnswers("30 003F", "00 001A 10 0200 0100 09000000 0100 0200 00 0100 0000 01000000 0000 0200 5A");
        asksAndAnswers("30 0040", "00 0034 " + BLOCK + NEXT + "5A");
        assertThat(field(9, "end_readings")).isEqualTo(List.of(12.0, 24.0));
        assertThat(field(9, "channel1_values")).isNull();
    }

    /** Three octets of events, one of the manufacturer's; tables and procedures as table 0 says. */
    private static final String LOG_SIZES = "00 0009 06 03 01 00 01 0100 0200 5A";

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

    /** A meter may claim any dimensions and formats, and send any table. */
    @Test
    void noDimensionsAndNoTableBreakAnything() {
        Random random = new Random(500);
        int read = 0;
        for (int i = 0; i < 150; i++) {
            C1222Test one = new C1222Test();
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

    @Test
    void aRemoteResetIsOfDemandsAndNotARestart() {
        bench.client(unit("a803020105", "40 0007 0004 0900 01 01 f5"));
        assertThat(bench.messages().getFirst().verb()).isEqualTo(Verb.WRITE);
        assertThat(field(0, "name")).isEqualTo("remote reset");
    }

    @Test
    void passwordsAndKeysInTablesAreNotShown() {
        asksAndAnswers("30 002A", "00 0004 41424344 5A");
        asksAndAnswers("4f 002D 000000 0004 41424344 5A", "00");
        bench.client(unit("a803020105", "40 0007 0007 1200 01 41424344 f5"));
        assertThat(bench.messages()).hasSize(5);
        assertThat(bench.messages().getLast().verb()).isEqualTo(Verb.LOGIN);
        assertThat(bench.messages().toString()).doesNotContain("41424344");
    }

    private void assertSecret(String... services) {
        for (String service : services) {
            asksAndAnswers(service, "00 0004 41424344 5A");
            assertThat(bench.messages()).as(service).hasSize(2);
            assertThat(bench.messages().toString()).as(service).doesNotContain("41424344");
            bench.observations.clear();
        }
    }

    @Test
    void aLogInIsNotShownWhateverItsSelectorAndItsOrderOfOctets() {
        assertSecret("40 0007 0007 1230 01 41424344 f5", "40 0007 0007 0012 01 41424344 f5");
        // Of others the parameters are.
        bench.client(unit("a803020105", "40 0007 0007 0a30 01 41424344 f5"));
        assertThat(field(0, "data")).isEqualTo("0a300141424344");
    }

    @Test
    void pendingTablesOfPasswordsAndPartsOfTableSevenAreNotShown() {
        assertSecret("30 002E", "40 002E 0004 41424344 5A", "4f 102E 000000 0004 41424344 5A", "3f 002E 000004 0004");
        assertSecret("30 102A", "40 102D 0004 41424344 5A", "3f 102A 000000 0004");
        assertSecret("4f 0007 000003 0004 41424344 5A", "30 0007", "40 1007 0007 1200 01 41424344 f5");
        // The manufacturer's table of the same number is another one.
        asksAndAnswers("30 082A", "00 0004 41424344 5A");
        assertThat(field(1, "data")).isEqualTo("41424344");
    }

    @Test
    void whatAnswersAnUnseenRequestIsNotShown() {
        bench.server(unit("a403020105a803020109", "00 0004 41424344 5A"));
        assertThat(field(0, "answer")).isEqualTo("ok");
        bench.client(ENCRYPTED);
        bench.server(unit("a403020105a803020109", "00 0004 41424344 5A"));
        assertThat(bench.messages()).extracting(Message::operation).containsExactly("answer", "encrypted", "encrypted");
        assertThat(bench.messages().toString()).doesNotContain("41424344");
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
    void whatDoesNotFitIsTold() {
        bench.client(BROKEN);
        bench.client(UNKNOWN);
        bench.client(WITHOUT_LENGTH);
        assertThat(bench.client("30820000")).isEqualTo(Dissector.LOST);
        assertThat(bench.client("30820000")).isEqualTo(Dissector.LOST);
        assertThat(bench.malformed())
                .extracting(Malformed::rule)
                .containsExactly(
                        "service does not fit", "service unknown", "user information is no EPSEM", "no ACSE unit");
    }

    @Test
    void onlyTitlesAndEpsemMakeItCertain() {
        assertThat(probe(READ)).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(WITHOUT_LENGTH)).isEqualTo(Recognition.NOT);
        assertThat(probe(READ.substring(0, 40))).isEqualTo(Recognition.UNSURE);
        assertThat(probe("6007a80201058a0100")).isEqualTo(Recognition.NOT);
        assertThat(probe("600730050201000a00")).isEqualTo(Recognition.NOT);
    }

    private static Recognition probe(String hex) {
        return new C1222Dissector().probe(new Bytes().wrap(Bench.hex(hex)), Transport.TCP, true);
    }
}
