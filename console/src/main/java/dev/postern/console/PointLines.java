package dev.postern.console;

import dev.postern.store.PointHistory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Courses of points as JSON. */
final class PointLines {
    private static final int COUNTER_CHANGES_MIN = 5;
    private static final int STATES_MAX = 8;

    private PointLines() {}

    /** @param addresses of the device that is looked at */
    static Map<String, Object> course(PointHistory.Course c, List<String> addresses) {
        boolean serves = addresses.contains(c.server());
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("name", c.name());
        line.put("written", c.written());
        line.put("serves", serves);
        line.put("peer", serves ? c.client() : c.server());
        line.put("service", c.service());
        line.put("unit", c.unit());
        line.put("type", c.type());
        line.put("behaves", behaves(c));
        line.put("quality", c.quality());
        line.put("last", number(c.last()));
        line.put("changed", c.changedNanos() / 1e9);
        line.put("first", c.firstNanos() / 1e9);
        line.put("time", c.lastNanos() / 1e9);
        line.put("samples", c.samples());
        line.put("least", number(c.least()));
        line.put("low", number(c.low()));
        line.put("median", number(c.median()));
        line.put("high", number(c.high()));
        line.put("greatest", number(c.greatest()));
        if (!Double.isNaN(c.expectedLow())) {
            line.put("expected_low", number(c.expectedLow()));
            line.put("expected_high", number(c.expectedHigh()));
        }
        line.put(
                "course",
                c.moments().stream()
                        .map(m -> List.of(m.atNanos() / 1e9, number(m.value())))
                        .toList());
        return line;
    }

    /** By its samples: one value, two, a few, one that only rises, or anything. */
    private static String behaves(PointHistory.Course c) {
        if (c.samples() == 1) return "seen once";
        if (c.kinds() == 1) return "constant";
        if (c.kinds() == 2 && (c.type().equals("bit") || c.changes() >= 2)) return "two states";
        if (c.falls() == 0 && c.changes() >= COUNTER_CHANGES_MIN) return "rises only";
        return c.kinds() <= STATES_MAX && c.changes() >= 2 * c.kinds() ? c.kinds() + " states" : "varies";
    }

    /** A whole number without its point. */
    private static Number number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) return (long) value;
        return value;
    }
}
