package dev.postern.life;

import static dev.postern.life.Site.MINUTE;
import static dev.postern.life.Site.SECOND;
import static dev.postern.life.Site.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.DefaultInstantiatorStrategy;
import dev.postern.life.conversation.ConversationStage;
import dev.postern.life.habit.Hash;
import dev.postern.life.site.SiteStage;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Fields;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Stamp;
import dev.postern.model.Tally;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.objenesis.strategy.StdInstantiatorStrategy;

/** The state as a thing: it can be written and read back, does not depend on what is interleaved, and does not grow. */
class StateTest {
    private static Kryo kryo() {
        Kryo kryo = new Kryo();
        kryo.setRegistrationRequired(false);
        kryo.setReferences(true);
        kryo.setInstantiatorStrategy(new DefaultInstantiatorStrategy(new StdInstantiatorStrategy()));
        return kryo;
    }

    private static byte[] write(Object state) {
        Output output = new Output(1 << 16, -1);
        kryo().writeClassAndObject(output, state);
        return output.toBytes();
    }

    private static Object again(Object state) {
        return kryo().readClassAndObject(new Input(write(state)));
    }

    /** A day with jitter, refusals, bursts, new things and two hardware addresses; {@code restart} minutes write and read the state. */
    private static Site day(int restart) {
        Site site = new Site();
        Random random = new Random(7);
        long level = 500;
        for (int minute = 0; minute < 300; minute++) {
            long at = START + minute * MINUTE;
            for (int i = 0; i < 6; i++) {
                site.read(at + i * 10L * SECOND + random.nextInt(1_000_000), 1, 11 + i % 3);
                if (random.nextInt(40) == 0) site.write(at + i * 10L * SECOND + 2_000_000, 1, 11 + random.nextInt(9));
            }
            site.site.accept(name(site, at + 56 * SECOND, random.nextInt(60)), site);
            site.see(login(site, at + 57 * SECOND, random.nextInt(5), Outcome.REQUEST));
            site.see(login(site, at + 57 * SECOND, -1, random.nextInt(3) == 0 ? Outcome.REFUSED : Outcome.SUCCESS));
            if (minute % 9 == 0) site.see(site.traffic(at + 58 * SECOND, 3, 70 + minute % 4, "tls", 5));
            if (minute > 250) for (int i = 0; i < 9; i++) site.write(at + 58 * SECOND, 90, 11);
            level += minute < 200 ? (minute % 3 == 0 ? 2 : -1) : 1;
            site.see(command(site, at + 58 * SECOND, 11, "holding 4", level));
            for (int i = 0; i < (minute == 280 ? 12 : minute % 5 == 0 ? 1 : 0); i++)
                site.see(command(site, at + 58 * SECOND, 12, "coil " + (minute + i) % 12, minute % 2 == 0));
            if (random.nextInt(30) == 0) site.arp(at + 55 * SECOND, 11, Site.mac(11 + random.nextInt(2)));
            site.see(site.traffic(at + 59 * SECOND, 1, 11 + random.nextInt(3), "modbus", random.nextInt(200)));
            if (restart > 0 && minute % restart == restart - 1) {
                site.conversations = (ConversationStage) again(site.conversations);
                site.site = (SiteStage) again(site.site);
                site.priors = (Priors) again(site.priors);
            }
        }
        return site;
    }

    private static Message command(Site site, long at, int server, String target, Object value) {
        Message m = site.message(at, 1, server, "write", Verb.WRITE, target);
        return new Message(
                m.stamp(),
                m.conversation(),
                true,
                m.protocol(),
                m.operation(),
                m.verb(),
                m.outcome(),
                m.unit(),
                target,
                -1,
                Fields.of("value", value));
    }

    private static Tally name(Site site, long at, int number) {
        return new Tally(
                site.stamp(at),
                Site.ip(1),
                Site.ip(2),
                "dns",
                "",
                "query A",
                Verb.RESOLVE,
                "a-long-name-that-says-much-" + Long.toHexString(Hash.mix(number)) + Long.toHexString(Hash.mix(-number))
                        + ".carries.example",
                at / MINUTE * MINUTE,
                1,
                0);
    }

    /** @param user below 0 where the message does not name anybody */
    private static Message login(Site site, long at, int user, Outcome outcome) {
        Message m = site.message(at, 8, 2, "session setup", Verb.LOGIN, "", "", outcome);
        return new Message(
                m.stamp(),
                m.conversation(),
                m.fromClient(),
                "smb2",
                m.operation(),
                m.verb(),
                outcome,
                "",
                "",
                -1,
                user < 0 ? Fields.NONE : Fields.of("user", "user" + user, "domain", "WORKS"));
    }

    @Test
    void aStateThatWasWrittenAndReadContinuesIdentically() {
        Site undisturbed = day(0);
        Site restarted = day(37);
        assertThat(undisturbed.anomalies)
                .extracting(Anomaly::channel)
                .contains(Channel.NAMES_INFORMATION, Channel.ROLE_LINK, Channel.VALUE_CREEP, Channel.COUNT_COMMANDS);
        assertThat(restarted.anomalies).isEqualTo(undisturbed.anomalies);
        assertThat(restarted.site.priors()).usingRecursiveComparison().isEqualTo(undisturbed.site.priors());
    }

    @Test
    void conversationsDoNotSeeEachOther() {
        assertThat(found(11, 12)).isEqualTo(joined(found(11), found(12)));
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        all.sort(null);
        return all;
    }

    /** What stage 1 finds with masters polling these controllers; each has its own seed. */
    private static List<String> found(int... servers) {
        ConversationStage stage = new ConversationStage(Settings.defaults());
        List<String> found = new ArrayList<>();
        LifeSink sink = new LifeSink() {
            @Override
            public void anomaly(Anomaly anomaly) {}

            @Override
            public void surprise(Surprise s) {
                if (!s.isCensus()) found.add(s.server() + " " + s.channel() + " " + s.pvalue() + " " + s.seen());
            }

            @Override
            public void went(Way w) {
                found.add(w.server() + " " + w.point() + " " + w.way());
            }

            @Override
            public void moved(Moved m) {
                found.add(m.publisher() + " " + m.kind() + " " + m.moved());
            }

            @Override
            public void tally(Tally t) {
                found.add(t.server() + " " + t.count() + " " + t.windowNanos());
            }
        };
        Site names = new Site();
        Random[] random = IntStream.of(servers).mapToObj(Random::new).toArray(Random[]::new);
        for (int second = 0; second < 7200; second++) {
            long at = START + second * SECOND;
            if (second > 0 && second % 60 == 0) stage.close(at, Priors.NONE, sink);
            for (int i = 0; i < servers.length; i++) {
                boolean odd = random[i].nextInt(500) == 0;
                String target = odd ? "holding " + random[i].nextInt(1000) : "holding 100 x10";
                stage.accept(
                        names.message(
                                at + random[i].nextInt(1_000_000),
                                1 + servers[i],
                                servers[i],
                                "read",
                                Verb.READ,
                                target),
                        Priors.NONE,
                        sink);
            }
        }
        found.sort(Comparator.naturalOrder());
        return found;
    }

    @Test
    void aScanOfAMillionPeersDoesNotGrowTheState() {
        Settings settings = Settings.defaults();
        Site site = new Site(settings);
        for (int i = 0; i < 1_000_000; i++) site.read(START + i * 100_000L, 1, 1000 + i);
        site.until(START + 3 * MINUTE);
        assertThat(site.conversations.conversations()).isLessThanOrEqualTo(settings.conversationsPerShard());
        assertThat(site.site.devices()).isLessThanOrEqualTo(settings.devices());
        assertThat(site.conversations.limitsHit()).containsKey("conversations per client");
        assertThat(write(site.site).length).isLessThan(1 << 20);
        assertThat(write(site.conversations).length).isLessThan(settings.conversationsPerClient() * 24 * 1024);
    }

    @Test
    void oneConversationAndOneDeviceStayWithinTheirBudget() {
        Site site = new Site();
        for (int minute = 0; minute < 1000; minute++)
            for (int i = 0; i < 40; i++)
                site.see(site.message(
                        START + minute * MINUTE + i * SECOND,
                        1,
                        11,
                        "read " + (minute + i) % 60,
                        Verb.READ,
                        "holding " + (minute * 40 + i) % 500));
        assertThat(write(site.conversations).length).isLessThan(2 * 24 * 1024);
    }

    /** Names under many domains, hundreds of contacts that come back, commands, silence: every table of one device at its limit. */
    @Test
    void oneDeviceWithAllItsTablesFullStaysWithinItsBudget() {
        Site site = new Site();
        for (int round = 0; round < 4; round++)
            for (int i = 0; i < 900; i++) {
                long at = START + (round * 900 + i) * 20L * SECOND;
                site.see(site.traffic(at, 1, 100 + i % 300, "service-" + i % 300, 4));
                site.site.accept(
                        new Tally(
                                site.stamp(at),
                                Site.ip(1),
                                Site.ip(2),
                                "dns",
                                "",
                                "query A",
                                Verb.RESOLVE,
                                "n" + i + ".a.long-name-of-a-domain-" + i % 97 + ".example",
                                at / MINUTE * MINUTE,
                                1,
                                0),
                        site);
                site.write(at, 1, 100 + i % 300);
            }
        assertThat(site.site.limitsHit())
                .containsKeys("edges per device", "domains per device", "commanded servers per device");
        int one = write(site.site.device(Site.ip(1), site.stamp(START))).length;
        assertThat(one).isBetween(20_000, 64 * 1024);
    }

    @Test
    void lateMessagesAreJudgedAndTeachNothing() {
        Site site = new Site();
        for (int second = 0; second < 86_400; second += 10) site.read(START + second * SECOND, 1, 11);
        byte[] before = write(site.site);
        var message = site.message(START, 1, 11, "write file record", Verb.READ, "");
        var stamp = message.stamp();
        var late = new Message(
                new Stamp(START, stamp.order(), 0, stamp.frame(), true),
                message.conversation(),
                true,
                message.protocol(),
                message.operation(),
                message.verb(),
                message.outcome(),
                message.unit(),
                message.target(),
                -1,
                message.fields());
        byte[] conversationsBefore = write(site.conversations);
        site.conversations.accept(late, site.priors, site);
        assertThat(write(site.conversations)).isEqualTo(conversationsBefore);
        assertThat(write(site.site)).isEqualTo(before);
    }
}
