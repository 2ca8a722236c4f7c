package dev.postern.appliance.trial;

import dev.postern.appliance.engine.Snapshot;
import dev.postern.evaluate.Cost;
import dev.postern.evaluate.EvaluateException;
import dev.postern.model.Ids;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What each seed of a plant gave, in a folder, one file each: a run of hours that is cut goes on with the seed it was at, and seeds that were measured at
 * different times make one run. A file is there whole or not at all; one measured from other settings has another name.
 */
final class KeptSeeds {
    /**
     * @param build that measured it
     * @param day on which it was measured
     * @param growth of what was learned
     */
    record Seed(long number, String build, String day, List<Stretch> stretches, List<Cost.Size> growth) {
        private String by() {
            return build + " on " + day;
        }
    }

    private final Path folder;
    /** One word for all that figures hang on. */
    private final String settings;

    KeptSeeds(Path folder, EvaluateCommand.Variant variant, boolean baselines, PlantDataset dataset) {
        this.folder = folder;
        settings = Ids.of("seed", variant, baselines, dataset.settings());
    }

    boolean has(long number) {
        return Files.exists(file(number));
    }

    Optional<Seed> find(long number) {
        if (!has(number)) return Optional.empty();
        Path file = file(number);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return Optional.of(Snapshot.readAny(in, Seed.class));
        } catch (IOException | RuntimeException e) {
            throw new EvaluateException(
                    "cannot read " + file + " (" + e.getClass().getSimpleName()
                            + "): it is damaged or of a build that wrote it otherwise; delete it, and its seed is measured again",
                    e);
        }
    }

    void keep(Seed seed) {
        Path file = file(seed.number());
        Path aside = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(folder);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(aside))) {
                Snapshot.writeAny(seed, out);
            }
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new EvaluateException("cannot keep " + file + ": " + e.getMessage(), e);
        }
    }

    private Path file(long number) {
        return folder.resolve("seed-" + number + "-" + settings + ".kept");
    }

    /** Who measured what, if it was not one build on one day. */
    static String told(List<Seed> seeds) {
        Map<String, Integer> by = new LinkedHashMap<>();
        for (Seed seed : seeds) by.merge(seed.by(), 1, Integer::sum);
        if (by.size() < 2) return "";
        List<String> each = new ArrayList<>();
        by.forEach((who, count) -> each.add(count + (each.isEmpty() ? " seeds by " : " by ") + who));
        return "; measured in parts: " + String.join(", ", each);
    }
}
