package dev.postern.wire.it.telnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Dissector.Recognition;
import org.junit.jupiter.api.Test;

class TelnetTest {
    private final Bench telnet = new Bench(new TelnetDissector(), Transport.TCP, 23);
    private final Bench rlogin = new Bench(new RloginDissector(), Transport.TCP, 513);

    private static void login(Bench bench, String answer) {
        bench.server(Bench.ascii("plc\r\nlogin: "));
        for (char c : "bobx\bb".toCharArray()) bench.client(new byte[] {(byte) c});
        bench.client("08 0D 00");
        bench.server(Bench.ascii("bob\r\nPassword: "));
        bench.client(Bench.ascii("s3cret\r\n"));
        bench.server(Bench.ascii(answer));
    }

    @Test
    void aLoginNamesTheUserButNotThePassword() {
        login(telnet, "\r\nLast login: Tue\r\n$ ");
        telnet.client(Bench.ascii("cat /etc/passwd\r\n"));
        assertThat(telnet.messages())
                .extracting(Message::operation, Message::outcome, Message::target)
                .containsExactly(
                        tuple("login", Outcome.REQUEST, "bob"),
                        tuple("password", Outcome.REQUEST, "bob"),
                        tuple("login", Outcome.SUCCESS, "bob"),
                        tuple("command", Outcome.REQUEST, "cat"));
        assertThat(telnet.messages().get(1).fields().get("credentials")).isEqualTo(true);
        assertThat(telnet.messages().get(2).latencyNanos()).isEqualTo(10_000_000L);
        assertThat(telnet.messages().toString()).doesNotContain("s3cret");
        assertThat(telnet.observations.stream()
                        .filter(Identity.class::isInstance)
                        .map(Identity.class::cast))
                .extracting(Identity::value)
                .containsExactly("bob");
    }

    @Test
    void aWrongPasswordIsRefused() {
        login(telnet, "\r\nLogin incorrect\r\nlogin: ");
        assertThat(telnet.messages().get(2).outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void commandsInTheStreamAreNoText() {
        telnet.server("FF FD 18 FF FD 27 75 FF F9 73");
        telnet.client("FF FB 18 FF FA 18 00 76743130 30 FF");
        telnet.client("F0 FF FA 27 00 00 55534552 01 2D66726F6F74 FF F0");
        assertThat(telnet.messages())
                .extracting(
                        Message::operation,
                        m -> m.fields().get("terminal"),
                        m -> m.fields().get("user"))
                .containsExactly(tuple("terminal type", "vt100", null), tuple("environment", null, "-froot"));
    }

    @Test
    void whatIsTypedBeforeACommandIsToldBeforeIt() {
        telnet.server(Bench.ascii("login: "));
        telnet.client("626F62 0D0A FF FA 27 00 00 55534552 01 726F6F74 FF F0");
        assertThat(telnet.messages()).extracting(Message::operation).containsExactly("login", "environment");
    }

    @Test
    void whatDoesNotBeginWithAZeroIsNoRlogin() {
        rlogin.client(Bench.ascii("balice\0root\0xterm/38400\0"));
        assertThat(rlogin.messages()).isEmpty();
        assertThat(rlogin.malformed()).extracting(Malformed::offset).containsExactly(0);
    }

    @Test
    void rloginBeginsWithTheNames() {
        byte[] start = Bench.ascii("\0alice\0root\0xterm/38400\0");
        rlogin.client(start);
        rlogin.server(Bench.ascii("\0Password: "));
        rlogin.client(Bench.ascii("pw\r"));
        rlogin.server(Bench.ascii("\r\n# "));
        assertThat(rlogin.messages())
                .extracting(Message::operation, Message::outcome, Message::target)
                .containsExactly(
                        tuple("connect", Outcome.REQUEST, "root"),
                        tuple("password", Outcome.REQUEST, "root"),
                        tuple("login", Outcome.SUCCESS, "root"));
        assertThat(rlogin.messages().getFirst().fields().get("local_user")).isEqualTo("alice");
        assertThat(new RloginDissector().probe(new Bytes().wrap(start), Transport.TCP, true))
                .isEqualTo(Recognition.CERTAIN);
        start[start.length - 2] = 'x';
        assertThat(new RloginDissector().probe(new Bytes().wrap(start), Transport.TCP, true))
                .isEqualTo(Recognition.NOT);
    }

    @Test
    void rloginWithoutNamesIsMalformed() {
        assertThat(rlogin.client("00 61")).isEqualTo(Dissector.NEED_MORE);
        rlogin.client("41 42 43");
        assertThat(rlogin.malformed()).extracting(Malformed::rule).containsExactly("no names at the start");
    }

    @Test
    void recognisedByItsOptionsOrItsPrompt() {
        assertThat(probe(Bench.hex("FF FD 18 FF FD 20"), false)).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(Bench.hex("FF FB 03"), true)).isEqualTo(Recognition.UNSURE);
        assertThat(probe(Bench.ascii("Router\r\n\r\nUsername: "), false)).isEqualTo(Recognition.UNSURE);
        assertThat(probe(Bench.ascii("220 hello\r\n"), false)).isEqualTo(Recognition.NOT);
        assertThat(probe(Bench.hex("FF FB 60 FF FF FF"), true)).isEqualTo(Recognition.NOT);
    }

    private static Recognition probe(byte[] bytes, boolean client) {
        return new TelnetDissector().probe(new Bytes().wrap(bytes), Transport.TCP, client);
    }
}
