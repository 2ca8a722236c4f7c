package dev.postern.analyst.situation.network;

import dev.postern.analyst.situation.Context;
import dev.postern.model.Message;
import dev.postern.model.Stamp;
import dev.postern.model.Tally;
import dev.postern.model.Traffic;

/** All detectors of this room. */
public final class Floods {
    private final Leases leases = new Leases();
    private final Cards cards = new Cards();
    private final SpanningTrees spanningTrees = new SpanningTrees();
    private final HalfOpen halfOpen = new HalfOpen();
    private final Amplified amplified = new Amplified();
    private final SlowScans slowScans = new SlowScans();

    public void message(Message m, Context context) {
        leases.message(m, context);
    }

    public void traffic(Traffic t, Context context) {
        leases.traffic(t);
        cards.traffic(t, context);
        halfOpen.traffic(t, context);
        amplified.traffic(t, context);
        slowScans.traffic(t, context);
    }

    public void tally(Tally t, Context context) {
        spanningTrees.tally(t, context);
    }

    /**
     * All of event time before this minute was heard.
     *
     * @param stamp of its end
     */
    public void close(Stamp stamp, Context context) {
        leases.close(stamp, context);
        cards.close(stamp, context);
        halfOpen.close(stamp, context);
        amplified.close(stamp, context);
    }
}
