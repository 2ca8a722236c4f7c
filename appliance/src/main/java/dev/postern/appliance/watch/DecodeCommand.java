package dev.postern.appliance.watch;

import dev.postern.appliance.engine.Engine;
import dev.postern.capture.CaptureException;
import dev.postern.capture.CaptureFile;
import dev.postern.console.JsonLines;
import dev.postern.model.Frame;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Observation;
import dev.postern.wire.Wire;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** One JSON line per message; nothing is learned and nothing is kept. */
@Command(
        name = "decode",
        description = "Prints one JSON line for each message in the captures.",
        mixinStandardHelpOptions = true)
public final class DecodeCommand implements Callable<Integer> {
    private static final long MINUTE_NANOS = Engine.MINUTE_NANOS;

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "Capture files or folders of them; pcap, pcapng, also gzipped.")
    private List<Path> paths;

    @Option(names = "--protocol", paramLabel = "NAME", description = "Only messages of these protocols.")
    private List<String> protocols = List.of();

    private final ObjectWriter json = JsonMapper.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build()
            .writer();

    @Override
    public Integer call() throws IOException {
        int exit = 0;
        try (OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16)) {
            for (Path path : paths) {
                for (Path file : files(path)) {
                    try {
                        decode(file, out);
                    } catch (CaptureException e) {
                        System.err.println("postern: " + e.getMessage());
                        exit = 1;
                    }
                }
            }
        } catch (IOException | JacksonIOException | UncheckedIOException e) {
            // Whoever reads the lines has seen enough, as 'head' does; all else is a failure.
            if (!String.valueOf(e.getMessage()).contains("Broken pipe")) throw e;
        }
        return exit;
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) return List.of(path);
        try (Stream<Path> below = Files.walk(path)) {
            return below.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private void decode(Path file, OutputStream out) {
        Wire wire = new Wire(Wire.Limits.defaults());
        try (CaptureFile capture = CaptureFile.open(file)) {
            Frame frame = new Frame();
            long minute = Long.MIN_VALUE;
            while (capture.next(frame)) {
                frame.order = frame.number;
                long now = Math.floorDiv(frame.atNanos, MINUTE_NANOS);
                if (minute != Long.MIN_VALUE && now > minute) wire.close(now * MINUTE_NANOS, _ -> {});
                minute = Math.max(minute, now);
                wire.frame(frame, observation -> print(observation, out));
            }
            capture.damage().ifPresent(damage -> System.err.println("postern: " + file + ": " + damage));
        }
    }

    private void print(Observation observation, OutputStream out) {
        Map<String, Object> line = switch (observation) {
            case Message message -> JsonLines.message(message);
            case Malformed malformed -> JsonLines.malformed(malformed);
            default -> null;
        };
        if (line == null || !protocols.isEmpty() && !protocols.contains(line.get("protocol"))) return;
        try {
            json.createGenerator(out, JsonEncoding.UTF8).writePOJO(line).close();
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
