package dev.postern.life.conversation;

import dev.postern.life.LifeSink;
import dev.postern.life.Surprise;
import dev.postern.life.Watch;
import dev.postern.life.Way;
import dev.postern.life.habit.Echo;
import dev.postern.life.habit.Hash;
import dev.postern.life.habit.Heap;
import dev.postern.life.habit.Heeded;
import dev.postern.life.habit.Numbering;
import dev.postern.life.habit.Pairs;
import dev.postern.life.habit.Points;
import dev.postern.life.habit.Room;
import dev.postern.life.habit.Walk;
import dev.postern.life.habit.Writes;
import dev.postern.model.Channel;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Stamp;
import dev.postern.model.Verb;
import java.util.List;

/** M5 of one conversation: what its points read as, what is written into them, the numbers it counts up. Writes and numbers are told at once. */
@SuppressWarnings("EnumOrdinal") // arrays by constant, and hashes that must not change from run to run
final class Values {
    static final int NUMBERINGS_MAX = 8;
    static final int ECHOES_MAX = 4;
    /** Octets of heap of all that may be written. */
    static final int WRITTEN_BYTES_MOST = Writes.BYTES_MOST + Heeded.BYTES_MOST;

    private static final int OBJECT_BYTES = Heap.object(48);
    private static final int NUMBERINGS_BYTES =
            Heap.array(NUMBERINGS_MAX, 8) + Heap.array(NUMBERINGS_MAX, Heap.REFERENCE);
    private static final Channel[] CHANNELS = {Channel.VALUE_LEVEL, Channel.VALUE_STEP, Channel.VALUE_STILL};

    private Points points;
    private Writes writes;
    private Samples samples;
    /** Null until something was written. */
    private Heeded heeded;

    /** Null until a number was read. */
    private Pairs pairs;

    /** Null until a number was read in a minute that is looked at. */
    private Walk walk;

    private long[] numberingNames;
    private Numbering[] numberings;
    private int numbered;
    private int echoes;
    /** What found no room to begin with. */
    private long without;

    /** The last message, if it would teach nothing were it told again in its minute. */
    private transient Taken taken;

    /**
     * A message that is not late.
     *
     * @param newTargetP how likely the conversation held it that its target is new; 1 for one it knows
     * @param tests counted up here, by channel
     */
    static void take(
            ConversationLife life,
            Message message,
            Symbol symbol,
            Readings readings,
            int minute,
            double newTargetP,
            long[] tests,
            LifeSink out) {
        if (life.values != null && message.verb().isControl()) life.values.answered(message);
        boolean tells = Readings.tells(message);
        boolean writes = !tells && Readings.writes(message);
        if (!tells && !writes || message.fields().size() == 0) return;
        if (tells) number(life, message, minute, tests, out);
        if (life.values != null && life.values.taken != null && life.values.taken.isAgain(message, symbol, minute))
            return;
        if (readings.fill(message) == 0) return;
        Values values = of(life);
        values.taken = null;
        values.remember(life, message, symbol, readings, minute, out);
        if (tells) values.read(life, message, symbol, readings, minute, tests, out);
        else values.write(life, message, readings, minute, newTargetP, tests, out);
    }

    private static Values of(ConversationLife life) {
        if (life.values == null) life.values = new Values();
        return life.values;
    }

    private void remember(
            ConversationLife life, Message message, Symbol symbol, Readings readings, int minute, LifeSink out) {
        if (samples == null) samples = new Samples();
        samples.take(life, message, symbol, readings, points, minute, out);
    }

    private void answered(Message message) {
        boolean granted = message.outcome() == Outcome.SUCCESS;
        if (heeded != null && (granted || message.outcome() == Outcome.REFUSED))
            heeded.answered(
                    Hash.of(message.target()),
                    granted,
                    Watch.minute(message.stamp().atNanos()));
    }

    private void read(
            ConversationLife life,
            Message message,
            Symbol symbol,
            Readings readings,
            int minute,
            long[] tests,
            LifeSink out) {
        boolean followed = follow(symbol, readings, life.forSymbols());
        if (heeded != null) heeds(life, message, readings, tests, out);
        if (points == null && !begins(life, Points.BYTES_LEAST)) return;
        if (points == null) points = new Points();
        boolean serversOwn = message.verb() == Verb.EXCHANGE && !message.fromClient();
        for (int i = 0; i < readings.count(); i++)
            if (points.read(readings.point(i), readings.value(i), minute, life))
                points.name(readings.words(message, i), message.stamp().ref(), serversOwn);
        boolean paired = pair(life, message, readings, minute);
        if (minute % Walk.SAMPLE_MINUTES == 0) walk(life, message, readings, minute, tests, out);
        else if (followed && paired && heeded == null && Taken.repeats(message) && knowsAll(readings))
            taken = new Taken(message.fields().get("values"), message.target(), symbol, minute);
    }

    private boolean knowsAll(Readings readings) {
        for (int i = 0; i < readings.count(); i++) if (!points.knows(readings.point(i))) return false;
        return true;
    }

    private void walk(
            ConversationLife life, Message message, Readings readings, int minute, long[] tests, LifeSink out) {
        if (walk == null && !begins(life, Walk.BYTES_MOST)) return;
        if (walk == null) walk = new Walk();
        for (int i = 0; i < readings.count(); i++) {
            long point = readings.point(i);
            if (readings.isCategory(i) || !walk.read(point, readings.value(i), minute, points.isContinuous(point)))
                continue;
            tests[Channel.VALUE_WALK.ordinal()]++;
            Walk.Seen seen = walk.seen();
            Surprise told = seen.isNews ? ValueFindings.walk(life, message, readings.words(message, i), seen) : null;
            out.went(new Way(message.stamp(), life.key.server(), life.key.service(), point, seen.way, told));
        }
    }

    private boolean begins(Room room, int octets) {
        boolean may = room.has(octets);
        if (!may) without++;
        return may;
    }

    /** @return false if there was no room */
    private boolean pair(ConversationLife life, Message message, Readings readings, int minute) {
        for (int i = 0; i < readings.count(); i++) {
            if (readings.isCategory(i) || !Pairs.takes(readings.value(i))) continue;
            if (pairs == null && !life.has(Pairs.BYTES_MOST)) return false;
            if (pairs == null) pairs = new Pairs();
            long name = readings.point(i);
            int slot = pairs.find(name);
            if (slot < 0 && pairs.wants(name)) slot = pairs.add(name);
            if (slot < 0) continue;
            pairs.read(slot, readings.value(i), minute);
            if (pairs.lacksWords(slot)) pairs.name(slot, readings.words(message, i));
        }
        return true;
    }

    private void heeds(ConversationLife life, Message message, Readings readings, long[] tests, LifeSink out) {
        for (int i = 0; i < readings.count(); i++) {
            Heeded.Written point = heeded.read(
                    readings.point(i),
                    readings.value(i),
                    Watch.minute(message.stamp().atNanos()));
            if (point == null) continue;
            tests[Channel.VALUE_UNHEEDED.ordinal()]++;
            if (heeded.p() < Findings.TOLD_P)
                out.surprise(ValueFindings.unheeded(life, message, readings.words(message, i), point, heeded));
        }
    }

    /**
     * All numbers of an answer together; where there is no more than on and off, nothing can be noise.
     *
     * @return false if there was no room
     */
    private boolean follow(Symbol symbol, Readings readings, Room room) {
        long hash = 0;
        double sum = 0;
        int numbers = 0;
        for (int i = 0; i < readings.count(); i++) {
            if (readings.isCategory(i)) continue;
            hash = hash * 0x9E3779B97F4A7C15L + Double.doubleToLongBits(readings.value(i));
            sum += readings.value(i);
            numbers++;
        }
        if (numbers == 0) return true;
        if (symbol.echo == null && (echoes == ECHOES_MAX || !room.has(Echo.BYTES_LEAST))) return false;
        if (symbol.echo == null) {
            symbol.echo = new Echo();
            echoes++;
        }
        symbol.echo.next(Hash.mix(hash), sum, room);
        return true;
    }

    /** A symbol that had one is no longer remembered. */
    void echoForgotten() {
        echoes--;
    }

    /** The most surprising of the values of one message is told, weighed by how many there were. */
    private void write(
            ConversationLife life,
            Message message,
            Readings readings,
            int minute,
            double newTargetP,
            long[] tests,
            LifeSink out) {
        if (writes == null) writes = new Writes();
        if (heeded == null) heeded = new Heeded();
        long target = Hash.of(message.target());
        Writes.Seen worst = new Writes.Seen();
        Writes.Seen seen = new Writes.Seen();
        worst.p = 1;
        int at = 0;
        int judged = 0;
        for (int i = 0; i < readings.count(); i++) {
            writes.write(
                    readings.point(i), readings.value(i), readings.isCategory(i), minute, points, newTargetP, seen);
            heeded.asked(
                    readings.point(i),
                    target,
                    readings.value(i),
                    minute,
                    message.stamp().ref());
            if (!seen.judged) continue;
            judged++;
            if (seen.p >= worst.p) continue;
            Writes.Seen kept = worst;
            worst = seen;
            seen = kept;
            at = i;
        }
        if (judged == 0) return;
        tests[Channel.VALUE_WRITE.ordinal()]++;
        double p = Math.min(1, worst.p * judged);
        if (p < Findings.TOLD_P)
            out.surprise(ValueFindings.write(
                    life, message, readings.words(message, at), readings.value(at), worst, p, writes));
    }

    /** Numbers of one publisher as one vantage point hears them: two of them hear the same twice. */
    private static void number(ConversationLife life, Message message, int minute, long[] tests, LifeSink out) {
        long state = 0;
        Object number;
        long block = 0;
        switch (message.protocol()) {
            case "goose" -> {
                number = message.fields().get("sq_num");
                state = message.fields().get("st_num") instanceof Long one ? one : 0;
            }
            case "sv" -> {
                number = message.fields().get("smp_cnt");
                if (number instanceof List<?> several && !several.isEmpty()) number = several.getFirst();
            }
            case "enip" -> {
                number = message.fields().get("sequence");
                block = message.fields().get("connection") instanceof Long one ? one : 0;
            }
            default -> {
                return;
            }
        }
        if (!(number instanceof Long next)) return;
        long name = Hash.of(
                Hash.of(Hash.of(message.target()), block), message.stamp().capture());
        Numbering numbering = of(life).numbering(name, minute, life);
        Stamp stamp = message.stamp();
        double p = numbering.next(state, next, stamp.atNanos(), minute, stamp.ref());
        if (numbering.isNewMinute()) tests[Channel.VALUE_NUMBERING.ordinal()]++;
        if (p >= 1) return;
        numbering.told();
        out.surprise(ValueFindings.numbering(life, message, numbering, p));
    }

    /** Where there are too many, the one heard longest ago goes. */
    private Numbering numbering(long name, int minute, Room room) {
        for (int i = 0; i < numbered; i++) if (numberingNames[i] == name) return numberings[i];
        if (numberings == null) {
            numberings = new Numbering[NUMBERINGS_MAX];
            numberingNames = new long[NUMBERINGS_MAX];
        }
        int at = numbered;
        if (numbered == 0 || numbered < NUMBERINGS_MAX && room.has(Numbering.BYTES_MOST)) {
            numbered++;
        } else {
            at = 0;
            for (int i = 1; i < numbered; i++) if (numberings[i].lastMinute() < numberings[at].lastMinute()) at = i;
        }
        numberingNames[at] = name;
        numberings[at] = new Numbering(minute);
        return numberings[at];
    }

    /** A minute ends. */
    void close(ConversationLife life, Stamp stamp, long[] tests, LifeSink out) {
        if (echoes > 0) replays(life, stamp, tests, out);
        if (pairs != null) related(life, stamp, tests, out);
        if (points == null || points.judged() == 0) return;
        int minute = Watch.minute(stamp.atNanos());
        for (Points.Aspect aspect : Points.Aspect.values()) {
            Channel channel = CHANNELS[aspect.ordinal()];
            tests[channel.ordinal()]++;
            double p = points.p(aspect, minute);
            if (p < Findings.TOLD_P) out.surprise(ValueFindings.point(life, channel, points.worst(aspect), p, stamp));
        }
        points.clear();
    }

    private void related(ConversationLife life, Stamp stamp, long[] tests, LifeSink out) {
        Pairs.Lost lost = pairs.close(Watch.minute(stamp.atNanos()));
        tests[Channel.VALUE_PAIR.ordinal()]++;
        if (lost != null) out.surprise(ValueFindings.unrelated(life, lost, stamp));
    }

    private static void replays(ConversationLife life, Stamp stamp, long[] tests, LifeSink out) {
        Symbol worst = null;
        double least = 1;
        int judged = 0;
        for (Symbol symbol : life.symbols) {
            double p = symbol.echo == null ? -1 : symbol.echo.close();
            if (p < 0) continue;
            judged++;
            if (p >= least) continue;
            least = p;
            worst = symbol;
        }
        if (judged == 0) return;
        tests[Channel.VALUE_REPLAY.ordinal()]++;
        double p = Math.min(1, least * judged);
        if (p < Findings.TOLD_P) out.surprise(ValueFindings.replay(life, worst, p, stamp));
    }

    /** Octets of heap of what is written, which never asks for room: somebody acts. */
    int writtenBytes() {
        return (writes == null ? 0 : writes.bytes()) + (heeded == null ? 0 : Heeded.BYTES_MOST);
    }

    /** Octets of heap of the rest, without the echoes, which symbols have. */
    int bytes() {
        return OBJECT_BYTES
                + (points == null ? 0 : points.bytes())
                + (pairs == null ? 0 : Pairs.BYTES_MOST)
                + (samples == null ? 0 : samples.bytes())
                + (walk == null ? 0 : Walk.BYTES_MOST)
                + (numberings == null ? 0 : NUMBERINGS_BYTES + numbered * Numbering.BYTES_MOST);
    }

    long refused() {
        return without
                + (points == null ? 0 : points.refused())
                + (writes == null ? 0 : writes.refused())
                + (heeded == null ? 0 : heeded.refused())
                + (samples == null ? 0 : samples.refused())
                + (walk == null ? 0 : walk.refused());
    }
}
