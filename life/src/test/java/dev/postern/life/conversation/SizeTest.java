package dev.postern.life.conversation;

import static dev.postern.life.Site.MINUTE;
import static dev.postern.life.Site.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.postern.life.Layout;
import dev.postern.life.Settings;
import dev.postern.life.Site;
import dev.postern.life.Watch;
import dev.postern.life.habit.Courses;
import dev.postern.life.habit.Kin;
import dev.postern.life.habit.Kinds;
import dev.postern.life.habit.Phases;
import dev.postern.life.habit.Room;
import dev.postern.life.habit.Switching;
import dev.postern.life.habit.Trend;
import dev.postern.life.habit.Trends;
import dev.postern.model.Channel;
import dev.postern.model.Conversation;
import dev.postern.model.Fields;
import dev.postern.model.FrameRef;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many bytes of heap what is remembered takes, counted object by object. */
class SizeTest {
    private static final int BUDGET = 24 * 1024;

    private final Site site = new Site();
    private final Random random = new Random(8);
    private final long[] tests = new long[Channel.values().length];

    private Message message(long at, int target, boolean write, Outcome outcome, int values) {
        Conversation conversation = new Conversation(Site.ip(1), Site.ip(11), Transport.TCP, 40_000, 502, 0);
        List<Object> numbers = new ArrayList<>();
        for (int i = 0; i < values; i++) numbers.add((long) random.nextInt(5000));
        return new Message(
                site.stamp(at),
                conversation,
                outcome == Outcome.REQUEST,
                "modbus",
                write ? "write multiple registers" : "read holding registers",
                write ? Verb.WRITE : Verb.READ,
                outcome,
                "1",
                "holding " + target + " x" + values,
                outcome == Outcome.REQUEST ? -1 : 3_000_000 + random.nextInt(1_000_000),
                Fields.of("address", (long) target, "values", numbers));
    }

    /** A conversation of {@code targets} reads in a random order, a write among ten, {@code values} values each; seven hours. */
    private ConversationLife lived(int targets, int values) {
        ConversationLife life =
                new ConversationLife(new ConversationKey(Site.ip(1), Site.ip(11), "modbus", "1"), Watch.minute(START));
        Readings readings = new Readings();
        life.operations = new Kinds(ConversationLife.OPERATIONS_MAX);
        life.targets = new Kinds(ConversationLife.TARGETS_MAX);
        for (int minute = 0; minute < 400; minute++) {
            for (int i = 0; i < 8; i++) {
                long at = START + minute * MINUTE + i * 1_000_000_000L;
                int target = random.nextInt(targets);
                boolean write = random.nextInt(10) == 0;
                take(life, message(at, target * values, write, Outcome.REQUEST, values), readings, minute);
                if (!write)
                    take(life, message(at + 1000, target * values, false, Outcome.SUCCESS, values), readings, minute);
            }
            WindowEnd end = new WindowEnd(site.stamp(START + (minute + 1) * MINUTE - 1), new Watch(), tests);
            end.judge(life, site);
            life.clearWindow();
        }
        return life;
    }

    private void take(ConversationLife life, Message message, Readings readings, int minute) {
        long name = ConversationLife.symbolName(message);
        Symbol symbol = life.symbols.get(name);
        if (symbol == null) {
            symbol = new Symbol(message.operation(), message.target(), message.verb(), 0);
            life.symbols.put(name, symbol);
        }
        life.operations.learn(ConversationLife.operationItem(message), minute);
        life.targets.learn(ConversationLife.targetItem(message), minute);
        life.count(message, symbol, START);
        Values.take(life, message, symbol, readings, minute, 1, tests, site);
        symbol.clearMinute();
    }

    @Test
    void anOrdinaryConversationKeepsItsBudget() {
        ConversationLife life = lived(6, 8);
        assertThat(Layout.of(life)).isLessThan(BUDGET);
    }

    /** What the fullest one has besides, above all the rhythms of 48 symbols, is no part of this. */
    @Test
    void valuesOrderAndHealthOfTheFullestConversationTakeTwoThirdsOfTheBudget() {
        ConversationLife life = lived(Settings.defaults().symbolsPerConversation() / 2, 4);
        assertThat(life.symbols.size()).isGreaterThan(90);
        long sequence = Layout.of(life.sequence);
        assertThat(sequence).isLessThan(6 * 1024);
        assertThat(Layout.of(life.health)).isLessThan(512);
        assertThat(Layout.of(life.values) + sequence).isLessThan(BUDGET * 2 / 3);
    }

    /** Everything at once, for four days: far more targets, points, writes, complaints, refusals and units than there is room for, and floods every other hour. */
    private Site floodedByEverything(String text) {
        for (int minute = 0; minute < 4 * 1440; minute++) {
            int count = minute / 120 % 2 == 1 && minute % 60 == 7 ? 400 : 6;
            for (int i = 0; i < count; i++) {
                long at = START + minute * MINUTE + i * 100_000_000L;
                int number = (minute * 6 + i) % 130;
                String unit = i % 6 == 5 ? "station " + random.nextInt(300) : "";
                boolean write = random.nextInt(12) == 0;
                site.see(dnp3(at, write, Outcome.REQUEST, unit, text + number, number));
                Outcome outcome = random.nextInt(9) == 0 ? Outcome.REFUSED : Outcome.SUCCESS;
                site.see(dnp3(at + 1_000_000, write, outcome, unit, text + number, number));
            }
        }
        site.until(START + 4 * 1440 * MINUTE);
        return site;
    }

    private Message dnp3(long at, boolean write, Outcome outcome, String unit, String target, int number) {
        Conversation conversation = new Conversation(Site.ip(1), Site.ip(11), Transport.TCP, 40_000, 20_000, 0);
        String from = number * 2 + ".." + (number * 2 + 1);
        List<Object> values = List.of((long) random.nextInt(5000), (long) random.nextInt(2));
        List<Object> flags = List.of(random.nextInt(3) == 0 ? 5L : 1L, random.nextInt(3) == 0 ? 33L : 1L);
        return new Message(
                site.stamp(at),
                conversation,
                outcome == Outcome.REQUEST,
                "dnp3",
                write ? "write" : "read",
                write ? Verb.WRITE : Verb.READ,
                outcome,
                unit,
                target,
                outcome == Outcome.REQUEST ? -1 : 3_000_000 + random.nextInt(1_000_000),
                Fields.of("g30v1 " + from, values, "g30v1 " + from + " flags", flags));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "analog input ", "测量点"})
    void theFullestConversationKeepsItsBudgetWhateverComes(String name) {
        Site full = floodedByEverything(name.repeat(12));
        ConversationLife life =
                full.conversations.conversation(new ConversationKey(Site.ip(1), Site.ip(11), "dnp3", ""));
        assertThat(full.conversations.limitsHit())
                .containsKeys("symbols per conversation", "values per conversation", "orders per conversation");
        assertThat(life.symbols.size()).isGreaterThan(4);
        assertThat(Layout.of(life)).isBetween(BUDGET * 9L / 10, (long) BUDGET);
        assertThat((double) life.bytes()).isCloseTo(Layout.of(life), withPercentage(5));
    }

    @Test
    void setPointsHandsAndPhasesOfTheFullestDeviceTakeASixthOfItsBudget() {
        Courses courses = new Courses();
        Kin kin = new Kin();
        for (int i = 0; i < 3 * Courses.LIMIT; i++)
            courses.write(i % Courses.LIMIT + 1, random.nextInt(100), 7 * i, kin, Room.ENDLESS, new Courses.Seen());
        assertThat(courses.size()).isEqualTo(Courses.LIMIT);
        assertThat(Layout.of(courses)).isLessThan(8 * 1024);
        Trends trends = new Trends();
        for (int i = 0; i < 40 * Trends.LIMIT; i++)
            trends.write(i % Trends.LIMIT + 1, random.nextGaussian(), 7 * i, kin, Room.ENDLESS, new Trend.Seen());
        assertThat(trends.size()).isEqualTo(Trends.LIMIT);
        assertThat(Layout.of(trends)).isLessThan(11 * 1024).isEqualTo(trends.bytes());
        Switching switching = new Switching();
        Switching.All all = new Switching.All();
        for (int i = 0; i < 2 * Switching.LIMIT; i++)
            switching.command(
                    i + 1, i % 2 + 1, i * MINUTE, new FrameRef(0, i), all, Room.ENDLESS, new Switching.Seen());
        assertThat(Layout.of(switching)).isLessThan(6 * 1024);
        Phases phases = new Phases();
        for (int i = 0; i < 4_000; i++) phases.close(i, new double[] {Math.exp(i / 180 % 5 * 2), 1, 1, 0}, true);
        assertThat(phases.count()).isEqualTo(Phases.LIMIT);
        assertThat(Layout.of(phases)).isLessThan(1024);
    }
}
