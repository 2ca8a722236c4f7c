package dev.postern.wire.ot.bsap;

import static org.assertj.core.api.Assertions.assertThat;

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

class BsapTest {
    private static final String READ =
            "0E00 0100 0600 834B0000 744B0000 16000000 0C 834B0000 A0 00 04 01 40 0F 01 4054414E4B00";
    private static final String SERIAL_READ = "10020105A0010803000401400F014054414E4B00100342F2";
    private final Bench bsap = new Bench(new BsapDissector(), Transport.UDP, 1234);

    @Test
    void aSignalIsReadByName() {
        bsap.client(READ);
        bsap.server("0E00 0100 0500 754B0000 834B0000 0F000000 0C 834B0000 00 01 00007042");
        assertThat(bsap.messages()).extracting(Message::operation).containsOnly("read signal by name");
        assertThat(bsap.messages()).extracting(Message::target).containsOnly("@TANK");
        assertThat(bsap.messages().getLast().latencyNanos()).isEqualTo(10_000_000L);
        assertThat(bsap.messages().getLast().fields().get("elements")).isEqualTo(1L);
        assertThat(bsap.messages().getLast().fields().get("values")).isEqualTo(List.of(60.0));
        assertThat(bsap.malformed()).isEmpty();
    }

    /** Type, value and address of three signals, and the version: what the request selected, in the order of its bits. */
    @Test
    void valuesOfAnAnswerAreThoseThatWereSelected() {
        String names = "4047562E4400 4047562E4100 4047562E4500";
        bsap.client("0E00 0100 0600 834B0000 744B0000 23000000 0C 834B0000 A0 00 04 03 D0 01 0F 03 " + names);
        bsap.server("0E00 0100 0500 754B0000 834B0000 20000000 0C 834B0000 00 03"
                + "00 01 0400 2477 02 00007042 0500 2477 00 00 0600 2477");
        Message answer = bsap.messages().getLast();
        assertThat(answer.fields().get("points")).isEqualTo(List.of("@GV.D", "@GV.A", "@GV.E"));
        assertThat(answer.fields().get("values")).isEqualTo(List.of(true, 60.0, false));
        assertThat(bsap.malformed()).isEmpty();
    }

    @Test
    void valuesThatDoNotFillTheAnswerAreNotGuessed() {
        bsap.client(READ);
        bsap.server("0E00 0100 0500 754B0000 834B0000 10000000 0C 834B0000 00 01 0000704200");
        bsap.client(READ.replace("01 40 0F", "01 C8 0F"));
        bsap.server("0E00 0100 0500 754B0000 834B0000 0F000000 0C 834B0000 00 01 02000070");
        assertThat(bsap.messages())
                .allSatisfy(m -> assertThat(m.fields().get("values")).isNull());
        assertThat(bsap.messages().getLast().fields().text("data")).isEqualTo("02000070");
    }

    @Test
    void aDatagramMayHoldSeveralAnswersOrNone() {
        bsap.server("0E00 0200 0500 754B0000 834B0000 0B000000 0C 834B0000 00 00 0B000000 0C 844B0000 80 00");
        bsap.client("0E00 0000 0000 00000000 754B0000");
        assertThat(bsap.messages()).extracting(Message::outcome).containsExactly(Outcome.SUCCESS, Outcome.REFUSED);
    }

    @Test
    void serialFramesAreUnstuffed() {
        bsap.client(SERIAL_READ);
        bsap.server("10020005030108A00000010000704210038A0E");
        bsap.client("1002011010A002080300840F014054414E4B000B0000704210037AA5");
        assertThat(bsap.messages())
                .extracting(Message::operation)
                .containsExactly("read signal by name", "read signal by name", "write signal by name");
        assertThat(bsap.messages()).extracting(Message::target).containsOnly("@TANK");
        assertThat(bsap.messages()).extracting(Message::unit).containsExactly("1", "0", "1");
        assertThat(bsap.messages().getLast().verb()).isEqualTo(Verb.WRITE);
        assertThat(bsap.messages().getLast().fields().get("value")).isEqualTo(60.0);
        assertThat(bsap.malformed()).isEmpty();
    }

    @Test
    void lengthsAreChecked() {
        bsap.client(READ.replace("16000000 0C", "17000000 0C"));
        bsap.client(READ + "00");
        bsap.client("0F00 0100");
        bsap.client(SERIAL_READ.substring(0, SERIAL_READ.length() - 4) + "0000");
        assertThat(bsap.malformed())
                .extracting(Malformed::rule)
                .containsExactly(
                        "message beyond datagram",
                        "bytes after the messages",
                        "no header",
                        "frame without end or wrong crc");
    }

    @Test
    void lengthsMustAddUp() {
        assertThat(probe(READ)).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(READ + "00")).isEqualTo(Recognition.NOT);
        assertThat(probe("0E00 0000 0000 00000000 754B0000")).isEqualTo(Recognition.UNSURE);
        assertThat(probe(SERIAL_READ)).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(SERIAL_READ.substring(0, SERIAL_READ.length() - 4) + "0000"))
                .isEqualTo(Recognition.NOT);
    }

    private static Recognition probe(String hex) {
        return new BsapDissector().probe(new Bytes().wrap(Bench.hex(hex)), Transport.UDP, true);
    }
}
