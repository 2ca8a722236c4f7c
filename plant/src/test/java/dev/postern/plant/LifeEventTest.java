package dev.postern.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.postern.model.Address;
import dev.postern.plant.net.Host;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is harmless and looks like an attack. */
class LifeEventTest {
    private static final long START = PlantSettings.MONDAY_NANOS + 8 * Tape.HOUR;
    private static final long EVENT = START + Tape.HOUR;
    private static final int SCADA = Host.ip("10.10.2.10");
    private static final int STANDBY = Host.ip("10.10.2.11");

    private Plant plant;
    private List<Tape.Seen> tape;

    private void play(LifeEvent event, long hours) {
        play(5, event, hours);
    }

    private void play(long seed, LifeEvent event, long hours) {
        plant = new Plant(
                PlantSettings.demo(seed).startingAt(START).suiting(event).with(event, 0, 60));
        tape = Tape.record(plant, EVENT + hours * Tape.HOUR);
    }

    private List<Tape.Seen> seen(Predicate<Tape.Seen> which) {
        return tape.stream().filter(which).toList();
    }

    @ParameterizedTest
    @EnumSource(LifeEvent.class)
    void everyEventIsLabelledAsTheTwinOfAnAttackAndNeverAsHarm(LifeEvent event) {
        play(event, 12);
        assertThat(plant.labels()).isNotEmpty().allSatisfy(label -> {
            assertThat(label.cause()).isEqualTo(event);
            assertThat(label.twinOf()).isEqualTo(event.twinOf).isNotEmpty();
            assertThat(label.harmfulWrite()).isFalse();
            assertThat(label.atNanos()).isGreaterThanOrEqualTo(EVENT);
            assertThat(label.untilNanos()).isGreaterThanOrEqualTo(label.atNanos());
        });
    }

    @ParameterizedTest
    @EnumSource(LifeEvent.class)
    void whatIsOrderedIsAnnouncedBeforeItBeginsAndDoneWithinTheTime(LifeEvent event) {
        play(event, 4);
        List<WorkOrder> orders = plant.orders();
        assertThat(orders.isEmpty()).isEqualTo(!event.isOrdered());
        for (WorkOrder order : orders) {
            if (order.fromNanos() > EVENT + 4 * Tape.HOUR) continue; // the next time it comes
            assertThat(order.event()).isEqualTo(event);
            assertThat(order.who()).isNotEmpty();
            assertThat(order.devices()).isNotEmpty();
            assertThat(order.verbs()).isNotEmpty();
            assertThat(plant.labels())
                    .as("%s is done by who was named", order)
                    .anyMatch(label -> label.atNanos() >= order.fromNanos()
                            && label.atNanos() < order.untilNanos()
                            && (order.who().contains(label.source())
                                    || order.devices().contains(label.source())));
        }
    }

    /** From one device to the next takes longer where there are more of them. */
    @ParameterizedTest
    @EnumSource(names = {"VENDOR_VISIT", "MONTHLY_CHECK"})
    void aVisitToALargeWorksIsOverWhenItsOrderSays(LifeEvent event) {
        PlantSettings works = new PlantSettings(7, START, PlantSettings.linesFor(200), 600, false);
        plant = new Plant(works.suiting(event));
        plant.start(event, EVENT);
        Tape.record(plant, EVENT + 12 * Tape.HOUR);
        assertThat(plant.labels()).hasSizeGreaterThan(90);
        List<WorkOrder> orders = plant.orders().stream()
                .filter(order -> order.fromNanos() <= EVENT)
                .toList();
        assertThat(orders).isNotEmpty();
        for (WorkOrder order : orders)
            assertThat(plant.labels())
                    .allSatisfy(label -> assertThat(label.untilNanos()).isLessThan(order.untilNanos()));
    }

    @ParameterizedTest
    @EnumSource(LifeEvent.class)
    void theLedgerNamesWhomItTouches(LifeEvent event) {
        play(event, 4);
        for (Label label : plant.labels()) {
            assertThat(label.parties()).contains(label.source(), label.target());
            assertThat(label.touched()).containsAll(label.parties());
            assertThat(label.techniqueName()).isNotEmpty();
        }
    }

    @Test
    void aMoveTouchesTheStationAtBothPlacesAndTheReturnIsPartOfIt() {
        play(LifeEvent.STATION_MOVES, 4);
        Address place = Address.parse("10.10.2.40");
        Address office = Address.parse("10.10.30.140");
        assertThat(plant.labels()).singleElement().satisfies(label -> {
            assertThat(label.parties()).contains(place, office);
            assertThat(label.untilNanos() - label.atNanos()).isGreaterThan(Tape.HOUR);
        });
    }

    @Test
    void theClockThatIsSetTouchesEverybodyWhoAsksIt() {
        play(LifeEvent.CLOCK_CORRECTION, 4);
        assertThat(plant.labels().getFirst().touched())
                .contains(Address.parse("10.10.2.10"), Address.parse("10.10.1.15"))
                .hasSizeGreaterThan(10);
    }

    @Test
    void anEventCanComeToALivingWorksAsIfItHadBeenPlanned() {
        play(LifeEvent.VENDOR_VISIT, 2);
        Plant late = new Plant(PlantSettings.demo(5).startingAt(START).suiting(LifeEvent.VENDOR_VISIT));
        List<Tape.Seen> before = Tape.record(late, START + 30 * Tape.MINUTE);
        late.start(LifeEvent.VENDOR_VISIT, EVENT);
        assertThat(before).hasSizeGreaterThan(100);
        Tape.record(late, EVENT + 2 * Tape.HOUR);
        assertThat(late.labels().stream().map(Label::atNanos).toList())
                .isEqualTo(plant.labels().stream().map(Label::atNanos).toList());
        assertThat(late.orders()).isEqualTo(plant.orders());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> late.start(LifeEvent.STANDBY_FOR_PATCHES, late.nowNanos() + Tape.HOUR));
    }

    @ParameterizedTest
    @EnumSource(LifeEvent.class)
    void controllersAreAskedTheSameAsWithoutTheEventUntilItBegins(LifeEvent event) {
        play(event, 0);
        List<Tape.Seen> calm =
                Tape.record(new Plant(PlantSettings.demo(5).startingAt(START).suiting(event)), EVENT);
        assertThat(DecodersTest.questions(tape)).isEqualTo(DecodersTest.questions(calm));
    }

    @ParameterizedTest
    @EnumSource(names = {"STANDBY_FOR_PATCHES", "STANDBY_AFTER_FAILURE"})
    void oneServerPollsAtATimeAndTheFirstComesBack(LifeEvent event) {
        play(event, 12);
        List<Tape.Seen> polls = seen(s -> (s.fromIp() == SCADA || s.fromIp() == STANDBY)
                && s.toPort() == 502
                && s.payload().length > 0
                && s.ttl() == 128);
        List<Integer> turns = new java.util.ArrayList<>();
        for (Tape.Seen poll : polls) if (turns.isEmpty() || turns.getLast() != poll.fromIp()) turns.add(poll.fromIp());
        assertThat(turns).containsExactly(SCADA, STANDBY, SCADA);
    }

    @Test
    void operatorsGoOnSettingPointsThroughTheStandby() {
        play(6, LifeEvent.STANDBY_AFTER_FAILURE, 12);
        assertThat(tape)
                .anyMatch(s -> s.fromIp() == STANDBY
                        && s.toPort() == 502
                        && s.payload().length > 7
                        && (s.payload()[7] == 5 || s.payload()[7] == 6));
    }

    @Test
    void aNewPanelStays() {
        play(LifeEvent.NEW_PANEL, 12);
        int panel = Host.ip("10.10.1.201");
        for (int hour = 1; hour < 12; hour++) {
            long from = EVENT + hour * Tape.HOUR;
            assertThat(seen(s -> s.fromIp() == panel && s.toPort() == 102 && s.atNanos() >= from))
                    .isNotEmpty();
        }
    }

    @Test
    void theSpareHasTheOldAddressAndIsPolledAgain() {
        play(LifeEvent.CONTROLLER_REPLACED, 3);
        int controller = Host.ip("10.10.1.16");
        Set<Long> hardware = new HashSet<>();
        for (Tape.Seen s : tape) if (s.fromIp() == controller && s.ttl() == 30) hardware.add(s.fromMac());
        assertThat(hardware).hasSize(2);
        assertThat(tape.getLast().atNanos()
                        - seen(s -> s.fromIp() == controller).getLast().atNanos())
                .isLessThan(Tape.MINUTE);
    }

    @Test
    void aLineWithoutPowerIsSilentAndComesBack() {
        play(LifeEvent.POWER_CUT, 2);
        int controller = Host.ip("10.10.1.11");
        long gap = 0;
        long before = START;
        for (Tape.Seen s : seen(s -> s.fromIp() == controller)) {
            gap = Math.max(gap, s.atNanos() - before);
            before = s.atNanos();
        }
        assertThat(gap).isBetween(30_000_000_000L, 35 * Tape.MINUTE);
        assertThat(tape.getLast().atNanos() - before).isLessThan(Tape.MINUTE);
        assertThat(seen(s -> s.fromPort() == 2222 && s.atNanos() > EVENT + Tape.HOUR))
                .isNotEmpty();
    }

    @Test
    void theHalfMirrorShowsQuestionsWithoutAnswers() {
        play(LifeEvent.HALF_MIRROR, 2);
        Predicate<Tape.Seen> within = s -> s.atNanos() > EVENT + Tape.MINUTE && s.atNanos() < EVENT + Tape.HOUR;
        assertThat(seen(within.and(s -> s.toPort() == 502))).isNotEmpty();
        assertThat(seen(within.and(s -> s.fromPort() == 502))).isEmpty();
        assertThat(seen(s -> s.fromPort() == 502 && s.atNanos() > EVENT + Tape.HOUR + Tape.MINUTE))
                .isNotEmpty();
    }

    @Test
    void leasesComeFromTheNewServer() {
        play(LifeEvent.NEW_LEASE_SERVER, 12);
        assertThat(tape).anyMatch(s -> s.fromIp() == Host.ip("10.10.2.7") && s.fromPort() == 67);
        assertThat(seen(s -> s.atNanos() > EVENT + 6 * Tape.HOUR && s.fromPort() == 67))
                .allMatch(s -> s.fromIp() == Host.ip("10.10.2.7"));
    }

    @Test
    void aWeekOfEachEventOnChosenDaysIsTheSameForTheSameSeed() {
        PlantSettings all = PlantSettings.demo(9).with(EnumSet.allOf(Extension.class));
        PlantSettings one = all.withEveryEvent(2, 8);
        assertThat(one).isEqualTo(all.withEveryEvent(2, 8));
        assertThat(one).isNotEqualTo(new PlantSettings(10, one.startNanos(), 1, 5, true).withEveryEvent(2, 8));
        assertThat(one.occasions()).hasSize(LifeEvent.values().length);
    }
}
