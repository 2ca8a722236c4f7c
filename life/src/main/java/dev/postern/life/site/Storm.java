package dev.postern.life.site;

import dev.postern.life.Surprise;
import dev.postern.life.Watch;
import dev.postern.life.Words;
import dev.postern.life.habit.Counts;
import dev.postern.life.habit.Meter;
import dev.postern.model.Address;
import dev.postern.model.Channel;
import dev.postern.model.FrameRef;
import dev.postern.model.PlantProtocols;
import dev.postern.model.Stamp;
import dev.postern.model.Traffic;
import java.util.List;
import java.util.TreeMap;

/**
 * M2 over the whole site for what is sent to everybody or to groups, streams of the process not counted: everybody has to read it. A minute with
 * far too much is told of whoever sent most. The senders of a minute are at most {@value #SENDERS_MAX}; more are counted without a name.
 */
final class Storm {
    /** A storm is never a close call; one test a minute of the whole site. */
    static final double SPEAKS_P = 1e-6;

    private static final int SENDERS_MAX = 4096;
    private static final double MINUTES_PER_DAY = 1440;

    private final Meter meter = new Meter(Counts.Shape.MESSAGES);
    private final TreeMap<Address, Long> senders = new TreeMap<>();
    private Address loudest;
    private long most;
    private FrameRef frame;
    private int bornMinute = -1;

    void carried(Traffic traffic) {
        Address sender = traffic.conversation().client();
        boolean counts = traffic.conversation().server().isMulticast()
                && traffic.packetsUp() > 0
                && !PlantProtocols.contains(traffic.service());
        if (!counts) return;
        if (bornMinute < 0) bornMinute = Watch.minute(traffic.stamp().atNanos());
        meter.add(traffic.packetsUp());
        if (senders.size() >= SENDERS_MAX && !senders.containsKey(sender)) return;
        long sent = senders.merge(sender, traffic.packetsUp(), Long::sum);
        if (sent <= most) return;
        most = sent;
        loudest = sender;
        frame = traffic.stamp().ref();
    }

    int tests() {
        return meter.tests();
    }

    /** A minute is over. @return null if there is nothing to tell */
    Surprise close(Stamp stamp, Watch watch) {
        meter.close(watch.whole(), watch.settled(), 1);
        Surprise surprise =
                meter.tooMuch() && meter.p() <= SPEAKS_P && loudest != null ? surprise(stamp, meter.seen()) : null;
        senders.clear();
        loudest = null;
        most = 0;
        return surprise;
    }

    private Surprise surprise(Stamp stamp, double seen) {
        Meter.Usual range = meter.usual();
        String usual = Words.range(range.low(), range.high(), "frames a minute to everybody, of all devices");
        String share =
                Words.number(100.0 * most / seen) + " % of them from here, " + Words.plural(senders.size(), "sender");
        return Surprise.ofDevice(
                        stamp,
                        loudest,
                        Channel.COUNT_GROUP,
                        "frames to everybody",
                        meter.p(),
                        usual,
                        Words.number(seen) + " frames in a minute, " + share,
                        meter.explanation(
                                range,
                                "frames a minute to everybody",
                                bornMinute * Watch.MINUTE_NANOS,
                                "normal at " + usual),
                        MINUTES_PER_DAY,
                        List.of(frame))
                .because(meter.law(), meter.numbers());
    }
}
