package dev.postern.console;

import dev.postern.model.Chronicle;
import dev.postern.model.Chronicle.Measure;
import dev.postern.model.Chronicle.Past;
import dev.postern.model.Chronicle.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How much a device brought for years, as JSON: its addresses together, step by step. */
final class ChronicleLines {
    /** Octets are counted in so many. */
    private static final int BYTES_UNIT = 64;

    private ChronicleLines() {}

    static Map<String, Object> of(Collection<Chronicle> addresses) {
        Map<String, Object> page = new LinkedHashMap<>();
        for (Step step : Step.values()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("seconds", step.minutes * 60L);
            line.put("kept", step.kept);
            line.put("past", past(addresses, step));
            page.put(step.name().toLowerCase(Locale.ROOT), line);
        }
        return page;
    }

    private static List<Map<String, Object>> past(Collection<Chronicle> addresses, Step step) {
        TreeMap<Long, double[]> sums = new TreeMap<>();
        for (Chronicle one : addresses)
            for (Past past : one.past(step))
                add(sums.computeIfAbsent(past.fromNanos(), _ -> new double[Chronicle.MEASURES]), past);
        List<Map<String, Object>> lines = new ArrayList<>();
        sums.forEach((from, amounts) -> {
            Past sum = new Past(from, amounts);
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("time", from / 1e9);
            line.put("packets", Math.rint(sum.of(Measure.PACKETS)));
            line.put("bytes", Math.rint(BYTES_UNIT * sum.of(Measure.BYTES)));
            line.put("connections", Math.rint(sum.of(Measure.CONNECTIONS)));
            line.put("failures", Math.rint(sum.of(Measure.FAILURES)));
            line.put("peers", Math.rint(sum.of(Measure.PEERS)));
            lines.add(line);
        });
        return lines;
    }

    @SuppressWarnings("EnumOrdinal") // arrays by constant
    private static void add(double[] sum, Past past) {
        for (int m = 0; m < sum.length; m++) {
            if (m == Measure.PEERS.ordinal()) sum[m] = Math.max(sum[m], past.amounts()[m]);
            else sum[m] += past.amounts()[m];
        }
    }
}
