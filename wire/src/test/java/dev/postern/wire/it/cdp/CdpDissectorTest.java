package dev.postern.wire.it.cdp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class CdpDissectorTest {
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

    private final Bench cdp = new Bench(new CdpDissector(), Transport.ETHERNET, CdpDissector.SNAP);

    @Test
    void aSwitchTellsItsNamePlatformSoftwareAndAddress() {
        cdp.client(Sample.bytes("cdp-announcement"));
        assertThat(last(cdp).verb()).isEqualTo(Verb.IDENTIFY);
        assertThat(last(cdp).target()).isEqualTo("switc1");
        assertThat(last(cdp).unit()).isEqualTo("Fas01");
        assertThat(last(cdp).fields().get("native_vlan")).isEqualTo(5L);
        assertThat(last(cdp).fields().get("duplex")).isEqualTo("full");
        assertThat(last(cdp).fields().get("capabilities")).isEqualTo(List.of("switch", "igmp"));
        assertThat(said(cdp))
                .containsExactly("NAME switc1", "MODEL WS-C2950-2", "SOFTWARE 12.2", "ADDRESS 10.0.0.9", "TYPE switch");
        assertThat(cdp.malformed()).isEmpty();
    }

    @Test
    void itsNeighboursInTheSameFlowAreToldByName() {
        cdp.client("AAAA03 00000C 2003 02 01 00 05 706C616E74" + "00".repeat(27));
        assertThat(last(cdp).protocol()).isEqualTo("vtp");
        assertThat(last(cdp).target()).isEqualTo("domain plant");
        cdp.client("AAAA03 00000C 2004 01 0001 0009 706C616E74 0004 000A 02000000000A");
        assertThat(last(cdp).protocol()).isEqualTo("dtp");
        assertThat(last(cdp).target()).isEqualTo("plant");
        assertThat(last(cdp).fields().get("sender")).isEqualTo("02:00:00:00:00:0a");
    }

    @Test
    void aTlvThatRunsPastTheFrameIsMalformed() {
        cdp.client("AAAA03 00000C 2000 02 B4 0000 0001 000A 7377");
        assertThat(cdp.malformed()).extracting(Malformed::rule).containsExactly("tlv ends early");
        assertThat(last(cdp).outcome()).isEqualTo(Outcome.NOTICE);
    }
}
