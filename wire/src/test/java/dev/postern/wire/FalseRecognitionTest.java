package dev.postern.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.capture.CaptureFile;
import dev.postern.model.Conversation;
import dev.postern.model.Frame;
import dev.postern.model.Message;
import dev.postern.model.Observation;
import dev.postern.model.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Captures of offices go through the recognisers of the plant alone, where no reader of their own protocols comes before them: what is told must be what tshark saw in
 * the capture (manifest.csv beside the recordings). Captures of plants go through the recognisers of the office alone: they must tell nothing of a conversation that is
 * one of the plant. Without the recordings it skips.
 */
class FalseRecognitionTest {
    private static final long FRAMES_MAX = 200_000;

    /** Ours to tshark's, where they differ; several of tshark's are one of ours. */
    private static final Map<String, Set<String>> AT_TSHARK = Map.ofEntries(
            Map.entry("modbus", Set.of("modbus", "mbtcp", "mbrtu")),
            Map.entry("bacnet", Set.of("bvlc", "bacnet", "bacapp")),
            Map.entry("c37118", Set.of("synphasor")),
            Map.entry("iec104", Set.of("iec60870_104", "iec60870_asdu")),
            Map.entry("ads", Set.of("ams")),
            Map.entry("fins", Set.of("omron")),
            Map.entry("hartip", Set.of("hart_ip")),
            Map.entry("knxip", Set.of("kip")),
            Map.entry("ethercat", Set.of("ecat", "ecatf")),
            Map.entry("powerlink", Set.of("epl")),
            Map.entry("goose", Set.of("goose", "r-goose")),
            Map.entry("opc", Set.of("dcerpc")));

    private record Capture(Path file, Set<String> seen) {}

    private static List<Capture> captures(boolean office) throws IOException {
        Path folder = CapturesTest.data();
        Path manifest = folder.resolveSibling("manifest.csv");
        Assumptions.assumeTrue(Files.isRegularFile(manifest), "no recordings at " + folder);
        List<String> lines = Files.readAllLines(manifest);
        List<String> header = List.of(lines.getFirst().split(","));
        List<Capture> captures = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] columns = line.split(",", -1);
            if (Long.parseLong(columns[header.indexOf("packets")]) > FRAMES_MAX) continue;
            String group = columns[header.indexOf("group")];
            Set<String> seen = new TreeSet<>();
            for (String protocol : columns[header.indexOf("protocols")].split(" ")) seen.add(protocol.split(":")[0]);
            if (office == (group.startsWith("it-") || group.equals("proto-it")))
                captures.add(new Capture(folder.resolveSibling(columns[0]), seen));
        }
        assertThat(captures).hasSizeGreaterThan(100);
        return captures;
    }

    private static Dissectors only(Predicate<Dissector> which) {
        Set<Dissector> all = new LinkedHashSet<>();
        for (Transport transport : Transport.values())
            all.addAll(List.of(Dissectors.standard().on(transport)));
        return new Dissectors(all.stream().filter(which).toList());
    }

    private static boolean ofThePlant(Dissector dissector) {
        return dissector.getClass().getPackageName().contains(".ot.");
    }

    /** Who told something, by conversation. */
    private static Map<Conversation, Set<String>> told(Path capture, Dissectors dissectors) {
        Map<Conversation, Set<String>> told = new HashMap<>();
        Wire wire = new Wire(Wire.Limits.defaults(), dissectors);
        try (CaptureFile file = CaptureFile.open(capture)) {
            Frame frame = new Frame();
            while (file.next(frame)) {
                frame.order++;
                wire.frame(frame, (Observation o) -> {
                    if (o instanceof Message m && dissectors.named(m.protocol()) != null)
                        told.computeIfAbsent(m.conversation(), _ -> new TreeSet<>())
                                .add(m.protocol());
                });
            }
        }
        return told;
    }

    @Test
    void noOfficeCaptureIsTakenForAPlant() throws IOException {
        Dissectors plant = only(FalseRecognitionTest::ofThePlant);
        List<String> wrong = new ArrayList<>();
        for (Capture capture : captures(true))
            for (Set<String> told : told(capture.file, plant).values())
                for (String protocol : told)
                    if (AT_TSHARK.getOrDefault(protocol, Set.of(protocol)).stream()
                            .noneMatch(capture.seen::contains)) wrong.add(capture.file.getFileName() + ": " + protocol);
        assertThat(wrong).isEmpty();
    }

    @Test
    void noConversationOfAPlantIsTakenForOneOfAnOffice() throws IOException {
        Dissectors office = only(dissector -> !ofThePlant(dissector));
        Dissectors plant = only(FalseRecognitionTest::ofThePlant);
        List<String> wrong = new ArrayList<>();
        for (Capture capture : captures(false)) {
            Map<Conversation, Set<String>> right = told(capture.file, Dissectors.standard());
            told(capture.file, office).forEach((conversation, told) -> {
                Set<String> really = right.getOrDefault(conversation, Set.of());
                boolean ofPlant = !really.isEmpty() && really.stream().allMatch(name -> plant.named(name) != null);
                if (ofPlant) wrong.add(capture.file.getFileName() + " " + conversation + ": " + told + " is " + really);
            });
        }
        assertThat(wrong).isEmpty();
    }
}
