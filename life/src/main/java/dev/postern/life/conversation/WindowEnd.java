package dev.postern.life.conversation;

import dev.postern.life.LifeSink;
import dev.postern.life.Watch;
import dev.postern.life.chance.Cauchy;
import dev.postern.life.chance.Law;
import dev.postern.life.habit.Cycle;
import dev.postern.model.Channel;
import dev.postern.model.Stamp;

/** Judges the conversations of a shard when a minute ends: counts and rhythms. One per close. */
@SuppressWarnings("EnumOrdinal") // arrays by constant, and hashes that must not change from run to run
public final class WindowEnd {
    /** A conversation silent for this long is no longer asked about. */
    public static final int DORMANT_MINUTES = 1440;

    private static final Channel[] CYCLES = {Channel.CYCLE_PERIOD, Channel.CYCLE_MISSED, Channel.CYCLE_EXTRA};

    private static final Law[] LAWS = {Law.CYCLE_PERIOD, Law.CYCLE_MISSED, Law.CYCLE_EXTRA};

    private final Stamp stamp;
    private final Watch watch;
    private final long[] tests;
    private final int minute;
    private final Cycle.Window window = new Cycle.Window();
    private final double[] sums = new double[CYCLES.length];
    private final double[] least = new double[CYCLES.length];
    private final Symbol[] worst = new Symbol[CYCLES.length];
    private final Cycle.Window[] worstWindow = new Cycle.Window[CYCLES.length];

    /** @param tests counted up here, by channel */
    WindowEnd(Stamp stamp, Watch watch, long[] tests) {
        this.stamp = stamp;
        this.watch = watch;
        this.tests = tests;
        this.minute = Watch.minute(stamp.atNanos());
    }

    /** Sleepers are tested too: they are silent, as expected. */
    void testSleepers(int count) {
        tests[Channel.COUNT_MESSAGES.ordinal()] += count;
        tests[Channel.COUNT_FAILURES.ordinal()] += count;
    }

    void judge(ConversationLife life, LifeSink out) {
        counts(life, out);
        cycles(life, out);
        if (life.sequence != null) order(life, out);
        if (life.health != null) life.health.close(life, stamp, tests, out);
        if (life.values != null) life.values.close(life, stamp, tests, out);
    }

    private void counts(ConversationLife life, LifeSink out) {
        life.closeWindow(minute, watch.whole(), watch.settled());
        tests[Channel.COUNT_MESSAGES.ordinal()] += life.messages.tests();
        tests[Channel.COUNT_FAILURES.ordinal()] += life.failures.tests();
        if (life.messages.p() < Findings.TOLD_P)
            out.surprise(Findings.count(life, Channel.COUNT_MESSAGES, life.messages, "messages a minute", stamp));
        if (life.failures.p() < Findings.TOLD_P)
            out.surprise(Findings.count(life, Channel.COUNT_FAILURES, life.failures, "refusals a minute", stamp));
    }

    private void order(ConversationLife life, LifeSink out) {
        double p = life.sequence.close();
        if (p < 0) return;
        tests[Channel.SEQUENCE_ORDER.ordinal()]++;
        if (p < Findings.TOLD_P) out.surprise(Findings.order(life, p, stamp));
    }

    /** All symbols of a conversation give one p per aspect: a Cauchy combination, told of the most surprising symbol. */
    private void cycles(ConversationLife life, LifeSink out) {
        int judged = 0;
        for (int i = 0; i < CYCLES.length; i++) {
            sums[i] = 0;
            least[i] = 1;
        }
        for (Symbol symbol : life.symbols) {
            if (symbol.cycle == null) continue;
            symbol.cycle.close(stamp.atNanos() + 1, watch.whole(), watch.settled(), life.forSymbols(), window);
            if (window.tests == 0) continue;
            judged++;
            add(0, window.periodP, symbol);
            add(1, window.missedP, symbol);
            add(2, window.extraP, symbol);
        }
        for (int i = 0; judged > 0 && i < CYCLES.length; i++) {
            tests[CYCLES[i].ordinal()]++;
            double p = Cauchy.combine(sums[i], judged);
            if (least[i] < 1 && p < Findings.TOLD_P)
                out.surprise(Findings.cycle(life, CYCLES[i], worst[i], worstWindow[i], p, stamp)
                        .because(LAWS[i], worstWindow[i].numbers(LAWS[i], sums[i] - Cauchy.term(least[i]), judged)));
        }
    }

    private void add(int aspect, double p, Symbol symbol) {
        sums[aspect] += p >= 1 ? 0 : Cauchy.term(p);
        if (p >= least[aspect]) return;
        least[aspect] = p;
        worst[aspect] = symbol;
        worstWindow[aspect] = window.copy();
    }
}
