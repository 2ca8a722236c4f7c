package dev.postern.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.AnalystSink;
import dev.postern.appliance.engine.Engine;
import dev.postern.appliance.engine.EngineState;
import dev.postern.appliance.engine.Snapshot;
import dev.postern.life.LifeSink;
import dev.postern.life.Moved;
import dev.postern.life.Surprise;
import dev.postern.life.Way;
import dev.postern.model.Anomaly;
import dev.postern.model.Fields;
import dev.postern.model.Frame;
import dev.postern.model.Identity;
import dev.postern.model.Incident;
import dev.postern.model.Message;
import dev.postern.model.Observation;
import dev.postern.model.Tally;
import dev.postern.plant.Extension;
import dev.postern.plant.Plant;
import dev.postern.plant.PlantSettings;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Whoever can send a message chooses every word and every number in it. Learning and judging take whatever a decoder may hand them: here each
 * field of a message of a works with every protocol is now and then replaced by the worst that its type can hold.
 */
class HostileWordsTest {
    private static final long DAY_NANOS = 86_400_000_000_000L;
    private static final int DAYS = 1;
    private static final int ONE_IN = 10;

    @Test
    void noWordAndNoNumberStopsLearningOrJudging() {
        PlantSettings settings = new PlantSettings(5, PlantSettings.MONDAY_NANOS, 1, PlantSettings.THINNING_MAX, true)
                .with(EnumSet.allOf(Extension.class));
        Plant plant = new Plant(settings);
        Frame frame = new Frame();
        Listener listener = new Listener(7);
        while (plant.next(frame) && frame.atNanos < settings.startNanos() + DAYS * DAY_NANOS) listener.hear(frame);
        listener.finish();
        assertThat(listener.changed).isGreaterThan(3_000);
        assertThat(listener.anomalies).isPositive();
    }

    /** The whole line in one thread, with what leaves the decoders changed. */
    static final class Listener implements LifeSink, AnalystSink {
        private final EngineState state = EngineState.fresh();
        private final Mischief mischief;
        private final List<Surprise> surprises = new ArrayList<>();
        private final List<Tally> tallies = new ArrayList<>();
        private long minuteNanos = Long.MIN_VALUE;
        private long frames;
        long changed;
        long anomalies;

        Listener(long seed) {
            mischief = new Mischief(seed);
        }

        void hear(Frame frame) {
            frame.order = ++frames;
            long minute = Math.floorDiv(frame.atNanos, Engine.MINUTE_NANOS) * Engine.MINUTE_NANOS;
            if (minuteNanos == Long.MIN_VALUE) minuteNanos = minute;
            if (minute > minuteNanos) close(minute);
            state.wires[0].frame(frame, this::hear);
        }

        @SuppressWarnings("ReferenceEquality") // the very observation: it was left as it was
        private void hear(Observation said) {
            Observation observation = mischief.changed(said);
            if (observation != said) changed++;
            state.conversations[0].accept(observation, state.priors, this);
            state.clues[0].accept(observation, state.analyst::accept);
            passOn();
            concerning(observation);
        }

        private void concerning(Observation observation) {
            state.site.accept(observation, this);
            state.analyst.accept(observation, this);
        }

        private void passOn() {
            for (Surprise surprise : List.copyOf(surprises)) state.site.accept(surprise, this);
            surprises.clear();
            for (Tally tally : List.copyOf(tallies)) concerning(tally);
            tallies.clear();
        }

        private void close(long minute) {
            minuteNanos = minute;
            state.wires[0].close(minute, this::hear);
            state.conversations[0].close(minute, state.priors, this);
            passOn();
            state.site.close(minute, this);
            state.analyst.close(minute, this);
            if (minute % (60 * Engine.MINUTE_NANOS) == 0) state.priors = state.site.priors();
        }

        void finish() {
            close(minuteNanos + Engine.MINUTE_NANOS);
            state.analyst.gap(minuteNanos);
            state.analyst.devices();
            Snapshot.write(state, new ByteArrayOutputStream());
        }

        @Override
        public void anomaly(Anomaly anomaly) {
            anomalies++;
        }

        @Override
        public void surprise(Surprise surprise) {
            surprises.add(surprise);
        }

        @Override
        public void tally(Tally tally) {
            tallies.add(tally);
        }

        @Override
        public void moved(Moved moved) {
            state.site.accept(moved, this);
        }

        @Override
        public void went(Way way) {
            state.site.accept(way);
        }

        @Override
        public void incident(Incident incident) {}
    }

    /** Replaces what a sender can choose. Seeded. */
    static final class Mischief {
        private static final long[] NUMBERS = {
            0,
            1,
            -1,
            255,
            65_535,
            Integer.MAX_VALUE,
            Integer.MIN_VALUE,
            0xFFFF_FFFFL,
            1L << 40,
            Long.MAX_VALUE,
            Long.MIN_VALUE
        };
        private static final double[] REALS = {
            0,
            -0.0,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MAX_VALUE,
            Double.MIN_VALUE,
            -1e300
        };
        private static final String[] WORDS = {
            "",
            " ",
            ".",
            "..",
            "-",
            ":",
            "/",
            "\\",
            "\0",
            "%s",
            "\uD83D\uDE00",
            "99999999999999999999",
            "-1",
            "a".repeat(4_000)
        };

        private final SplittableRandom random;

        Mischief(long seed) {
            random = new SplittableRandom(seed);
        }

        Observation changed(Observation observation) {
            if (random.nextInt(ONE_IN) > 0) return observation;
            return switch (observation) {
                case Message m -> changed(m);
                case Identity i ->
                    new Identity(
                            i.stamp(),
                            i.subject(),
                            i.attribute(),
                            word(i.value()),
                            i.protocol(),
                            i.confidence(),
                            word(i.place()));
                default -> observation;
            };
        }

        private Message changed(Message m) {
            return new Message(
                    m.stamp(),
                    m.conversation(),
                    m.fromClient(),
                    m.protocol(),
                    m.operation(),
                    m.verb(),
                    m.outcome(),
                    random.nextInt(4) == 0 ? word(m.unit()) : m.unit(),
                    random.nextInt(4) == 0 ? word(m.target()) : m.target(),
                    random.nextInt(4) == 0 ? NUMBERS[random.nextInt(NUMBERS.length)] : m.latencyNanos(),
                    changed(m.fields()));
        }

        private Fields changed(Fields fields) {
            Object[] pairs = new Object[2 * fields.size()];
            for (int i = 0; i < fields.size(); i++) {
                pairs[2 * i] = random.nextInt(4) == 0 ? numbersChanged(fields.name(i)) : fields.name(i);
                pairs[2 * i + 1] = random.nextInt(3) == 0 ? worst(fields.value(i)) : fields.value(i);
            }
            return Fields.of(pairs);
        }

        /** A field's name may hold an address, which the sender chose as well. */
        private String numbersChanged(String name) {
            String number = String.valueOf(random.nextBoolean() ? 0xFFFF_FFFFL : random.nextLong(1L << 32));
            return name.replaceAll("(?<=[ .])\\d+", number);
        }

        private Object worst(Object value) {
            return switch (value) {
                case Long _ -> NUMBERS[random.nextInt(NUMBERS.length)];
                case Double _ -> REALS[random.nextInt(REALS.length)];
                case Boolean yes -> !yes;
                case String text -> word(text);
                case List<?> list -> worst(list);
                default -> value;
            };
        }

        private List<Object> worst(List<?> list) {
            List<Object> changed = new ArrayList<>();
            for (Object value : list) {
                if (random.nextInt(8) == 0) continue;
                changed.add(random.nextInt(3) == 0 ? worst(value) : value);
                if (random.nextInt(8) == 0) changed.add(value);
            }
            return random.nextInt(10) == 0 ? List.of() : List.copyOf(changed);
        }

        private String word(String text) {
            return switch (random.nextInt(3)) {
                case 0 -> WORDS[random.nextInt(WORDS.length)];
                case 1 -> text.substring(0, random.nextInt(text.length() + 1));
                default -> numbersChanged(" " + text).substring(1);
            };
        }
    }
}
