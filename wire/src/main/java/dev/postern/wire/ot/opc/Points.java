package dev.postern.wire.ot.opc;

import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/** The items of a call in their order, and what it has for each; at most {@link #SHOWN_MAX} of each are told. */
final class Points {
    static final int SHOWN_MAX = 1024;
    /** Items named in a target; the rest is counted. */
    private static final int TARGET_ITEMS_MAX = 12;

    /** Between 1601-01-01 and 1970-01-01. */
    private static final long EPOCH_MILLIS = 11_644_473_600_000L;

    private final List<String> items = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
    private final List<String> qualities = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private final List<Long> results = new ArrayList<>();
    private boolean anyTime;
    private boolean anyResult;
    private long refused;
    private long counted;

    void item(String item) {
        if (items.size() < SHOWN_MAX) items.add(item);
    }

    void items(String[] several) {
        for (String item : several) item(item);
    }

    void value(Variant value) {
        if (values.size() >= SHOWN_MAX) return;
        values.add(value.value());
        types.add(value.type());
    }

    /** Type of an item of which no value is told. */
    void type(int type) {
        if (types.size() < SHOWN_MAX) types.add(Variant.name(type));
    }

    /** @param bits -1 where there is none */
    void quality(int bits) {
        if (qualities.size() < SHOWN_MAX) qualities.add(bits < 0 ? "" : Quality.of(bits));
    }

    /** FILETIME: hundreds of nanoseconds since 1601, low half first whatever the byte order; 0 is no time. */
    void time(long low, long high) {
        long ticks = high << 32 | low;
        if (times.size() < SHOWN_MAX) times.add(millis(ticks));
        anyTime |= ticks != 0;
    }

    /** Milliseconds since 1970, or 0 for no time. */
    static long millis(long ticks) {
        return ticks <= 0 ? 0 : ticks / 10_000 - EPOCH_MILLIS;
    }

    void result(long code) {
        if (results.size() < SHOWN_MAX) results.add(code);
        anyResult |= code != 0;
        counted++;
        if (Hresult.refuses(code)) refused++;
    }

    /** There are items, and the server would have none of them. */
    boolean allRefused() {
        return counted > 0 && refused == counted;
    }

    String target() {
        if (items.isEmpty()) return "";
        if (items.size() == 1) return items.getFirst();
        StringBuilder text = new StringBuilder(items.getFirst());
        for (int i = 1; i < items.size() && i < TARGET_ITEMS_MAX; i++)
            text.append(", ").append(items.get(i));
        int more = items.size() - TARGET_ITEMS_MAX;
        return more > 0 ? text.append(" +").append(more).toString() : text.toString();
    }

    void describe(Turn.Draft draft) {
        if (!items.isEmpty()) draft.field("item_ids", items);
        if (!values.isEmpty()) draft.field("values", values);
        if (!types.isEmpty()) draft.field("types", types);
        if (!qualities.isEmpty()) draft.field("qualities", qualities);
        if (anyTime) draft.field("source_millis", times);
        if (anyResult) draft.field("results", results);
        for (long result : results) {
            if (!Hresult.refuses(result)) continue;
            draft.field("error", Hresult.name(result));
            return;
        }
    }
}
