package dev.postern.wire.ot.fox;

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
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoxTest {
    private final Bench bench = new Bench(new FoxDissector(), Transport.TCP, 1911);

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

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void aStationGreetsWithWhatItIs() {
        bench.server(text(
                "fox a 1 -1 fox hello\n{\nhostName=s:jace1\napp.name=s:Station\napp.version=s:4.10\nos.name=s:QNX\nos.version=s:6.5.0\n"
                        + "station.name=s:Plant\nhostId=s:Qnx-1\n};;\n"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(message(0).operation()).isEqualTo("fox hello");
        assertThat(message(0).verb()).isEqualTo(Verb.SESSION);
        assertThat(identities())
                .containsExactly(
                        "NAME jace1",
                        "SOFTWARE Niagara Station 4.10",
                        "OPERATING_SYSTEM QNX 6.5.0",
                        "SERIAL Qnx-1",
                        "NOTE Niagara station Plant");
    }

    @Test
    void documentsAndBinaryValuesMayHoldAnything() {
        bench.server(text("fox a 1 -1 fox hello\n{\nsysInfo=o:bog 9[<b>\n};;\nx]\nnonce=b:4[\n};;]\nlang=s:en\n};;\n"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages()).hasSize(1);
        assertThat(field(0, "names")).isEqualTo(List.of("sysInfo", "nonce", "lang"));
        assertThat(field(0, "values")).isEqualTo(List.of("9 octets", "(secret)", "en"));
    }

    @Test
    void aReplyIsTiedByTheNumberItRepeats() {
        bench.client(text("fox s 7 -1 station invoke\n{\nord=s:slot:/Pump\narg=m:{\nx=i:1\n}\n};;\n"));
        bench.server(text("fox r 3 7 station invoke\n{\n};;\n"));
        bench.client(text("fox s 8 -1 station set\n{\nord=s:slot:/Pump/speed\nvalue=d:5\n};;\n"));
        bench.server(text("fox e 4 8 station set\n{\nmsg=s:denied\n};;\n"));
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(Message::verb)
                .containsExactly(Verb.OPERATE, Verb.OPERATE, Verb.WRITE, Verb.WRITE);
        assertThat(bench.messages())
                .extracting(Message::outcome)
                .containsExactly(Outcome.REQUEST, Outcome.SUCCESS, Outcome.REQUEST, Outcome.REFUSED);
        assertThat(message(1).target()).isEqualTo("slot:/Pump");
        assertThat(message(3).latencyNanos()).isEqualTo(10_000_000L);
    }

    @Test
    void aFrameIsWaitedForUntilItIsWhole() {
        assertThat(bench.client(text("fox a 1 -1 fox hello\n{\nnonce=b:400[abc")))
                .isEqualTo(Dissector.NEED_MORE);
        assertThat(bench.client(text("fox a 1 -1 fox hello\n{\nlang=s:en\n"))).isEqualTo(Dissector.NEED_MORE);
        assertThat(bench.client(text("fox a 1 -1 fox hello\nlang=s:en\n"))).isEqualTo(Dissector.LOST);
        assertThat(bench.malformed()).extracting(Malformed::rule).containsExactly("entries without brace");
    }

    @Test
    void onlyAHeaderOfTheRightFormIsFox() {
        FoxDissector fox = new FoxDissector();
        assertThat(fox.probe(new Bytes().wrap(text("fox a 1 -1 fox hello\n")), Transport.TCP, true))
                .isEqualTo(Recognition.CERTAIN);
        assertThat(fox.probe(new Bytes().wrap(text("fox trot 1\n")), Transport.TCP, true))
                .isEqualTo(Recognition.NOT);
        assertThat(fox.probe(new Bytes().wrap(text("fo")), Transport.TCP, true)).isEqualTo(Recognition.UNSURE);
    }
}
