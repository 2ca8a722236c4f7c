package dev.postern.life.habit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.life.Settings;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** A master that reads five things in turn, 64 a minute, and now and then writes. */
class SequenceTest {
    private final Sequence sequence = new Sequence();
    private final Random random = new Random(4);
    private int turn;

    private double minute(int writesInThousand) {
        for (int i = 0; i < Sequence.BLOCK; i++)
            sequence.next(random.nextInt(1000) < writesInThousand ? 10 + random.nextInt(3) : turn++ % 5, Room.ENDLESS);
        return sequence.close();
    }

    @Test
    void aTurnThatIsKeptCostsNextToNothing() {
        for (int i = 0; i < 200; i++) minute(0);
        assertThat(sequence.seen()).isLessThan(0.05);
        assertThat(sequence.size()).isLessThan(40);
    }

    @Test
    void writesNowAndThenAreNoNews() {
        int told = 0;
        for (int i = 0; i < 5_000; i++) if (minute(10) < 1e-3 && i > 100) told++;
        assertThat(told).isLessThanOrEqualTo(10);
    }

    @Test
    void theSameCommandsInAnyOrderAreRareAndAHabitLater() {
        for (int i = 0; i < 3_000; i++) minute(5);
        double least = 1;
        for (int i = 0; i < Sequence.BLOCK; i++) sequence.next(random.nextInt(5), Room.ENDLESS);
        least = Math.min(least, sequence.close());
        assertThat(least).isBetween(0.0, 1e-3);
        assertThat(sequence.seen()).isGreaterThan(2 * sequence.high());
        double p = 0;
        for (int minute = 0; minute < 300; minute++) {
            for (int i = 0; i < Sequence.BLOCK; i++) sequence.next(random.nextInt(5), Room.ENDLESS);
            p = sequence.close();
        }
        assertThat(p).isGreaterThan(0.05);
    }

    @Test
    void aTurnOfAllThatAConversationRemembersIsKept() {
        int all = Settings.defaults().symbolsPerConversation();
        for (int round = 0; round < 40; round++)
            for (int name = 0; name < all; name++) sequence.next(name, Room.ENDLESS);
        sequence.close();
        for (int round = 0; round < 4; round++)
            for (int name = 0; name < all; name++) sequence.next(name, Room.ENDLESS);
        sequence.close();
        assertThat(sequence.seen()).isLessThan(0.1);
        assertThat(sequence.forgotten()).isZero();
    }

    @Test
    void whatNeverComesTwiceDoesNotDriveOutAHabit() {
        for (int i = 0; i < 200; i++) minute(0);
        for (int name = 1_000; name < 3_000; name++) sequence.next(name, Room.ENDLESS);
        assertThat(sequence.forgotten()).isPositive();
        for (int i = 0; i < 3; i++) minute(0);
        assertThat(sequence.seen()).isLessThan(0.3);
    }

    @Property(seed = "1", tries = 100)
    void whateverIsAskedEveryChanceIsAChanceAndNothingGrows(@ForAll @Size(max = 600) short[] names) {
        Sequence any = new Sequence();
        for (int round = 0; round < 8; round++)
            for (int i = 0; i < names.length; i++) {
                any.next(names[i], Room.ENDLESS);
                if (i % 70 == 0) assertThat(any.close()).isBetween(-1.0, 1.0).isNotEqualTo(0);
                assertThat(any.size()).isLessThanOrEqualTo(Sequence.ARCS_MAX);
            }
    }
}
