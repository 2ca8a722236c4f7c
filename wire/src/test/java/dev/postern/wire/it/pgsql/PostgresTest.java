package dev.postern.wire.it.pgsql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import dev.postern.wire.Sample;
import org.junit.jupiter.api.Test;

class PostgresTest {
    private final Bench pgsql = new Bench(new PostgresDissector(), Transport.TCP, 5432);

    @Test
    void aLoginInTheClearIsToldWithoutItsPassword() {
        pgsql.client(Sample.bytes("pgsql-startup"));
        pgsql.server("52 00000008 00000003");
        pgsql.client("70 0000000B 73656372657400");
        pgsql.server(Sample.bytes("pgsql-authenticated"));
        assertThat(pgsql.messages())
                .extracting(Message::operation, Message::outcome, Message::target)
                .containsExactly(
                        tuple("login", Outcome.REQUEST, "plant"),
                        tuple("password", Outcome.REQUEST, ""),
                        tuple("login", Outcome.SUCCESS, "plant"));
        assertThat(pgsql.messages().get(2).fields().get("authentication")).isEqualTo("password");
        assertThat(pgsql.messages().get(1).fields().get("credentials")).isEqualTo(true);
        assertThat(pgsql.messages().get(1).fields().get("guessable")).isEqualTo("default");
        assertThat(pgsql.observations.toString()).contains("PostgreSQL 16.2").doesNotContain("secret");
    }

    @Test
    void aStatementAndItsRows() {
        pgsql.client(Sample.bytes("pgsql-query"));
        pgsql.server("43 0000000D 44454C455445203400" + "5A 00000005 49");
        assertThat(pgsql.messages())
                .extracting(Message::operation, Message::outcome, Message::target)
                .containsExactly(tuple("delete", Outcome.REQUEST, "batch"), tuple("delete", Outcome.SUCCESS, "batch"));
        assertThat(pgsql.messages().get(1).fields().get("rows")).isEqualTo(4L);
    }

    @Test
    void aRefusalHasItsState() {
        pgsql.client(Sample.bytes("pgsql-query"));
        pgsql.server(Sample.bytes("pgsql-error"));
        assertThat(pgsql.messages().getLast().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(pgsql.messages().getLast().fields().get("sql_state")).isEqualTo("42501");
    }

    @Test
    void aPreparedStatementIsToldWhenItIsBound() {
        pgsql.client("50 00000013 7300 53454C454354203100 0000 0000");
        pgsql.client("42 0000000C 00 7300 0000 0000 00");
        assertThat(pgsql.messages()).extracting(Message::operation).containsExactly("select");
    }

    @Test
    void withAnSslRequestThatIsGrantedTheProtocolEnds() {
        pgsql.client("00000008 04D2162F");
        pgsql.server("53");
        assertThat(pgsql.isOver()).isTrue();
        assertThat(pgsql.messages())
                .extracting(Message::operation, Message::outcome)
                .containsExactly(tuple("starttls", Outcome.REQUEST), tuple("starttls", Outcome.SUCCESS));
    }

    @Test
    void rowsPassHoweverLong() {
        pgsql.client(Sample.bytes("pgsql-query"));
        assertThat(pgsql.server("44 00100000 0001" + "41".repeat(50))).isEqualTo(57);
        assertThat(pgsql.server("41".repeat(1000))).isEqualTo(1000);
        assertThat(pgsql.messages()).hasSize(1);
    }
}
