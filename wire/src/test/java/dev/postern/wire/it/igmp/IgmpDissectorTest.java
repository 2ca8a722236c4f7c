package dev.postern.wire.it.igmp;

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

class IgmpDissectorTest {
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

    private final Bench igmp = new Bench(new IgmpDissector(), Transport.IP, IgmpDissector.PROTOCOL);

    @Test
    void membershipIsReportedAskedForAndLeft() {
        igmp.client(Sample.bytes("igmp-report"));
        assertThat(last(igmp).operation()).isEqualTo("report");
        assertThat(last(igmp).target()).isEqualTo("239.0.0.1");
        igmp.client("11 64 0000 00000000");
        assertThat(last(igmp).operation()).isEqualTo("query");
        assertThat(last(igmp).fields().get("version")).isEqualTo(2L);
        igmp.client("17 00 0000 EF000001");
        assertThat(last(igmp).operation()).isEqualTo("leave");
        igmp.client("11 64 0000 00000000 02 7D 0000");
        assertThat(last(igmp).fields().get("interval")).isEqualTo(125L);
        assertThat(igmp.malformed()).isEmpty();
    }

    @Test
    void aReportOfTheThirdVersionHoldsSeveralGroups() {
        igmp.client(Sample.bytes("igmp-report3"));
        assertThat(last(igmp).fields().get("group")).isEqualTo(List.of("239.0.0.1", "239.0.0.2"));
        assertThat(last(igmp).fields().get("record_type")).isEqualTo(List.of("to exclude", "to include"));
        igmp.client("22 00 0000 0000 0009 04 00");
        assertThat(igmp.malformed()).extracting(Malformed::rule).containsExactly("record ends early");
        assertThat(last(igmp).outcome()).isEqualTo(Outcome.NOTICE);
        assertThat(last(igmp).verb()).isEqualTo(Verb.SESSION);
        assertThat(said(igmp)).isEmpty();
    }
}
