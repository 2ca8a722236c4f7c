package dev.postern.wire.ot.tristation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector.Recognition;
import org.junit.jupiter.api.Test;

class TristationTest {
    private final Bench tristation = new Bench(new TristationDissector(), Transport.UDP, 1502);

    @Test
    void aDownloadIsPermitted() {
        tristation.client("0500 0C00 0000 01 01 0000 9D00 0C00 4142 3C76");
        tristation.server("0500 0A00 0000 66 01 0000 7B00 0A00 959B");
        assertThat(tristation.messages())
                .extracting(Message::operation)
                .containsExactly("start download change", "start download change");
        assertThat(tristation.messages()).extracting(Message::verb).containsOnly(Verb.DOWNLOAD);
        assertThat(tristation.messages().getLast().outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(tristation.messages().getLast().latencyNanos()).isEqualTo(10_000_000L);
        assertThat(tristation.malformed()).isEmpty();
    }

    @Test
    void theKeySwitchForbidsAHalt() {
        tristation.client("0500 0A00 0000 15 02 0000 2B00 0A00 F0AA");
        tristation.server("0500 0B00 0000 64 02 0000 5001 0B00 D4 74FE");
        assertThat(tristation.messages())
                .extracting(Message::operation)
                .containsExactly("halt program", "halt program");
        assertThat(tristation.messages()).extracting(Message::verb).containsOnly(Verb.STOP);
        assertThat(tristation.messages().getLast().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(tristation.messages().getLast().fields().get("name"))
                .isEqualTo("key setting prohibits this operation");
    }

    @Test
    void connectionsAreOpenedAndRefused() {
        tristation.client("0100 0000 01FC");
        tristation.server("0200 0000 01B8");
        tristation.client("0100 0000 01FC");
        tristation.server("0A00 0000 03D8");
        assertThat(tristation.messages()).extracting(Message::operation).containsOnly("connect");
        assertThat(tristation.messages())
                .extracting(Message::outcome)
                .containsExactly(Outcome.REQUEST, Outcome.SUCCESS, Outcome.REQUEST, Outcome.REFUSED);
    }

    @Test
    void aProgramIsAllocatedPieceByPiece() {
        tristation.client("050018000000370300007404180005000600020000000100FFFFFFFFDEE1");
        Message message = tristation.messages().getFirst();
        assertThat(message.operation()).isEqualTo("allocate program");
        assertThat(message.target()).isEqualTo("program 5");
        assertThat(message.fields().get("chunks")).isEqualTo(2L);
        assertThat(tristation.malformed()).isEmpty();
    }

    @Test
    void theStatusTellsKeySwitchAndProgram() {
        tristation.client("05000A000000130400002B000A001680");
        tristation.server(
                "0501560001006C0400000C02560000000000000001020000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000050524A00000000000000E747");
        Message status = tristation.messages().getLast();
        assertThat(status.operation()).isEqualTo("get cp status");
        assertThat(status.fields().get("key_state")).isEqualTo("run");
        assertThat(status.fields().get("run_state")).isEqualTo("running");
        assertThat(status.fields().get("project")).isEqualTo("PRJ");
        assertThat(tristation.malformed()).isEmpty();
    }

    @Test
    void anAttachedTriconTellsItsVersion() {
        tristation.server("05000F0001006A0500009B000F000000000A03CB0E");
        assertThat(tristation.observations.stream()
                        .filter(Identity.class::isInstance)
                        .map(o -> ((Identity) o).value()))
                .containsExactly("Tricon v10.3", "Triconex");
    }

    @Test
    void aPingIsRecognisedByItsCrc() {
        assertThat(probe("0600 0000 0088")).isEqualTo(Recognition.CERTAIN);
        assertThat(probe("0600 0000 0089")).isEqualTo(Recognition.NOT);
        assertThat(probe("0600 0100 0088")).isEqualTo(Recognition.NOT);
    }

    @Test
    void sumAndCrcAreChecked() {
        tristation.client("0500 0A00 0000 15 02 0000 2B00 0A00 F0AB");
        tristation.client("0500 0A00 0000 15 02 0000 2C00 0A00 F0AA");
        tristation.client("0500 0400 0000 15 02 0000");
        assertThat(tristation.malformed())
                .extracting(Malformed::rule)
                .containsExactly("wrong crc", "wrong crc", "wrong sum", "wrong crc", "command ends early");
    }

    private static Recognition probe(String hex) {
        return new TristationDissector().probe(new Bytes().wrap(Bench.hex(hex)), Transport.UDP, true);
    }
}
