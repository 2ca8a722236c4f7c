package dev.postern.wire.ot.hse;

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
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HseTest {
    private final Bench hse = new Bench(new Hse(), Transport.TCP, 1090);

    /** With message number 7 and invoke id in the trailer. */
    private static String message(int protocol, int type, int service, String body, int invoke) {
        int length = 12 + Bench.hex(body).length + 8;
        return "01 C0 %02X %02X 00010002 %08X".formatted(protocol << 2 | type, service, length)
                + body
                + "00000007 %08X".formatted(invoke);
    }

    private Message last() {
        return hse.messages().getLast();
    }

    private static Recognition probe(String hex, Transport transport) {
        return new Hse().probe(new Bytes().wrap(Bench.hex(hex)), transport, true);
    }

    @Test
    void anAnswerIsTiedByItsInvokeId() {
        hse.client(message(3, 0, 0x82, "00000191", 5));
        hse.client(message(3, 0, 0xD3, "00000192 00000002 41200000", 6));
        hse.server(message(3, 1, 0x82, "41200000", 5));
        hse.server(message(3, 2, 0xD3, "00000000", 6));
        assertThat(hse.malformed()).isEmpty();
        assertThat(hse.messages())
                .extracting(Message::operation, Message::verb, Message::target, Message::outcome, Message::latencyNanos)
                .containsExactly(
                        tuple("read", Verb.READ, "401", Outcome.REQUEST, -1L),
                        tuple("write with subindex", Verb.WRITE, "402.2", Outcome.REQUEST, -1L),
                        tuple("read", Verb.READ, "401", Outcome.SUCCESS, 20_000_000L),
                        tuple("write with subindex", Verb.WRITE, "402.2", Outcome.REFUSED, 20_000_000L));
    }

    @Test
    void reportsStandAlone() {
        hse.server(message(3, 0, 0x00, "00000191 41200000", 0));
        assertThat(last())
                .extracting(Message::operation, Message::verb, Message::target, Message::outcome)
                .containsExactly("information report", Verb.REPORT, "401", Outcome.NOTICE);
    }

    @Test
    void whoOpensASessionSaysItsTag() {
        String tag = HexFormat.of().formatHex("HOST-1".getBytes(StandardCharsets.US_ASCII)) + "20".repeat(26);
        hse.client(message(1, 0, 0x81, "00000001 00001000 00001000 00 00 0000 00000000" + tag, 1));
        assertThat(last()).extracting(Message::operation, Message::verb).containsExactly("open session", Verb.SESSION);
        assertThat(hse.observations.stream().filter(Identity.class::isInstance).map(Identity.class::cast))
                .extracting(Identity::attribute, Identity::value)
                .containsExactly(tuple(Attribute.NAME, "HOST-1"));
    }

    @Test
    void programsAreStartedStoppedAndLoaded() {
        for (int service : new int[] {0x93, 0x94, 0x8A, 0x8D}) hse.client(message(3, 0, service, "", service));
        assertThat(hse.messages())
                .extracting(Message::verb)
                .containsExactly(Verb.START, Verb.STOP, Verb.DOWNLOAD, Verb.UPLOAD);
    }

    @Test
    void whatIsCutWaitsAndWhatIsNotAHeaderIsLost() {
        byte[] whole = Bench.hex(message(3, 0, 0x82, "00000191", 5));
        assertThat(hse.client(Arrays.copyOf(whole, 20))).isEqualTo(Dissector.NEED_MORE);
        assertThat(hse.client("02 C0 0C 82 00010002 00000018 00000191")).isEqualTo(Dissector.LOST);
        hse.client(message(3, 0, 0xFE, "", 1));
        assertThat(hse.malformed()).extracting(Malformed::rule).containsExactly("unknown service");
    }

    @Test
    void theLengthMustBeThatOfTheMessage() {
        String read = message(3, 0, 0x82, "00000191", 5);
        assertThat(probe(read, Transport.UDP)).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(read + "00", Transport.UDP)).isEqualTo(Recognition.NOT);
        assertThat(probe(read + "00", Transport.TCP)).isEqualTo(Recognition.UNSURE);
        assertThat(probe(message(5, 0, 0x82, "", 5), Transport.TCP)).isEqualTo(Recognition.NOT);
        assertThat(probe(message(3, 0, 0xFE, "", 5), Transport.TCP)).isEqualTo(Recognition.NOT);
    }
}
