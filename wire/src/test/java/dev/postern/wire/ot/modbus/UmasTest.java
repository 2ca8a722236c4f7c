package dev.postern.wire.ot.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Identity;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import java.util.List;
import org.junit.jupiter.api.Test;

class UmasTest {
    private final Bench modbus = new Bench(new Modbus(), Transport.TCP, 502);

    private void ask(String data) {
        modbus.client("0001 0000 %04X 00 5A".formatted(2 + Bench.hex(data).length) + data);
    }

    @Test
    void engineeringIsToldByItsVerb() {
        for (String code : new String[] {"10", "30", "33", "40", "41", "11"}) ask("07" + code);
        assertThat(modbus.messages())
                .extracting(Message::operation, Message::verb)
                .containsExactly(
                        tuple("umas take plc reservation", Verb.PROTECT),
                        tuple("umas initialize upload", Verb.DOWNLOAD),
                        tuple("umas initialize download", Verb.UPLOAD),
                        tuple("umas start plc", Verb.START),
                        tuple("umas stop plc", Verb.STOP),
                        tuple("umas release plc reservation", Verb.PROTECT));
    }

    @Test
    void whoReservesSaysTheNameOfItsComputer() {
        ask("00 10 3B0E0000 06 454E472D3031");
        assertThat(modbus.messages().getLast().fields().get("client")).isEqualTo("ENG-01");
        ask("00 10 3B0E0000 09 454E472D3031");
        assertThat(modbus.messages().getLast().fields().get("client")).isNull();
    }

    @Test
    void memoryIsNamedByBlockOffsetAndSize() {
        ask("00 20 00 1300 64000000 9C00");
        modbus.server("0001 0000 0004 00 5A 00 FE");
        assertThat(modbus.messages())
                .extracting(Message::target, Message::outcome)
                .containsExactly(
                        tuple("block 19 +100 x156", Outcome.REQUEST), tuple("block 19 +100 x156", Outcome.SUCCESS));
    }

    private Object answered(String question, String answer, String field) {
        ask(question);
        modbus.server("0001 0000 %04X 00 5A".formatted(2 + Bench.hex(answer).length) + answer);
        assertThat(modbus.malformed()).isEmpty();
        return modbus.messages().getLast().fields().get(field);
    }

    private List<String> identities() {
        return modbus.observations.stream()
                .filter(Identity.class::isInstance)
                .map(o -> ((Identity) o).attribute() + " " + ((Identity) o).value())
                .toList();
    }

    @Test
    void aControllerTellsWhatChangesWithItsProgram() {
        assertThat(answered("00 04", "00 FE 02828006 B0D56F1B 37583D11 00000000 37583D11", "program"))
                .isEqualTo("b0d56f1b 37583d11");
        assertThat(identities()).containsExactly("PROGRAM b0d56f1b 37583d11");
        assertThat(answered("00 04", "00 FE 02828006 B0D56F1B 3758", "program")).isNull();
    }

    @Test
    void aControllerTellsModelFirmwareAndHardware() {
        String said = "00 FE 10FF 5A010100 0000 7002 0000 2700 0900 08000000 0000 0E 3134302043505520333131203130 00";
        assertThat(answered("00 02", said, "name")).isEqualTo("140 CPU 311 10");
        assertThat(modbus.messages().getLast().fields().get("firmware")).isEqualTo("2.70");
        assertThat(modbus.messages().getLast().fields().get("hardware")).isEqualTo(9L);
        assertThat(identities()).containsExactly("MODEL 140 CPU 311 10", "VENDOR Schneider Electric", "FIRMWARE 2.70");
    }

    @Test
    void theProjectInAControllerHasItsName() {
        assertThat(answered("00 03 00", "00 FE 0205000098 0C3B0C0E01DE07 08000000 08 50726F6A65637400", "project"))
                .isEqualTo("Project");
        assertThat(answered("00 03 04", "00 FE 09800000 50726F6A656374 00000000", "project"))
                .isNull();
        assertThat(identities()).containsExactly("NOTE project Project");
    }

    /** Two octets, four of them, an array of three octets. */
    @Test
    void variablesThatAreWrittenHaveTheirPlaceAndValue() {
        ask("00 23 11223344 03 02 2B00 01 0002 04 3412 03 2B00 01 0000 00 00000080 11 2C00 01 0100 02 0300 AABBCC");
        assertThat(modbus.messages().getLast().target()).isEqualTo("block 43 +512.4, block 43 +0.0, block 44 +1.2 x3");
        assertThat(modbus.messages().getLast().fields().get("values"))
                .isEqualTo(List.of(0x1234L, 0x80000000L, "aabbcc"));
        assertThat(modbus.messages().getLast().verb()).isEqualTo(Verb.WRITE);
        ask("00 22 11223344 02 02 2B00 01 0002 04 02 2B00 01 0002 06");
        assertThat(modbus.messages().getLast().target()).isEqualTo("block 43 +512.4, block 43 +512.6");
        // An octet too many, and none.
        ask("00 23 11223344 01 02 2B00 01 0002 04 341256");
        assertThat(modbus.messages().getLast().target()).isEmpty();
        assertThat(modbus.messages().getLast().fields().get("values")).isNull();
        ask("00 23 11223344 FF");
        assertThat(modbus.messages().getLast().target()).isEmpty();
        assertThat(modbus.malformed()).isEmpty();
    }
}
