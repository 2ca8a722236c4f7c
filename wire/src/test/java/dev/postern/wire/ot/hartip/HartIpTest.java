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
import java.util.List;
import org.junit.jupiter.api.Test;

class HartIpTest extends Instrument {
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
