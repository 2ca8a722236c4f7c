package dev.postern.appliance;

import static dev.postern.appliance.Wiretap.HOUR;
import static dev.postern.appliance.Wiretap.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.situation.Situation;
import dev.postern.model.Anomaly;
import dev.postern.plant.protocol.Modbus;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** C8 from the bytes on: a setpoint that a screen writes and reads, and a controller that follows, or does not. */
class UnheededTest {
    private static final int SETPOINT = 103;

    private final Wiretap tap = new Wiretap();
    private final Wiretap.Link link = tap.new Link(1, 40_000, 10, Modbus.PORT);
    private int sequence;
    private int value = 50;
    private int round;

    @AfterEach
    void close() {
        tap.close();
    }

    private void poll() {
        sequence++;
        link.asks(
                Modbus.message(sequence, 1, Modbus.read(Modbus.READ_HOLDING, 100, 4)),
                Modbus.message(sequence, 1, Modbus.registers(Modbus.READ_HOLDING, new int[] {1, 2, 3, value})));
    }

    private void write(int wanted, boolean granted) {
        sequence++;
        byte[] pdu = Modbus.write(Modbus.WRITE_REGISTER, SETPOINT, wanted);
        link.asks(
                Modbus.message(sequence, 1, pdu),
                Modbus.message(sequence, 1, granted ? pdu : Modbus.exception(Modbus.WRITE_REGISTER, 3)));
    }

    /** Writes 40 to 60 in turn, every half hour; the controller makes of it what {@code follows} says. */
    private void operate(int times, boolean granted, IntUnaryOperator follows) {
        for (int i = 0; i < times; i++) {
            int wanted = 40 + 10 * (++round % 3);
            write(wanted, granted);
            poll();
            value = follows.applyAsInt(wanted);
            tap.live(HOUR / 2, 20 * SECOND, this::poll);
        }
    }

    private List<Anomaly> told() {
        return tap.told(Situation.WRITE_UNHEEDED);
    }

    @Test
    void aSetpointThatAlwaysFollowedAndNoLongerDoesIsToldWithBothValues() {
        operate(30, true, wanted -> wanted);
        assertThat(told()).isEmpty();
        operate(3, true, wanted -> value);
        assertThat(told()).isNotEmpty().first().satisfies(a -> {
            assertThat(a.situation()).isEqualTo("C8");
            assertThat(a.seen()).contains("holding 103").contains("confirmed");
            assertThat(a.evidence()).hasSize(2);
            assertThat(a.explanation().derivation().signals().getFirst().law()).isEqualTo("UNHEEDED");
        });
    }

    @Test
    void whatIsOnlyWrittenAndNeverReadsAsItWasWrittenIsACommand() {
        operate(40, true, wanted -> 0);
        assertThat(told()).isEmpty();
    }

    @Test
    void aSetpointThatIsClampedAsEverIsNoDisagreement() {
        operate(30, true, wanted -> Math.min(wanted, 55));
        write(90, true);
        tap.live(HOUR, 20 * SECOND, this::poll);
        value = 55;
        for (int i = 0; i < 4; i++) {
            write(90 + i, true);
            tap.live(HOUR / 2, 20 * SECOND, this::poll);
        }
        assertThat(told()).isEmpty();
    }

    @Test
    void aRejectedWriteIsNone() {
        operate(30, true, wanted -> wanted);
        operate(4, false, wanted -> value);
        assertThat(told()).isEmpty();
    }

    @Test
    void aPointThatSomebodyElseMovesSaysNothing() {
        operate(30, true, wanted -> wanted);
        operate(4, true, wanted -> 47 + round % 2 * 30);
        assertThat(told()).isEmpty();
    }
}
