package dev.postern.wire.ot.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What is announced of data sets and helps to read them, and messages in pieces; octets put together from the tables of OPC 10000-14 release 1.05. */
class UadpMetadataTest {
    /** Header of an announcement of publisher 42. */
    static final String META = "91 91 08 2a00 00 00000000 00";
    /** No types of its own: null lists of namespaces, structures, enumerations, simple types. */
    static final String TYPES = "ffffffff ffffffff ffffffff ffffffff";
    /** No class, version 5.6. */
    static final String VERSION = "00000000000000000000000000000000 05000000 06000000";

    private final Bench bench = new Bench(new UadpDissector(), Transport.UDP, 4840);

    private Message message(int index) {
        return bench.messages().get(index);
    }

    private Object field(int index, String name) {
        return message(index).fields().get(name);
    }

    /** 7.2.4.4.4: a chunk of a message of writer 3 of publisher 5, group 1. */
    static String chunk(int number, int offset, int total, String octets) {
        return "f1 80 01 05 01 0100 0300 %02x00 %s %s".formatted(number, little(offset), little(total))
                + little(octets.replace(" ", "").length() / 2)
                + octets;
    }

    static String text(String text) {
        return little(text.length()) + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    static String little(int number) {
        return HexFormat.of().toHexDigits(Integer.reverseBytes(number));
    }

    /** Table 7, the data type a null node. */
    static String field(String name, int flags, int type, int rank, String dimensions, int textBytes) {
        return text(name) + "00" + "0" + flags + "00" + HexFormat.of().toHexDigits((byte) type) + "0000" + little(rank)
                + dimensions + little(textBytes) + "00".repeat(16) + "ffffffff";
    }

    static String scalar(String name, int type) {
        return field(name, 0, type, -1, "ffffffff", 0);
    }

    static String announcement(int writer, String... fields) {
        return META + "02 0300 %02x00".formatted(writer) + TYPES + text("Pump1") + "00" + little(fields.length)
                + String.join("", fields) + VERSION + "00000000";
    }

    /** A key frame of raw fields of writer 1 of publisher 42. */
    static String raw(String octets) {
        return "f1 01 2a00 01 6400 01 0100 03" + octets;
    }

    private List<String> operations() {
        return bench.messages().stream().map(Message::operation).toList();
    }

    @Test
    void chunksInAnyOrderAreReadAsOneMessage() {
        bench.client(chunk(7, 0, 9, "01 0200 03"));
        bench.client(chunk(7, 0, 9, "01 0200 03"));
        bench.client(chunk(7, 8, 9, "09"));
        bench.client(chunk(8, 0, 9, "01 0200 01"));
        bench.client(chunk(7, 4, 9, "05 05 0900"));
        bench.client(chunk(8, 4, 9, "01 05 0800"));
        assertThat(bench.malformed()).extracting(Malformed::rule).containsExactly("octets behind the message");
        bench.client(chunk(8, 8, 9, "00"));
        assertThat(operations())
                .containsExactly(
                        "chunk", "chunk", "chunk", "chunk", "chunk", "key frame", "chunk", "chunk", "key frame");
        assertThat(field(5, "values")).isEqualTo(List.of(5L, 9L));
        assertThat(message(8).target()).isEqualTo("group 1 writer 3");
        assertThat(message(8).unit()).isEqualTo("publisher 5");
        assertThat(field(8, "values")).isEqualTo(List.of(true, 8L));
        assertThat(bench.malformed()).hasSize(1);
    }

    @Test
    void metadataInChunksIsReadAndUsed() {
        String payload =
                announcement(1, scalar("Count", 5)).substring(META.length()).replace(" ", "");
        int total = payload.length() / 2;
        for (int at = 0; at < total; at += 50) {
            String part = payload.substring(2 * at, 2 * Math.min(total, at + 50));
            bench.client("91 91 09 2a00 00 00000000 00 0300" + little(at) + little(total) + little(part.length() / 2)
                    + part);
        }
        bench.client(raw("0900"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(operations()).containsExactly("chunk", "chunk", "chunk", "discovery announcement", "key frame");
        assertThat(field(3, "names")).isEqualTo(List.of("Count"));
        assertThat(field(4, "values")).isEqualTo(List.of(9L));
    }

    @Test
    void whatLacksAChunkIsNotRead() {
        bench.client(chunk(7, 0, 9, "01 0200 03"));
        bench.client(chunk(7, 8, 9, "00"));
        bench.client(chunk(7, 4, 8, "05 03 09 00"));
        for (int i = 0; i < 1001; i++) bench.client("71 05 01 0100 01 0300 89 03 0900");
        bench.client(chunk(8, 0, 8, "01 0200 03"));
        for (int i = 0; i < 1001; i++) bench.client("71 05 01 0100 01 0300 89 03 0900");
        bench.client(chunk(8, 4, 8, "05 03 0900"));
        bench.client(chunk(9, 0, 9, "01 0200 03"));
        bench.client(chunk(9, 2, 9, "05 03 0900 00"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(operations()).doesNotContain("key frame");
    }

    @Test
    void chunksInHandAreBounded() {
        for (int number = 0; number < Parts.MESSAGES_MAX; number++) bench.client(chunk(number, 0, 8, "01 0200 03"));
        assertThat(bench.forgotten()).isZero();
        bench.client(chunk(Parts.MESSAGES_MAX, 0, 8, "01 0200 03"));
        assertThat(bench.forgotten()).isOne();
        bench.client(chunk(0, 4, 8, "05 03 0900"));
        bench.client(chunk(2, 4, 8, "05 03 0900"));
        assertThat(operations()).containsOnlyOnce("key frame");
        bench.client(chunk(20, 0, Parts.BYTES_MAX + 1, "01"));
        assertThat(bench.forgotten()).isOne();
        for (int at = 0; at < Parts.PARTS_MAX; at++) bench.client(chunk(21, at, 1000, "01"));
        assertThat(bench.forgotten()).isZero();
        bench.client(chunk(21, Parts.PARTS_MAX, 1000, "01"));
        assertThat(bench.forgotten()).isOne();
        String most = "00".repeat(Parts.BYTES_MAX / 4);
        for (int part = 0; part < 3; part++)
            bench.client(chunk(22, 2 * part * Parts.BYTES_MAX / 8, Parts.BYTES_MAX, most));
        bench.client(chunk(23, 0, Parts.BYTES_MAX, most));
        assertThat(bench.forgotten()).isPositive();
    }

    /** Metadata, raw fields and chunks that belong together, some octets of them broken: whatever is told of fields is in step. */
    @Property(seed = "1", tries = 2000)
    void brokenMetadataIsEvidenceNotFailure(@ForAll long randomness) {
        Random random = new Random(randomness);
        Bench flow = new Bench(new UadpDissector(), Transport.UDP, 4840);
        byte[] metadata = Bench.hex(announcement(
                1,
                scalar("Count", 5),
                field("Name", 1, 12, -1, "ffffffff", 4),
                field("List", 0, 4, 1, "01000000 02000000", 0)));
        byte[] frame = Bench.hex(raw("0900 02000000 6869 0000 01000000 0700 0000"));
        byte[] structures = Bench.hex(announcement(
                "",
                List.of(
                        structure(10, 0, part("X", "000a", 0, false), part("Y", "0005", 0, false)),
                        structure(11, 1, part("At", "01010a00", 0, true), part("On", "0001", 0, false))),
                "01010b00"));
        byte[] structured = Bench.hex(raw("01000000 0000a441 0900 01"));
        byte[] begin = Bench.hex(chunk(7, 0, 9, "01 0200 03"));
        byte[] end = Bench.hex(chunk(7, 4, 9, "05 03 09 00 00"));
        for (byte[] message : new byte[][] {metadata, frame, begin, end, frame, structures, structured}) {
            byte[] bytes = message.clone();
            for (int flips = random.nextInt(3); flips > 0; flips--)
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            assertThat(flow.client(bytes)).isEqualTo(bytes.length);
        }
        for (Message told : flow.messages()) {
            if (!(told.fields().get("values") instanceof List<?> values)) continue;
            assertThat((List<?>) told.fields().get("item_ids")).hasSameSizeAs(values);
            assertThat((List<?>) told.fields().get("types")).hasSameSizeAs(values);
        }
    }

    /** Table 170, 5 and 7; OPC 10000-5 tables 283 to 293 of the types before it. */
    @Test
    void anAnnouncedDataSetNamesItsFields() {
        String structure = "01 01 0a00 0100" + text("Vector") + "0000 0016 00000000 01000000" + text("X") + "02"
                + text("the X") + "000a ffffffff ffffffff 00000000 00";
        String enumeration = "01 01 0b00 0100" + text("Mode") + "01000000 0100000000000000 02" + text("On") + "00"
                + text("On") + "06";
        String simple = "01 01 0c00 0100" + text("Speed") + "000a 0a";
        String speed = text("Speed") + "03" + text("en") + text("speed of the shaft") + "0100 0a 01010c00 ffffffff"
                + "ffffffff 00000000 00112233445566778899aabbccddeeff 01000000 0000" + text("unit") + "0c"
                + text("rpm");
        String levels = field("Levels", 0, 5, 1, "01000000 03000000", 0);
        bench.client(META + "02 0300 0100"
                + "01000000" + text("urn:plant") + "01000000" + structure + "01000000" + enumeration + "01000000"
                + simple
                + text("Pump1") + "02" + text("a pump") + "03000000" + speed + levels
                + field("Speed", 0, 22, 2, "02000000 02000000 02000000", 0) + VERSION + "00000000");
        assertThat(bench.malformed()).isEmpty();
        assertThat(message(0).operation()).isEqualTo("discovery announcement");
        assertThat(message(0).target()).isEqualTo("data set metadata");
        assertThat(field(0, "writers")).isEqualTo(List.of(1L));
        assertThat(field(0, "data_set")).isEqualTo("Pump1");
        assertThat(field(0, "names")).isEqualTo(List.of("Speed", "Levels", "field 2"));
        assertThat(field(0, "types")).isEqualTo(List.of("float", "uint16[]", "structure[][]"));
        assertThat(field(0, "field_ids"))
                .isEqualTo(List.of(
                        "33221100-5544-7766-8899-aabbccddeeff",
                        "00000000-0000-0000-0000-000000000000",
                        "00000000-0000-0000-0000-000000000000"));
        assertThat(field(0, "status")).isEqualTo(0L);
        assertThat(field(0, "error")).isNull();
        assertThat(field(0, "major_version")).isEqualTo(5L);
        assertThat(field(0, "minor_version")).isEqualTo(6L);
    }

    @Test
    void whatComesAfterMetadataIsToldByItsNames() {
        String frame = "f1 01 2a00 01 6400 01 0%d00 01 0200 0305 0101";
        bench.client(frame.formatted(1));
        bench.client(announcement(1, scalar("Speed", 10), scalar("On", 1)));
        bench.client(frame.formatted(1));
        bench.client(frame.formatted(2));
        bench.client("f1 01 2a00 01 6400 01 0100 81 01 0100 0100 0101");
        bench.client("71 05 01 6400 01 0100 01 0200 0305 0101");
        bench.client("f1 01 2a00 01 6400 01 0100 21 04000000 0200 0305 0101");
        bench.client("f1 01 2a00 01 6400 01 0100 21 05000000 0300 0305 0101 0309");
        assertThat(bench.malformed()).isEmpty();
        List<String> named = List.of("group 100 writer 1 Speed", "group 100 writer 1 On");
        List<String> numbered = List.of("group 100 writer 1 field 0", "group 100 writer 1 field 1");
        assertThat(field(0, "item_ids")).isEqualTo(numbered);
        assertThat(field(2, "item_ids")).isEqualTo(named);
        assertThat(field(2, "data_set")).isEqualTo("Pump1");
        assertThat(field(3, "item_ids"))
                .as("writer 2")
                .isEqualTo(List.of("group 100 writer 2 field 0", "group 100 writer 2 field 1"));
        assertThat(field(4, "item_ids")).as("delta frame").isEqualTo(List.of("group 100 writer 1 On"));
        assertThat(field(5, "item_ids")).as("publisher 5").isEqualTo(numbered);
        assertThat(field(6, "item_ids")).as("version 4").isEqualTo(numbered);
        assertThat(field(7, "item_ids"))
                .as("a field added since")
                .isEqualTo(List.of(named.get(0), named.get(1), "group 100 writer 1 field 2"));
    }

    /** 7.2.4.5.11: fields one behind the other, texts and arrays filled up to their most. */
    @Test
    void rawFieldsAreReadByTheTypesOfTheirMetadata() {
        bench.client(announcement(
                1,
                scalar("On", 1),
                scalar("Small", 2),
                scalar("Count", 5),
                scalar("Speed", 10),
                scalar("Total", 9),
                scalar("At", 13),
                scalar("Id", 14),
                scalar("State", 19),
                field("Name", 0, 12, -1, "ffffffff", 4),
                field("Data", 0, 15, -1, "ffffffff", 3),
                field("Levels", 0, 4, 1, "01000000 03000000", 0)));
        bench.client(
                raw("01 fe 0900 0000a441 ffffffffffffffff 00c08976453cda01 00112233445566778899aabbccddeeff 00000580"
                        + "02000000 6869 0000 ffffffff 000000 02000000 0100 ffff 0000" + "0000"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(field(1, "encoding")).isEqualTo("raw");
        assertThat(field(1, "values"))
                .isEqualTo(List.of(
                        true,
                        -2L,
                        9L,
                        20.5,
                        "18446744073709551615",
                        1_704_067_200_000L,
                        "33221100-5544-7766-8899-aabbccddeeff",
                        0x8005_0000L,
                        "hi",
                        "",
                        "[1 -1]"));
        assertThat(field(1, "types"))
                .isEqualTo(List.of(
                        "boolean",
                        "sbyte",
                        "uint16",
                        "float",
                        "uint64",
                        "datetime",
                        "guid",
                        "statuscode",
                        "string",
                        "bytestring",
                        "int16[]"));
        assertThat(field(1, "item_ids").toString()).endsWith(", group 100 writer 1 Data, group 100 writer 1 Levels]");
        assertThat(field(1, "results")).isNull();
        assertThat(field(1, "more_fields")).isNull();
        assertThat(field(1, "size")).isEqualTo(71L);
    }

    @Test
    void rawFieldsEndWhereOneMayHaveAnyLength() {
        String any = field("Any", 0, 12, -1, "ffffffff", 0);
        bench.client(announcement(1, scalar("Count", 5), any, scalar("On", 1)));
        bench.client(raw("0900 02000000 6869 01"));
        bench.client(announcement(1, scalar("Count", 5), field("Matrix", 0, 1, 2, "02000000 01000000 00000000", 0)));
        bench.client(raw("0900 01"));
        bench.client(announcement(1, scalar("Count", 5), scalar("Vector", 22)));
        bench.client(raw("0900 01"));
        bench.client(announcement(1, scalar("Count", 5), field("List", 0, 5, 1, "01000000 00000000", 0)));
        bench.client(raw("0900 00000000"));
        assertThat(bench.malformed()).isEmpty();
        for (int frame = 1; frame < 8; frame += 2) {
            assertThat(field(frame, "values")).isEqualTo(List.of(9L));
            assertThat(field(frame, "more_fields")).isEqualTo(frame == 1 ? 2L : 1L);
        }
    }

    /** OPC 10000-6 section 5.2.5: dimensions before the values of a matrix. */
    @Test
    void rawMatricesAreReadIfTheyAreFull() {
        bench.client(announcement(
                1, scalar("Count", 5), field("Matrix", 0, 5, 2, "02000000 02000000 03000000", 0), scalar("On", 1)));
        bench.client(raw("0900 02000000 02000000 03000000 0100 0200 0300 0400 0500 0600 01"));
        bench.client(raw("0900 02000000 01000000 03000000 0100 0200 0300 000000000000 01"));
        bench.client(raw("0900 02000000 02000000 04000000 0100 0200 0300 0400 0500 0600 01"));
        bench.client(raw("0900 01000000 02000000 03000000 0100 0200 0300 0400 0500 0600 01"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(field(1, "values")).isEqualTo(List.of(9L, "[1 2 3 4 5 6]", true));
        assertThat(field(1, "types")).isEqualTo(List.of("uint16", "uint16[][]", "boolean"));
        assertThat(field(2, "values")).isEqualTo(List.of(9L, "1 x 3, not full", true));
        assertThat(field(3, "values")).as("wider than announced").isNull();
        assertThat(field(4, "values")).as("of another rank").isNull();
        bench.client(announcement(1, field("Matrix", 0, 5, 2, "02000000 ffffffff ffffffff", 0)));
        bench.client(raw("02000000 01000000 01000000 0100"));
        assertThat(field(6, "values")).as("too large to be in a message").isNull();
    }

    /** OPC 10000-5 section 12.32: a type of its own with the number {@code id} of namespace 1. */
    private static String structure(int id, int kind, String... parts) {
        return "01 01 %02x00 0100".formatted(id) + text("Type" + id) + "0000 0016" + little(kind) + little(parts.length)
                + String.join("", parts);
    }

    /** @param node two octets of namespace 0, four of namespace 1 */
    private static String part(String name, String node, int textBytes, boolean optional) {
        return text(name) + "00" + node + "ffffffff ffffffff" + little(textBytes) + (optional ? "01" : "00");
    }

    /** Metadata of version 5.6 with a field for each node, all structures. */
    private static String announcement(String enumeration, List<String> structures, String... nodes) {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < nodes.length; i++)
            fields.append(text("S" + i))
                    .append("00 0000 16")
                    .append(nodes[i])
                    .append("ffffffff ffffffff 00000000")
                    .append("00".repeat(16))
                    .append("ffffffff");
        return META + "02 0300 0100 ffffffff" + little(structures.size()) + String.join("", structures)
                + (enumeration.isEmpty() ? "ffffffff" : "01000000" + enumeration) + "ffffffff" + text("Pump1") + "00"
                + little(nodes.length) + fields + VERSION + "00000000";
    }

    @Test
    void rawStructuresAreReadPartByPart() {
        String point = structure(10, 0, part("X", "000a", 0, false), part("Y", "0005", 0, false));
        String pump = structure(
                11,
                0,
                part("At", "01010a00", 0, false),
                part("Mode", "01010c00", 0, false),
                part("Name", "000c", 3, false));
        String mode = "01 01 0c00 0100" + text("Mode") + "00000000 06";
        bench.client(announcement(mode, List.of(point, pump), "01010b00", "01010a00"));
        bench.client(raw("0000a441 0900 02000000 02000000 6869 00 00004040 0700"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(field(1, "item_ids"))
                .isEqualTo(List.of(
                        "group 100 writer 1 S0.At.X",
                        "group 100 writer 1 S0.At.Y",
                        "group 100 writer 1 S0.Mode",
                        "group 100 writer 1 S0.Name",
                        "group 100 writer 1 S1.X",
                        "group 100 writer 1 S1.Y"));
        assertThat(field(1, "values")).isEqualTo(List.of(20.5, 9L, 2L, "hi", 3.0, 7L));
        assertThat(field(1, "types")).isEqualTo(List.of("float", "uint16", "int32", "string", "float", "uint16"));
        bench.client(raw("0000a441 0900 02000000 02000000 6869 00 00004040 07"));
        assertThat(field(2, "values")).as("one octet short").isNull();
    }

    /** 7.2.4.5.11: what is missing leaves its room empty. */
    @Test
    void optionalPartsThatAreMissingAreNotTold() {
        String type =
                structure(10, 1, part("A", "0005", 0, true), part("B", "0005", 0, false), part("C", "0007", 0, true));
        bench.client(announcement("", List.of(type), "01010a00"));
        bench.client(raw("02000000 0000 0900 07000000"));
        bench.client(raw("01000000 0300 0900 00000000"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(field(1, "item_ids")).isEqualTo(List.of("group 100 writer 1 S0.B", "group 100 writer 1 S0.C"));
        assertThat(field(1, "values")).isEqualTo(List.of(9L, 7L));
        assertThat(field(2, "values")).isEqualTo(List.of(3L, 9L));
    }

    /** Unions, structures within themselves, ones of any length, and more parts than are kept. */
    @Test
    void structuresWhoseRoomIsNotKnownEndTheValues() {
        String plain = structure(9, 0, part("P", "0003", 0, false));
        String union = structure(10, 2, part("A", "0005", 0, false));
        String itself = structure(11, 0, part("A", "01010b00", 0, false));
        String text = structure(12, 0, part("A", "000c", 0, false));
        String[] parts = new String[DataSetMessage.FIELDS_MAX + 1];
        Arrays.setAll(parts, i -> part("P" + i, "0003", 0, false));
        String many = structure(13, 0, parts);
        for (String of : List.of(union, itself, text, many)) {
            String node = "0101" + of.replace(" ", "").substring(4, 8);
            bench.client(announcement("", List.of(plain, of), "01010900", node));
            bench.client(raw("05 0102030405060708"));
            int last = bench.messages().size() - 1;
            assertThat(field(last, "values")).isEqualTo(List.of(5L));
            assertThat(field(last, "more_fields")).isEqualTo(1L);
        }
        assertThat(bench.malformed()).isEmpty();
    }

    @Test
    void metadataThatDoesNotFitGivesRawFieldsNoValues() {
        bench.client(announcement(1, scalar("Count", 5), field("Name", 0, 12, -1, "ffffffff", 4)));
        bench.client(raw("0900 02000000 6869 0000"));
        bench.client(raw("0900 02000000 6869 0000 01"));
        bench.client(raw("0900 02000000 6869 00"));
        bench.client(raw("0900 05000000 6869 6a6b 6c"));
        bench.client(announcement(1, field("List", 0, 9, 1, "01000000 ffffffff", 0)));
        bench.client(raw("01000000 0102030405060708"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(field(1, "values")).isEqualTo(List.of(9L, "hi"));
        for (int frame : new int[] {2, 3, 4, 6}) {
            assertThat(field(frame, "values")).isNull();
            assertThat(field(frame, "more_fields")).isNull();
            assertThat(field(frame, "data")).isNotNull();
        }
    }

    @Test
    void fieldsOfMetadataBeyondTheLimitAreCounted() {
        String[] fields = new String[DataSetMessage.FIELDS_MAX + 2];
        Arrays.setAll(fields, i -> scalar("F" + i, 1));
        bench.client(announcement(1, fields));
        bench.client(raw("01".repeat(fields.length)));
        assertThat(bench.malformed()).isEmpty();
        assertThat((List<?>) field(0, "names")).hasSize(DataSetMessage.FIELDS_MAX);
        assertThat(field(0, "more_fields")).isEqualTo(2L);
        assertThat((List<?>) field(1, "values")).hasSize(DataSetMessage.FIELDS_MAX);
        assertThat(field(1, "more_fields")).isEqualTo(2L);
    }

    /** Discovery has a group of addresses of its own. */
    @Test
    void whatIsAnnouncedIsKnownWhicheverAddressTheDataGoTo() {
        bench.client(announcement(1, scalar("Count", 5)));
        Bench elsewhere = bench.elsewhere(
                new UadpDissector(), Transport.UDP, Address.ipv4(0x0A000001), Address.parse("224.0.5.1"), 4840);
        elsewhere.client(raw("0900"));
        assertThat(elsewhere.messages().getFirst().fields().get("values")).isEqualTo(List.of(9L));
    }

    @Test
    void anotherSenderOfThatNameDidNotAnnounceIt() {
        bench.client(announcement(1, scalar("Count", 5)));
        Bench other = bench.elsewhere(
                new UadpDissector(), Transport.UDP, Address.ipv4(0x0A000009), Address.parse("224.0.5.1"), 4840);
        other.client(raw("0900"));
        assertThat(other.messages().getFirst().fields().get("values")).isNull();
    }

    @Test
    void metadataIsRememberedWithinLimits() {
        bench.client(announcement(1, scalar("Count", 5)));
        String[] fields = new String[DataSetMessage.FIELDS_MAX];
        Arrays.setAll(fields, i -> scalar("F" + i, 1));
        int writer = 2;
        for (; bench.forgotten() == 0; writer++) bench.client(announcement(writer, fields));
        assertThat(writer).isBetween(60, 70);
        bench.client(raw("0900"));
        assertThat(bench.messages().getLast().fields().get("values")).isNull();
        bench.client("f1 01 2a00 01 6400 01 %02x00 03".formatted(writer - 1) + "01".repeat(256));
        assertThat((List<?>) bench.messages().getLast().fields().get("values")).hasSize(256);
    }
}
