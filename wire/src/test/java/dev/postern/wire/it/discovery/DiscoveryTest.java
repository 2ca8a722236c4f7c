package dev.postern.wire.it.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Identity;
import dev.postern.model.Identity.Attribute;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector.Recognition;
import dev.postern.wire.Sample;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
    private final Bench ssdp = new Bench(new SsdpDissector(), Transport.UDP, 1900);
    private final Bench wsd = new Bench(new WsDiscoveryDissector(), Transport.UDP, 3702);
    private final Bench dropbox = new Bench(new DropboxDissector(), Transport.UDP, 17_500);

    private static List<Identity> identities(Bench bench) {
        return bench.observations.stream()
                .filter(Identity.class::isInstance)
                .map(Identity.class::cast)
                .toList();
    }

    @Test
    void anAnnouncementTellsSystemProductAndKind() {
        ssdp.client(Sample.bytes("ssdp-notify"));
        Message notify = ssdp.messages().getFirst();
        assertThat(notify.operation()).isEqualTo("notify");
        assertThat(notify.outcome()).isEqualTo(Outcome.NOTICE);
        assertThat(notify.target()).isEqualTo("urn:schemas-upnp-org:device:Basic:1");
        assertThat(notify.fields().get("nts")).isEqualTo("ssdp:alive");
        assertThat(identities(ssdp))
                .extracting(Identity::attribute, Identity::value)
                .containsExactly(
                        tuple(Attribute.SOFTWARE, "VxWorks/6.9 UPnP/1.1 Gateway/2.4"),
                        tuple(Attribute.OPERATING_SYSTEM, "VxWorks 6.9"),
                        tuple(Attribute.TYPE, "Basic"),
                        tuple(Attribute.ROLE, "upnp device"));
    }

    @Test
    void whatIsRepeatedIsToldOnce() {
        ssdp.client(Sample.bytes("ssdp-notify"));
        int told = identities(ssdp).size();
        ssdp.client(Sample.bytes("ssdp-notify"));
        assertThat(ssdp.messages()).hasSize(2);
        assertThat(identities(ssdp)).hasSize(told);
    }

    @Test
    void aSearchAndItsAnswerHaveOneName() {
        ssdp.client(Sample.bytes("ssdp-search"));
        ssdp.server(Sample.bytes("ssdp-answer"));
        assertThat(ssdp.messages())
                .extracting(Message::operation, Message::outcome, Message::target)
                .containsExactly(
                        tuple("m-search", Outcome.REQUEST, "upnp:rootdevice"),
                        tuple("m-search", Outcome.SUCCESS, "upnp:rootdevice"));
        assertThat(ssdp.messages().get(1).fields().get("status")).isEqualTo(200L);
    }

    @Test
    void aSearchForNothingIsMalformed() {
        ssdp.client("M-SEARCH * HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(ssdp.malformed()).extracting(Malformed::rule).containsExactly("nothing sought or announced");
    }

    @Test
    void anAnswerOfAnotherProtocolInTheWordsOfHttpIsNotCertain() {
        byte[] answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(new SsdpDissector().probe(new Bytes().wrap(answer), Transport.UDP, true))
                .isEqualTo(Recognition.UNSURE);
    }

    @Test
    void aCameraTellsNameModelAndPlace() {
        wsd.client(Sample.bytes("wsd-probe"));
        wsd.server(Sample.bytes("wsd-matches"));
        assertThat(wsd.messages())
                .extracting(Message::operation, Message::outcome, Message::target, Message::latencyNanos)
                .containsExactly(
                        tuple("probe", Outcome.REQUEST, "NetworkVideoTransmitter", -1L),
                        tuple("probe", Outcome.SUCCESS, "NetworkVideoTransmitter Device", 10_000_000L));
        assertThat(wsd.messages().get(1).fields().get("endpoint"))
                .isEqualTo("urn:uuid:98190dc2-0890-4ef8-ac9a-5940995e6119");
        assertThat(wsd.messages().get(1).fields().get("addresses")).isEqualTo("http://10.0.0.2/onvif/device_service");
        assertThat(identities(wsd))
                .extracting(Identity::attribute, Identity::value)
                .containsExactly(
                        tuple(Attribute.TYPE, "NetworkVideoTransmitter Device"),
                        tuple(Attribute.NAME, "Gate West"),
                        tuple(Attribute.MODEL, "Q1615"),
                        tuple(Attribute.NOTE, "yard"));
    }

    @Test
    void anEnvelopeWithoutActionIsMalformed() {
        wsd.client("<e xmlns:d=\"http://schemas.xmlsoap.org/ws/2005/04/discovery\"></e>"
                .getBytes(StandardCharsets.US_ASCII));
        assertThat(wsd.malformed()).extracting(Malformed::rule).containsExactly("no action");
    }

    @Test
    void aCopyOfDropboxTellsItsHostAndFolders() {
        dropbox.client(Sample.bytes("dropbox-announcement"));
        dropbox.client(Sample.bytes("dropbox-announcement"));
        Message announcement = dropbox.messages().getFirst();
        assertThat(announcement.operation()).isEqualTo("announce");
        assertThat(announcement.fields().get("host")).isEqualTo("341894388");
        assertThat(announcement.fields().get("version")).isEqualTo("1.8");
        assertThat(announcement.fields().get("port")).isEqualTo(17_500L);
        assertThat(announcement.fields().get("namespaces")).isEqualTo(List.of("173776658", "206696810"));
        assertThat(identities(dropbox))
                .extracting(Identity::attribute, Identity::value)
                .containsExactly(
                        tuple(Attribute.NAME, "PUMP-PC-7"), tuple(Attribute.SOFTWARE, "Dropbox, discovery 1.8"));
        assertThat(dropbox.malformed()).isEmpty();
    }

    @Test
    void aHostThatIsCalledByItsNumberHasNoName() {
        dropbox.client(ascii("{\"version\": [2, 0], \"namespaces\": [], \"host_int\": 7, \"displayname\": \"7\"}"));
        assertThat(identities(dropbox)).extracting(Identity::attribute).containsExactly(Attribute.SOFTWARE);
        assertThat(dropbox.malformed()).isEmpty();
    }

    @Test
    void anObjectThatEndsEarlyIsMalformedAndAnotherObjectIsNotOfDropbox() {
        dropbox.client(ascii("{\"host_int\": 7, \"namespaces\": [1, 2"));
        dropbox.client(ascii("{\"host_int\": 7, \"displayname\": \"a\\"));
        assertThat(dropbox.malformed())
                .extracting(Malformed::rule)
                .containsOnly("no object of json")
                .hasSize(2);
        assertThat(dropbox.messages()).hasSize(2);
        assertThat(new DropboxDissector()
                        .probe(new Bytes().wrap(ascii("{\"host_int\": 7, \"name\": 1}")), Transport.UDP, true))
                .isEqualTo(Recognition.NOT);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
