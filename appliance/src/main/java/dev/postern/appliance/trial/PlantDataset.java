package dev.postern.appliance.trial;

import dev.postern.evaluate.EvaluateException;
import dev.postern.evaluate.Page;
import dev.postern.plant.Cause;
import dev.postern.plant.LifeEvent;
import dev.postern.plant.Pace;
import dev.postern.plant.PlantSettings;
import dev.postern.plant.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A data set that the virtual plant makes as it is read: {@code plant:seeds=5,first=1,learn=14,days=7,lines=1,thinning=60,scenario=SCAN+TRITON,most=7,pace=fast}.
 *
 * @param first seed, of so many
 * @param learnDays learned before
 * @param days judged
 * @param most days for which an attack that goes on is judged
 * @param slow whether attacks that have a slow form come in it
 * @param lines of controllers
 * @param thinning stretches the poll periods
 */
record PlantDataset(
        long first,
        int seeds,
        int learnDays,
        int days,
        int most,
        boolean slow,
        int lines,
        double thinning,
        List<Scenario> scenarios,
        List<LifeEvent> events) {
    private static final String PREFIX = "plant";
    /** What was learned so long has its weeks. */
    private static final int MATURE_DAYS = 28;

    /** All that may happen. */
    Cause[] causes() {
        return Stream.concat(scenarios.stream(), events.stream()).toArray(Cause[]::new);
    }

    Pace pace(Scenario scenario) {
        return slow && scenario.hasSlowForm() ? Pace.SLOW : Pace.FAST;
    }

    /** Whether nothing happens but ordinary life. */
    boolean isUneventful() {
        return scenarios.isEmpty() && events.isEmpty();
    }

    Page.Part part(EvaluateCommand.Variant variant) {
        if (isUneventful()) return Page.Part.GROWTH;
        if (slow) return Page.Part.PATIENT;
        if (learnDays < MATURE_DAYS) return Page.Part.PLANT;
        return variant == EvaluateCommand.Variant.announced ? Page.Part.ANNOUNCED : Page.Part.MATURE;
    }

    /** All that a seed's figures hang on but the seed. */
    String settings() {
        return new PlantDataset(0, 1, learnDays, days, most, slow, lines, thinning, scenarios, events).toString();
    }

    static boolean names(String dataset) {
        return dataset.equals(PREFIX) || dataset.startsWith(PREFIX + ":");
    }

    /** What is not said is as in the class note, with all scenarios and all harmless events. */
    static PlantDataset parse(String text) {
        long first = 1;
        int seeds = 5;
        int learn = 14;
        int days = 7;
        int most = 7;
        boolean slow = false;
        int lines = 1;
        double thinning = 60;
        List<Scenario> scenarios = List.of(Scenario.values());
        List<LifeEvent> events = List.of(LifeEvent.values());
        String settings = text.length() > PREFIX.length() ? text.substring(PREFIX.length() + 1) : "";
        for (String setting : settings.split(",")) {
            if (setting.isEmpty()) continue;
            String[] pair = setting.split("=", 2);
            if (pair.length < 2) throw new EvaluateException(text + ": \"" + setting + "\" has no value");
            try {
                switch (pair[0]) {
                    case "first" -> first = Long.parseLong(pair[1]);
                    case "seeds" -> seeds = Integer.parseInt(pair[1]);
                    case "learn" -> learn = Integer.parseInt(pair[1]);
                    case "days" -> days = Integer.parseInt(pair[1]);
                    case "most" -> most = Integer.parseInt(pair[1]);
                    case "pace" -> slow = Pace.valueOf(pair[1].toUpperCase(Locale.ROOT)) == Pace.SLOW;
                    case "lines" -> lines = Integer.parseInt(pair[1]);
                    case "devices" -> lines = PlantSettings.linesFor(Integer.parseInt(pair[1]));
                    case "thinning" -> thinning = Double.parseDouble(pair[1]);
                    case "scenario" -> scenarios = choice(Scenario.class, pair[1]);
                    case "event" -> events = choice(LifeEvent.class, pair[1]);
                    default -> throw new EvaluateException(text + ": \"" + pair[0] + "\" is not known");
                }
            } catch (IllegalArgumentException e) {
                throw new EvaluateException(text + ": \"" + setting + "\" makes no sense", e);
            }
        }
        if (seeds < 1 || learn < 0 || days < 1)
            throw new EvaluateException(text + ": at least one seed and one day are needed");
        return new PlantDataset(
                first, seeds, learn, days, Math.max(days, most), slow, lines, thinning, scenarios, events);
    }

    private static <E extends Enum<E>> List<E> choice(Class<E> of, String names) {
        List<E> chosen = new ArrayList<>();
        if (names.equals("none")) return chosen;
        for (String name : names.split("\\+")) chosen.add(Enum.valueOf(of, name));
        return List.copyOf(chosen);
    }
}
