package dev.postern.life;

import static dev.postern.life.Site.MINUTE;
import static dev.postern.life.Site.SECOND;
import static dev.postern.life.Site.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.DefaultInstantiatorStrategy;
import dev.postern.life.conversation.ConversationStage;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Tally;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.objenesis.strategy.StdInstantiatorStrategy;

/** Conversations that fall silent, are given up after a day, and come back or not. */
class SleepersTest {
    private static final int LIVED = 100;
    private static final int DORMANT = 1440;

    private final Site names = new Site();
    private final List<Surprise> surprises = new ArrayList<>();
    private final LifeSink sink = new LifeSink() {
        @Override
        public void anomaly(Anomaly anomaly) {}

        @Override
        public void surprise(Surprise surprise) {
            if (surprise.channel() == Channel.COUNT_MESSAGES && !surprise.isCensus()) surprises.add(surprise);
        }

        @Override
        public void went(Way way) {}

        @Override
        public void moved(Moved moved) {}

        @Override
        public void tally(Tally tally) {}
    };

    private ConversationStage stage = new ConversationStage(Settings.defaults());

    private void read(int minute, int client, int times) {
        for (int i = 0; i < times; i++)
            stage.accept(
                    names.message(
                            START + minute * MINUTE + (1 + i) * SECOND / 20,
                            client,
                            11,
                            "read",
                            Verb.READ,
                            "holding 1 x2"),
                    Priors.NONE,
                    sink);
    }

    /** Client 1 lives for a while and floods in the last minute; client 2 is always there, but for what {@code unwatched} says. */
    private void live(int minutes, int unwatched) {
        for (int minute = 0; minute < minutes; minute++) {
            if (unwatched > 0 && minute > LIVED && minute % unwatched == 0) continue;
            read(minute, 2, 1);
            if (minute < LIVED) read(minute, 1, 1);
            if (minute == minutes - 1) read(minute, 1, 1000);
            stage.close(START + (minute + 1) * MINUTE, Priors.NONE, sink);
            if (minute % 1000 == 999) restart();
        }
    }

    private void restart() {
        Kryo kryo = new Kryo();
        kryo.setRegistrationRequired(false);
        kryo.setReferences(true);
        kryo.setInstantiatorStrategy(new DefaultInstantiatorStrategy(new StdInstantiatorStrategy()));
        Output output = new Output(1 << 16, -1);
        kryo.writeClassAndObject(output, stage);
        stage = (ConversationStage) kryo.readClassAndObject(new Input(output.toBytes()));
    }

    private void assertThatSilenceWasLearned(int minutes) {
        assertThat(surprises).singleElement().satisfies(s -> {
            assertThat(s.client()).isEqualTo(Site.ip(1));
            // The last minute waits, and a week halves what is known.
            assertThat(s.explanation().samples()).isBetween(minutes - 100L, (long) minutes);
        });
    }

    @Test
    void whoComesBackAfterDaysKnowsTheDayItWasSilentBeforeItWasGivenUp() {
        live(5 * DORMANT, 0);
        assertThatSilenceWasLearned(LIVED + DORMANT);
    }

    @Test
    void whoComesBackBeforeKnowsHowLongItWasSilent() {
        live(LIVED + DORMANT / 2, 0);
        assertThatSilenceWasLearned(LIVED + DORMANT / 2);
    }

    @Test
    void manyGapsInWhatWasWatchedChangeNothing() {
        live(5 * DORMANT, 100);
        // The minute before a gap and the two after it are not learned.
        assertThatSilenceWasLearned(LIVED + DORMANT - 4 * DORMANT / 100);
    }

    @Test
    void closesAreGivenBackAsTheyWere() {
        Random random = new Random(3);
        for (int run = 0; run < 200; run++) {
            Watch watch = new Watch();
            int minute = 1000;
            for (int i = 0; i < 1500; i++) {
                minute += random.nextInt(400) == 0 ? 1 + random.nextInt(50) : 1;
                watch.heard(minute * MINUTE - 1);
                watch.close(minute * MINUTE);
            }
            Slept slept = watch.slept(50, 1500);
            List<String> given = new ArrayList<>();
            if (slept == null) continue;
            slept.each((at, whole, settled) -> given.add(at + " " + whole + " " + settled));
            List<String> were = new ArrayList<>();
            for (int close = 50; close < 1500; close++)
                were.add(watch.minuteOf(close) + " " + watch.wholeAt(close) + " " + watch.settledAt(close));
            assertThat(given).isEqualTo(were);
        }
    }
}
