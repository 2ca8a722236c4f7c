package dev.postern.appliance.session;

import dev.postern.appliance.engine.Batch;
import dev.postern.appliance.engine.Outcomes;
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
import dev.postern.store.Home;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Keeps what the engine concludes in a home, and tells whoever watches. */
public final class Recorder implements Outcomes {
    /** Hears of conclusions as they are drawn, on the engine's thread. */
    public interface Listener {
        void anomaly(Anomaly anomaly);

        void incident(Incident incident);

        void device(Device device);

        default void audited(AuditReport report) {}
    }

    private final Home home;
    private final HistoryLane history;
    private final List<Listener> listeners = new ArrayList<>();
    private long anomalies;
    private long observations;

    Recorder(Home home) {
        this.home = home;
        history = new HistoryLane(home.history());
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    @Override
    public void frames(Batch batch) {
        for (int i = 0; i < batch.size(); i++) home.ring().add(batch.frame(i));
    }

    @Override
    public void observation(Observation observation) {
        observations++;
        history.add(observation);
    }

    @Override
    public void anomaly(Anomaly anomaly) {
        anomalies++;
        home.state().put(anomaly);
        home.evidence().want(anomaly);
        for (Listener listener : listeners) listener.anomaly(anomaly);
    }

    @Override
    public void incident(Incident incident) {
        home.state().put(incident);
        for (Listener listener : listeners) listener.incident(incident);
    }

    @Override
    public void device(Device device) {
        home.state().put(device);
        for (Listener listener : listeners) listener.device(device);
    }

    @Override
    public void conduit(Conduit conduit) {
        home.state().put(conduit);
    }

    @Override
    public void threat(Threat threat) {
        home.state().put(threat);
    }

    @Override
    public void person(Person person) {
        home.state().put(person);
    }

    @Override
    public void weakness(Weakness weakness) {
        home.state().put(weakness);
    }

    @Override
    public void audited(AuditReport report) {
        home.state().put(report);
        for (Listener listener : listeners) listener.audited(report);
    }

    @Override
    public void dayEnded(GapReport report, SortedMap<Integer, Long> frames) {
        Attesting.attest(home, report, frames);
    }

    @Override
    public void minute(long minuteNanos) {
        home.evidence().cutDue(minuteNanos);
    }

    HistoryLane history() {
        return history;
    }

    /** In this run. */
    long anomalies() {
        return anomalies;
    }

    public long observations() {
        return observations;
    }
}
