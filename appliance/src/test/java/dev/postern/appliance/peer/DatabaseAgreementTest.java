package dev.postern.appliance.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Stores as real stacks speak to them. tshark shows every frame of theirs, {@code decode} what was asked and how it ended; so what was asked counts. */
@Timeout(180)
class DatabaseAgreementTest {
    @TempDir
    static Path folder;

    /** Operation, outcome and target of each message of a protocol. */
    private static List<Tuple> told(Agreement agreement, String protocol) throws Exception {
        return agreement.messages().stream()
                .filter(said -> said.path("protocol").asString().equals(protocol))
                .map(said -> tuple(text(said, "operation"), text(said, "kind"), text(said, "target")))
                .toList();
    }

    private static String text(JsonNode said, String name) {
        return said.path(name).asString();
    }

    @Test
    void postgresAsVertxAndH2SpeakIt() throws Exception {
        try (Overheard talk = DatabaseTalk.postgres(folder, Agreement.freePort())) {
            Agreement agreement = Agreement.on(folder, "pgsql", talk, 5432);
            List<Tuple> asked = new ArrayList<>();
            asked.add(tuple("login", "request", "works"));
            asked.add(tuple("password", "request", ""));
            asked.add(tuple("login", "success", "works"));
            asked.add(tuple("create", "request", "levels"));
            asked.add(tuple("create", "success", "levels"));
            for (int tank = 1; tank <= 3; tank++) {
                asked.add(tuple("insert", "request", "levels"));
                asked.add(tuple("insert", "success", "levels"));
            }
            asked.add(tuple("select", "request", "levels"));
            asked.add(tuple("select", "success", "levels"));
            asked.add(tuple("select", "request", "nothing"));
            asked.add(tuple("select", "refused", "nothing"));
            asked.add(tuple("drop", "request", "levels"));
            asked.add(tuple("drop", "success", "levels"));
            // H2 hangs up on a wrong password without a word.
            asked.add(tuple("login", "request", "works"));
            asked.add(tuple("password", "request", ""));
            asked.add(tuple("terminate", "notice", ""));
            assertThat(told(agreement, "pgsql")).containsExactlyElementsOf(asked);
            assertThat(agreement.messages())
                    .extracting(said -> text(said, "guessable"))
                    .contains("same as the account");
        }
    }

    @Test
    void redisAsJedisSpeaksIt() throws Exception {
        try (Overheard talk = DatabaseTalk.redis()) {
            Agreement agreement = Agreement.on(folder, "redis", talk, 6379);
            assertThat(told(agreement, "redis"))
                    .containsExactly(
                            tuple("set", "request", "tank:1"),
                            tuple("set", "success", "tank:1"),
                            tuple("get", "request", "tank:1"),
                            tuple("get", "success", "tank:1"),
                            tuple("hset", "request", "pump:1"),
                            tuple("hset", "success", "pump:1"),
                            tuple("lpush", "request", "alarms"),
                            tuple("lpush", "success", "alarms"),
                            tuple("keys", "request", "*"),
                            tuple("keys", "success", "*"),
                            tuple("incr", "request", "alarms"),
                            tuple("incr", "refused", "alarms"),
                            tuple("del", "request", "tank:1"),
                            tuple("del", "success", "tank:1"),
                            tuple("flushall", "request", ""),
                            tuple("flushall", "success", ""),
                            tuple("ping", "request", ""),
                            tuple("ping", "success", ""));
        }
    }

    @Test
    void mongoAsItsDriverSpeaksIt() throws Exception {
        try (Overheard talk = DatabaseTalk.mongo()) {
            Agreement agreement = Agreement.on(folder, "mongo", talk, 27_017);
            // How often the driver looks whether the server is there is its own affair.
            assertThat(told(agreement, "mongodb").stream().filter(told -> !told.toArray()[0].equals("ismaster")))
                    .containsExactly(
                            tuple("insert", "request", "works.levels"),
                            tuple("insert", "success", "works.levels"),
                            tuple("update", "request", "works.levels"),
                            tuple("update", "success", "works.levels"),
                            tuple("find", "request", "works.levels"),
                            tuple("find", "success", "works.levels"),
                            tuple("aggregate", "request", "works.levels"),
                            tuple("aggregate", "success", "works.levels"),
                            tuple("listcollections", "request", "works"),
                            tuple("listcollections", "success", "works"),
                            tuple("openvalve", "request", "works"),
                            tuple("openvalve", "refused", "works"),
                            tuple("drop", "request", "works.levels"),
                            tuple("drop", "success", "works.levels"));
            assertThat(agreement.messages())
                    .extracting(said -> text(said, "driver"))
                    .anyMatch(driver -> driver.startsWith("mongo-java-driver|sync 5."));
        }
    }
}
