package dev.postern.wire.ot.rocplus;

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
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RocPlusTest {
    private static final String READ = "01 02 03 04 B4 07 02 67 00 15 67 01 15 AD6D";
    private final Bench roc = new Bench(new RocPlusDissector(), Transport.TCP, 4000);

    @Test
    void parametersAreNamedByTypeNumberAndParameter() {
        roc.client(READ);
        roc.server("03 04 01 02 B4 0C 02 67 00 15 0000803F 67 01 15 00 F0AF");
        assertThat(roc.messages()).extracting(Message::operation).containsOnly("request parameters");
        assertThat(roc.messages()).extracting(Message::target).containsOnly("103.0.21, 103.1.21");
        assertThat(roc.messages()).extracting(Message::unit).containsOnly("1.2");
        assertThat(roc.messages().getLast().latencyNanos()).isEqualTo(10_000_000L);
    }

    @Test
    void anErrorAnswersTheOldestRequest() {
        roc.client("01 02 03 04 B5 08 01 67 00 15 0000803F 9D69");
        roc.server("03 04 01 02 FF 02 02 06 6D72");
        assertThat(roc.messages()).extracting(Message::operation).containsOnly("write parameters");
        assertThat(roc.messages()).extracting(Message::verb).containsOnly(Verb.WRITE);
        assertThat(roc.messages().getLast().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(roc.messages().getLast().fields().get("errors")).isEqualTo(List.of(2L, 6L));
    }

    @Test
    void theClockIsTold() {
        roc.client("01 02 03 04 07 00 3BA4");
        roc.server("03 04 01 02 07 08 1E 2D 0C 0F 03 E807 03 C6E8");
        assertThat(roc.messages().getLast().fields().get("time")).isEqualTo("2024-03-15 12:45:30");
    }

    @Test
    void aPasswordIsNotKeptAndASignalStandsAlone() {
        roc.client("01 02 03 04 11 06 4F5031 1234 01 25BE");
        roc.server("03 04 01 02 E0 00 180F");
        assertThat(roc.messages().getFirst().fields().get("user")).isEqualTo("OP1");
        assertThat(roc.messages().getFirst().fields().get("data")).isNull();
        assertThat(roc.messages().getLast().outcome()).isEqualTo(Outcome.NOTICE);
        assertThat(roc.messages().getLast().unit()).isEqualTo("1.2");
    }

    @Test
    void theCrcDecides() {
        assertThat(probe(READ)).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(READ + "00")).isEqualTo(Recognition.UNSURE);
        assertThat(probe(READ.replace("AD6D", "AD6E"))).isEqualTo(Recognition.NOT);
        assertThat(roc.client(READ.replace("AD6D", "AD6E"))).isEqualTo(Dissector.LOST);
        assertThat(roc.malformed()).extracting(Malformed::rule).containsExactly("wrong crc");
        assertThat(roc.client("01 02 03 04 B4 07 02")).isEqualTo(Dissector.NEED_MORE);
    }

    @Test
    void whatIsRatherModbusRtuIsNotTaken() {
        assertThat(probe("01 02 03 01 06 00 2A2E")).isEqualTo(Recognition.CERTAIN);
        assertThat(probe("01 05 00 10 FF 00 8DFF")).isEqualTo(Recognition.NOT);
        assertThat(probe("01 06 00 10 07 00 8A3F")).isEqualTo(Recognition.UNSURE);
        assertThat(probe("01 03 00 10 00 02 C5CE")).isEqualTo(Recognition.NOT);
    }

    /** A message with its check, from the device or to it. */
    private static String message(boolean answer, String opcodeAndData) {
        String data = opcodeAndData.substring(2).replace(" ", "");
        String head = (answer ? "03040102" : "01020304")
                + opcodeAndData.substring(0, 2)
                + "%02x".formatted(data.length() / 2)
                + data;
        int crc = 0;
        for (byte octet : Bench.hex(head)) {
            crc ^= octet & 0xFF;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xA001 : crc >> 1;
        }
        return head + "%02x%02x".formatted(crc & 0xFF, crc >> 8);
    }

    private Object answered(String request, String answer, String field) {
        roc.client(message(false, request));
        roc.server(message(true, answer));
        assertThat(roc.malformed()).isEmpty();
        return roc.messages().getLast().fields().get(field);
    }

    @Test
    void valuesStandBetweenThePointsThatWereAskedFor() {
        assertThat(answered(
                        "B4 03 670015 670100 5F0001",
                        "B4 03 670015 0000803F 670100 54414731202020202020 5F0001 05",
                        "values"))
                .isEqualTo(List.of(1.0, "TAG1", 5L));
    }

    @Test
    void aTimeIsNoFloatingPointNumber() {
        assertThat(answered("B4 01 3C0015", "B4 01 3C0015 00 18 60 65", "values"))
                .isEqualTo(List.of(0x65601800L));
        assertThat(answered("B4 01 3C0015", "B4 01 3C0015 07 00 00 00", "values"))
                .isEqualTo(List.of(7L));
    }

    /** The alarm deadband of an analog input, its scanning; the accumulated value of a discrete one, which is whole however it looks; a setpoint point. */
    @Test
    void parametersThatAreKnownHaveTheirNameAndType() {
        assertThat(answered(
                        "B4 04 67001C 670002 650006 6E000A",
                        "B4 04 67001C 01000000 670002 01 650006 0000803F 6E000A 670115",
                        "values"))
                .isEqualTo(List.of((double) Float.MIN_VALUE, 1L, 0x3F800000L, "103.1.21"));
        assertThat(roc.messages())
                .extracting(m -> m.fields().get("parameters"))
                .containsOnly(List.of(
                        "analog input: alarm deadband",
                        "analog input: scanning",
                        "discrete input: accumulated value",
                        "pid: primary setpoint point"));
    }

    /** A device of another kind may have other lengths: then what stands there decides, as for unknown parameters. */
    @Test
    void aLengthThatDoesNotFitItsTypeIsBelievedAllTheSame() {
        assertThat(answered("B4 01 670015", "B4 01 670015 0500", "values")).isEqualTo(List.of(5L));
    }

    @Test
    void severalParametersOfAPointStandOneBehindTheOther() {
        assertThat(answered("A7 68 02 03 0C", "A7 68 02 03 0C 00002041 FF0F 0000803F", "values"))
                .isEqualTo(List.of(10.0, 0xFFFL, 1.0));
        assertThat(roc.messages().getLast().fields().get("parameters"))
                .isEqualTo(List.of(
                        "analog output: auto value", "analog output: raw output", "analog output: manual value"));
        assertThat(answered("A7 68 02 03 0C", "A7 68 02 03 0C 00002041 FF0F 0000", "values"))
                .isNull();
        roc.client(message(false, "A6 68 02 02 0E 00002041 00000000"));
        assertThat(roc.messages().getLast().fields().get("values")).isEqualTo(List.of(10.0, 0.0));
        assertThat(roc.messages().getLast().verb()).isEqualTo(Verb.OPERATE);
    }

    @Test
    void severalParametersThatAreWrittenAreTakenApart() {
        roc.client(message(false, "B5 03 66000801 6E000B 00002041 600118 01".replace("66000801", "660008 01")));
        assertThat(roc.messages().getLast().target()).isEqualTo("102.0.8, 110.0.11, 96.1.24");
        assertThat(roc.messages().getLast().fields().get("values")).isEqualTo(List.of(1L, 10.0, 1L));
        assertThat(roc.messages().getLast().verb()).isEqualTo(Verb.START);
        roc.client(message(false, "B5 02 3C0008 01 6E000B 00002041"));
        assertThat(roc.messages().getLast().target()).isEqualTo("60.0.8 and 1");
        assertThat(roc.messages().getLast().fields().get("values")).isNull();
    }

    private Verb written(String point, String value) {
        roc.client(message(false, "B5 01" + point + value));
        return roc.messages().getLast().verb();
    }

    @Test
    void ordersAreWrittenAsParametersAndSaidAsWhatTheyAre() {
        assertThat(written("5B001A", "01")).isEqualTo(Verb.RESTART);
        assertThat(written("5B001A", "00")).isEqualTo(Verb.WRITE);
        assertThat(written("5B001B", "06")).isEqualTo(Verb.RESTART);
        assertThat(written("5B001B", "07")).isEqualTo(Verb.FACTORY_RESET);
        assertThat(written("5B0014", "01")).isEqualTo(Verb.FACTORY_RESET);
        assertThat(written("5B0013", "01")).isEqualTo(Verb.STOP);
        assertThat(written("600018", "00")).isEqualTo(Verb.STOP);
        assertThat(written("660015", "01")).isEqualTo(Verb.OPERATE);
        assertThat(written("5C0305", "05")).isEqualTo(Verb.PROTECT);
        assertThat(written("67001C", "0000803F")).isEqualTo(Verb.WRITE);
        roc.client(message(false, "A6 5B 00 02 1A 00 07"));
        assertThat(roc.messages().getLast().verb()).isEqualTo(Verb.FACTORY_RESET);
    }

    @Test
    void noPasswordAndNoPinIsKeptHoweverItIsWrittenOrRead() {
        assertThat(written("5C0004", "DEAD")).isEqualTo(Verb.PROTECT);
        assertThat(roc.messages().getLast().fields().get("values")).isEqualTo(List.of("secret"));
        written("5C001B", "DEAD".repeat(20));
        written("5C001C", "DEADDEAD");
        // Unknown parameters before it, of which nobody knows where they end.
        roc.client(message(false, "B5 02 3C0008 01 5C0004 DEAD"));
        roc.client(message(false, "A6 5C 00 02 03 00 DEAD"));
        assertThat(roc.messages().getLast().fields().get("values")).isEqualTo(List.of(0L, "secret"));
        answered("A7 5C 00 02 03", "A7 5C 00 02 03 00 DEAD", "values");
        answered("B4 02 5C0004 5C001C", "B4 02 5C0004 DEAD 5C001C DEADDEAD", "values");
        // A length that does not fit.
        answered("B4 01 5C0004", "B4 01 5C0004 DEADDEAD", "values");
        answered("77 01 0A00", "77 01 0A00 0C00 01 00186065 4F5031 5C0004 05 DEAD0000 DEAD0000 0000", "events");
        assertThat(roc.messages().getLast().fields().get("events"))
                .isEqualTo(List.of("1700796416 change 92.0.4 by OP1 (logon: password)"));
        assertThat(roc.messages().toString().toLowerCase(Locale.ROOT))
                .doesNotContain("dead")
                .doesNotContain("44510");
    }

    @Test
    void whatTheSystemSaysOfItselfIsAnIdentity() {
        answered(
                "B4 02 5B0002 5B0003",
                "B4 02 5B0002" + padded("Well 7", 20) + "5B0003" + padded("W68300 Ver 3.90", 20),
                "values");
        answered("A7 5B 00 02 05", "A7 5B 00 02 05" + padded("Emerson", 20) + padded("ROC809", 20), "values");
        assertThat(roc.observations)
                .filteredOn(Identity.class::isInstance)
                .extracting(o -> ((Identity) o).attribute() + " " + ((Identity) o).value())
                .containsExactly("NAME Well 7", "FIRMWARE W68300 Ver 3.90", "VENDOR Emerson", "MODEL ROC809");
    }

    @Test
    void eventsAreRead() {
        String change = "01 00186065 4F5031 670015 07 00002041 0000803F 0000";
        String cold = "02 00186065 92" + padded("Cold start", 16);
        assertThat(answered("77 02 0A00", "77 02 0A00 0C00" + change + cold, "events"))
                .isEqualTo(List.of(
                        "1700796416 change 103.0.21 by OP1 (analog input: eu value): 10.0, was 1.0",
                        "1700796416 initialized from defaults Cold start"));
    }

    @Test
    void aDivisionThatIsNotTheOnlyOneGivesNoValues() {
        // The first value has two octets and the second four, or three and three, or four and two.
        assertThat(answered(
                        "B4 02 010101 010101",
                        "B4 02 010101 01 010101 01010101 010101".replace("01010101 010101", "01 010101 02"),
                        "values"))
                .isNull();
        assertThat(roc.messages().getLast().fields().get("data")).isNotNull();
    }

    @Test
    void anAnswerOfOtherPointsGivesNoValues() {
        assertThat(answered("B4 01 670015", "B4 01 670016 0000803F", "values")).isNull();
        assertThat(answered("B4 01 670015", "B4 01 670015 0000803F00", "values"))
                .isNull();
    }

    @Test
    void aSingleParameterAndATableEntryHaveTheirValue() {
        assertThat(answered("A7 67 00 01 15", "A7 67 00 01 15 00002041", "value"))
                .isEqualTo(10.0);
        assertThat(answered("0A 01 00 01", "0A 01 00 01 0000803F 3412", "value"))
                .isEqualTo(0x1234L);
        assertThat(roc.messages().getLast().target()).isEqualTo("table 1.0 x1");
        roc.client(message(false, "A6 67 00 01 15 00002041"));
        assertThat(roc.messages().getLast().fields().get("value")).isEqualTo(10.0);
        roc.client(message(false, "B5 01 670015 00002041"));
        assertThat(roc.messages().getLast().fields().get("values")).isEqualTo(List.of(10.0));
    }

    @Test
    void systemConfigurationIsAnIdentity() {
        String answer = "06 01 0200 03 00 01 00" + "00".repeat(11) + "06 00 04";
        assertThat(answered("06", answer, "model")).isEqualTo("ROC800");
        assertThat(roc.messages().getLast().fields().get("mode")).isEqualTo("run");
        assertThat(roc.messages().getLast().fields().get("port")).isEqualTo(2L);
        assertThat(roc.messages().getLast().fields().get("security")).isEqualTo(3L);
        assertThat(roc.messages().getLast().fields().get("revision")).isEqualTo(1L);
        assertThat(roc.messages().getLast().fields().get("points")).isEqualTo(List.of("61 x4"));
        assertThat(roc.observations)
                .filteredOn(Identity.class::isInstance)
                .extracting(o -> ((Identity) o).attribute() + " " + ((Identity) o).value())
                .containsExactly("VENDOR Emerson", "MODEL ROC800");
    }

    @Test
    void historyIsReadWithItsPlaceAndValues() {
        assertThat(answered("87 01 03 02 0A00 02", "87 01 03 0A00 02 0000803F 00002041", "values"))
                .isEqualTo(List.of(1.0, 10.0));
        assertThat(roc.messages().getLast().target()).isEqualTo("history 1 point 3 daily 10 x2");
        assertThat(roc.messages().getLast().verb()).isEqualTo(Verb.READ);
        assertThat(answered("87 01 03 04 0A00 01", "87 01 03 0A00 01 00186065", "values"))
                .isEqualTo(List.of(0x65601800L));
        assertThat(answered("88 01 0500 01 02 02 01", "88 01 0500 0900 03 00186065 0000803F 00002041", "values"))
                .isEqualTo(List.of(1.0, 10.0));
        assertThat(roc.messages().getLast().fields().get("times")).isEqualTo(List.of(0x65601800L));
        assertThat(roc.messages().getLast().target()).isEqualTo("history 1 point 2 x2 periodic 5 x1");
        assertThat(answered("8A 00 01 0F 03", "8A 00 01 0F 03 0100 0100 0000803F 00002041", "daily_values"))
                .isEqualTo(List.of(10.0));
        assertThat(roc.messages().getLast().target()).isEqualTo("history 0 point 1 day 3-15");
        assertThat(answered(
                        "8B 01 00 0500 01 01 01 02 03 04",
                        "8B 01 00 0900 01 01 02 00186065 0000803F 00002041",
                        "values"))
                .isEqualTo(List.of(1.0, 10.0));
        assertThat(roc.messages().getLast().target()).isEqualTo("history 0 points 3, 4 periodic 5 x1");
        assertThat(answered("89 00 0F 03", "89 00 0100 0200 0300 0400", "daily_count"))
                .isEqualTo(4L);
        String minMax =
                "00002041 0000803F 00004042 0102030405 0102030405 0000803F 00002041 0102030405 0102030405 00002041";
        assertThat(answered("69 01 03", "69 01 03 00 670015" + minMax, "yesterday_maximum"))
                .isEqualTo(10.0);
        assertThat(roc.messages().getLast().fields().get("point")).isEqualTo("103.0.21");
    }

    @Test
    void alarmsAndEventsAreReadByTheirPlace() {
        assertThat(answered("76 01 0A00", "76 01 0A00 0C00" + "00".repeat(23), "newest"))
                .isEqualTo(12L);
        assertThat(roc.messages().getLast().target()).isEqualTo("alarms 10 x1");
        assertThat(answered("77 02 0A00", "77 00 0A00 0C00", "count")).isEqualTo(0L);
        assertThat(roc.messages().getLast().target()).isEqualTo("events 10 x2");
    }

    @Test
    void valuesOfATransactionHaveTheirTypes() {
        String answer = "CE 02 20 01 04 FEFF 07 00002041 09 414243 12 670015 14 00186065 63 00";
        assertThat(answered("CE 02 01 0700 0000", answer, "values"))
                .isEqualTo(List.of(-2L, 10.0, "ABC", "103.0.21", 0x65601800L));
        assertThat(roc.messages().getLast().target()).isEqualTo("transactions 1 number 7");
        assertThat(roc.messages().getLast().fields().get("more_follows")).isEqualTo(true);
    }

    private static String padded(String text, int octets) {
        return HexFormat.of().formatHex(Bench.ascii(text)) + "00".repeat(octets - text.length());
    }

    @Test
    void filesAreNamedAndOpenedForWritingIsWriting() {
        answered("CB 01 04" + padded("/flash/data", 100) + padded("cfg.bin", 25), "CB 01 0A000000", "descriptor");
        assertThat(roc.messages()).extracting(Message::verb).containsOnly(Verb.FILE_WRITE);
        assertThat(roc.messages()).extracting(Message::target).containsOnly("/flash/data/cfg.bin");
        assertThat(roc.messages().getLast().fields().get("descriptor")).isEqualTo(10L);
        assertThat(roc.messages().getFirst().fields().get("how")).isEqualTo("truncate");
        answered("CB 02 0A000000 05000000", "CB 02 0A000000 09000000 05000000 02 0102", "size");
        assertThat(roc.messages().getLast().fields().get("size")).isEqualTo(9L);
        assertThat(roc.messages().getLast().verb()).isEqualTo(Verb.FILE_READ);
        assertThat(roc.messages().getLast().target()).isEqualTo("descriptor 10");
    }

    /** In the manual's table the request has the number of a directory; its length is that of a path and a name. */
    @Test
    void aFileThatIsDeletedIsNoDirectoryThatIsRead() {
        roc.client(message(false, "CB 06" + padded("/flash/data/", 100) + padded("cfg.bin", 25)));
        assertThat(roc.messages().getLast().operation()).isEqualTo("general file transfer: delete");
        assertThat(roc.messages().getLast().verb()).isEqualTo(Verb.FILE_WRITE);
        assertThat(roc.messages().getLast().target()).isEqualTo("/flash/data/cfg.bin");
        roc.client(message(false, "CB 06" + padded("/flash/data/", 100) + "00"));
        assertThat(roc.messages().getLast().verb()).isEqualTo(Verb.BROWSE);
    }

    @Test
    void eachKindOfLoginIsToldAndNoKeyIsKept() {
        assertThat(answered("11" + padded("SESSIONKEYREQ", 13), "11" + "41".repeat(24), "data"))
                .isNull();
        assertThat(roc.messages().getFirst().fields().get("login")).isEqualTo("session key");
        assertThat(roc.messages().getFirst().fields().get("user")).isNull();
        roc.client(message(false, "11" + padded("operator", 30) + "42".repeat(40) + "05"));
        assertThat(roc.messages().getLast().fields().get("user")).isEqualTo("operator");
        assertThat(roc.messages().getLast().fields().get("access_level")).isEqualTo(5L);
        assertThat(roc.messages().getLast().verb()).isEqualTo(Verb.LOGIN);
        roc.client(message(false, "11 4F5031 1234" + padded("LOGOUT", 6)));
        assertThat(roc.messages().getLast().fields().get("login")).isEqualTo("logout");
        assertThat(roc.messages().getLast().verb()).isEqualTo(Verb.SESSION);
        assertThat(roc.messages().toString())
                .doesNotContain("4242")
                .doesNotContain("AAAA")
                .doesNotContain("4141");
    }

    /** A signal is acknowledged without an answer, and a request whose answer was lost stays behind the next that has one. */
    @Test
    void anErrorIsNoAnswerToWhatIsNeverAnswered() {
        roc.client(message(false, "E1 0000"));
        assertThat(roc.messages().getLast().outcome()).isEqualTo(Outcome.NOTICE);
        roc.client(message(false, "76 01 0A00"));
        roc.client(message(false, "07"));
        roc.server(message(true, "07 1E 2D 0C 0F 03 E807 03"));
        roc.client(message(false, "B5 01 670015 0000803F"));
        roc.server(message(true, "FF 13 00"));
        assertThat(roc.messages().getLast().operation()).isEqualTo("write parameters");
        assertThat(roc.messages().getLast().fields().get("name")).isEqualTo("parameter is read-only");
    }

    @Test
    void theClockThatIsSetIsTold() {
        roc.client(message(false, "08 1E 2D 0C 0F 03 E807"));
        assertThat(roc.messages().getLast().fields().get("time")).isEqualTo("2024-03-15 12:45:30");
        assertThat(roc.messages().getLast().verb()).isEqualTo(Verb.CLOCK);
    }

    private static Recognition probe(String hex) {
        return new RocPlusDissector().probe(new Bytes().wrap(Bench.hex(hex)), Transport.TCP, true);
    }
}
