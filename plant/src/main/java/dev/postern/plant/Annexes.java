package dev.postern.plant;

import java.util.HashMap;
import java.util.Map;

/** What extensions brought into the works, for the stories that play there. */
final class Annexes {
    private final Map<Class<?>, Object> all = new HashMap<>();

    void add(Object annex) {
        all.put(annex.getClass(), annex);
    }

    /** @throws IllegalStateException if the extension that brings it is off */
    <T> T get(Class<T> kind) {
        Object annex = all.get(kind);
        if (annex == null) throw new IllegalStateException("no " + kind.getSimpleName() + " in this works");
        return kind.cast(annex);
    }
}
