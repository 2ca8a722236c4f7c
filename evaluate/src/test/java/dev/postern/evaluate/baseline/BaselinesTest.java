package dev.postern.evaluate.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.postern.evaluate.RankedAlarms.Scored;
import dev.postern.model.Address;
import dev.postern.model.Binding;
import dev.postern.model.Conversation;
import dev.postern.model.Fields;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Stamp;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each method on a stream made by hand: what it must notice, and what it must not. */
class BaselinesTest {
    private static final long S = 1_000_000_000L;
    private static final long MINUTE = 60 * S;
    private static final long DAY = 1_440 * MINUTE;
    private static final Address PANEL = Address.parse("10.0.0.5");
    private static final Address PLC = Address.parse("10.0.0.1");
    private static final Address ROGUE = Address.parse("10.0.0.66");

    private final Alarms alarms = new Alarms();

    private static Message message(long at, Address client, String operation, Verb verb, String target) {
        return new Message(
                new Stamp(at, at, 0, 1, false),
                new Conversation(client, PLC, Transport.TCP, 40_000, 502, 0),
                true,
                "modbus",
                operation,
                verb,
                Outcome.REQUEST,
                "1",
                target,
                -1,
                Fields.NONE);
    }

    private static Message poll(long at, String target) {
        return message(at, PANEL, "read holding registers", Verb.READ, target);
    }

    private static Traffic traffic(long at, Address client, long packets, long bytes) {
        return new Traffic(
                new Stamp(at, at, 0, 1, false),
                new Conversation(client, PLC, Transport.TCP, 40_000, 502, 0),
                "modbus",
                at / MINUTE * MINUTE,
                new Traffic.Side(packets, bytes, 1, 64),
                new Traffic.Side(packets, bytes, 2, 64),
                0,
                0,
                Traffic.Opening.NONE,
                true,
                false);
    }

    /** Feeds in order, a day into a life so that scores count in full. */
    private List<Scored> hear(Baseline baseline, List<? extends dev.postern.model.Observation> stream) {
        alarms.at(-DAY);
        long minute = 0;
        for (var observation : stream) {
            while ((minute + 1) * MINUTE <= observation.stamp().atNanos()) baseline.close(++minute * MINUTE, alarms);
            baseline.observe(observation, alarms);
        }
        baseline.close((minute + 1) * MINUTE, alarms);
        return alarms.take();
    }

    @Test
    void onlyTheLoudestOfAPairAndAMinuteIsKept() {
        alarms.at(-DAY);
        alarms.raise(S, PANEL, PLC, 1);
        alarms.raise(2 * S, PANEL, PLC, 3);
        alarms.raise(3 * S, PANEL, PLC, 2);
        alarms.raise(MINUTE, PANEL, PLC, 1);
        alarms.raise(MINUTE, PANEL, null, 0);
        assertThat(alarms.take()).extracting(Scored::score).containsExactly(3.0, 1.0);
        assertThat(alarms.take()).isEmpty();
    }

    @Test
    void inTheFirstDayAScoreCountsForItsShareOfTheDay() {
        alarms.at(0);
        alarms.raise(DAY / 4, PANEL, PLC, 8);
        assertThat(alarms.take())
                .singleElement()
                .satisfies(a -> assertThat(a.score()).isEqualTo(2));
    }

    @Test
    void chanceIsTheSameEachTime() {
        List<Traffic> stream = List.of(traffic(S, PANEL, 5, 500), traffic(MINUTE, PANEL, 5, 500));
        List<Scored> first = hear(new RandomScore(), stream);
        assertThat(first).hasSize(2).allSatisfy(a -> assertThat(a.score()).isBetween(0.0, 1.0));
        assertThat(hear(new RandomScore(), stream)).isEqualTo(first);
        // In another process too.
        assertThat(first.getFirst().score()).isEqualTo(0.4971947624666363);
    }

    @Test
    void aNewThingIsToldOnceAndAgainAfterADayOfAbsence() {
        NewThing things = new NewThing();
        List<Scored> said = hear(
                things, List.of(poll(S, "100"), poll(2 * MINUTE, "100"), poll(3 * MINUTE, "100"), poll(DAY, "100")));
        assertThat(said).extracting(Scored::atNanos).containsExactly(S);
        assertThat(hear(things, List.of(poll(2 * DAY + MINUTE, "100"))))
                .extracting(Scored::score)
                .as("the operation is the louder of the two that are new again")
                .containsExactly(2.0);
        Binding moved = new Binding(new Stamp(3 * DAY, 1, 0, 1, false), PLC, 0xAA, 0, Binding.Source.ARP_REPLY);
        assertThat(hear(things, List.of(moved))).extracting(Scored::score).containsExactly(5.0);
    }

    @Test
    void theAllowListClosesAfterADayAndSaysTheSameEachTime() {
        AllowList list = new AllowList();
        hear(list, List.of(poll(S, "100")));
        List<Scored> said = hear(
                list,
                List.of(
                        poll(2 * DAY, "100"),
                        message(2 * DAY + S, PANEL, "write single register", Verb.WRITE, "100"),
                        message(2 * DAY + MINUTE, PANEL, "write single register", Verb.WRITE, "100")));
        assertThat(said)
                .extracting(Scored::score)
                .as("weight of a write, twice")
                .containsExactly(4.0, 4.0);
    }

    @Test
    void aGapFarOffTheMeanIsSoManyDeviations() {
        List<Message> stream = new ArrayList<>();
        for (int i = 0; i < 100; i++) stream.add(poll(i * S + (i % 2) * S / 100, "100"));
        stream.add(poll(102 * S, "100"));
        List<Scored> said = hear(new InterArrival(), stream);
        assertThat(said.getLast().score()).isGreaterThan(50);
        assertThat(said.getFirst().score()).isLessThan(2);
    }

    @Test
    void theAutomatonLearnsTheCycleAndCountsWhatIsNotNext() {
        List<Message> stream = new ArrayList<>();
        String[] cycle = {"100", "200", "300"};
        int n = 0;
        for (; n < 600; n++) stream.add(poll(n * S, cycle[n % 3]));
        CyclicAutomaton automaton = new CyclicAutomaton();
        assertThat(hear(automaton, stream)).as("a cycle that is kept").isEmpty();
        List<Scored> missed = hear(automaton, List.of(poll(n * S, cycle[(n + 1) % 3])));
        assertThat(missed).extracting(Scored::score).as("known, but not next").containsExactly(1.0);
        List<Scored> unknown = hear(automaton, List.of(poll((n + 60) * S, "999")));
        assertThat(unknown).extracting(Scored::score).containsExactly(2.0);
    }

    @Test
    void aRegularCallScoresAsABeaconAndAnIrregularOneDoesNot() {
        double[] every30 = new double[200];
        double[] equal = new double[201];
        java.util.Arrays.fill(every30, 30);
        java.util.Arrays.fill(equal, 300);
        // Six parts: all at their best but for the count, a third of one in ten seconds.
        assertThat(BeaconScore.score(every30, equal, 6_000)).isEqualTo((4 + 201 / 600.0 + 1) / 6, within(0.01));
        Random dice = new Random(1);
        double[] anyTime = dice.doubles(200, 0, 4_000).toArray();
        double[] anySize = dice.doubles(201, 0, 60_000).toArray();
        assertThat(BeaconScore.score(anyTime, anySize, 400_000)).isLessThan(0.6);
        List<Traffic> stream = new ArrayList<>();
        for (int i = 0; i < 200; i++) stream.add(traffic(i * 10L * S, PANEL, 5, 300));
        stream.add(traffic(DAY + S, ROGUE, 5, 300));
        assertThat(hear(new BeaconScore(), stream))
                .as("told when the day ends")
                .singleElement()
                .satisfies(a -> {
                    assertThat(a.device()).isEqualTo(PANEL);
                    assertThat(a.score()).isGreaterThan(0.95);
                });
    }

    /** One flood to grow the trees from: what is farther out than all they know falls among the outermost of it. */
    private static List<Traffic> floods(int minutes, int first, int second) {
        Random dice = new Random(3);
        List<Traffic> stream = new ArrayList<>();
        for (int i = 0; i < minutes; i++) {
            boolean flood = i == first || i == second;
            long packets = flood ? 90_000 : 50 + dice.nextInt(10);
            stream.add(traffic(i * MINUTE + S, PANEL, packets, packets * 90));
            for (int k = 0; flood && k < 50; k++)
                stream.add(traffic(i * MINUTE + 2 * S, Address.ipv4(0x0A000100 + k), 1, 60));
        }
        return stream;
    }

    @Test
    void theForestIsolatesTheMinuteOfAFlood() {
        List<Scored> said = hear(new IsolationForest(), floods(400, 100, 350));
        double[] sorted = said.stream().mapToDouble(Scored::score).sorted().toArray();
        double flood = said.stream()
                .filter(a -> a.atNanos() / MINUTE == 350)
                .mapToDouble(Scored::score)
                .max()
                .orElseThrow();
        assertThat(flood).isGreaterThan(sorted[said.size() / 2] + 0.1);
    }

    @Test
    void kitNetReconstructsWhatItKnowsAndNotTheRest() {
        KitNet net = new KitNet();
        Random dice = new Random(5);
        double usual = 0;
        for (int i = 0; i < KitNet.MAPPING + KitNet.TRAINING; i++) usual = net.take(vector(dice));
        double[] flood = vector(dice);
        for (int i = 0; i < 4; i++) flood[i] += 9;
        double strange = net.take(flood);
        assertThat(usual).isLessThan(0.3);
        assertThat(strange).isGreaterThan(3 * usual);
    }

    private static double[] vector(Random dice) {
        double[] vector = new double[DeviceMinutes.FEATURES];
        double size = 3 + dice.nextDouble();
        for (int i = 0; i < vector.length; i++) vector[i] = i < 8 ? size + 0.1 * dice.nextDouble() : dice.nextDouble();
        return vector;
    }

    @Test
    void featuresThatGoTogetherShareAnAutoencoderOfLimitedWidth() {
        KitNet.Correlation correlation = new KitNet.Correlation(6);
        Random dice = new Random(7);
        for (int i = 0; i < 500; i++) {
            double a = dice.nextDouble();
            double b = dice.nextDouble();
            correlation.add(new double[] {a, a + 0.01 * dice.nextDouble(), a, b, b, a});
        }
        List<int[]> groups = correlation.groups(3);
        assertThat(groups).allSatisfy(g -> assertThat(g.length).isLessThanOrEqualTo(3));
        assertThat(groups).anySatisfy(g -> assertThat(g).contains(3, 4));
        assertThat(groups.stream().mapToInt(g -> g.length).sum()).isEqualTo(6);
    }
}
