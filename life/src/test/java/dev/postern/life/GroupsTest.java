package dev.postern.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.life.habit.Hash;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class GroupsTest {
    /** The shards get a sorted copy; the site asks the groups themselves. */
    @Property(seed = "1", tries = 50)
    void theShardsHearOfEachThingWhatItsGroupKnows(@ForAll long seed) {
        Groups groups = new Groups();
        long[] names = {3, -7, Long.MAX_VALUE};
        for (int i = 0; i < 400; i++) {
            long drawn = Hash.mix(seed + i);
            groups.learn(names[(int) (drawn >>> 60) % 3], item(drawn), Hash.mix(drawn), i);
        }
        Priors priors = groups.priors(400);
        for (long group : names) {
            assertThat(priors.groupSize(group)).isEqualTo(groups.sizeOf(group));
            for (int i = 0; i < 400; i++) {
                long item = item(Hash.mix(seed + i));
                long name = Hash.of(group, item);
                assertThat(priors.mass(group, name)).isEqualTo(groups.mass(group, item));
                assertThat(priors.keepersOf(name)).isEqualTo(groups.keepersOf(group, item));
            }
        }
    }

    /** Few enough to be met by many. */
    private static long item(long drawn) {
        return 1L + Math.floorMod(drawn, 60);
    }
}
