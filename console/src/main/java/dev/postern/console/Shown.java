package dev.postern.console;

import dev.postern.model.FrameRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** How moments and frames are written in every line. */
final class Shown {
    private Shown() {}

    /** Seconds since the epoch, to the microsecond. */
    static double epoch(long nanos) {
        return Math.floorDiv(nanos, 1_000L) / 1e6;
    }

    /** @param captureName name of the capture with this ordinal */
    static Map<String, Object> frame(FrameRef ref, IntFunction<String> captureName) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("capture", captureName.apply(ref.capture()));
        line.put("frame", ref.frame());
        return line;
    }
}
