package dev.postern.appliance.peer;

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
    void adsAsPlc4xSpeaksItWithAResponderOfOurs() throws Exception {
        try (Overheard talk = Plc4xTalk.ads(Agreement.freePort())) {
            Agreement.on(folder, "ads", talk, 48_898).assertFields("ads", 10);
        }
    }
}
