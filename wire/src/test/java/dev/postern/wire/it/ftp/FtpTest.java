package dev.postern.wire.it.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Dissector.Recognition;
import dev.postern.wire.Sample;
import org.junit.jupiter.api.Test;

class FtpTest {
    private final Bench ftp = new Bench(new FtpDissector(), Transport.TCP, 21);
    private final Bench tftp = new Bench(new TftpDissector(), Transport.UDP, 69);

    private void client(String line) {
        ftp.client(Bench.ascii(line + "\r\n"));
    }

    private void server(String line) {
        ftp.server(Bench.ascii(line + "\r\n"));
    }

    @Test
    void aPasswordIsFlaggedAndNotKept() {
        server("220 VxWorks FTP server");
        client("USER bob");
        server("331 Password required");
        client("PASS s3cret");
        server("530 Login incorrect");
        assertThat(ftp.messages())
                .extracting(Message::operation, Message::verb, Message::outcome, Message::target)
                .containsExactly(
                        tuple("greeting", Verb.OTHER, Outcome.NOTICE, ""),
                        tuple("user", Verb.LOGIN, Outcome.REQUEST, "bob"),
                        tuple("user", Verb.LOGIN, Outcome.NOTICE, "bob"),
                        tuple("pass", Verb.LOGIN, Outcome.REQUEST, "bob"),
                        tuple("pass", Verb.LOGIN, Outcome.REFUSED, "bob"));
        assertThat(ftp.messages().get(3).fields().get("credentials")).isEqualTo(true);
        assertThat(ftp.messages().toString()).doesNotContain("s3cret");
        assertThat(ftp.observations.stream().filter(Identity.class::isInstance).map(Identity.class::cast))
                .extracting(Identity::value)
                .containsExactly("VxWorks FTP server", "bob");
    }

    @Test
    void aPasswordThatAnybodyWouldGuessIsSaidToBeSo() {
        client("USER admin");
        client("PASS Admin");
        client("PASS s3cret");
        assertThat(ftp.messages())
                .extracting(m -> m.fields().get("guessable"))
                .containsExactly(null, "same as the account", null);
    }

    @Test
    void filesHaveADirection() {
        client("RETR /prog/main.l5x");
        server("150 Opening");
        server("226 Done");
        client("stor fw.bin");
        server("226 Done");
        client("DELE x");
        assertThat(ftp.messages())
                .extracting(Message::operation, Message::verb, Message::outcome, Message::target)
                .containsExactly(
                        tuple("retr", Verb.FILE_READ, Outcome.REQUEST, "/prog/main.l5x"),
                        tuple("retr", Verb.FILE_READ, Outcome.NOTICE, "/prog/main.l5x"),
                        tuple("retr", Verb.FILE_READ, Outcome.SUCCESS, "/prog/main.l5x"),
                        tuple("stor", Verb.FILE_WRITE, Outcome.REQUEST, "fw.bin"),
                        tuple("stor", Verb.FILE_WRITE, Outcome.SUCCESS, "fw.bin"),
                        tuple("dele", Verb.FILE_WRITE, Outcome.REQUEST, "x"));
    }

    @Test
    void dataConnectionsAreNamed() {
        client("PORT 10,0,0,1,4,1");
        server("200 ok");
        client("PASV");
        server("227 Entering Passive Mode (10,0,0,2,200,10).");
        assertThat(ftp.messages().getFirst().fields().get("data_port")).isEqualTo(1025L);
        assertThat(ftp.messages().get(3).fields().get("data_address")).isEqualTo("10.0.0.2");
        assertThat(ftp.messages().get(3).fields().get("data_port")).isEqualTo(51210L);
    }

    @Test
    void aReplyOfManyLinesIsOne() {
        client("FEAT");
        assertThat(ftp.server(Bench.ascii("211-Features:\r\n UTF8\r\n211"))).isEqualTo(Dissector.NEED_MORE);
        ftp.server(Bench.ascii("211-Features:\r\n UTF8\r\n211 End\r\n"));
        assertThat(ftp.messages()).hasSize(2);
    }

    @Test
    void afterAuthTheHandshakeOfTlsIsRead() {
        client("AUTH TLS");
        server("234 go");
        ftp.client(Sample.bytes("tls-hello"));
        assertThat(ftp.messages().get(2).protocol()).isEqualTo("tls");
    }

    @Test
    void onlyAGreetingThatNamesFtpIsCertain() {
        assertThat(probe("220 ProFTPD\r\n", false)).isEqualTo(Recognition.CERTAIN);
        assertThat(probe("220 mail ESMTP\r\n", false)).isEqualTo(Recognition.UNSURE);
        assertThat(probe("USER bob\r\n", true)).isEqualTo(Recognition.UNSURE);
        assertThat(probe("EHLO x\r\n", true)).isEqualTo(Recognition.NOT);
        assertThat(ftp.client(Bench.ascii("GET / HTTP/1.1 !\n"))).isNotEqualTo(Dissector.NEED_MORE);
        assertThat(ftp.client(Bench.ascii("12345\n"))).isEqualTo(Dissector.LOST);
    }

    private static Recognition probe(String text, boolean client) {
        return new FtpDissector().probe(new Bytes().wrap(Bench.ascii(text)), Transport.TCP, client);
    }

    @Test
    void tftpAsksForAFileInADirection() {
        tftp.client(Bench.ascii("\0\1fw.bin\0OCTET\0blksize\0" + "1428\0tsize\0" + "0\0"));
        tftp.client(Bench.ascii("\0\2cfg\0netascii\0"));
        assertThat(tftp.messages())
                .extracting(
                        Message::operation,
                        Message::verb,
                        Message::target,
                        m -> m.fields().get("mode"))
                .containsExactly(
                        tuple("read", Verb.FILE_READ, "fw.bin", "octet"),
                        tuple("write", Verb.FILE_WRITE, "cfg", "netascii"));
        assertThat(tftp.messages().getFirst().fields().get("block_size")).isEqualTo("1428");
    }

    @Test
    void aTftpTransferThatStaysOnItsPortEndsWithAShortBlock() {
        tftp.client(Bench.ascii("\0\2fw.bin\0octet\0blksize\0" + "8\0"));
        tftp.server(Bench.ascii("\0\6blksize\0" + "8\0"));
        tftp.client(Bench.ascii("\0\3\0\1abcdefgh"));
        tftp.server(Bench.ascii("\0\4\0\1"));
        tftp.client(Bench.ascii("\0\3\0\1abcdefgh"));
        tftp.client(Bench.ascii("\0\3\0\2xyz"));
        assertThat(tftp.messages()).hasSize(1);
        tftp.server(Bench.ascii("\0\4\0\2"));
        Message end = tftp.messages().getLast();
        assertThat(end.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(end.target()).isEqualTo("fw.bin");
        assertThat(end.fields().get("octets")).isEqualTo(11L);
        assertThat(tftp.malformed()).isEmpty();
    }

    @Test
    void theNextTftpTransferBetweenTheSamePortsBeginsAnew() {
        Bench data = tftp.beside(Transport.UDP, 40_000);
        for (int i = 1; i <= 2; i++) {
            tftp.client(Bench.ascii("\0\1fw.bin\0octet\0"));
            data.server(Bench.ascii("\0\3\0\1abc"));
            assertThat(data.messages()).hasSize(i);
            assertThat(data.messages().getLast().fields().get("octets")).isEqualTo(3L);
        }
    }

    @Test
    void whatIsLateOfATftpTransferDoesNotTakeTheNext() {
        Bench before = tftp.beside(Transport.UDP, 40_000);
        Bench next = tftp.beside(Transport.UDP, 40_001);
        tftp.client(Bench.ascii("\0\1fw.bin\0octet\0"));
        before.server(Bench.ascii("\0\3\0\5late"));
        before.client(Bench.ascii("\0\4\0\5"));
        before.client("0009");
        next.server(Bench.ascii("\0\3\0\1abc"));
        assertThat(before.messages()).isEmpty();
        assertThat(next.messages())
                .singleElement()
                .satisfies(m -> assertThat(m.target()).isEqualTo("fw.bin"));
    }

    /** The bench moves 10 ms a call of a flow of its own. */
    @Test
    void aTftpRequestThatNobodyAnsweredInTimeIsOver() {
        Bench data = tftp.beside(Transport.UDP, 40_000);
        tftp.client(Bench.ascii("\0\1fw.bin\0octet\0"));
        for (int i = 0; i < 3_100; i++) data.client(Bench.ascii("\0\4\0\5"));
        data.server(Bench.ascii("\0\3\0\1abc"));
        assertThat(data.messages()).isEmpty();
    }

    @Test
    void aTftpErrorRefusesWhatWasAskedFor() {
        tftp.client(Bench.ascii("\0\1none.bin\0octet\0"));
        tftp.server(Bench.ascii("\0\5\0\1not there\0"));
        assertThat(tftp.messages().getLast().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(tftp.messages().getLast().target()).isEqualTo("none.bin");
        assertThat(tftp.messages().getLast().latencyNanos()).isPositive();
    }

    /** The datagram that it answers was late, of another transfer. */
    @Test
    void aTftpErrorOfAnUnknownTransferDoesNotTakeTheNext() {
        Bench before = tftp.beside(Transport.UDP, 40_000);
        Bench next = tftp.beside(Transport.UDP, 40_001);
        tftp.client(Bench.ascii("\0\1fw.bin\0octet\0"));
        before.client(Bench.ascii("\0\5\0\5unknown transfer\0"));
        assertThat(before.messages())
                .singleElement()
                .satisfies(m -> assertThat(m.operation()).isEqualTo("error"));
        next.server(Bench.ascii("\0\3\0\1abc"));
        assertThat(next.messages())
                .singleElement()
                .satisfies(m -> assertThat(m.outcome()).isEqualTo(Outcome.SUCCESS));
    }

    @Test
    void aTftpRequestWithoutModeIsMalformed() {
        tftp.client(Bench.ascii("\0\1fw.bin"));
        tftp.client("0009");
        assertThat(tftp.malformed())
                .extracting(Malformed::rule)
                .containsExactly("file or mode without end", "operation unknown");
    }
}
