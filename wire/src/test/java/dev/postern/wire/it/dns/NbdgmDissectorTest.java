package dev.postern.wire.it.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Identity;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Sample;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NbdgmDissectorTest {
    private final Bench nbdgm = new Bench(new NbdgmDissector(), Transport.UDP, 138);

    private List<Identity> identities() {
        return nbdgm.observations.stream()
                .filter(Identity.class::isInstance)
                .map(Identity.class::cast)
                .toList();
    }

    @Test
    void aComputerAnnouncesNameDomainAndVersion() {
        nbdgm.client(Sample.bytes("nbdgm-announcement"));
        Message announcement = nbdgm.messages().getFirst();
        assertThat(announcement.operation()).isEqualTo("host announcement");
        assertThat(announcement.verb()).isEqualTo(Verb.RESOLVE);
        assertThat(announcement.target()).isEqualTo("hmi-line2");
        assertThat(announcement.fields().get("destination_name")).isEqualTo("plant<1d>");
        assertThat(announcement.fields().get("server_type")).isEqualTo(0x1007L);
        assertThat(announcement.fields().get("period_millis")).isEqualTo(720_000L);
        assertThat(identities())
                .extracting(Identity::attribute, Identity::value)
                .containsExactly(
                        tuple(Attribute.NAME, "hmi-line2"),
                        tuple(Attribute.DOMAIN, "plant"),
                        tuple(Attribute.OPERATING_SYSTEM, "Windows 7 or Server 2008 R2 (6.1)"),
                        tuple(Attribute.NOTE, "paint shop"),
                        tuple(Attribute.ROLE, "sql server"));
    }

    @Test
    void whatAnotherAddressClaimsIsNoIdentity() {
        byte[] relayed = Sample.bytes("nbdgm-announcement");
        relayed[7] = 9;
        nbdgm.client(relayed);
        assertThat(nbdgm.messages()).hasSize(1);
        assertThat(identities()).isEmpty();
    }

    @Test
    void whoLooksForALogonServerSaysWhoWantsToLogOn() {
        nbdgm.client(Sample.bytes("nbdgm-logon"));
        Message logon = nbdgm.messages().getFirst();
        assertThat(logon.operation()).isEqualTo("find logon server");
        assertThat(logon.verb()).isEqualTo(Verb.LOGIN);
        assertThat(logon.target()).isEqualTo("plant");
        assertThat(logon.fields().get("computer")).isEqualTo("ENG1");
        assertThat(logon.fields().get("user")).isEqualTo("wolf");
        assertThat(identities()).extracting(Identity::attribute).contains(Attribute.USER);
    }

    @Test
    void aDatagramCutShortSaysSo() {
        nbdgm.client(Arrays.copyOf(Sample.bytes("nbdgm-announcement"), 150));
        assertThat(nbdgm.malformed()).extracting(Malformed::rule).containsExactly("datagram longer than it is");
    }

    @Test
    void aDatagramWithoutNamesIsMalformed() {
        nbdgm.client("11 0a 8012 0a000001 008a 0000 0000 20 4141");
        assertThat(nbdgm.malformed()).extracting(Malformed::rule).containsExactly("no datagram with a name");
    }
}
