package dev.postern.appliance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** PROFINET as Apache PLC4X encodes it. */
@Timeout(180)
class ProfinetAgreementTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void needsTsharkAndPython() throws Exception {
        Agreement.needsTsharkAndPython();
    }

    @Test
    void framesAsPlc4xEncodesThem() throws Exception {
        Agreement agreement = Agreement.of(folder, ProfinetTalk.frames(folder.resolve("profinet.pcap")));
        agreement.assertFields("profinet", 6);
        assertThat(agreement.told("pndcp", "operation", "kind", "target", "name", "type", "ip"))
                .containsExactly(
                        "identify request all",
                        "identify success pump-7 P-700 10.1.0.2",
                        "set name of station request pump-8");
        assertThat(agreement.told("pnrt", "operation", "target", "data_length", "provider_runs", "problem"))
                .containsExactly(
                        "alarm transport acknowledge",
                        "cyclic data frame 0x8001 40 true false",
                        "cyclic data frame 0x8001 40 false true");
    }

    @Test
    void aRelationAsPlc4xEncodesIt() throws Exception {
        try (Overheard talk = ProfinetTalk.relation()) {
            Agreement agreement = Agreement.on(folder, "pnio", talk, 34_964);
            agreement.assertFields("pnio", 14);
            assertThat(agreement.told("pnio", "operation", "kind", "unit", "target", "station", "serial", "software"))
                    .containsExactly(
                            "connect request line-1",
                            "connect success",
                            "write request 1.1 record 0x64",
                            "write success 1.1 record 0x64",
                            "control: parameter end request",
                            "control: parameter end success",
                            "control: application ready request",
                            "control: application ready success",
                            "read request 0.1 i&m0",
                            "read success 0.1 i&m0 S C-K0123456789 V4.1.2",
                            "read implicit request 9.1 record 0x8000",
                            "read implicit refused 9.1 record 0x8000",
                            "read request 0.1 i&m1",
                            "read refused 0.1 i&m1");
            assertThat(agreement.messages())
                    .extracting(said -> said.path("operation").asString())
                    .doesNotContain("malformed");
        }
    }
}
