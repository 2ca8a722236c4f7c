package dev.postern.wire;

import dev.postern.model.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One well-formed message, from {@code samples/PROTOCOL-WHAT.txt}: a line with transport, port (or EtherType) and side, then hex, with blanks, line
 * ends and comments behind {@code #}. Every dissector has at least one: the property tests and the fuzzers begin with them.
 */
public record Sample(String name, Transport transport, int port, boolean fromClient, byte[] bytes) {
    private static final Path FOLDER = Path.of("src/test/resources/samples");
    private static final List<Sample> ALL = load();

    /** In the order of their names. */
    public static List<Sample> all() {
        return ALL;
    }

    /** A copy of the bytes of the sample with this name. */
    public static byte[] bytes(String name) {
        for (Sample sample : ALL) if (sample.name.equals(name)) return sample.bytes.clone();
        throw new IllegalArgumentException("no sample " + name);
    }

    public String protocol() {
        return name.substring(0, name.indexOf('-'));
    }

    /** Who reads it. */
    public Dissector dissector() {
        Dissector dissector = Dissectors.standard().named(protocol());
        if (dissector == null) throw new IllegalStateException(name + " is of a protocol that nobody reads");
        return dissector;
    }

    @Override
    public String toString() {
        return name;
    }

    private static List<Sample> load() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(Sample::load).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sample load(Path file) {
        try {
            List<String> lines = Files.readAllLines(file).stream()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
            String[] head = lines.getFirst().split(" +");
            return new Sample(
                    file.getFileName().toString().replace(".txt", ""),
                    Transport.valueOf(head[0].toUpperCase(Locale.ROOT)),
                    Integer.decode(head[1]),
                    head[2].equals("client"),
                    Bench.hex(lines.stream().skip(1).collect(Collectors.joining())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
