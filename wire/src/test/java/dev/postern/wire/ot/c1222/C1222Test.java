package dev.postern.wire.ot.c1222;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Dissector.Recognition;
import org.junit.jupiter.api.Test;

/** Units put together after ANSI C12.22 clause 5: the titles of a meter and of a head end, invocation 5, then EPSEM. */
class C1222Test extends Metering {
    private static final String READ =
            "602fa211060f2b060104018285638e7f85f1c24e00a60a06082b06010401828563a803020105be09280781058003300001";

    private static final String TABLE =
            "6038a20a06082b06010401828563a403020105a611060f2b060104018285638e7f85f1c24e00a803020109be0d280b810980"
                    + "070000034142433a";

    private static final String LOGON_AND_READ =
            "6044a211060f2b060104018285638e7f85f1c24e00a60a06082b06010401828563a803020105be1e281c811a800f50123468"
                    + "656c6c6f776f726c640000083f000500000a0004";

    private static final String OK_AND_REFUSED =
            "6034a20a06082b06010401828563a403020105a611060f2b060104018285638e7f85f1c24e00a803020109be092807810580"
                    + "01000103";

    private static final String PROCEDURES =
            "6048a211060f2b060104018285638e7f85f1c24e00a60a06082b06010401828563a803020105be222820811e800a40000700"
                    + "040a000100f5094000070003000002fe0740080500012ad6";

    private static final String SECURITY =
            "6043a211060f2b060104018285638e7f85f1c24e00a60a06082b06010401828563a803020105be1d281b8119801751534543"
                    + "52455450415353574f52442020202020201234";

    private static final String ENCRYPTED =
            "6037a211060f2b060104018285638e7f85f1c24e00a60a06082b06010401828563a803020105be11280f810d880102030405"
                    + "060708090a0b0c";

    private static final String ENCRYPTED_ANSWER =
            "603ca20a06082b06010401828563a403020105a611060f2b060104018285638e7f85f1c24e00a803020109be11280f810d88"
                    + "0102030405060708090a0b0c";

    private static final String BROKEN =
            "602da211060f2b060104018285638e7f85f1c24e00a60a06082b06010401828563a803020105be0728058103800530";

    private static final String UNKNOWN =
            "602da211060f2b060104018285638e7f85f1c24e00a60a06082b06010401828563a803020105be072805810380012f";

    private static final String WITHOUT_LENGTH =
            "602da211060f2b060104018285638e7f85f1c24e00a60a06082b06010401828563a803020105be0728058180030130";

    private static final String METER = "1.3.6.1.4.1.33507.1919.12345678.0";

    @Test
    void aReadNamesItsTableAndItsAnswerHasTheOctets() {
        bench.client(READ);
        bench.server(TABLE);
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages()).allSatisfy(m -> {
            assertThat(m.operation()).isEqualTo("full read");
            assertThat(m.verb()).isEqualTo(Verb.READ);
            assertThat(m.unit()).isEqualTo(METER);
            assertThat(m.target()).isEqualTo("table 1");
        });
        assertThat(bench.messages().get(1).outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(bench.messages().get(1).latencyNanos()).isEqualTo(10_000_000);
        assertThat(field(1, "data")).isEqualTo("414243");
        assertThat(field(0, "calling")).isEqualTo("1.3.6.1.4.1.33507");
    }

    @Test
    void severalServicesOfAUnitHaveTheirAnswersInOrder() {
        bench.client(LOGON_AND_READ);
        bench.server(OK_AND_REFUSED);
        assertThat(bench.messages())
                .extracting(Message::operation)
                .containsExactly("logon", "partial read", "logon", "partial read");
        assertThat(bench.messages())
                .extracting(Message::outcome)
                .containsExactly(Outcome.REQUEST, Outcome.REQUEST, Outcome.SUCCESS, Outcome.REFUSED);
        assertThat(bench.messages().getFirst().verb()).isEqualTo(Verb.LOGIN);
        assertThat(field(0, "user")).isEqualTo("helloworld");
        assertThat(field(0, "user_id")).isEqualTo(0x1234L);
        assertThat(bench.messages().get(3).target()).isEqualTo("table 5 offset 10 x4");
        assertThat(field(3, "answer")).isEqualTo("insufficient security clearance");
    }

    @Test
    void whatIsWrittenToTableSevenIsAProcedure() {
        bench.client(PROCEDURES);
        assertThat(bench.malformed()).isEmpty();
        assertThat(bench.messages())
                .extracting(Message::operation)
                .containsExactly("procedure", "procedure", "full write");
        assertThat(bench.messages()).extracting(Message::verb).containsExactly(Verb.CLOCK, Verb.RESTART, Verb.WRITE);
        assertThat(field(0, "name")).isEqualTo("set date and/or time");
        assertThat(bench.messages())
                .extracting(Message::target)
                .containsExactly("procedure 10", "procedure 0", "manufacturer table 5");
        assertThat(field(2, "data")).isEqualTo("2a");
    }

    @Test
    void aPasswordIsNotShown() {
        bench.client(SECURITY);
        assertThat(bench.messages().getFirst().verb()).isEqualTo(Verb.LOGIN);
        assertThat(bench.messages().getFirst().fields().toMap().toString()).doesNotContain("534543");
    }

    @Test
    void whatIsEncryptedIsTiedByItsInvocation() {
        bench.client(ENCRYPTED);
        bench.server(ENCRYPTED_ANSWER);
        assertThat(bench.messages()).extracting(Message::operation).containsOnly("encrypted");
        assertThat(bench.messages().get(1).latencyNanos()).isEqualTo(10_000_000);
        assertThat(field(0, "size")).isEqualTo(12L);
    }

    @Test
    void aRemoteResetIsOfDemandsAndNotARestart() {
        bench.client(unit("a803020105", "40 0007 0004 0900 01 01 f5"));
        assertThat(bench.messages().getFirst().verb()).isEqualTo(Verb.WRITE);
        assertThat(field(0, "name")).isEqualTo("remote reset");
    }

    @Test
    void passwordsAndKeysInTablesAreNotShown() {
        asksAndAnswers("30 002A", "00 0004 41424344 5A");
        asksAndAnswers("4f 002D 000000 0004 41424344 5A", "00");
        bench.client(unit("a803020105", "40 0007 0007 1200 01 41424344 f5"));
        assertThat(bench.messages()).hasSize(5);
        assertThat(bench.messages().getLast().verb()).isEqualTo(Verb.LOGIN);
        assertThat(bench.messages().toString()).doesNotContain("41424344");
    }

    private void assertSecret(String... services) {
        for (String service : services) {
            asksAndAnswers(service, "00 0004 41424344 5A");
            assertThat(bench.messages()).as(service).hasSize(2);
            assertThat(bench.messages().toString()).as(service).doesNotContain("41424344");
            bench.observations.clear();
        }
    }

    @Test
    void aLogInIsNotShownWhateverItsSelectorAndItsOrderOfOctets() {
        assertSecret("40 0007 0007 1230 01 41424344 f5", "40 0007 0007 0012 01 41424344 f5");
        // Of others the parameters are.
        bench.client(unit("a803020105", "40 0007 0007 0a30 01 41424344 f5"));
        assertThat(field(0, "data")).isEqualTo("0a300141424344");
    }

    @Test
    void pendingTablesOfPasswordsAndPartsOfTableSevenAreNotShown() {
        assertSecret("30 002E", "40 002E 0004 41424344 5A", "4f 102E 000000 0004 41424344 5A", "3f 002E 000004 0004");
        assertSecret("30 102A", "40 102D 0004 41424344 5A", "3f 102A 000000 0004");
        assertSecret("4f 0007 000003 0004 41424344 5A", "30 0007", "40 1007 0007 1200 01 41424344 f5");
        // The manufacturer's table of the same number is another one.
        asksAndAnswers("30 082A", "00 0004 41424344 5A");
        assertThat(field(1, "data")).isEqualTo("41424344");
    }

    @Test
    void whatAnswersAnUnseenRequestIsNotShown() {
        bench.server(unit("a403020105a803020109", "00 0004 41424344 5A"));
        assertThat(field(0, "answer")).isEqualTo("ok");
        bench.client(ENCRYPTED);
        bench.server(unit("a403020105a803020109", "00 0004 41424344 5A"));
        assertThat(bench.messages()).extracting(Message::operation).containsExactly("answer", "encrypted", "encrypted");
        assertThat(bench.messages().toString()).doesNotContain("41424344");
    }

    @Test
    void whatDoesNotFitIsTold() {
        bench.client(BROKEN);
        bench.client(UNKNOWN);
        bench.client(WITHOUT_LENGTH);
        assertThat(bench.client("30820000")).isEqualTo(Dissector.LOST);
        assertThat(bench.client("30820000")).isEqualTo(Dissector.LOST);
        assertThat(bench.malformed())
                .extracting(Malformed::rule)
                .containsExactly(
                        "service does not fit", "service unknown", "user information is no EPSEM", "no ACSE unit");
    }

    @Test
    void onlyTitlesAndEpsemMakeItCertain() {
        assertThat(probe(READ)).isEqualTo(Recognition.CERTAIN);
        assertThat(probe(WITHOUT_LENGTH)).isEqualTo(Recognition.NOT);
        assertThat(probe(READ.substring(0, 40))).isEqualTo(Recognition.UNSURE);
        assertThat(probe("6007a80201058a0100")).isEqualTo(Recognition.NOT);
        assertThat(probe("600730050201000a00")).isEqualTo(Recognition.NOT);
    }

    private static Recognition probe(String hex) {
        return new C1222Dissector().probe(new Bytes().wrap(Bench.hex(hex)), Transport.TCP, true);
    }
}
