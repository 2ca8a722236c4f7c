package dev.postern.appliance.verdict;

import dev.postern.analyst.incident.Preview;
import dev.postern.model.Address;
import dev.postern.model.Anomaly;
import dev.postern.model.Budget;
import dev.postern.model.Decree;
import dev.postern.model.Device;
import dev.postern.model.Ids;
import dev.postern.model.Verb;
import dev.postern.model.Window;
import dev.postern.model.Withdrawal;
import dev.postern.model.Word;
import dev.postern.store.Checkpoint;
import dev.postern.store.State;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * What people say, put into the state together with its line of the audit trail; the engine hears of it within a second, or when it starts
 * next. Nonsense is refused with a sentence.
 */
final class Said {
    static final long DAY_NANOS = 86_400_000_000_000L;
    static final int DAYS_MAX = 3_650;
    private static final int NOTE_MAX = 500;
    private static final int NAMED_MAX = 64;

    /** The sentence says what is wrong with it. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String sentence) {
            super(sentence);
        }
    }

    private final State state;
    private final InstantSource clock;

    Said(State state, InstantSource clock) {
        this.state = state;
        this.clock = clock;
    }

    /** As people write it: {@code expected}, {@code expected_tell}. */
    static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static <E extends Enum<E>> E parse(Class<E> type, String text) {
        try {
            return Enum.valueOf(
                    type,
                    text.strip().toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_'));
        } catch (IllegalArgumentException | NullPointerException e) {
            List<String> known = new ArrayList<>();
            for (E constant : type.getEnumConstants()) known.add(words(constant).replace(' ', '_'));
            throw new Refused("\"" + text + "\" is none of " + String.join(", ", known) + ".");
        }
    }

    private static String note(String text) {
        if (text == null) return "";
        if (text.length() > NOTE_MAX) throw new Refused("The note is longer than " + NOTE_MAX + " characters.");
        return text.strip();
    }

    /** @param days for how long it holds */
    Word word(String anomaly, String kind, String scope, int days, String note, String author) {
        Anomaly a = state.findings()
                .anomaly(anomaly)
                .orElseThrow(() -> new Refused("There is no anomaly " + anomaly + "."));
        if (days < 1 || days > DAYS_MAX) throw new Refused("A word holds for 1 to " + DAYS_MAX + " days.");
        Word.Scope reach = parse(Word.Scope.class, scope);
        String role = roles().apply(a.device());
        if (reach == Word.Scope.GROUP && role.isEmpty())
            throw new Refused("Nobody knows which role " + a.device() + " has, so it is in no group.");
        long number = state.decrees().count();
        Word.Kind said = parse(Word.Kind.class, kind);
        return Word.on(a, said, reach, role, days * DAY_NANOS, author, note(note), number);
    }

    void say(Word word) {
        add(
                word,
                "said of " + word.reach() + ", after " + word.anomaly() + ": " + words(word.kind()) + ", for "
                        + word.lastsNanos() / DAY_NANOS + " days" + noted(word.note()));
    }

    /** What the word would have changed in the last ninety days. */
    Preview preview(Word word) {
        return Preview.of(
                word,
                state.findings().anomalies(),
                state.findings().incidents(),
                state.decrees().all(),
                roles(),
                state.sinceNanos(),
                nowNanos());
    }

    private Function<Address, String> roles() {
        Map<Address, String> roles = new HashMap<>();
        for (Device device : state.inventory().devices())
            for (Address address : device.addresses()) roles.put(address, device.role());
        return address -> roles.getOrDefault(address, "");
    }

    private long nowNanos() {
        long clockNanos = state.checkpoint().map(Checkpoint::clockNanos).orElse(0L);
        return Math.max(clockNanos, state.findings().lastAnomalyNanos());
    }

    Window announce(
            List<String> who,
            List<String> devices,
            List<String> verbs,
            long fromNanos,
            long untilNanos,
            String note,
            String author) {
        if (devices.isEmpty()) throw new Refused("Announced work names at least one device.");
        if (verbs.isEmpty()) throw new Refused("Announced work names at least one verb.");
        if (untilNanos <= fromNanos) throw new Refused("The window ends before it begins.");
        if (untilNanos <= nowNanos()) throw new Refused("The window is over already.");
        Window window = new Window(
                Ids.of("window", devices, fromNanos, author, state.decrees().count()),
                addresses(who),
                addresses(devices),
                verbs.stream().map(verb -> parse(Verb.class, verb)).distinct().toList(),
                fromNanos,
                untilNanos,
                Decree.UNHEARD,
                author,
                note(note));
        add(
                window,
                "announced " + String.join(", ", verbs) + " at " + String.join(", ", devices) + " from "
                        + java.time.Instant.ofEpochSecond(fromNanos / 1_000_000_000) + " until "
                        + java.time.Instant.ofEpochSecond(untilNanos / 1_000_000_000)
                        + (who.isEmpty() ? ", by anybody" : ", by " + String.join(", ", who)) + noted(window.note()));
        return window;
    }

    private static List<Address> addresses(List<String> texts) {
        if (texts.size() > NAMED_MAX) throw new Refused("More than " + NAMED_MAX + " addresses.");
        List<Address> found = new ArrayList<>();
        for (String text : texts) {
            try {
                found.add(Address.parse(text.strip()));
            } catch (IllegalArgumentException e) {
                throw new Refused("\"" + text + "\" is no address.");
            }
        }
        return found;
    }

    Budget budget(double incidents, double notices, String author) {
        if (!(incidents >= 0 && incidents <= 1e6 && notices >= 0 && notices <= 1e6))
            throw new Refused("A budget is 0 to 1,000,000 a day.");
        Budget budget = new Budget(
                Ids.of("budget", incidents, notices, author, state.decrees().count()),
                incidents,
                notices,
                Decree.UNHEARD,
                author);
        add(budget, "set the budget to " + incidents + " incidents and " + notices + " notices a day");
        return budget;
    }

    Withdrawal withdraw(String id, String author) {
        Decree of = state.decrees().all().stream()
                .filter(d -> d.id().equals(id) && (d instanceof Word || d instanceof Window))
                .findFirst()
                .orElseThrow(() -> new Refused("There is no word or window " + id + "."));
        Withdrawal withdrawal =
                new Withdrawal(Ids.of("withdrawal", of.id(), state.decrees().count()), of.id(), Decree.UNHEARD, author);
        add(withdrawal, "took back " + of.id());
        return withdrawal;
    }

    private static String noted(String note) {
        return note.isEmpty() ? "" : " (" + note + ")";
    }

    private void add(Decree decree, String sentence) {
        state.decrees().add(decree, clock.millis() * 1_000_000L, sentence);
    }
}
