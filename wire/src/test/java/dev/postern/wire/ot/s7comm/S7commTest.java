package dev.postern.wire.ot.s7comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector.Recognition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Data units written by hand; the helpers put TPKT, COTP and the S7 header around them. */
class S7commTest {
    private final Bench bench = new Bench(new S7comm(), Transport.TCP, 102);

    /** A data unit in its TPKT. */
    private static String dt(String hex) {
        int bytes = Bench.hex(hex).length;
        return "0300%04x02f080".formatted(bytes + 7) + hex;
    }

    private static String message(int type, int reference, int error, String parameters, String data) {
        String status = type == 2 || type == 3 ? "%04x".formatted(error) : "";
        return dt("32%02x0000%04x%04x%04x%s"
                        .formatted(type, reference, Bench.hex(parameters).length, Bench.hex(data).length, status)
                + parameters
                + data);
    }

    private static String job(int reference, String parameters, String data) {
        return message(1, reference, 0, parameters, data);
    }

    private static String done(int reference, String parameters, String data) {
        return message(3, reference, 0, parameters, data);
    }

    private Message only(int index) {
        return bench.messages().get(index);
    }

    @Test
    void theConnectRequestTellsKindRackAndSlot() {
        bench.client("03000016 11e00000001400c1020100c2020102c0010a");
        bench.server("03000016 11d00014000300c0010ac1020100c2020102");
        assertThat(only(0).unit()).isEqualTo("rack 0 slot 2");
        assertThat(only(0).fields().get("connection_type")).isEqualTo("programming device");
        assertThat(only(1).outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(only(1).latencyNanos()).isEqualTo(10_000_000);
    }

    @Test
    void aPasswordThatIsEnteredIsALogin() {
        bench.client(message(7, 1, 0, "00011204 11450100", "ff090008 6442465344425353"));
        bench.server(message(7, 1, 0, "00011208 12850101 0000d602", "0a000000"));
        bench.client(message(7, 2, 0, "00011204 11450100", "ff090008 6442465344425354"));
        bench.server(message(7, 2, 0, "00011208 12850102 00000000", "0a000000"));
        bench.client(message(7, 3, 0, "00011204 11450200", "0a000000"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(Message::operation, Message::verb, Message::outcome)
                .containsExactly(
                        tuple("plc password", Verb.LOGIN, Outcome.REQUEST),
                        tuple("plc password", Verb.LOGIN, Outcome.REFUSED),
                        tuple("plc password", Verb.LOGIN, Outcome.REQUEST),
                        tuple("plc password", Verb.LOGIN, Outcome.SUCCESS),
                        tuple("cancel plc password", Verb.SESSION, Outcome.REQUEST));
        assertThat(only(0).fields().get("credentials")).isEqualTo(true);
        assertThat(only(1).fields().get("name")).isEqualTo("wrong password");
        assertThat(bench.messages().toString()).doesNotContain("64424653");
    }

    @Test
    void variablesAreNamedAsEngineersNameThemAndTypedAsAsked() {
        bench.client(job(
                7,
                "0404 120a10080001000284000018 120a10010001000083000050 120a10050001000081000010"
                        + "120a101c00010000 1c000005",
                ""));
        bench.server(done(7, "0404", "ff070004 41200000 ff030001 0100 ff050010 fffe ff090002 0012"));
        assertThat(bench.malformed()).isEmpty();
        String target = "DB2.DBD3 x1, M10.0 x1, IW2 x1, C5 x1";
        assertThat(only(0).target()).isEqualTo(target);
        assertThat(only(0).verb()).isEqualTo(Verb.READ);
        assertThat(only(1).target()).isEqualTo(target);
        assertThat(only(1).fields().get("values")).isEqualTo(List.of(10.0, true, -2L, 18L));
        assertThat(only(1).latencyNanos()).isEqualTo(10_000_000);
    }

    /** What drivers make of many tags: few long stretches of octets. */
    @Test
    void eachElementOfSeveralStretchesIsAPointOfItsOwn() {
        bench.client(job(7, "0403 120a10020003000184000010 120a10050002000283000020 120a10070001000384000040", ""));
        bench.server(done(7, "0403", "ff040018 0a0b0c00 0a000000 ff070004 fffffffe"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(only(1).fields().get("points")).isEqualTo(List.of("DB1.DBB2", "DB1.DBB3", "DB1.DBB4", "DB3.DBD8"));
        assertThat(only(1).fields().get("values")).isEqualTo(List.of(10L, 11L, 12L, -2L));
        assertThat(only(1).fields().get("refused")).isEqualTo(List.of("2: object does not exist"));
        bench.client(job(8, "0502 120a10050002000283000020 120a10020001000184000010", "00040020 00010002 00040008 07"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(only(2).fields().get("points")).isEqualTo(List.of("MW4", "MW6", "DB1.DBB2"));
        assertThat(only(2).fields().get("values")).isEqualTo(List.of(1L, 2L, 7L));
        bench.client(job(9, "0501 120a10020004000184000010", "00040020 41f00000"));
        assertThat(only(3).fields().get("points")).isNull();
        assertThat(only(3).fields().get("values")).isEqualTo(List.of(65L, 240L, 0L, 0L));
    }

    @Test
    void aMessageOfTheProgramIsNamedWithItsSignals() {
        String first = "120a1602000000af 01 00 fe 00 ff040010 0001 ff030001 01 00";
        String second = "120a160000000001 00 00 01 01";
        bench.server(message(7, 0, 0, "00011204 11040500", "ff090030 9401060027203975 40 02" + first + second));
        assertThat(bench.malformed()).isEmpty();
        assertThat(only(0).operation()).isEqualTo("alarm_8 indication");
        assertThat(only(0).verb()).isEqualTo(Verb.REPORT);
        assertThat(only(0).target()).isEqualTo("message 0xaf");
        assertThat(only(0).fields().get("messages")).isEqualTo(List.of("0xaf", "0x1"));
        assertThat(only(0).fields().get("signals")).isEqualTo(List.of(1L, 0L));
        assertThat(only(0).fields().get("acknowledged_going")).isEqualTo(List.of(0xFEL, 1L));
        assertThat(only(0).fields().get("acknowledged_coming")).isEqualTo(List.of(0L, 1L));
        assertThat(only(0).fields().get("clock")).isEqualTo("1994-01-06T00:27:20.397");
    }

    @Test
    void moreValuesThanAreKeptAreCounted() {
        bench.client(job(7, "0401 120a1002012c000184000000", ""));
        bench.server(done(7, "0401", "ff040960" + "05".repeat(300)));
        assertThat(bench.malformed()).isEmpty();
        assertThat((List<?>) only(1).fields().get("values")).hasSize(Variables.VALUES_MAX);
        assertThat((List<?>) only(1).fields().get("points")).hasSize(Variables.VALUES_MAX);
        assertThat(only(1).fields().get("more_values")).isEqualTo(44L);
    }

    /** Three octets of DB68 from 358 on and two of DB9: how a WinCC station asks an S7-400. */
    private static final String TWO_AREAS = "0001 01 01 12 0c b0 02 03 0044 0166 02 0009 0000";

    @Test
    void whatASubscriptionBringsAreValuesOfWhatItAskedFor() {
        bench.client(message(7, 1, 0, "00011204 11420500", "ff090012" + TWO_AREAS));
        bench.server(message(7, 1, 0, "00011208 12820501 00000000", "ff09000d 0001 ff090007 ff010203 ff0405"));
        bench.server(message(7, 0, 0, "00011208 12020501 00000000", "ff09000a 0001 ff090004 fe ff0607"));
        assertThat(bench.malformed()).isEmpty();
        String target = "DB68.DBB358 x3 + DB9.DBB0 x2";
        assertThat(bench.messages())
                .extracting(Message::operation, Message::verb, Message::outcome, Message::target)
                .containsExactly(
                        tuple("change driven transfer", Verb.READ, Outcome.REQUEST, target),
                        tuple("change driven transfer", Verb.READ, Outcome.SUCCESS, target),
                        tuple("change driven transfer", Verb.REPORT, Outcome.NOTICE, target));
        assertThat(only(1).fields().get("points"))
                .isEqualTo(List.of("DB68.DBB358", "DB68.DBB359", "DB68.DBB360", "DB9.DBB0", "DB9.DBB1"));
        assertThat(only(1).fields().get("values")).isEqualTo(List.of(1L, 2L, 3L, 4L, 5L));
        assertThat(only(2).fields().get("points")).isEqualTo(List.of("DB9.DBB0", "DB9.DBB1"));
        assertThat(only(2).fields().get("values")).isEqualTo(List.of(6L, 7L));
    }

    @Test
    void aSubscriptionThatEndedOrWasNotHeardBeginsShowsOctetsAlone() {
        String brought = message(7, 0, 0, "00011208 12020501 00000000", "ff09000a 0001 ff090004 fe ff0607");
        bench.server(brought);
        bench.client(message(7, 1, 0, "00011204 11420500", "ff090012" + TWO_AREAS));
        bench.server(message(7, 1, 0, "00011208 12820501 00000000", "ff09000d 0001 ff090007 ff010203 ff0405"));
        bench.client(message(7, 2, 0, "00011204 11420400", "ff090002 0501"));
        bench.server(brought);
        assertThat(bench.malformed()).isEmpty();
        for (int index : new int[] {0, 4}) {
            assertThat(only(index).target()).isEmpty();
            assertThat(only(index).fields().get("values")).isNull();
            assertThat(only(index).fields().get("data")).isEqualTo("0001ff090004feff0607");
        }
        assertThat(only(3).verb()).isEqualTo(Verb.SESSION);
    }

    @Test
    void anAreaThatEndsTooEarlyIsMalformedAndWhatCameBeforeCounts() {
        bench.client(message(7, 1, 0, "00011204 11420500", "ff090012" + TWO_AREAS));
        bench.server(message(7, 1, 0, "00011208 12820501 00000000", "ff09000b 0001 ff090005 ff010203 ff"));
        assertThat(bench.malformed()).extracting(Malformed::rule).containsExactly("fewer octets than areas have");
        assertThat(only(1).fields().get("values")).isEqualTo(List.of(1L, 2L, 3L));
    }

    @Test
    void aWriteShowsItsValueAndARefusalItsReason() {
        bench.client(job(8, "0501 120a10010001000184000000", "00030001 01"));
        bench.server(done(8, "0501", "05"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(only(0).target()).isEqualTo("DB1.DBX0.0 x1");
        assertThat(only(0).verb()).isEqualTo(Verb.WRITE);
        assertThat(only(0).fields().get("values")).isEqualTo(List.of(true));
        assertThat(only(1).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(only(1).fields().get("name")).isEqualTo("1: invalid address");
    }

    @Test
    void symbolsOfTheS71200AreKnown() {
        bench.client(job(1, "0401 120eb2008a0e0005 11223344 2000000a", ""));
        assertThat(only(0).target()).isEqualTo("symbol DB5.10");
    }

    @Test
    void headerErrorsRefuse() {
        bench.client(job(9, "29 0000000000 09 505f50524f4752414d", ""));
        bench.server(message(2, 9, 0x8104, "", ""));
        assertThat(only(0).operation()).isEqualTo("plc stop");
        assertThat(only(0).verb()).isEqualTo(Verb.STOP);
        assertThat(only(1).operation()).isEqualTo("plc stop");
        assertThat(only(1).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(only(1).fields().get("name")).isEqualTo("service not implemented");
    }

    @Test
    void aLoginAtTheControlOfAMachineToolShowsNoPassword() {
        bench.client(job(5, "28 000000000000fd 0006 73756e726973 09 5f4e5f4c4f47494e5f", ""));
        bench.server(done(5, "28", ""));
        bench.client(job(6, "28 000000000000fd 0000 09 5f4e5f4c4f474f5554", ""));
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(Message::verb, Message::outcome)
                .containsExactly(
                        tuple(Verb.LOGIN, Outcome.REQUEST),
                        tuple(Verb.LOGIN, Outcome.SUCCESS),
                        tuple(Verb.SESSION, Outcome.REQUEST));
        assertThat(only(0).fields().get("credentials")).isEqualTo(true);
        assertThat(bench.messages().toString()).doesNotContain("sunris");
    }

    @Test
    void invocationsAreToldApart() {
        bench.client(job(1, "28 000000000000fd 0000 09 505f50524f4752414d", ""));
        bench.client(job(2, "28 000000000000fd 0002 4320 09 505f50524f4752414d", ""));
        bench.client(job(3, "28 000000000000fd 0002 4550 05 5f4d4f4455", ""));
        bench.client(job(4, "28 000000000000fd 000a 0100 3041303030303142 05 5f44454c45", ""));
        bench.client(job(5, "28 000000000000fd 000a 0100 3038303030303150 05 5f494e5345", ""));
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(Message::operation)
                .containsExactly("plc warm start", "plc cold start", "copy ram to rom", "delete block", "insert block");
        assertThat(bench.messages())
                .extracting(Message::verb)
                .containsExactly(Verb.START, Verb.RESTART, Verb.DOWNLOAD, Verb.DOWNLOAD, Verb.DOWNLOAD);
        assertThat(only(3).target()).isEqualTo("DB1");
        assertThat(only(4).target()).isEqualTo("OB1");
    }

    @Test
    void aDownloadIsFollowedThoughTheControllerAsksForTheBlock() {
        String name = "09 5f30413030303031 50".replace(" ", "");
        bench.client(job(1, "1a 00 0100 00000000" + name + "0d 31303030323034303030303934", ""));
        bench.server(done(1, "1a", ""));
        bench.server(job(2, "1b 00 0100 00000000" + name, ""));
        bench.client(done(2, "1b 01", "000400fb 70700102"));
        bench.server(job(3, "1c 00 0100 00000000" + name, ""));
        bench.client(done(3, "1c", ""));
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages()).hasSize(6).allSatisfy(m -> {
            assertThat(m.verb()).isEqualTo(Verb.DOWNLOAD);
            assertThat(m.target()).isEqualTo("DB1");
        });
        assertThat(only(0).fields().get("load_memory_bytes")).isEqualTo(204L);
        assertThat(only(0).fields().get("code_bytes")).isEqualTo(94L);
        assertThat(only(3).fields().get("bytes")).isEqualTo(4L);
    }

    @Test
    void thePartsOfAnUploadNameTheirBlock() {
        bench.client(job(1, "1d 00 0000 00000000 09 5f3038303030303141", ""));
        bench.server(done(1, "1d 00 0100 00000007 07 30303030323136", ""));
        bench.client(job(2, "1e 00 0000 00000007", ""));
        bench.server(done(2, "1e 00", "000200fb 7070"));
        bench.client(job(3, "1f 00 0000 00000007", ""));
        bench.server(done(3, "1f", ""));
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages()).hasSize(6).allSatisfy(m -> {
            assertThat(m.verb()).isEqualTo(Verb.UPLOAD);
            assertThat(m.target()).isEqualTo("OB1");
        });
        assertThat(only(1).fields().get("block_bytes")).isEqualTo(216L);
    }

    private static String text(String value, int bytes) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < bytes; i++) hex.append("%02x".formatted(i < value.length() ? (int) value.charAt(i) : ' '));
        return hex.toString();
    }

    @Test
    void aSystemStatusListInTwoPartsTellsWhoTheControllerIs() {
        String entry1 = "0001" + text("station_1", 32);
        String entry5 = "0005" + text("S C-X4U421302009", 32);
        String list = "001c0000 0022 0002".replace(" ", "") + entry1 + entry5;
        int cut = 2 * 50;
        int rest = list.length() / 2 - 50;
        bench.client(message(7, 1, 0, "0001120411440100", "ff090004001c0000"));
        bench.server(message(7, 1, 0, "000112081284010101010000", "ff090032" + list.substring(0, cut)));
        bench.client(message(7, 2, 0, "000112081244010101000000", "0a000000"));
        bench.server(message(7, 2, 0, "000112081284010101000000", "ff09%04x".formatted(rest) + list.substring(cut)));
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages()).hasSize(4).allSatisfy(m -> {
            assertThat(m.operation()).isEqualTo("read szl");
            assertThat(m.verb()).isEqualTo(Verb.IDENTIFY);
            assertThat(m.target()).isEqualTo("szl 0x001c index 0x0000");
        });
        assertThat(identities()).extracting(Identity::value).containsExactly("station_1", "S C-X4U421302009");
    }

    private List<Identity> identities() {
        return bench.observations.stream()
                .filter(Identity.class::isInstance)
                .map(Identity.class::cast)
                .toList();
    }

    private Object said(String list, String field) {
        bench.server(message(7, 1, 0, "000112081284010000000000", "ff09%04x".formatted(list.length() / 2) + list));
        assertThat(bench.malformed()).isEmpty();
        return bench.messages().getLast().fields().get(field);
    }

    @Test
    void lampsModeAndDiagnosticBufferAreSaidInWords() {
        assertThat(said("0019000000040004" + "00010100" + "00040000" + "00050100" + "000b0101", "lamps"))
                .isEqualTo(List.of("SF", "STOP", "BUS1F"));
        String entry = "%s 00 %s 00000000 00000000 0000000000000000".replace(" ", "");
        assertThat(said("0424000000140001" + entry.formatted("4302", "58"), "mode"))
                .isEqualTo("RUN");
        assertThat(said("0424000000140001" + entry.formatted("4303", "84"), "mode"))
                .isEqualTo("STOP");
        assertThat(said("00a0000000140002" + entry.formatted("3921", "fe") + entry.formatted("4302", "ff"), "events"))
                .isEqualTo(List.of("0x3921", "0x4302"));
    }

    @Test
    void moduleIdentificationGivesOrderNumberAndFirmware() {
        String list = "00110000001c0002" + "0001" + text("6ES7 315-2EH14-0AB0 ", 20) + "00c000010001" + "0007"
                + text("", 20) + "00c056030206";
        bench.server(message(7, 1, 0, "000112081284010000000000", "ff090040" + list));
        assertThat(bench.malformed()).isEmpty();
        assertThat(identities())
                .extracting(Identity::value)
                .containsExactly("6ES7 315-2EH14-0AB0", "Siemens", "V3.2.6");
    }

    @Test
    void clockPasswordAndBlockServicesAreTold() {
        bench.client(message(7, 1, 0, "0001120411470200", "ff09000a00191408201155336150"));
        bench.client(message(7, 2, 0, "0001120411450100", "ff0900086467666364656667"));
        bench.client(message(7, 3, 0, "0001120411430300", "ff090008 3041303030303141".replace(" ", "")));
        bench.server(message(7, 3, 0, "00011208128303000000d209", "0a000000"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(only(0).verb()).isEqualTo(Verb.CLOCK);
        assertThat(only(0).fields().get("clock")).isEqualTo("2014-08-20T11:55:33.615");
        assertThat(only(1).verb()).isEqualTo(Verb.LOGIN);
        assertThat(only(1).fields().get("data")).isNull();
        assertThat(only(2).target()).isEqualTo("DB1");
        assertThat(only(3).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(only(3).fields().get("name")).isEqualTo("block not found");
    }

    @Test
    void aControllerThatStopsSaysSo() {
        bench.server(message(7, 0, 0, "0100101000000000", ""));
        assertThat(bench.malformed()).isEmpty();
        assertThat(only(0).operation()).isEqualTo("mode transition: stop");
        assertThat(only(0).outcome()).isEqualTo(Outcome.NOTICE);
    }

    @Test
    void segmentsArePutTogether() {
        bench.client("0300000702f000");
        bench.client("0300000f02f000 3201000000010008");
        bench.client("0300001102f080 0000f0000001000101e0");
        assertThat(bench.malformed()).isEmpty();
        assertThat(only(0).operation()).isEqualTo("setup communication");
        assertThat(only(0).fields().get("pdu_bytes")).isEqualTo(480L);
    }

    @Test
    void plusIsKnownByVersionOpcodeAndFunction() {
        bench.client(dt("72010020 31 0000 04ca 0000 0001 00000120 36 00000120 00000000000000000000 72010000"
                .replace("72010020", "7201001c")));
        bench.client(dt("72020020 31 0000 04f2 0000 0007 00000397 34 00000034 01 9077 0008 01 0000000000000000000000"
                        .replace("72020020", "72020022")
                + "72020000"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages()).allSatisfy(m -> assertThat(m.protocol()).isEqualTo("s7comm-plus"));
        assertThat(only(0).operation()).isEqualTo("create object");
        assertThat(only(0).verb()).isEqualTo(Verb.SESSION);
        assertThat(only(1).verb()).isEqualTo(Verb.STOP);
    }

    @Test
    void brokenRulesAreNamed() {
        bench.client(job(1, "0401 130a10080001000284000018", ""));
        bench.client(dt("32010000000100080000f000"));
        bench.client(dt("32090000000100000000"));
        bench.client(dt("99"));
        bench.client("0300000600000000");
        assertThat(bench.malformed())
                .extracting(Malformed::rule)
                .containsExactly(
                        "no variable specification",
                        "fewer items than counted",
                        "lengths do not add up",
                        "message ends early",
                        "unknown message type",
                        "unknown protocol id",
                        "length out of range");
    }

    @Test
    void recognitionTakesNeitherRemoteDesktopNorMms() {
        assertThat(probe("03000016 11e00000001400c1020100c2020102c0010a")).isEqualTo(Recognition.UNSURE);
        assertThat(probe("03000013 0ee000000000000100080003000000")).isEqualTo(Recognition.NOT);
        assertThat(probe("0300002c 27e00000000000436f6f6b69653a206d737473686173683d656c746f6e730d0a0100080000000000"))
                .isEqualTo(Recognition.NOT);
        assertThat(probe("03000016 11e00000000300c1020000c2020001c0010a")).isEqualTo(Recognition.NOT);
        assertThat(probe("0300000c 02f0807f65820194")).isEqualTo(Recognition.NOT);
        assertThat(probe(job(1, "f0000001000101e0", ""))).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(dt("720100003100"))).isEqualTo(Recognition.CERTAIN);
    }

    private static Recognition probe(String hex) {
        return new S7comm().probe(new Bytes().wrap(Bench.hex(hex)), Transport.TCP, true);
    }
}
