package dev.postern.appliance.cli;

import dev.postern.model.Ids;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which build of Postern this is, told from its classes alone: the same wherever and whenever they were compiled. */
public final class Build {
    private static final String OURS = "dev/postern";

    private Build() {}

    public static String id() {
        Map<String, String> classes = new TreeMap<>();
        try {
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                Path path = Path.of(entry);
                if (Files.isDirectory(path)) read(path, classes);
                else if (Files.isRegularFile(path))
                    try (FileSystem archive = FileSystems.newFileSystem(path)) {
                        read(archive.getPath("/"), classes);
                    }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the classes of Postern: " + e.getMessage(), e);
        }
        return Ids.of("build", classes);
    }

    private static void read(Path root, Map<String, String> classes) throws IOException {
        if (!Files.isDirectory(root.resolve(OURS))) return;
        try (Stream<Path> files = Files.walk(root.resolve(OURS))) {
            for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".class"))::iterator)
                classes.putIfAbsent(
                        root.relativize(file).toString().replace('\\', '/'),
                        Ids.of("class", Files.readString(file, StandardCharsets.ISO_8859_1)));
        }
    }
}
