package dev.postern.appliance.engine;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.CompatibleFieldSerializer;
import com.esotericsoftware.kryo.serializers.EnumNameSerializer;
import com.esotericsoftware.kryo.util.DefaultInstantiatorStrategy;
import java.io.InputStream;
import java.io.OutputStream;
import org.objenesis.strategy.StdInstantiatorStrategy;

/**
 * The engine's state as bytes and back. Fields, components of records and constants are written with their names, and each object with its class: a later release may have
 * more or fewer of them. {@link #FORMAT} changes only where that is not enough: where arrays have a place for each channel, or a class is gone.
 */
public final class Snapshot {
    /** Version of what is written; read by {@code store} before anything is decoded. */
    public static final int FORMAT = 8;

    /** The oldest that is still read. Up to 7 records had places instead of names, and what could be told from a generic type was not written. */
    public static final int OLDEST = 7;

    private Snapshot() {}

    public static void write(EngineState state, OutputStream out) {
        writeAny(state, out);
    }

    /** @param format {@link #OLDEST} to {@link #FORMAT} */
    public static EngineState read(InputStream in, int format) {
        return read(in, EngineState.class, format);
    }

    /** The same for plain state that only lives as long as the process. */
    public static void writeAny(Object state, OutputStream out) {
        try (Output output = new Output(out, 1 << 16)) {
            kryo(FORMAT).writeObject(output, state);
        }
    }

    public static <T> T readAny(InputStream in, Class<T> type) {
        return read(in, type, FORMAT);
    }

    private static <T> T read(InputStream in, Class<T> type, int format) {
        try (Input input = new Input(in, 1 << 16)) {
            return kryo(format).readObject(input, type);
        }
    }

    private static Kryo kryo(int format) {
        Kryo kryo = new Kryo(new Written());
        kryo.setRegistrationRequired(false);
        kryo.setInstantiatorStrategy(new DefaultInstantiatorStrategy(new StdInstantiatorStrategy()));
        kryo.setDefaultSerializer(CompatibleFieldSerializer.class);
        kryo.addDefaultSerializer(Enum.class, EnumNameSerializer.class);
        if (format < 8) return kryo;
        kryo.addDefaultSerializer(Record.class, NamedComponents.class);
        kryo.setOptimizedGenerics(false);
        return kryo;
    }
}
