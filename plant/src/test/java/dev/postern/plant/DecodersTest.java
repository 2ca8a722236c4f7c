package dev.postern.plant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Frame;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Observation;
import dev.postern.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Others must understand what the plant says: three hours of a working day with every attack and every event in them. */
class DecodersTest {
    private static final long START = PlantSettings.MONDAY_NANOS + 9 * Tape.HOUR;

    private static final java.util.Set<Integer> LINE_PORTS = java.util.Set.of(502, 102, 20_000);
    private static final int LINES_END = 200;

    // What is encrypted behind the beginning of a remote desktop tshark takes for TPKT, and noise for broken TPKT.
    private static final String ENCRYPTED = "tcp.port == 3389 && tpkt";

    // The binary commands of PCOM that carry passwords and projects are in no manual.
    private static final List<String> FAULTS = List.of(
            "(_ws.malformed || _ws.expert.severity == \"Error\") && !(" + ENCRYPTED + ")",
            "(_ws.expert.group == \"Undecoded\" || _ws.expert.group == \"Protocol\" && !dns && !llmnr) && !pcombinary && !("
                    + ENCRYPTED + ")");

    @TempDir
    static Path folder;

    private static Path file;
    private static List<Tape.Seen> tape;

    private static List<Tape.Seen> threeHours() {
        PlantSettings settings = PlantSettings.demo(7).startingAt(START).with(EnumSet.allOf(Extension.class));
        for (LifeEvent event : LifeEvent.values())
            if (event != LifeEvent.HALF_MIRROR) settings = settings.with(event, 0, 20 + event.ordinal());
        Plant plant = new Plant(settings);
        long at = START;
        for (Scenario scenario : Scenario.values()) plant.start(scenario, at += 2 * Tape.MINUTE);
        return Tape.record(plant, START + 3 * Tape.HOUR);
    }

    @BeforeAll
    static void live() throws IOException {
        tape = threeHours();
        file = folder.resolve("plant.pcap");
        Tape.write(tape, file);
    }

    @Test
    void tsharkFindsNothingMalformedAndNoWrongChecksum() throws IOException, InterruptedException {
        assertNoFaultAnd(List.of(), file);
    }

    @Test
    void aClientSaysHelloAsTheWindowsLibraryDoes() throws IOException, InterruptedException {
        assertThat(tshark(file, "-Y", "tls.handshake.type == 1", "-T", "fields", "-e", "tls.handshake.ja3")
                        .lines())
                .hasSizeGreaterThan(20)
                .containsOnly("37f463bf4616ecd445d4a1937da06e19", "28a2c9bd18a11de089ef85a160da29e4");
    }

    /** No frame with a fault, and frames for each of these filters. */
    static void assertNoFaultAnd(List<String> spoken, Path file) throws IOException, InterruptedException {
        List<String> filters = new java.util.ArrayList<>(FAULTS);
        filters.addAll(spoken);
        List<Long> counts = frames(file, filters);
        for (int i = 0; i < FAULTS.size(); i++) {
            String faulty = counts.get(i) > 0 ? tshark(file, "-Y", FAULTS.get(i)) : "";
            assertThat(counts.get(i)).as(faulty).isZero();
        }
        for (int i = 0; i < spoken.size(); i++)
            assertThat(counts.get(FAULTS.size() + i)).as(spoken.get(i)).isPositive();
    }

    /** How many frames each filter lets through, all in one reading: that is what takes tshark its time. */
    private static List<Long> frames(Path file, List<String> filters) throws IOException, InterruptedException {
        String table = tshark(file, "-q", "-z", "io,stat,0," + String.join(",", filters));
        String row = table.lines()
                .filter(line -> line.contains("<>"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(table));
        // | from <> to | frames | bytes | frames | bytes ... and room to the frame's end.
        String[] cells = row.split("\\|");
        List<Long> counts = new java.util.ArrayList<>();
        for (int i = 0; i < filters.size(); i++) counts.add(Long.parseLong(cells[2 + 2 * i].strip()));
        return counts;
    }

    static String tshark(Path file, String... more) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of("tshark", "-r", file.toString()));
        for (String layer : List.of("ip", "tcp", "udp")) command.addAll(List.of("-o", layer + ".check_checksum:TRUE"));
        command.addAll(List.of(more));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException absent) {
            Assumptions.abort("tshark is not installed");
            throw absent;
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return out;
    }

    @Test
    void ourOwnWireAgreesAndObjectsOnlyToWhatTheRelayAlteredAndToPingsThatTalk() {
        Wire wire = new Wire(Wire.Limits.defaults());
        Map<String, Integer> messages = new TreeMap<>();
        List<Malformed> malformed = new java.util.ArrayList<>();
        Frame frame = new Frame();
        frame.linkType = 1;
        for (Tape.Seen seen : tape) {
            frame.data = seen.bytes();
            frame.capturedBytes = seen.bytes().length;
            frame.wireBytes = frame.capturedBytes;
            frame.atNanos = seen.atNanos();
            frame.number = seen.number();
            frame.order = seen.number();
            wire.frame(frame, observation -> note(observation, messages, malformed));
        }
        assertThat(malformed.stream()
                        .map(bad -> bad.rule() + ", " + bad.conversation().server()))
                .contains("segment repeated with other data from another card, 10.10.1.15")
                .containsOnly(
                        "segment repeated with other data from another card, 10.10.1.15",
                        "echo returns other data, 10.10.20.11");
        assertThat(messages).containsKeys("modbus", "dnp3", "dns", "dhcp", "ntp", "lldp", "http", "tls", "smb2");
    }

    private static void note(Observation observation, Map<String, Integer> messages, List<Malformed> malformed) {
        if (observation instanceof Malformed bad) malformed.add(bad);
        if (observation instanceof Message message) messages.merge(message.protocol(), 1, Integer::sum);
    }

    /** What controllers of the lines are asked, in no order and whether repeated or not. */
    static List<String> questions(List<Tape.Seen> tape) {
        return tape.stream()
                .filter(seen -> seen.isTcp() && LINE_PORTS.contains(seen.toPort()) && (seen.toIp() & 0xFF) < LINES_END)
                .filter(seen -> seen.payload().length > 0)
                .map(seen -> seen.fromIp() + " " + seen.toIp() + " "
                        + java.util.HexFormat.of().formatHex(seen.payload()))
                .distinct()
                .sorted()
                .toList();
    }
}
