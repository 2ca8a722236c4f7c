package dev.postern.life;

import dev.postern.model.Anomaly;
import dev.postern.model.Person;
import dev.postern.model.Reading;
import dev.postern.model.Tally;

/** Where the stages put what they find, in a fixed order. */
public interface LifeSink {
    void anomaly(Anomaly anomaly);

    /** From stage 1, for {@code SiteStage.accept}. */
    void surprise(Surprise surprise);

    void tally(Tally tally);

    /** From stage 1, for the analyst. */
    default void begun(Begun begun) {}

    /** From stage 1, for the site. */
    default void moved(Moved moved) {}

    /** From stage 1, for the site. */
    void went(Way way);

    /** For those who look back; no stage hears it. */
    default void reading(Reading reading) {}

    /** Of whom something else is known than was told last; one that is gone can be forgotten. */
    default void person(Person person) {}
}
