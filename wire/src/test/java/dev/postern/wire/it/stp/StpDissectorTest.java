package dev.postern.wire.it.stp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import dev.postern.wire.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class StpDissectorTest {
    private static Message last(Bench bench) {
        return bench.messages().getLast();
    }

    private static List<String> said(Bench bench) {
        return bench.observations.stream()
                .filter(Identity.class::isInstance)
                .map(Identity.class::cast)
                .map(i -> i.attribute() + " " + i.value())
                .toList();
    }

    private final Bench stp = new Bench(new StpDissector(), Transport.ETHERNET, StpDissector.SAPS);

    @Test
    void aBridgeTellsItsRootItsCostAndItsPort() {
        stp.client(Sample.bytes("stp-rapid"));
        stp.client(Sample.bytes("stp-rapid"));
        assertThat(last(stp).operation()).isEqualTo("rapid configuration");
        assertThat(last(stp).target()).isEqualTo("root 32768.02:00:00:00:00:01");
        assertThat(last(stp).unit()).isEqualTo("port 3");
        assertThat(last(stp).fields().get("port_role")).isEqualTo("designated");
        assertThat(last(stp).fields().get("root_cost")).isEqualTo(20_000L);
        assertThat(last(stp).fields().get("hello_seconds")).isEqualTo(2.0);
        assertThat(said(stp)).containsExactly("TYPE switch", "ADDRESS 02:00:00:00:00:02");
    }

    @Test
    void aTopologyChangeIsToldByItsNotificationAndByItsFlag() {
        stp.client("424203 0000 00 80");
        assertThat(last(stp).operation()).isEqualTo("topology change notification");
        stp.client("424203 0000 00 00 01 8000 020000000001 00000000 8000 020000000001 8001 0000 1400 0200 0F00");
        assertThat(last(stp).fields().get("topology_change")).isEqualTo(true);
    }

    private static String rapid(int flags) {
        return "424203 0000 02 02 %02X 8000 020000000001 00000000 8000 020000000001 8001 0000 1400 0200 0F00 00"
                .formatted(flags);
    }

    @Test
    void aRapidBridgeTellsOfAChangeByTheFlagAlone() {
        stp.client(rapid(0x3C));
        assertThat(last(stp).operation()).isEqualTo("rapid configuration");
        assertThat(last(stp).fields().get("topology_change")).isEqualTo(false);
        stp.client(rapid(0x3D));
        assertThat(last(stp).operation()).isEqualTo("rapid topology change");
        assertThat(last(stp).target()).isEqualTo("root 32768.02:00:00:00:00:01");
        assertThat(last(stp).fields().get("topology_change")).isEqualTo(true);
    }

    /** The whole rests, its second instance does not. */
    @Test
    void aChangeOfOneInstanceIsAChange() {
        String fixed = "424203 0000 03 02 7C 8000 020000000001 00000000 8000 020000000001 8001 0000 1400 0200 0F00 00";
        String region =
                "0060 00 706C616E74" + "00".repeat(27) + "0001" + "AC".repeat(16) + "00000000 8000 020000000001 14";
        String first = "7C 8001 020000000009 00000000 80 80 14";
        stp.client(fixed + region + first + "7C 8002 020000000009 00000000 80 80 14");
        assertThat(last(stp).operation()).isEqualTo("multiple configuration");
        stp.client(fixed + region + first + "7D 8002 020000000009 00000000 80 80 14");
        assertThat(last(stp).operation()).isEqualTo("multiple topology change");
    }

    @Test
    void aTreeOfOneVlanSaysWhich() {
        stp.client(
                "AAAA03 00000C 010B 0000 00 00 00 8005 020000000001 00000000 8005 020000000001 8001 0000 1400 0200 0F00 00 0000 0002 0005");
        assertThat(last(stp).fields().get("vlan")).isEqualTo(5L);
    }

    @Test
    void instancesOfARegionAreRead() {
        String fixed = "424203 0000 03 02 7C 8000 020000000001 00000000 8000 020000000001 8001 0000 1400 0200 0F00 00";
        String region =
                "0050 00 706C616E74" + "00".repeat(27) + "0001" + "AC".repeat(16) + "00000000 8000 020000000001 14";
        stp.client(fixed + region + "7C 8001 020000000009 00000000 80 80 14");
        assertThat(last(stp).operation()).isEqualTo("multiple configuration");
        assertThat(last(stp).fields().get("region")).isEqualTo("plant");
        assertThat(last(stp).fields().get("instance_1_root")).isEqualTo("32769.02:00:00:00:00:09");
        assertThat(stp.malformed()).isEmpty();
    }

    @Test
    void aUnitThatIsTooShortIsMalformed() {
        stp.client("424203 0000 00 00 01 8000");
        assertThat(stp.malformed()).extracting(Malformed::rule).containsExactly("unit ends early");
        assertThat(stp.messages()).isEmpty();
    }
}
