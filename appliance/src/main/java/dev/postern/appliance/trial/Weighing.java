package dev.postern.appliance.trial;

import dev.postern.evaluate.Calibration;
import dev.postern.evaluate.Truth;
import dev.postern.life.chance.Frequencies;
import dev.postern.life.site.SiteStage;
import dev.postern.model.Channel;
import java.util.ArrayList;
import java.util.List;

/** Writes down, minute by minute, how often life said what: which minutes were benign is known only later. */
final class Weighing {
    private static final String VERDICT = "device minute";

    private final List<Frequencies> lines = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final long[] before;
    private final List<Calibration.Minute> minutes = new ArrayList<>();
    private boolean begun;

    Weighing(SiteStage site) {
        lines.add(site.verdicts());
        names.add(VERDICT);
        for (Channel channel : Channel.values()) {
            lines.add(site.said(channel));
            names.add(channel.label());
        }
        before = new long[lines.size() * Calibration.WIDTH];
    }

    /** From now on; the minutes up to now are not judged. */
    void begin() {
        begun = true;
        since();
        minutes.clear();
    }

    void minute(long endNanos) {
        if (begun) minutes.add(new Calibration.Minute(endNanos - 1, since()));
    }

    /** What was said since this was asked last. */
    private int[] since() {
        int[] counts = new int[before.length];
        for (int line = 0, at = 0; line < lines.size(); line++)
            for (int i = 0; i < Calibration.WIDTH; i++, at++) {
                long now = i == 0 ? lines.get(line).tests() : lines.get(line).atMost(i);
                counts[at] = (int) (now - before[at]);
                before[at] = now;
            }
        return counts;
    }

    Calibration calibration(Truth truth) {
        return Calibration.of(truth, names, minutes);
    }
}
