package dev.postern.appliance.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Message brokers as real stacks speak to them. */
@Timeout(180)
class MessagingAgreementTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void needsTsharkAndPython() throws Exception {
        Agreement.needsTsharkAndPython();
    }

    @Test
    void amqp10AsProtonSpeaksIt() throws Exception {
        try (Overheard talk = AmqpTalk.talk(Agreement.freePort())) {
            Agreement agreement = Agreement.on(folder, "amqp10", talk, 5672);
            agreement.assertFields("amqp10", 35);
            assertThat(agreement.messages())
                    .extracting(said -> said.path("mechanisms").asString())
                    .contains("PLAIN ANONYMOUS");
        }
    }

    @Test
    void amqp091AsRabbitMqAndQpidSpeakIt() throws Exception {
        try (Overheard talk = Amqp091Talk.talk(folder, Agreement.freePort())) {
            Agreement agreement = Agreement.on(folder, "amqp091", talk, 5672);
            agreement.assertFields("amqp091", 60);
            assertThat(agreement.messages())
                    .filteredOn(said -> said.path("verb").asString().equalsIgnoreCase("login"))
                    .extracting(
                            said -> said.path("operation").asString(),
                            said -> said.path("kind").asString(),
                            said -> said.path("user").asString())
                    .containsExactly(
                            tuple("connection start", "request", "operator"),
                            tuple("connection start", "refused", ""),
                            tuple("connection start", "request", "operator"),
                            tuple("connection start", "success", ""));
            assertThat(agreement.messages())
                    .filteredOn(said -> said.path("operation").asString().equals("publish"))
                    .extracting(
                            said -> said.path("target").asString(),
                            said -> said.path("size").asInt(),
                            said -> said.path("value")
                                    .asString(said.path("values").toString()))
                    .containsExactly(
                            tuple("plant/tank.1", Amqp091Talk.LEVELS.length(), "[4.3,false]"),
                            tuple("plant/tank.1", 3, "4.2"),
                            tuple("levels", 7, "pump on"),
                            tuple("levels", 0, ""),
                            tuple("plant/well.1", 1, "9"));
            assertThat(agreement.messages())
                    .filteredOn(said -> said.path("kind").asString().equals("refused"))
                    .extracting(
                            said -> said.path("operation").asString(),
                            said -> said.path("target").asString())
                    .contains(tuple("queue declare", "none"));
        }
    }

    @Test
    void mqtt5AsPahoAndVertxSpeakIt() throws Exception {
        try (Overheard talk = Mqtt5Talk.talk(Agreement.freePort())) {
            Agreement agreement = Agreement.on(folder, "mqtt5", talk, 1883);
            agreement.assertFields("mqtt", 25);
            assertThat(agreement.messages())
                    .extracting(said -> said.path("assigned_client_id").asString())
                    .anyMatch(name -> !name.isEmpty());
            assertThat(agreement.messages())
                    .filteredOn(said -> said.path("kind").asString().equals("refused"))
                    .extracting(
                            said -> said.path("operation").asString(),
                            said -> said.path("error").asString(),
                            said -> said.path("reason").asString())
                    .containsExactly(
                            tuple("connect", "bad user name or password", "no such operator"),
                            tuple("subscribe", "not authorized", ""),
                            tuple("publish", "not authorized", "only the line chief"));
        }
    }
}
