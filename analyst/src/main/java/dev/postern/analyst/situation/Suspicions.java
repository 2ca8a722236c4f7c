package dev.postern.analyst.situation;

import dev.postern.model.Address;
import dev.postern.model.FrameRef;
import dev.postern.model.GapReport.Inference;
import dev.postern.model.Stamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Inferences that are drawn when something happens, kept for as long as the home lives. The same again brings its last time up to date. */
public final class Suspicions {
    private static final int MAX = 1_024;
    private static final int FRAMES_MAX = 4;

    private final LinkedHashMap<String, Noted> noted = new LinkedHashMap<>();

    /** Mutable in its last time and its frames. */
    private static final class Noted {
        String kind;
        String sentence;
        String reason;
        double confidence;
        boolean outward;
        List<Address> devices;
        long firstNanos;
        long lastNanos;
        final ArrayList<FrameRef> frames = new ArrayList<>(1);
    }

    public void note(
            String kind,
            String sentence,
            String reason,
            double confidence,
            boolean outward,
            List<Address> devices,
            Stamp stamp,
            Context context) {
        Noted known = noted.get(kind + devices);
        if (known == null) {
            if (!context.limit().room("inferences about the gap", noted.size(), MAX)) return;
            noted.put(kind + devices, known = new Noted());
            known.kind = kind;
            known.sentence = sentence;
            known.reason = reason;
            known.confidence = confidence;
            known.outward = outward;
            known.devices = List.copyOf(devices);
            known.firstNanos = stamp.atNanos();
        }
        known.lastNanos = stamp.atNanos();
        if (known.frames.size() < FRAMES_MAX) known.frames.add(stamp.ref());
    }

    public List<Inference> inferences() {
        List<Inference> all = new ArrayList<>();
        for (Noted n : noted.values())
            all.add(new Inference(
                    n.kind,
                    n.sentence,
                    n.reason,
                    n.confidence,
                    n.outward,
                    n.devices,
                    n.firstNanos,
                    n.lastNanos,
                    List.copyOf(n.frames)));
        return all;
    }
}
