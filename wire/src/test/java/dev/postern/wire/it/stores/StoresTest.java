package dev.postern.wire.it.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Dissector.Recognition;
import dev.postern.wire.Sample;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class StoresTest {
    private final Bench redis = new Bench(new RedisDissector(), Transport.TCP, 6379);
    private final Bench mongo = new Bench(new MongoDissector(), Transport.TCP, 27017);
    private final Bench memcached = new Bench(new MemcachedDissector(), Transport.TCP, 11211);

    /** What a driver sends first: its documents within a document say who it is. */
    @Test
    void aDriverSaysWhoItIs() {
        String driver = document(element(2, "name", string("drv")) + element(2, "version", string("5.14")));
        String system = document(element(2, "name", string("Linux")));
        String client = document(
                element(3, "driver", driver) + element(3, "os", system) + element(2, "platform", string("Java")));
        String hello = document(element(16, "hello", "01000000") + element(3, "client", client));
        mongo.client(le(21 + hello.length() / 2) + "01000000 00000000 DD070000 00000000 00" + hello);
        assertThat(mongo.messages().getFirst().fields().toString())
                .contains("driver=drv 5.14", "system=Linux", "platform=Java");
        assertThat(mongo.observations.toString()).contains("MongoDB driver drv 5.14");
    }

    private static String le(int value) {
        return HexFormat.of().toHexDigits(Integer.reverseBytes(value));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String string(String text) {
        return le(text.length() + 1) + hex(text) + "00";
    }

    private static String element(int type, String name, String value) {
        return HexFormat.of().toHexDigits((byte) type) + hex(name) + "00" + value;
    }

    private static String document(String elements) {
        return le(5 + elements.length() / 2) + elements + "00";
    }

    private static byte[] text(String lines) {
        return lines.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void aKeyIsSetAndItsValuePasses() {
        redis.client(Sample.bytes("redis-set"));
        redis.server(Sample.bytes("redis-ok"));
        redis.client(text("*2\n$3\nGET\n$11\nline1:speed\n"));
        redis.server(text("$5\n-ERR\n\n"));
        assertThat(redis.messages())
                .extracting(Message::operation, Message::verb, Message::outcome, Message::target)
                .containsExactly(
                        tuple("set", Verb.WRITE, Outcome.REQUEST, "line1:speed"),
                        tuple("set", Verb.WRITE, Outcome.SUCCESS, "line1:speed"),
                        tuple("get", Verb.READ, Outcome.REQUEST, "line1:speed"),
                        tuple("get", Verb.READ, Outcome.SUCCESS, "line1:speed"));
    }

    @Test
    void aPasswordIsNeverKept() {
        redis.client(text("*2\n$4\nAUTH\n$6\nsecret\n*3\n$4\nAUTH\n$4\nwolf\n$6\nsecret\n"));
        redis.server(text("-WRONGPASS\n+OK\n"));
        assertThat(redis.messages())
                .extracting(Message::operation, Message::outcome)
                .containsExactly(
                        tuple("auth", Outcome.REQUEST),
                        tuple("auth", Outcome.REQUEST),
                        tuple("auth", Outcome.REFUSED),
                        tuple("auth", Outcome.SUCCESS));
        assertThat(redis.messages().get(1).fields().get("user")).isEqualTo("wolf");
        assertThat(redis.observations.toString()).doesNotContain("secret");
    }

    @Test
    void nestedAnswersAreOneAnswer() {
        redis.client(text("*1\n$4\nROLE\n*1\n$4\nPING\n"));
        redis.server(text("*2\n*2\n:1\n$3\nabc\n:5\n+PONG\n"));
        assertThat(redis.messages())
                .extracting(Message::operation, Message::outcome)
                .containsExactly(
                        tuple("role", Outcome.REQUEST),
                        tuple("ping", Outcome.REQUEST),
                        tuple("role", Outcome.SUCCESS),
                        tuple("ping", Outcome.SUCCESS));
    }

    @Test
    void settingsThatReachTheFileSystemAreNamed() {
        redis.client(text("*4\n$6\nCONFIG\n$3\nSET\n$3\ndir\n$4\n/tmp\n"));
        assertThat(redis.messages().getFirst().operation()).isEqualTo("config set");
        assertThat(redis.messages().getFirst().verb()).isEqualTo(Verb.CONFIGURE);
        assertThat(redis.messages().getFirst().fields().get("system_access")).isEqualTo("config set");
    }

    @Test
    void aCommandIsItsFirstElement() {
        mongo.client(Sample.bytes("mongodb-find"));
        mongo.server(Sample.bytes("mongodb-refused"));
        assertThat(mongo.messages())
                .extracting(Message::operation, Message::verb, Message::outcome, Message::target)
                .containsExactly(
                        tuple("find", Verb.READ, Outcome.REQUEST, "plant.batches"),
                        tuple("find", Verb.READ, Outcome.REFUSED, "plant.batches"));
        assertThat(mongo.messages().get(1).fields().get("error")).isEqualTo(13L);
        assertThat(mongo.messages().get(1).fields().get("error_text")).isEqualTo("not authorized");
    }

    /** {@code saslStart} with SCRAM: the server answers with a challenge, and the client is not in yet. */
    @Test
    void aLoginToMongoThatGoesOnHasNotSucceeded() {
        mongo.client(mongo(1, 0, "10 7361736C537461727400 01000000"));
        mongo.server(mongo(2, 1, "08 646F6E6500 00 01 6F6B00 000000000000F03F"));
        mongo.client(mongo(3, 0, "10 7361736C436F6E74696E756500 01000000"));
        mongo.server(mongo(4, 3, "08 646F6E6500 01 01 6F6B00 000000000000F03F"));
        assertThat(mongo.messages())
                .extracting(Message::operation, Message::verb, Message::outcome)
                .containsExactly(
                        tuple("saslstart", Verb.LOGIN, Outcome.REQUEST),
                        tuple("saslstart", Verb.LOGIN, Outcome.NOTICE),
                        tuple("saslcontinue", Verb.LOGIN, Outcome.REQUEST),
                        tuple("saslcontinue", Verb.LOGIN, Outcome.SUCCESS));
    }

    private static String mongo(int id, int answers, String elements) {
        String document = elements.replace(" ", "");
        return le(26 + document.length() / 2) + le(id) + le(answers) + "DD070000 00000000 00"
                + le(5 + document.length() / 2) + document + "00";
    }

    @Test
    void documentsPassHoweverLong() {
        assertThat(mongo.client("00001000 01000000 00000000 DD070000 00000000 00" + "00".repeat(4080)))
                .isEqualTo(4101);
        assertThat(mongo.client("FF".repeat(500))).isEqualTo(500);
    }

    @Test
    void memcachedStoresAndGets() {
        memcached.client(text("set line1 0 60 5\nget x\ndelete line1\n"));
        memcached.server(text("STORED\nNOT_FOUND\n"));
        assertThat(memcached.messages())
                .extracting(Message::operation, Message::outcome, Message::target)
                .containsExactly(
                        tuple("set", Outcome.REQUEST, "line1"),
                        tuple("delete", Outcome.REQUEST, "line1"),
                        tuple("set", Outcome.SUCCESS, "line1"),
                        tuple("delete", Outcome.REFUSED, "line1"));
    }

    @Test
    void wordsThatOthersUseAreNotCertain() {
        assertThat(new MemcachedDissector().probe(new Bytes().wrap(text("quit\n")), Transport.TCP, true))
                .isEqualTo(Recognition.UNSURE);
        assertThat(redis.client(text("*1\n$4"))).isEqualTo(Dissector.NEED_MORE);
    }
}
