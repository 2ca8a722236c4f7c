package dev.postern.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A short run of every fuzz target, and every input that once broke one. {@code postern.fuzz.seconds} and {@code postern.fuzz.target} make it a long one,
 * {@code postern.fuzz.protocol} one of a single dissector.
 */
class FuzzTest {
    private static final int SECONDS = Integer.getInteger("postern.fuzz.seconds", 3);
    private static final String CHOSEN = System.getProperty("postern.fuzz.target", "");
    private static final int DAMAGED = 1000;
    /** Of each dissector. */
    private static final int DAMAGED_OF_ONE = 100;

    static List<Class<?>> targets() {
        return Fuzz.TARGETS.stream()
                .filter(target -> CHOSEN.isEmpty() || target.getSimpleName().equals(CHOSEN))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void aShortRunFindsNothing(Class<?> target) throws Exception {
        String protocol = target == DissectorFuzz.class ? DissectorFuzz.CHOSEN : "";
        Path folder = Path.of("target/fuzz", target.getSimpleName() + (protocol.isEmpty() ? "" : "-" + protocol));
        int result = Fuzz.run(target, SECONDS, folder);
        assertThat(result).as(() -> tail(folder.resolve("log"))).isZero();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void whatOnceBrokeATargetNoLongerDoes(Class<?> target) throws Exception {
        for (byte[] input : known(target)) enter(target, input);
    }

    @Test
    void everyDissectorCanBeChosen() {
        assertThat(DissectorFuzz.all()).extracting(DissectorFuzz.Seat::id).doesNotHaveDuplicates();
    }

    /** In this process, without instrumentation, so that what a dissector allocates can be measured. */
    @ParameterizedTest
    @MethodSource("targets")
    void damagedInputsBreakNothingAndCostNoMoreMemoryThanAllowed(Class<?> target) throws Exception {
        List<byte[]> inputs = known(target);
        for (byte[] input : inputs) enter(target, input);
        Mutator mutator = new Mutator(1);
        Watched.measuresAllocation = true;
        try {
            for (int i = 0; i < DAMAGED; i++) {
                byte[] input = inputs.get(mutator.below(inputs.size()));
                enter(target, mutator.damaged(input, inputs.get(mutator.below(inputs.size()))));
            }
        } finally {
            Watched.measuresAllocation = false;
        }
    }

    /** So many of each, however many dissectors there are; a short run gives each but a few. */
    @Test
    void noDissectorBreaksOnDamagedMessagesOfItsOwn() {
        Mutator mutator = new Mutator(2);
        for (DissectorFuzz.Seat seat : DissectorFuzz.all()) {
            List<byte[]> inputs = FuzzSeeds.of(seat);
            assertThat(inputs).as(seat.dissector().protocol()).isNotEmpty();
            for (int i = 0; i < DAMAGED_OF_ONE; i++) {
                byte[] input = inputs.get(mutator.below(inputs.size()));
                byte[] damaged = mutator.damaged(input, inputs.get(mutator.below(inputs.size())));
                DissectorFuzz.fuzzerTestOneInput(DissectorFuzz.of(seat, damaged));
            }
        }
    }

    private static List<byte[]> known(Class<?> target) throws IOException {
        List<byte[]> inputs = new ArrayList<>(FuzzSeeds.of(target));
        Path kept = Path.of("src/test/resources/fuzz", target.getSimpleName());
        if (!Files.isDirectory(kept)) return inputs;
        try (Stream<Path> files = Files.list(kept).sorted()) {
            for (Path file : files.toList()) inputs.add(Files.readAllBytes(file));
        }
        return inputs;
    }

    private static void enter(Class<?> target, byte[] input) throws ReflectiveOperationException {
        target.getMethod("fuzzerTestOneInput", byte[].class).invoke(null, (Object) input);
    }

    private static String tail(Path log) {
        try {
            String all = Files.readString(log, StandardCharsets.ISO_8859_1);
            return all.substring(Math.max(0, all.length() - 6000));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
