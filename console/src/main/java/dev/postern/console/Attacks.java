package dev.postern.console;

import java.util.List;

/** What a demonstration lets its viewer start, and what the attackers did since. Only a demonstration has one. Asked from any thread. */
public interface Attacks {
    /**
     * One that can be started.
     *
     * @param name for {@link #start}
     * @param began epoch seconds of its last start; 0 before it
     */
    record Offer(String name, String title, String text, double began) {}

    /**
     * One thing that an attacker did: the truth, to hold against the incidents.
     *
     * @param time epoch seconds
     * @param attack title of the offer it belongs to
     * @param text what was done
     * @param harmful whether it changed what the process does, to its harm
     */
    record Deed(
            double time, String attack, String text, String source, String target, String technique, boolean harmful) {}

    List<Offer> offers();

    /** The newest first. */
    List<Deed> deeds();

    /** What came of a wish. */
    enum Answer {
        STARTED,
        /** It began a moment ago. */
        TOO_SOON,
        UNKNOWN
    }

    Answer start(String name);
}
