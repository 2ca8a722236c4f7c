package dev.postern.appliance.engine;

import dev.postern.model.Anomaly;
import dev.postern.model.AuditReport;
import dev.postern.model.Conduit;
import dev.postern.model.Device;
import dev.postern.model.GapReport;
import dev.postern.model.Incident;
import dev.postern.model.Observation;
import dev.postern.model.Person;
import dev.postern.model.Threat;
import dev.postern.model.Weakness;
import java.util.SortedMap;

/** Where the engine's conclusions go. Called by one thread, in the same order on every run. */
public interface Outcomes {
    /** Frames about to be concluded from; they may be kept, they never change. */
    default void frames(Batch batch) {}

    default void observation(Observation observation) {}

    void anomaly(Anomaly anomaly);

    void incident(Incident incident);

    default void device(Device device) {}

    default void conduit(Conduit conduit) {}

    /** The threat of a device rose. */
    default void threat(Threat threat) {}

    /** One that is gone can be forgotten. */
    default void person(Person person) {}

    /** One that is gone can be forgotten. */
    default void weakness(Weakness weakness) {}

    /** A cold-start audit has come due. */
    default void audited(AuditReport report) {}

    /**
     * A day of event time is over. Told before the end of its last minute.
     *
     * @param frames heard since the last attestation, by capture; valid during the call
     */
    default void dayEnded(GapReport report, SortedMap<Integer, Long> frames) {}

    /**
     * A defect of Postern itself: what a frame says could not be heard to its end, and the rest of it is left out. Nobody may blind an appliance with one
     * packet, so whoever watches counts it and goes on; whoever measures or tests stops here.
     *
     * @param order of the frame
     */
    default void broke(long order, Throwable defect) {
        throw new IllegalStateException("what frame " + order + " says cannot be judged", defect);
    }

    /** What is told from here to {@link #minute} is concluded from the minute that ends now, whatever earlier moment it is about. */
    default void closing(long minuteNanos) {}

    /** Everything up to this whole minute has been told. */
    default void minute(long minuteNanos) {}
}
