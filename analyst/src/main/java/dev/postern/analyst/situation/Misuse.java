package dev.postern.analyst.situation;

import dev.postern.analyst.inventory.Settings;
import dev.postern.model.Address;
import dev.postern.model.FrameRef;
import dev.postern.model.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Rules of the internet's protocols that no honest host breaks again and again: echoes whose answers carry other data than their questions are a
 * conversation, however slowly it is held; segments with flags of no connection at several ports are a scan that hides.
 */
public final class Misuse {
    private static final int PAIRS_MAX = 4_096;
    private static final int TIMES_MIN = 3;
    private static final int FRAMES_MAX = 8;
    private static final long SCAN_NANOS = 10 * Settings.MINUTE_NANOS;
    /** Nothing else explains even a single answer but a question that was not seen, so the patient are waited for. */
    private static final long TALK_NANOS = 30 * 1_440 * Settings.MINUTE_NANOS;

    private final TreeMap<String, Round> rounds = new TreeMap<>();

    /** What one pair broke lately; mutable. */
    static final class Round {
        long firstNanos;
        boolean told;
        /** Each echo, or each port, once; no more than are needed. */
        final TreeSet<Long> broken = new TreeSet<>();

        final ArrayList<FrameRef> frames = new ArrayList<>(1);
    }

    public void malformed(Malformed m, Context context) {
        if (m.conversation() == null || m.stamp().late()) return;
        boolean echo = m.layer().startsWith("icmp") && m.rule().equals("echo returns other data");
        boolean flags = m.layer().equals("tcp") && m.rule().equals("flags of no connection");
        if (!echo && !flags) return;
        Address client = echo ? m.conversation().client() : m.conversation().source(m.fromClient());
        Address server = echo ? m.conversation().server() : m.conversation().destination(m.fromClient());
        long each = echo ? m.stamp().order() : m.conversation().serverPort();
        // A scan goes on to other hosts, a conversation stays with its own.
        Round round = round(m.layer() + " " + client + (echo ? " " + server : ""), context);
        if (round == null
                || !add(round, flags ? each + server.low() * 65_536 : each, echo ? TALK_NANOS : SCAN_NANOS, m)) return;
        round.told = true;
        Situation s = echo ? Situation.TUNNEL : Situation.STEALTH_SCAN;
        context.desk()
                .raise(new Finding(
                        s,
                        client + "|" + server,
                        m.stamp(),
                        client,
                        server,
                        m.layer(),
                        null,
                        s.title,
                        context.inventory().describe(client) + " and "
                                + context.inventory().describe(server)
                                + (echo
                                        ? " talk inside pings: the answers carry other data than the questions."
                                        : ": segments with flags that no connection has were sent to several ports."),
                        echo
                                ? "A ping returns what it was sent."
                                : "After its first segment a connection acknowledges in each.",
                        "known without history",
                        s.consequence,
                        s.neverHidden,
                        List.copyOf(round.frames),
                        List.of(Part.source(client), Part.target(server)),
                        ""));
    }

    private Round round(String key, Context context) {
        Round round = rounds.get(key);
        if (round != null) return round;
        if (!context.limit().room("hosts that break rules", rounds.size(), PAIRS_MAX)) return null;
        rounds.put(key, round = new Round());
        return round;
    }

    /** @return true once, when there were enough within {@code roundNanos} */
    private static boolean add(Round round, long each, long roundNanos, Malformed m) {
        if (round.told) return false;
        long at = m.stamp().atNanos();
        if (round.broken.isEmpty() || at - round.firstNanos > roundNanos) {
            round.broken.clear();
            round.frames.clear();
            round.firstNanos = at;
        }
        if (round.broken.add(each) && round.frames.size() < FRAMES_MAX)
            round.frames.add(m.stamp().ref());
        return round.broken.size() >= TIMES_MIN;
    }
}
