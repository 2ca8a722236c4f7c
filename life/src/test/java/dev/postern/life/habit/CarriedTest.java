package dev.postern.life.habit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CarriedTest {
    @Property(seed = "1", tries = 60)
    void theSumIsThatOfTheDistinctNamesHoweverOftenTheyCome(
            @ForAll @IntRange(min = 20, max = 1500) int names,
            @ForAll @IntRange(min = 1, max = 4) int rounds,
            @ForAll @IntRange int seed) {
        Carried carried = new Carried(0);
        Random random = new Random(seed);
        long[] hashes = random.longs(names).toArray();
        for (int round = 0; round < rounds; round++) for (long hash : hashes) carried.add(Hash.mix(hash), 100);
        assertThat(carried.hourBits()).isBetween(0.5 * names * 100, 1.6 * names * 100);
    }

    @Test
    void onAverageTheSumIsRight() {
        double sum = 0;
        for (int run = 0; run < 400; run++) {
            Carried carried = new Carried(0);
            for (int i = 0; i < 500; i++) carried.add(Hash.of(run, i), 1);
            sum += carried.hourBits();
        }
        assertThat(sum / 400).isBetween(485.0, 515.0);
    }

    @Test
    void aNameSaysAsMuchAsItsCharactersVary() {
        assertThat(Carried.bits("www.example", 3)).isZero();
        assertThat(Carried.bits("aabb", 4)).isEqualTo(4.0);
        assertThat(Carried.bits("a7f3q9zk2m5x.example", 12)).isBetween(40.0, 45.0);
    }

    @Test
    void hoursAndDaysBeginAnewAndTheNamesStayKnown() {
        Carried carried = new Carried(0);
        for (int i = 0; i < 50; i++) carried.add(Hash.mix(i), 10);
        assertThat(carried.begins(59)).isFalse();
        assertThat(carried.begins(60)).isTrue();
        assertThat(carried.hourBits()).isZero();
        assertThat(carried.dayBits()).isPositive();
        for (int i = 0; i < 50; i++) carried.add(Hash.mix(i), 10);
        assertThat(carried.hourBits()).isZero();
    }
}
