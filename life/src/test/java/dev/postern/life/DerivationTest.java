package dev.postern.life;

import static dev.postern.life.Site.SECOND;
import static dev.postern.life.Site.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.life.chance.Law;
import dev.postern.life.chance.Recomputed;
import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Derivation;
import dev.postern.model.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** An anomaly keeps every number of its p-value: it can be computed again from the record alone. Masters at .1 poll controllers from .11 on. */
class DerivationTest {
    private final Site site = new Site();
    private long at = START;

    private void poll(int minutes, int controllers, int everySeconds) {
        for (int second = 0; second < 60 * minutes; second += everySeconds) {
            for (int i = 0; i < controllers; i++) {
                site.read(at + i * SECOND / 100, 1, 11 + i);
                if (second % 60 == 0) site.see(site.traffic(at + SECOND / 2, 1, 11 + i, "modbus", 120));
            }
            at += everySeconds * SECOND;
        }
    }

    private void troubles() {
        poll(24 * 60, 4, 5);
        site.see(site.message(at, 1, 12, "report server id", Verb.IDENTIFY, ""));
        site.write(at + SECOND, 9, 12);
        site.see(site.message(at + 2 * SECOND, 1, 12, "read coils", Verb.READ, "coil 9"));
        poll(5, 4, 5);
        poll(3, 4, 1);
        at += 4 * 60 * SECOND;
        poll(10, 4, 5);
        for (int host : new int[] {1, 11, 12, 66}) site.arp(at, host, Site.mac(host));
        poll(40, 4, 5);
        site.arp(at, 11, Site.mac(66));
        poll(2, 4, 5);
    }

    @Test
    void everyAnomalysPValueIsComputedAgainFromItsRecord() {
        troubles();
        assertThat(site.anomalies).hasSizeGreaterThan(4).allSatisfy(a -> {
            Derivation d = a.explanation().derivation();
            Recomputed again = Recomputed.of(d);
            assertThat(again.agrees())
                    .as("%s: %s, again %s", a.title(), d, again)
                    .isTrue();
            assertThat(again.combined()).isCloseTo(a.pvalue(), org.assertj.core.data.Percentage.withPercentage(1e-6));
            assertThat(a.pvalue()).isLessThanOrEqualTo(d.threshold());
            assertThat(again.signals()).allMatch(Recomputed.Signal::known);
        });
        assertThat(site.anomalies).extracting(Anomaly::channel).contains(Channel.NOVELTY_WRITER);
        assertThat(site.anomalies)
                .flatExtracting(a -> a.explanation().derivation().signals())
                .extracting(Derivation.Signal::law)
                .contains(Law.NEW_KIND.name(), Law.COUNT_MORE.name(), Law.COUNT_LESS.name(), Law.CHANGE.name());
    }

    @Test
    void aNumberThatWasChangedAfterwardsIsFoundOut() {
        troubles();
        for (Anomaly a : site.anomalies) {
            Derivation d = a.explanation().derivation();
            Derivation.Signal first = d.signals().getFirst();
            // At the smallest p there is, numbers no longer tell.
            if (first.p() < 1e-50) continue;
            List<Double> numbers =
                    first.numbers().stream().map(number -> 1.5 * number).toList();
            List<Derivation.Signal> signals = new ArrayList<>(d.signals());
            signals.set(
                    0,
                    new Derivation.Signal(
                            first.channel(),
                            first.what(),
                            first.law(),
                            numbers,
                            first.p(),
                            first.tail(),
                            first.weighed()));
            Derivation forged = new Derivation(signals, d.tests(), d.standing(), d.combined(), d.threshold());
            assertThat(Recomputed.of(forged).agrees()).as(a.title()).isFalse();
        }
    }

    @Test
    void aWindowIsComparedWithDevicesThatDoTheSameWork() {
        troubles();
        assertThat(site.anomalies)
                .filteredOn(a -> a.explanation().derivation().tests() > 0)
                .isNotEmpty()
                .anySatisfy(a -> {
                    assertThat(a.explanation().groupSize()).isGreaterThan(1);
                    assertThat(a.rarity()).contains("peers ever did it");
                });
    }

    @Test
    void whoBelongsToAGroupIsComparedWithThatGroupAndItIsNamed() {
        Map<Address, Integer> groupOf = new TreeMap<>();
        for (int i = 0; i < 256; i++) groupOf.put(Site.ip(i), i % 2 + 1);
        String even = "role controller, serves modbus";
        String odd = "role pc, asks modbus";
        site.site.learn(Fellows.of(groupOf, Map.of(1, even, 2, odd)));
        troubles();
        assertThat(site.anomalies)
                .filteredOn(a -> a.explanation().derivation().tests() > 0
                        && a.explanation().groupSize() > 1)
                .isNotEmpty()
                .allSatisfy(a -> assertThat(a.rarity())
                        .endsWith("peers ever did it (" + (a.device().low() % 2 == 0 ? even : odd) + ")"));
    }
}
