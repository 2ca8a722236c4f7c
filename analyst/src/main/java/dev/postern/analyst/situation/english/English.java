package dev.postern.analyst.situation.english;

import java.util.Map;
import java.util.TreeMap;

/**
 * The words of all situations in English, one class for each section of the catalogue: the name of its constant, what it is called, what it may
 * mean, what would tell.
 */
public final class English {
    private static final Map<String, Wording> WORDS =
            read(Changes.WORDS, Control.WORDS, Validity.WORDS, Intrusion.WORDS, Outside.WORDS, Availability.WORDS);

    private English() {}

    private static Map<String, Wording> read(String... sections) {
        Map<String, Wording> words = new TreeMap<>();
        for (String section : sections) words.putAll(Wording.read(section));
        return words;
    }

    /** @param situation the name of its constant
     *  @return null where nothing is said of it */
    public static Wording of(String situation) {
        return WORDS.get(situation);
    }
}
