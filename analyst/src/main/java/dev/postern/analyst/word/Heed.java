package dev.postern.analyst.word;

import dev.postern.model.Word;

/**
 * What to do with an anomaly in the light of what people said.
 *
 * @param decree id of what was said; empty for nothing
 */
public record Heed(Kind kind, String decree) {
    public enum Kind {
        /** Nobody said anything. */
        ORDINARY,
        /** Keep it, tell nobody. */
        SILENT,
        /** A notice of its own. */
        NOTICE,
        /** Announced work: a notice together with the rest of that work. */
        ANNOUNCED,
        /** An incident, whatever the budget. */
        CONFIRMED
    }

    public static final Heed ORDINARY = new Heed(Kind.ORDINARY, "");

    static Heed of(Word word) {
        return switch (word.kind()) {
            case EXPECTED -> new Heed(Kind.SILENT, word.id());
            case EXPECTED_TELL -> new Heed(Kind.NOTICE, word.id());
            case MALICIOUS -> new Heed(Kind.CONFIRMED, word.id());
            case WRONG_REASON -> new Heed(Kind.ORDINARY, word.id());
        };
    }

    /** Told apart from the ordinary, in a story of its own. */
    public boolean apart() {
        return kind == Kind.NOTICE || kind == Kind.ANNOUNCED;
    }
}
