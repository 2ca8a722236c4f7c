package dev.postern.life.conversation;

import dev.postern.life.LifeSink;
import dev.postern.life.Surprise;
import dev.postern.life.Watch;
import dev.postern.life.Words;
import dev.postern.life.chance.Law;
import dev.postern.life.habit.Hash;
import dev.postern.life.trouble.Complaints;
import dev.postern.life.trouble.Signs;
import dev.postern.model.Address;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.Message;
import dev.postern.model.Verb;
import java.util.List;

/**
 * M6 for what devices say themselves: a device that was well says that it, or a point of it, is not. What it always said is how it is, and
 * what comes again and again becomes so. One message is one surprise, of what is rarest; taken by one message at a time.
 */
final class Troubles implements Complaints.Ear {
    /** Of one message; with more points in trouble at once it is one trouble. */
    private static final int SIGNS_PER_MESSAGE = 8;

    private static final double MINUTES_PER_DAY = 1440;

    private ConversationLife life;
    private Symbol symbol;
    private long side;
    private int minute;
    private int come;
    private double least;
    private String what;
    private String where;
    private double[] numbers = new double[Law.CHANGE.names().size()];
    private double[] best = new double[numbers.length];

    void take(ConversationLife of, Message message, Symbol asked, int now, LifeSink out) {
        life = of;
        symbol = asked;
        side = message.fromClient() ? 1 : 0;
        minute = now;
        come = 0;
        least = 1;
        Complaints.read(message, this);
        if (least < Findings.TOLD_P) out.surprise(surprise(message));
        life = null;
        symbol = null;
    }

    @Override
    public void hears(String complaint, long place, String point, boolean is) {
        if (is) on(complaint, place, point);
        else if (life.signs != null) life.signs.off(Hash.of(complaint), Hash.of(place, side));
    }

    @Override
    public void well(long place) {
        if (life.signs != null) life.signs.well(Hash.of(place, side));
    }

    @Override
    public void happened(String complaint) {
        on(complaint, 0, "");
        life.signs.off(Hash.of(complaint), Hash.of(0, side));
    }

    @Override
    public void refused(String complaint, long place, String point) {
        if (symbol.wasGranted()) on(complaint, place, point);
    }

    private void on(String complaint, long place, String point) {
        if (come >= SIGNS_PER_MESSAGE) {
            come++;
            return;
        }
        if (life.signs == null) life.signs = new Signs();
        double p = life.signs.on(
                Hash.of(complaint), Hash.of(place, side), minute, life.bornMinute, life.activeMinutes, life, numbers);
        if (p < 1) come++;
        if (p >= least) return;
        least = p;
        what = complaint;
        where = point;
        double[] spare = best;
        best = numbers;
        numbers = spare;
    }

    private Surprise surprise(Message message) {
        Address device = message.conversation().source(message.fromClient());
        Address peer = message.conversation().destination(message.fromClient());
        String who = message.unit().isEmpty() ? "" : " of " + message.unit();
        String points = come < 2 ? where : where + (where.isEmpty() ? "" : " and ") + (come - 1) + " more";
        String words = what + who + (points.isEmpty() ? "" : " (" + points + ")");
        String quiet = Words.plural(life.activeMinutes, "minute");
        return new Surprise(
                        message.stamp(),
                        device,
                        peer,
                        message.protocol(),
                        message.unit(),
                        Channel.HEALTH_TROUBLE,
                        Verb.REPORT,
                        what + who,
                        least,
                        best[0] == 0
                                ? "nothing of the kind in " + quiet + " in which it was heard"
                                : what + " " + Words.number(best[0]) + " times before",
                        "it says: " + words,
                        explanation(),
                        MINUTES_PER_DAY,
                        1,
                        List.of(message.stamp().ref()))
                .because(Law.CHANGE, best.clone());
    }

    private Explanation explanation() {
        return new Explanation(
                0,
                0,
                0,
                1,
                "times said in such a minute",
                life.bornMinute * Watch.MINUTE_NANOS,
                life.activeMinutes,
                0,
                0,
                List.of(),
                "normal if it had said so before, or were silent about it");
    }
}
