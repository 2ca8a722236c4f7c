package dev.postern.appliance.verdict;

import dev.postern.analyst.situation.Reconciled;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Decree;
import dev.postern.model.Window;
import dev.postern.store.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What came of announced work, in the form of docs/reference/json.md: what was told when its window ended, what was told within it, and what the same machines did beyond it
 * while it lasted. From what is kept alone, so it can be asked while the work goes on.
 */
final class Reconciliation {
    /** Anomalies of the window, and as many after its end. */
    private static final int LOOKED_AT_MAX = 100_000;

    private static final int LISTED = 50;
    /** Of one that is only counted. */
    private static final Map<String, Object> UNLISTED = Map.of();

    private final Window window;
    private final State state;
    private final int lookedAtMax;
    private final List<String> addresses = new ArrayList<>();
    private boolean complete = true;

    private Reconciliation(Window window, State state, int lookedAtMax) {
        this.lookedAtMax = lookedAtMax;
        this.window = window;
        this.state = state;
        TreeSet<Address> named = new TreeSet<>(window.who());
        named.addAll(window.devices());
        for (Address address : named) addresses.add(address.toString());
    }

    /** @return empty if there is no such window */
    static Optional<Map<String, Object>> of(State state, String id) {
        return of(state, id, LOOKED_AT_MAX);
    }

    static Optional<Map<String, Object>> of(State state, String id, int lookedAtMax) {
        for (Decree decree : state.decrees().all())
            if (decree instanceof Window window && window.id().equals(id))
                return Optional.of(new Reconciliation(window, state, lookedAtMax).lines());
        return Optional.empty();
    }

    private Map<String, Object> lines() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", window.id());
        Anomaly told = told();
        line.put("told", told == null ? null : told.id());
        line.put("done", told == null ? "" : Reconciled.done(told));
        line.put("missing", told == null ? "" : Reconciled.missing(told));
        Map<String, Map<String, Object>> within = new LinkedHashMap<>();
        Map<String, Map<String, Object>> beyond = new LinkedHashMap<>();
        look(window.fromNanos(), window.untilNanos(), a -> {
            if (isAboutWindows(a)) return true;
            if (a.answer().equals(window.id())) count(within, a);
            else if (a.answer().isEmpty()) count(beyond, a);
            return true;
        });
        put(line, "within", within.values());
        put(line, "beyond", beyond.values());
        line.put("complete", complete);
        return line;
    }

    private Anomaly told() {
        Anomaly[] told = new Anomaly[1];
        look(window.untilNanos() - 1, Long.MAX_VALUE, a -> {
            if (Reconciled.tellsOf(window, a)) told[0] = a;
            return told[0] == null;
        });
        return told[0];
    }

    private void look(long fromNanos, long untilNanos, Predicate<Anomaly> visitor) {
        int[] left = {lookedAtMax};
        state.findings().visitAnomaliesOf(addresses, fromNanos, untilNanos, lookedAtMax + 1, a -> {
            complete &= left[0]-- > 0;
            return left[0] >= 0 && visitor.test(a);
        });
    }

    /** The end of another window, within this one. */
    private static boolean isAboutWindows(Anomaly a) {
        return a.situation().equals(Situation.ANNOUNCED_DONE.code)
                || a.situation().equals(Situation.ANNOUNCED_MISSING.code);
    }

    /** The same of the same two once, with how often; in the order in which they began. */
    private static void count(Map<String, Map<String, Object>> kinds, Anomaly a) {
        String key = String.join(" ", a.title(), a.situation(), a.device().toString(), "" + a.peer());
        Map<String, Object> kind = kinds.get(key);
        if (kind == null) {
            kind = kinds.size() < LISTED ? first(a) : UNLISTED;
            kinds.put(key, kind);
        }
        if (!kind.isEmpty()) kind.merge("times", 1, (before, more) -> (int) before + (int) more);
    }

    private static void put(Map<String, Object> line, String name, Collection<Map<String, Object>> kinds) {
        line.put(name, kinds.stream().limit(LISTED).toList());
        line.put(name + "_more", Math.max(0, kinds.size() - LISTED));
    }

    private static Map<String, Object> first(Anomaly a) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("anomaly", a.id());
        line.put("time", Math.floorDiv(a.atNanos(), 1_000L) / 1e6);
        line.put("situation", a.situation());
        line.put("title", a.title());
        line.put("seen", a.seen());
        line.put("device", a.device().toString());
        line.put("peer", a.peer() == null ? null : a.peer().toString());
        return line;
    }
}
