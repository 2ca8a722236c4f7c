package dev.postern.analyst;

import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.HMI_MAC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.inventory.Settings;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Conversation;
import dev.postern.model.Incident.Tier;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;

/** G1: four outstations behind a router, polled each minute, which ask for the time, and a mirror port that no longer shows what they say. */
class OneDirectionTest {
    private static final long ROUTER_MAC = 0x0000_5E00_0102L;
    private static final int DAY_MINUTES = 26 * 60;

    private final Watched site = new Watched().plant();

    private enum Far {
        ANSWERS,
        UNSEEN,
        DEAD,
        NOT_ASKED
    }

    private void minutes(int count, Far far) {
        for (int i = 0; i < count; i++) {
            site.later(60).poll();
            site.traffic(Watched.STATION, Watched.STATION_MAC, Watched.PLC, Watched.PLC_MAC, "http");
            for (int n = 1; far != Far.NOT_ASKED && n <= 4; n++) {
                polled("10.5.0." + n, far);
                if (far != Far.DEAD) asksForTheTime("10.5.0." + n, far);
            }
        }
    }

    private void polled(String outstation, Far far) {
        long windowNanos = site.stamp().atNanos() / Settings.MINUTE_NANOS * Settings.MINUTE_NANOS;
        boolean answers = far == Far.ANSWERS;
        site.accept(new Traffic(
                site.stamp(),
                new Conversation(Watched.ip(HMI), Watched.ip(outstation), Transport.TCP, 50_000, 20_000, 0),
                "dnp3",
                windowNanos,
                new Traffic.Side(10, 1_000, HMI_MAC, 64),
                new Traffic.Side(answers ? 10 : 0, 1_000, answers ? ROUTER_MAC : 0, 63),
                0,
                0,
                Traffic.Opening.NONE,
                false,
                false));
    }

    private void asksForTheTime(String outstation, Far far) {
        boolean seen = far == Far.ANSWERS;
        site.accept(new Traffic(
                site.stamp(),
                new Conversation(Watched.ip(outstation), Watched.ip(Catalogue.SERVER), Transport.UDP, 123, 123, 0),
                "ntp",
                site.stamp().atNanos() / Settings.MINUTE_NANOS * Settings.MINUTE_NANOS,
                new Traffic.Side(seen ? 1 : 0, 90, seen ? ROUTER_MAC : 0, 63),
                new Traffic.Side(1, 90, Watched.OTHER_MAC, 64),
                0,
                0,
                Traffic.Opening.NONE,
                false,
                false));
    }

    private List<Anomaly> told() {
        return site.anomalies.stream().filter(a -> a.situation().equals("G1")).toList();
    }

    @Test
    void aNetworkThatIsNotHeardAndIsAnsweredIsToldOnce() {
        minutes(DAY_MINUTES, Far.ANSWERS);
        minutes(30, Far.UNSEEN);
        assertThat(told()).singleElement().satisfies(a -> {
            assertThat(a.neverHidden()).isTrue();
            assertThat(a.seen()).contains("10.5.0.0/24", "10.5.0.1", "10.5.0.4", "3 minutes");
            assertThat(a.evidence()).hasSize(4);
        });
        assertThat(site.analyst.halfSeen()).containsExactly("control 10.5.0.0/24");
        assertThat(site.situations()).doesNotContain("F3");
        assertThat(site.only().tier()).isEqualTo(Tier.NOTICE);
        assertThat(site.only().title()).isEqualTo("One direction missing: control 10.5.0.0/24");
        minutes(2, Far.ANSWERS);
        assertThat(site.only().narrative()).contains("is seen again");
        assertThat(site.analyst.halfSeen()).isEmpty();
    }

    /** Their masters test the connections. */
    @Test
    void aNetworkWhoseDevicesFailedIsSilentAndNotUnseen() {
        minutes(DAY_MINUTES, Far.ANSWERS);
        minutes(20, Far.DEAD);
        minutes(20, Far.NOT_ASKED);
        assertThat(told()).isEmpty();
        assertThat(site.situations()).contains("F3");
    }

    @Test
    void aDiodeThatNeverShowedAnAnswerMissesNone() {
        minutes(DAY_MINUTES, Far.UNSEEN);
        assertThat(told()).isEmpty();
    }

    @Test
    void whatIsMissedMeanwhileBelongsToItAndIsNoIncident() {
        minutes(DAY_MINUTES, Far.ANSWERS);
        minutes(1, Far.UNSEEN);
        missed("10.5.0.1", Channel.CYCLE_MISSED);
        minutes(20, Far.UNSEEN);
        missed("10.5.0.2", Channel.PRESENCE_MISSED);
        missed("10.5.0.3", Channel.CYCLE_MISSED);
        minutes(10, Far.ANSWERS);
        missed("10.5.0.4", Channel.PRESENCE_MISSED);
        assertThat(site.incidents.values())
                .filteredOn(i -> i.tier() != Tier.OBSERVATION)
                .singleElement()
                .satisfies(i -> {
                    assertThat(i.tier()).isEqualTo(Tier.NOTICE);
                    assertThat(i.anomalies()).hasSize(5);
                });
    }

    @Test
    void whatIsMissedInAPauseThatIsOrdinaryStandsForItself() {
        for (int hour = 0; hour < 26; hour++) {
            minutes(58, Far.ANSWERS);
            minutes(2, Far.UNSEEN);
        }
        minutes(20, Far.ANSWERS);
        minutes(1, Far.UNSEEN);
        site.deviation(Channel.PRESENCE_MISSED, "10.5.0.1", "10.5.0.3", Verb.READ, 1e-9);
        minutes(20, Far.ANSWERS);
        minutes(1, Far.UNSEEN);
        site.deviation(Channel.PRESENCE_MISSED, "10.5.0.2", "10.5.0.4", Verb.READ, 1e-9);
        assertThat(site.incidents.values())
                .filteredOn(i -> i.title().startsWith("Job did not come"))
                .hasSize(2);
    }

    @Test
    void whoCommandsMeanwhileIsNoPartOfIt() {
        minutes(DAY_MINUTES, Far.ANSWERS);
        minutes(10, Far.UNSEEN);
        site.deviation(Channel.NOVELTY_WRITER, Watched.STATION, "10.5.0.2", Verb.STOP, 1e-9);
        assertThat(site.incidents.values()).anySatisfy(i -> assertThat(i.tier()).isEqualTo(Tier.INCIDENT));
    }

    private void missed(String outstation, Channel channel) {
        site.deviation(channel, HMI, outstation, Verb.READ, 1e-9);
    }
}
