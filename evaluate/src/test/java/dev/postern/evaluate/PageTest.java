package dev.postern.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
    @TempDir
    Path folder;

    @Test
    void aPartIsWrittenAnewAndLeavesTheOthersAsTheyWere() throws IOException {
        Path file = folder.resolve("quality.md");
        Page.put(file, Page.Part.BRIDGES, "thirty of thirty\n");
        Page.put(file, Page.Part.CAPTURES, "first");
        Page.put(file, Page.Part.CAPTURES, "second");
        assertThat(Files.readString(file))
                .startsWith("# Quality of detection\n")
                .contains("## Labelled captures\nsecond\n", "## Bridges\nthirty of thirty\n")
                .doesNotContain("first");
        assertThat(Files.readString(file).indexOf("second"))
                .as("in the order of the page, not of the commands")
                .isLessThan(Files.readString(file).indexOf("thirty"));
    }

    @Test
    void writingTheSameAgainChangesNothing() throws IOException {
        Path file = folder.resolve("quality.md");
        for (Page.Part part : Page.Part.values()) Page.put(file, part, "of " + part);
        String once = Files.readString(file);
        for (Page.Part part : Page.Part.values()) Page.put(file, part, "of " + part);
        assertThat(Files.readString(file)).isEqualTo(once);
    }

    @Test
    void whatSomebodyWroteBetweenThePartsIsGone() throws IOException {
        Path file = folder.resolve("quality.md");
        Files.writeString(file, "by hand\n");
        Page.put(file, Page.Part.PLANT, "figures");
        assertThat(Files.readString(file)).contains("figures").doesNotContain("by hand");
    }
}
