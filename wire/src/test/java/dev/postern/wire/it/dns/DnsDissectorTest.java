package dev.postern.wire.it.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Sample;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class DnsDissectorTest {
    private static final String QUERY = "1234 0100 0001 0000 0000 0000 04504C4331076578616D706C6503636F6D00 0001 0001";
    private final Bench dns = new Bench(DnsDissector.dns(), Transport.UDP, 53);

    @Test
    void aQueryAndItsAnswerAreTiedById() {
        dns.client(QUERY);
        dns.server(Sample.bytes("dns-answer"));
        Message query = dns.messages().get(0);
        Message answer = dns.messages().get(1);
        assertThat(query.operation()).isEqualTo("query a");
        assertThat(query.verb()).isEqualTo(Verb.RESOLVE);
        assertThat(query.target()).isEqualTo("plc1.example.com");
        assertThat(query.outcome()).isEqualTo(Outcome.REQUEST);
        assertThat(answer.target()).isEqualTo("plc1.example.com");
        assertThat(answer.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(answer.latencyNanos()).isEqualTo(10_000_000L);
        assertThat(answer.fields().get("answers")).isEqualTo(List.of("cname b.example.com", "a 10.0.0.7"));
        assertThat(answer.fields().get("ttl_seconds")).isEqualTo(300L);
        assertThat(dns.malformed()).isEmpty();
    }

    @Test
    void aNameThatDoesNotExistIsRefused() {
        dns.client(QUERY);
        dns.server(QUERY.replace("0100", "8183"));
        assertThat(dns.messages().get(1).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(dns.messages().get(1).fields().get("rcode")).isEqualTo("nxdomain");
    }

    @Test
    void anAnswerNobodyAskedForHasNoLatency() {
        dns.client(QUERY);
        dns.server(QUERY.replace("1234", "1235").replace("0100", "8183"));
        assertThat(dns.messages().get(1).latencyNanos()).isEqualTo(-1);
    }

    @Test
    void aNameThatPointsAtItselfIsMalformed() {
        dns.client("1234 0100 0001 0000 0000 0000 C00C 0001 0001");
        assertThat(dns.malformed()).extracting(Malformed::rule).containsExactly("name pointer does not point back");
    }

    /** A scanner asks one port in many languages: what followed was no DNS, and had been told as a query of 765 questions. */
    @Test
    void moreQuestionsThanAMessageHasAreNoQuery() {
        Bench multicast = new Bench(DnsDissector.mdns(), Transport.UDP, 47808);
        multicast.client("0000 0000 0001 0000 0000 0000 055F68747470045F746370056C6F63616C00 000C 0001");
        multicast.client("1E00 0130 02FD A8E3 0000 0000" + "00".repeat(18));
        assertThat(multicast.messages()).extracting(Message::operation).containsExactly("query ptr");
        assertThat(multicast.malformed())
                .extracting(Malformed::rule)
                .containsExactly("more questions than a message has");
    }

    @Test
    void aNameOverTheLimitIsMalformed() {
        dns.client("1234 0100 0001 0000 0000 0000" + ("3F" + "61".repeat(63)).repeat(5) + "00 0001 0001");
        assertThat(dns.malformed()).extracting(Malformed::rule).containsExactly("name too long");
    }

    @Test
    void aRecordThatRunsPastTheEndIsMalformedAndTheQuestionIsKept() {
        byte[] answer = Sample.bytes("dns-answer");
        dns.server(java.util.Arrays.copyOf(answer, answer.length - 2));
        assertThat(dns.malformed()).extracting(Malformed::rule).containsExactly("record ends early");
        assertThat(dns.messages().getFirst().target()).isEqualTo("plc1.example.com");
    }

    @Test
    void overTcpAMessageIsReadWhenItsLengthIsThere() {
        Bench tcp = new Bench(DnsDissector.dns(), Transport.TCP, 53);
        byte[] query = Sample.bytes("dns-query");
        assertThat(tcp.client(java.util.Arrays.copyOf(query, 20))).isEqualTo(Dissector.NEED_MORE);
        assertThat(tcp.client(query)).isEqualTo(query.length);
        assertThat(tcp.messages()).singleElement().satisfies(message -> {
            assertThat(message.operation()).isEqualTo("query txt");
            assertThat(message.target()).isEqualTo("version.bind");
        });
    }

    @Test
    void aHostThatAnnouncesItselfIsAnIdentity() {
        Bench mdns = new Bench(DnsDissector.mdns(), Transport.UDP, 5353);
        mdns.client(Sample.bytes("mdns-announcement"));
        assertThat(mdns.messages().getFirst().outcome()).isEqualTo(Outcome.NOTICE);
        assertThat(mdns.messages().getFirst().target()).isEqualTo("hmi.local");
        assertThat(mdns.observations.stream().filter(Identity.class::isInstance).map(Identity.class::cast))
                .extracting(Identity::attribute, Identity::value)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Identity.Attribute.NAME, "hmi"),
                        org.assertj.core.groups.Tuple.tuple(Identity.Attribute.MODEL, "KTP70"));
    }

    @Test
    void aWorkstationSaysWhichCardItSpeaksOver() {
        assertThat(announced("hmi")).containsExactly("hmi", "00:30:de:01:02:03");
        assertThat(announced("other")).as("that of whom a reflector passes on").containsExactly("hmi");
    }

    /** What a host called hmi says of itself with the service of a workstation called {@code workstation}. */
    private static List<String> announced(String workstation) {
        Bench mdns = new Bench(DnsDissector.mdns(), Transport.UDP, 5353);
        String srv =
                label(workstation + " [00:30:de:01:02:03]") + label("_workstation") + label("_tcp") + label("local");
        mdns.client("0000 8400 0000 0002 0000 0000" + label("hmi") + label("local")
                + "00 0001 8001 00000078 0004 0A000001" + srv + "00 0021 8001 00000078 0008 0000 0000 0009 C00C");
        return mdns.observations.stream()
                .filter(Identity.class::isInstance)
                .map(o -> ((Identity) o).value())
                .toList();
    }

    private static String label(String text) {
        return "%02X".formatted(text.length()) + HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aNetbiosNameIsClaimedByItsHost() {
        Bench nbns = new Bench(new NbnsDissector(), Transport.UDP, 137);
        nbns.client(Sample.bytes("nbns-registration"));
        assertThat(nbns.messages()).singleElement().satisfies(message -> {
            assertThat(message.operation()).isEqualTo("register");
            assertThat(message.target()).isEqualTo("plc1<20>");
            assertThat(message.fields().get("address")).isEqualTo("10.0.0.1");
        });
        assertThat(nbns.observations.stream().filter(Identity.class::isInstance).map(Identity.class::cast))
                .extracting(Identity::value)
                .containsExactly("plc1");
    }

    @Test
    void onlyOneDialectIsCertainOfAMessage() {
        Bytes query = new Bytes().wrap(Bench.hex(QUERY));
        Bytes announcement = new Bytes().wrap(Sample.bytes("mdns-announcement"));
        assertThat(DnsDissector.dns().probe(query, Transport.UDP, true)).isEqualTo(Dissector.Recognition.CERTAIN);
        assertThat(DnsDissector.mdns().probe(query, Transport.UDP, true)).isEqualTo(Dissector.Recognition.UNSURE);
        assertThat(DnsDissector.mdns().probe(announcement, Transport.UDP, true))
                .isEqualTo(Dissector.Recognition.CERTAIN);
        assertThat(DnsDissector.dns().probe(announcement, Transport.UDP, true)).isEqualTo(Dissector.Recognition.UNSURE);
    }
}
