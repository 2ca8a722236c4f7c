package dev.postern.appliance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Building automation as real stacks speak it. */
@Timeout(180)
class BuildingAgreementTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void needsTsharkAndPython() throws Exception {
        Agreement.needsTsharkAndPython();
    }

    @Test
    void bacnetAsPlc4xEncodesIt() throws Exception {
        try (Overheard talk = BacnetTalk.talk()) {
            Agreement agreement = Agreement.on(folder, "bacnet", talk, 47_808);
            agreement.assertFields("bacnet", 25);
            assertThat(agreement.messages())
                    .extracting(said -> said.path("operation").asString())
                    .doesNotContain("malformed");
        }
    }

    @Test
    void knxIpAsCalimeroSpeaksIt() throws Exception {
        try (Overheard talk = KnxTalk.talk()) {
            Agreement.on(folder, "knxip", talk, 3671).assertFields("knxip", 60);
        }
    }
}
