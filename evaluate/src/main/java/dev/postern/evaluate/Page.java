package dev.postern.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The page of all figures, docs/quality.md. Each of its parts is written whole by one command, which leaves the others as they are; so whoever runs the commands
 * that it names gets the page again, and nobody writes into it by hand. Parts stand between comments with their name.
 */
public final class Page {
    private static final String HEAD = """
            # Quality of detection
            Written by commands alone: each part says by which, when and on what machine, and running it again with `--out` writes that part anew.
            What each figure means: [measuring detection](reference/evaluate.md); what was missed and why: [0011](decisions/0011-what-detection-misses.md).
            """;

    /** In the order of the page. */
    public enum Part {
        CAPTURES("Labelled captures"),
        PLANT("The virtual plant"),
        MATURE("The virtual plant after two months"),
        ANNOUNCED("The virtual plant after two months, its work announced"),
        PATIENT("Patient attacks"),
        GROWTH("Two years of ordinary life"),
        INVENTORY("The inventory of the plant"),
        /** By bench/compare-identities.py. */
        IDENTITIES("Identities beside tshark"),
        BRIDGES("Bridges");

        final String title;

        Part(String title) {
            this.title = title;
        }

        private String open() {
            return "<!-- part: " + name().toLowerCase(java.util.Locale.ROOT) + " -->\n";
        }

        private String close() {
            return "<!-- end: " + name().toLowerCase(java.util.Locale.ROOT) + " -->\n";
        }
    }

    private Page() {}

    /** Writes one part into the page, which is made if it is not there; what is no part is lost. */
    public static void put(Path file, Part part, String text) throws IOException {
        String before = Files.exists(file) ? Files.readString(file) : "";
        StringBuilder page = new StringBuilder(HEAD);
        for (Part each : Part.values()) {
            String body = each == part ? "## " + each.title + "\n" + text.strip() + "\n" : body(before, each);
            if (!body.isEmpty())
                page.append('\n').append(each.open()).append(body).append(each.close());
        }
        Files.writeString(file, page);
    }

    private static String body(String page, Part part) {
        int from = page.indexOf(part.open());
        int until = page.indexOf(part.close());
        return from < 0 || until < from ? "" : page.substring(from + part.open().length(), until);
    }
}
