package dev.postern.life;

import static dev.postern.life.Site.MINUTE;
import static dev.postern.life.Site.SECOND;
import static dev.postern.life.Site.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Conversation;
import dev.postern.model.Fields;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Tally;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Names that carry information are told from the first day of a site; names that are many, long or random for good reasons are not. */
class NamesTest {
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

    private final Site site = new Site();
    private final Random random = new Random(11);

    NamesTest() {
        site.see(site.traffic(START, 5, 2, "dns", 4));
    }

    private void ask(long at, String name) {
        site.until(at);
        Tally tally = new Tally(
                site.stamp(at),
                Site.ip(5),
                Site.ip(2),
                "dns",
                "",
                "query A",
                Verb.RESOLVE,
                name,
                Math.floorDiv(at, MINUTE) * MINUTE,
                1,
                0);
        site.site.accept(tally, site);
    }

    private String letters(int count, String alphabet) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        return text.toString();
    }

    private List<Anomaly> told() {
        return site.anomalies.stream()
                .filter(a -> a.channel() == Channel.NAMES_INFORMATION)
                .toList();
    }

    @Test
    void aTunnelIsToldWithinItsFirstMinuteWithTheDomainAndHowMuchItSaid() {
        for (int i = 0; i < 60; i++) ask(START + i * SECOND, letters(50, BASE32) + ".t.evil.example");
        assertThat(told()).isNotEmpty().first().satisfies(a -> {
            assertThat(a.atNanos()).isLessThan(START + MINUTE);
            assertThat(a.seen()).contains("evil.example").contains("bits this hour");
            assertThat(a.explanation().seen()).isGreaterThan(a.explanation().high());
            assertThat(a.evidence()).hasSize(1);
        });
        assertThat(told()).hasSizeLessThan(5);
    }

    /** As tunnels make them that lose no octet; the domain is the end of it. */
    @Test
    void aNameAsLongAsNamesMayBeIsToldUnderItsDomain() {
        for (int i = 0; i < 120; i++) {
            String name = (letters(58, BASE32) + ".").repeat(4) + "t.evil.example";
            assertThat(name).hasSize(250);
            site.see(asked(START + i * SECOND, name));
        }
        site.until(START + 3 * MINUTE);
        assertThat(told()).isNotEmpty().allMatch(a -> a.seen().contains("under evil.example"));
    }

    private Message asked(long at, String name) {
        Conversation between = new Conversation(Site.ip(5), Site.ip(2), Transport.UDP, 40_000, 53, 0);
        return new Message(
                site.stamp(at),
                between,
                true,
                "dns",
                "query null",
                Verb.RESOLVE,
                Outcome.REQUEST,
                "",
                name,
                -1,
                Fields.NONE);
    }

    @Test
    void aSlowTunnelOfOneNameInTenMinutesIsToldWithinADay() {
        for (int i = 0; i < 24 * 6; i++) ask(START + i * 10L * MINUTE, letters(40, BASE32) + ".slow.example");
        assertThat(told()).isNotEmpty();
    }

    @Test
    void aTunnelOfSomeBytesEveryTwentyMinutesIsToldWithinAMonthAsWhatAQuarterSays() {
        int i = 0;
        for (; told().isEmpty() && i < 30 * 24 * 3; i++)
            ask(START + i * 20L * MINUTE, letters(16 + i % 9, BASE32) + ".s.slow.example");
        assertThat(told())
                .singleElement()
                .satisfies(a -> assertThat(a.seen()).contains("slow.example").contains(" days in about "));
        assertThat(i).isGreaterThan(24 * 3);
    }

    @Test
    void aDomainWithAHundredMachinesThatAreAllAskedForIsNone() {
        for (int i = 0; i < 60 * 24 * 3; i++) ask(START + i * 20L * MINUTE, "m" + (i / 4 % 100) + ".works.example");
        assertThat(told()).isEmpty();
    }

    @Test
    void aTunnelStraightToItsServerNeedsNoDomain() {
        for (int i = 0; i < 100; i++) ask(START + i * SECOND, "cat." + letters(60, "0123456789abcdef"));
        assertThat(told())
                .isNotEmpty()
                .first()
                .satisfies(a -> assertThat(a.seen()).contains("no top-level domain"));
    }

    @Test
    void theSameThousandNamesForEverCarryNothing() {
        String[] names = new String[300];
        for (int i = 0; i < names.length; i++) names[i] = "host-" + i + ".corp.example";
        for (int day = 0; day < 20; day++)
            for (String name : names) ask(START + day * 1440L * MINUTE + random.nextInt(60) * SECOND, name);
        long first = START + 1440 * MINUTE;
        assertThat(told()).allMatch(a -> a.atNanos() < first);
    }

    @Test
    void aPageWithThirtyHostsOfOneDomainIsNoTunnel() {
        for (int i = 0; i < 30; i++) ask(START + i * SECOND / 10, "img-" + i + ".static.shop.example");
        assertThat(told()).isEmpty();
    }

    @Test
    void reputationLookupsCarryHashesOfOneLengthAndAreLeftAlone() {
        for (int i = 0; i < 500; i++)
            ask(START + i * 5L * SECOND, letters(32, "0123456789abcdef") + ".lookup.scanner.example");
        assertThat(told()).isEmpty();
    }

    /** What cannot be told apart: the same look-ups in a coding of the vendor's own. */
    @Test
    void lookupsInAnUnknownCodingAreToldLikeATunnel() {
        for (int i = 0; i < 500; i++) ask(START + i * 5L * SECOND, letters(26, BASE32) + ".lookup.scanner.example");
        assertThat(told()).isNotEmpty();
    }

    @Test
    void reverseAndLocalNamesAreNobodysTunnel() {
        for (int i = 0; i < 3000; i++) {
            ask(START + i * SECOND, i % 250 + "." + i / 250 + ".0.10.in-addr.arpa");
            ask(START + i * SECOND, "printer-" + letters(20, BASE32) + ".local");
        }
        assertThat(told()).isEmpty();
    }

    @Test
    void manyOtherDomainsDoNotPushOutTheOneThatCarries() {
        for (int i = 0; i < 24 * 6; i++) {
            ask(START + i * 10L * MINUTE, letters(40, BASE32) + ".slow.example");
            for (int j = 0; j < 60; j++)
                ask(START + i * 10L * MINUTE + SECOND, "www.site-" + random.nextInt(5000) + ".example");
        }
        assertThat(told()).anySatisfy(a -> assertThat(a.seen()).contains("slow.example"));
        assertThat(site.site.limitsHit()).containsKey("domains per device");
    }
}
