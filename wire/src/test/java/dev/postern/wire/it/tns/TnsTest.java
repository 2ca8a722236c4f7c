package dev.postern.wire.it.tns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Sample;
import org.junit.jupiter.api.Test;

class TnsTest {
    private final Bench tns = new Bench(new TnsDissector(), Transport.TCP, 1521);

    @Test
    void aConnectTellsServiceProgramHostAndUser() {
        tns.client(Sample.bytes("tns-connect"));
        tns.server("0020 0000 02 00 0000 013A 0C41 2000 7FFF 0001 0000 0020 00000000000000000000");
        Message connect = tns.messages().getFirst();
        assertThat(connect.operation()).isEqualTo("connect");
        assertThat(connect.target()).isEqualTo("MES");
        assertThat(connect.fields().get("program")).isEqualTo("C:\\plant\\mes.exe");
        assertThat(connect.fields().get("client_host")).isEqualTo("ENG1");
        assertThat(connect.fields().get("user")).isEqualTo("wolf");
        assertThat(tns.messages().get(1).outcome()).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void aStatementWithinACallIsFoundAndItsErrorToo() {
        tns.client(Sample.bytes("tns-call"));
        tns.server(Sample.bytes("tns-error"));
        assertThat(tns.messages())
                .extracting(Message::operation, Message::outcome, Message::target)
                .containsExactly(
                        tuple("select", Outcome.REQUEST, "mes.recipes"),
                        tuple("select", Outcome.REFUSED, "mes.recipes"));
        assertThat(tns.messages().get(1).fields().get("error")).isEqualTo(942L);
    }

    @Test
    void theUserOfALoginStandsBeforeTheNames() {
        tns.client(Sample.bytes("tns-session-key"));
        assertThat(tns.messages().getFirst().verb()).isEqualTo(Verb.LOGIN);
        assertThat(tns.messages().getFirst().fields().get("user")).isEqualTo("SCOTT");
    }

    @Test
    void aRefusalHasItsNumber() {
        tns.client(Sample.bytes("tns-connect"));
        tns.server("001C 0000 04 00 0000 22 00 0010 284552523D31323531342928583D3129");
        assertThat(tns.messages().getLast().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(tns.messages().getLast().fields().get("error")).isEqualTo(12514L);
    }

    @Test
    void aCommandToTheListenerIsDiagnosis() {
        String descriptor = "(CONNECT_DATA=(COMMAND=status))";
        StringBuilder hex = new StringBuilder();
        for (char c : descriptor.toCharArray()) hex.append(Integer.toHexString(c));
        tns.client("0059 0000 01 00 0000 013A 012C 0000 0800 7FFF 7F08 0000 0001 001F 003A 00000000 41 41"
                + "00".repeat(24) + hex);
        assertThat(tns.messages().getFirst().operation()).isEqualTo("status");
        assertThat(tns.messages().getFirst().verb()).isEqualTo(Verb.DIAGNOSE);
    }
}
