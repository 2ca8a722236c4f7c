package dev.postern.appliance.engine;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.CompatibleFieldSerializer;
import com.esotericsoftware.kryo.unsafe.UnsafeUtil;
import com.esotericsoftware.kryo.util.ObjectMap;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;

/**
 * Writes, byte for byte, what {@link CompatibleFieldSerializer} writes, and reads as it does. That one asks every field of every object by reflection for
 * the class of its value, which cost a fifth of a snapshot in a Java machine that has just started: Java makes classes for the fields that are asked.
 * Here a primitive field's class is known, and that of an object is taken from where Kryo itself takes the object.
 */
@SuppressWarnings({"rawtypes", "removal"})
final class StateFields<T> extends CompatibleFieldSerializer<T> {
    private final CachedField[] fields;
    /** Of a primitive field the class of its box, else null. */
    private final Class<?>[] boxes;
    /** Where an object has the field. */
    private final long[] offsets;

    StateFields(Kryo kryo, Class<?> type) {
        super(kryo, type);
        fields = getFields();
        boxes = new Class<?>[fields.length];
        offsets = new long[fields.length];
        for (int i = 0; i < fields.length; i++) {
            Field field = fields[i].getField();
            if (field.getType().isPrimitive())
                boxes[i] = MethodType.methodType(field.getType()).wrap().returnType();
            else offsets[i] = UnsafeUtil.unsafe.objectFieldOffset(field);
        }
    }

    @Override
    public void write(Kryo kryo, Output output, T object) {
        int variables = pushTypeVariables();
        names(kryo, output);
        for (int i = 0; i < fields.length; i++) {
            if (boxes[i] == null) reference(kryo, output, object, i);
            else {
                kryo.writeClass(output, boxes[i]);
                fields[i].write(output, object);
            }
        }
        popTypeVariables(variables);
    }

    /** Once in a snapshot. */
    @SuppressWarnings("unchecked")
    private void names(Kryo kryo, Output output) {
        ObjectMap seen = kryo.getGraphContext();
        if (seen.containsKey(this)) return;
        seen.put(this, null);
        output.writeVarInt(fields.length, true);
        for (CachedField field : fields) output.writeString(field.getName());
    }

    private void reference(Kryo kryo, Output output, T object, int i) {
        Object value = UnsafeUtil.unsafe.getObject(object, offsets[i]);
        kryo.writeClass(output, value == null ? null : value.getClass());
        if (value == null) return;
        fields[i].setCanBeNull(false);
        if (fields[i].getValueClass() != value.getClass()) fields[i].setValueClass(value.getClass());
        fields[i].write(output, object);
    }
}
