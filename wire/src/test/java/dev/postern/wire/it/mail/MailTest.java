package dev.postern.wire.it.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Identity;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Dissector.Recognition;
import dev.postern.wire.Sample;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailTest {
    private final Bench smtp = new Bench(new SmtpDissector(), Transport.TCP, 25);
    private final Bench pop3 = new Bench(new Pop3Dissector(), Transport.TCP, 110);
    private final Bench imap = new Bench(new ImapDissector(), Transport.TCP, 143);

    private static byte[] text(String lines) {
        return lines.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String base64(String plain) {
        return Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    private static Message last(Bench bench) {
        return bench.messages().getLast();
    }

    @Test
    void aLetterIsCommandsAndOneMessageWithItsSize() {
        smtp.server(Sample.bytes("smtp-banner"));
        smtp.client(Sample.bytes("smtp-ehlo"));
        smtp.server(text("250-mail.plant.example\n250-AUTH PLAIN LOGIN\n250 STARTTLS\n"));
        smtp.client(text("MAIL FROM:<plc@plant.example> SIZE=7\nRCPT TO:<shift@plant.example>\nDATA\n"));
        smtp.server(text("250 ok\n250 ok\n354 go ahead\n"));
        smtp.client(text("Subject: alarm\n\nQUIT\n..\n.\nQUIT\n"));
        smtp.server(text("250 queued\n221 bye\n"));
        assertThat(smtp.messages())
                .extracting(Message::operation, Message::outcome)
                .containsExactly(
                        tuple("banner", Outcome.NOTICE),
                        tuple("ehlo", Outcome.REQUEST),
                        tuple("ehlo", Outcome.SUCCESS),
                        tuple("mail", Outcome.REQUEST),
                        tuple("rcpt", Outcome.REQUEST),
                        tuple("data", Outcome.REQUEST),
                        tuple("mail", Outcome.SUCCESS),
                        tuple("rcpt", Outcome.SUCCESS),
                        tuple("data", Outcome.SUCCESS),
                        tuple("message", Outcome.REQUEST),
                        tuple("quit", Outcome.REQUEST),
                        tuple("message", Outcome.SUCCESS),
                        tuple("quit", Outcome.SUCCESS));
        assertThat(smtp.messages().get(2).fields().get("extensions"))
                .isEqualTo(List.of("AUTH PLAIN LOGIN", "STARTTLS"));
        assertThat(smtp.messages().get(3).fields().get("from")).isEqualTo("plc@plant.example");
        assertThat(smtp.messages().get(7).target()).isEqualTo("shift@plant.example");
        assertThat(smtp.messages().get(9).fields().get("bytes")).isEqualTo(28L);
    }

    @Test
    void aLoginTellsTheUserAndNeverThePassword() {
        smtp.client(text("AUTH LOGIN\n"));
        smtp.server(text("334 VXNlcm5hbWU6\n"));
        smtp.client(text(base64("wolf") + "\n"));
        smtp.server(text("334 UGFzc3dvcmQ6\n"));
        smtp.client(text(base64("secret") + "\n"));
        smtp.server(text("235 welcome\n"));
        assertThat(last(smtp).verb()).isEqualTo(Verb.LOGIN);
        assertThat(last(smtp).outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(last(smtp).fields().get("user")).isEqualTo("wolf");
        assertThat(last(smtp).fields().get("credentials")).isEqualTo(true);
        assertThat(smtp.observations.toString()).doesNotContain("secret");
        assertThat(smtp.observations)
                .anySatisfy(o -> assertThat(o)
                        .isInstanceOfSatisfying(
                                Identity.class, i -> assertThat(i.value()).isEqualTo("wolf")));
    }

    @Test
    void aPlainLoginInOneLineIsRead() {
        smtp.client(text("AUTH PLAIN " + base64("\0wolf\0secret") + "\n"));
        smtp.server(text("535 no\n"));
        assertThat(smtp.messages().getFirst().fields().get("user")).isEqualTo("wolf");
        assertThat(last(smtp).outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void aBearerOfATokenHasAName() {
        smtp.client(text("AUTH XOAUTH2\n"));
        smtp.server(text("334 \n"));
        smtp.client(text(base64("user=wolf@plant.example\1auth=Bearer " + "x".repeat(400) + "\1\1") + "\n"));
        smtp.server(text("235 welcome\n"));
        assertThat(last(smtp).fields().get("user")).isEqualTo("wolf@plant.example");
    }

    @Test
    void withStarttlsTheProtocolEnds() {
        smtp.client(text("STARTTLS\n"));
        assertThat(smtp.isOver()).isFalse();
        smtp.server(text("220 go ahead\n"));
        assertThat(smtp.isOver()).isTrue();
        imap.client(text("a STARTTLS\n"));
        imap.server(text("a OK\n"));
        assertThat(imap.isOver()).isTrue();
        pop3.client(text("STLS\n"));
        pop3.server(text("+OK\n"));
        assertThat(pop3.isOver()).isTrue();
    }

    @Test
    void aRefusedLetterDoesNotSwallowTheNextCommand() {
        smtp.client(text("DATA\n"));
        smtp.server(text("554 no\n"));
        smtp.client(text("QUIT\n"));
        assertThat(smtp.messages()).extracting(Message::operation).containsExactly("data", "data", "quit");
    }

    @Test
    void onlyADotAloneInItsLineEndsALetter() {
        smtp.client(text("DATA\n"));
        smtp.client(text("the end"));
        smtp.client(text(".\nQUIT\n"));
        assertThat(smtp.client(text("."))).isEqualTo(Dissector.NEED_MORE);
        smtp.client(text(".\nNOOP\n"));
        assertThat(smtp.messages()).extracting(Message::operation).containsExactly("data", "message", "noop");
        assertThat(smtp.messages().get(1).fields().get("bytes")).isEqualTo(16L);
    }

    @Test
    void chunksPassByTheirLength() {
        smtp.client(text("BDAT 6 LAST\nQUIT\nNOOP\n"));
        assertThat(smtp.messages()).extracting(Message::operation).containsExactly("bdat", "noop");
    }

    @Test
    void aBoxIsOpenedInTheClear() {
        pop3.server(Sample.bytes("pop3-banner"));
        pop3.client(text("USER wolf\n"));
        pop3.server(text("+OK\n"));
        pop3.client(text("PASS secret\n"));
        pop3.server(text("+OK 2 messages\n"));
        pop3.client(text("RETR 1\n"));
        pop3.server(text("+OK 120 octets\nUSER x\n-ERR y\n.\n"));
        assertThat(pop3.messages())
                .extracting(
                        Message::operation, Message::outcome, m -> m.fields().get("user"))
                .containsExactly(
                        tuple("banner", Outcome.NOTICE, null),
                        tuple("user", Outcome.REQUEST, "wolf"),
                        tuple("user", Outcome.NOTICE, "wolf"),
                        tuple("pass", Outcome.REQUEST, "wolf"),
                        tuple("pass", Outcome.SUCCESS, "wolf"),
                        tuple("retr", Outcome.REQUEST, null),
                        tuple("retr", Outcome.SUCCESS, null));
        assertThat(pop3.observations.toString()).doesNotContain("secret");
    }

    @Test
    void tagsTieAnswersAndLiteralsPass() {
        imap.server(Sample.bytes("imap-banner"));
        imap.client(Sample.bytes("imap-login"));
        imap.server(text("a001 OK done\n"));
        imap.client(text("a2 SELECT \"INBOX\"\na3 FETCH 1 BODY[]\n"));
        imap.server(text("* 1 FETCH (BODY[] {7}\na3 NO\n)\na3 OK done\na2 NO none\n"));
        assertThat(imap.messages())
                .extracting(Message::operation, Message::outcome, Message::target)
                .containsExactly(
                        tuple("banner", Outcome.NOTICE, ""),
                        tuple("login", Outcome.REQUEST, ""),
                        tuple("login", Outcome.SUCCESS, ""),
                        tuple("select", Outcome.REQUEST, "INBOX"),
                        tuple("fetch", Outcome.REQUEST, ""),
                        tuple("fetch", Outcome.SUCCESS, ""),
                        tuple("select", Outcome.REFUSED, "INBOX"));
        assertThat(imap.messages().get(1).fields().get("user")).isEqualTo("wolf");
        assertThat(imap.observations.toString()).doesNotContain("secret");
    }

    @Test
    void anFtpServerIsNotTakenForMail() {
        byte[] ftp = text("220 FTP server ready\n");
        Dissector[] all = {new SmtpDissector(), new Pop3Dissector(), new ImapDissector()};
        for (Dissector one : all)
            assertThat(one.probe(new Bytes().wrap(ftp), Transport.TCP, false)).isNotEqualTo(Recognition.CERTAIN);
        assertThat(new SmtpDissector().probe(new Bytes().wrap(text("USER x\n")), Transport.TCP, true))
                .isEqualTo(Recognition.NOT);
    }
}
