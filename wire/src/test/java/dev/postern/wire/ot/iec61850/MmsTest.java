package dev.postern.wire.ot.iec61850;

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
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Units written down after ISO 9506-2, within session and presentation data as IEC 61850-8-1 has them. */
class MmsTest {
    private final Bench bench = new Bench(new MmsDissector(), Transport.TCP, 102);

    private Message only(int index) {
        return bench.messages().get(index);
    }

    private Object field(int index, String name) {
        return only(index).fields().get(name);
    }

    /** An element: tag in hex, then parts in hex. */
    static String tlv(String tag, String... parts) {
        String body = String.join("", parts).replaceAll("\\s+", "");
        int length = body.length() / 2;
        return tag + (length < 128 ? String.format("%02x", length) : String.format("82%04x", length)) + body;
    }

    static String text(String tag, String text) {
        return tlv(tag, HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String name(String domain, String item) {
        return tlv("a1", text("1a", domain), text("1a", item));
    }

    private static String variable(String domain, String item) {
        return tlv("30", tlv("a0", name(domain, item)));
    }

    private static String tpkt(String user) {
        return String.format("0300%04x02f080", 7 + user.length() / 2) + user;
    }

    /** Session data, presentation data of context 3, then the unit. */
    private static String data(String mms) {
        return tpkt("01000100" + tlv("61", tlv("30", "020103", tlv("a0", mms))));
    }

    private void asks(String invoke, String service) {
        bench.client(data(tlv("a0", "0201" + invoke, service)));
    }

    private void answers(String invoke, String service) {
        bench.server(data(tlv("a1", "0201" + invoke, service)));
    }

    @Test
    void aReadNamesItsVariablesAndItsAnswerHasTheirValues() {
        asks("07", tlv("a4", tlv("a1", tlv("a0", variable("LD0", "MMXU1$MX$TotW"), variable("LD0", "MMXU1$MX$Hz")))));
        answers("07", tlv("a4", tlv("a1", tlv("a2", "870508 41ac0000", "84030300 00"), "85020100")));
        assertThat(bench.malformed()).isEmpty();
        assertThat(only(0).operation()).isEqualTo("read");
        assertThat(only(0).verb()).isEqualTo(Verb.READ);
        assertThat(only(0).target()).isEqualTo("LD0/MMXU1$MX$TotW, LD0/MMXU1$MX$Hz");
        assertThat(only(1).outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(only(1).target()).isEqualTo(only(0).target());
        assertThat(only(1).latencyNanos()).isEqualTo(10_000_000);
        assertThat(field(1, "values")).isEqualTo(List.of(21.5, "0000000000000", 256L));
        assertThat(field(1, "types")).isEqualTo(List.of("float", "bit-string", "integer"));
        assertThat(field(1, "counts")).isEqualTo(List.of(2L, 1L));
    }

    @Test
    void oneVariableThatFailsMakesTheAnswerARefusal() {
        asks("08", tlv("a4", tlv("a1", tlv("a0", variable("LD0", "A"), variable("LD0", "B")))));
        answers("08", tlv("a4", tlv("a1", "800103", "830101")));
        assertThat(only(1).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(field(1, "failed")).isEqualTo(List.of(0L));
        assertThat(field(1, "failures")).isEqualTo(List.of("object access denied"));
        assertThat(field(1, "values")).isEqualTo(List.of(true));
    }

    /** IEC 61850-7-3: LPL begins with vendor and swRev, DPL with vendor; all else may be missing. */
    @Test
    void whoReadsTheNamePlatesLearnsTheDevice() {
        asks(
                "07",
                tlv("a4", tlv("a1", tlv("a0", variable("LD0", "LLN0$DC$NamPlt"), variable("LD0", "LPHD1$DC$PhyNam")))));
        String logical = tlv("a2", text("8a", "Maker"), text("8a", "4.20"), text("8a", "Feeder 7"), text("8a", "3"));
        answers(
                "07",
                tlv("a4", tlv("a1", logical, tlv("a2", text("8a", "Maker"), text("8a", "B"), text("8a", "4.20")))));
        assertThat(identities()).containsExactly("VENDOR Maker", "FIRMWARE 4.20", "VENDOR Maker");
        bench.observations.clear();
        asks(
                "08",
                tlv(
                        "a4",
                        tlv(
                                "a1",
                                tlv(
                                        "a0",
                                        variable("LD0", "LPHD1$DC$PhyNam$serNum"),
                                        variable("LD0", "LPHD1$DC$PhyNam$model"),
                                        variable("LD0", "LPHD1$DC$PhyNam$hwRev"),
                                        variable("LD0", "LLN0$DC$NamPlt$configRev")))));
        answers("08", tlv("a4", tlv("a1", text("8a", "S-1"), "800103", text("8a", "C"), text("8a", "12"))));
        assertThat(identities()).containsExactly("SERIAL S-1", "NOTE hardware C", "NOTE configuration 12");
        assertThat(bench.observations)
                .filteredOn(Identity.class::isInstance)
                .allSatisfy(i -> assertThat(((Identity) i).stamp()).isEqualTo(only(1).stamp()));
    }

    @Test
    void theNamePlateOfAFunctionIsNotThatOfTheDevice() {
        asks("07", tlv("a4", tlv("a1", tlv("a0", variable("LD0", "XCBR1$DC$NamPlt$vendor")))));
        answers("07", tlv("a4", tlv("a1", text("8a", "Other"))));
        asks("08", tlv("a4", tlv("a1", tlv("a0", variable("LD0", "LLN0$ST$NamPlt$vendor")))));
        answers("08", tlv("a4", tlv("a1", text("8a", "Other"))));
        assertThat(identities()).isEmpty();
    }

    private List<String> identities() {
        return bench.observations.stream()
                .filter(Identity.class::isInstance)
                .map(Identity.class::cast)
                .map(i -> i.attribute() + " " + i.value())
                .toList();
    }

    @Test
    void aCommandIsSelectedOperatedAndEnded() {
        asks("01", tlv("a4", tlv("a1", tlv("a0", variable("LD0", "CSWI1$CO$Pos$SBO")))));
        answers("01", tlv("a4", tlv("a1", text("8a", "LD0/CSWI1$CO$Pos$SBO"))));
        String oper = tlv(
                "a2",
                "830101",
                tlv("a2", "850103", "8903534341"),
                "860105",
                "91086a000000800000 0a",
                "830101",
                "840206c0");
        asks("02", tlv("a5", tlv("a0", variable("LD0", "CSWI1$CO$Pos$Oper")), tlv("a0", oper)));
        answers("02", tlv("a5", "8100"));
        bench.server(data(tlv("a3", tlv("a0", tlv("a0", variable("LD0", "CSWI1$CO$Pos$Oper")), tlv("a0", oper)))));
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(Message::operation)
                .containsExactly("select", "select", "operate", "operate", "command termination");
        assertThat(bench.messages()).extracting(Message::target).containsOnly("LD0/CSWI1$CO$Pos");
        assertThat(bench.messages().subList(0, 4))
                .allSatisfy(m -> assertThat(m.verb()).isEqualTo(Verb.OPERATE));
        assertThat(field(2, "ctl_val")).isEqualTo(true);
        assertThat(field(2, "origin_category")).isEqualTo(3L);
        assertThat(field(2, "origin")).isEqualTo("534341");
        assertThat(field(2, "ctl_num")).isEqualTo(5L);
        assertThat(field(2, "command_time")).isEqualTo("2026-05-10T03:48:16.500000Z");
        assertThat(field(2, "test")).isEqualTo(true);
        assertThat(only(3).outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(only(4).outcome()).isEqualTo(Outcome.NOTICE);
    }

    @Test
    void aSelectThatIsAnsweredWithNothingIsRefused() {
        asks("01", tlv("a4", tlv("a1", tlv("a0", variable("LD0", "CSWI1$CO$Pos$SBO")))));
        answers("01", tlv("a4", tlv("a1", "8a00")));
        assertThat(only(1).outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void aCommandThatFailsSaysSoWithLastApplError() {
        String error = tlv("30", tlv("a0", text("80", "LastApplError")));
        bench.server(data(tlv(
                "a3",
                tlv(
                        "a0",
                        tlv("a0", error, variable("LD0", "CSWI1$CO$Pos$Oper")),
                        tlv("a0", tlv("a2", "850101"), tlv("a2", "830101"))))));
        assertThat(only(0).operation()).isEqualTo("command termination");
        assertThat(only(0).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(only(0).target()).isEqualTo("LD0/CSWI1$CO$Pos");
    }

    @Test
    void enablingAReportConfiguresAndWritingASettingWrites() {
        asks("01", tlv("a5", tlv("a0", variable("LD0", "LLN0$BR$rcbA01$RptEna")), tlv("a0", "830101")));
        asks("02", tlv("a5", tlv("a0", variable("LD0", "PTOC1$SP$StrVal$setMag$f")), tlv("a0", "87050841ac0000")));
        asks("03", tlv("a5", tlv("a0", variable("LD0", "CSWI1$CO$Pos$Cancel")), tlv("a0", "830100")));
        assertThat(bench.messages())
                .extracting(Message::verb)
                .containsExactly(Verb.CONFIGURE, Verb.WRITE, Verb.OPERATE);
        assertThat(only(2).operation()).isEqualTo("cancel");
    }

    @Test
    void aReportTellsItsMembersWithReasons() {
        String head = text("8a", "LD0/LLN0$RP$rcbA01") + "8403067d80" + "860104" + "8c060036ee803bff"
                + text("8a", "LD0/LLN0$ds1") + "890400000001" + "860101";
        String body = "840205a0"
                + text("8a", "LD0/XCBR1$ST$Pos") + text("8a", "LD0/XSWI1$ST$Pos")
                + tlv("a2", "84020640", "8403030000") + "850107" + "84020240" + "84020204";
        bench.server(data(tlv("a3", tlv("a0", tlv("a1", text("80", "RPT")), tlv("a0", head, body)))));
        assertThat(bench.malformed()).isEmpty();
        assertThat(only(0).operation()).isEqualTo("report");
        assertThat(only(0).verb()).isEqualTo(Verb.REPORT);
        assertThat(only(0).target()).isEqualTo("report LD0/LLN0$RP$rcbA01");
        assertThat(field(0, "sequence")).isEqualTo(4L);
        assertThat(field(0, "report_time")).isEqualTo("2026-01-19T01:00:00.000");
        assertThat(field(0, "data_set")).isEqualTo("LD0/LLN0$ds1");
        assertThat(field(0, "entry")).isEqualTo("00000001");
        assertThat(field(0, "conf_rev")).isEqualTo(1L);
        assertThat(field(0, "members")).isEqualTo(List.of(0L, 2L));
        assertThat(field(0, "references")).isEqualTo(List.of("LD0/XCBR1$ST$Pos", "LD0/XSWI1$ST$Pos"));
        assertThat(field(0, "values")).isEqualTo(List.of("01", "0000000000000", 7L));
        assertThat(field(0, "reasons")).isEqualTo(List.of("data change", "general interrogation"));
    }

    @Test
    void whatADeviceSaysOfItselfIsItsIdentity() {
        asks("01", "8200");
        answers("01", tlv("a2", text("80", "ACME"), text("81", "Bay 7"), text("82", "2.1")));
        assertThat(bench.observations)
                .filteredOn(Identity.class::isInstance)
                .extracting(o -> ((Identity) o).attribute() + " " + ((Identity) o).value())
                .containsExactly("VENDOR ACME", "MODEL Bay 7", "FIRMWARE 2.1");
        assertThat(only(1).operation()).isEqualTo("identify");
    }

    @Test
    void namesAndTypesAreListed() {
        asks("01", tlv("a1", tlv("a0", "800100"), tlv("a1", text("81", "LD0")), text("82", "LLN0")));
        answers("01", tlv("a1", tlv("a0", text("1a", "LLN0$BR"), text("1a", "LLN0$CF")), "8101ff"));
        asks("02", tlv("a6", tlv("a0", name("LD0", "MMXU1$MX"))));
        String component = tlv(
                "30",
                text("80", "mag"),
                tlv("a1", tlv("a2", tlv("a1", tlv("30", text("80", "f"), tlv("a1", tlv("a7", "020120020108")))))));
        String quality = tlv("30", text("80", "q"), tlv("a1", "8401f3"));
        answers("02", tlv("a6", "800100", tlv("a2", tlv("a2", tlv("a1", component, quality)))));
        assertThat(only(0).target()).isEqualTo("named variables of LD0");
        assertThat(field(0, "continue_after")).isEqualTo("LLN0");
        assertThat(field(1, "names")).isEqualTo(List.of("LLN0$BR", "LLN0$CF"));
        assertThat(field(1, "more_follows")).isEqualTo(true);
        assertThat(field(3, "names")).isEqualTo(List.of("mag$f", "q"));
        assertThat(field(3, "component_types")).isEqualTo(List.of("float", "bit-string -13"));
    }

    @Test
    void aFileKeepsItsNameWhileItIsRead() {
        asks("01", tlv("bf48", tlv("a0", text("19", "COMTRADE/1.cfg")), "810100"));
        answers("01", tlv("bf48", "800105", tlv("a1", "80020400")));
        asks("02", "9f490105");
        answers("02", tlv("bf49", "8003414243", "810100"));
        asks("03", "9f4a0105");
        asks("04", tlv("bf4c", text("19", "COMTRADE/1.cfg")));
        asks("05", tlv("bf4b", tlv("a0", text("19", "a")), tlv("a1", text("19", "b"))));
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(Message::target)
                .containsExactly(
                        "COMTRADE/1.cfg",
                        "COMTRADE/1.cfg",
                        "COMTRADE/1.cfg",
                        "COMTRADE/1.cfg",
                        "COMTRADE/1.cfg",
                        "COMTRADE/1.cfg",
                        "a to b");
        assertThat(field(1, "size")).isEqualTo(1024L);
        assertThat(field(3, "size")).isEqualTo(3L);
        assertThat(only(5).verb()).isEqualTo(Verb.FILE_WRITE);
    }

    @Test
    void programsAreStartedStoppedAndDomainsLoaded() {
        asks("01", tlv("bf28", text("80", "PI1"), "8100"));
        asks("02", tlv("bf29", text("80", "PI1")));
        asks("03", text("9f24", "DOM"));
        asks("04", tlv("ba", text("80", "DOM")));
        assertThat(bench.messages())
                .extracting(Message::verb)
                .containsExactly(Verb.START, Verb.STOP, Verb.DOWNLOAD, Verb.DOWNLOAD);
        assertThat(bench.messages()).extracting(Message::target).containsExactly("PI1", "PI1", "DOM", "DOM");
    }

    @Test
    void anErrorAndARejectionRefuseTheirRequest() {
        asks("01", tlv("a6", tlv("a0", name("LD0", "X"))));
        bench.server(data(tlv("a2", "800101", tlv("a2", tlv("a0", "870102")))));
        asks("02", tlv("a6", tlv("a0", name("LD0", "Y"))));
        bench.server(data(tlv("a4", "800102", "810101")));
        assertThat(only(1).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(only(1).target()).isEqualTo("LD0/X");
        assertThat(field(1, "error_class")).isEqualTo("access");
        assertThat(field(1, "error")).isEqualTo(2L);
        assertThat(only(3).target()).isEqualTo("LD0/Y");
        assertThat(only(3).latencyNanos()).isEqualTo(10_000_000);
    }

    @Test
    void tase2ShowsItselfByItsNames() {
        asks("01", tlv("a4", tlv("a1", tlv("a0", variable("ICC1", "Bilateral_Table_ID")))));
        asks("02", tlv("a4", tlv("a1", tlv("a0", variable("ICC1", "Point1")))));
        assertThat(field(0, "tase2")).isEqualTo(true);
        assertThat(field(1, "tase2")).isEqualTo(true);
        assertThat(bench.observations)
                .filteredOn(Identity.class::isInstance)
                .extracting(o -> ((Identity) o).value())
                .containsExactly("TASE.2 (ICCP)");
    }

    @Test
    void anAssociationWithAPasswordIsALogin() {
        String initiate = tlv(
                "a8",
                "80027530",
                "810105",
                "820105",
                "830105",
                tlv("a4", "800101", "810305f100", "820c03ee1c00000408000079ef18"));
        String aarq = tlv(
                "60",
                "a1070605 28ca220203",
                "8a020780",
                "8b0352 0301",
                tlv("ac", text("80", "secret")),
                tlv("be", tlv("28", "020103", tlv("a0", initiate))));
        bench.client(connect("0d", aarq));
        String accept = tlv("a9", "80027530", "810105", "820105", "830105");
        String aare = tlv(
                "61",
                "a1070605 28ca220203",
                "a203020100",
                "a305a103020100",
                tlv("be", tlv("28", "020103", tlv("a0", accept))));
        bench.server(connect("0e", aare));
        assertThat(bench.malformed()).isEmpty();
        assertThat(only(0).operation()).isEqualTo("initiate");
        assertThat(only(0).verb()).isEqualTo(Verb.LOGIN);
        assertThat(field(0, "application_context")).isEqualTo("1.0.9506.2.3");
        assertThat(field(0, "authentication")).isEqualTo(true);
        assertThat(only(0).fields().toMap().toString()).doesNotContain("secret");
        assertThat(only(1).outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(only(1).verb()).isEqualTo(Verb.LOGIN);
        assertThat(only(1).latencyNanos()).isEqualTo(10_000_000);
    }

    @Test
    void anAssociationThatIsRefusedSaysSo() {
        bench.client(connect("0d", tlv("60", tlv("be", tlv("28", "020103", tlv("a0", tlv("a8", "80027530")))))));
        bench.server(tpkt(tlv("0c", "320102")));
        assertThat(only(1).operation()).isEqualTo("initiate");
        assertThat(only(1).outcome()).isEqualTo(Outcome.REFUSED);
    }

    private static String connect(String session, String acse) {
        String user = tlv("61", tlv("30", "020101", tlv("a0", acse)));
        String presentation = tlv("31", "a003800101", tlv("a2", user));
        int length = presentation.length() / 2;
        String parameter =
                "c1" + (length < 255 ? String.format("%02x", length) : String.format("ff%04x", length)) + presentation;
        int whole = parameter.length() / 2;
        return tpkt(
                session + (whole < 255 ? String.format("%02x", whole) : String.format("ff%04x", whole)) + parameter);
    }

    @Test
    void theEndIsConcludedAndReleased() {
        bench.client(data("8b00"));
        bench.server(data("8c00"));
        bench.client(tpkt(tlv("09", tlv("c1", tlv("61", tlv("30", "020101", tlv("a0", tlv("62", "800100"))))))));
        bench.server(tpkt(tlv("0a", tlv("c1", tlv("61", tlv("30", "020101", tlv("a0", tlv("63", "800100"))))))));
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(Message::operation)
                .containsExactly("conclude", "conclude", "release", "release");
        assertThat(only(3).latencyNanos()).isEqualTo(10_000_000);
    }

    @Test
    void namesWithoutEndAreCutAndOfManyVariablesNoneIsKept() {
        asks("01", tlv("a4", tlv("a1", tlv("a0", variable("LD0", "X".repeat(4000))))));
        String[] many = new String[100];
        java.util.Arrays.fill(many, variable("LD0", "X"));
        asks("02", tlv("a4", tlv("a1", tlv("a0", many))));
        answers("02", tlv("a4", tlv("a1", "850101")));
        assertThat(only(0).target()).hasSize("LD0/".length() + Ber.TEXT_BYTES_MAX);
        assertThat((List<?>) field(1, "variables")).hasSize(100);
        assertThat(field(2, "variables")).isNull();
        assertThat(only(2).target()).isEqualTo(only(1).target());
    }

    @Test
    void mmsRightInCotpIsReadToo() {
        bench.client(tpkt(tlv("a0", "020101", tlv("a4", tlv("a1", tlv("a0", variable("LD0", "X")))))));
        assertThat(only(0).target()).isEqualTo("LD0/X");
    }

    @Test
    void dataNestedWithoutEndIsCutAndSaidSo() {
        String nested = "830101";
        for (int i = 0; i < 40; i++) nested = tlv("a2", nested);
        bench.server(data(tlv("a3", tlv("a0", tlv("a1", text("81", "x")), tlv("a0", nested)))));
        assertThat(field(0, "cut")).isEqualTo(true);
        assertThat(bench.malformed()).isEmpty();
    }

    @Test
    void whatDoesNotFitIsTold() {
        bench.client(tpkt("0150"));
        bench.client(data("a0050201"));
        bench.client(data(tlv("a0", "040101")));
        bench.client(data(tlv("a0", "020101", tlv("bf64", ""))));
        bench.server(data(tlv("a1", "020101", tlv("a4", tlv("a1", "ff00")))));
        assertThat(bench.malformed())
                .extracting(Malformed::rule)
                .containsExactly(
                        "session unit ends early",
                        "MMS unit does not fit",
                        "invoke id missing",
                        "service unknown",
                        "data is none of MMS");
    }

    @Test
    void dataOfS7IsHandedOver() {
        assertThat(bench.client(tpkt("32010000000100080000f0000001000101e0"))).isEqualTo(Dissector.LOST);
        assertThat(bench.malformed()).isEmpty();
    }

    @Test
    void onlyWholeShapesAreCertain() {
        assertThat(probe(data("8b00"))).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(connect("0d", tlv("60", "a107060528ca220203")))).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(connect("0d", tlv("60", "a107060529ca220203")))).isEqualTo(Recognition.UNSURE);
        assertThat(probe(tpkt("48656c6c6f20"))).isEqualTo(Recognition.NOT);
        assertThat(probe(tpkt("32010000000100080000f0000001000101e0"))).isEqualTo(Recognition.NOT);
        assertThat(probe("0300001611e00000000100c0010ac2020001c1020001")).isEqualTo(Recognition.NOT);
    }

    private static Recognition probe(String hex) {
        return new MmsDissector().probe(new Bytes().wrap(Bench.hex(hex)), Transport.TCP, true);
    }
}
