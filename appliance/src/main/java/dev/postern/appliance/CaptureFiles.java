package dev.postern.appliance;

import dev.postern.capture.CaptureException;
import dev.postern.capture.CaptureFile;
import dev.postern.model.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The captures that a command line names.
 *
 * @param found those that can be read, by the time of their first frame, then by name
 * @param empty captures without a frame
 * @param unreadable why the others cannot be read
 */
record CaptureFiles(List<Found> found, List<Path> empty, Map<Path, String> unreadable) {
    record Found(Path path, long firstNanos, long bytes) {}

    /** @param paths files, and folders that are searched with all below them for names that look like captures */
    static CaptureFiles search(List<Path> paths) {
        List<Found> found = new ArrayList<>();
        List<Path> empty = new ArrayList<>();
        Map<Path, String> unreadable = new LinkedHashMap<>();
        for (Path path : paths) {
            for (Path file : Files.isDirectory(path) ? below(path) : List.of(path)) {
                try (CaptureFile capture = CaptureFile.open(file)) {
                    Frame first = new Frame();
                    if (capture.next(first)) found.add(new Found(file, first.atNanos, Files.size(file)));
                    else empty.add(file);
                } catch (CaptureException | IOException e) {
                    unreadable.put(file, e.getMessage());
                }
            }
        }
        found.sort(Comparator.comparingLong(Found::firstNanos)
                .thenComparing(f -> f.path().toString()));
        return new CaptureFiles(found, empty, unreadable);
    }

    private static List<Path> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(f -> f.getFileName().toString().matches(".*\\.(pcap|pcapng|cap)(\\.gz)?"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CaptureException("cannot list " + folder + ": " + e.getMessage(), e);
        }
    }
}
