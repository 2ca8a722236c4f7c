package dev.postern.appliance;

import static dev.postern.appliance.Wiretap.HOUR;
import static dev.postern.appliance.Wiretap.MINUTE;
import static dev.postern.appliance.Wiretap.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.situation.Situation;
import dev.postern.model.Anomaly;
import dev.postern.plant.protocol.Dnp3;
import dev.postern.plant.protocol.Modbus;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** C10 from the bytes on: devices that say that something is wrong with them, and devices that always said so. */
class TroublesTest {
    private static final int MASTER = 1;
    private static final int STATION = 10;
    private static final int DEVICE_TROUBLE = 0x4000;
    private static final int BUFFER_OVERFLOW = 0x0008;

    private final Wiretap tap = new Wiretap();
    private Wiretap.Link link;
    private int sequence;

    @AfterEach
    void close() {
        tap.close();
    }

    private List<Anomaly> told() {
        return tap.told(Situation.DEVICE_TROUBLE);
    }

    private void poll(int indications) {
        if (link == null) link = tap.new Link(MASTER, 40_000, STATION, Dnp3.PORT);
        sequence++;
        link.asks(
                Dnp3.request(STATION, MASTER, sequence, Dnp3.READ, Dnp3.classes(true)),
                Dnp3.response(MASTER, STATION, sequence, false, indications, Dnp3.analogs(500, 510)));
    }

    private void polls(long nanos, int indications) {
        tap.live(nanos, 20 * SECOND, () -> poll(indications));
    }

    @Test
    void anOutstationThatSaysForTheFirstTimeThatItIsInTroubleIsToldOnceWithItsAnswer() {
        polls(6 * HOUR, 0);
        polls(30 * MINUTE, DEVICE_TROUBLE);
        assertThat(told()).singleElement().satisfies(a -> {
            assertThat(a.device()).hasToString("10.0.0.10");
            assertThat(a.peer()).hasToString("10.0.0.1");
            assertThat(a.situation()).isEqualTo("C10");
            assertThat(a.seen()).contains("device trouble");
            assertThat(a.techniques()).contains("T0814");
            assertThat(a.evidence()).hasSize(1);
            assertThat(a.explanation().derivation().signals())
                    .singleElement()
                    .satisfies(s -> assertThat(s.law()).isEqualTo("CHANGE"));
        });
    }

    @Test
    void eachFurtherIndicationIsANewMatter() {
        polls(6 * HOUR, 0);
        polls(5 * MINUTE, DEVICE_TROUBLE);
        polls(5 * MINUTE, DEVICE_TROUBLE | BUFFER_OVERFLOW);
        assertThat(told())
                .extracting(Anomaly::seen)
                .hasSize(2)
                .last()
                .asString()
                .contains("event buffer overflow");
    }

    @Test
    void whatAStationSaidFromTheFirstHourOnIsHowItIs() {
        polls(10 * HOUR, Dnp3.NEED_TIME);
        assertThat(told()).isEmpty();
    }

    @Test
    void aStationThatNeedsTheTimeEveryHourIsToldForItOnceAtMost() {
        for (int hour = 0; hour < 30; hour++) {
            polls(59 * MINUTE, 0);
            polls(MINUTE, Dnp3.NEED_TIME);
        }
        assertThat(told()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void whatComesEveryDayBecomesAHabit() {
        for (int day = 0; day < 8; day++) {
            polls(23 * HOUR, 0);
            polls(HOUR, Dnp3.NEED_TIME);
        }
        int before = told().size();
        assertThat(before).isBetween(1, 4);
        polls(23 * HOUR, 0);
        polls(HOUR, Dnp3.NEED_TIME);
        assertThat(told()).hasSize(before);
    }

    private void modbus(int address, int exception) {
        if (link == null) link = tap.new Link(MASTER, 40_000, STATION, Modbus.PORT);
        sequence++;
        byte[] answer = exception == 0
                ? Modbus.registers(Modbus.READ_HOLDING, new int[] {1, 2})
                : Modbus.exception(Modbus.READ_HOLDING, exception);
        link.asks(
                Modbus.message(sequence, 1, Modbus.read(Modbus.READ_HOLDING, address, 2)),
                Modbus.message(sequence, 1, answer));
    }

    @Test
    void aServerFailureOnWhatItAlwaysGaveIsToldAndOnWhatItNeverHadIsNot() {
        tap.live(6 * HOUR, 10 * SECOND, () -> modbus(100, 0));
        tap.live(MINUTE, 10 * SECOND, () -> modbus(9_000, 4));
        assertThat(told()).isEmpty();
        tap.live(MINUTE, 10 * SECOND, () -> modbus(100, 4));
        assertThat(told()).singleElement().satisfies(a -> {
            assertThat(a.seen()).contains("server device failure").contains("holding 100");
            assertThat(a.device()).hasToString("10.0.0.10");
        });
    }

    @Test
    void anIllegalAddressIsNoTroubleOfTheDevice() {
        tap.live(6 * HOUR, 10 * SECOND, () -> modbus(100, 0));
        tap.live(MINUTE, 10 * SECOND, () -> modbus(100, Modbus.ILLEGAL_ADDRESS));
        assertThat(told()).isEmpty();
    }
}
