package dev.postern.wire;

import static dev.postern.wire.Lab.ACK;
import static dev.postern.wire.Lab.FIN;
import static dev.postern.wire.Lab.RST;
import static dev.postern.wire.Lab.SYN;
import static dev.postern.wire.Lab.tcpFrame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a dissector hears of the end of its stream. */
class StreamEndTest {
    private static final int CLIENT = 50_000;

    /** Says when its streams end. */
    private static final class Ending extends Tick {
        @Override
        public void ended(Turn turn) {
            turn.message(turn.isAfterGap() ? "over, bytes missing" : "over", Verb.SESSION, Outcome.NOTICE)
                    .emit();
        }
    }

    private final Lab lab = new Lab(new Ending())
            .send(tcpFrame(true, CLIENT, Tick.PORT, 0, 0, SYN, new byte[0]))
            .send(tcpFrame(false, CLIENT, Tick.PORT, 999, 1, SYN | ACK, new byte[0]));

    private static byte[] client(int sequence, byte[] data) {
        return tcpFrame(true, CLIENT, Tick.PORT, sequence, 1000, ACK, data);
    }

    private void ends(boolean fromClient, int flags) {
        int sequence = fromClient ? 12 : 1000;
        lab.send(tcpFrame(fromClient, CLIENT, Tick.PORT, sequence, fromClient ? 1000 : 12, flags, new byte[0]));
    }

    private List<String> heard() {
        return lab.messages().stream().map(Message::operation).toList();
    }

    @Test
    void itIsOverOnceBothSidesHaveClosed() {
        lab.send(client(1, Tick.say("tick one")));
        ends(true, FIN | ACK);
        assertThat(heard()).containsExactly("tick one");
        ends(false, FIN | ACK);
        ends(false, FIN | ACK);
        ends(true, RST);
        assertThat(heard()).containsExactly("tick one", "over");
    }

    @Test
    void itIsOverWhenOneSideBreaksItOff() {
        lab.send(client(1, Tick.say("tick one")));
        ends(false, RST);
        assertThat(heard()).containsExactly("tick one", "over");
        assertThat(lab.messages().getLast().fromClient()).isFalse();
    }

    @Test
    void bytesThatAreMissingAtTheEndAreSaid() {
        lab.send(client(1, Tick.say("tick one"))).cut(client(12, Tick.say("tick two")), 54 + 8);
        ends(false, RST);
        assertThat(heard()).containsExactly("tick one", "over, bytes missing");
    }

    @Test
    void aStreamThatNobodyReadsEndsInSilence() {
        lab.send(client(1, new byte[40]));
        ends(false, RST);
        assertThat(heard()).isEmpty();
    }
}
