package dev.postern.appliance.plant;

import dev.postern.console.Attacks;
import dev.postern.plant.Label;
import dev.postern.plant.Plant;
import dev.postern.plant.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;

/**
 * The menu of attacks of a demonstration. The console wishes from its threads; the one thread that has the plant carries out and tells what happened
 * so far, now and then.
 */
final class DemoAttacks implements Attacks {
    private static final int DEEDS_MAX = 60;
    private static final int WISHES_MAX = 16;
    private static final long SECOND_NANOS = 1_000_000_000L;
    /** The same attack twice at once tells nobody anything. */
    private static final long BETWEEN_NANOS = 60 * SECOND_NANOS;

    private static final Properties WORDS = words();

    private final Map<Scenario, Long> began = new EnumMap<>(Scenario.class);
    private final Queue<Scenario> wishes = new ArrayDeque<>();
    private final Queue<Planned> planned = new ArrayDeque<>();
    private List<Deed> deeds = List.of();

    private record Planned(Scenario scenario, long atNanos) {}

    private static Properties words() {
        Properties words = new Properties();
        try (InputStream in = DemoAttacks.class.getResourceAsStream("attacks.properties")) {
            words.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }

    /** What happens, in a sentence; empty where nobody has written one. */
    static String text(Scenario scenario) {
        String line = WORDS.getProperty(PlantOptions.name(scenario), "");
        return line.substring(line.indexOf('|') + 1).strip();
    }

    /** As people call it. */
    static String title(Scenario scenario) {
        String line = WORDS.getProperty(PlantOptions.name(scenario), "");
        if (line.indexOf('|') > 0) return line.substring(0, line.indexOf('|')).strip();
        String name = scenario.name().replace('_', ' ').toLowerCase(java.util.Locale.ROOT);
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    @Override
    public synchronized List<Offer> offers() {
        List<Offer> offers = new ArrayList<>();
        for (Scenario scenario : Scenario.values())
            offers.add(new Offer(
                    PlantOptions.name(scenario),
                    title(scenario),
                    text(scenario),
                    began.getOrDefault(scenario, 0L) / 1e9));
        return offers;
    }

    @Override
    public synchronized List<Deed> deeds() {
        return deeds;
    }

    @Override
    public synchronized Answer start(String name) {
        for (Scenario scenario : Scenario.values()) {
            if (!PlantOptions.name(scenario).equals(name)) continue;
            long now = System.currentTimeMillis() * 1_000_000L;
            if (now - began.getOrDefault(scenario, 0L) < BETWEEN_NANOS || wishes.size() == WISHES_MAX)
                return Answer.TOO_SOON;
            began.put(scenario, now);
            wishes.add(scenario);
            return Answer.STARTED;
        }
        return Answer.UNKNOWN;
    }

    /** It begins without a wish, then. Later ones later. */
    synchronized void plan(Scenario scenario, long atNanos) {
        planned.add(new Planned(scenario, atNanos));
    }

    /** Has everything begin that was wished for, and what is due. */
    synchronized void carryOut(Plant plant) {
        while (!planned.isEmpty() && planned.peek().atNanos <= plant.nowNanos()) {
            Planned due = planned.remove();
            began.put(due.scenario, plant.nowNanos());
            wishes.add(due.scenario);
        }
        for (Scenario scenario; (scenario = wishes.poll()) != null; ) plant.start(scenario, plant.nowNanos());
    }

    /** Tells what attackers did up to now. */
    void tell(Plant plant) {
        List<Label> labels = plant.labels();
        List<Deed> told = new ArrayList<>();
        for (int i = labels.size() - 1; i >= 0 && told.size() < DEEDS_MAX; i--) {
            Label label = labels.get(i);
            if (label.cause() instanceof Scenario scenario && !label.frames().isEmpty())
                told.add(deed(label, scenario));
        }
        synchronized (this) {
            deeds = List.copyOf(told);
        }
    }

    private static Deed deed(Label label, Scenario scenario) {
        return new Deed(
                label.atNanos() / 1e9,
                title(scenario),
                label.action(),
                label.source().toString(),
                label.target().toString(),
                label.technique(),
                label.harmfulWrite());
    }
}
