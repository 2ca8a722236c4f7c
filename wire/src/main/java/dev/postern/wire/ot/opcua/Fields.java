package dev.postern.wire.ot.opcua;

import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/** Named values that wait for the message they belong to, whose outcome stands behind them. */
final class Fields {
    private final List<String> names = new ArrayList<>(8);
    private final List<Object> values = new ArrayList<>(8);

    /** Empty text and empty lists say nothing and are left out. */
    void add(String name, Object value) {
        boolean nothing = value == null
                || value instanceof String text && text.isEmpty()
                || value instanceof List<?> list && list.isEmpty();
        if (nothing) return;
        names.add(name);
        values.add(value);
    }

    void describe(Turn.Draft draft) {
        for (int i = 0; i < names.size(); i++) draft.field(names.get(i), values.get(i));
    }
}
