package dev.postern.appliance.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LimitWordsTest {
    /** How each room counts what did not fit. */
    private static final Pattern COUNTED = Pattern.compile(
            "(?:\\.limit\\(|limitsHit\\.merge\\(|\\.(?:room|keep)\\(|all\\.(?:put|merge)\\()\\s*\"([^\"]+)\"");

    private static TreeSet<String> counted(String... rooms) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        for (String room : rooms)
            try (Stream<Path> files = Files.walk(Path.of("..", room, "src/main/java"))) {
                files.filter(f -> f.toString().endsWith(".java")).forEach(f -> {
                    Matcher found = COUNTED.matcher(read(f));
                    while (found.find()) names.add((room.equals("appliance") ? "" : room + ": ") + found.group(1));
                });
            }
        return names;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyMeaningIsThatOfALimitThatIsThere() throws IOException {
        assertThat(counted("wire", "life", "analyst", "appliance"))
                .hasSizeGreaterThan(30)
                .containsAll(LimitWords.names());
    }

    @Test
    void everyLimitOfReadingAndLearningHasItsWords() throws IOException {
        assertThat(LimitWords.names()).containsAll(counted("wire", "life"));
    }

    @Test
    void aLimitTellsWhatIsLostAndWhatToDo() {
        assertThat(LimitWords.of("life: conversations per client", 12)).satisfies(spot -> {
            assertThat(spot.title()).isEqualTo("Limit reached: conversations of one client with a pattern of life");
            assertThat(spot.text())
                    .startsWith("12 times there was no room for more: that client's least active ones are forgotten")
                    .contains("To do: Look in Devices");
        });
    }

    @Test
    void oneThatIsNewStillTellsWhatItIs() {
        assertThat(LimitWords.of("life: something else", 1).title()).isEqualTo("Limit reached: something else");
    }
}
