package dev.postern.appliance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.CompatibleFieldSerializer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StateFieldsTest {
    /** Every kind of field that state has. */
    static class Kinds {
        boolean flag;
        byte octet;
        short small;
        char sign;
        int number;
        long large;
        float single;
        double real;
        String text;
        Long box;
        int[] row;
        TimeUnit unit;
        Object any;
        Kinds next;
        Pair pair;
        final List<Pair> pairs = new ArrayList<>();
        final Map<String, long[]> byName = new TreeMap<>();
        final Map<Integer, Kinds> byNumber = new HashMap<>();
    }

    static class Wider extends Kinds {
        double more = 2.5;
    }

    record Pair(String left, double right, Pair inner) {}

    private static Kinds state() {
        Wider first = new Wider();
        first.flag = true;
        first.number = -7;
        first.large = Long.MAX_VALUE;
        first.real = Math.PI;
        first.text = "Füllstand";
        first.box = 5L;
        first.row = new int[] {3, 1, 2};
        first.unit = TimeUnit.DAYS;
        first.any = "once text";
        first.pair = new Pair("a", 1, new Pair("b", 2, null));
        first.pairs.add(first.pair);
        first.byName.put("x", new long[] {1, 2});
        Kinds second = new Kinds();
        second.any = new Pair("then a record", 0, null);
        second.next = first;
        first.next = second;
        first.byNumber.put(1, second);
        return first;
    }

    /** Twice, because a second graph of the same Kryo names its fields anew. */
    private static byte[] written(Kryo kryo, Object state) {
        Output output = new Output(1 << 12, -1);
        kryo.writeObject(output, state);
        kryo.writeObject(output, state);
        return output.toBytes();
    }

    private static Kryo withItsOwnFields() {
        Kryo kryo = Snapshot.kryo();
        kryo.setDefaultSerializer(CompatibleFieldSerializer.class);
        return kryo;
    }

    @Test
    void theBytesAreThoseThatKryoWrites() {
        assertThat(written(Snapshot.kryo(), state())).isEqualTo(written(withItsOwnFields(), state()));
    }

    @Test
    void whatIsWrittenIsRead() {
        Kinds read = Snapshot.kryo().readObject(new Input(written(Snapshot.kryo(), state())), Wider.class);
        assertThat(read).usingRecursiveComparison().isEqualTo(state());
    }
}
