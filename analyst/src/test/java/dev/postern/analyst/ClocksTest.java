package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.HMI_MAC;
import static dev.postern.analyst.Watched.OTHER_MAC;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.PLC_MAC;
import static dev.postern.analyst.Watched.STATION;
import static dev.postern.analyst.Watched.STATION_MAC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.postern.model.GapReport.Inference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines with clocks of their own, which are read a minute apart: what is one, and what only looks like it. */
class ClocksTest {
    private static final String FAR = "10.9.0.5";
    private static final String FAR_SERVER = "10.9.0.6";
    private static final double HOUR = 3_600;
    private static final double BOOTED = -1_234_567.891;

    private final Watched site = new Watched();
    private final Random random = new Random(7);
    private double now;

    /** One that counts since it was switched on, in seconds of the site's time. */
    private record Machine(int hertz, double bootedAt, double ppm) {
        long ticks(double seconds) {
            return (long) Math.floor((seconds - bootedAt) * (1 + ppm / 1e6) * hertz) & 0xFFFF_FFFFL;
        }
    }

    private record Talk(Machine machine, String from, long mac, String to, long toMac) {}

    private final List<Talk> talks = new ArrayList<>();

    @BeforeEach
    void twoNetworks() {
        site.plant().arp(FAR, OTHER_MAC).arp(FAR_SERVER, OTHER_MAC + 1).minuteEnds();
        now = 60;
    }

    private void talk(Machine machine, String from, long mac, String to, long toMac) {
        talks.add(new Talk(machine, from, mac, to, toMac));
    }

    private void near(Machine machine) {
        talk(machine, STATION, STATION_MAC, PLC, PLC_MAC);
    }

    private void far(Machine machine) {
        talk(machine, FAR, OTHER_MAC, FAR_SERVER, OTHER_MAC + 1);
    }

    /** Everybody talks once a minute, at any moment of it, and what he sent is captured within a millisecond. */
    private void hours(double hours) {
        for (double until = now + hours * HOUR; now < until; now += 60) {
            site.at(now);
            for (Talk t : talks) {
                double sent = now + 59 * random.nextDouble();
                long captured = Watched.nanosAt(sent + 0.001 * random.nextDouble());
                site.ticking(t.from, t.mac, t.to, t.toMac, t.machine.ticks(sent), captured);
            }
        }
        site.at(now);
    }

    private List<Inference> of(String kind) {
        return site.gap().inferences().stream()
                .filter(i -> i.kind().equals(kind))
                .toList();
    }

    private List<Inference> doubles() {
        return of("one machine in two networks");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 250, 1000})
    void oneClockAtTwoAddressesIsOneMachineWhateverItsFrequency(int hertz) {
        Machine machine = new Machine(hertz, BOOTED, 23);
        near(machine);
        far(machine);
        hours(5);
        assertThat(doubles()).singleElement().satisfies(i -> {
            assertThat(i.devices()).containsExactlyInAnyOrder(Watched.ip(STATION), Watched.ip(FAR));
            assertThat(i.reason()).contains("(" + hertz + " Hz)", "for 5 hours", "23 ppm fast");
            assertThat(i.confidence()).isBetween(0.8, 0.85);
            assertThat(i.evidence()).hasSize(2);
        });
        assertThat(site.anomalies).extracting(a -> a.situation()).contains("E3");
    }

    @Test
    void anHourIsNeededBeforeItIsSaid() {
        Machine machine = new Machine(1000, BOOTED, 23);
        near(machine);
        far(machine);
        hours(0.9);
        assertThat(doubles()).isEmpty();
        hours(0.5);
        assertThat(doubles()).hasSize(1);
    }

    @Test
    void theCountMayRunOverMeanwhile() {
        Machine machine = new Machine(1000, 2 * HOUR - (1L << 32) / 1000.0, -40);
        near(machine);
        far(machine);
        hours(4);
        assertThat(doubles())
                .singleElement()
                .satisfies(i -> assertThat(i.reason()).contains("40 ppm slow").contains("for 4 hours"));
    }

    @Test
    void twoMachinesOfOneModelAreTwoThoughTheirClocksHaveOneFrequency() {
        near(new Machine(1000, BOOTED, 23));
        far(new Machine(1000, BOOTED + 40_000, 23));
        hours(5);
        assertThat(doubles()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {3, 10, -60})
    void twoThatWereSwitchedOnAtOneInstantGoApartByTheirQuartz(double ppmApart) {
        near(new Machine(100, BOOTED, 23));
        // They read the same when first heard, so that only the error tells them apart.
        far(new Machine(100, BOOTED * (1 - ppmApart / 1e6), 23 + ppmApart));
        hours(1.2);
        assertThat(doubles()).isEmpty();
    }

    @Test
    void whereManyWereSwitchedOnTogetherTheSameCountSaysLess() {
        Machine machine = new Machine(100, BOOTED, 0);
        near(machine);
        far(machine);
        for (int i = 0; i < 60; i++)
            talk(new Machine(100, BOOTED + 0.5 * i + 1.3, 0), "192.168.1." + (100 + i), 0x1B_0000L + i, PLC, PLC_MAC);
        hours(2);
        assertThat(doubles())
                .singleElement()
                .satisfies(i -> assertThat(i.confidence()).isBetween(0.4, 0.6));
    }

    @Test
    void aMachineThatBootedKeepsItsOtherCardAndIsStillOne() {
        Machine before = new Machine(1000, BOOTED, 23);
        near(before);
        far(before);
        hours(2);
        talks.clear();
        Machine after = new Machine(1000, now, 23);
        near(after);
        far(after);
        hours(3);
        assertThat(doubles())
                .singleElement()
                .satisfies(i -> assertThat(i.confidence()).isBetween(0.8, 0.85));
        assertThat(of("address translation")).as("one clock after the other").isEmpty();
    }

    @Test
    void aClockReadInManyNetworksMayBeOfAFirewallThatAnswersForOthersAndIsNoAlarm() {
        Machine machine = new Machine(1000, BOOTED, 23);
        near(machine);
        far(machine);
        site.arp("10.8.0.5", OTHER_MAC + 2);
        talk(machine, "10.8.0.5", OTHER_MAC + 2, FAR_SERVER, OTHER_MAC + 1);
        hours(3);
        assertThat(doubles())
                .hasSize(2)
                .allSatisfy(i -> assertThat(i.confidence()).isBetween(0.4, 0.43));
        assertThat(site.anomalies).extracting(a -> a.situation()).doesNotContain("E3");
    }

    private void behind(Machine machine) {
        talk(machine, STATION, STATION_MAC, PLC, PLC_MAC);
        talk(machine, STATION, STATION_MAC, HMI, HMI_MAC);
    }

    @Test
    @SuppressWarnings("ReferenceEquality") // the very machine
    void twoClocksAtOneTimeFromOneAddressAreTwoMachinesBehindIt() {
        behind(new Machine(1000, BOOTED, 23));
        Machine boots = new Machine(1000, BOOTED + 70_000, -5);
        behind(boots);
        hours(2);
        talks.removeIf(t -> t.machine == boots);
        behind(new Machine(1000, now, -5));
        hours(2);
        assertThat(of("address translation")).singleElement().satisfies(i -> {
            assertThat(i.devices()).containsExactly(Watched.ip(STATION));
            assertThat(i.reason()).contains("2 clocks at one time");
            assertThat(i.confidence()).isEqualTo(0.6);
        });
        assertThat(doubles()).isEmpty();
    }

    @Test
    void whoseClocksAreReadElsewhereTooTranslatesForThem() {
        Machine one = new Machine(1000, BOOTED, 23);
        Machine two = new Machine(250, BOOTED + 70_000, -5);
        near(one);
        near(two);
        far(one);
        talk(two, FAR_SERVER, OTHER_MAC + 1, FAR, OTHER_MAC);
        hours(2);
        assertThat(of("address translation")).singleElement().satisfies(i -> {
            assertThat(i.reason()).contains("The same are read at " + FAR + " and " + FAR_SERVER);
            assertThat(i.confidence()).isEqualTo(0.8);
        });
        assertThat(doubles()).as("the translator is not the machine").isEmpty();
    }

    @Test
    void aStackThatBeginsAnewForEachPeerHidesNobody() {
        for (int i = 0; i < 4; i++)
            talk(new Machine(1000, BOOTED + 7_000 * i, 23), STATION, STATION_MAC, "192.168.1." + (60 + i), PLC_MAC + i);
        hours(3);
        assertThat(of("address translation")).isEmpty();
        assertThat(doubles()).isEmpty();
    }

    private void others(int count) {
        for (int i = 0; i < count; i++)
            talk(
                    new Machine(1000, BOOTED * (i + 2), i % 3 - 1),
                    "192.168.1." + (100 + i),
                    0x1B_0000L + i,
                    PLC,
                    PLC_MAC);
    }

    @Test
    void theErrorAloneSaysALittleWhereItIsUnlikeAllOthers() {
        near(new Machine(1000, BOOTED, 57));
        far(new Machine(1000, BOOTED + 7_000, 57));
        others(9);
        hours(4);
        assertThat(doubles()).singleElement().satisfies(i -> {
            assertThat(i.reason()).contains("do not read the same").contains("57 ppm fast");
            assertThat(i.confidence()).isEqualTo(0.3, within(1e-9));
        });
        assertThat(site.anomalies).extracting(a -> a.situation()).doesNotContain("E3");
    }

    @Test
    void anErrorLikeThatOfOthersSaysNothing() {
        near(new Machine(1000, BOOTED, 4));
        far(new Machine(1000, BOOTED + 7_000, 4));
        others(9);
        hours(4);
        assertThat(doubles()).isEmpty();
    }

    @Test
    void numbersDrawnByChanceAreNoClock() {
        for (int i = 0; i < 240; i++) {
            site.at(now);
            long ticks = random.nextInt() & 0xFFFF_FFFFL;
            site.ticking(STATION, STATION_MAC, PLC, PLC_MAC, ticks, Watched.nanosAt(now));
            site.ticking(FAR, OTHER_MAC, FAR_SERVER, OTHER_MAC + 1, ticks, Watched.nanosAt(now));
            now += 60;
        }
        assertThat(site.gap().inferences()).isEmpty();
    }

    @Test
    void aSenderOfManyClocksIsBounded() {
        for (int i = 0; i < 20; i++)
            talk(new Machine(1000, BOOTED + 7_000 * i, 23), STATION, STATION_MAC, "192.168.1." + (60 + i % 9), PLC_MAC);
        for (Talk t : List.copyOf(talks)) {
            talks.clear();
            talks.add(t);
            hours(0.1);
        }
        assertThat(site.analyst.limitsHit()).containsKey("clocks of a host");
    }
}
