package dev.postern.life.conversation;

import dev.postern.life.LifeSink;
import dev.postern.life.Moved;
import dev.postern.life.habit.Hash;
import dev.postern.life.habit.Heap;
import dev.postern.life.habit.Motion;
import dev.postern.model.Message;
import java.util.List;

/** What a publisher on the process bus tells of the primary equipment: samples that move (sampled values), switches that act (GOOSE). */
final class Movement {
    static final int BYTES_MOST = Heap.object(13) + Motion.BYTES_MOST;

    /** Null for a publisher of states. */
    private Motion motion;

    private boolean heard;
    private long state;
    /** What was stated last: a repeated message has the very same list, and is told from a new one by that alone. */
    private transient List<?> stated;

    /** A message that is not late. What is marked as a simulation or a test says nothing of the process. */
    @SuppressWarnings("ReferenceEquality") // the very list, see stated
    static void take(ConversationLife life, Message message, LifeSink out) {
        boolean samples = message.protocol().equals("sv");
        if (!samples && !message.protocol().equals("goose")) return;
        if (!(message.fields().get("values") instanceof List<?> values)) return;
        if (life.movement != null && life.movement.stated == values || isTried(message)) return;
        if (life.movement == null) {
            if (!life.has(BYTES_MOST)) return;
            life.movement = new Movement();
        }
        if (samples) life.movement.sampled(life, message, values, out);
        else life.movement.stated(life, message, values, out);
    }

    private static boolean isTried(Message message) {
        return Boolean.TRUE.equals(message.fields().get("simulation"))
                || Boolean.TRUE.equals(message.fields().get("test"));
    }

    private void sampled(ConversationLife life, Message message, List<?> values, LifeSink out) {
        if (motion == null) motion = new Motion();
        Motion.News news = motion.frame(message.stamp().atNanos(), values.size());
        if (news != Motion.News.NONE) out.moved(moved(life, message, news));
        for (int i = 0; i < values.size() && i < Motion.LIMIT; i++)
            if (values.get(i) instanceof Long value) motion.add(i, value);
    }

    private Moved moved(ConversationLife life, Message message, Motion.News news) {
        Moved.Kind kind = switch (news) {
            case SETTLED -> Moved.Kind.SETTLED;
            case RESTS -> Moved.Kind.RESTS;
            default -> Moved.Kind.MOVES;
        };
        return new Moved(
                message.stamp(),
                life.key.client(),
                life.key.service(),
                life.key.unit(),
                name(message, motion.leaper()),
                kind,
                kind == Moved.Kind.RESTS ? motion.movedNanos() : motion.newsNanos(),
                motion.moved(),
                motion.carrying(),
                motion.leap(),
                0);
    }

    /** Where each value has a stream of its own its name is known, else its place is. */
    private static String name(Message message, int index) {
        boolean named = message.fields().get("sv_ids") instanceof List<?> ids
                && message.fields().get("values") instanceof List<?> values
                && ids.size() == values.size();
        return named
                ? ((List<?>) message.fields().get("sv_ids")).get(index).toString()
                : message.target() + " [" + index + "]";
    }

    private void stated(ConversationLife life, Message message, List<?> values, LifeSink out) {
        stated = values;
        long now = 0;
        for (Object value : values)
            if (value instanceof Boolean bit) now = Hash.of(now, bit ? 1 : 2);
            else if (value instanceof String bits) now = Hash.of(now, Hash.of(bits));
        if (heard && now == state) return;
        heard = true;
        state = now;
        out.moved(new Moved(
                message.stamp(),
                life.key.client(),
                life.key.service(),
                life.key.unit(),
                message.target(),
                Moved.Kind.SWITCHES,
                message.stamp().atNanos(),
                0,
                0,
                0,
                now));
    }
}
