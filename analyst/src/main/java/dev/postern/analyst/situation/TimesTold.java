package dev.postern.analyst.situation;

import dev.postern.life.Words;
import dev.postern.model.Address;
import dev.postern.model.Message;
import dev.postern.model.Stamp;
import dev.postern.model.ToldTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Which time stations set and time servers tell (B12), held against the time that it is here. Whole quarters of an hour apart are a time zone where the protocol leaves it open (IEC
 * 60870-5-104, Step 7, BACnet); not so where it is universal by definition (RFC 5905). Whoever was always wrong, as in a laboratory whose clocks nobody sets, is told
 * only when it is wrong in another way.
 */
public final class TimesTold {
    private static final int TELLERS_MAX = 4_096;
    private static final int KNOWN_MAX = 8;
    private static final long NEAR_MILLIS = 120_000;
    private static final long ZONE_MILLIS = 15 * 60_000;
    private static final long ZONE_MOST_MILLIS = 14 * 3_600_000;
    private static final double DAY_MILLIS = 86_400_000;
    private static final long SPAN_MOST_MILLIS = 36_525L * 86_400_000;

    private final TreeMap<Address, Teller> tellers = new TreeMap<>();
    /** Those that told the right time. */
    private int right;

    /** Mutable. */
    static final class Teller {
        boolean right;
        /** By how many milliseconds it was wrong, each way of it once. */
        final ArrayList<Long> wrong = new ArrayList<>(1);
    }

    public void message(Message m, Context context) {
        Long told = ToldTime.millis(m);
        if (told == null || m.stamp().late()) return;
        Address who = m.conversation().source(m.fromClient());
        Teller teller = tellers.get(who);
        if (teller == null) {
            if (!context.limit().room("tellers of the time", tellers.size(), TELLERS_MAX)) return;
            tellers.put(who, teller = new Teller());
        }
        long off = told - Math.floorDiv(m.stamp().atNanos(), 1_000_000);
        if (isRight(off, ToldTime.isUniversal(m))) {
            if (!teller.right) right++;
            teller.right = true;
            return;
        }
        for (int i = 0; i < teller.wrong.size(); i++) {
            if (Math.abs(teller.wrong.get(i) - off) > NEAR_MILLIS) continue;
            // A clock that drifts stays the same.
            teller.wrong.set(i, off);
            return;
        }
        boolean known = teller.right || !teller.wrong.isEmpty();
        if (!context.limit().room("wrong times of a teller", teller.wrong.size(), KNOWN_MAX)) return;
        teller.wrong.add(off);
        if (known || right > 0 && context.learned()) tell(m, who, teller, off, context);
    }

    private static boolean isRight(long off, boolean universal) {
        if (Math.abs(off) <= NEAR_MILLIS) return true;
        long past = Math.floorMod(off, ZONE_MILLIS);
        return !universal
                && Math.abs(off) <= ZONE_MOST_MILLIS + NEAR_MILLIS
                && Math.min(past, ZONE_MILLIS - past) <= NEAR_MILLIS;
    }

    private void tell(Message m, Address who, Teller teller, long off, Context context) {
        Situation s = Situation.WRONG_TIME;
        Stamp stamp = m.stamp();
        Address other = m.conversation().destination(m.fromClient());
        String others = right == 1 ? "one other does" : right + " others do";
        String expected = teller.right
                ? "It told the time that it is here, or that of a time zone, for as long as Postern listens."
                : right > 0
                        ? "The time that it is here, as " + others + "."
                        : "It was wrong by another length of time, for as long as Postern listens.";
        context.desk()
                .raise(new Finding(
                        s,
                        who + " " + off / NEAR_MILLIS,
                        stamp,
                        who,
                        other,
                        m.protocol(),
                        m.verb(),
                        s.title,
                        context.inventory().describe(who) + " tells "
                                + context.inventory().describe(other) + " a time that is " + span(off)
                                + (off < 0 ? " in the past." : " in the future."),
                        expected,
                        "told once for each wrong time",
                        s.consequence,
                        s.neverHidden,
                        List.of(stamp.ref()),
                        List.of(Part.source(who), Part.target(other)),
                        "time of " + who));
    }

    private static String span(long millis) {
        long most = Math.min(Math.abs(millis), SPAN_MOST_MILLIS);
        return most < SPAN_MOST_MILLIS ? Words.span(most / DAY_MILLIS) : "a hundred years or more";
    }
}
