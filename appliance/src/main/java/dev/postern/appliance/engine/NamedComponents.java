package dev.postern.appliance.engine;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/**
 * Records with the names and kinds of their components, said once for each class in a snapshot: a later release may have more of them, which are then 0 or null, fewer, or
 * others in their order. Of an object its class is written with it, so that one for which there is no place any more can be read over.
 */
public final class NamedComponents<T extends Record> extends Serializer<T> {
    private static final char OBJECT = 'L';

    private final Class<T> type;
    private final String[] names;
    private final char[] kinds;
    private final MethodHandle[] values;
    private final MethodHandle make;
    /** What a component is of which the snapshot says nothing. */
    private final Object[] absent;

    /** By Kryo, one for each class. */
    public NamedComponents(Class<T> type) {
        super(false, true);
        this.type = type;
        RecordComponent[] components = type.getRecordComponents();
        names = Arrays.stream(components).map(RecordComponent::getName).toArray(String[]::new);
        kinds = new char[components.length];
        values = new MethodHandle[components.length];
        absent = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                kinds[i] = types[i].isPrimitive() ? types[i].descriptorString().charAt(0) : OBJECT;
                Method value = components[i].getAccessor();
                value.setAccessible(true);
                values[i] = lookup.unreflect(value).asType(MethodType.methodType(Object.class, Object.class));
                absent[i] = MethodHandles.zero(types[i])
                        .asType(MethodType.methodType(Object.class))
                        .invoke();
            }
            Constructor<T> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            make = lookup.unreflectConstructor(constructor)
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (Throwable e) {
            throw new KryoException("no record that can be kept: " + type.getName(), e);
        }
    }

    @Override
    public void write(Kryo kryo, Output output, T object) {
        if (!kryo.getGraphContext().containsKey(this)) {
            kryo.getGraphContext().put(this, null);
            output.writeVarInt(names.length, true);
            for (int i = 0; i < names.length; i++) {
                output.writeString(names[i]);
                output.writeByte(kinds[i]);
            }
        }
        try {
            for (int i = 0; i < kinds.length; i++)
                write(kryo, output, kinds[i], values[i].invokeExact((Object) object));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new KryoException(e);
        }
    }

    private static void write(Kryo kryo, Output output, char kind, Object value) {
        switch (kind) {
            case 'Z' -> output.writeBoolean((boolean) value);
            case 'B' -> output.writeByte((byte) value);
            case 'S' -> output.writeShort((short) value);
            case 'C' -> output.writeChar((char) value);
            case 'I' -> output.writeVarInt((int) value, false);
            case 'J' -> output.writeVarLong((long) value, false);
            case 'F' -> output.writeFloat((float) value);
            case 'D' -> output.writeDouble((double) value);
            default -> kryo.writeClassAndObject(output, value);
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public T read(Kryo kryo, Input input, Class<? extends T> as) {
        Layout layout = (Layout) kryo.getGraphContext().get(this);
        if (layout == null) {
            layout = layout(input);
            kryo.getGraphContext().put(this, layout);
        }
        Object[] all = absent.clone();
        for (int i = 0; i < layout.kinds.length; i++) {
            Object value = read(kryo, input, layout.kinds[i]);
            if (layout.places[i] >= 0) all[layout.places[i]] = value;
        }
        try {
            return (T) (Object) make.invokeExact(all);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new KryoException(e);
        }
    }

    private static Object read(Kryo kryo, Input input, char kind) {
        return switch (kind) {
            case 'Z' -> input.readBoolean();
            case 'B' -> input.readByte();
            case 'S' -> input.readShort();
            case 'C' -> input.readChar();
            case 'I' -> input.readVarInt(false);
            case 'J' -> input.readVarLong(false);
            case 'F' -> input.readFloat();
            case 'D' -> input.readDouble();
            default -> kryo.readClassAndObject(input);
        };
    }

    /** How the snapshot has it: of each component its kind, and which of ours it is, or -1. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Layout(char[] kinds, int[] places) {}

    private Layout layout(Input input) {
        int count = input.readVarInt(true);
        char[] theirs = new char[count];
        int[] places = new int[count];
        for (int i = 0; i < count; i++) {
            String name = input.readString();
            theirs[i] = (char) input.readByte();
            places[i] = Arrays.asList(names).indexOf(name);
            if (places[i] >= 0 && kinds[places[i]] != theirs[i])
                throw new KryoException(name + " of " + type.getName() + " is of another kind than it was");
        }
        return new Layout(theirs, places);
    }
}
