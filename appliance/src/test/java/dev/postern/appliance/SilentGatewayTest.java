package dev.postern.appliance;

import static dev.postern.appliance.Wiretap.HOUR;
import static dev.postern.appliance.Wiretap.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.situation.Situation;
import dev.postern.model.Anomaly;
import dev.postern.plant.protocol.Modbus;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** F3 from the bytes on: a serial server with five stations at its one address, and a controller beside it. */
class SilentGatewayTest {
    private static final int NO_ANSWER_BEHIND = 11;

    private final Wiretap tap = new Wiretap();
    private final Wiretap.Link gateway = tap.new Link(1, 40_000, 40, Modbus.PORT);
    private final Wiretap.Link controller = tap.new Link(1, 40_001, 10, Modbus.PORT);
    private int sequence;

    @AfterEach
    void close() {
        tap.close();
    }

    private void poll(Wiretap.Link link, int unit, int exception) {
        sequence++;
        byte[] answer = exception == 0
                ? Modbus.registers(Modbus.READ_HOLDING, new int[] {sequence & 7})
                : Modbus.exception(Modbus.READ_HOLDING, exception);
        link.asks(
                Modbus.message(sequence, unit, Modbus.read(Modbus.READ_HOLDING, 0, 1)),
                Modbus.message(sequence, unit, answer));
    }

    private void line(int exception) {
        for (int unit = 1; unit <= 5; unit++) poll(gateway, unit, exception);
    }

    @BeforeEach
    void aDay() {
        tap.live(26 * HOUR, MINUTE, () -> {
            line(0);
            poll(controller, 1, 0);
        });
    }

    private List<Anomaly> told() {
        return tap.told(Situation.GATEWAY_QUIET);
    }

    @Test
    void aServerThatIsSilentIsToldWithItsStations() {
        tap.live(8 * MINUTE, MINUTE, () -> poll(controller, 1, 0));
        assertThat(told()).singleElement().satisfies(a -> {
            assertThat(a.device()).hasToString("10.0.0.40");
            assertThat(a.seen()).contains("5 stations");
            assertThat(a.situation()).isEqualTo("F3");
        });
    }

    @Test
    void aServerThatSaysThatNobodyBehindItAnswersIsToldAsWell() {
        tap.live(8 * MINUTE, MINUTE, () -> {
            line(NO_ANSWER_BEHIND);
            poll(controller, 1, 0);
        });
        assertThat(told()).hasSize(1);
    }

    @Test
    void oneStationThatIsSilentIsNotItsGateway() {
        tap.live(8 * MINUTE, MINUTE, () -> {
            for (int unit = 2; unit <= 5; unit++) poll(gateway, unit, 0);
            poll(controller, 1, 0);
        });
        assertThat(told()).isEmpty();
    }

    @Test
    void whereEverythingIsSilentItIsTheMirrorPort() {
        tap.pause(20 * MINUTE);
        assertThat(told()).isEmpty();
    }
}
