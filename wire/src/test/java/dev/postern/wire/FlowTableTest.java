package dev.postern.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Traffic;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FlowTableTest {
    private static final Wire.Limits SMALL = new Wire.Limits(64, 16, 1 << 16, 1 << 20);

    private static byte[] from(int source, int port, boolean answer) {
        byte[] udp = answer ? Lab.udp(161, port, new byte[4]) : Lab.udp(port, 161, new byte[4]);
        byte[] ip = answer ? Lab.ipv4(Lab.B, source, 17, udp) : Lab.ipv4(source, Lab.B, 17, udp);
        return Lab.ethernet(Lab.MAC_A, Lab.MAC_B, 0x0800, ip);
    }

    @Test
    void aScanPushesOutOnlyItself() {
        Lab lab = new Lab(SMALL);
        for (int i = 0; i < 10; i++) lab.send(from(100 + i, 50_000, false)).send(from(100 + i, 50_000, true));
        for (int port = 1; port <= 5_000; port++) lab.send(from(7, 20_000 + port, false));
        assertThat(lab.wire.flows()).isEqualTo(10 + 16);
        assertThat(lab.wire.counters().limits()).containsEntry("flows of a source", 5_000L - 16);
        assertThat(lab.traffic()).hasSize(5_000 - 16).allMatch(Traffic::last);
    }

    @Test
    void aFloodFromForgedAddressesPushesOutUnansweredFlowsFirst() {
        Lab lab = new Lab(SMALL);
        for (int i = 0; i < 10; i++) lab.send(from(100 + i, 50_000, false)).send(from(100 + i, 50_000, true));
        for (int i = 1; i <= 5_000; i++) lab.send(from(0x0B000000 + i, 50_000, false));
        assertThat(lab.wire.flows()).isEqualTo(64);
        assertThat(lab.wire.counters().limits()).containsEntry("flows of a shard", 5_000L - 54);
        lab.seen.clear();
        for (int i = 0; i < 10; i++) lab.send(from(100 + i, 50_000, true));
        lab.close();
        assertThat(lab.traffic().stream().filter(t -> t.packetsDown() == 2)).hasSize(10);
    }

    @Property(seed = "1", tries = 50)
    void whatWasPutInIsFoundUntilItIsTakenOut(@ForAll long seed) {
        Random random = new Random(seed);
        FlowTable table = new FlowTable();
        Map<Integer, Flow> expected = new HashMap<>();
        for (int step = 0; step < 3_000; step++) {
            int port = random.nextInt(600);
            Packet packet = new Packet();
            packet.kind = dev.postern.model.Address.Kind.IPV4;
            packet.transport = dev.postern.model.Transport.UDP;
            packet.sourceLow = 1L + port % 7;
            packet.sourcePort = port;
            Flow found = table.find(packet, FlowTable.hash(packet));
            assertThat(found).isSameAs(expected.get(port));
            if (found == null) {
                Flow flow = new Flow();
                flow.kind = packet.kind;
                flow.transport = packet.transport;
                flow.clientLow = packet.sourceLow;
                flow.clientPort = port;
                flow.source = packet.source();
                flow.hash = FlowTable.hash(packet);
                table.add(flow);
                expected.put(port, flow);
            } else if (random.nextInt(3) == 0) {
                table.keep(found);
            } else if (random.nextInt(3) == 0) {
                table.refresh(found);
            } else {
                table.remove(found);
                expected.remove(port);
            }
            assertThat(table.size()).isEqualTo(expected.size());
        }
        while (table.size() > 0) table.remove(table.spare());
    }
}
