package dev.postern.life;

import static dev.postern.life.Site.MINUTE;
import static dev.postern.life.Site.SECOND;
import static dev.postern.life.Site.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Conversation;
import dev.postern.model.Fields;
import dev.postern.model.Identity;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * From observations through the stages to an anomaly of its channel, and beside each what looks like it and is none. A master at .1 polls the controller at .11 every
 * two seconds, a panel at .2 asks the one at .12 now and then.
 */
class ChannelsTest {
    private static final int DAY = 1440;
    /** No minute is rarer than the rule of succession has it, so what happens in none must be known for days. */
    private static final int WEEK = 7 * DAY;

    /** Minutes from the start to the end of its day. */
    private static final int MIDNIGHT = DAY - (int) (START / MINUTE % DAY);

    private static final Address GROUP = Address.ipv4(0xE000_0001);

    private final Site site = new Site();
    private final Random random = new Random(11);
    private int minute;

    private long now() {
        return START + minute * MINUTE;
    }

    private long count(Channel channel) {
        return site.anomalies.stream().filter(a -> a.channel() == channel).count();
    }

    /** That part of some anomaly is of this channel, by itself or among others. */
    private boolean says(Channel channel) {
        return site.anomalies.stream()
                .anyMatch(a -> a.channel() == channel
                        || a.explanation().shares().stream().anyMatch(s -> s.channel() == channel && s.weight() > 0.2));
    }

    private void poll(int server, String unit, String target, long latencyNanos, Outcome outcome, long offset) {
        Conversation flow = new Conversation(Site.ip(1), Site.ip(server), Transport.TCP, 40_000, 502, 0);
        for (Outcome each : List.of(Outcome.REQUEST, outcome))
            site.see(new Message(
                    site.stamp(now() + offset),
                    flow,
                    each == Outcome.REQUEST,
                    "modbus",
                    "read holding registers",
                    Verb.READ,
                    each,
                    unit,
                    target,
                    each == Outcome.REQUEST ? -1 : latencyNanos,
                    Fields.NONE));
    }

    private long latency() {
        return (long) (8e6 * Math.exp(0.1 * random.nextGaussian()));
    }

    /** A minute of ordinary life: thirty polls that are answered within some milliseconds. */
    private void ordinary() {
        for (int i = 0; i < 30; i++)
            poll(11, "1", "holding 100 x10", latency(), Outcome.SUCCESS, 2L * i * SECOND + SECOND / 10);
        traffic(1, 11, 60, 0, 0);
        minute++;
    }

    private void ordinary(int minutes) {
        for (int i = 0; i < minutes; i++) ordinary();
    }

    private void traffic(int client, int server, int packets, int resent, int vlan) {
        traffic(client, Site.ip(server), "modbus", packets, packets * 80L, resent, 0, vlan, Traffic.Opening.NONE);
    }

    private void traffic(
            int client,
            Address server,
            String service,
            int packets,
            long bytes,
            int resent,
            int resets,
            int vlan,
            Traffic.Opening opening) {
        Conversation flow = new Conversation(Site.ip(client), server, Transport.TCP, 40_000, 502, vlan);
        boolean answered = !server.isMulticast() && opening != Traffic.Opening.UNANSWERED;
        site.see(new Traffic(
                site.stamp(now() + 59 * SECOND),
                flow,
                service,
                now(),
                new Traffic.Side(packets, bytes, Site.mac(client), 64),
                new Traffic.Side(answered ? packets : 0, answered ? bytes : 0, answered ? Site.mac(99) : 0, 64),
                resent,
                resets,
                opening,
                opening != Traffic.Opening.NONE,
                false));
    }

    private void nothingOf(Channel channel) {
        site.until(now() + 2 * MINUTE);
        assertThat(site.anomalies).filteredOn(a -> a.channel() == channel).isEmpty();
    }

    private Anomaly first(Channel channel) {
        site.until(now() + 2 * MINUTE);
        assertThat(site.anomalies).anyMatch(a -> a.channel() == channel);
        return site.anomalies.stream()
                .filter(a -> a.channel() == channel)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aStationBehindAGatewayThatWasNeverAskedIsANewUnit() {
        ordinary(DAY);
        poll(11, "77", "holding 100 x10", latency(), Outcome.SUCCESS, 30 * SECOND);
        assertThat(first(Channel.NOVELTY_UNIT).peer()).isEqualTo(Site.ip(11));
    }

    @Test
    void aStationThatIsAskedOnceADayIsNone() {
        for (int day = 0; day < 3; day++) {
            poll(11, "77", "holding 100 x10", latency(), Outcome.SUCCESS, 30 * SECOND);
            ordinary(DAY);
        }
        site.anomalies.clear();
        poll(11, "77", "holding 100 x10", latency(), Outcome.SUCCESS, 30 * SECOND);
        nothingOf(Channel.NOVELTY_UNIT);
    }

    private void asks(String name) {
        Conversation flow = new Conversation(Site.ip(1), Site.ip(53), Transport.UDP, 40_000, 53, 0);
        site.see(new Message(
                site.stamp(now() + 20 * SECOND),
                flow,
                true,
                "dns",
                "query a",
                Verb.RESOLVE,
                Outcome.REQUEST,
                "",
                name,
                -1,
                Fields.NONE));
    }

    @Test
    void aNameThatNobodyEverAskedForIsANewName() {
        for (int i = 0; i < DAY; i++, minute++) asks("historian.works.example");
        asks("c2.elsewhere.example");
        assertThat(first(Channel.NOVELTY_NAME).seen()).contains("c2.elsewhere.example");
    }

    @Test
    void whoAsksForAnotherNameEachMinuteAsksForAnotherOnceMore() {
        for (int i = 0; i < DAY; i++, minute++) asks("n" + i + ".mirror.example");
        site.anomalies.clear();
        asks("n9999.mirror.example");
        nothingOf(Channel.NOVELTY_NAME);
    }

    @Test
    void answersThatTakeThreeTimesAsLongForAnHourAreALatency() {
        ordinary(600);
        for (int m = 0; m < 5; m++, minute++)
            for (int i = 0; i < 30; i++)
                poll(11, "1", "holding 100 x10", 3 * latency(), Outcome.SUCCESS, 2L * i * SECOND + SECOND / 10);
        site.until(now() + 2 * MINUTE);
        assertThat(says(Channel.HEALTH_LATENCY)).isTrue();
    }

    @Test
    void oneSlowAnswerIsNone() {
        ordinary(600);
        poll(11, "1", "holding 100 x10", 900_000_000L, Outcome.SUCCESS, 5 * SECOND);
        ordinary(5);
        assertThat(says(Channel.HEALTH_LATENCY)).isFalse();
    }

    @Test
    void aMinuteOfRefusalsIsTold() {
        ordinary(WEEK);
        for (int i = 0; i < 30; i++)
            poll(11, "1", "holding 100 x10", 0, Outcome.REFUSED, 2L * i * SECOND + SECOND / 10);
        minute++;
        site.until(now() + 2 * MINUTE);
        assertThat(says(Channel.HEALTH_REFUSED) || says(Channel.COUNT_FAILURES)).isTrue();
    }

    @Test
    void aPointThatWasAlwaysRefusedIsNot() {
        for (int m = 0; m < 600; m++) {
            poll(11, "1", "holding 900 x1", 0, Outcome.REFUSED, 30 * SECOND);
            ordinary();
        }
        site.anomalies.clear();
        poll(11, "1", "holding 900 x1", 0, Outcome.REFUSED, 30 * SECOND);
        ordinary(2);
        assertThat(says(Channel.HEALTH_REFUSED)).isFalse();
        assertThat(says(Channel.COUNT_FAILURES)).isFalse();
    }

    private void lossy(int minutes, int resent) {
        for (int m = 0; m < minutes; m++) {
            traffic(1, 11, 300, resent, 0);
            ordinary();
        }
    }

    @Test
    void packetsThatAreSentAgainAndAgainAreLosses() {
        lossy(WEEK, 0);
        lossy(3, 120);
        site.until(now() + 2 * MINUTE);
        assertThat(says(Channel.HEALTH_TRANSPORT)).isTrue();
    }

    @Test
    void aCableThatAlwaysLosesSomeIsAHabit() {
        lossy(300, 20);
        site.anomalies.clear();
        lossy(3, 22);
        site.until(now() + 2 * MINUTE);
        assertThat(says(Channel.HEALTH_TRANSPORT)).isFalse();
    }

    @Test
    void aRoundThatTakesThreeQuartersOfItsTimeIsAnotherPeriod() {
        ordinary(600);
        for (int m = 0; m < 3; m++, minute++)
            for (int i = 0; i < 40; i++)
                poll(11, "1", "holding 100 x10", latency(), Outcome.SUCCESS, 3L * i * SECOND / 2 + SECOND / 10);
        site.until(now() + 2 * MINUTE);
        assertThat(says(Channel.CYCLE_PERIOD)).isTrue();
    }

    @Test
    void aSecondHandThatAsksInBetweenMakesExtraPolls() {
        ordinary(WEEK);
        for (int m = 0; m < 3; m++, minute++)
            for (int i = 0; i < 30; i++) {
                poll(11, "1", "holding 100 x10", latency(), Outcome.SUCCESS, 2L * i * SECOND + SECOND / 10);
                if (i % 3 == 0)
                    poll(11, "1", "holding 100 x10", latency(), Outcome.SUCCESS, 2L * i * SECOND + SECOND / 2);
            }
        site.until(now() + 2 * MINUTE);
        assertThat(says(Channel.CYCLE_EXTRA)).isTrue();
    }

    @Test
    void aClockThatDriftsByAThousandthIsNoOtherRhythm() {
        ordinary(600);
        for (int m = 0; m < 5; m++, minute++)
            for (int i = 0; i < 30; i++)
                poll(11, "1", "holding 100 x10", latency(), Outcome.SUCCESS, 2002L * i * SECOND / 1000 + SECOND / 10);
        site.until(now() + 2 * MINUTE);
        assertThat(says(Channel.CYCLE_PERIOD)).isFalse();
        assertThat(says(Channel.CYCLE_EXTRA)).isFalse();
    }

    /** Frames to everybody, from one host. */
    private void shouts(int host, int frames) {
        traffic(host, GROUP, "udp/9999", frames, frames * 100L, 0, 0, 0, Traffic.Opening.NONE);
    }

    @Test
    void aThousandTimesAsManyFramesToEverybodyAreAStormOfWhoSendsMost() {
        for (int m = 0; m < DAY; m++, minute++) for (int host = 20; host < 25; host++) shouts(host, 10);
        shouts(20, 10);
        shouts(22, 50_000);
        minute++;
        assertThat(first(Channel.COUNT_GROUP).device()).isEqualTo(Site.ip(22));
    }

    @Test
    void fiftyMachinesThatAreSwitchedOnTogetherAreNoStorm() {
        for (int m = 0; m < DAY; m++, minute++) for (int host = 20; host < 25; host++) shouts(host, 10);
        for (int host = 20; host < 70; host++) shouts(host, 3);
        minute++;
        nothingOf(Channel.COUNT_GROUP);
    }

    @Test
    void anHourOfTwiceTheBytesIsNothingInOneMinuteAndLastsTooLongForChance() {
        // Twenty days: hours are judged after four of them.
        for (int hour = 0; hour < 20 * 24; hour++) hour(1);
        site.anomalies.clear();
        for (int hour = 0; hour < 3 * 24; hour++) hour(1.6);
        assertThat(count(Channel.DRIFT_HOUR)).isPositive();
    }

    @Test
    void aMonthOfTheSameIsNoDrift() {
        for (int hour = 0; hour < 30 * 24; hour++) hour(1);
        assertThat(count(Channel.DRIFT_HOUR) + count(Channel.DRIFT_DAY)).isZero();
    }

    /** A station that works in the early hours and is silent for the rest of the day; no hour has enough of it to be judged. */
    private void quietDay(int packets) {
        for (int i = 0; i < packets; i++) {
            int at = minute + MIDNIGHT + i * 480 / packets;
            site.until(START + at * MINUTE);
            site.see(site.traffic(START + at * MINUTE + random.nextInt(50) * SECOND, 1, 11, "modbus", 1));
        }
        minute += DAY;
    }

    @Test
    void aQuietStationThatSaysTwiceAsMuchDayByDayIsADriftThoughItSleepsWhenTheDayEnds() {
        for (int day = 0; day < 100; day++) quietDay(20 + random.nextInt(9));
        site.anomalies.clear();
        for (int day = 0; day < 20; day++) quietDay(50 + random.nextInt(9));
        assertThat(count(Channel.DRIFT_HOUR)).isZero();
        assertThat(first(Channel.DRIFT_DAY)).satisfies(a -> {
            assertThat(a.expected()).contains("a day");
            assertThat(a.seen()).contains("more than usual, day by day for");
        });
    }

    /** So many packets in the first half hour, none in the second: it sleeps when the hour ends. */
    private void halfHour(int packets) {
        for (int i = 0; i < packets; i++) {
            int at = minute + i * 30 / packets;
            site.see(site.traffic(START + at * MINUTE + random.nextInt(50) * SECOND, 1, 11, "modbus", 1));
        }
        minute += 60;
    }

    @Test
    void aStationThatSaysMoreHourByHourIsADriftThoughItSleepsWhenTheHourEnds() {
        for (int hour = 0; hour < 10 * 24; hour++) halfHour(16 + random.nextInt(3));
        site.anomalies.clear();
        for (int hour = 0; hour < 2 * 24; hour++) halfHour(22 + random.nextInt(3));
        site.until(now());
        assertThat(first(Channel.DRIFT_HOUR).seen()).contains("more than usual, hour by hour for");
    }

    @Test
    void oneBusyDayOfAQuietStationIsNone() {
        for (int day = 0; day < 40; day++) quietDay(20 + random.nextInt(9));
        quietDay(36);
        for (int day = 0; day < 10; day++) quietDay(20 + random.nextInt(9));
        nothingOf(Channel.DRIFT_DAY);
    }

    private void hour(double times) {
        for (int m = 0; m < 60; m++, minute++) {
            int packets = (int) Math.round(times * (40 + 6 * random.nextGaussian()));
            traffic(1, Site.ip(11), "modbus", packets, packets * 80L, 0, 0, 0, Traffic.Opening.NONE);
        }
    }

    @Test
    void aCopyOfAHundredMegabytesInPacketsThatAreNoMoreThanUsualIsAnUnusualVolume() {
        for (int hour = 0; hour < 7 * 24; hour++) hour(1);
        site.anomalies.clear();
        traffic(1, Site.ip(11), "modbus", 40, 4_800, 0, 0, 0, Traffic.Opening.NONE);
        minute++;
        traffic(1, Site.ip(11), "modbus", 40, 3_200, 0, 0, 0, Traffic.Opening.NONE);
        assertThat(says(Channel.COUNT_BYTES)).as("half as much again").isFalse();
        minute++;
        traffic(1, Site.ip(11), "modbus", 40, 100_000_000, 0, 0, 0, Traffic.Opening.NONE);
        minute++;
        site.until(now());
        assertThat(says(Channel.COUNT_BYTES)).isTrue();
    }

    /** So many connections, and packets on another that are many more. */
    private void opens(int client, int connections) {
        int packets = (int) Math.round(400 + 60 * random.nextGaussian());
        traffic(client, Site.ip(11), "modbus", packets, packets * 80L, 0, 0, 0, Traffic.Opening.NONE);
        for (int i = 0; i < connections; i++)
            traffic(client, Site.ip(11), "modbus", 1, 60, 0, 0, 0, Traffic.Opening.OPENED);
    }

    @Test
    void whoOpensFortyConnectionsInAMinuteIsToldAndWhoAlwaysDoesIsNot() {
        for (int m = 0; m < WEEK; m++, minute++) {
            opens(1, m % 5 == 0 ? 1 : 0);
            opens(3, 40);
        }
        site.anomalies.clear();
        opens(1, 40);
        opens(3, 42);
        minute++;
        site.until(now());
        assertThat(says(Channel.COUNT_CONNECTIONS)).isTrue();
        assertThat(site.anomalies).noneMatch(a -> a.device().equals(Site.ip(3)));
    }

    private void meets(int client, int server, String service) {
        traffic(client, Site.ip(server), service, 4, 400, 0, 0, 0, Traffic.Opening.NONE);
    }

    @Test
    void aHostThatWasNeverThereAContactAndAServiceThatWereNeverAreToldByTheirChannels() {
        for (int m = 0; m < 3 * DAY; m++, minute++)
            for (int controller = 11; controller < 16; controller++) meets(1, controller, "modbus");
        site.anomalies.clear();
        meets(66, 11, "modbus");
        assertThat(count(Channel.NOVELTY_DEVICE)).as("device").isEqualTo(1);
        meets(12, 13, "modbus");
        assertThat(count(Channel.NOVELTY_PEER)).as("contact").isEqualTo(1);
        meets(1, 14, "ssh");
        assertThat(count(Channel.NOVELTY_SERVICE)).as("service").isEqualTo(1);
    }

    @Test
    void whoMeetsNewPartnersAllDayIsNotToldOfTheNext() {
        for (int m = 0; m < 3 * DAY; m++, minute++) {
            meets(1, 11, "modbus");
            if (m % 20 == 0) meets(2, 1000 + m, "http");
        }
        site.anomalies.clear();
        meets(2, 9000, "http");
        assertThat(site.anomalies).isEmpty();
    }

    private void administeredEachHour() {
        for (int m = 0; m < 3 * DAY; m++, minute++) {
            for (int controller = 11; controller < 16; controller++) meets(1, controller, "modbus");
            if (m % 60 == 0) meets(2, 11 + m / 60 % 5, "ssh");
        }
        site.anomalies.clear();
    }

    @Test
    void theFirstSessionOfAHostThatNeverHadOneIsToldWithItsProtocol() {
        administeredEachHour();
        meets(1, 14, "vnc");
        assertThat(first(Channel.NOVELTY_SERVICE).service())
                .as("at a known machine")
                .isEqualTo("vnc");
        meets(12, 13, "ssh");
        assertThat(first(Channel.NOVELTY_PEER).service())
                .as("at one that others work on")
                .isEqualTo("ssh");
    }

    @Test
    void whoWorksOnMachinesFromAfarEachHourDoesNothingNew() {
        administeredEachHour();
        for (int controller = 11; controller < 16; controller++) meets(2, controller, "ssh");
        assertThat(site.anomalies).isEmpty();
    }

    @Test
    void aPointThatWasNeverWrittenIsANewTargetAndOneOfItsOwnIsNone() {
        for (int m = 0; m < 3 * DAY; m++, minute++) site.write(now(), 1, 11);
        site.anomalies.clear();
        site.write(now(), 1, 11);
        assertThat(site.anomalies).isEmpty();
        site.see(site.message(now() + SECOND, 1, 11, "write single register", Verb.WRITE, "holding 999"));
        assertThat(first(Channel.NOVELTY_TARGET).seen()).contains("holding 999");
    }

    @Test
    void whoAsksFortyHostsInAMinuteIsToldAndWhoAlwaysDoesIsNot() {
        for (int m = 0; m < WEEK; m++, minute++) {
            traffic(1, Site.ip(11), "modbus", 40, 3_200, 0, 0, 0, Traffic.Opening.NONE);
            for (int host = 100; host < 140; host++)
                traffic(3, Site.ip(host), "snmp", 2, 200, 0, 0, 0, Traffic.Opening.NONE);
        }
        site.anomalies.clear();
        for (int host = 100; host < 140; host++)
            for (int asker : new int[] {1, 3})
                traffic(asker, Site.ip(host), "snmp", 2, 200, 0, 0, 0, Traffic.Opening.NONE);
        minute++;
        site.until(now() + MINUTE);
        assertThat(site.anomalies)
                .filteredOn(a -> a.explanation().shares().stream().anyMatch(s -> s.channel() == Channel.COUNT_PEERS))
                .isNotEmpty()
                .allSatisfy(a -> assertThat(a.device()).isEqualTo(Site.ip(1)));
    }

    @Test
    void anotherVlanIsToldAndTheTwoThatADeviceAlwaysHadAreNot() {
        for (int m = 0; m < DAY; m++) {
            traffic(1, 11, 4, 0, 10);
            traffic(2, 12, 4, 0, 10 + m % 2);
            minute++;
        }
        site.anomalies.clear();
        traffic(1, 11, 4, 0, 20);
        traffic(2, 12, 4, 0, 11);
        site.until(now() + 2 * MINUTE);
        assertThat(site.anomalies)
                .filteredOn(a -> a.channel() == Channel.BINDING_VLAN)
                .isNotEmpty()
                .noneMatch(a -> a.device().equals(Site.ip(2)) || a.device().equals(Site.ip(12)));
    }

    private void says(int host, String name) {
        site.see(new Identity(
                site.stamp(now() + 10 * SECOND), Site.ip(host), Identity.Attribute.NAME, name, "lldp", 0.9));
    }

    @Test
    void anotherNameIsToldAndTheOneThatItHadBeforeIsNot() {
        for (int m = 0; m < DAY; m++, minute++) {
            traffic(1, 11, 4, 0, 0);
            traffic(1, 12, 4, 0, 0);
            says(11, "plc-north");
            says(12, m % 2 == 0 ? "plc-south" : "plc-south.works.example");
        }
        site.anomalies.clear();
        says(11, "kali");
        says(12, "plc-south");
        assertThat(first(Channel.BINDING_NAME).device()).isEqualTo(Site.ip(11));
        assertThat(count(Channel.BINDING_NAME)).isEqualTo(1);
    }

    /** A turn of five requests, or the same five in any order; at times of no rhythm, which would tell by itself. */
    private void turn(boolean kept) {
        long[] times = random.longs(60, 0, 58 * SECOND).sorted().toArray();
        for (int i = 0; i < times.length; i++) {
            int which = kept ? i % 5 : random.nextInt(5);
            poll(12, "1", "holding " + 100 * which + " x4", latency(), Outcome.SUCCESS, times[i]);
        }
        minute++;
    }

    @Test
    void requestsThatComeInAnyOrderAreAnOrderThatWasNeverSeen() {
        for (int m = 0; m < 3 * WEEK; m++) turn(true);
        site.anomalies.clear();
        for (int m = 0; m < 3; m++) turn(false);
        site.until(now() + 2 * MINUTE);
        assertThat(says(Channel.SEQUENCE_ORDER)).isTrue();
    }

    @Test
    void whoNeverKeptAnOrderLosesNone() {
        for (int m = 0; m < 600; m++) turn(false);
        site.anomalies.clear();
        for (int m = 0; m < 3; m++) turn(false);
        site.until(now() + 2 * MINUTE);
        assertThat(says(Channel.SEQUENCE_ORDER)).isFalse();
    }

    /** By day ten times as busy as by night. */
    private void shift(boolean busy, int hours) {
        for (int hour = 0; hour < hours; hour++) hour(busy ? 10 : 1);
    }

    @Test
    void aStandstillInAWorksOfTwoShiftsIsANewPhaseAndTheNextShiftIsNone() {
        for (int day = 0; day < 21; day++) {
            shift(true, 12);
            shift(false, 12);
        }
        site.anomalies.clear();
        shift(true, 6);
        assertThat(count(Channel.PHASE_NEW)).isZero();
        for (int hour = 0; hour < 3; hour++) hour(0.02);
        assertThat(count(Channel.PHASE_NEW)).isPositive();
    }
}
