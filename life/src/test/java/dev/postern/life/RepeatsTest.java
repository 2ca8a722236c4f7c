package dev.postern.life;

import static dev.postern.life.Site.MINUTE;
import static dev.postern.life.Site.SECOND;
import static dev.postern.life.Site.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Output;
import dev.postern.model.Address;
import dev.postern.model.Conversation;
import dev.postern.model.Fields;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A publisher of states and measured values that repeats its data until something changes, as the dissector tells it: the same list again. */
class RepeatsTest {
    private static final Address RELAY = Address.mac(0x0200_0000_0002L);
    private static final int MINUTES = 200;
    private static final int BLOCKS = 4;
    /** More points than are followed, so that some find no room. */
    private static final int WIDE = 270;

    private static Message says(Site site, long at, int block, long state, long number, List<Object> values) {
        Conversation conversation =
                new Conversation(RELAY, Address.mac(0x010C_CD01_0001L), Transport.ETHERNET, 0, 0x88B8, 0);
        return new Message(
                site.stamp(at),
                conversation,
                true,
                "goose",
                number == 0 ? "state change" : "goose",
                number == 0 ? Verb.REPORT : Verb.EXCHANGE,
                Outcome.NOTICE,
                block < 2 ? "0x4001" : "0x400" + block,
                "F1PIOC/LLN0$GO$gcb" + block,
                -1,
                Fields.of("st_num", state, "sq_num", number, "nds_com", false, "values", values));
    }

    /** Blocks 0 and 1 share a conversation, blocks 2 and 3 have one each, block 2 with too many points. */
    private static Site lives(UnaryOperator<List<Object>> told) {
        Site site = new Site();
        Random random = new Random(11);
        List<List<Object>> values = new ArrayList<>();
        long[] states = new long[BLOCKS];
        long[] numbers = new long[BLOCKS];
        for (int block = 0; block < BLOCKS; block++) values.add(values(block, random, block == 2 ? WIDE : 4));
        for (int second = 0; second < 60 * MINUTES; second += 5)
            for (int block = 0; block < BLOCKS; block++) {
                boolean changes = random.nextInt(block == 0 ? 40 : 400) == 0;
                if (changes)
                    values.set(block, values(block, random, values.get(block).size()));
                if (changes) states[block]++;
                numbers[block] = changes ? 0 : numbers[block] + 1;
                for (int times = random.nextInt(3); times >= 0; times--)
                    site.see(says(
                            site,
                            START + second * SECOND,
                            block,
                            states[block],
                            times > 0 ? numbers[block]++ : numbers[block],
                            told.apply(values.get(block))));
            }
        site.until(START + MINUTES * MINUTE);
        return site;
    }

    private static List<Object> values(int block, Random random, int count) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < count; i++)
            values.add(
                    block == 1
                            ? random.nextBoolean()
                            : i % 2 == 0 ? 100 + random.nextGaussian() : random.nextBoolean());
        return values;
    }

    private static byte[] state(Site site) {
        Kryo kryo = new Kryo();
        kryo.setRegistrationRequired(false);
        kryo.setReferences(true);
        Output output = new Output(1 << 16, -1);
        kryo.writeClassAndObject(output, site.conversations);
        return output.toBytes();
    }

    @Test
    void aRepeatedListTeachesWhatAnEqualOneTeaches() {
        Site repeated = lives(values -> values);
        Site equal = lives(ArrayList::new);
        assertThat(repeated.readings).hasSizeGreaterThan(MINUTES).isEqualTo(equal.readings);
        assertThat(repeated.conversations.limitsHit())
                .containsKey("values per conversation")
                .isEqualTo(equal.conversations.limitsHit());
        assertThat(repeated.anomalies).isEqualTo(equal.anomalies);
        assertThat(state(repeated)).isEqualTo(state(equal));
    }
}
