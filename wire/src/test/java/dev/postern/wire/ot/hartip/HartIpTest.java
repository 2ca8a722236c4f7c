package dev.postern.wire.ot.hartip;

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
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class HartIpTest {
    private final Bench hart = new Bench(new HartIpDissector(), Transport.UDP, 5094);

    /** Header and check octet around a frame. */
    private static String message(String type, String frame) {
        byte[] bytes = Bench.hex(frame);
        int check = 0;
        for (byte octet : bytes) check ^= octet & 0xFF;
        HexFormat hex = HexFormat.of();
        return "01" + type + "03 00 0006" + hex.toHexDigits((short) (8 + bytes.length + 1)) + frame
                + hex.toHexDigits((byte) check);
    }

    @Test
    void sessionsAreOpened() {
        hart.client("01 00 00 00 0002 000D 01 00007530");
        hart.server("01 01 00 00 0002 000D 01 0000EA60");
        assertThat(hart.messages()).extracting(Message::operation).containsOnly("session initiate");
        assertThat(hart.messages().getLast().latencyNanos()).isEqualTo(10_000_000L);
        assertThat(hart.messages().getLast().fields().get("close_timer")).isEqualTo(60_000L);
    }

    @Test
    void measuredValuesStandInTheAnswer() {
        hart.client("01 00 03 00 0006 0011 82 264E0000D2 03 00 3B");
        hart.server(message("01", "86 A64E0000D2 03 0B 00 00 40800000 20 41200000"));
        assertThat(hart.messages())
                .extracting(Message::operation)
                .containsOnly("read dynamic variables and loop current");
        assertThat(hart.messages()).extracting(Message::unit).containsOnly("264e0000d2");
        assertThat(hart.messages().getLast().fields().get("loop_current")).isEqualTo(4.0);
        assertThat(hart.messages().getLast().fields().get("values")).isEqualTo(List.of(10.0));
        assertThat(hart.messages().getLast().fields().get("units")).isEqualTo(List.of(32L));
        assertThat(hart.malformed()).isEmpty();
    }

    @Test
    void responseCodesRefuseButWarningsDoNot() {
        hart.client(message("00", "82 264E0000D2 23 09 20 41200000 00000000"));
        hart.server(message("01", "86 264E0000D2 23 02 07 00"));
        hart.client(message("00", "82 264E0000D2 23 09 20 41200000 00000000"));
        hart.server(message("01", "86 264E0000D2 23 02 08 00"));
        assertThat(hart.messages()).extracting(Message::verb).containsOnly(Verb.WRITE);
        assertThat(hart.messages())
                .extracting(Message::outcome)
                .containsExactly(Outcome.REQUEST, Outcome.REFUSED, Outcome.REQUEST, Outcome.SUCCESS);
    }

    @Test
    void aBurstIsAReport() {
        hart.server(message("02", "81 264E0000D2 01 07 00 00 20 41200000"));
        assertThat(hart.messages().getFirst().verb()).isEqualTo(Verb.REPORT);
        assertThat(hart.messages().getFirst().outcome()).isEqualTo(Outcome.NOTICE);
    }

    @Test
    void tagsArePackedAscii() {
        hart.server(message("01", "86 264E0000D2 0D 17 00 00 041083 D34820 0C3D20 820820 820820 820820 01 01 7A"));
        assertThat(hart.observations.stream().filter(Identity.class::isInstance).map(o -> ((Identity) o).value()))
                .containsExactly("AABC44");
    }

    @Test
    void aCommandToASubDeviceHasItsConsequence() {
        hart.client(message("00", "82 26450000D2 4D 0C 01 02 05 82 264E0000D3 2A 00 00"));
        Message message = hart.messages().getFirst();
        assertThat(message.verb()).isEqualTo(Verb.RESTART);
        assertThat(message.target()).isEqualTo("card 1 channel 2 264e0000d3");
    }

    private List<String> identities() {
        return hart.observations.stream()
                .filter(Identity.class::isInstance)
                .map(Identity.class::cast)
                .map(i -> i.place() + ": " + i.attribute() + " " + i.value())
                .toList();
    }

    private Object field(String name) {
        return hart.messages().getLast().fields().get(name);
    }

    @Test
    void deviceVariablesAreNamedByTheRequestAndHaveTheirQuality() {
        hart.client(message("00", "82 264E0000D2 09 03 00 01 F6"));
        hart.server(message(
                "01", "86 264E0000D2 09 1B 00 00 00 00 40 20 41200000 C0 01 00 27 40800000 80 F6 00 39 42480000 00"));
        assertThat(hart.messages()).extracting(Message::target).containsOnly("variables 0, 1, 246");
        assertThat(field("variables")).isEqualTo(List.of(0L, 1L, 246L));
        assertThat(field("variable_units")).isEqualTo(List.of(32L, 39L, 57L));
        assertThat(field("values")).isEqualTo(List.of(10.0, 4.0, 50.0));
        assertThat(field("qualities")).isEqualTo(List.of("good", "fixed", "bad"));
        assertThat(hart.malformed()).isEmpty();
    }

    @Test
    void aDeviceTellsMakerTypeAndSerialNumber() {
        hart.server(
                message("01", "86 264E0000D2 00 18 00 00 FE 264E 05 07 02 03 10 00 0000D2 05 04 0001 00 0026 0026 01"));
        assertThat(identities())
                .containsExactly(
                        "unit 264e0000d2: NOTE HART revision 2 software 3",
                        "unit 264e0000d2: VENDOR Rosemount",
                        "unit 264e0000d2: TYPE HART device type 0x264e",
                        "unit 264e0000d2: SERIAL 0000d2");
    }

    @Test
    void aGatewayTellsOfTheDevicesBehindIt() {
        hart.client(message("00", "82 26450000D2 4A 00"));
        hart.server(message("01", "86 26450000D2 4A 0A 00 00 02 04 01 0003 02 00 03"));
        assertThat(field("cards")).isEqualTo(2L);
        assertThat(field("channels")).isEqualTo(4L);
        assertThat(field("detected")).isEqualTo(3L);
        hart.client(message("00", "82 26450000D2 54 02 0001"));
        assertThat(hart.messages().getLast().target()).isEqualTo("sub-device 1");
        hart.server(message(
                "01", "86 26450000D2 54 2E 00 00 0001 01 02 0011 91FE 00A1B2 07" + "544954313031" + "00".repeat(26)));
        assertThat(field("long_tag")).isEqualTo("TIT101");
        assertThat(field("card")).isEqualTo(1L);
        assertThat(field("index")).isEqualTo(1L);
        assertThat(identities())
                .containsExactly(
                        "unit 11fe00a1b2: NAME TIT101",
                        "unit 11fe00a1b2: VENDOR Endress+Hauser",
                        "unit 11fe00a1b2: TYPE HART device type 0x91fe",
                        "unit 11fe00a1b2: SERIAL 00a1b2");
        assertThat(hart.malformed()).isEmpty();
    }

    @Test
    void theAnswerToAPollIsTheIdentityOfTheDevicePolled() {
        hart.client(message("00", "82 26450000D2 4B 03 01 02 00"));
        assertThat(hart.messages().getLast().target()).isEqualTo("card 1 channel 2 address 0");
        hart.server(message("01", "86 26450000D2 4B 0E 00 00 FE 264E 05 05 02 03 10 00 0000D3"));
        assertThat(field("device_type")).isEqualTo(0x264EL);
        assertThat(identities()).contains("unit 264e0000d3: SERIAL 0000d3");
        assertThat(hart.malformed()).isEmpty();
    }

    @Test
    void theAnswerOfADeviceBehindAGatewayHasItsValues() {
        hart.client(message("00", "82 26450000D2 4D 0B 01 02 05 82 264E0000D3 01 00"));
        hart.server(message("01", "86 26450000D2 4D 13 00 00 01 02 86 264E0000D3 01 07 00 00 20 41200000"));
        Message answer = hart.messages().getLast();
        assertThat(answer.target()).isEqualTo("card 1 channel 2 264e0000d3");
        assertThat(answer.verb()).isEqualTo(Verb.READ);
        assertThat(answer.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(field("values")).isEqualTo(List.of(10.0));
        hart.client(message("00", "82 26450000D2 4D 0B 01 02 05 82 264E0000D3 01 00"));
        hart.server(message("01", "86 26450000D2 4D 0E 00 00 01 02 86 264E0000D3 01 02 40 00"));
        assertThat(hart.messages().getLast().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(field("embedded_response_code")).isEqualTo(64L);
    }

    @Test
    void aDirectPduIsItsCommandsOneByOne() {
        hart.client("02 00 04 00 0007 0012 00 00 0014 00 0021 02 00 01");
        hart.server("02 01 04 00 0007 0032 10 00 0014 21 00" + "50554D5031" + "00".repeat(27) + "0021 01 40");
        assertThat(hart.malformed()).isEmpty();
        assertThat(hart.messages())
                .extracting(Message::operation)
                .containsExactly("read long tag", "read device variables", "read long tag", "read device variables");
        assertThat(hart.messages())
                .extracting(Message::outcome)
                .containsExactly(Outcome.REQUEST, Outcome.REQUEST, Outcome.SUCCESS, Outcome.REFUSED);
        assertThat(hart.messages().getLast().target()).isEqualTo("variables 0, 1");
        assertThat(hart.messages().getLast().latencyNanos()).isEqualTo(10_000_000L);
        assertThat(field("device_status")).isEqualTo(16L);
        assertThat(identities()).containsExactly(": NAME PUMP1");
    }

    @Test
    void aDirectPduThatIsRefusedAsAWholeIsRefusedInEachCommandAndSaysNobodysName() {
        hart.client("02 00 04 00 0007 0010 00 00 0014 00 0021 00");
        hart.server("02 0F 04 00 0007 0032 10 00 0014 21 00" + "50554D5031" + "00".repeat(27) + "0021 01 00");
        assertThat(hart.messages()).extracting(Message::outcome).endsWith(Outcome.REFUSED, Outcome.REFUSED);
        assertThat(identities()).isEmpty();
    }

    @Test
    void commandsThatDoNotFillADirectPduAreLeftTogether() {
        hart.client("02 00 04 00 0007 0010 00 00 0014 04 0021 00");
        assertThat(hart.messages()).extracting(Message::operation).containsExactly("direct pdu");
    }

    /** HCF_SPEC-151, command 78: extended status and number stand before the commands of an answer. */
    @Test
    void aggregatedCommandsAreToldOneByOneWithTheirOwnStatus() {
        hart.client(message("00", "82 264E0000D2 4E 07 02 0001 00 0023 00"));
        hart.server(message("01", "86 264E0000D2 4E 11 00 20 00 02 0001 06 00 20 41200000 0023 01 07"));
        assertThat(hart.malformed()).isEmpty();
        assertThat(hart.messages())
                .extracting(Message::operation)
                .containsExactly(
                        "read aggregated commands",
                        "read primary variable",
                        "write primary variable range values",
                        "read aggregated commands",
                        "read primary variable",
                        "write primary variable range values");
        assertThat(hart.messages())
                .extracting(Message::outcome)
                .containsExactly(
                        Outcome.REQUEST,
                        Outcome.REQUEST,
                        Outcome.REQUEST,
                        Outcome.SUCCESS,
                        Outcome.SUCCESS,
                        Outcome.REFUSED);
        assertThat(hart.messages()).extracting(Message::unit).containsOnly("264e0000d2");
        assertThat(hart.messages().get(4).fields().get("values")).isEqualTo(List.of(10.0));
        assertThat(hart.messages()).extracting(Message::latencyNanos).endsWith(10_000_000L, 10_000_000L, 10_000_000L);
        assertThat(field("response_code")).isEqualTo(7L);
        assertThat(field("device_status")).isEqualTo(32L);
    }

    @Test
    void aggregatedCommandsThatDoNotFitTheirNumberAreLeftTogether() {
        hart.client(message("00", "82 264E0000D2 4E 07 03 0001 00 0023 00"));
        hart.client(message("00", "82 264E0000D2 4E 00"));
        hart.client(message("00", "82 264E0000D2 4E 01 00"));
        assertThat(hart.messages()).extracting(Message::operation).containsOnly("read aggregated commands");
        assertThat(hart.messages()).extracting(m -> m.fields().get("commands")).containsExactly(3L, null, 0L);
        assertThat(hart.messages().getFirst().fields().get("data")).isEqualTo("03000100002300");
        assertThat(hart.malformed())
                .extracting(Malformed::rule)
                .containsExactly(
                        "number of aggregated commands does not fit", "number of aggregated commands does not fit");
    }

    /** A reset, of which the number says that there are two. */
    @Test
    void whatDoesNotCountUpIsNotHidden() {
        hart.client(message("00", "82 264E0000D2 4E 04 02 002A 00"));
        assertThat(field("data")).isEqualTo("02002a00");
        assertThat(hart.malformed()).hasSize(1);
        hart.client(message("00", "82 264E0000D2 4E 08 02 021E 04 31323334"));
        assertThat(field("data")).isNull();
    }

    @Test
    void aFrameFullOfAggregatedCommandsIsAnsweredByPlace() {
        hart.client(message("00", "82 264E0000D2 4E FD 54" + "0001 00".repeat(84)));
        assertThat(hart.messages()).hasSize(85);
        hart.server(message("01", "86 264E0000D2 4E FC 00 00 00 3E" + "0001 01 08".repeat(62)));
        assertThat(hart.messages()).hasSize(85 + 63);
        assertThat(hart.messages().subList(85, 148))
                .extracting(Message::latencyNanos)
                .containsOnly(10_000_000L);
        assertThat(hart.malformed()).isEmpty();
    }

    @Test
    void whatADirectPduCarriesFurtherIsOpenedAndItsSecretsAreNotKept() {
        hart.client("02 00 04 00 0007 001F 00 00 004D 12 01 02 05 82 264E0000D3 1F 07 021E 3132333435");
        assertThat(hart.malformed()).isEmpty();
        assertThat(hart.messages().getLast().verb()).isEqualTo(Verb.PROTECT);
        assertThat(hart.messages().getLast().target()).isEqualTo("card 1 channel 2 264e0000d3");
        assertThat(field("embedded_command")).isEqualTo(542L);
        assertThat(field("data")).isNull();
        hart.client("02 00 04 00 0008 0012 00 00 001F 05 021E 313233");
        assertThat(hart.messages().getLast().operation()).isEqualTo("write client pre-shared key");
        assertThat(field("data")).isNull();
        hart.client("02 00 04 00 0009 0012 00 00 004E 05 01 021E 01 31");
        assertThat(hart.messages().getLast().operation()).isEqualTo("read aggregated commands");
        assertThat(field("data")).isNull();
        hart.client("02 00 04 00 000A 0012 00 00 004E 05 01 002A 01 00");
        assertThat(field("data")).isEqualTo("01002a0100");
        hart.client(message("00", "82 264E0000D2 4E 17 01 004D 13 01 02 05 82 264E0000D3 1F 08 021E 00 3132333435"));
        assertThat(hart.messages().getLast().verb()).isEqualTo(Verb.PROTECT);
        assertThat(field("data")).isNull();
    }

    /** No frame begins behind card and channel; no command fills the direct PDU. */
    @Test
    void whatCannotBeOpenedKeepsNoSecret() {
        hart.client(message("00", "82 264E0000D2 4D 0D 01 02 05 00 1F 07 021E 3132333435"));
        assertThat(field("data")).isNull();
        hart.client("02 00 04 00 0007 000F 00 00 021E 09 3132");
        assertThat(hart.messages().getLast().operation()).isEqualTo("direct pdu");
        assertThat(field("data")).isNull();
    }

    @Test
    void theAnswerOfASubDeviceInADirectPduHasItsValues() {
        hart.server("02 01 04 00 0007 001F 00 00 004D 12 00 01 02 86 264E0000D3 01 07 00 00 20 41200000");
        assertThat(field("values")).isEqualTo(List.of(10.0));
        assertThat(field("embedded_response_code")).isEqualTo(0L);
    }

    @Test
    void aRefusedAggregateTakesItsCommandsAlong() {
        hart.client(message("00", "82 264E0000D2 4E 07 02 0001 00 0023 00"));
        hart.server(message("01", "86 264E0000D2 4E 02 09 00"));
        // The sequence number comes round; what was refused answers nothing any more.
        hart.server(message("01", "86 264E0000D2 4E 11 00 00 00 02 0001 06 00 20 41200000 0023 01 00"));
        assertThat(hart.messages()).extracting(Message::latencyNanos).endsWith(10_000_000L, -1L, -1L, -1L);
    }

    @Test
    void aggregatedCommandsGoThroughAGateway() {
        hart.client(message("00", "82 26450000D2 4D 10 01 02 05 82 264E0000D3 4E 05 01 0021 01 00"));
        assertThat(hart.messages()).extracting(Message::operation).endsWith("read device variables");
        assertThat(hart.messages().getLast().unit()).isEqualTo("264e0000d3");
        assertThat(hart.messages().getLast().target()).isEqualTo("card 1 channel 2 264e0000d3 variables 0");
    }

    private Object asked(String command, String data, String name) {
        int octets = data.replace(" ", "").length() / 2;
        hart.client(message("00", "82 264E0000D2 " + command + "%02X".formatted(octets) + data));
        assertThat(hart.malformed()).isEmpty();
        return field(name);
    }

    @Test
    void whatIsSetIsToldAsAValue() {
        assertThat(asked("22", "40000000", "damping")).isEqualTo(2.0);
        assertThat(asked("23", "20 42C80000 00000000", "upper_range")).isEqualTo(100.0);
        assertThat(field("lower_range")).isEqualTo(0.0);
        assertThat(field("unit_code")).isEqualTo(32L);
        assertThat(asked("28", "41400000", "fixed_current")).isEqualTo(12.0);
        assertThat(hart.messages().getLast().verb()).isEqualTo(Verb.OPERATE);
        assertThat(asked("2C", "27", "unit_code")).isEqualTo(39L);
        assertThat(asked("2D", "40800000", "measured_current")).isEqualTo(4.0);
        assertThat(asked("06", "03 00", "polling_address")).isEqualTo(3L);
        assertThat(field("loop_current_mode")).isEqualTo(false);
        assertThat(asked("47", "01", "lock")).isEqualTo("temporary");
        assertThat(hart.messages().getLast().verb()).isEqualTo(Verb.PROTECT);
        assertThat(asked("4F", "01 01 20 42480000 C0", "value")).isEqualTo(50.0);
        assertThat(field("forced")).isEqualTo(true);
        assertThat(hart.messages().getLast().target()).isEqualTo("variable 1");
        assertThat(asked("52", "00 01 20 40A00000", "trim_point")).isEqualTo(1L);
        assertThat(asked("33", "00 01", "variables")).isEqualTo(List.of(0L, 1L));
        assertThat(asked("59", "01 0F 03 7C 52EFFA00 0000", "time")).isEqualTo("2024-03-15 12:04:43");
        assertThat(asked("42", "01 27 41200000", "level")).isEqualTo(10.0);
        assertThat(hart.messages().getLast().verb()).isEqualTo(Verb.OPERATE);
    }

    @Test
    void burstMessagesAreConfigured() {
        assertThat(asked("67", "00 0000FA00 00027100", "period_millis")).isEqualTo(2000L);
        assertThat(field("longest_period_millis")).isEqualTo(5000L);
        assertThat(asked("68", "01 02 40 20 41200000", "level")).isEqualTo(10.0);
        assertThat(hart.messages().getLast().target()).isEqualTo("burst message 1");
        assertThat(asked("6B", "00 01 FA FA FA FA FA FA 02", "burst_message")).isEqualTo(2L);
        assertThat(asked("6C", "03", "burst_command")).isEqualTo(3L);
        assertThat(asked("6C", "0009 01", "burst_command")).isEqualTo(9L);
        assertThat(asked("6D", "00 01", "burst")).isEqualTo(false);
        assertThat(hart.messages()).extracting(Message::verb).containsOnly(Verb.CONFIGURE);
    }

    private Object answered(String command, String request, String answer, String name) {
        asked(command, request, name);
        int octets = answer.replace(" ", "").length() / 2 + 2;
        hart.server(message("01", "86 264E0000D2 " + command + "%02X".formatted(octets) + "00 00" + answer));
        assertThat(hart.malformed()).isEmpty();
        return field(name);
    }

    @Test
    void statisticsCountMessages() {
        assertThat(answered("55", "01 02", "01 02 0005 0004 0003 0002 0001", "requests_sent"))
                .isEqualTo(5L);
        assertThat(field("other_answers")).isEqualTo(2L);
        assertThat(field("bursts_sent")).isEqualTo(1L);
        assertThat(hart.messages().getLast().target()).isEqualTo("card 1 channel 2");
        assertThat(answered("56", "0007", "0007 0005 0004 0003", "bursts_sent")).isEqualTo(3L);
        assertThat(hart.messages().getLast().target()).isEqualTo("sub-device 7");
        assertThat(answered("5F", "", "0005 0004 0003", "answers_sent")).isEqualTo(4L);
    }

    @Test
    void trendsAreConfiguredAndTheirSamplesHaveTheirQuality() {
        assertThat(answered("5B", "00", "00 02 01 F6 0000000A", "sample_interval"))
                .isEqualTo(10L);
        assertThat(field("trends")).isEqualTo(2L);
        assertThat(field("control")).isEqualTo(1L);
        assertThat(field("variable")).isEqualTo(246L);
        assertThat(hart.messages().getLast().target()).isEqualTo("trend 0");
        assertThat(answered("5C", "01 01 F6 0000003C", "01 01 F6 0000003C", "sample_interval"))
                .isEqualTo(60L);
        assertThat(hart.messages().getLast().verb()).isEqualTo(Verb.CONFIGURE);
        String samples = "41A00000 C0 41200000 40 7FA00000 30";
        assertThat(answered("5D", "01", "01 F6 41 39 0F 03 7C 52EFFA00 0000003C" + samples, "trend_qualities"))
                .isEqualTo(List.of("good", "poor", "bad"));
        assertThat(((List<?>) field("trend_values")).subList(0, 2)).isEqualTo(List.of(20.0, 10.0));
        assertThat(field("time")).isEqualTo("2024-03-15 12:04:43");
        assertThat(field("unit_code")).isEqualTo(57L);
        assertThat(hart.messages().getLast().verb()).isEqualTo(Verb.READ);
        assertThat(answered("5D", "01", "01 F6 41 39" + "00".repeat(11) + "41A00000C0".repeat(14), "trend_values"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(12);
        assertThat(answered("5E", "", "00000005 00000004 00000003 00000002", "requests_forwarded"))
                .isEqualTo(3L);
    }

    /** What a device does later, by itself, is told when it is told to. */
    @Test
    void actionsHaveTheirTimeAndCommandAndKeepNoSecret() {
        assertThat(answered("60", "00", "00 01 91 FB 002A 0F 03 7C 52EFFA00", "action_operation"))
                .isEqualTo("perform device reset");
        assertThat(field("time")).isEqualTo("2024-03-15 12:04:43");
        assertThat(hart.messages().getLast().target()).isEqualTo("action 0");
        assertThat(asked("61", "00 90 F6 FFFF 0F 03 7C 52EFFA00", "variable")).isEqualTo(246L);
        assertThat(field("action_operation")).isNull();
        assertThat(asked("63", "00 002F 01 01", "action_operation"))
                .isEqualTo("write primary variable transfer function");
        assertThat(field("data")).isEqualTo("01");
        assertThat(answered("62", "00", "00 002F 01 01", "action_command")).isEqualTo(47L);
        assertThat(asked("63", "00 021E 05 3132333435", "data")).as("a key").isNull();
        assertThat(asked("63", "00 00", "data")).as("too short").isEqualTo("0000");
    }

    @Test
    void burstMessagesAreMappedAndVariablesCaught() {
        assertThat(answered("65", "01", "01 0002", "index")).isEqualTo(2L);
        assertThat(hart.messages().getLast().target()).isEqualTo("burst message 1");
        assertThat(asked("66", "01 0003", "index")).isEqualTo(3L);
        assertThat(asked("71", "F7 01 264E0000D3 1F 02 40A00000 0009", "source_command"))
                .isEqualTo(9L);
        assertThat(field("source")).isEqualTo("264e0000d3");
        assertThat(field("source_slot")).isEqualTo(2L);
        assertThat(field("shed_seconds")).isEqualTo(5.0);
        assertThat(hart.messages().getLast().target()).isEqualTo("variable 247");
        assertThat(asked("71", "F7 01 264E0000D3 03 02 40A00000", "source_command"))
                .as("up to HART 6")
                .isEqualTo(3L);
        assertThat(answered("72", "F7", "F7 00 0000000000 1F 00 7FA00000 0000", "capture_mode"))
                .isEqualTo(0L);
    }

    @Test
    void notificationsOfEventsAreConfiguredAndAcknowledged() {
        String summary = "01 02 13 52EFFA00 0000FA00 00027100 00007D00 FF 8000";
        assertThat(answered("73", "01", summary, "events")).isEqualTo(2L);
        assertThat(field("event_status")).isEqualTo(1L);
        assertThat(field("event_control")).isEqualTo(3L);
        assertThat(field("retry_millis")).isEqualTo(2000L);
        assertThat(field("debounce_millis")).isEqualTo(1000L);
        assertThat(field("device_status_mask")).isEqualTo(255L);
        assertThat(field("mask")).isEqualTo("8000");
        assertThat(field("unacknowledged_millis")).isEqualTo(43_483_088L);
        assertThat(hart.messages().getLast().target()).isEqualTo("event 1");
        assertThat(asked("74", "01 40 FFFF", "mask")).isEqualTo("ffff");
        assertThat(asked("75", "01 0000FA00 00027100 00007D00", "longest_period_millis"))
                .isEqualTo(5000L);
        assertThat(asked("76", "01 00", "event_control")).isEqualTo(0L);
        assertThat(hart.messages().getLast().verb()).isEqualTo(Verb.CONFIGURE);
        assertThat(asked("77", "01 FFFFFFFF 0102 10 00", "configuration_changes"))
                .isEqualTo(0x102L);
        assertThat(field("unacknowledged_millis")).isNull();
        assertThat(field("data")).isNull();
        assertThat(asked("77", "01 FFFF", "data")).isEqualTo("01ffff");
    }

    @Test
    void allDynamicVariablesHaveTheirUnits() {
        assertThat(answered("6E", "", "20 41200000 27 42C80000", "values")).isEqualTo(List.of(10.0, 100.0));
        assertThat(field("units")).isEqualTo(List.of(32L, 39L));
        assertThat(answered("51", "01", "01 03 20" + "3F800000".repeat(5), "least_difference"))
                .isEqualTo(1.0);
        assertThat(answered("4A", "", "01 02 03 0004 05 01 03", "master_mode")).isEqualTo(1L);
    }

    @Test
    void anExtendedCommandIsReadBehindItsNumber() {
        hart.client(message("00", "82 264E0000D2 1F 05 0202 465241"));
        assertThat(hart.messages().getLast().operation()).isEqualTo("register event manager");
        assertThat(field("data")).isEqualTo("465241");
        hart.server(message("01", "86 264E0000D2 1F 05 00 40 0208 41"));
        assertThat(hart.messages().getLast().fields().get("response_code")).isEqualTo(0L);
        assertThat(hart.messages().getLast().fields().get("device_status")).isEqualTo(64L);
        assertThat(field("extended_command")).isEqualTo(0x208L);
        assertThat(field("data")).isEqualTo("41");
    }

    @Test
    void keysAndPasswordsAreNotKept() {
        hart.client(message("00", "82 264E0000D2 1F 0A 021E 00 12 3132333435 36"));
        assertThat(hart.messages().getLast().operation()).isEqualTo("write client pre-shared key");
        assertThat(hart.messages().getLast().verb()).isEqualTo(Verb.PROTECT);
        assertThat(field("data")).isNull();
    }

    @Test
    void whatTheLockIsAndWhoSetItIsTold() {
        hart.client(message("00", "82 264E0000D2 4C 00"));
        hart.server(message("01", "86 264E0000D2 4C 03 00 00 13"));
        assertThat(field("lock_state")).isEqualTo(List.of("locked", "permanent", "by gateway"));
    }

    @Test
    void makersHaveTheirOwnCodes() {
        assertThat(Manufacturer.name(62)).isEqualTo("Smar");
        assertThat(Manufacturer.name(98)).isEqualTo("VEGA");
        assertThat(Manufacturer.name(24665)).isEqualTo("Emerson");
        assertThat(Manufacturer.name(191)).isEqualTo("HART manufacturer 191");
    }

    @Test
    void checkAndLengthAreChecked() {
        hart.client("01 00 03 00 0006 0011 82 264E0000D2 03 00 3C");
        hart.client("01 00 03 00 0006 0012 82 264E0000D2 03 00 3B");
        assertThat(hart.malformed())
                .extracting(Malformed::rule)
                .containsExactly("wrong check octet", "length does not fit datagram");
        Bench tcp = new Bench(new HartIpDissector(), Transport.TCP, 5094);
        assertThat(tcp.client("01 00 03 00 0006 0011 82")).isEqualTo(Dissector.NEED_MORE);
        assertThat(tcp.client("01 00 03 00 0006 0001 82")).isEqualTo(Dissector.LOST);
    }

    @Test
    void aFrameWhoseCheckIsRightIsCertain() {
        assertThat(probe("01 00 03 00 0006 0011 82 264E0000D2 03 00 3B")).isEqualTo(Recognition.CERTAIN);
        assertThat(probe("01 00 03 00 0006 0011 82 264E0000D2 03 00 3C")).isEqualTo(Recognition.UNSURE);
        assertThat(probe("01 00 02 00 0006 0009 82")).isEqualTo(Recognition.NOT);
        assertThat(probe("03 00 02 00 0006 0008")).isEqualTo(Recognition.NOT);
    }

    private static Recognition probe(String hex) {
        return new HartIpDissector().probe(new Bytes().wrap(Bench.hex(hex)), Transport.UDP, true);
    }
}
