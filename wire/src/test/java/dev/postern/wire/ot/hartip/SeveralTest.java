package dev.postern.wire.ot.hartip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Direct PDUs and command 78: several commands in one frame. */
class SeveralTest extends Instrument {
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

    @Test
    void theAnswerOfASubDeviceInADirectPduHasItsValues() {
        hart.server("02 01 04 00 0007 001F 00 00 004D 12 00 01 02 86 264E0000D3 01 07 00 00 20 41200000");
        assertThat(field("values")).isEqualTo(List.of(10.0));
        assertThat(field("embedded_response_code")).isEqualTo(0L);
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
}
