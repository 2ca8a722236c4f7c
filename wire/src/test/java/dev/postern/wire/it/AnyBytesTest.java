package dev.postern.wire.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.it.dhcp.DhcpDissector;
import dev.postern.wire.it.dns.DnsDissector;
import dev.postern.wire.it.dns.NbnsDissector;
import dev.postern.wire.it.http.HttpDissector;
import dev.postern.wire.it.lldp.LldpDissector;
import dev.postern.wire.it.ntp.NtpDissector;
import dev.postern.wire.it.smb2.SmbDissector;
import dev.postern.wire.it.tls.TlsDissector;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever bytes come: nothing is thrown, and what is consumed is there (the bench checks it). */
class AnyBytesTest {
    private record Seat(Dissector dissector, Transport transport, int port, byte[] seed) {}

    private static List<Seat> seats() {
        return List.of(
                new Seat(DnsDissector.dns(), Transport.UDP, 53, Samples.DNS_ANSWER),
                new Seat(DnsDissector.dns(), Transport.TCP, 53, Samples.DNS_TCP_QUERY),
                new Seat(DnsDissector.mdns(), Transport.UDP, 5353, Samples.MDNS_ANNOUNCEMENT),
                new Seat(DnsDissector.llmnr(), Transport.UDP, 5355, Samples.DNS_ANSWER),
                new Seat(new NbnsDissector(), Transport.UDP, 137, Samples.NBNS_REGISTRATION),
                new Seat(new DhcpDissector(), Transport.UDP, 67, Samples.dhcpRequest()),
                new Seat(new NtpDissector(), Transport.UDP, 123, Samples.NTP_SERVER),
                new Seat(new LldpDissector(), Transport.ETHERNET, 0x88CC, Samples.LLDP),
                new Seat(new HttpDissector(), Transport.TCP, 80, Samples.HTTP_REQUEST),
                new Seat(new HttpDissector(), Transport.TCP, 80, Samples.HTTP_CHUNKED),
                new Seat(new SmbDissector(), Transport.TCP, 445, Samples.SMB2_NEGOTIATE),
                new Seat(new TlsDissector(), Transport.TCP, 443, Samples.TLS_CLIENT_HELLO));
    }

    @Provide
    Arbitrary<Seat> seat() {
        return Arbitraries.of(seats());
    }

    @Property(tries = 3000)
    void randomBytesAreEvidenceNotFailure(@ForAll("seat") Seat seat, @ForAll byte[] bytes, @ForAll boolean client) {
        feed(seat, bytes, client);
    }

    @Property(tries = 6000)
    void messagesWithBrokenOctetsAreEvidenceNotFailure(
            @ForAll("seat") Seat seat, @ForAll long randomness, @ForAll boolean client) {
        Random random = new Random(randomness);
        byte[] bytes = seat.seed().clone();
        int flips = 1 + random.nextInt(6);
        for (int i = 0; i < flips; i++) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        if (random.nextInt(3) == 0) bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
        feed(seat, bytes, client);
    }

    @Property(tries = 200)
    void aProbeIsCertainOfItsOwnAndNeverThrows(@ForAll("seat") Seat seat, @ForAll byte[] bytes) {
        for (int length = 0; length < seat.seed().length; length++)
            seat.dissector().probe(new Bytes().wrap(seat.seed(), 0, length), seat.transport(), true);
        if (bytes.length > 0) seat.dissector().probe(new Bytes().wrap(bytes), seat.transport(), true);
        assertThat(seat.dissector().probe(new Bytes().wrap(seat.seed()), seat.transport(), true))
                .isNotEqualTo(Dissector.Recognition.NOT);
    }

    @Property(tries = 200)
    void noProtocolTakesAnothersMessageForCertain(@ForAll("seat") Seat own, @ForAll("seat") Seat other) {
        if (own.dissector().protocol().equals(other.dissector().protocol())) return;
        if (own.transport() != other.transport()) return;
        boolean sameFormat = own.dissector() instanceof DnsDissector && other.dissector() instanceof DnsDissector;
        if (!sameFormat)
            assertThat(own.dissector().probe(new Bytes().wrap(other.seed()), own.transport(), true))
                    .isNotEqualTo(Dissector.Recognition.CERTAIN);
    }

    private static void feed(Seat seat, byte[] bytes, boolean client) {
        Bench bench = new Bench(seat.dissector(), seat.transport(), seat.port());
        int first = client ? bench.client(bytes) : bench.server(bytes);
        assertThat(first).isLessThanOrEqualTo(bytes.length);
        if (client) bench.server(seat.seed());
        else bench.client(seat.seed());
    }
}
