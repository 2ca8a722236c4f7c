package dev.postern.wire.it.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector.Recognition;
import dev.postern.wire.Sample;
import org.junit.jupiter.api.Test;

class MysqlTest {
    private final Bench mysql = new Bench(new MysqlDissector(), Transport.TCP, 3306);

    private void loggedIn() {
        mysql.server(Sample.bytes("mysql-greeting"));
        mysql.client(Sample.bytes("mysql-login"));
        mysql.server("07 0000 02 00 00 00 02 00 00 00");
    }

    @Test
    void aLoginTellsUserProgramAndServer() {
        loggedIn();
        assertThat(mysql.messages())
                .extracting(Message::operation, Message::outcome, Message::target)
                .containsExactly(
                        tuple("greeting", Outcome.NOTICE, ""),
                        tuple("login", Outcome.REQUEST, "plant"),
                        tuple("login", Outcome.SUCCESS, "plant"));
        Message login = mysql.messages().get(1);
        assertThat(login.verb()).isEqualTo(Verb.LOGIN);
        assertThat(login.fields().get("user")).isEqualTo("hist");
        assertThat(login.fields().get("application")).isEqualTo("hist-sync");
        assertThat(login.fields().get("operating_system")).isEqualTo("Win64");
        assertThat(mysql.messages().getFirst().fields().get("version")).isEqualTo("8.0.36");
    }

    @Test
    void aStatementIsItsFirstWordAndItsTable() {
        loggedIn();
        mysql.client(Sample.bytes("mysql-query"));
        mysql.server(Sample.bytes("mysql-ok"));
        assertThat(mysql.messages().subList(3, 5))
                .extracting(Message::operation, Message::outcome, Message::verb, Message::target)
                .containsExactly(
                        tuple("update", Outcome.REQUEST, Verb.WRITE, "recipe"),
                        tuple("update", Outcome.SUCCESS, Verb.WRITE, "recipe"));
        assertThat(mysql.messages().get(4).fields().get("rows")).isEqualTo(3L);
    }

    @Test
    void rowsPassHoweverLong() {
        loggedIn();
        mysql.client(Sample.bytes("mysql-query"));
        mysql.server("01 0000 01 02");
        assertThat(mysql.server("00 0010 02" + "41".repeat(100))).isEqualTo(104);
        assertThat(mysql.server("41".repeat(4096))).isEqualTo(4096);
        assertThat(mysql.messages()).hasSize(5);
    }

    @Test
    void aRefusalHasNumberAndText() {
        mysql.server(Sample.bytes("mysql-greeting"));
        mysql.client(Sample.bytes("mysql-login"));
        mysql.server("11 0000 02 FF 1504 23 3238303030 41636365737321 21");
        Message refused = mysql.messages().getLast();
        assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(refused.fields().get("error")).isEqualTo(1045L);
        assertThat(refused.fields().get("sql_state")).isEqualTo("28000");
    }

    @Test
    void shutdownStops() {
        mysql.client("02 0000 00 08 00");
        assertThat(mysql.messages().getFirst().operation()).isEqualTo("shutdown");
        assertThat(mysql.messages().getFirst().verb()).isEqualTo(Verb.STOP);
    }

    @Test
    void withAnSslRequestTheProtocolEnds() {
        mysql.server(Sample.bytes("mysql-greeting"));
        mysql.client("20 0000 01 05AA0000 00000001 21" + "00".repeat(23));
        assertThat(mysql.isOver()).isTrue();
    }

    @Test
    void commandsAloneAreNeverCertain() {
        assertThat(new MysqlDissector().probe(new Bytes().wrap(Sample.bytes("mysql-query")), Transport.TCP, true))
                .isEqualTo(Recognition.UNSURE);
    }
}
