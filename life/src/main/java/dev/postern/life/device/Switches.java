package dev.postern.life.device;

import dev.postern.life.Surprise;
import dev.postern.life.Surprise.Basis;
import dev.postern.life.Watch;
import dev.postern.life.Words;
import dev.postern.life.chance.Law;
import dev.postern.life.conversation.Readings;
import dev.postern.life.habit.Hash;
import dev.postern.life.habit.Switching;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.Message;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the hands of a site switch what can be switched: each against its own rows of commands and, where it has few, against all of the same protocol. */
public final class Switches {
    static final int SERVICES_MAX = 8;

    private final TreeMap<String, Switching.All> all = new TreeMap<>();
    private long refused;
    private transient Switching.Seen seen;

    public void limitsHit(Map<String, Long> into) {
        if (refused > 0) into.put("protocols that one device switches over", refused);
    }

    /** A command to a device of the plant. @return what surprises, or null */
    public Surprise commanded(Message message, DeviceLife hand, double toldP, Anomalies anomalies) {
        long to = Readings.switchedTo(message);
        if (to == 0) return null;
        if (hand.switching == null) hand.switching = new TreeMap<>();
        Switching switching = hand.switching.get(message.protocol());
        if (switching == null) {
            if (hand.switching.size() >= SERVICES_MAX || !hand.has(Switching.BYTES_LEAST)) {
                refused++;
                return null;
            }
            hand.switching.put(message.protocol(), switching = new Switching());
        }
        if (seen == null) seen = new Switching.Seen();
        long server = Hash.of(message.conversation().destination(message.fromClient()));
        long point = Hash.of(server, Hash.of(Hash.of(message.unit()), Hash.of(message.target())));
        switching.command(
                point,
                to,
                message.stamp().atNanos(),
                message.stamp().ref(),
                all.computeIfAbsent(message.protocol(), name -> new Switching.All()),
                hand,
                seen);
        // A row is one test, however long it is: what it showed is learned when it ends.
        if (seen.endedP <= 1) {
            anomalies.tested(Channel.COUNT_COMMANDS, 1);
            int minute = Watch.minute(message.stamp().atNanos());
            anomalies.weigh(hand, Channel.COUNT_COMMANDS, seen.endedP, minute, true);
        }
        return !seen.judged || seen.p > toldP || !switching.isNews(seen) ? null : surprise(message, seen);
    }

    private static Surprise surprise(Message message, Switching.Seen seen) {
        double seconds = (message.stamp().atNanos() - seen.sinceNanos) / 1e9;
        String what = Words.deed(message.operation(), message.target());
        String within = " within " + Words.period(Math.max(1, seconds)) + ", the last " + what;
        String said = seen.backAndForth
                ? "something just switched is switched back " + Words.plural(seen.count, "time") + within
                : Words.plural(seen.count, "point") + " switched the same way" + within;
        String rows =
                seen.rows < 1 ? "" : "; of " + Words.plural(seen.rows, "row") + " the longest was " + seen.longest;
        Explanation explanation = new Explanation(
                0,
                1,
                Math.max(1, seen.longest),
                seen.count,
                seen.backAndForth ? "times switched back in a row of commands" : "points switched one way in a row",
                seen.sinceNanos,
                Math.round(seen.rows),
                0,
                0,
                List.of(),
                "normal if there were at most " + Math.max(1, seen.longest) + " or a minute between any two");
        return Surprise.of(
                message,
                Channel.COUNT_COMMANDS,
                what,
                seen.p,
                "commands one at a time, a minute and more between them" + rows,
                said,
                explanation,
                List.copyOf(seen.frames),
                Basis.of(Law.ROW, seen.numbers));
    }
}
