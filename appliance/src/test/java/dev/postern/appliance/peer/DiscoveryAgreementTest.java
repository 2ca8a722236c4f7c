package dev.postern.appliance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How devices announce themselves and are found, as real stacks do it. */
@Timeout(180)
class DiscoveryAgreementTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void needsTsharkAndPython() throws Exception {
        Agreement.needsTsharkAndPython();
    }

    @Test
    void mdnsAsJmdnsSpeaksIt() throws Exception {
        try (Overheard talk = MdnsTalk.talk()) {
            Agreement agreement = Agreement.on(folder, "mdns", talk, MdnsTalk.PORT);
            agreement.assertFields("mdns", 15);
            assertThat(agreement.told("mdns", "operation", "kind", "target", "answers", "ttl_seconds"))
                    // An hour, less what has passed of it.
                    .map(line -> line.replaceFirst(" 3(600|5..)$", ""))
                    .contains(
                            "query any request pump7.local",
                            "query a notice pump7.local [\"a 127.0.0.1\"]",
                            "query ptr notice _modbus._tcp.local [\"ptr pump 7._modbus._tcp.local\","
                                    + "\"srv pump7.local:502\",\"txt model=P-700\"]",
                            // A time to live of 0 says goodbye.
                            "query a notice bench.local [\"a 127.0.0.1\"] 0");
        }
    }
}
