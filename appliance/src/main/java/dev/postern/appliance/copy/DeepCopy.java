package dev.postern.appliance.copy;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.objenesis.Objenesis;
import org.objenesis.ObjenesisStd;

/**
 * A second object like the first that shares nothing mutable with it, however they hang together, circles and lambdas included. That is what lets one
 * virtual plant, whose future is a heap of deeds, live on in many ways. Fields are set one by one; records and lambdas, which cannot be changed, are
 * made anew from copies of what they hold. A collection whose elements are equal by what they hold must hold only records, strings and numbers, for it is
 * filled before other objects are. Costs time and space in proportion to what hangs together.
 *
 * <p>Not thread safe; for one copy.
 */
public final class DeepCopy {
    private static final Set<Class<?>> SHARED = Set.of(
            String.class,
            Long.class,
            Integer.class,
            Short.class,
            Byte.class,
            Double.class,
            Float.class,
            Boolean.class,
            Character.class,
            Class.class);

    /** By class, for all copies: what there is to fill, of a record in the order of its constructor. */
    private static final ClassValue<Field[]> FIELDS = new ClassValue<>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
            List<Field> all = new ArrayList<>();
            if (type.isRecord())
                for (RecordComponent part : type.getRecordComponents()) all.add(field(type, part.getName()));
            else
                for (Class<?> c = type; c != null; c = c.getSuperclass())
                    for (Field field : c.getDeclaredFields())
                        if (!Modifier.isStatic(field.getModifiers())) all.add(field);
            Field[] fields = all.toArray(Field[]::new);
            AccessibleObject.setAccessible(fields, true);
            return fields;
        }

        private static Field field(Class<?> type, String name) {
            try {
                return type.getDeclaredField(name);
            } catch (NoSuchFieldException e) {
                throw new IllegalStateException("a record without the field " + name, e);
            }
        }
    };

    private final Objenesis blanks = new ObjenesisStd();
    private final IdentityHashMap<Object, Object> copies = new IdentityHashMap<>();
    private final ArrayDeque<Runnable> toFill = new ArrayDeque<>();

    private DeepCopy() {}

    /** @throws IllegalStateException if something hangs on it that this cannot copy */
    @SuppressWarnings("unchecked")
    public static <T> T of(T original) {
        DeepCopy copy = new DeepCopy();
        Object made = copy.copy(original);
        while (!copy.toFill.isEmpty()) copy.toFill.poll().run();
        return (T) made;
    }

    private Object copy(Object original) {
        if (original == null || SHARED.contains(original.getClass()) || original instanceof Enum<?>) return original;
        Object known = copies.get(original);
        if (known != null) return known;
        Object made = make(original);
        copies.put(original, made);
        return made;
    }

    private Object make(Object original) {
        Class<?> type = original.getClass();
        if (type.isArray()) return array(original);
        if (type.isRecord()) return record(original);
        if (type.isHidden()) return lambda(original);
        if (original instanceof Collection<?> all) return collection(all);
        if (original instanceof Map<?, ?> map) return map(map);
        if (type.getName().startsWith("java.")) throw new IllegalStateException("cannot copy a " + type.getName());
        Object blank = blanks.newInstance(type);
        toFill.add(() -> {
            for (Field field : FIELDS.get(type)) set(field, blank, original);
        });
        return blank;
    }

    private void set(Field field, Object blank, Object original) {
        try {
            field.set(blank, copy(field.get(original)));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot copy " + field, e);
        }
    }

    private Object array(Object original) {
        int length = Array.getLength(original);
        Object made = Array.newInstance(original.getClass().getComponentType(), length);
        if (original instanceof Object[] from)
            toFill.add(() -> {
                Object[] to = (Object[]) made;
                for (int i = 0; i < length; i++) to[i] = copy(from[i]);
            });
        else System.arraycopy(original, 0, made, 0, length);
        return made;
    }

    private Object record(Object original) {
        RecordComponent[] parts = original.getClass().getRecordComponents();
        Class<?>[] types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> canonical = original.getClass().getDeclaredConstructor(types);
            return made(canonical, copies(parts(original, FIELDS.get(original.getClass()))));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "cannot copy a " + original.getClass().getName(), e);
        }
    }

    /**
     * Made anew by its one constructor. Nothing promises in which order that takes what the lambda captured; that it is the order of the fields is proved
     * for each, by a twin made of the same parts.
     */
    private Object lambda(Object original) {
        Field[] captured = FIELDS.get(original.getClass());
        if (captured.length == 0) return original;
        Constructor<?> constructor = original.getClass().getDeclaredConstructors()[0];
        try {
            Object[] parts = parts(original, captured);
            if (!holds(made(constructor, parts), captured, parts))
                throw new IllegalStateException("cannot tell what " + original.getClass() + " captured in which place");
            return made(constructor, copies(parts));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "cannot copy a " + original.getClass().getName(), e);
        }
    }

    @SuppressWarnings("ReferenceEquality") // the very parts
    private static boolean holds(Object twin, Field[] fields, Object[] parts) throws IllegalAccessException {
        for (int i = 0; i < parts.length; i++) {
            Object held = fields[i].get(twin);
            if (fields[i].getType().isPrimitive() ? !held.equals(parts[i]) : held != parts[i]) return false;
        }
        return true;
    }

    private static Object[] parts(Object original, Field[] fields) throws IllegalAccessException {
        Object[] parts = new Object[fields.length];
        for (int i = 0; i < parts.length; i++) parts[i] = fields[i].get(original);
        return parts;
    }

    private Object[] copies(Object[] parts) {
        Object[] copies = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) copies[i] = copy(parts[i]);
        return copies;
    }

    private static Object made(Constructor<?> constructor, Object[] parts) throws ReflectiveOperationException {
        constructor.setAccessible(true);
        return constructor.newInstance(parts);
    }

    private Object collection(Collection<?> original) {
        if (original instanceof EnumSet<?> set) return set.clone();
        Collection<Object> made = switch (original) {
            case ArrayList<?> _ -> new ArrayList<>(original.size());
            case ArrayDeque<?> _ -> new ArrayDeque<>(original.size() + 1);
            case LinkedHashSet<?> _ -> new LinkedHashSet<>();
            case HashSet<?> _ -> new HashSet<>();
            case TreeSet<?> set -> new TreeSet<>(set.comparator() == null ? null : comparator(set.comparator()));
            default -> null;
        };
        if (made == null) return unmodifiable(original);
        toFill.add(() -> {
            for (Object item : original) made.add(copy(item));
        });
        return made;
    }

    private Object unmodifiable(Collection<?> original) {
        Object[] items = original.stream().map(this::copy).toArray();
        if (original instanceof List<?>) return List.of(items);
        if (original instanceof Set<?>) return Set.copyOf(Arrays.asList(items));
        throw new IllegalStateException("cannot copy a " + original.getClass().getName());
    }

    private Object map(Map<?, ?> original) {
        Map<Object, Object> made = switch (original) {
            case EnumMap<?, ?> map -> enumMap(map);
            case LinkedHashMap<?, ?> _ -> new LinkedHashMap<>();
            case HashMap<?, ?> _ -> new HashMap<>();
            case TreeMap<?, ?> map -> new TreeMap<>(map.comparator() == null ? null : comparator(map.comparator()));
            default ->
                throw new IllegalStateException(
                        "cannot copy a " + original.getClass().getName());
        };
        toFill.add(() -> {
            made.clear();
            original.forEach((key, value) -> made.put(copy(key), copy(value)));
        });
        return made;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Map<Object, Object> enumMap(EnumMap original) {
        return original.clone();
    }

    @SuppressWarnings("unchecked")
    private Comparator<Object> comparator(Comparator<?> original) {
        return (Comparator<Object>) copy(original);
    }
}
