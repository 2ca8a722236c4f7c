package dev.postern.wire.it.dcerpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Identity;
import dev.postern.model.Identity.Attribute;
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

class DcerpcTest {
    private static final String SVCCTL = "81BB7A364498F135AD3298F038001003 02000000";
    private static final String EPMAPPER = "0883AFE11F5DC91191A408002B14A0FA 03000000";
    private static final String OPC_SYNC_IO = "523AC1391E01D0119675 0020AFD8ADB3 00000000";
    private static final String NDR = "045D888AEB1CC9119FE808002B104860 02000000";
    private static final String BIND_ACK =
            "05000C03 10000000 3C00 0000 01000000 D016D016 01000000 0400 31333500 0000 01000000 0000 0000 " + NDR;
    private final Bench rpc = new Bench(new DcerpcDissector(), Transport.TCP, 49155);
    private static final String NETLOGON = "78563412 3412 CDAB EF00 01234567CFFB 01000000";
    private final Bench datagrams = new Bench(new DcerpcDissector(), Transport.UDP, 34964);

    private static String bind(String syntax) {
        return "05000B03 10000000 4800 0000 01000000 D016D016 00000000 01000000 0000 0100" + syntax + NDR;
    }

    /** A PDU of one fragment with its lengths filled in. */
    private static String pdu(int type, int call, String body) {
        int length = 16 + Bench.hex(body).length;
        return "0500%02X03 10000000 %s 0000 %s".formatted(type, little(length, 2), little(call, 4)) + body;
    }

    private static String little(int value, int bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes; i++) text.append("%02X".formatted(value >> 8 * i & 0xFF));
        return text.toString();
    }

    private static String request(int call, int operation, String stub) {
        return pdu(0, call, "00000000 0000" + little(operation, 2) + stub);
    }

    private static String response(int call, String stub) {
        return pdu(2, call, "00000000 0000 0000" + stub);
    }

    private static String text(String text) {
        String hex = HexFormat.of().formatHex((text + "\0").getBytes(StandardCharsets.UTF_16LE));
        String length = little(text.length() + 1, 4);
        return length + "00000000" + length + hex + "0000".repeat((text.length() + 1) % 2);
    }

    private static final String SYSTEM_ACTIVATOR = "A0010000 0000 0000 C000000000000046 00000000";
    private static final String SERIALIZED = "01100800 CCCCCCCC 40000000 00000000";

    /** Parameters of RemoteCreateInstance: who asks, then a custom object with two properties, the second of which names the class. */
    private static String activation(String wanted) {
        String ids = "B9010000 0000 0000 C000000000000046 AB010000 0000 0000 C000000000000046";
        String sizes = little(2, 4) + little(24, 4) + little(40, 4);
        String lists = little(2, 4) + ids + sizes;
        int header = 16 + 20 + 16 + 12 + Bench.hex(lists).length;
        String custom = SERIALIZED + little(header + 64, 4) + little(header, 4) + little(0, 4) + little(2, 4)
                + little(2, 4) + "00".repeat(16) + "00000200 04000200 00000000" + lists;
        String properties = SERIALIZED + "00".repeat(8) + SERIALIZED + wanted + "00".repeat(8);
        return "05000700 01000000 00000000" + "11".repeat(16) + "00000000 00000000" + "00000200 00000000 00000000"
                + "4D454F57 04000000" + "22".repeat(16) + "33".repeat(16) + "00000000 00000000" + "00000000 00000000"
                + custom
                + properties;
    }

    @Test
    void whoHasAnObjectMadeSaysOfWhichClass() {
        rpc.client(bind(SYSTEM_ACTIVATOR));
        rpc.server(BIND_ACK);
        rpc.client(request(2, 4, activation("5EF0C38B 6BD8 D011 A075 00C04FB68820")));
        assertThat(last().operation()).isEqualTo("isystemactivator: remotecreateinstance");
        assertThat(last().target()).isEqualTo("wbemlevel1login");
        rpc.client(request(3, 4, activation("EFBEADDE 0000 0000 0001 020304050607")));
        assertThat(last().target()).isEqualTo("deadbeef-0000-0000-0001-020304050607");
        String cut = activation("5EF0C38B 6BD8 D011 A075 00C04FB68820").replace(" ", "");
        rpc.client(request(4, 4, cut.substring(0, cut.length() - 48)));
        assertThat(last().target()).isEmpty();
        assertThat(rpc.malformed()).isEmpty();
    }

    private Message last() {
        return rpc.messages().getLast();
    }

    @Test
    void aBindNamesItsInterface() {
        rpc.client(bind(EPMAPPER));
        rpc.server(BIND_ACK);
        assertThat(rpc.malformed()).isEmpty();
        assertThat(rpc.messages())
                .extracting(Message::operation, Message::verb, Message::target, Message::outcome, Message::latencyNanos)
                .containsExactly(
                        tuple("bind", Verb.SESSION, "epmapper", Outcome.REQUEST, -1L),
                        tuple("bind", Verb.SESSION, "epmapper", Outcome.SUCCESS, 10_000_000L));
        assertThat(rpc.messages().getFirst().fields().get("versions")).isEqualTo(List.of("3.0"));
        assertThat(last().fields().get("address")).isEqualTo("135");
        assertThat(last().fields().get("results")).isEqualTo(List.of(0L));
    }

    @Test
    void aBindWithoutAnAcceptedSyntaxIsRefused() {
        rpc.client(bind(SVCCTL));
        rpc.server(BIND_ACK.replace("0000 0000 " + NDR, "0200 0100 " + NDR));
        assertThat(last().outcome()).isEqualTo(Outcome.REFUSED);
        rpc.client(bind(SVCCTL));
        rpc.server(pdu(13, 1, "0100 00"));
        assertThat(last()).extracting(Message::operation, Message::outcome).containsExactly("bind", Outcome.REFUSED);
    }

    @Test
    void creatingAServiceNamesIt() {
        rpc.client(bind(SVCCTL));
        rpc.client(request(2, 12, "00".repeat(20) + text("psexesvc") + "00".repeat(8)));
        rpc.server(response(2, "00".repeat(24) + "31040000"));
        assertThat(rpc.messages().get(1))
                .extracting(Message::operation, Message::verb, Message::target, Message::outcome)
                .containsExactly("svcctl: createservicew", Verb.CONFIGURE, "psexesvc", Outcome.REQUEST);
        assertThat(last())
                .extracting(Message::operation, Message::target, Message::outcome, Message::latencyNanos)
                .containsExactly("svcctl: createservicew", "psexesvc", Outcome.REFUSED, 10_000_000L);
        assertThat(last().fields().get("status")).isEqualTo(0x431L);
    }

    @Test
    void servicesAreStartedAndStopped() {
        rpc.client(bind(SVCCTL));
        rpc.client(request(2, 19, "00".repeat(28)));
        rpc.client(request(3, 1, "00".repeat(24)));
        assertThat(rpc.messages()).extracting(Message::verb).containsExactly(Verb.SESSION, Verb.START, Verb.STOP);
    }

    @Test
    void aMachineIsInOnceItsProofIsTakenAndNotWhenItIsChallenged() {
        rpc.client(bind(NETLOGON));
        rpc.client(request(2, 4, "00".repeat(24)));
        rpc.server(response(2, "00".repeat(8) + "00000000"));
        rpc.client(request(3, 26, "00".repeat(40)));
        rpc.server(response(3, "00".repeat(16) + "220000C0"));
        assertThat(rpc.messages().subList(1, 5))
                .extracting(Message::operation, Message::verb, Message::outcome)
                .containsExactly(
                        tuple("netlogon: netrserverreqchallenge", Verb.SESSION, Outcome.REQUEST),
                        tuple("netlogon: netrserverreqchallenge", Verb.SESSION, Outcome.SUCCESS),
                        tuple("netlogon: netrserverauthenticate3", Verb.LOGIN, Outcome.REQUEST),
                        tuple("netlogon: netrserverauthenticate3", Verb.LOGIN, Outcome.REFUSED));
    }

    /** Parameters of NetrServerAuthenticate3; the kind of channel stands right behind the account. */
    private static String machineLogin(String controller, String account, String computer, String proof) {
        String padded = text(account);
        String unpadded = account.length() % 2 == 0 ? padded.substring(0, padded.length() - 4) : padded;
        String channel = "0600" + (account.length() % 2 == 0 ? "" : "0000");
        String name = text(computer);
        String behind = computer.length() % 2 == 0 ? name.substring(0, name.length() - 4) : name;
        return (controller.isEmpty() ? "00000000" : "00000200" + text(controller)) + unpadded + channel + behind + proof
                + "0000 FFFF2F21";
    }

    @Test
    void aProofOfZerosIsToldAndNoOtherProofIs() {
        String zeros = "00".repeat(8);
        List<String> logins = List.of(
                machineLogin("\\\\DC01", "DC01$", "DC01", zeros),
                machineLogin("", "WS1$", "WS1", zeros),
                machineLogin("\\\\DC01", "DC01$", "DC01", "0000000000000001"),
                machineLogin("\\\\DC01", "DC01$", "DC01", "0100000000000000"));
        rpc.client(bind(NETLOGON));
        for (int i = 0; i < logins.size(); i++) rpc.client(request(2 + i, 26, logins.get(i)));
        rpc.client(request(9, 4, logins.getFirst()));
        assertThat(rpc.malformed()).isEmpty();
        assertThat(rpc.messages().subList(1, 6))
                .extracting(message -> message.fields().get("zero_credential"))
                .containsExactly(true, true, null, null, null);
    }

    @Test
    void aFileThatAServerIsToOpenIsNamedWithItsMachine() {
        rpc.client(bind("C54119DF 89FE 794E BF10 463657ACF44D 01000000"));
        rpc.client(request(2, 0, text("\\\\10.0.0.66\\x\\y") + "00000000"));
        rpc.client(bind("3C65E0A8 4427 8943 A61D 7373DF8B2292 01000000"));
        rpc.client(request(4, 8, text("\\\\10.0.0.66\\x") + "00000000"));
        assertThat(rpc.messages())
                .filteredOn(message -> !message.operation().equals("bind"))
                .extracting(Message::operation, Message::verb, Message::target)
                .containsExactly(
                        tuple("efsrpc: efsrpcopenfileraw", Verb.FILE_READ, "\\\\10.0.0.66\\x\\y"),
                        tuple("fileservervssagent: ispathsupported", Verb.DIAGNOSE, "\\\\10.0.0.66\\x"));
    }

    @Test
    void aProofThatIsCutOffIsNone() {
        String login = machineLogin("\\\\DC01", "DC01$", "DC01", "00".repeat(8)).replace(" ", "");
        rpc.client(bind(NETLOGON));
        // Without the flags behind it the proof is still whole; of that one octet less is not.
        for (int octets = login.length() / 2 - 6; octets >= 0; octets--)
            rpc.client(request(2, 26, login.substring(0, 2 * octets)));
        List<Object> told = rpc.messages().stream()
                .skip(1)
                .map(message -> message.fields().get("zero_credential"))
                .toList();
        assertThat(told.getFirst()).isEqualTo(true);
        assertThat(told.subList(1, told.size())).containsOnlyNulls();
    }

    @Test
    void aHandleStandsForWhatItOpened() {
        String handle = "00000000 0102030405060708090A0B0C0D0E0F10";
        rpc.client(bind(SVCCTL));
        rpc.client(request(2, 16, "00".repeat(20) + text("evil") + "FF010F00"));
        rpc.server(response(2, handle + "00000000"));
        rpc.client(request(3, 19, handle + "00".repeat(8)));
        rpc.server(response(3, "00000000"));
        rpc.client(request(4, 1, "00".repeat(20) + "01000000"));
        assertThat(rpc.messages().subList(3, 6))
                .extracting(Message::operation, Message::target)
                .containsExactly(
                        tuple("svcctl: startservicew", "evil"),
                        tuple("svcctl: startservicew", "evil"),
                        tuple("svcctl: controlservice", ""));
    }

    @Test
    void aFaultRefuses() {
        rpc.client(bind(SVCCTL));
        rpc.client(request(2, 15, ""));
        rpc.server(pdu(3, 2, "00000000 0000 0000 05000000 00000000"));
        assertThat(last())
                .extracting(Message::operation, Message::outcome)
                .containsExactly("svcctl: openscmanagerw", Outcome.REFUSED);
        assertThat(last().fields().get("fault_name")).isEqualTo("access denied");
    }

    @Test
    void theMapperTellsThePortOfAnInterface() {
        String tower =
                "4B000000 4B000000 0500 1300 0D" + SVCCTL.replace(" ", "").substring(0, 36) + "0200 0000" + "1300 0D"
                        + NDR.replace(" ", "").substring(0, 36)
                        + "0200 0000 0100 0B 0200 0000 0100 07 0200 C003 0100 09 0400 00000000";
        rpc.client(bind(EPMAPPER));
        rpc.client(
                request(2, 3, "01000000" + "00".repeat(16) + "02000000" + tower + "00" + "00".repeat(20) + "04000000"));
        assertThat(last())
                .extracting(Message::operation, Message::verb, Message::target)
                .containsExactly("epmapper: ept_map", Verb.RESOLVE, "svcctl");
        rpc.server(
                response(2, "00".repeat(20) + "01000000 04000000 00000000 01000000 03000000" + tower + "00 00000000"));
        assertThat(last()).extracting(Message::target, Message::outcome).containsExactly("svcctl", Outcome.SUCCESS);
        assertThat(last().fields().get("tcp_port")).isEqualTo(0xC003L);
        assertThat(last().fields().get("mapped")).isEqualTo("svcctl");
    }

    @Test
    void classicOpcIsReadAndWrittenByName() {
        rpc.client(bind(OPC_SYNC_IO));
        rpc.client(request(2, 3, "00".repeat(32)));
        rpc.server(response(2, "00".repeat(8) + "00000000"));
        rpc.client(request(3, 4, "00".repeat(32)));
        rpc.server(response(3, "00".repeat(8) + "05000480"));
        assertThat(rpc.messages().subList(1, 5))
                .extracting(Message::protocol, Message::operation, Message::verb, Message::outcome)
                .containsExactly(
                        tuple("opc", "iopcsyncio: read", Verb.READ, Outcome.REQUEST),
                        tuple("opc", "iopcsyncio: read", Verb.READ, Outcome.SUCCESS),
                        tuple("opc", "iopcsyncio: write", Verb.WRITE, Outcome.REQUEST),
                        tuple("opc", "iopcsyncio: write", Verb.WRITE, Outcome.REFUSED));
    }

    @Test
    void aLoginTellsItsUser() {
        String ntlm = HexFormat.of().formatHex("NTLMSSP\0".getBytes(StandardCharsets.US_ASCII)) + "03000000"
                + "0000000040000000 0000000040000000 0400040040000000 0600060044000000 000000004A000000 000000004A000000"
                + "01000000" + HexFormat.of().formatHex("HQbob".getBytes(StandardCharsets.UTF_16LE));
        String token = ntlm.replace(" ", "");
        int size = Bench.hex(token).length;
        rpc.client("05001003 10000000 " + little(28 + size, 2) + little(size, 2)
                + "01000000 00000000 0A 06 00 00 00000000" + token);
        assertThat(last())
                .extracting(Message::operation, Message::verb, Message::target)
                .containsExactly("auth3", Verb.LOGIN, "HQ\\bob");
        assertThat(rpc.observations)
                .filteredOn(Identity.class::isInstance)
                .extracting(o -> ((Identity) o).value())
                .contains("HQ\\bob");
    }

    @Test
    void whatIsEncryptedHasNoStatus() {
        rpc.client(bind(SVCCTL));
        rpc.client(request(2, 15, ""));
        rpc.server(
                "05000203 10000000 3400 0400 02000000 00000000 0000 0000 AABBCCDDAABBCCDDAABBCCDDAABBCCDD 0A06000000000000 01000000");
        assertThat(last().outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(last().fields().get("encrypted")).isEqualTo(true);
        assertThat(last().fields().get("status")).isNull();
    }

    @Test
    void aCallWithoutItsBindIsTold() {
        rpc.client(request(7, 5, ""));
        assertThat(last()).extracting(Message::operation, Message::verb).containsExactly("operation 5", Verb.OTHER);
    }

    @Test
    void aStreamThatIsCutWaitsForItsLength() {
        byte[] whole = Bench.hex(bind(SVCCTL));
        assertThat(rpc.client(java.util.Arrays.copyOf(whole, 40))).isEqualTo(Dissector.NEED_MORE);
        assertThat(rpc.client(whole)).isEqualTo(whole.length);
        assertThat(rpc.client("0000000000000000000000000000000000")).isEqualTo(Dissector.LOST);
    }

    @Test
    void lengthsThatLieAreMalformed() {
        rpc.client("05000B03 10000000 2000 0000 01000000 D016D016 00000000 09000000 0000 0100");
        rpc.client("05000003 10000000 1400 0000 01000000 00000000");
        assertThat(rpc.malformed()).extracting(Malformed::rule).contains("context ends early", "call ends early");
    }

    @Test
    void aPipeCarriesTheSame() {
        Bench carrier = new Bench(new PipeCarrier(), Transport.TCP, 445);
        carrier.client("EEEE" + request(4, 12, "00".repeat(20) + text("evil")));
        carrier.server("EEEE" + response(4, "00".repeat(24) + "00000000").substring(0, 60));
        carrier.server("EEEE" + "00000000" + response(5, "00000000"));
        assertThat(carrier.messages())
                .extracting(Message::operation, Message::target, Message::outcome)
                .containsExactly(
                        tuple("svcctl: createservicew", "evil", Outcome.REQUEST),
                        tuple("svcctl: createservicew", "evil", Outcome.SUCCESS));
    }

    @Test
    void profinetListsTheRecordsOfAMultipleWrite() {
        String relation = "11112222333344445555666677778888 00000000 ";
        String write = "0008 003C 0100 0000 " + relation;
        String rest = "00".repeat(24);
        // Six octets of a record of the maker, which look like a block and are none, padded to eight; then a container
        // with
        // one object.
        String blocks = write + "FFFF FFFF 0000 E040 000000B0" + rest
                + write + "0000 8001 0000 01F4 00000006" + rest + "040100020102 0000"
                + write + "0000 8000 0000 80B0 00000020" + rest
                + "0401 001C 0100 0000 00000000 0000 8002 0000 8051 0250 0008 0100 0000 00000001";
        int length = blocks.replace(" ", "").length() / 2;
        String head = "DEA000006C9711D1827100010 10D002A".replace(" ", "")
                + "DEA000016C9711D1827100A02442DF7D 0A0B0C0D0E0F10111213141516171819 00000000 00000001 00000001 0003 FFFF FFFF";
        datagrams.client("04002000 00000000" + head + "%04X 0000 0000".formatted(length + 20)
                + "%08X %08X %08X 00000000 %08X".formatted(length, length, length, length) + blocks);
        assertThat(datagrams.malformed()).isEmpty();
        assertThat(datagrams.messages()).singleElement().satisfies(message -> {
            assertThat(message.operation()).isEqualTo("write");
            assertThat(message.target()).isEqualTo("record 0xe040");
            assertThat(message.fields().get("records"))
                    .isEqualTo(List.of("0.32769 record 0x1f4", "0.32768 record 0x80b0", "0.32770 record 0x8051"));
            assertThat(message.fields().get("blocks")).isEqualTo(List.of(8L, 8L, 8L, 0x401L));
        });
    }

    @Test
    void profinetReadsTheIdentityOfADevice() {
        String object = "DEA000006C9711D1827100010 10D002A".replace(" ", "");
        String head =
                "0000 DEA000016C9711D1827100A02442DF7D 0A0B0C0D0E0F10111213141516171819 00000000 00000001 00000005 0002 FFFF FFFF";
        String header = "003C 0100 0005 11112222333344445555666677778888 00000000 0000 0001 0000 AFF0 00000100"
                + "00".repeat(24);
        datagrams.client("04002000 00000000" + object + head.substring(5) + "0054 0000 0000"
                + "00001000 00000040 00001000 00000000 00000040 0009" + header);
        String im0 = "0020 0038 0100 002A" + ascii("6ES7 510-1DJ01-0AB0", 20) + ascii("S C-X1234", 16)
                + "0003 56 02 08 01 0000 0000 0000 0101 0000";
        datagrams.server("04022000 00000000" + object + head.substring(5) + "0090 0000 0000"
                + "00000000 0000007C 00001000 00000000 0000007C 8009" + header + im0);
        assertThat(datagrams.malformed()).isEmpty();
        assertThat(datagrams.messages())
                .extracting(Message::protocol, Message::operation, Message::unit, Message::target, Message::outcome)
                .containsExactly(
                        tuple("pnio", "read", "0.1", "i&m0", Outcome.REQUEST),
                        tuple("pnio", "read", "0.1", "i&m0", Outcome.SUCCESS));
        assertThat(datagrams.observations.stream()
                        .filter(Identity.class::isInstance)
                        .map(Identity.class::cast))
                .extracting(Identity::attribute, Identity::value)
                .containsExactly(
                        tuple(Attribute.VENDOR, "Siemens"),
                        tuple(Attribute.MODEL, "6ES7 510-1DJ01-0AB0"),
                        tuple(Attribute.SERIAL, "S C-X1234"),
                        tuple(Attribute.FIRMWARE, "V2.8.1"));
    }

    private static String ascii(String text, int bytes) {
        return HexFormat.of().formatHex((text + " ".repeat(bytes - text.length())).getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void onlyAHeaderThatAgreesWithItselfIsBelieved() {
        assertThat(probe(bind(SVCCTL), Transport.TCP)).isEqualTo(Recognition.CERTAIN);
        assertThat(probe("05000B03 10000000", Transport.TCP)).isEqualTo(Recognition.UNSURE);
        assertThat(probe("05000B03 10000100 4800 0000 01000000", Transport.TCP)).isEqualTo(Recognition.NOT);
        assertThat(probe("05000B03 10000000 4800 4000 01000000", Transport.TCP)).isEqualTo(Recognition.NOT);
        assertThat(probe("05000103 10000000 4800 0000 01000000", Transport.TCP)).isEqualTo(Recognition.NOT);
        assertThat(probe("04002000 10000000" + "00".repeat(66) + "0400 0000 0000 00000000", Transport.UDP))
                .isEqualTo(Recognition.CERTAIN);
        assertThat(probe("04002000 10000000" + "00".repeat(66) + "0500 0000 0000 00000000", Transport.UDP))
                .isEqualTo(Recognition.NOT);
    }

    private static Recognition probe(String hex, Transport transport) {
        return new DcerpcDissector().probe(new Bytes().wrap(Bench.hex(hex)), transport, true);
    }
}
