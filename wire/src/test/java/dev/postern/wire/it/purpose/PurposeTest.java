package dev.postern.wire.it.purpose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import dev.postern.wire.it.dns.DnsDissector;
import dev.postern.wire.it.http.HttpDissector;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PurposeTest {
    @Test
    void aNameCountsWithAllBelowIt() {
        assertThat(Purpose.ofHost("relay-7.net.anydesk.com")).isEqualTo(new Purpose("remote access", "AnyDesk"));
        assertThat(Purpose.ofHost("anydesk.com").tool()).isEqualTo("AnyDesk");
        assertThat(Purpose.ofHost("notanydesk.com")).isNull();
        assertThat(Purpose.ofHost("plant.example")).isNull();
        assertThat(Purpose.ofHost(null)).isNull();
    }

    @Test
    void theLongestKnownNameDecides() {
        assertThat(Purpose.ofHost("fe2.update.microsoft.com").purpose()).isEqualTo("update");
        assertThat(Purpose.ofHost("v10.events.data.microsoft.com").purpose()).isEqualTo("telemetry");
        assertThat(Purpose.ofHost("www.microsoft.com")).isNull();
    }

    @Test
    void programsPathsAndCertificatesAreKnownToo() {
        assertThat(Purpose.ofAgent("Windows-Update-Agent/10.0.10011.16384 Client-Protocol/2.50")
                        .tool())
                .isEqualTo("Windows Update");
        assertThat(Purpose.ofAgent("Mozilla/5.0")).isNull();
        assertThat(Purpose.ofPath("/ClientWebService/client.asmx").tool()).isEqualTo("WSUS");
        assertThat(Purpose.ofSubject("AnyDesk Client").tool()).isEqualTo("AnyDesk");
        assertThat(Purpose.ofSubject("*.teamviewer.com").tool()).isEqualTo("TeamViewer");
    }

    @Test
    void aQuestionAboutANameBearsItsPurpose() {
        Bench dns = new Bench(DnsDissector.dns(), Transport.UDP, 53);
        dns.client("1234 0100 0001 0000 0000 0000 05 6E67726F6B 02 696F 00 0001 0001");
        assertThat(dns.messages().getFirst().fields().get("purpose")).isEqualTo("tunnel");
        assertThat(dns.messages().getFirst().fields().get("tool")).isEqualTo("ngrok");
    }

    @Test
    void aProxyIsAskedForAWholeAddressOrATunnel() {
        Bench http = new Bench(new HttpDissector(), Transport.TCP, 3128);
        http.client(
                "GET http://www.msftconnecttest.com/connecttest.txt HTTP/1.1\r\nHost: www.msftconnecttest.com\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        http.client("CONNECT login.teamviewer.com:443 HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(http.messages().get(0).fields().get("proxied")).isEqualTo(true);
        assertThat(http.messages().get(0).fields().get("purpose")).isEqualTo("connectivity check");
        assertThat(http.messages().get(1).target()).isEqualTo("login.teamviewer.com:443");
        assertThat(http.messages().get(1).fields().get("tool")).isEqualTo("TeamViewer");
    }
}
