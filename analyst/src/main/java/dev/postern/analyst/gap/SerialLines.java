package dev.postern.analyst.gap;

import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.situation.Context;
import dev.postern.model.Address;
import dev.postern.model.FrameRef;
import dev.postern.model.GapReport.Inference;
import dev.postern.model.Tally;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Boxes with a line of stations behind one address: what the stations say among themselves, and who else hangs on the line, nobody sees here. */
public final class SerialLines {
    private static final int BOXES_MAX = 4_096;
    private static final int STATIONS_MAX = 256;
    /** Two may be two channels of one device. */
    private static final int STATIONS_MIN = 3;

    private static final double CONFIDENCE = 0.7;
    /** Protocols that came from serial lines and still name the station on it. */
    private static final Set<String> SERIAL =
            Set.of("modbus", "dnp3", "iec101", "iec104", "dlms", "sbus", "bsap", "dcon");

    private final LinkedHashMap<Box, Line> lines = new LinkedHashMap<>();

    private record Box(Address address, String service) {}

    /** Mutable. */
    private static final class Line {
        final TreeSet<String> stations = new TreeSet<>();
        long firstNanos;
        long lastNanos;
        FrameRef frame;
    }

    void tally(Tally t, Context context) {
        // A station that refuses or is silent may not be there.
        if (!SERIAL.contains(t.service()) || t.unit().isEmpty() || t.refused() >= t.count()) return;
        Box box = new Box(t.server(), t.service());
        Line line = lines.get(box);
        if (line == null) {
            if (!context.limit().room("serial lines", lines.size(), BOXES_MAX)) return;
            lines.put(box, line = new Line());
            line.firstNanos = t.stamp().atNanos();
            line.frame = t.stamp().ref();
        }
        line.lastNanos = t.stamp().atNanos();
        if (line.stations.size() < STATIONS_MAX) line.stations.add(t.unit());
    }

    List<Inference> inferences(Context context) {
        List<Inference> found = new ArrayList<>();
        lines.forEach((box, line) -> {
            if (line.stations.size() < STATIONS_MIN) return;
            found.add(new Inference(
                    "serial gateway",
                    context.inventory().describe(box.address()) + " has a serial line behind it, as it seems.",
                    Words.count(line.stations.size(), "station") + " answer over " + box.service()
                            + " at its one address. Who else hangs on that line, a modem for one, cannot be seen here.",
                    CONFIDENCE,
                    false,
                    List.of(box.address()),
                    line.firstNanos,
                    line.lastNanos,
                    List.of(line.frame)));
        });
        return found;
    }
}
