package dev.postern.analyst;

import dev.postern.model.Anomaly;
import dev.postern.model.AuditReport;
import dev.postern.model.Conduit;
import dev.postern.model.Device;
import dev.postern.model.GapReport;
import dev.postern.model.Incident;
import dev.postern.model.Threat;
import dev.postern.model.Weakness;

/** Where conclusions go. Everything but an anomaly replaces what was said before under the same id. */
public interface AnalystSink {
    /** Each id once. */
    void anomaly(Anomaly anomaly);

    /** New or changed. One without anomalies was found to be part of another and can be forgotten. */
    void incident(Incident incident);

    /** New or changed, at most once a minute. One without addresses and hardware addresses was found to be another and can be forgotten. */
    default void device(Device device) {}

    /** The threat of a device rose. */
    default void threat(Threat threat) {}

    /** New or changed, at most once a minute. */
    default void conduit(Conduit conduit) {}

    /** New or changed, at most once a minute; one that is gone ({@link Weakness#isGone}) can be forgotten. */
    default void weakness(Weakness weakness) {}

    /** An audit has come due: after an hour, a day, a week and a month of event time. */
    default void audited(AuditReport report) {}

    /** A day of event time, or more than one without traffic, is over: what can be said of the gap up to its end. */
    default void dayEnded(GapReport report) {}
}
