package dev.postern.evaluate.baseline;

import dev.postern.evaluate.RankedAlarms;
import dev.postern.model.Observation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All baselines on one life of traffic, with what each has learned. */
public final class Panel {
    private final List<Baseline> baselines = List.of(
            new RandomScore(),
            new NewThing(),
            new AllowList(),
            new InterArrival(),
            new CyclicAutomaton(),
            new BeaconScore(),
            new IsolationForest(),
            new KitNet());
    private final List<Alarms> alarms = new ArrayList<>();

    public Panel() {
        for (int i = 0; i < baselines.size(); i++) alarms.add(new Alarms());
    }

    public void observe(Observation observation) {
        for (int i = 0; i < baselines.size(); i++) {
            alarms.get(i).at(observation.stamp().atNanos());
            baselines.get(i).observe(observation, alarms.get(i));
        }
    }

    /** Everything before this whole minute has been observed. */
    public void close(long minuteNanos) {
        for (int i = 0; i < baselines.size(); i++) baselines.get(i).close(minuteNanos, alarms.get(i));
    }

    /** What each said since the last call, by its name. */
    public Map<String, RankedAlarms> take() {
        Map<String, RankedAlarms> taken = new LinkedHashMap<>();
        for (int i = 0; i < baselines.size(); i++) {
            String name = baselines.get(i).name();
            taken.put(name, new RankedAlarms(name, alarms.get(i).take()));
        }
        return taken;
    }
}
