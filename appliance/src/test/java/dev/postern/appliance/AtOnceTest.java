package dev.postern.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.situation.Situation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What should never be is told when it happens and not when its minute has ended. */
class AtOnceTest {
    private static final byte[] READ = Wiretap.bytes(0, 1, 0, 0, 0, 6, 1, 3, 0, 0, 0, 1);
    private static final byte[] VALUE = Wiretap.bytes(0, 1, 0, 0, 0, 5, 1, 3, 2, 0, 7);
    private static final int OUTSIDE = 8;

    private final Wiretap tap = new Wiretap();

    @BeforeEach
    void aDayOfLife() {
        Wiretap.Link panel = tap.new Link(1, 50_000, 2, 502);
        tap.live(25 * Wiretap.HOUR, 30 * Wiretap.SECOND, () -> panel.asks(READ, VALUE));
        assertThat(tap.told(Situation.NEW_MASTER)).isEmpty();
    }

    @AfterEach
    void close() throws Exception {
        tap.close();
    }

    @Test
    void aStrangerThatAsksAControllerForItsValues() {
        tap.new Link(9, 50_001, 2, 502).asks(READ, VALUE);
        assertThat(tap.told(Situation.NEW_MASTER)).hasSize(1);
        tap.pause(2 * Wiretap.MINUTE);
        assertThat(tap.told(Situation.NEW_MASTER)).as("the minute adds nothing").hasSize(1);
    }

    /** From or to 8.8.8.8 instead of 10.0.0.8. */
    private void datagram(int from, int fromPort, int to, int toPort, byte[] payload) {
        byte[] frame = Wiretap.ip(from, to, 17, 1, 0, Wiretap.udp(fromPort, toPort, payload));
        int address = from == OUTSIDE ? 26 : 30;
        for (int i = 0; i < 4; i++) frame[address + i] = OUTSIDE;
        tap.frame(frame);
    }

    @Test
    void anAnswerFromThePublicInternet() {
        byte[] query = Wiretap.bytes(0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 97, 2, 100, 101, 0, 0, 1, 0, 1);
        datagram(1, 40_000, OUTSIDE, 53, query);
        assertThat(tap.told(Situation.PUBLIC_CONTACT))
                .as("it may never be answered")
                .isEmpty();
        byte[] answer = query.clone();
        answer[2] = (byte) 0x81;
        answer[3] = (byte) 0x83;
        datagram(OUTSIDE, 53, 1, 40_000, answer);
        assertThat(tap.told(Situation.PUBLIC_CONTACT))
                .singleElement()
                .satisfies(a -> assertThat(a.seen()).endsWith("(dns), and was answered."));
        tap.pause(2 * Wiretap.MINUTE);
        assertThat(tap.told(Situation.PUBLIC_CONTACT))
                .as("the minute adds nothing")
                .hasSize(1);
    }
}
