package dev.postern.appliance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Apache PLC4X says to controllers. */
@Timeout(180)
class Plc4xAgreementTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void needsTsharkAndPython() throws Exception {
        Agreement.needsTsharkAndPython();
    }

    @Test
    void s7commAsPlc4xSpeaksItWithIotCommunication() throws Exception {
        try (Overheard talk = Plc4xTalk.s7(Agreement.freePort())) {
            Agreement.on(folder, "s7comm", talk, 102).assertMessages("s7comm", 14);
        }
    }

    @Test
    void modbusAsPlc4xSpeaksItWithJ2mod() throws Exception {
        try (Overheard talk = Plc4xTalk.modbus(Agreement.freePort())) {
            Agreement.on(folder, "modbus", talk, 502).assertMessages("modbus", 18);
        }
    }

    @Test
    void cipAsPlc4xSpeaksItWithAResponderOfOurs() throws Exception {
        try (Overheard talk = Plc4xTalk.cip(Agreement.freePort())) {
            Agreement agreement = Agreement.on(folder, "cip", talk, 44_818);
            agreement.assertMessages("cip", 16);
            assertThat(agreement.told("cip", "operation", "kind", "target", "values"))
                    .filteredOn(line -> line.contains(" tag "))
                    // Three are under way at the same time.
                    .containsExactlyInAnyOrder(
                            "read tag request tag level",
                            "read tag success tag level [1234]",
                            "read tag request tag level",
                            "read tag request tag flow",
                            "read tag request tag recipe[3]",
                            "read tag success tag level [1234]",
                            "read tag success tag flow [1234]",
                            "read tag success tag recipe[3] [1234]",
                            "write tag request tag level [4711]",
                            "write tag success tag level");
        }
    }

    @Test
    void adsAsPlc4xSpeaksItWithAResponderOfOurs() throws Exception {
        try (Overheard talk = Plc4xTalk.ads(Agreement.freePort())) {
            Agreement.on(folder, "ads", talk, 48_898).assertFields("ads", 10);
        }
    }
}
