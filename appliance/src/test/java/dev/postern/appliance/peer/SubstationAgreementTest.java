package dev.postern.appliance.peer;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Telecontrol as real stacks speak it. */
@Timeout(180)
class SubstationAgreementTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void needsTsharkAndPython() throws Exception {
        Agreement.needsTsharkAndPython();
    }

    @Test
    void iec104AsNeoscadaSpeaksIt() throws Exception {
        try (Overheard talk = Iec104Talk.talk(Agreement.freePort(), false)) {
            Agreement.on(folder, "iec104", talk, 2404).assertFields("iec104", 25);
        }
    }

    @Test
    void iec104WithTimesAsNeoscadaSpeaksIt() throws Exception {
        try (Overheard talk = Iec104Talk.talk(Agreement.freePort(), true)) {
            Agreement.on(folder, "iec104-times", talk, 2404).assertFields("iec104", 25);
        }
    }
}
