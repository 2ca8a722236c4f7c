package dev.postern.life;

import static dev.postern.life.Site.SECOND;
import static dev.postern.life.Site.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.life.chance.Law;
import dev.postern.life.chance.Recomputed;
import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** M8: a panel at .1 and .2 reads controllers at .11 to .15; what begins between roles that never talk is rarer and graver. */
class RoleLinksTest {
    private static final int CONTROLLERS = 5;
    private final Site site = new Site();
    private long at = START;

    private void poll(int minutes) {
        for (int i = 0; i < minutes * 6; i++) {
            for (int controller = 0; controller < CONTROLLERS; controller++)
                site.read(at + controller * SECOND / 100, 1, 11 + controller);
            for (int controller = 0; controller < 3; controller++)
                site.read(at + controller * SECOND / 100 + SECOND, 2, 11 + controller);
            for (int controller = 0; controller < CONTROLLERS; controller++)
                site.see(site.traffic(at + 2 * SECOND, 1, 11 + controller, "modbus", 20));
            site.see(site.traffic(at + 2 * SECOND, 5, 6, "http", 20));
            at += 10 * SECOND;
        }
    }

    private static RoleLinks roles() {
        Map<Address, String> roles = new TreeMap<>();
        for (int panel : new int[] {1, 2}) roles.put(Site.ip(panel), "hmi");
        for (int i = 0; i < CONTROLLERS; i++) roles.put(Site.ip(11 + i), "controller");
        roles.put(Site.ip(5), "pc");
        roles.put(Site.ip(6), "server");
        List<RoleLinks.Link> links = new ArrayList<>();
        for (int panel = 100; panel < 110; panel++) {
            roles.put(Site.ip(panel), "hmi");
            for (int i = 0; i < CONTROLLERS; i++) links.add(new RoleLinks.Link(Site.ip(panel), Site.ip(11 + i)));
        }
        for (int pc = 200; pc < 220; pc++) {
            roles.put(Site.ip(pc), "pc");
            links.add(new RoleLinks.Link(Site.ip(pc), Site.ip(6)));
        }
        return RoleLinks.of(1, roles, links);
    }

    private Anomaly meets(int client, int server, String service) {
        site.see(site.traffic(at, client, server, service, 20));
        at += SECOND;
        return site.anomalies.stream()
                .filter(a -> a.channel() == Channel.NOVELTY_PEER)
                .toList()
                .getLast();
    }

    @Test
    void aLinkBetweenRolesThatNeverTalkIsRarerAndGraverThanOneBetweenRolesThatDo() {
        poll(24 * 60);
        site.site.learn(roles());
        Anomaly usual = meets(2, 14, "modbus");
        Anomaly strange = meets(5, 15, "http");
        assertThat(strange.pvalue()).isLessThan(usual.pvalue());
        assertThat(usual.consequence()).isEqualTo(2);
        assertThat(strange.consequence()).isEqualTo(4);
        assertThat(strange.seen())
                .endsWith(
                        "; of 70 pairs here that talk none join a device of the role pc to one of the role controller");
    }

    @Test
    void whyComputesItAgain() {
        poll(24 * 60);
        site.site.learn(roles());
        Anomaly strange = meets(5, 15, "http");
        var derivation = strange.explanation().derivation();
        assertThat(derivation.signals())
                .singleElement()
                .satisfies(s -> assertThat(s.law()).isEqualTo(Law.NEW_LINK.name()));
        assertThat(Recomputed.of(derivation).agrees()).isTrue();
    }

    @Test
    void whoseRoleIsNotKnownIsJudgedByTheGroupAlone() {
        poll(24 * 60);
        site.site.learn(roles());
        site.site.learn(RoleLinks.NONE);
        assertThat(meets(2, 14, "modbus").explanation().derivation().signals())
                .allSatisfy(s -> assertThat(s.law()).isEqualTo(Law.NEW_KIND.name()));
    }

    @Property(seed = "1")
    void theMassOfALinkIsAProbabilityThatGrowsWithItsOwn(
            @ForAll @IntRange(min = 0, max = 40) int pairs,
            @ForAll @IntRange(min = 0, max = 40) int single,
            @ForAll @IntRange(min = 1, max = 10_000) int links,
            @ForAll @IntRange(min = 0, max = 9_999) int rarer) {
        double mass = Law.linkMass(pairs, Math.min(single, pairs), links, Math.min(rarer, links - 1));
        assertThat(mass).isBetween(0.0, 1.0);
        assertThat(Law.linkMass(pairs, Math.min(single, pairs), links, Math.min(rarer, links - 1) + 1))
                .isGreaterThanOrEqualTo(mass);
    }
}
