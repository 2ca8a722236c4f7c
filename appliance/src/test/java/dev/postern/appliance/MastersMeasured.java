package dev.postern.appliance;

import dev.postern.analyst.Analyst;
import dev.postern.analyst.AnalystSink;
import dev.postern.analyst.inventory.Settings;
import dev.postern.appliance.engine.Engine;
import dev.postern.appliance.engine.EngineState;
import dev.postern.appliance.engine.Outcomes;
import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Channel;
import dev.postern.model.Frame;
import dev.postern.model.Incident;
import dev.postern.model.Observation;
import dev.postern.plant.Cause;
import dev.postern.plant.Label;
import dev.postern.plant.LifeEvent;
import dev.postern.plant.Plant;
import dev.postern.plant.PlantSettings;
import dev.postern.plant.Scenario;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What new masters cost and find on the virtual plant: docs/decisions/0007. A program, no test: arguments are the first seed, the number of
 * seeds, days, the thinning, and where only one kind of event shall happen, its name. The wire and the pattern of life run once; nine analysts
 * with other constants hear the same. Lines {@code cost}: seed, pause in minutes, quarantine in hours, days, findings, those never hidden,
 * notices and incidents with one in them, with nothing else, all, incidents alone. Lines {@code found}: visits, those told, the last day told.
 */
final class MastersMeasured {
    private static final long MINUTE = 60_000_000_000L;
    private static final long DAY = 1_440 * MINUTE;
    private static final int[] PAUSES = {10, 30, 60};
    private static final int[] QUARANTINES = {0, 24, 72};
    private static final int FIRST_EVENT_DAY = 8;
    private static final int ROGUE_DAY = 10;
    private static final List<Scenario> ROGUES = List.of(
            Scenario.ROGUE_READER_HOURLY,
            Scenario.ROGUE_READER_DAILY,
            Scenario.ROGUE_READER_WEEKLY,
            Scenario.MODBUS_ROGUE_WRITER);

    private record Told(long atNanos, Address client, Address server, boolean loud) {}

    /** One analyst with its constants, and what it said. */
    private static final class Ear implements AnalystSink {
        final Analyst analyst;
        final List<Told> told = new ArrayList<>();
        final Map<String, Incident> incidents = new TreeMap<>();
        final Set<String> masters = new HashSet<>();

        Ear(int pauseMinutes, int quarantineHours) {
            analyst =
                    new Analyst(Settings.defaults().withMasters(pauseMinutes * MINUTE, quarantineHours * 60L * MINUTE));
        }

        @Override
        public void anomaly(Anomaly a) {
            if (!a.situation().equals("B8") || a.channel() != Channel.KNOWLEDGE) return;
            masters.add(a.id());
            told.add(new Told(a.atNanos(), a.device(), a.peer(), a.neverHidden()));
        }

        @Override
        public void incident(Incident incident) {
            incidents.put(incident.id(), incident);
        }
    }

    private static final class Ears implements Outcomes {
        final List<Ear> ears = new ArrayList<>();

        Ears() {
            for (int pause : PAUSES) for (int quarantine : QUARANTINES) ears.add(new Ear(pause, quarantine));
        }

        @Override
        public void observation(Observation observation) {
            for (Ear ear : ears) ear.analyst.accept(observation, ear);
        }

        @Override
        public void anomaly(Anomaly anomaly) {
            if (anomaly.channel() != Channel.KNOWLEDGE) for (Ear ear : ears) ear.analyst.accept(anomaly, ear);
        }

        @Override
        public void incident(Incident incident) {}

        @Override
        public void minute(long minuteNanos) {
            for (Ear ear : ears) ear.analyst.close(minuteNanos, ear);
        }
    }

    private record Run(List<Ear> ears, List<Label> labels) {}

    private static Run run(PlantSettings settings, int days, boolean attacked) {
        Plant plant = new Plant(settings);
        long start = settings.startNanos();
        if (attacked)
            for (Scenario rogue : ROGUES)
                plant.start(rogue, start + ROGUE_DAY * DAY + (10 * 60 + 90 * rogue.ordinal()) * MINUTE);
        Ears ears = new Ears();
        Frame frame = new Frame();
        try (Engine engine = new Engine(EngineState.fresh(), 1, ears)) {
            while (plant.next(frame) && frame.atNanos < start + days * DAY) {
                Frame fed = new Frame();
                fed.data = frame.data;
                fed.capturedBytes = frame.capturedBytes;
                fed.wireBytes = frame.wireBytes;
                fed.atNanos = frame.atNanos;
                fed.linkType = frame.linkType;
                fed.vlanTci = frame.vlanTci;
                fed.number = frame.number;
                engine.feed(fed);
            }
            engine.finish();
        }
        return new Run(ears.ears, plant.labels());
    }

    public static void main(String[] arguments) {
        long first = Long.parseLong(arguments[0]);
        int seeds = Integer.parseInt(arguments[1]);
        int days = Integer.parseInt(arguments[2]);
        double thinning = Double.parseDouble(arguments[3]);
        for (long seed = first; seed < first + seeds; seed++) {
            PlantSettings calm = new PlantSettings(seed, PlantSettings.MONDAY_NANOS, 1, thinning, false);
            if (arguments.length > 4) {
                LifeEvent only = LifeEvent.valueOf(arguments[4]);
                cost(seed, days, run(calm.with(only, FIRST_EVENT_DAY, 10 * 60), days, false));
                continue;
            }
            PlantSettings eventful = calm.withEveryEvent(FIRST_EVENT_DAY, days - 4);
            cost(seed, days, run(eventful, days, false));
            found(seed, run(eventful, days, true));
        }
    }

    private static void cost(long seed, int days, Run run) {
        for (int i = 0; i < run.ears.size(); i++) {
            Ear ear = run.ears.get(i);
            long loud = ear.told.stream().filter(Told::loud).count();
            long mine = 0;
            long alone = 0;
            long all = 0;
            long grave = 0;
            for (Incident incident : ear.incidents.values()) {
                if (incident.tier() == Incident.Tier.OBSERVATION) continue;
                all++;
                if (incident.tier() == Incident.Tier.INCIDENT) grave++;
                long of = incident.anomalies().stream()
                        .filter(ear.masters::contains)
                        .count();
                if (of > 0) mine++;
                if (of == incident.anomalies().size()) alone++;
            }
            line("cost", seed, i, days, ear.told.size(), loud, mine, alone, all, grave);
            Map<String, Integer> by = new TreeMap<>();
            for (Told told : ear.told) by.merge(told.client + "\t" + cause(told, run.labels), 1, Integer::sum);
            int at = i;
            by.forEach((who, count) -> System.out.println("cause\t" + seed + "\t" + at + "\t" + who + "\t" + count));
        }
    }

    /** The event within which the client of a finding acted, or ordinary life. */
    private static String cause(Told told, List<Label> labels) {
        Cause cause = null;
        for (Label label : labels)
            if (label.source().equals(told.client)
                    && told.atNanos >= label.atNanos()
                    && told.atNanos <= label.untilNanos() + 10 * MINUTE) cause = label.cause();
        return cause == null ? "ordinary life" : cause.name();
    }

    /** Of each rogue's visits, how many were told while they lasted, and the last day on which one was. */
    private static void found(long seed, Run run) {
        for (int i = 0; i < run.ears.size(); i++) {
            Map<Scenario, int[]> counts = new EnumMap<>(Scenario.class);
            for (Label label : run.labels) {
                if (!(label.cause() instanceof Scenario rogue)) continue;
                if (!label.technique().equals("T0861")) continue;
                int[] count = counts.computeIfAbsent(rogue, _ -> new int[3]);
                count[0]++;
                for (Told told : run.ears.get(i).told)
                    if (told.client.equals(label.source())
                            && told.server.equals(label.target())
                            && told.atNanos >= label.atNanos()
                            && told.atNanos <= label.untilNanos()) {
                        count[1]++;
                        count[2] = (int) (label.atNanos() / DAY - PlantSettings.MONDAY_NANOS / DAY);
                        break;
                    }
            }
            for (var entry : counts.entrySet())
                line("found " + entry.getKey(), seed, i, entry.getValue()[0], entry.getValue()[1], entry.getValue()[2]);
        }
    }

    private static void line(String what, long seed, int ear, long... values) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%s\t%d\t%d\t%d",
                what,
                seed,
                PAUSES[ear / QUARANTINES.length],
                QUARANTINES[ear % QUARANTINES.length]));
        for (long value : values) line.append('\t').append(value);
        System.out.println(line);
    }
}
