package dev.postern.appliance.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.analyst.situation.Situation;
import dev.postern.model.Channel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What one release wrote the next one reads as what it was, or not at all. */
class SnapshotTest {
    private static final int PLACES = 341546516;

    /** Arrays have a place for each channel: who adds, removes or moves one changes {@link Snapshot#FORMAT} and then this. */
    @Test
    void theFormatKnowsThePlacesOfTheChannels() {
        int places = Arrays.stream(Channel.values()).map(Channel::name).toList().hashCode();
        assertThat(List.of(Snapshot.FORMAT, places)).isEqualTo(List.of(8, PLACES));
    }

    @Test
    void aConstantIsWrittenByItsNameSoThatOneMayBeAddedBeforeIt() {
        ArrayList<Object> state = new ArrayList<>(List.of(Situation.BREADTH, Channel.PHASE_NEW));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Snapshot.writeAny(state, out);
        assertThat(out.toString(StandardCharsets.ISO_8859_1)).contains("BREADT", "PHASE_NE");
        assertThat(Snapshot.readAny(new ByteArrayInputStream(out.toByteArray()), ArrayList.class))
                .isEqualTo(state);
    }

    private enum Side {
        LEFT,
        RIGHT
    }

    /** Of each kind one, on this side of a release. */
    private record Every(
            boolean flag,
            byte octet,
            short word,
            char letter,
            int number,
            long time,
            float share,
            double rate,
            String name,
            List<Integer> list,
            Side side,
            Every before) {}

    private record Older(String name, int count, List<Gone> gone, long since) {}

    private record Newer(long since, double rate, String name, Side side) {}

    private record Other(String name, long count) {}

    private record Gone(String word, long[] numbers) {}

    @SuppressWarnings("UnusedVariable") // read as Further
    private static final class Earlier {
        private final TreeMap<String, Gone> gone = new TreeMap<>();
        private final ArrayList<Older> lists = new ArrayList<>();
        private String last;
    }

    /** As {@link Earlier}, one release on. */
    private static final class Further {
        private ArrayList<Newer> lists;
        private String last;
        private TreeMap<String, Newer> more;
    }

    private static byte[] written(Object state) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Snapshot.writeAny(state, out);
        return out.toByteArray();
    }

    /** The same octets as if these classes had been written under other names, which are as long and end alike. */
    private static byte[] renamed(byte[] written, Class<?> from, Class<?> to) {
        String octets = new String(written, StandardCharsets.ISO_8859_1);
        String name = from.getName().substring(0, from.getName().length() - 1);
        assertThat(octets).contains(name);
        return octets.replace(name, to.getName().substring(0, to.getName().length() - 1))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static <T> T read(byte[] written, Class<T> type) {
        return Snapshot.readAny(new ByteArrayInputStream(written), type);
    }

    @Test
    void componentsOfEachKindComeBack() {
        Every least = new Every(
                false,
                Byte.MIN_VALUE,
                Short.MIN_VALUE,
                'a',
                Integer.MIN_VALUE,
                Long.MIN_VALUE,
                -0f,
                Double.NaN,
                null,
                null,
                null,
                null);
        Every most = new Every(
                true,
                Byte.MAX_VALUE,
                Short.MAX_VALUE,
                'z',
                Integer.MAX_VALUE,
                Long.MAX_VALUE,
                Float.MIN_VALUE,
                0.1,
                "ä",
                List.of(7),
                Side.RIGHT,
                least);
        assertThat(read(written(new ArrayList<>(List.of(most, least, most))), ArrayList.class))
                .isEqualTo(List.of(most, least, most));
    }

    @Test
    void aRecordMayHaveMoreOrFewerComponentsThanItHad() {
        List<Gone> gone = List.of(new Gone("a", new long[] {1, 2}), new Gone("b", null));
        ArrayList<Object> state =
                new ArrayList<>(List.of(new Older("x", 3, gone, 4), gone, new Older("y", 5, null, 6)));
        assertThat(read(renamed(written(state), Older.class, Newer.class), ArrayList.class))
                .usingRecursiveComparison()
                .isEqualTo(List.of(new Newer(4, 0, "x", null), gone, new Newer(6, 0, "y", null)));
    }

    @Test
    void aComponentOfAnotherKindIsSaidByItsName() {
        byte[] written =
                renamed(written(new ArrayList<>(List.of(new Older("x", 3, null, 4)))), Older.class, Other.class);
        assertThatThrownBy(() -> read(written, ArrayList.class))
                .hasMessageContaining("count of " + Other.class.getName());
    }

    /** Maps and lists write the class of what is in them, or they could not be read over. */
    @Test
    void aFieldThatIsGoneIsReadOver() {
        Earlier earlier = new Earlier();
        earlier.gone.put("one", new Gone("a", new long[] {1}));
        earlier.lists.add(new Older("x", 3, null, 4));
        earlier.last = "end";
        ArrayList<Object> state = new ArrayList<>(List.of(earlier, "after"));
        byte[] written = renamed(renamed(written(state), Older.class, Newer.class), Earlier.class, Further.class);
        List<?> read = read(written, ArrayList.class);
        assertThat(read.getLast()).isEqualTo("after");
        Further further = (Further) read.getFirst();
        assertThat(further.lists).containsExactly(new Newer(4, 0, "x", null));
        assertThat(further.last).isEqualTo("end");
        assertThat(further.more).isNull();
    }
}
