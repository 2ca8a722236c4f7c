package dev.postern.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.Conversation;
import dev.postern.model.Stamp;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import org.junit.jupiter.api.Test;

class PendingTest {
    private final Pending pending = new Pending();
    private final Turn turn = turn();

    @Test
    void theOldestRequestWithTheKeyIsAnswered() {
        ask(1, 10);
        ask(2, 20);
        ask(1, 30);
        assertThat(pending.answered(1).detail()).isEqualTo(10);
        assertThat(pending.answered(1).detail()).isEqualTo(30);
        assertThat(pending.answered(1)).isNull();
        assertThat(pending.oldest().detail()).isEqualTo(20);
        assertThat(pending.oldest()).isNull();
    }

    @Test
    void whatDoesNotFitIsGivenUpUnlessNothingFits() {
        ask(1, 10);
        ask(2, 11);
        ask(1, 20);
        ask(1, 30);
        assertThat(pending.answered(1, detail -> detail == 20).detail()).isEqualTo(20);
        assertThat(pending.answered(1, detail -> false).detail()).isEqualTo(30);
        assertThat(pending.answered(2).detail()).isEqualTo(11);
        assertThat(pending.answered(3, detail -> true)).isNull();
    }

    @Test
    void tooManyPushOutTheOldest() {
        for (int i = 0; i <= Pending.REQUESTS_MAX; i++) ask(1, i);
        assertThat(pending.oldest().detail()).isEqualTo(1);
        assertThat(turn.forgotten()).isEqualTo(1);
    }

    @Test
    void whereAnswersComeInTurnWhatStoodBeforeIsGivenUp() {
        ask(1, 1);
        ask(2, 2);
        ask(3, 3);
        assertThat(pending.answeredInTurn(4)).isNull();
        assertThat(pending.answeredInTurn(2).detail()).isEqualTo(2);
        assertThat(pending.oldest().detail()).isEqualTo(3);
        assertThat(pending.oldest()).isNull();
    }

    private void ask(long key, long detail) {
        pending.asked(key, turn, "read", Verb.READ, "", detail);
    }

    private static Turn turn() {
        Stamp stamp = new Stamp(1, 1, 0, 1, false);
        Turn turn = new Turn();
        turn.begin(
                new Turn.Origin() {
                    @Override
                    public Stamp stamp() {
                        return stamp;
                    }

                    @Override
                    public long atNanos() {
                        return stamp.atNanos();
                    }
                },
                new Conversation(Address.ipv4(1), Address.ipv4(2), Transport.UDP, 1, 2, 0),
                true,
                "test",
                null,
                observation -> {});
        return turn;
    }
}
