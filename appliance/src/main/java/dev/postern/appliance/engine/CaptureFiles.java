package dev.postern.appliance.engine;

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
public record CaptureFiles(List<Found> found, List<Path> empty, Map<Path, String> unreadable) {
    /** @param begun what came through a pipe so far, which cannot be opened again; null for a file */
    public record Found(Path path, long firstNanos, long bytes, Begun begun) {
        public boolean isPiped() {
            return begun != null;
        }
    }

    /** A capture of which the first frame was read. */
    record Begun(CaptureFile capture, Frame first) {}

    public boolean anyPiped() {
        return found.stream().anyMatch(Found::isPiped);
    }

    /** @param paths files, and folders that are searched with all below them for names that look like captures */
    public static CaptureFiles search(List<Path> paths) {
        List<Found> found = new ArrayList<>();
        List<Path> empty = new ArrayList<>();
        Map<Path, String> unreadable = new LinkedHashMap<>();
        for (Path path : paths) {
            for (Path file : Files.isDirectory(path) ? below(path) : List.of(path)) {
                try {
                    add(file, found, empty);
                } catch (CaptureException | IOException e) {
                    unreadable.put(file, e.getMessage());
                }
            }
        }
        found.sort(Comparator.comparingLong(Found::firstNanos)
                .thenComparing(f -> f.path().toString()));
        return new CaptureFiles(found, empty, unreadable);
    }

    private static void add(Path file, List<Found> found, List<Path> empty) throws IOException {
        CaptureFile capture = CaptureFile.open(file);
        Frame first = new Frame();
        boolean any = capture.next(first);
        if (any && file.equals(CaptureFile.STANDARD_INPUT)) {
            found.add(new Found(file, first.atNanos, 0, new Begun(capture, first)));
            return;
        }
        capture.close();
        if (any) found.add(new Found(file, first.atNanos, Files.size(file), null));
        else empty.add(file);
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
