package dev.postern.analyst.weak;

import dev.postern.life.habit.Hash;
import dev.postern.model.Identity;
import dev.postern.model.Message;
import dev.postern.model.Observation;
import java.util.function.Consumer;

/**
 * Hears everything that one logical shard says and tells what of it shows a weak spot, the same once a minute. O(1) for each observation; most are
 * passed over by the name of their protocol. {@value #SETS} sets of {@value #WAYS} things lately told, the one longest silent gives way: what is
 * forgotten is told again, nothing else.
 */
public final class Clues {
    static final int SETS = 512;
    static final int WAYS = 4;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final long[] said = new long[SETS * WAYS];
    private final long[] minutes = new long[SETS * WAYS];
    private final Sessions sessions = new Sessions();
    /** One for all messages, and where it tells during one call. */
    private final transient Consumer<Clue> telling = this::tell;

    private transient Consumer<Clue> out;

    public void accept(Observation o, Consumer<Clue> to) {
        if (o.stamp().late()) return;
        out = to;
        switch (o) {
            case Message m -> {
                sessions.accept(m, telling);
                Openly.read(m, telling);
            }
            case Identity i
            // What is announced to a workgroup is what the server would like to be: Samba says Windows 7 there.
            when i.attribute() == Identity.Attribute.OPERATING_SYSTEM
                    && !i.protocol().equals("nbdgm") -> {
                String ended = Systems.ended(i.value(), i.stamp().atNanos());
                if (ended != null) tell(new Clue(i.stamp(), i.subject(), Kind.OLD_SYSTEM, ended));
            }
            default -> {}
        }
    }

    /** How often a table was full. */
    public long limitsHit() {
        return sessions.forgotten();
    }

    private void tell(Clue clue) {
        if (isNews(clue)) out.accept(clue);
    }

    @SuppressWarnings("EnumOrdinal") // a hash that must not change from run to run
    private boolean isNews(Clue clue) {
        long hash = Hash.of(Hash.of(Hash.of(clue.device()), clue.kind().ordinal()), Hash.of(clue.detail()));
        long minute = clue.stamp().atNanos() / MINUTE_NANOS;
        int set = (int) (hash & SETS - 1) * WAYS;
        int victim = set;
        for (int i = set; i < set + WAYS; i++) {
            if (said[i] == hash) {
                if (minutes[i] == minute) return false;
                minutes[i] = minute;
                return true;
            }
            if (minutes[i] < minutes[victim]) victim = i;
        }
        said[victim] = hash;
        minutes[victim] = minute;
        return true;
    }
}
