package dev.postern.wire.it.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Identity;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Dissector.Recognition;
import dev.postern.wire.Sample;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TdsTest {
    private final Bench tds = new Bench(new TdsDissector(), Transport.TCP, 1433);
    private final Bench browser = new Bench(new SqlBrowserDissector(), Transport.UDP, 1434);

    private static List<Identity> identities(Bench bench) {
        return bench.observations.stream()
                .filter(Identity.class::isInstance)
                .map(Identity.class::cast)
                .toList();
    }

    @Test
    void aLoginTellsWhoFromWhereWithWhat() {
        tds.client(Sample.bytes("tds-prelogin"));
        tds.server(Sample.bytes("tds-prelogin-answer"));
        tds.client(Sample.bytes("tds-login"));
        tds.server(Sample.bytes("tds-login-answer"));
        assertThat(tds.messages())
                .extracting(Message::operation, Message::outcome)
                .containsExactly(
                        tuple("prelogin", Outcome.REQUEST),
                        tuple("prelogin", Outcome.SUCCESS),
                        tuple("login", Outcome.REQUEST),
                        tuple("login", Outcome.SUCCESS));
        assertThat(tds.messages().get(1).fields().get("version")).isEqualTo("15.0.2000");
        Message login = tds.messages().get(2);
        assertThat(login.target()).isEqualTo("plant");
        assertThat(login.fields().get("host")).isEqualTo("ENG1");
        assertThat(login.fields().get("user")).isEqualTo("sa");
        assertThat(login.fields().get("application")).isEqualTo("Historian Client");
        assertThat(login.fields().get("server")).isEqualTo("sql1");
        assertThat(tds.messages().get(3).fields().get("product_version")).isEqualTo("15.0.2000");
        assertThat(identities(tds))
                .extracting(Identity::attribute, Identity::value)
                .contains(
                        tuple(Attribute.NAME, "eng1"),
                        tuple(Attribute.USER, "sa"),
                        tuple(Attribute.ROLE, "database server"));
        assertThat(tds.observations.toString()).doesNotContain("secret");
        assertThat(tds.malformed()).isEmpty();
    }

    @Test
    void aBatchIsItsFirstWordAndIsRefusedWithANumber() {
        tds.client(Sample.bytes("tds-batch"));
        tds.server(Sample.bytes("tds-refused"));
        assertThat(tds.messages())
                .extracting(Message::operation, Message::outcome, Message::target)
                .containsExactly(
                        tuple("exec", Outcome.REQUEST, "master..xp_cmdshell"),
                        tuple("exec", Outcome.REFUSED, "master..xp_cmdshell"));
        assertThat(tds.messages().get(0).fields().get("system_access")).isEqualTo("xp_cmdshell");
        assertThat(tds.messages().get(1).fields().get("error")).isEqualTo(15281L);
    }

    @Test
    void whatGoesOnInFurtherPacketsIsOneMessage() {
        byte[] first = Sample.bytes("tds-batch");
        first[1] = 0;
        tds.client(first);
        tds.client("01 01 000A 0000 02 00 4142");
        tds.server("04 00 000D 0035 01 00 81 0000 0000");
        tds.server("04 01 0015 0035 02 00 FD 1000 C100 0500000000000000");
        assertThat(tds.messages()).extracting(Message::outcome).containsExactly(Outcome.REQUEST, Outcome.SUCCESS);
        assertThat(tds.messages().get(1).fields().get("rows")).isEqualTo(5L);
    }

    @Test
    void aProcedureIsCalledByName() {
        tds.client("03 01 0018 0000 01 00 0600 7000 5F00 5300 6100 7600 6500 0000");
        assertThat(tds.messages().getFirst().operation()).isEqualTo("exec");
        assertThat(tds.messages().getFirst().target()).isEqualTo("p_Save");
    }

    @Test
    void aLoginWithWindowsOwnMeansIsAnsweredAtItsEnd() {
        tds.client(Sample.bytes("tds-login"));
        // SSPI token with the beginning of a challenge of NTLM.
        tds.server("04 01 0017 0000 01 00 ED 0C00 4E544C4D53535000 02000000");
        tds.client("11 01 0014 0000 01 00 4E544C4D53535000 01000000");
        tds.server(Sample.bytes("tds-login-answer"));
        assertThat(tds.messages())
                .extracting(Message::operation, Message::outcome)
                .containsExactly(
                        tuple("login", Outcome.REQUEST),
                        tuple("sspi", Outcome.NOTICE),
                        tuple("sspi", Outcome.REQUEST),
                        tuple("login", Outcome.SUCCESS));
        assertThat(tds.messages().get(1).fields().get("auth")).isEqualTo("ntlm");
    }

    @Test
    void whoProvedHimselfWithNtlmIsNamedWhereHeIsRefused() {
        tds.client(Sample.bytes("tds-login"));
        tds.server("04 01 0017 0000 01 00 ED 0C00 4E544C4D53535000 02000000");
        // The last message of NTLM: user "Eve" at 0x40.
        tds.client("11 01 004E 0000 01 00 4E544C4D53535000 03000000 0000 0000 40000000 0000 0000 40000000"
                + "0000 0000 40000000 0600 0600 40000000 0000 0000 46000000 0000 0000 46000000 01000000 450076006500");
        tds.server("04 01 0026 0000 01 00 AA 0E00 18480000 01 0E 0000 00 00 01000000 FD 0200 0000 0000000000000000");
        Message last = tds.messages().getLast();
        assertThat(last.operation()).isEqualTo("login");
        assertThat(last.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(last.fields().get("user")).isEqualTo("Eve");
    }

    @Test
    void recordsOfTlsWithoutAPacketAroundThemPass() {
        assertThat(tds.client("17 0303 0004 01020304")).isEqualTo(9);
        assertThat(tds.observations).isEmpty();
    }

    @Test
    void aCutPacketIsWaitedFor() {
        assertThat(tds.client(Arrays.copyOf(Sample.bytes("tds-login"), 100))).isEqualTo(Dissector.NEED_MORE);
    }

    @Test
    void whatHasAnotherWindowIsNotTds() {
        byte[] other = Sample.bytes("tds-prelogin");
        other[7] = 1;
        assertThat(new TdsDissector().probe(new Bytes().wrap(other), Transport.TCP, true))
                .isEqualTo(Recognition.NOT);
    }

    @Test
    void theBrowserListsInstances() {
        browser.client(Sample.bytes("sqlbrowser-ask"));
        browser.server(Sample.bytes("sqlbrowser-answer"));
        assertThat(browser.messages().get(1).fields().get("instances")).isEqualTo(List.of("HISTORIAN", "WINCC"));
        assertThat(identities(browser))
                .extracting(Identity::value)
                .containsExactly("sql1", "database server", "Microsoft SQL Server 15.0.2000.5");
    }
}
