package dev.postern.appliance.plant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.capture.CaptureFile;
import dev.postern.model.Address;
import dev.postern.model.Frame;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PlantCommandTest {
    private static final String ATTACKED =
            " --days 0.5 --devices 40 --thinning 20 --scenario modbus-rogue-writer@day:0T03:00 --scenario scan@day:0T05:00"
                    + " --event vendor-visit@day:0T09:00 --with bay,logins";

    @TempDir
    Path folder;

    private record Ran(int exit, String said) {}

    private static Ran run(String arguments) {
        StringWriter said = new StringWriter();
        int exit = new CommandLine(new PlantCommand())
                .setErr(new PrintWriter(said))
                .setOut(new PrintWriter(said))
                .execute(arguments.strip().split(" +"));
        return new Ran(exit, said.toString());
    }

    private Path made(String name, String more) {
        Path file = folder.resolve(name);
        assertThat(run("--out " + file + " --labels " + file + ".json" + more).exit)
                .isZero();
        return file;
    }

    private static String hash(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    @Test
    void theSameSeedGivesTheSameBytesOnAnyNumberOfThreads() throws Exception {
        String alone = hash(made("alone.pcap", ATTACKED));
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<String>> together = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String name = "together" + i + ".pcap";
                together.add(() -> hash(made(name, ATTACKED)));
            }
            for (Future<String> one : threads.invokeAll(together))
                assertThat(one.get()).isEqualTo(alone);
        }
        assertThat(hash(made("other.pcap", ATTACKED + " --seed 8"))).isNotEqualTo(alone);
    }

    @Test
    void theSameFramesComeInEveryFormat() throws IOException {
        String less = " --days 0.02";
        List<String> expected = frames(made("a.pcap", less));
        for (String name : List.of("a.pcapng", "a.pcap.gz", "a.pcapng.gz"))
            assertThat(frames(made(name, less))).as(name).isEqualTo(expected);
    }

    private static List<String> frames(Path file) throws IOException {
        List<String> frames = new ArrayList<>();
        Frame frame = new Frame();
        try (CaptureFile capture = CaptureFile.open(file)) {
            while (capture.next(frame))
                frames.add(frame.atNanos + " "
                        + HexFormat.of().formatHex(frame.data, frame.offset, frame.offset + frame.capturedBytes));
            assertThat(capture.damage()).isEmpty();
        }
        return frames;
    }

    @Test
    void theLabelsNameTheFramesOfEveryAction() throws IOException {
        Path file = made("f.pcapng.gz", ATTACKED);
        JsonNode entry = truth(file);
        assertThat(entry.get("path").stringValue()).isEqualTo("f.pcapng.gz");
        Map<Long, long[]> ends = new HashMap<>();
        Frame frame = new Frame();
        try (CaptureFile capture = CaptureFile.open(file)) {
            while (capture.next(frame)) {
                ByteBuffer bytes = ByteBuffer.wrap(frame.data, frame.offset, frame.capturedBytes);
                long[] seen = {frame.atNanos, bytes.getInt(frame.offset + 26), bytes.getInt(frame.offset + 30)};
                ends.put(frame.number, seen);
            }
        }
        assertThat(entry.get("packets").longValue()).isEqualTo(ends.size());
        assertThat(entry.get("attacks").size()).isGreaterThan(100);
        for (JsonNode attack : entry.get("attacks")) {
            assertThat(attack.get("twin_of").isEmpty()).isTrue();
            assertThat(attack.get("scenario").stringValue()).isIn("modbus-rogue-writer", "scan");
            for (JsonNode number : attack.get("frames")) {
                long[] seen = ends.get(number.longValue());
                assertThat(seen[0]).isBetween(nanos(attack.get("start_epoch")), nanos(attack.get("end_epoch")));
            }
        }
        JsonNode written = entry.get("attacks")
                .valueStream()
                .filter(a -> a.get("harmful_write").booleanValue())
                .findFirst()
                .orElseThrow();
        long[] first = ends.get(written.get("frames").get(0).longValue());
        assertThat(List.of(
                        Address.ipv4((int) first[1]).toString(),
                        Address.ipv4((int) first[2]).toString()))
                .contains(
                        written.get("attacker").stringValue(),
                        written.get("victim").stringValue());
    }

    private static JsonNode truth(Path capture) throws IOException {
        JsonNode truth = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build()
                .readTree(Files.readString(Path.of(capture + ".json")));
        assertThat(truth.isArray()).isTrue();
        assertThat(truth.size()).isEqualTo(1);
        return truth.get(0);
    }

    private static long nanos(JsonNode epoch) {
        return epoch.decimalValue().movePointRight(9).longValueExact();
    }

    @Test
    void eachScenarioSaysWhenItCouldFirstBeKnownAndTwinsStandApart() throws IOException {
        Path file = made("f.pcap", ATTACKED + " --scenario dnp3-breakers@day:0T11:59");
        JsonNode entry = truth(file);
        JsonNode writer = entry.get("scenarios").get(0);
        assertThat(writer.get("scenario").stringValue()).isEqualTo("modbus-rogue-writer");
        assertThat(nanos(writer.get("start_epoch"))).isEqualTo((1_772_409_600L + 3 * 3_600) * 1_000_000_000L);
        assertThat(nanos(writer.get("first_knowable"))).isGreaterThanOrEqualTo(nanos(writer.get("start_epoch")));
        assertThat(writer.get("harmful_writes").intValue()).isPositive();
        assertThat(entry.get("scenarios").size()).isEqualTo(3);
        assertThat(entry.get("harmless")).isNotEmpty().allSatisfy(action -> {
            assertThat(action.get("event").stringValue()).isEqualTo("vendor-visit");
            assertThat(action.get("twin_of").get(0).stringValue()).isEqualTo("s7-stop-and-download");
            assertThat(action.get("harmful_write").booleanValue()).isFalse();
        });
        long calm = 0;
        for (JsonNode window : entry.get("benign_windows")) {
            assertThat(nanos(window.get(0))).isGreaterThan(calm);
            calm = nanos(window.get(1));
            for (JsonNode attack : entry.get("attacks"))
                assertThat(nanos(attack.get("start_epoch")))
                        .satisfiesAnyOf(
                                at -> assertThat(at).isLessThanOrEqualTo(nanos(window.get(0))),
                                at -> assertThat(at).isGreaterThanOrEqualTo(nanos(window.get(1))));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --days 1                                                | --out FILE, --out - or --interface IF
                    --out x.pcap --scenario industroyer9@day:0              | there is no scenario 'industroyer9'; there are arp-relay
                    --out x.pcap --scenario scan                            | NAME@day:N
                    --out x.pcap --days 3 --scenario scan@day:3             | a capture of 3.0 days has day 0 to 2
                    --out x.pcap --scenario scan@day:0:slow                 | scan has no slow form
                    --out x.pcap --event scan@day:0                         | there is no event 'scan'
                    --out x.pcap --with steam                               | there is no extension 'steam'
                    --out x.pcap --devices 9000                             | --devices is 1 to 5000
                    --out x.pcap --speed fast                               | --speed is 'live' or a number above 0
                    --out x.pcap --start yesterday                          | --start is 2026-03-02
                    --out x.pcap --days 3600 --devices 5000 --thinning 1    | a larger --thinning
                    """)
    void whatIsWrongIsSaidWithWhatToDo(String arguments, String said) {
        Ran ran = run(arguments);
        assertThat(ran.exit).isEqualTo(2);
        assertThat(ran.said).contains(said);
        assertThat(Path.of("x.pcap")).doesNotExist();
    }

    @Test
    void theListNamesWhatThereIs() {
        assertThat(run("--list").said).contains("arp-relay", "vendor-visit", "s7-stop-and-download", "telecontrol");
    }
}
