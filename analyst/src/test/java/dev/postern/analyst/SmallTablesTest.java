package dev.postern.analyst;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Conversation;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import org.junit.jupiter.api.Test;

/** What no longer fits into a small table is counted, and what is in it already is not. */
class SmallTablesTest {
    private final Watched site = new Watched();

    private void talks(String client, String server, int port, String service, Traffic.Opening opening) {
        int answers = opening == Traffic.Opening.OPENED ? 9 : 0;
        site.accept(new Traffic(
                site.stamp(),
                new Conversation(Watched.ip(client), Watched.ip(server), Transport.TCP, 50_000, port, 0),
                service,
                0,
                new Traffic.Side(9, 900, 0, 64),
                new Traffic.Side(answers, 100L * answers, 0, 64),
                0,
                0,
                opening,
                true,
                true));
    }

    private long refused(String table) {
        return site.analyst.limitsHit().getOrDefault(table, 0L);
    }

    private void knocks(int doors) {
        for (int port = 1; port <= doors; port++)
            talks(Watched.STATION, Watched.PLC, port, "tcp/" + port, Traffic.Opening.REFUSED);
    }

    @Test
    void doorsOfAScannerBeyondTheTableAreCountedAndKnownOnesAreNot() {
        knocks(512);
        knocks(512);
        assertThat(refused("doors of a host that knocks")).isZero();
        knocks(515);
        assertThat(refused("doors of a host that knocks")).isEqualTo(3);
    }

    @Test
    void outsidePeersBeyondTheTableAreCounted() {
        for (int round = 0; round < 2; round++)
            for (int peer = 1; peer <= 32; peer++)
                talks(Watched.STATION, "93.184.216." + peer, 443, "tls", Traffic.Opening.OPENED);
        assertThat(refused("outside peers of a host")).isZero();
        talks(Watched.STATION, "93.184.217.1", 443, "tls", Traffic.Opening.OPENED);
        assertThat(refused("outside peers of a host")).isEqualTo(1);
    }

    @Test
    void servicesWithAnOutsidePeerBeyondTheTableAreCounted() {
        for (int port = 1; port <= 10; port++)
            talks(Watched.STATION, "93.184.216.1", port, "service-" + Math.min(port, 9), Traffic.Opening.OPENED);
        assertThat(refused("services with an outside peer")).isEqualTo(2);
    }

    @Test
    void addressesThatACardHasNoRoomForAreCountedAndDevicesOfTheirOwn() {
        for (int host = 1; host <= 16; host++) site.arp("192.168.1." + host, Watched.STATION_MAC);
        site.minuteEnds();
        assertThat(refused("addresses of a device")).isZero();
        site.arp("192.168.1.99", Watched.STATION_MAC).minuteEnds();
        assertThat(refused("addresses of a device")).isPositive();
        assertThat(site.devices.values())
                .filteredOn(d -> d.addresses().contains(Watched.ip("192.168.1.99")))
                .allSatisfy(d -> assertThat(d.addresses()).hasSize(1));
    }

    @Test
    void servicesThatNobodyDescribedBeyondTheTableAreCounted() {
        for (int port = 1; port <= 16; port++)
            talks(Watched.HMI, Watched.PLC, port, "tcp/" + port, Traffic.Opening.OPENED);
        assertThat(refused("unread services of a network")).isZero();
        talks(Watched.HMI, Watched.PLC, 17, "tcp/17", Traffic.Opening.OPENED);
        assertThat(refused("unread services of a network")).isPositive();
    }

    @Test
    void connectionsThatOneHostMayPassOnAreCountedOnlyWhereTheyCameTooFast() {
        for (int i = 0; i < 200; i++) {
            site.at(60 * i);
            talks(Watched.HMI, Watched.PLC, 502, "modbus", Traffic.Opening.OPENED);
        }
        assertThat(refused("connections of a host in the middle")).isZero();
        for (int i = 0; i < 200; i++) talks(Watched.HMI, Watched.PLC, 502, "modbus", Traffic.Opening.OPENED);
        assertThat(refused("connections of a host in the middle")).isPositive();
    }
}
