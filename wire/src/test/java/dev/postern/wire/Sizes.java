package dev.postern.wire;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** Rough size of plain data, bytes: 16 for each object, what its fields, elements and characters take. */
final class Sizes {
    private static final int OBJECT_BYTES = 16;

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private Sizes() {}

    static long of(Object root) {
        try {
            return new Sizes().measure(root);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private long measure(Object object) throws IllegalAccessException {
        if (object == null || object instanceof Enum<?> || object instanceof Class<?> || !seen.add(object)) return 0;
        long bytes = OBJECT_BYTES;
        if (object instanceof String text) return bytes + text.length();
        if (object instanceof Collection<?> collection) {
            for (Object one : collection) bytes += OBJECT_BYTES + measure(one);
        } else if (object instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet())
                bytes += 2 * OBJECT_BYTES + measure(entry.getKey()) + measure(entry.getValue());
        } else if (object.getClass().isArray()) {
            int length = Array.getLength(object);
            boolean octets = object instanceof byte[];
            bytes += (octets ? 1L : Long.BYTES) * length;
            if (object instanceof Object[] array) for (Object one : array) bytes += measure(one);
        } else if (object.getClass().getName().startsWith("dev.postern.")) {
            for (Class<?> type = object.getClass();
                    type != Object.class && type != Record.class;
                    type = type.getSuperclass())
                for (Field field : type.getDeclaredFields()) bytes += field(object, field);
        }
        return bytes;
    }

    private long field(Object object, Field field) throws IllegalAccessException {
        if (Modifier.isStatic(field.getModifiers())) return 0;
        if (field.getType().isPrimitive()) return Long.BYTES;
        field.setAccessible(true);
        return Long.BYTES + measure(field.get(object));
    }
}
