package dev.postern.wire.ot.crimson;

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

class CrimsonTest {
    private final Bench bench = new Bench(new CrimsonDissector(), Transport.TCP, 789);

    private Message message(int index) {
        return bench.messages().get(index);
    }

    private Object field(int index, String name) {
        return message(index).fields().get(name);
    }

    private List<String> identities() {
        return bench.observations.stream()
                .filter(Identity.class::isInstance)
                .map(o -> ((Identity) o).attribute() + " " + ((Identity) o).value())
                .toList();
    }

    @Test
    void makerAndModelAreAskedAndAnswered() {
        bench.client("0004 012b 1b00");
        bench.server("0016 012b 1b00 526564204c696f6e20436f6e74726f6c7300");
        bench.client("0004 012a 1a00");
        bench.server("000a 012a 1a00 473330392000");
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(Message::operation)
                .containsExactly("read manufacturer", "read manufacturer", "read model", "read model");
        assertThat(bench.messages()).extracting(Message::verb).containsOnly(Verb.IDENTIFY);
        assertThat(message(1).outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(message(1).latencyNanos()).isEqualTo(10_000_000L);
        assertThat(field(1, "value")).isEqualTo("Red Lion Controls");
        assertThat(identities()).containsExactly("VENDOR Red Lion Controls", "MODEL G309");
    }

    @Test
    void otherRegistersAreShownAsTheyAre() {
        bench.client("0006 0170 1300 0001");
        assertThat(message(0).target()).isEqualTo("register 368");
        assertThat(field(0, "data")).isEqualTo("0001");
    }

    @Test
    void theLengthMustBePossible() {
        assertThat(bench.client("0001 01")).isEqualTo(Dissector.LOST);
        assertThat(bench.client("0016 012b 1b00")).isEqualTo(Dissector.NEED_MORE);
        assertThat(bench.malformed()).extracting(Malformed::rule).containsExactly("length out of range");
    }

    @Test
    void onlyTheKnownQuestionsAreCertain() {
        CrimsonDissector crimson = new CrimsonDissector();
        assertThat(crimson.probe(new Bytes().wrap(Bench.hex("0004 012b 1b00")), Transport.TCP, true))
                .isEqualTo(Recognition.CERTAIN);
        assertThat(crimson.probe(new Bytes().wrap(Bench.hex("0006 0170 1300 0001")), Transport.TCP, true))
                .isEqualTo(Recognition.UNSURE);
        assertThat(crimson.probe(new Bytes().wrap(Bench.hex("0006 4170 1300 0001")), Transport.TCP, true))
                .isEqualTo(Recognition.NOT);
        assertThat(crimson.probe(new Bytes().wrap(Bench.hex("0007 0170 1300 0001")), Transport.TCP, true))
                .isEqualTo(Recognition.NOT);
    }
}
