package dev.postern.appliance.trial;

import dev.postern.analyst.incident.Tiers;
import dev.postern.analyst.inventory.Settings;
import dev.postern.analyst.situation.Part;
import dev.postern.appliance.engine.Outcomes;
import dev.postern.evaluate.Alarm;
import dev.postern.evaluate.RankedStories;
import dev.postern.evaluate.Story;
import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Incident;
import dev.postern.model.Observation;
import dev.postern.model.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/** Writes down what the engine concludes, and when each anomaly could first be seen in an incident or a notice. */
final class Jury implements Outcomes {
    private final Map<String, Anomaly> anomalies = new LinkedHashMap<>();
    private final Map<String, Incident> incidents = new LinkedHashMap<>();
    /** By anomaly: event time at which a story with it was published, and at which one was as an incident. */
    private final Map<String, Long> published = new HashMap<>();

    private final Map<String, Long> raised = new HashMap<>();
    /** By anomaly: event time at which it was told. */
    private final Map<String, Long> toldNanos = new HashMap<>();
    /** End of the minute that is being concluded from, or far in the past between minutes. */
    private long closingNanos = Long.MIN_VALUE;

    private final LongConsumer minutes;
    private long observations;

    /** @param minutes hears the end of each, in nanoseconds */
    Jury(LongConsumer minutes) {
        this.minutes = minutes;
    }

    /** Forgets what was said so far; stories that go on keep only what comes from now on. */
    void begin() {
        anomalies.clear();
        incidents.clear();
        published.clear();
        raised.clear();
        toldNanos.clear();
    }

    @Override
    public void observation(Observation observation) {
        observations += observation instanceof Tally tally ? tally.count() : 1;
    }

    /** Since the beginning. */
    long observations() {
        return observations;
    }

    @Override
    public void anomaly(Anomaly anomaly) {
        anomalies.put(anomaly.id(), anomaly);
        toldNanos.putIfAbsent(anomaly.id(), Math.max(anomaly.atNanos(), closingNanos));
    }

    @Override
    public void incident(Incident incident) {
        incidents.put(incident.id(), incident);
        long now = Math.max(incident.lastNanos(), closingNanos);
        for (String id : incident.anomalies()) {
            if (incident.deserved() != Incident.Tier.OBSERVATION) published.putIfAbsent(id, now);
            if (incident.tier() == Incident.Tier.INCIDENT) raised.putIfAbsent(id, now);
        }
    }

    @Override
    public void closing(long minuteNanos) {
        closingNanos = minuteNanos;
    }

    @Override
    public void minute(long minuteNanos) {
        closingNanos = Long.MIN_VALUE;
        minutes.accept(minuteNanos);
    }

    Map<String, Anomaly> anomalies() {
        return anomalies;
    }

    Map<String, Incident> incidents() {
        return incidents;
    }

    /** Incidents and notices in the product's own order, for any budget: whatever its own held back. */
    RankedStories ranked() {
        List<Story> stories = new ArrayList<>();
        for (Incident incident : incidents.values())
            if (incident.deserved() != Incident.Tier.OBSERVATION) add(stories, story(incident, published));
        addLone(stories);
        return new RankedStories(stories);
    }

    /** What is shown without anybody choosing: incidents, and of all else what is never hidden. */
    List<Story> shown() {
        List<Story> stories = new ArrayList<>();
        for (Incident incident : incidents.values()) {
            Story story = story(incident, raised);
            if (incident.tier() == Incident.Tier.INCIDENT) add(stories, story.since(raised(incident)));
            else add(stories, story.neverHidden());
        }
        addLone(stories);
        return stories;
    }

    /** When it was first told as an incident. */
    private long raised(Incident incident) {
        long first = Long.MAX_VALUE;
        for (String id : incident.anomalies()) first = Math.min(first, raised.getOrDefault(id, Long.MAX_VALUE));
        return first;
    }

    private static void add(List<Story> stories, Story story) {
        if (story != null && !story.alarms().isEmpty()) stories.add(story);
    }

    /** What is never hidden and belongs to no story stands alone. */
    private void addLone(List<Story> stories) {
        Set<String> told = new HashSet<>();
        for (Incident incident : incidents.values()) told.addAll(incident.anomalies());
        for (Anomaly anomaly : anomalies.values()) {
            if (!isLoud(anomaly) || told.contains(anomaly.id())) continue;
            Alarm alarm = alarm(anomaly, toldNanos.get(anomaly.id()));
            stories.add(new Story(
                    anomaly.title(),
                    false,
                    Long.MAX_VALUE,
                    0,
                    alarm.devices(),
                    sources(anomaly),
                    Set.copyOf(anomaly.techniques()),
                    List.of(alarm)));
        }
    }

    /** As the console lists them: incidents above notices, by rank within. */
    private static double order(Incident incident) {
        double within = incident.rank() / (1 + incident.rank());
        return incident.deserved() == Incident.Tier.INCIDENT ? 1 + within : within;
    }

    /** Shown whatever the budget, unless it was announced: then it is listed as that. */
    private static boolean isLoud(Anomaly anomaly) {
        return anomaly.neverHidden() && anomaly.answer().isEmpty();
    }

    private Story story(Incident incident, Map<String, Long> times) {
        Set<String> devices = new LinkedHashSet<>();
        Set<String> sources = new LinkedHashSet<>();
        for (Incident.Party party : incident.devices()) {
            Set<String> addresses = new LinkedHashSet<>(party.addresses());
            addresses.addAll(party.macs());
            devices.addAll(addresses);
            if (party.isSource()) sources.addAll(addresses);
        }
        List<Alarm> alarms = new ArrayList<>();
        for (String id : incident.anomalies()) {
            Anomaly anomaly = anomalies.get(id);
            if (anomaly == null) continue;
            long shown = isLoud(anomaly) ? toldNanos.get(id) : times.getOrDefault(id, Long.MAX_VALUE);
            alarms.add(alarm(anomaly, Math.max(shown, toldNanos.get(id))));
        }
        return new Story(
                incident.title(),
                true,
                Long.MAX_VALUE,
                order(incident),
                devices,
                sources,
                Set.copyOf(incident.techniques()),
                alarms);
    }

    private static Set<String> sources(Anomaly anomaly) {
        Set<String> sources = new LinkedHashSet<>();
        for (Part part : Part.of(anomaly, false))
            if (part.isSource()) sources.add(part.address().toString());
        return sources;
    }

    /** Whether a home of more than a week would call it an incident without any company. */
    private static boolean alone(Anomaly anomaly) {
        return Tiers.of(List.of(anomaly), "", 0, Settings.defaults()).tier() == Incident.Tier.INCIDENT;
    }

    private static Alarm alarm(Anomaly anomaly, long toldNanos) {
        Set<String> devices = new LinkedHashSet<>();
        for (Address address : new Address[] {anomaly.device(), anomaly.peer()})
            if (address != null) devices.add(address.toString());
        return new Alarm(anomaly.atNanos(), toldNanos, devices, isLoud(anomaly), alone(anomaly));
    }
}
