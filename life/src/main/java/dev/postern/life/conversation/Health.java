package dev.postern.life.conversation;

import dev.postern.life.LifeSink;
import dev.postern.life.Surprise;
import dev.postern.life.Watch;
import dev.postern.life.Way;
import dev.postern.life.Words;
import dev.postern.life.chance.Law;
import dev.postern.life.habit.Hash;
import dev.postern.life.habit.Heap;
import dev.postern.life.habit.Latency;
import dev.postern.life.habit.OneWay;
import dev.postern.life.habit.Ratio;
import dev.postern.model.Channel;
import dev.postern.model.Explanation;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Stamp;
import dev.postern.model.Traffic;
import dev.postern.model.Verb;
import java.util.List;

/** M6 of one conversation: how long answers take, how many are refusals, how well its connections do. */
@SuppressWarnings("EnumOrdinal") // arrays by constant, and hashes that must not change from run to run
final class Health {
    /** Deviates of the 5 and 95 % quantiles. */
    private static final double QUANTILE = 1.64;

    private static final double MS = 1e6;
    private static final double PERIOD_DAYS = 28;
    /** The same at every server. */
    private static final long TIME_TO_ANSWER = Hash.of("time to answer");

    /** Octets of heap. */
    static final int BYTES = Heap.object(20) + Latency.BYTES + OneWay.Months.BYTES + 3 * Ratio.BYTES;

    private final Latency latency = new Latency();
    private final OneWay.Months months = new OneWay.Months();
    private final Ratio refused = new Ratio(0.02);
    private final Ratio resent = new Ratio(0.005);
    private final Ratio reset = new Ratio(0.05);

    void answered(Message message, Symbol symbol) {
        refused.add(message.outcome() == Outcome.REFUSED ? 1 : 0, 1);
        if (message.latencyNanos() <= 0 || message.outcome() != Outcome.SUCCESS) return;
        double log = Math.log(message.latencyNanos());
        latency.answer(symbol.latency(log));
        months.look(log, Watch.minute(message.stamp().atNanos()));
    }

    void carried(Traffic traffic) {
        resent.add(traffic.retransmissions(), (int)
                Math.min(Integer.MAX_VALUE, traffic.packetsUp() + traffic.packetsDown()));
        boolean opened = traffic.opening() != Traffic.Opening.NONE;
        if (opened || traffic.last() || traffic.resets() > 0) reset.add(traffic.resets() > 0 ? 1 : 0, 1);
    }

    /** A minute ends. */
    void close(ConversationLife life, Stamp stamp, long[] tests, LifeSink out) {
        double latencyP = latency.close();
        if (latencyP >= 0) tests[Channel.HEALTH_LATENCY.ordinal()]++;
        if (latencyP >= 0 && latencyP < Findings.TOLD_P) out.surprise(slow(life, latencyP, stamp));
        OneWay year = months.year();
        if (year != null) {
            tests[Channel.DRIFT_YEAR.ordinal()]++;
            Surprise slower = year.isTold() && months.tells() ? slower(life, year, stamp) : null;
            int way = 2 * year.distance() >= OneWay.MATTERS ? year.way() : 0;
            out.went(new Way(stamp, life.key.server(), life.key.service(), TIME_TO_ANSWER, way, slower));
        }
        double refusedP = refused.close();
        if (refusedP >= 0) tests[Channel.HEALTH_REFUSED.ordinal()]++;
        if (refusedP >= 0 && refusedP < Findings.TOLD_P)
            out.surprise(share(life, Channel.HEALTH_REFUSED, refused, "answers refused", refusedP, stamp));
        double resentP = resent.close();
        double resetP = reset.close();
        if (resentP < 0 && resetP < 0) return;
        tests[Channel.HEALTH_TRANSPORT.ordinal()]++;
        boolean lost = resentP >= 0 && (resetP < 0 || resentP <= resetP);
        double both = lost ? resentP : resetP;
        double p = resentP >= 0 && resetP >= 0 ? Math.min(1, 2 * both) : both;
        if (p < Findings.TOLD_P)
            out.surprise(share(
                    life,
                    Channel.HEALTH_TRANSPORT,
                    lost ? resent : reset,
                    lost ? "packets sent again" : "connections reset",
                    p,
                    stamp));
    }

    private Surprise slow(ConversationLife life, double p, Stamp stamp) {
        double low = latency.quantile(-QUANTILE);
        double high = latency.quantile(QUANTILE);
        String usual = Words.range(low, high, "times the usual time of each request");
        return Findings.window(
                life,
                Channel.HEALTH_LATENCY,
                Verb.OTHER,
                "time to answer",
                p,
                usual,
                Words.number(latency.seen()) + " times the usual time",
                new Explanation(
                        low,
                        latency.quantile(0),
                        high,
                        latency.seen(),
                        "times the usual time to answer",
                        life.bornMinute * Watch.MINUTE_NANOS,
                        latency.samples(),
                        0,
                        0,
                        List.of(),
                        "normal at " + usual),
                stamp);
    }

    private static Surprise slower(ConversationLife life, OneWay year, Stamp stamp) {
        String unit = "ms to answer, in the mean of four weeks";
        double low = year.low() / MS;
        double high = year.high() / MS;
        String first = Words.range(low, high, unit);
        Explanation explanation = new Explanation(
                low,
                Math.sqrt(low * high),
                high,
                year.now() / MS,
                unit,
                life.bornMinute * Watch.MINUTE_NANOS,
                year.periods(),
                0,
                0,
                List.of(),
                "normal at " + first + ", or if most of its peers went along");
        String seen = "answers take " + year.words("longer", "less") + ", lately " + Words.number(year.now() / MS) + " "
                + unit + "; no sister goes the same way";
        return Findings.surprise(
                        life,
                        stamp,
                        Channel.DRIFT_YEAR,
                        Verb.OTHER,
                        "time to answer",
                        year.p(),
                        first + " in its first quarter",
                        seen,
                        explanation,
                        1 / PERIOD_DAYS,
                        life.evidence())
                .because(Law.ORDER, year.numbers());
    }

    private static Surprise share(
            ConversationLife life, Channel channel, Ratio ratio, String what, double p, Stamp stamp) {
        String usual = Words.number(ratio.usual()) + " of " + Words.number(ratio.of()) + " " + what;
        return Findings.window(
                life,
                channel,
                Verb.OTHER,
                what,
                p,
                usual,
                Words.number(ratio.seen()) + " of " + Words.number(ratio.of()) + " " + what,
                new Explanation(
                        ratio.quantile(0.05),
                        ratio.quantile(0.5),
                        ratio.quantile(0.95),
                        ratio.seen(),
                        what + " a minute",
                        life.bornMinute * Watch.MINUTE_NANOS,
                        ratio.samples(),
                        0,
                        0,
                        List.of(),
                        "normal at " + usual),
                stamp);
    }
}
