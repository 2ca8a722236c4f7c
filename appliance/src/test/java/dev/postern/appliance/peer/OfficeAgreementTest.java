package dev.postern.appliance.peer;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Old services that plants still use, as real stacks speak them. */
@Timeout(180)
class OfficeAgreementTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void needsTsharkAndPython() throws Exception {
        Agreement.needsTsharkAndPython();
    }

    @Test
    void ftpAsApacheSpeaksIt() throws Exception {
        try (Overheard talk = FtpTalk.talk(folder, Agreement.freePort())) {
            Agreement.on(folder, "ftp", talk, 21).assertFields("ftp", 30);
        }
    }

    @Test
    void mailAsCommonsNetAndGreenMailSpeakIt() throws Exception {
        try (MailTalk mail = new MailTalk()) {
            Agreement.on(folder, "smtp", mail.smtp(), 25).assertFields("smtp", 10);
            Agreement.on(folder, "pop3", mail.pop3(), 110).assertFields("pop3", 15);
            Agreement.on(folder, "imap", mail.imap(), 143).assertFields("imap", 15);
        }
    }
}
