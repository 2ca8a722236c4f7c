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

    @Test
    void sparkplugAsTahuWritesItAndPahoSpeaksIt() throws Exception {
        try (Overheard talk = SparkplugTalk.talk(Agreement.freePort())) {
            Agreement agreement = Agreement.on(folder, "sparkplug", talk, 1883);
            agreement.assertFields("mqtt", 18);
            // From the node to the broker, and from that to the host; commands go the other way.
            assertThat(agreement.told(
                            "mqtt", "sparkplug", "kind", "verb", "unit", "sequence", "names", "values", "types"))
                    .filteredOn(line -> !line.contains(" session"))
                    .hasSize(10)
                    .containsOnly(
                            "nbirth notice report edge7 0 [\"bdSeq\",\"Node Control/Rebirth\",\"Properties/Hardware Make\",\"Properties/FW\"]"
                                    + " [3,false,\"Gateway Works\",\"2.4.1\"] [\"int64\",\"boolean\",\"string\",\"string\"]",
                            "dbirth notice report edge7/pump 1 [\"level\",\"speed\",\"trim\",\"torque\",\"flow\",\"step\",\"count\","
                                    + "\"hours\",\"energy\",\"running\",\"serviced\",\"note\"]"
                                    + " [4.25,40.5,-5,-300,-70000,200,65535,4000000000,5000000000,true,1800000000000,\"null\"]"
                                    + " [\"double\",\"float\",\"int8\",\"int16\",\"int32\",\"uint8\",\"uint16\",\"uint32\",\"uint64\","
                                    + "\"boolean\",\"datetime\",\"string\"]",
                            "ddata notice report edge7/pump 2 [\"level\",\"trim\",\"flow\",\"running\"] [4.5,-6,-70001,false]"
                                    + " [\"double\",\"int8\",\"int32\",\"boolean\"]",
                            "ncmd notice restart edge7 [\"Node Control/Reboot\"] [true] [\"boolean\"]",
                            "dcmd notice operate edge7/pump [\"speed\"] [37.5] [\"float\"]");
        }
    }
}
