package dev.postern.appliance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.util.MapReferenceResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WrittenTest {
    private static final int MANY = 200_000;

    /** Equal objects are not the same one, and each has its number although the table grew since. */
    @Test
    void eachObjectHasTheNumberThatKryoGivesIt() {
        Written written = new Written();
        MapReferenceResolver kryos = new MapReferenceResolver();
        List<Object> seen = new ArrayList<>();
        Random random = new Random(500);
        for (int i = 0; i < MANY; i++) {
            boolean again = !seen.isEmpty() && random.nextInt(3) == 0;
            Object object = again ? seen.get(random.nextInt(seen.size())) : List.of(random.nextInt(10));
            int number = written.getWrittenId(object);
            assertThat(number).isEqualTo(kryos.getWrittenId(object));
            if (number >= 0) continue;
            // Whoever adds need not have asked for the same one before.
            if (random.nextInt(5) == 0 && !seen.isEmpty()) written.getWrittenId(seen.getFirst());
            assertThat(written.addWrittenObject(object)).isEqualTo(kryos.addWrittenObject(object));
            seen.add(object);
        }
        written.reset();
        assertThat(written.getWrittenId(seen.getFirst())).isNegative();
    }
}
