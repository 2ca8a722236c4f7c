package dev.postern.life.habit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LeastTest {
    private static final int MANY = 20_000;

    @Property(seed = "1")
    void theyAreThoseThatSortingPutsFirst(
            @ForAll @Size(max = 40) List<@IntRange(max = 20) Integer> all, @ForAll @IntRange(max = 45) int count) {
        List<Integer> sorted = new ArrayList<>(all);
        Collections.sort(sorted);
        assertThat(Least.of(all, count, Comparator.<Integer>naturalOrder()))
                .containsExactlyInAnyOrderElementsOf(sorted.subList(0, Math.min(count, all.size())));
    }

    /** A flood brings things in the order in which they go, or in the reverse, or all alike. */
    @Test
    void itIsLinearWhateverTheOrder() {
        List<Integer> rising = IntStream.range(0, MANY).boxed().toList();
        List<Integer> shuffled = new ArrayList<>(rising);
        Collections.shuffle(shuffled, new Random(500));
        for (List<Integer> all : List.of(rising, rising.reversed(), shuffled, Collections.nCopies(MANY, 7))) {
            int[] asked = {0};
            List<Integer> least = Least.of(all, MANY / 8, (one, other) -> {
                asked[0]++;
                return Integer.compare(one, other);
            });
            assertThat(least).hasSize(MANY / 8);
            assertThat(asked[0]).isLessThan(8 * MANY);
        }
    }

    /** Whoever knows how the middle is guessed may make each guess the worst (McIlroy 1999). */
    @Test
    void itStaysFastAgainstWhoeverOrdersThings() {
        int[] place = new int[MANY];
        int gas = MANY;
        java.util.Arrays.fill(place, gas);
        int[] solid = {0};
        int[] candidate = {0};
        long[] asked = {0};
        Comparator<Integer> adversary = (one, other) -> {
            asked[0]++;
            if (place[one] == gas && place[other] == gas) {
                if (one == candidate[0]) place[one] = solid[0]++;
                else place[other] = solid[0]++;
            }
            if (place[one] == gas) candidate[0] = one;
            else if (place[other] == gas) candidate[0] = other;
            return Integer.compare(place[one], place[other]);
        };
        Least.of(IntStream.range(0, MANY).boxed().toList(), MANY / 2, adversary);
        assertThat(asked[0]).isLessThan(200L * MANY);
    }
}
