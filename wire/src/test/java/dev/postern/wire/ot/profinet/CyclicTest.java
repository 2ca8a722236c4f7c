package dev.postern.wire.ot.profinet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.Fields;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import dev.postern.wire.Sample;
import dev.postern.wire.it.dcerpc.DcerpcDissector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a connect over UDP lays out, and the frames between the two cards that are read by it. */
class CyclicTest {
    private static final String CONTROLLER = "02000000000A", DEVICE = "02000000000B";
    private static final String RELATION = "7C74224E166C4A58BF6B6C25A75870F0";
    private static final int INPUTS = 0x8002, OUTPUTS = 0x8001;

    private final Bench calls = new Bench(new DcerpcDissector(), Transport.UDP, 34964);
    private final Bench cyclic = calls.elsewhere(
            new Profinet(),
            Transport.ETHERNET,
            Address.mac(Long.parseLong(CONTROLLER, 16)),
            Address.mac(Long.parseLong(DEVICE, 16)),
            Profinet.ETHER_TYPE);

    private static String block(int type, String body) {
        return "%04X %04X 0100".formatted(type, body.replaceAll("\\s", "").length() / 2 + 2) + body;
    }

    /** IEC 61158-6-10:2019 section 5.2.3.2: four octets of inputs at 0, an octet of outputs at 2, two of inputs of another slot at 6. */
    private static String relation(String places, int direction, int frame) {
        return block(
                0x0102,
                "%04X %04X 8892 00000001 0028 %04X 0020 0008 0001 0000 FFFFFFFF 0003 0003 C000 000000000000 0001 00000000"
                                .formatted(direction, direction, frame)
                        + places);
    }

    private static String submodule(int slot, int properties, String descriptions) {
        return block(
                0x0104,
                "0001 00000000 %04X 00000010 0000 0001 0001 00000001 %04X".formatted(slot, properties) + descriptions);
    }

    private static String call(int type, String sequence, String arguments, String blocks) {
        int length = blocks.replaceAll("\\s", "").length() / 2;
        return "04 %02X 2000 00000000 DEA000006C9711D18271000105010042".formatted(type)
                + "DEA000016C9711D1827100A02442DF7D 0A0B0C0D0E0F10111213141516171819 00000000 00000001" + sequence
                + "0000 FFFF FFFF %04X 0000 0000".formatted(length + 20)
                + arguments + "%08X 00001000 00000000 %08X".formatted(length, length) + blocks;
    }

    /** The same call, its octets behind the header in as many fragments (C706 section 12.5.2.14). */
    private static List<String> fragments(String call, int count) {
        String plain = call.replaceAll("\\s", "");
        String header = plain.substring(0, 160);
        String body = plain.substring(160);
        int size = (body.length() / 2 + count - 1) / count * 2;
        List<String> fragments = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            String part = body.substring(number * size, Math.min(body.length(), (number + 1) * size));
            String flags = number == count - 1 ? "26" : "24";
            fragments.add(header.substring(0, 4)
                    + flags
                    + header.substring(6, 148)
                    + "%04X%04X".formatted(part.length() / 2, number)
                    + header.substring(156)
                    + part);
        }
        return fragments;
    }

    private void asked() {
        calls.client(connect());
    }

    private static String connect() {
        String ends = block(
                0x0101,
                "0001" + RELATION + "0001" + CONTROLLER + "00".repeat(16) + "00000011 0258 8892 0006 6C696E652D31");
        return call(
                0,
                "00000001",
                "00001000",
                ends
                        + relation("0002 0001 0001 0000 0002 0001 0006 0001 0001 0001 0005", 1, INPUTS)
                        + relation("0001 0001 0001 0002 0002 0001 0001 0000 0002 0001 0001", 2, 0xFFFF)
                        + submodule(1, 3, "0001 0004 01 01 0002 0001 01 01")
                        + submodule(2, 1, "0001 0002 01 01"));
    }

    private void granted(int status) {
        calls.server(answer(status));
        assertThat(calls.malformed()).isEmpty();
    }

    private static String answer(int status) {
        return call(
                2,
                "00000001",
                "%08X".formatted(status),
                block(0x8101, "0001" + RELATION + "0001" + DEVICE + "8892")
                        + block(0x8102, "0001 0001 %04X".formatted(INPUTS))
                        + block(0x8102, "0002 0002 %04X".formatted(OUTPUTS)));
    }

    private static String frame(int id, String data) {
        String plain = data.replaceAll("\\s", "");
        return "%04X".formatted(id) + plain + "00".repeat(40 - plain.length() / 2) + "2100 35 00";
    }

    private Fields inputs(String data) {
        cyclic.server(frame(INPUTS, data));
        return last();
    }

    private Fields last() {
        assertThat(cyclic.malformed()).isEmpty();
        Message message = cyclic.messages().getLast();
        assertThat(message.operation()).isEqualTo("cyclic data");
        return message.fields();
    }

    @Test
    void valuesAreThoseOfTheSubmodulesThatTheConnectLaidOut() {
        asked();
        granted(0);
        Fields told = inputs("0102 FFFE 80 80 0007 80");
        assertThat(told.get("points")).isEqualTo(List.of("1.1 input [0]", "1.1 input [1]", "2.1 input"));
        assertThat(told.get("values")).isEqualTo(List.of(258L, -2L, 7L));
        assertThat(told.get("qualities")).isNull();
        cyclic.client(frame(OUTPUTS, "80 80 11 80"));
        assertThat(last().get("points")).isEqualTo(List.of("1.1 output"));
        assertThat(last().get("values")).isEqualTo(List.of(17L));
    }

    /** A connect of many submodules does not fit into a datagram. Which fragment comes first is up to the network, and one may come again. */
    @Test
    void aConnectInFragmentsLaysOutTheSame() {
        List<String> parts = fragments(connect(), 4);
        for (int i : new int[] {0, 2, 2, 1}) calls.client(parts.get(i));
        assertThat(calls.messages()).isEmpty();
        calls.client(parts.get(3));
        for (String part : fragments(answer(0), 2)) calls.server(part);
        assertThat(calls.malformed()).isEmpty();
        assertThat(calls.messages()).extracting(Message::outcome).containsExactly(Outcome.REQUEST, Outcome.SUCCESS);
        assertThat(calls.messages().getFirst().fields().get("blocks"))
                .isEqualTo(List.of(0x0101L, 0x0102L, 0x0102L, 0x0104L, 0x0104L));
        assertThat(inputs("0102 FFFE 80 80 0007 80").get("values")).isEqualTo(List.of(258L, -2L, 7L));
    }

    /** The device had what Postern missed. */
    @Test
    void ofACallInFragmentsWhatWasHeardIsToldWithItsAnswer() {
        List<String> parts = fragments(connect(), 4);
        for (int i : new int[] {0, 1, 3}) calls.client(parts.get(i));
        assertThat(calls.messages()).isEmpty();
        granted(0);
        assertThat(calls.messages()).extracting(Message::operation).containsExactly("connect", "connect");
        Fields asked = calls.messages().getFirst().fields();
        assertThat(asked.get("incomplete")).isEqualTo(true);
        assertThat(asked.get("blocks")).isEqualTo(List.of(0x0101L));
        assertThat(inputs("0102 FFFE 80 80 0007 80").get("values")).isNull();
    }

    @Test
    void callsInFragmentsThatGoOnAndOnAreToldAsTheyAreAndCounted() {
        String half = fragments(connect(), 2).getFirst();
        for (int sequence = 0; sequence < 10; sequence++) {
            calls.client(half.substring(0, 128) + "%08X".formatted(sequence) + half.substring(136));
            assertThat(calls.forgotten()).isEqualTo(sequence < 4 ? 0 : 1);
        }
        assertThat(calls.messages())
                .hasSize(6)
                .allMatch(message -> message.operation().equals("connect"));
    }

    @Test
    void theyAreToldWhenOneOfThemChanged() {
        asked();
        granted(0);
        assertThat(inputs("0001 0002 80 80 0003 80").get("values")).isEqualTo(List.of(1L, 2L, 3L));
        assertThat(inputs("0001 0002 80 80 0003 80").get("values")).isNull();
        assertThat(inputs("0001 0002 80 80 0004 80").get("values")).isEqualTo(List.of(1L, 2L, 4L));
    }

    @Test
    void whatItsProviderOrTheWholeFrameCallsBadIsBad() {
        asked();
        granted(0);
        assertThat(inputs("0001 0002 80 80 0003 60").get("qualities")).isEqualTo(List.of("good", "good", "bad"));
        cyclic.server(frame(INPUTS, "0001 0002 80 80 0005 80").replace("2100 35", "2100 31"));
        assertThat(last().get("qualities")).isEqualTo(List.of("bad", "bad", "bad"));
    }

    @Test
    void whereNoConnectWasHeardForTwoMinutesOctetsAreToldWhenOneChanged() {
        assertThat(inputs("0102 80").get("values")).isNull();
        cyclic.later(Cyclic.ALONE_NANOS);
        assertThat(inputs("0102 80").get("values"))
                .asList()
                .startsWith(1L, 2L, 128L, 0L)
                .hasSize(Cyclic.OCTETS_MAX);
        assertThat(last().get("points")).isNull();
        assertThat(inputs("0102 80").get("values")).isNull();
        assertThat(inputs("0103 80").get("values")).asList().startsWith(1L, 3L);
        asked();
        granted(0);
        assertThat(inputs("0103 80").get("points")).isNotNull();
    }

    @Test
    void aConnectThatWasRefusedOrNotAnsweredLaysOutNothing() {
        asked();
        granted(0xDB81_0001);
        assertThat(inputs("0102 FFFE 80 80 0007 80").get("points")).isNull();
    }

    @Test
    void aFrameTooShortForItsLayoutHasNoValues() {
        asked();
        granted(0);
        cyclic.server("8002 0001 0002 80 2100 35 00");
        assertThat(last().get("values")).isNull();
    }

    @Test
    void damagedConnectsLayOutNothingThatIsNotInTheFrame() {
        Random random = new Random(7);
        int laidOut = 0;
        for (int i = 0; i < 3_000; i++) {
            calls.client(damaged(Sample.bytes("dcerpc-pnioconnect"), random));
            calls.server(damaged(Sample.bytes("dcerpc-pnioconnected"), random));
            cyclic.observations.clear();
            cyclic.server(frame(INPUTS, "%08X".formatted(i)));
            Fields told = cyclic.messages().getLast().fields();
            List<?> values = (List<?>) told.get("values");
            if (values == null) continue;
            assertThat(values.size()).isBetween(1, Layout.VALUES_MAX);
            if (told.get("points") == null) continue;
            laidOut++;
            assertThat((List<?>) told.get("points")).hasSameSizeAs(values);
        }
        assertThat(laidOut).isPositive();
    }

    /** Some octets of the body are others. */
    private static byte[] damaged(byte[] message, Random random) {
        for (int i = random.nextInt(4); i > 0; i--)
            message[100 + random.nextInt(message.length - 100)] = (byte) random.nextInt();
        return message;
    }

    @Test
    void valuesAndSubmodulesBeyondTheLimitsAreCounted() {
        String ends = block(
                0x0101,
                "0001" + RELATION + "0001" + CONTROLLER + "00".repeat(16) + "00000011 0258 8892 0006 6C696E652D31");
        String one = "0001 0001 0001 0000 0000";
        calls.client(
                call(0, "00000001", "00001000", ends + relation(one, 1, INPUTS) + submodule(1, 1, "0001 0204 01 01")));
        assertThat(calls.forgotten()).isZero();
        granted(0);
        cyclic.server("8002" + "01".repeat(516) + "80" + "2100 35 00");
        assertThat((List<?>) last().get("values")).hasSize(Layout.VALUES_MAX);
        assertThat(last().get("more_values")).isEqualTo(2L);
        calls.client(call(
                0, "00000001", "00001000", ends + relation("0101" + "0001 0001 0000".repeat(257) + "0000", 1, INPUTS)));
        assertThat(calls.forgotten()).isEqualTo(1);
    }

    @Test
    void relationsBeyondTheLimitAreForgottenAndCounted() {
        for (int i = 0; i < ProfinetState.RELATIONS_MAX; i++) {
            cyclic.server(frame(INPUTS + i, "01"));
            assertThat(cyclic.forgotten()).isZero();
        }
        cyclic.server(frame(INPUTS + ProfinetState.RELATIONS_MAX, "01"));
        assertThat(cyclic.forgotten()).isEqualTo(1);
        cyclic.server(frame(INPUTS + 1, "01"));
        assertThat(cyclic.forgotten()).as("the second is there").isZero();
        cyclic.server(frame(INPUTS, "01"));
        assertThat(cyclic.forgotten()).as("the first is not").isEqualTo(1);
    }
}
