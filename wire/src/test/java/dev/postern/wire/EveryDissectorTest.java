package dev.postern.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Message;
import dev.postern.model.PlantProtocols;
import dev.postern.model.Transport;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What holds for each protocol that is read, shown with its samples. Whatever bytes come: nothing is thrown, and what is consumed is there. */
class EveryDissectorTest {
    /** One format on several ports: only the port tells them apart. */
    private static final Set<String> SAME_FORMAT = Set.of("dns", "mdns", "llmnr");

    /** Nothing in them says what they are: another protocol agrees to them first, and hands over. */
    private static final Set<String> AGREED_BEFORE = Set.of("websocket");

    /** Mean nothing without what went before, or only settle how the two will speak. */
    private static final Set<String> SILENT = Set.of(
            "mysql-ok", "quic-v1-answer", "redis-ok", "socks-greeting", "telnet-options", "tns-error", "x11-accepted");

    /** Read beside the protocols of the plant, but they only keep its networks together. */
    private static final Set<String> PLUMBING = Set.of("cotp", "dlr", "mrp", "prp", "ptcp");

    @Provide
    Arbitrary<Sample> sample() {
        return Arbitraries.of(Sample.all());
    }

    @Test
    void everyDissectorHasASample() {
        Set<String> read = new TreeSet<>();
        for (Transport transport : Transport.values())
            for (Dissector dissector : Dissectors.standard().on(transport)) read.add(dissector.protocol());
        Set<String> shown = Sample.all().stream().map(Sample::protocol).collect(Collectors.toCollection(TreeSet::new));
        assertThat(shown).isEqualTo(read);
    }

    @Test
    void everySampleIsReadByItsDissectorWithoutComplaint() {
        for (Sample sample : Sample.all()) {
            assertThat(sample.dissector().speaks(sample.transport()))
                    .as(sample.name())
                    .isTrue();
            Bench bench = new Bench(sample.dissector(), sample.transport(), sample.port());
            feed(bench, sample, sample.bytes(), sample.fromClient());
            assertThat(bench.malformed()).as(sample.name()).isEmpty();
            assertThat(bench.messages().isEmpty()).as(sample.name()).isEqualTo(SILENT.contains(sample.name()));
        }
    }

    @Test
    void everyProbeAllowsItsOwnAndIsNotCertainOfAnothers() {
        for (Sample sample : Sample.all())
            for (Dissector dissector : Dissectors.standard().on(sample.transport())) {
                Dissector.Recognition verdict =
                        dissector.probe(new Bytes().wrap(sample.bytes()), sample.transport(), sample.fromClient());
                String who = dissector.protocol() + " of " + sample;
                if (dissector.protocol().equals(sample.protocol()))
                    assertThat(verdict == Dissector.Recognition.NOT)
                            .as(who)
                            .isEqualTo(AGREED_BEFORE.contains(sample.protocol()));
                else if (!SAME_FORMAT.containsAll(Set.of(dissector.protocol(), sample.protocol())))
                    assertThat(verdict).as(who).isNotEqualTo(Dissector.Recognition.CERTAIN);
            }
    }

    @Test
    void aProbeBearsAnyBeginningOfItsMessage() {
        for (Sample sample : Sample.all())
            for (int length = 1; length < sample.bytes().length; length++)
                sample.dissector()
                        .probe(new Bytes().wrap(sample.bytes(), 0, length), sample.transport(), sample.fromClient());
    }

    @Property(seed = "1", tries = 5000)
    void anyBytesAreEvidenceNotFailure(@ForAll("sample") Sample sample, @ForAll byte[] bytes, @ForAll boolean client) {
        if (bytes.length > 0)
            for (Dissector dissector : Dissectors.standard().on(sample.transport()))
                dissector.probe(new Bytes().wrap(bytes), sample.transport(), client);
        Bench bench = new Bench(sample.dissector(), sample.transport(), sample.port());
        feed(bench, sample, bytes, client);
        feed(bench, sample, sample.bytes(), sample.fromClient());
    }

    @Property(seed = "1", tries = 20_000)
    void messagesWithBrokenOctetsAreEvidenceNotFailure(
            @ForAll("sample") Sample sample, @ForAll long randomness, @ForAll boolean client) {
        Random random = new Random(randomness);
        byte[] bytes = sample.bytes().clone();
        int flips = 1 + random.nextInt(6);
        for (int i = 0; i < flips; i++) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        if (random.nextInt(3) == 0) bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
        Bench bench = new Bench(sample.dissector(), sample.transport(), sample.port());
        feed(bench, sample, bytes, client);
        feed(bench, sample, sample.bytes(), !client);
    }

    @Test
    void whatSpeaksToControllersIsKnownAsSuch() {
        for (Sample sample : Sample.all()) {
            String room = sample.dissector().getClass().getPackageName();
            Bench bench = new Bench(sample.dissector(), sample.transport(), sample.port());
            feed(bench, sample, sample.bytes(), sample.fromClient());
            for (Message message : bench.messages())
                if (message.protocol().equals(sample.protocol()))
                    assertThat(PlantProtocols.contains(message.protocol()))
                            .as(message.protocol() + " of " + sample)
                            .isEqualTo(room.contains(".ot.") && !PLUMBING.contains(message.protocol()));
        }
    }

    private static void feed(Bench bench, Sample sample, byte[] bytes, boolean client) {
        int last = client ? bench.client(bytes) : bench.server(bytes);
        assertThat(last).as(sample.name()).isLessThanOrEqualTo(bytes.length);
        bench.observations.forEach(observation -> Wellformed.check(observation, bench.longestBytes()));
    }
}
