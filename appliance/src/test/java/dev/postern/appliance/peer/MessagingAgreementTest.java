package dev.postern.appliance.peer;

import static org.assertj.core.api.Assertions.assertThat;

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
}
