package dev.postern.appliance.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** File services as real stacks speak them. */
class FilesAgreementTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void needsTsharkAndPython() throws Exception {
        Agreement.needsTsharkAndPython();
    }

    @Test
    void smb2AsSmbjAndSambaSpeakIt() throws Exception {
        try (SambaServer server = samba("smb2");
                Overheard talk = SmbTalk.talk(server.port())) {
            Agreement agreement = Agreement.on(folder, "smb2", talk, 445);
            agreement.assertFields("smb2", 440);
            agreement.assertFields("dcerpc", 20);
            assertThat(agreement.messages())
                    .filteredOn(said -> said.path("operation").asString().equals("write"))
                    .extracting(said -> said.path("target").asString())
                    .contains("\\\\127.0.0.1\\plans\\mixer\\Übersicht.txt");
        }
    }

    @Test
    void smb1AsJcifsAndSambaSpeakIt() throws Exception {
        try (SambaServer server = samba("smb1");
                Overheard talk = Smb1Talk.talk(server.port())) {
            Agreement.on(folder, "smb1", talk, 445).assertFields("smb1", 70);
        }
    }

    private static SambaServer samba(String name) throws Exception {
        assumeTrue(Files.isExecutable(Path.of(SambaServer.COMMAND)), "no Samba: install the package 'samba'");
        return SambaServer.start(Files.createDirectories(folder.resolve("samba-" + name)), Agreement.freePort());
    }
}
