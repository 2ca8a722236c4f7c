package dev.postern.appliance.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postern.appliance.Child;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One capture made here and what {@code decode} says of it, held against tshark message by message and field by field: by
 * {@code bench/compare-tshark.py} and {@code bench/compare-fields.py}, whose tables {@code KNOWN} name the justified differences.
 */
public final class Agreement {
    private static final Path BENCH = Path.of("..", "bench").toAbsolutePath();
    private static final long PATIENCE_SECONDS = 60;

    private final Path folder;
    private final Path capture;
    private final Path said;

    private Agreement(Path folder, Path capture, Path said) {
        this.folder = folder;
        this.capture = capture;
        this.said = said;
    }

    /** Skips the tests without tshark or Python 3. */
    static void needsTsharkAndPython() throws InterruptedException {
        assumeTrue(runs("tshark", "--version"), "no tshark: install the package 'tshark' to compare with it");
        assumeTrue(runs("python3", "--version"), "no python3, which runs bench/compare-tshark.py");
    }

    /** @param serverPort where the server is said to have listened */
    static Agreement on(Path folder, String name, Overheard talk, int serverPort) throws Exception {
        return of(folder, talk.write(folder.resolve(name + ".pcap"), serverPort));
    }

    static Agreement of(Path folder, Path capture) throws Exception {
        Path said = folder.resolve(capture.getFileName() + ".json");
        return new Agreement(folder, capture, Files.writeString(said, decode(folder, capture)));
    }

    /** Of the protocols that {@code compare-tshark.py} pairs. @return the counts of both sides */
    JsonNode assertMessages(String protocol, int messagesMin) throws Exception {
        return assertNoDifference(
                List.of(BENCH.resolve("compare-tshark.py").toString()), protocol, protocol + " shared", messagesMin);
    }

    /** Of a protocol with a module in {@code bench/tshark}. */
    JsonNode assertFields(String protocol, int messagesMin) throws Exception {
        return assertNoDifference(
                List.of(BENCH.resolve("compare-fields.py").toString(), protocol), protocol, "shared", messagesMin);
    }

    private JsonNode assertNoDifference(List<String> script, String protocol, String shared, int messagesMin)
            throws Exception {
        assertThat(differences(script, said)).as("differences from tshark").isEmpty();
        JsonNode count = JsonMapper.shared().readTree(Files.readString(counts()));
        assertThat(count.path(shared).asInt())
                .as("messages of " + protocol + " compared")
                .isGreaterThanOrEqualTo(messagesMin);
        return count;
    }

    /** @return what the comparison of messages reports where {@code text} is put for the first {@code regex} in what was said */
    String differencesWith(String regex, String text) throws Exception {
        String told = Files.readString(said);
        Path altered = Files.writeString(folder.resolve("altered.json"), told.replaceFirst(regex, text));
        assertThat(altered).content().isNotEqualTo(told);
        return differences(List.of(BENCH.resolve("compare-tshark.py").toString()), altered);
    }

    /** What decode said, a message each. */
    List<JsonNode> messages() throws IOException {
        List<JsonNode> messages = new ArrayList<>();
        for (String line : Files.readAllLines(said))
            messages.add(JsonMapper.shared().readTree(line));
        return messages;
    }

    /** Of each message of a protocol the named fields, with blanks between; those that it lacks are left out. */
    List<String> told(String protocol, String... fields) throws IOException {
        List<String> told = new ArrayList<>();
        for (JsonNode said : messages()) {
            if (!said.path("protocol").asString().equals(protocol)) continue;
            StringJoiner line = new StringJoiner(" ");
            for (String field : fields) {
                JsonNode value = said.path(field);
                String text = value.isValueNode() ? value.asString() : value.isMissingNode() ? "" : value.toString();
                if (!text.isEmpty()) line.add(text);
            }
            told.add(line.toString());
        }
        return told;
    }

    private Path counts() {
        return folder.resolve(capture.getFileName() + "-counts.json");
    }

    private static String decode(Path folder, Path capture) throws Exception {
        try (Child decoder =
                Child.start(folder, List.of(), List.of("-XX:TieredStopAtLevel=1"), "decode", capture.toString())) {
            assertThat(decoder.await()).as(decoder.output()).isZero();
            StringBuilder lines = new StringBuilder();
            decoder.output()
                    .lines()
                    .filter(line -> line.startsWith("{"))
                    .forEach(line -> lines.append(line).append('\n'));
            return lines.toString();
        }
    }

    /** @return the differences that are not justified; empty if there are none */
    private String differences(List<String> script, Path decoded) throws Exception {
        Path report = folder.resolve(capture.getFileName() + "-report.txt");
        List<String> command = new ArrayList<>(List.of("python3", "-B"));
        command.addAll(script);
        command.addAll(List.of(
                "--strict", "--decoded", decoded.toString(), "--json", counts().toString(), capture.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(report.toFile())
                .start();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("comparison ended")
                .isTrue();
        return process.exitValue() == 0 ? "" : Files.readString(report);
    }

    /** True if there is such a command and it succeeds. */
    static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
