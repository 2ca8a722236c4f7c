package dev.postern.life;

import static dev.postern.life.Site.MINUTE;
import static dev.postern.life.Site.SECOND;
import static dev.postern.life.Site.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Binding;
import dev.postern.model.Channel;
import dev.postern.model.Message;
import dev.postern.model.Stamp;
import dev.postern.model.Traffic;
import dev.postern.model.Verb;
import org.junit.jupiter.api.Test;

/** A capture that begins before what the home already knows: a master at .1 has polled two controllers for a day since. */
class LateTest {
    private final Site site = new Site();
    private final long end = START + 24 * 60 * MINUTE;

    LateTest() {
        for (int host : new int[] {1, 11, 12, 66}) site.arp(START, host, Site.mac(host));
        for (long at = START; at < end; at += 10 * SECOND) {
            site.read(at, 1, 11);
            site.read(at, 1, 12);
            if (at % MINUTE < 10 * SECOND) {
                site.see(site.traffic(at, 1, 11, "modbus", 6));
                site.see(site.traffic(at, 1, 12, "modbus", 6));
            }
        }
        site.anomalies.clear();
    }

    private static Stamp late(Stamp stamp) {
        return new Stamp(stamp.atNanos(), stamp.order(), stamp.capture(), stamp.frame(), true);
    }

    private void writeLate(long at, int client, int server) {
        Message m = site.message(at, client, server, "write single register", Verb.WRITE, "holding 7");
        site.see(new Message(
                late(m.stamp()),
                m.conversation(),
                true,
                m.protocol(),
                m.operation(),
                m.verb(),
                m.outcome(),
                m.unit(),
                m.target(),
                -1,
                m.fields()));
    }

    private void trafficLate(long at, int client, int server, String service) {
        Traffic t = site.traffic(at, client, server, service, 6);
        site.see(new Traffic(
                late(t.stamp()),
                t.conversation(),
                t.service(),
                t.windowNanos(),
                new Traffic.Side(t.packetsUp(), t.bytesUp(), t.up().mac(), 64),
                new Traffic.Side(t.packetsDown(), t.bytesDown(), t.down().mac(), 64),
                0,
                0,
                t.opening(),
                false,
                false));
    }

    private long told(Channel channel) {
        return site.anomalies.stream().filter(a -> a.channel() == channel).count();
    }

    @Test
    void whatIsKnownNowWasNoSurpriseThen() {
        trafficLate(START + MINUTE, 1, 11, "modbus");
        trafficLate(START - 600 * MINUTE, 1, 12, "modbus");
        assertThat(site.anomalies).isEmpty();
    }

    @Test
    void aWriterOfThenIsToldAndIsStillNewWhenItWritesNow() {
        writeLate(START + 60 * MINUTE, 9, 11);
        assertThat(told(Channel.NOVELTY_WRITER)).isEqualTo(1);
        site.write(end, 9, 11);
        assertThat(told(Channel.NOVELTY_WRITER)).isEqualTo(2);
    }

    @Test
    void aPeerOfThenIsToldAndIsStillNewNow() {
        trafficLate(START + 60 * MINUTE, 12, 11, "modbus");
        assertThat(told(Channel.NOVELTY_PEER)).isEqualTo(1);
        site.see(site.traffic(end, 12, 11, "modbus", 6));
        assertThat(told(Channel.NOVELTY_PEER)).isEqualTo(2);
    }

    @Test
    void anAddressThatAnotherCardHadThenIsToldAndStaysWhereItIs() {
        site.see(new Binding(
                late(site.stamp(START + 60 * MINUTE)), Site.ip(11), Site.mac(66), 0, Binding.Source.ARP_REPLY));
        assertThat(told(Channel.BINDING_HARDWARE)).isEqualTo(1);
        site.arp(end, 11, Site.mac(11));
        assertThat(told(Channel.BINDING_HARDWARE)).isEqualTo(1);
    }
}
