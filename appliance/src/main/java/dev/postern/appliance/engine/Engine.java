package dev.postern.appliance.engine;

import dev.postern.analyst.AnalystSink;
import dev.postern.analyst.weak.Clue;
import dev.postern.analyst.word.Standing;
import dev.postern.life.Begun;
import dev.postern.life.Fellows;
import dev.postern.life.LifeSink;
import dev.postern.life.Moved;
import dev.postern.life.Retraction;
import dev.postern.life.RoleLinks;
import dev.postern.life.Surprise;
import dev.postern.life.Way;
import dev.postern.life.conversation.ConversationStage;
import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.AuditReport;
import dev.postern.model.Budget;
import dev.postern.model.Conduit;
import dev.postern.model.Decided;
import dev.postern.model.Decree;
import dev.postern.model.Device;
import dev.postern.model.Encounter;
import dev.postern.model.Frame;
import dev.postern.model.GapReport;
import dev.postern.model.Incident;
import dev.postern.model.Observation;
import dev.postern.model.Person;
import dev.postern.model.Reading;
import dev.postern.model.Reception;
import dev.postern.model.Tally;
import dev.postern.model.Threat;
import dev.postern.model.Weakness;
import dev.postern.store.StoreException;
import dev.postern.wire.Agreement;
import dev.postern.wire.Wire;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Frames in, conclusions out. The stream is cut into steps: a batch of frames, or the end of a minute. In each step the logical shards work in
 * parallel; what they say is then put back into the order of the frames and heard by devices, site and analyst, one after the other. The
 * number of shards is fixed and threads only execute them, so the number of threads changes the speed and nothing else.
 *
 * <p>While the shards work on one step, the calling thread hears the step before, and then takes the shards that nobody has begun. Priors change only at whole hours of event time, when
 * everything before has been heard: another cut of the stream into batches gives the same conclusions.
 */
public final class Engine implements AutoCloseable {
    /** Logical shards; part of the format of a snapshot. */
    public static final int SHARDS = 8;

    public static final long MINUTE_NANOS = 60_000_000_000L;
    private static final long HOUR_NANOS = 60 * MINUTE_NANOS;

    /** Capture cards and merges put packets this much out of order without meaning anything. */
    public static final long DISORDER_NANOS = 2_000_000_000L;

    private final EngineState state;
    private final Outcomes outcomes;
    private final Shard[] shards = new Shard[SHARDS];
    private final Crew crew;

    private final Batch[] batches = {new Batch(), new Batch()};
    private final Shard.Output[][] outputs = new Shard.Output[2][SHARDS];
    private final Hearing hearing = new Hearing();
    private int turn;
    private Step pending = Step.NONE;
    private long lateFrames;
    private Standing standing = Standing.NONE;

    private sealed interface Step {
        Step NONE = new None();

        record None() implements Step {}

        record Frames(int turn) implements Step {}

        /** The last frames of a minute, and its end. */
        record Minute(int turn, long minuteNanos) implements Step {}
    }

    /** @param threads 1 runs everything on the caller's thread */
    public Engine(EngineState state, int threads, Outcomes outcomes) {
        this.state = state;
        this.outcomes = outcomes;
        for (int i = 0; i < SHARDS; i++) {
            shards[i] = new Shard(state.wires[i], new Wire.Share(i, SHARDS), state.conversations[i], state.clues[i]);
            outputs[0][i] = new Shard.Output();
            outputs[1][i] = new Shard.Output();
        }
        crew = new Crew("shard-", Math.clamp(threads - 1L, 0, SHARDS - 1), SHARDS);
    }

    /** Takes one frame; sets its order and whether it is late. */
    public void feed(Frame frame) {
        frame.order = ++state.order;
        frame.late = state.clockNanos != Long.MIN_VALUE && frame.atNanos < state.clockNanos - DISORDER_NANOS;
        if (frame.late) lateFrames++;
        else advanceTo(frame.atNanos);
        Batch batch = batches[turn];
        batch.add(frame);
        if (batch.isFull()) flush();
    }

    /** Event time has come to {@code atNanos}, with or without a frame. */
    public void advanceTo(long atNanos) {
        if (atNanos > state.clockNanos) state.clockNanos = atNanos;
        long minute = Math.floorDiv(state.clockNanos, MINUTE_NANOS) * MINUTE_NANOS;
        if (minute <= state.closedNanos) return;
        boolean first = state.closedNanos == Long.MIN_VALUE;
        boolean newHour = !first && Math.floorDiv(minute, HOUR_NANOS) > Math.floorDiv(state.closedNanos, HOUR_NANOS);
        state.closedNanos = minute;
        if (first) return;
        endMinute(minute);
        if (newHour) {
            hear();
            for (Retraction retraction : state.retractions)
                for (ConversationStage stage : state.conversations) stage.retract(retraction);
            state.retractions.clear();
            state.priors = state.site.priors();
        }
    }

    /** Sends the frames that wait on their way, even if they are few. */
    void flush() {
        if (batches[turn].isEmpty()) return;
        Batch batch = batches[turn];
        Shard.Output[] into = outputs[turn];
        run(new Step.Frames(turn), i -> shards[i].frames(batch, i, state.priors, into[i]));
    }

    /** One step for both, because where little is said, waking a thread costs as much as its work. */
    private void endMinute(long minuteNanos) {
        Batch batch = batches[turn];
        Shard.Output[] into = outputs[turn];
        run(new Step.Minute(turn, minuteNanos), i -> {
            shards[i].frames(batch, i, state.priors, into[i]);
            shards[i].close(minuteNanos, state.priors, into[i]);
        });
        exchange();
    }

    /** What one wire heard two stations agree on, the others know from the next minute on: the conversation that it is about may be dealt to another one. */
    private void exchange() {
        for (Shard from : shards) {
            List<Agreement> agreed = from.wire().takeAgreed();
            if (agreed.isEmpty()) continue;
            for (Shard to : shards) if (to != from) to.wire().learn(agreed);
        }
    }

    /** Flushes and hears everything: the state is then complete up to the last frame fed. */
    public void settle() {
        flush();
        hear();
    }

    /** So many frames more were lost before they came here. */
    public void lost(long inCard, long inKernel) {
        state.lostInCard += inCard;
        state.lostInKernel += inKernel;
    }

    /** Lets a person's decision count after everything that was fed. */
    public void decide(Decided decided) {
        settle();
        state.analyst.decide(decided, hearing);
    }

    /**
     * Ends a capture: the minute that is under way is closed although its end was not seen, so that everything fed has its say. The clock stays,
     * and frames of the same minute that come later are not late.
     */
    public void finish() {
        long minute = Math.floorDiv(state.clockNanos, MINUTE_NANOS) * MINUTE_NANOS + MINUTE_NANOS;
        if (state.clockNanos != Long.MIN_VALUE && minute > state.closedNanos) {
            state.closedNanos = minute;
            endMinute(minute);
        }
        settle();
    }

    private void run(Step step, IntConsumer work) {
        for (Shard.Output output : outputs[turn]) output.clear();
        crew.run(work, this::hear);
        pending = step;
        turn = 1 - turn;
        batches[turn].clear();
    }

    /** Lets devices, site and analyst hear the step that the shards have finished. */
    private void hear() {
        Step step = pending;
        pending = Step.NONE;
        switch (step) {
            case Step.None _ -> {}
            case Step.Frames(int at) -> hearFrames(at);
            case Step.Minute(int at, long minuteNanos) -> {
                hearFrames(at);
                outcomes.closing(minuteNanos);
                Reception total = new Reception(0, 0, 0, 0, state.lostInCard, state.lostInKernel);
                for (Shard.Output output : outputs[at])
                    for (int i = output.ofFrames(); i < output.size(); i++)
                        if (output.item(i) instanceof Reception part) total = total.plus(part);
                        else hear(output, i);
                state.analyst.received(total);
                for (Retraction retraction : state.analyst.takeConfirmed(minuteNanos)) {
                    state.site.retract(retraction);
                    state.retractions.add(retraction);
                }
                state.site.close(minuteNanos, hearing.fromLife);
                state.analyst.close(minuteNanos, hearing);
                RoleLinks roles = state.analyst.takeRoles(minuteNanos);
                if (roles != null) state.site.learn(roles);
                Fellows fellows = state.analyst.takeFellows();
                if (fellows != null) state.site.learn(fellows);
                outcomes.minute(minuteNanos);
            }
        }
    }

    private void hear(Shard.Output said, int index) {
        if (said.item(index) instanceof Shard.Defect(Throwable cause)) {
            broke(said.order(index), cause);
            return;
        }
        try {
            hearing.hear(said.item(index));
        } catch (StoreException | UncheckedIOException e) {
            throw e; // what cannot be kept is no defect, and must not be passed over
        } catch (RuntimeException | StackOverflowError e) {
            broke(said.order(index), e);
        }
    }

    private void broke(long order, Throwable defect) {
        state.defects++;
        outcomes.broke(order, defect);
    }

    private void hearFrames(int at) {
        if (batches[at].isEmpty()) return;
        count(batches[at]);
        outcomes.frames(batches[at]);
        hearInOrder(outputs[at]);
    }

    private void count(Batch batch) {
        for (int i = 0; i < batch.size(); ) {
            int capture = batch.frame(i).capture;
            int from = i;
            while (i < batch.size() && batch.frame(i).capture == capture) i++;
            state.unattested.merge(capture, (long) (i - from), Long::sum);
        }
    }

    private void hearInOrder(Shard.Output[] said) {
        int[] next = new int[SHARDS];
        while (true) {
            int first = -1;
            for (int i = 0; i < SHARDS; i++)
                if (next[i] < said[i].ofFrames()
                        && (first < 0 || said[i].order(next[i]) < said[first].order(next[first]))) first = i;
            if (first < 0) return;
            hear(said[first], next[first]++);
        }
    }

    /** The single-file part: devices, site, analyst. */
    private final class Hearing implements AnalystSink {
        /** Life's conclusions go to the analyst, and only what the analyst says is final. */
        private final LifeSink fromLife = new LifeSink() {
            @Override
            public void anomaly(Anomaly anomaly) {
                state.analyst.accept(anomaly, Hearing.this);
            }

            @Override
            public void surprise(Surprise surprise) {
                state.site.accept(surprise, this);
            }

            @Override
            public void went(Way way) {
                state.site.accept(way);
            }

            @Override
            public void moved(Moved moved) {
                state.site.accept(moved, this);
            }

            @Override
            public void tally(Tally tally) {
                observation(tally);
            }

            @Override
            public void person(Person person) {
                outcomes.person(person);
            }
        };

        void hear(Object item) {
            switch (item) {
                case Reading reading -> outcomes.observation(reading);
                case Observation observation -> observation(observation);
                case Surprise surprise -> state.site.accept(surprise, fromLife);
                case Way way -> state.site.accept(way);
                case Moved moved -> state.site.accept(moved, fromLife);
                case Anomaly anomaly -> state.analyst.accept(anomaly, this);
                case Encounter encounter -> state.analyst.accept(encounter, this);
                case Begun begun -> state.analyst.accept(begun, this);
                case Clue clue -> state.analyst.accept(clue);
                default -> throw new IllegalStateException("a shard said " + item.getClass());
            }
        }

        private void observation(Observation observation) {
            state.site.accept(observation, fromLife);
            state.analyst.accept(observation, this);
            outcomes.observation(observation);
        }

        @Override
        public void anomaly(Anomaly anomaly) {
            outcomes.anomaly(anomaly);
        }

        @Override
        public void incident(Incident incident) {
            if (incident.tier() == Incident.Tier.INCIDENT) refuse(incident);
            outcomes.incident(incident);
        }

        /** What an incident tells of is not learned as ordinary. */
        private void refuse(Incident incident) {
            for (Incident.Party party : incident.devices()) {
                for (String ip : party.addresses()) refuse(ip, incident);
                for (String mac : party.macs()) refuse(mac, incident);
            }
        }

        private void refuse(String address, Incident incident) {
            state.site.refuse(Address.parse(address), incident.firstNanos(), incident.lastNanos());
        }

        @Override
        public void device(Device device) {
            outcomes.device(device);
        }

        @Override
        public void conduit(Conduit conduit) {
            outcomes.conduit(conduit);
        }

        @Override
        public void threat(Threat threat) {
            outcomes.threat(threat);
        }

        @Override
        public void weakness(Weakness weakness) {
            outcomes.weakness(weakness);
        }

        @Override
        public void audited(AuditReport report) {
            outcomes.audited(report);
        }

        @Override
        public void dayEnded(GapReport report) {
            outcomes.dayEnded(report, state.unattested);
            state.unattested.clear();
        }
    }

    /** What people have said up to now; it touches nothing that happened up to the clock. */
    public void heed(List<Decree> heard) {
        standing = new Standing(heard);
        state.analyst.heed(standing);
    }

    /** What is told of a day, as things stand. */
    public Budget budget() {
        return standing.budget(concludedNanos() + 1);
    }

    /** Event time up to which anything may have been concluded. */
    public long concludedNanos() {
        return Math.max(0, Math.max(state.clockNanos, state.closedNanos));
    }

    public EngineState state() {
        return state;
    }

    public Shard[] shards() {
        return shards;
    }

    /** Frames of which something was left out because of a defect of ours, in the life of this home. */
    public long defects() {
        return state.defects;
    }

    /** Frames that were older than the home's clock, in this run. */
    public long lateFrames() {
        return lateFrames;
    }

    @Override
    public void close() {
        crew.close();
    }
}
