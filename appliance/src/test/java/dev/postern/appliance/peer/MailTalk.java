package dev.postern.appliance.peer;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.security.NoSuchAlgorithmException;
import org.apache.commons.net.imap.IMAPClient;
import org.apache.commons.net.pop3.POP3Client;
import org.apache.commons.net.smtp.SMTPClient;

/** Apache Commons Net brings a letter to GreenMail and fetches it by POP3 and IMAP, with wrong passwords first. */
final class MailTalk implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String USER = "operator@works.example";

    private final GreenMail server;

    MailTalk() {
        server = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, HOST, ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, HOST, ServerSetup.PROTOCOL_POP3),
            new ServerSetup(0, HOST, ServerSetup.PROTOCOL_IMAP)
        });
        server.setUser(USER, USER, "right");
        server.start();
    }

    Overheard smtp() throws IOException, NoSuchAlgorithmException {
        Overheard talk = Overheard.between(server.getSmtp().getPort());
        try (talk) {
            SMTPClient client = new SMTPClient();
            client.connect(InetAddress.getLoopbackAddress(), talk.port());
            client.login("bench.works.example");
            client.setSender("plc7@works.example");
            client.addRecipient(USER);
            try (Writer letter = client.sendMessageData()) {
                letter.write("Subject: Level high\r\n\r\nTank 1: 4.2 m\r\n");
            }
            client.completePendingCommand();
            client.noop();
            client.reset();
            client.logout();
            client.disconnect();
        }
        return talk;
    }

    Overheard pop3() throws IOException {
        Overheard talk = Overheard.between(server.getPop3().getPort());
        try (talk) {
            POP3Client client = new POP3Client();
            client.connect(InetAddress.getLoopbackAddress(), talk.port());
            if (client.login(USER, "wrong")) throw new IOException("a wrong password was accepted");
            client.login(USER, "right");
            client.status();
            client.listMessages();
            client.listUniqueIdentifiers();
            client.retrieveMessage(1).transferTo(Writer.nullWriter());
            client.listMessage(9);
            client.noop();
            client.logout();
            client.disconnect();
        }
        return talk;
    }

    Overheard imap() throws IOException {
        Overheard talk = Overheard.between(server.getImap().getPort());
        try (talk) {
            IMAPClient client = new IMAPClient();
            client.connect(InetAddress.getLoopbackAddress(), talk.port());
            client.capability();
            if (client.login(USER, "wrong")) throw new IOException("a wrong password was accepted");
            client.login(USER, "right");
            client.list("", "*");
            client.select("INBOX");
            client.fetch("1", "(FLAGS ENVELOPE BODY[])");
            client.search("ALL");
            client.store("1", "+FLAGS", "(\\Seen)");
            client.select("Nowhere");
            client.logout();
            client.disconnect();
        }
        return talk;
    }

    @Override
    public void close() {
        server.stop();
    }
}
