package dev.postern.appliance;

import static dev.postern.appliance.Wiretap.HOUR;
import static dev.postern.appliance.Wiretap.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.situation.Situation;
import dev.postern.model.Anomaly;
import dev.postern.plant.protocol.Modbus;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** C3 from the bytes on: packets that contradict each other, and those that only repeat. */
class ContradictionsTest {
    private static final int PSH_ACK = 0x18;
    private static final int MORE = 0x2000;

    private final Wiretap tap = new Wiretap();
    private Wiretap.Link link;
    private int sequence;

    @BeforeEach
    void aDayOfPolls() {
        link = tap.new Link(1, 40_000, 10, Modbus.PORT);
        tap.live(25 * HOUR, MINUTE, this::poll);
    }

    @AfterEach
    void close() {
        tap.close();
    }

    private void poll() {
        sequence++;
        link.asks(
                Modbus.message(sequence, 1, Modbus.read(Modbus.READ_HOLDING, 0, 2)),
                Modbus.message(sequence, 1, Modbus.registers(Modbus.READ_HOLDING, new int[] {sequence, 2})));
    }

    private List<Anomaly> told() {
        return tap.told(Situation.OVERLAP);
    }

    @Test
    void anAnswerSentAgainWithAnotherValueIsToldWithItsSenderAndFrame() {
        int at = link.down;
        poll();
        byte[] forged = Modbus.message(sequence, 1, Modbus.registers(Modbus.READ_HOLDING, new int[] {sequence, 9_999}));
        link.segment(false, at, PSH_ACK, forged);
        link.segment(false, at, PSH_ACK, forged);
        assertThat(told()).singleElement().satisfies(a -> {
            assertThat(a.situation()).isEqualTo("C3");
            assertThat(a.device()).hasToString("10.0.0.10");
            assertThat(a.peer()).hasToString("10.0.0.1");
            assertThat(a.seen()).contains("segment repeated with other data");
            assertThat(a.evidence()).hasSize(1);
        });
    }

    @Test
    void repetitionsInOtherPiecesAndKeepAlivesAreNone() {
        int at = link.up;
        poll();
        byte[] request = Modbus.message(sequence, 1, Modbus.read(Modbus.READ_HOLDING, 0, 2));
        link.segment(true, at, PSH_ACK, request);
        link.segment(true, at, PSH_ACK, Arrays.copyOf(request, 5));
        link.segment(true, at + 5, PSH_ACK, Arrays.copyOfRange(request, 5, request.length));
        link.segment(true, link.up - 1, PSH_ACK, new byte[] {0});
        link.segment(true, link.up - 1, PSH_ACK, new byte[] {'x'});
        poll();
        assertThat(told()).isEmpty();
    }

    @Test
    void fragmentsThatOverlapOrHideTheirPortsAreTold() {
        byte[] datagram = Wiretap.udp(50_000, 9_000, new byte[400]);
        byte[] other = datagram.clone();
        other[110] = 7;
        tap.frame(Wiretap.ip(1, 10, 17, 77, MORE, Arrays.copyOf(datagram, 200)));
        tap.frame(Wiretap.ip(1, 10, 17, 77, MORE | 12, Arrays.copyOfRange(other, 96, 200)));
        assertThat(told()).singleElement().satisfies(a -> assertThat(a.seen()).contains("fragment overlaps"));
        tap.frame(Wiretap.ip(1, 10, 17, 78, MORE, Arrays.copyOf(datagram, 16)));
        assertThat(told()).hasSize(2);
    }

    @Test
    void fragmentsThatAreSplitAgainOrComeTwiceAreNone() {
        byte[] datagram = Wiretap.udp(50_000, 9_000, new byte[400]);
        for (int copy = 0; copy < 2; copy++) tap.frame(Wiretap.ip(1, 10, 17, 77, MORE, Arrays.copyOf(datagram, 200)));
        tap.frame(Wiretap.ip(1, 10, 17, 77, MORE | 25, Arrays.copyOfRange(datagram, 200, 208)));
        tap.frame(Wiretap.ip(1, 10, 17, 77, 26, Arrays.copyOfRange(datagram, 208, 408)));
        assertThat(told()).isEmpty();
    }
}
