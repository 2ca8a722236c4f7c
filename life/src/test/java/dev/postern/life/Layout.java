package dev.postern.life;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Bytes that an object and all it reaches take in a heap of less than 32 GiB: headers of 12 bytes (arrays 16), references of 4, fields at their width,
 * everything rounded up to 8. Collections of the library are counted by what their documented shape needs. Enums and classes are shared and free.
 */
public final class Layout {
    private static final int HEADER = 12, ARRAY_HEADER = 16, REFERENCE = 4;

    private final IdentityHashMap<Object, Boolean> seen = new IdentityHashMap<>();
    private final ArrayDeque<Object> open = new ArrayDeque<>();
    private long bytes;

    public static long of(Object root) {
        Layout layout = new Layout();
        layout.visit(root);
        while (!layout.open.isEmpty()) layout.count(layout.open.poll());
        return layout.bytes;
    }

    private void visit(Object object) {
        if (object == null || object instanceof Enum || object instanceof Class) return;
        if (seen.put(object, true) == null) open.add(object);
    }

    private static long rounded(long size) {
        return (size + 7) / 8 * 8;
    }

    private void count(Object object) {
        switch (object) {
            case String text -> {
                boolean latin = text.chars().allMatch(c -> c <= 0xFF);
                bytes += 24 + rounded(ARRAY_HEADER + (latin ? 1L : 2L) * text.length());
            }
            case Collection<?> all -> {
                bytes += 24 + rounded(ARRAY_HEADER + (long) REFERENCE * Math.max(all.size(), 4));
                all.forEach(this::visit);
            }
            case Map<?, ?> map -> {
                bytes += 48 + 48L * map.size();
                map.forEach((key, value) -> {
                    visit(key);
                    visit(value);
                });
            }
            case Number _ -> bytes += 16;
            default -> {
                if (object.getClass().isArray()) array(object);
                else fields(object);
            }
        }
    }

    private void array(Object array) {
        Class<?> of = array.getClass().getComponentType();
        int length = Array.getLength(array);
        bytes += rounded(ARRAY_HEADER + (long) width(of) * length);
        if (!of.isPrimitive()) for (int i = 0; i < length; i++) visit(Array.get(array, i));
    }

    private static int width(Class<?> type) {
        if (type == long.class || type == double.class) return 8;
        if (type == short.class || type == char.class) return 2;
        if (type == byte.class || type == boolean.class) return 1;
        return REFERENCE;
    }

    private void fields(Object object) {
        long size = HEADER;
        for (Class<?> type = object.getClass(); type != Object.class; type = type.getSuperclass())
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) continue;
                size += width(field.getType());
                if (field.getType().isPrimitive()) continue;
                try {
                    field.setAccessible(true);
                    visit(field.get(object));
                } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                }
            }
        bytes += rounded(size);
    }
}
