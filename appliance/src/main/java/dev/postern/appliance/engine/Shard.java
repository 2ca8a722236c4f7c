package dev.postern.appliance.engine;

import dev.postern.analyst.gap.Gap;
import dev.postern.analyst.situation.NewMasters;
import dev.postern.analyst.situation.Publishers;
import dev.postern.analyst.situation.alarm.Alarms;
import dev.postern.analyst.situation.intruder.NamePoison;
import dev.postern.analyst.weak.Clue;
import dev.postern.analyst.weak.Clues;
import dev.postern.life.Begun;
import dev.postern.life.LifeSink;
import dev.postern.life.Moved;
import dev.postern.life.Priors;
import dev.postern.life.Surprise;
import dev.postern.life.Way;
import dev.postern.life.conversation.ConversationStage;
import dev.postern.model.Anomaly;
import dev.postern.model.Encounter;
import dev.postern.model.Identity;
import dev.postern.model.Message;
import dev.postern.model.Observation;
import dev.postern.model.Outcome;
import dev.postern.model.Reading;
import dev.postern.model.Reception;
import dev.postern.model.Tally;
import dev.postern.model.ToldTime;
import dev.postern.model.Verb;
import dev.postern.wire.Counters;
import dev.postern.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One logical shard: what its address pairs have in the frames becomes observations, and the observations teach its conversations. What the devices and
 * the site must hear of leaves it, each item with the order of the frame that caused it.
 */
public final class Shard implements LifeSink {
    /** What one shard has to say after one step, in order. */
    static final class Output {
        private final List<Object> items = new ArrayList<>();
        private long[] orders = new long[256];
        private int ofFrames;

        void add(long order, Object item) {
            if (items.size() == orders.length) orders = java.util.Arrays.copyOf(orders, 2 * orders.length);
            orders[items.size()] = order;
            items.add(item);
        }

        void clear() {
            items.clear();
            ofFrames = 0;
        }

        /** So many items are of frames; those behind them are of the end of the minute. */
        int ofFrames() {
            return ofFrames;
        }

        int size() {
            return items.size();
        }

        long order(int index) {
            return orders[index];
        }

        Object item(int index) {
            return items.get(index);
        }
    }

    /** What this frame says could not be heard to its end. */
    record Defect(Throwable cause) {}

    private final Wire wire;
    private final Wire.Share share;
    private final ConversationStage conversations;
    private final Clues clues;
    private final Consumer<Observation> fromWire = this::observe;
    private final Consumer<Clue> fromClues = this::tell;
    private final Census census = new Census();
    private Output output;
    private Priors priors;
    private long order;

    Shard(Wire wire, Wire.Share share, ConversationStage conversations, Clues clues) {
        this.wire = wire;
        this.share = share;
        this.conversations = conversations;
        this.clues = clues;
        wire.encounters(this::met);
    }

    Wire wire() {
        return wire;
    }

    ConversationStage conversations() {
        return conversations;
    }

    public Census census() {
        return census;
    }

    void frames(Batch batch, int shard, Priors current, Output into) {
        output = into;
        priors = current;
        for (int i = 0; i < batch.count(shard); i++) {
            var frame = batch.frame(shard, i);
            order = frame.order;
            try {
                wire.frame(frame, batch.owners(shard, i), share, fromWire);
            } catch (RuntimeException | StackOverflowError e) {
                output.add(order, new Defect(e));
            }
        }
        into.ofFrames = into.size();
    }

    void close(long minuteNanos, Priors current, Output into) {
        output = into;
        priors = current;
        wire.close(minuteNanos, fromWire);
        conversations.close(minuteNanos, current, this);
        Counters c = wire.counters();
        long unread = 0;
        for (long frames : c.unknownLinkTypes().values()) unread += frames;
        into.add(order, new Reception(c.frames, c.truncated, c.gaps, unread));
    }

    private void observe(Observation observation) {
        census.count(observation);
        try {
            conversations.accept(observation, priors, this);
            if (concernsTheSite(observation)) output.add(order, observation);
            clues.accept(observation, fromClues);
        } catch (RuntimeException | StackOverflowError e) {
            output.add(order, new Defect(e));
        }
    }

    private void met(Encounter encounter) {
        if (Gap.concerns(encounter)) output.add(order, encounter);
    }

    private void tell(Clue clue) {
        output.add(order, clue);
    }

    /** Routine messages are told as tallies at the end of the minute, what devices say of themselves again and again once an hour; all else at once. */
    private boolean concernsTheSite(Observation observation) {
        return switch (observation) {
            case Message message ->
                message.verb().weight() >= 2
                        || message.outcome() == Outcome.REFUSED
                                && message.verb().isEngineering()
                        || isPublication(message) && (flagged(message) || conversations.isNews(message))
                        || (ToldTime.tells(message) || Publishers.concerns(message)) && conversations.isNews(message)
                        || Alarms.concerns(message)
                        || NamePoison.concerns(message);
            case Identity identity -> conversations.isNews(identity);
            default -> true;
        };
    }

    /** Of a substation: they come thousands of times a second. */
    private static boolean isPublication(Message message) {
        return switch (message.protocol()) {
            case "goose", "sv" -> true;
            case "mms" -> message.verb() == Verb.REPORT;
            default -> false;
        };
    }

    /** Marked as a test or a simulation. */
    private static boolean flagged(Message message) {
        return Boolean.TRUE.equals(message.fields().get("simulation"))
                || Boolean.TRUE.equals(message.fields().get("test"));
    }

    @Override
    public void anomaly(Anomaly anomaly) {
        output.add(order, anomaly);
    }

    @Override
    public void begun(Begun begun) {
        if (NewMasters.concerns(begun.message())) output.add(order, begun);
    }

    @Override
    public void surprise(Surprise surprise) {
        output.add(order, surprise);
    }

    @Override
    public void went(Way way) {
        output.add(order, way);
    }

    @Override
    public void moved(Moved moved) {
        output.add(order, moved);
    }

    @Override
    public void tally(Tally tally) {
        output.add(order, tally);
    }

    @Override
    public void reading(Reading reading) {
        output.add(order, reading);
    }
}
