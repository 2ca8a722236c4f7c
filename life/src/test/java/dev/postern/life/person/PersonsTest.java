package dev.postern.life.person;

import static dev.postern.life.Site.MINUTE;
import static dev.postern.life.Site.SECOND;
import static dev.postern.life.Site.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.life.Site;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Conversation;
import dev.postern.model.Fields;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Accounts as entities of their own: where from, where to, over what, at which hours. */
class PersonsTest {
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    /** Midnight UTC. */
    private static final long MIDNIGHT = START / DAY * DAY + DAY;

    private final Site site = new Site();
    private final Random random = new Random(4);

    private void see(long at, int client, int server, String protocol, Outcome outcome, Object... fields) {
        Conversation conversation = new Conversation(Site.ip(client), Site.ip(server), Transport.TCP, 50_000, 445, 0);
        site.see(new Message(
                site.stamp(at),
                conversation,
                outcome == Outcome.REQUEST,
                protocol,
                "session setup",
                Verb.LOGIN,
                outcome,
                "",
                "",
                -1,
                Fields.of(fields)));
    }

    private void logon(long at, String user, int client, int server, String protocol) {
        see(at, client, server, protocol, Outcome.REQUEST, "user", user, "domain", "WORKS");
        see(at + SECOND / 100, client, server, protocol, Outcome.SUCCESS);
    }

    private void guess(long at, String user, int client, int server) {
        see(at, client, server, "smb2", Outcome.REQUEST, "user", user, "domain", "WORKS");
        see(at + SECOND / 100, client, server, "smb2", Outcome.REFUSED);
    }

    private List<Anomaly> told(Channel channel) {
        return site.anomalies.stream().filter(a -> a.channel() == channel).toList();
    }

    /** Ten people at their own desks, 8 to 16 h, some forty logins a day each on two of six servers. */
    private long office(int days) {
        for (int day = 0; day < days; day++)
            for (int slot = 0; slot < 160; slot++)
                for (int person = 0; person < 10; person++)
                    if (random.nextInt(4) == 0)
                        logon(
                                MIDNIGHT + day * DAY + 8 * HOUR + slot * 3L * MINUTE + person * SECOND,
                                "worker" + person,
                                20 + person,
                                2 + (person + random.nextInt(2)) % 6,
                                "smb2");
        return MIDNIGHT + days * DAY;
    }

    @Test
    void peopleAtTheirDesksRaiseNothing() {
        office(21);
        assertThat(told(Channel.NOVELTY_ACCOUNT)).isEmpty();
    }

    @Test
    void anAccountThatActsFromAnotherHostIsToldUnderThatHostWithItsName() {
        long next = office(21);
        logon(next + 10 * HOUR, "worker3", 25, 5, "smb2");
        assertThat(told(Channel.NOVELTY_ACCOUNT)).singleElement().satisfies(a -> {
            assertThat(a.device()).isEqualTo(Site.ip(25));
            assertThat(a.seen()).isEqualTo("worker3@works acts from 10.0.0.25 for the first time");
            assertThat(a.expected()).isEqualTo("worker3@works acts from 10.0.0.23");
            assertThat(a.explanation().groupSize()).isGreaterThan(4);
            assertThat(a.evidence()).hasSize(1);
        });
    }

    /** As Kerberos answers whoever only asks whether there is such an account. */
    @Test
    void anAccountOfWhichAProofIsStillWantedHasNotActed() {
        long next = office(21);
        long at = next + 10 * HOUR;
        see(at, 25, 5, "kerberos", Outcome.REQUEST, "user", "worker3", "domain", "WORKS");
        see(at + SECOND / 100, 25, 5, "kerberos", Outcome.NOTICE);
        assertThat(told(Channel.NOVELTY_ACCOUNT)).isEmpty();
        see(at + SECOND, 25, 5, "kerberos", Outcome.SUCCESS);
        assertThat(told(Channel.NOVELTY_ACCOUNT)).hasSize(1);
    }

    @Test
    void anAccountAtNightIsToldWithTheHour() {
        long next = office(21);
        logon(next + 3 * HOUR, "worker3", 23, 5, "smb2");
        assertThat(told(Channel.NOVELTY_ACCOUNT))
                .singleElement()
                .satisfies(a -> assertThat(a.seen()).contains("3 h UTC"));
    }

    @Test
    void anHourOfOvertimeIsNoNews() {
        long next = office(21);
        logon(next + 16 * HOUR + 30 * MINUTE, "worker3", 23, 5, "smb2");
        assertThat(told(Channel.NOVELTY_ACCOUNT)).isEmpty();
    }

    /** The habit backs off to that of all accounts. */
    @Test
    void aServerThatAllOthersUseIsLessNewsForTheLastOneThanOneThatNobodyUses() {
        long next = office(21);
        for (int day = 0; day < 4; day++)
            for (int person = 0; person < 9; person++)
                for (int i = 0; i < 5; i++)
                    logon(
                            next + day * DAY + 9 * HOUR + i * 20L * MINUTE + person * SECOND,
                            "worker" + person,
                            20 + person,
                            60,
                            "smb2");
        site.anomalies.clear();
        logon(next + 4 * DAY + 10 * HOUR, "worker9", 29, 60, "smb2");
        logon(next + 4 * DAY + 10 * HOUR + SECOND, "worker9", 29, 61, "smb2");
        assertThat(told(Channel.NOVELTY_ACCOUNT)).hasSize(2);
        double everybody = told(Channel.NOVELTY_ACCOUNT).getFirst().pvalue();
        assertThat(told(Channel.NOVELTY_ACCOUNT).getLast().pvalue()).isLessThan(everybody / 3);
    }

    @Test
    void oneAccountHasOneLifeHoweverAProtocolWritesIt() {
        assertThat(Account.plain("WORKS\\Bob")).isEqualTo("bob@works");
        assertThat(Account.plain("bob@WORKS.EXAMPLE")).isEqualTo("bob@works");
        assertThat(Account.plain("cn=Bob,ou=people,dc=works")).isEqualTo("bob");
        assertThat(Account.plain("STATION-7$@WORKS.EXAMPLE")).isNull();
        assertThat(Account.plain("")).isNull();
    }

    @Test
    void guessedPasswordsAreToldInTheFirstMinuteOfASite() {
        for (int i = 0; i < 40; i++) guess(START + i * SECOND, "user" + i % 8, 66, 2);
        site.until(START + 2 * MINUTE);
        assertThat(told(Channel.COUNT_LOGINS)).singleElement().satisfies(a -> {
            assertThat(a.device()).isEqualTo(Site.ip(66));
            assertThat(a.peer()).isEqualTo(Site.ip(2));
            assertThat(a.seen()).contains("40 refused logins a minute as user0@works, user1@works");
        });
    }

    @Test
    void aPersonWhoMistypesThreeTimesIsNoGuesser() {
        for (int i = 0; i < 3; i++) guess(START + i * 5L * SECOND, "bob", 30, 2);
        site.until(START + 2 * MINUTE);
        assertThat(told(Channel.COUNT_LOGINS)).isEmpty();
    }

    /** A service with an old password tries for ever: told on its first days, then known. */
    @Test
    void aServiceWithAnOldPasswordIsToldAndThenKnown() {
        for (int minute = 0; minute < 5 * 1440; minute++)
            for (int i = 0; i < 6; i++) guess(START + minute * MINUTE + i * 9L * SECOND, "backup", 30, 2);
        assertThat(told(Channel.COUNT_LOGINS)).allMatch(a -> a.atNanos() < START + 2 * DAY);
    }

    @Test
    void guessedNamesDoNotGrowTheStateAndPushOutNobodyWhoIsKnown() {
        long next = office(21);
        for (int i = 0; i < 3 * Persons.PERSONS_MAX; i++)
            logon(next + 9 * HOUR + i * SECOND / 20, "ghost" + i, 66, 2, "ftp");
        site.anomalies.clear();
        logon(next + 10 * HOUR, "worker3", 25, 5, "smb2");
        assertThat(told(Channel.NOVELTY_ACCOUNT))
                .anySatisfy(a -> assertThat(a.seen()).contains("worker3@works"));
        assertThat(site.site.limitsHit()).containsKey("persons");
    }
}
