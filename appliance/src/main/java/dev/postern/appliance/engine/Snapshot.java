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
 * The engine's state as bytes and back. Fields are written with their names, so that a later release which has more of them still reads what
 * an earlier one wrote, and constants by theirs, so that one may be added anywhere; {@link #FORMAT} changes only where that is not enough: above all
 * where arrays have a place for each channel.
 */
public final class Snapshot {
    /** Version of what is written; read by {@code store} before anything is decoded. */
    public static final int FORMAT = 7;

    private Snapshot() {}

    public static void write(EngineState state, OutputStream out) {
        writeAny(state, out);
    }

    public static EngineState read(InputStream in) {
        return readAny(in, EngineState.class);
    }

    /** The same for plain state that only lives as long as the process. */
    public static void writeAny(Object state, OutputStream out) {
        try (Output output = new Output(out, 1 << 16)) {
            kryo().writeObject(output, state);
        }
    }

    public static <T> T readAny(InputStream in, Class<T> type) {
        try (Input input = new Input(in, 1 << 16)) {
            return kryo().readObject(input, type);
        }
    }

    private static Kryo kryo() {
        Kryo kryo = new Kryo(new Written());
        kryo.setRegistrationRequired(false);
        kryo.setInstantiatorStrategy(new DefaultInstantiatorStrategy(new StdInstantiatorStrategy()));
        kryo.setDefaultSerializer(CompatibleFieldSerializer.class);
        kryo.addDefaultSerializer(Enum.class, EnumNameSerializer.class);
        return kryo;
    }
}
