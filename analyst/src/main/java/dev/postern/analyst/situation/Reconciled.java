package dev.postern.analyst.situation;

import dev.postern.analyst.inventory.Inventory;
import dev.postern.analyst.inventory.Words;
import dev.postern.analyst.word.Announcements;
import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Stamp;
import dev.postern.model.Window;
import java.util.ArrayList;
import java.util.List;

/** What is told of announced work when its window has ended. */
public final class Reconciled {
    private static final String MISSING = "Announced and not seen: ";

    private Reconciled() {}

    /** Whether this is what was told when this window ended. */
    public static boolean tellsOf(Window window, Anomaly a) {
        for (Situation s : List.of(Situation.ANNOUNCED_DONE, Situation.ANNOUNCED_MISSING))
            if (a.id().equals(Finding.id(s, window.id(), a.order()))) return true;
        return false;
    }

    /** The sentence about what was done of it; empty where nothing was. */
    public static String done(Anomaly told) {
        if (told.situation().equals(Situation.ANNOUNCED_MISSING.code)) return "";
        int missing = told.seen().indexOf(MISSING);
        return missing < 0 ? told.seen() : told.seen().substring(0, missing).strip();
    }

    /** The sentence about what was announced and not done; empty where all was. */
    public static String missing(Anomaly told) {
        if (told.situation().equals(Situation.ANNOUNCED_MISSING.code)) return told.seen();
        int missing = told.seen().indexOf(MISSING);
        return missing < 0 ? "" : told.seen().substring(missing);
    }

    public static Finding finding(Announcements.Outcome outcome, Stamp stamp, Inventory inventory) {
        Window window = outcome.window();
        boolean done = !outcome.happened().isEmpty();
        Situation s = done ? Situation.ANNOUNCED_DONE : Situation.ANNOUNCED_MISSING;
        Address device = outcome.actors().isEmpty()
                ? window.devices().getFirst()
                : outcome.actors().getFirst();
        List<String> who = new ArrayList<>();
        for (Address actor : outcome.actors()) who.add(inventory.describe(actor));
        String seen = done
                ? Words.and(who) + " did what was announced: " + Words.and(outcome.happened()) + "."
                : "Nothing of the announced work was seen.";
        if (done && !outcome.missing().isEmpty()) seen += " " + MISSING + Words.and(outcome.missing()) + ".";
        List<Part> parts = new ArrayList<>();
        for (Address actor : outcome.actors()) parts.add(Part.source(actor));
        for (Address target : window.devices()) parts.add(Part.target(target));
        return new Finding(
                s,
                window.id(),
                stamp,
                device,
                done ? window.devices().getFirst() : null,
                "",
                null,
                s.title,
                seen,
                "Announced by " + window.author() + (window.note().isEmpty() ? "." : ": " + window.note() + "."),
                "told once, when the window ends",
                s.consequence,
                s.neverHidden,
                List.of(),
                parts,
                "");
    }
}
