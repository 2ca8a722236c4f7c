package dev.postern.analyst.situation.english;

import java.util.Map;
import java.util.TreeMap;

/**
 * What is said of a situation in one language.
 *
 * @param title what it is called, a few words
 * @param meaning what it may mean, a sentence
 * @param check what would tell, a sentence
 */
public record Wording(String title, String meaning, String check) {
    /** Blocks of four lines, an empty line between: the name of the situation, title, meaning, check. */
    static Map<String, Wording> read(String text) {
        Map<String, Wording> words = new TreeMap<>();
        for (String block : text.strip().split("\n\n")) {
            String[] lines = block.split("\n");
            if (lines.length != 4) throw new IllegalArgumentException("not four lines: " + block);
            words.put(lines[0].strip(), new Wording(lines[1].strip(), lines[2].strip(), lines[3].strip()));
        }
        return words;
    }
}
