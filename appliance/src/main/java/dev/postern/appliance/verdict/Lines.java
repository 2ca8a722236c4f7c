package dev.postern.appliance.verdict;

import dev.postern.analyst.incident.Preview;
import dev.postern.model.Address;
import dev.postern.model.Budget;
import dev.postern.model.Decree;
import dev.postern.model.Window;
import dev.postern.model.Withdrawal;
import dev.postern.model.Word;
import dev.postern.store.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Words, windows and previews in the form of docs/reference/json.md. */
final class Lines {
    private Lines() {}

    /** The newest first; what was taken back says so. */
    static List<Map<String, Object>> decrees(State state) {
        List<Decree> decrees = state.decrees().all();
        Set<String> withdrawn = new HashSet<>();
        for (Decree decree : decrees) if (decree instanceof Withdrawal w) withdrawn.add(w.of());
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Decree decree : decrees.reversed()) lines.add(line(decree, withdrawn.contains(decree.id()), state));
        return lines;
    }

    private static Map<String, Object> line(Decree decree, boolean withdrawn, State state) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", decree.id());
        line.put("type", decree.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        line.put("author", decree.author());
        line.put("heard", decree.saidNanos() == Decree.UNHEARD ? null : decree.saidNanos() / 1e9);
        switch (decree) {
            case Word w -> {
                line.put("kind", lower(w.kind()));
                line.put("scope", lower(w.scope()));
                line.put("reach", w.reach());
                line.put("anomaly", w.anomaly());
                state.findings().anomaly(w.anomaly()).ifPresent(a -> {
                    line.put("title", a.title());
                    line.put("time", a.atNanos() / 1e9);
                });
                line.put("until", w.saidNanos() == Decree.UNHEARD ? null : w.untilNanos() / 1e9);
                line.put("days", w.lastsNanos() / Said.DAY_NANOS);
                line.put("note", w.note());
            }
            case Window w -> {
                line.put("who", w.who().stream().map(Address::toString).toList());
                line.put("devices", w.devices().stream().map(Address::toString).toList());
                line.put("verbs", w.verbs().stream().map(Lines::lower).toList());
                line.put("from", w.fromNanos() / 1e9);
                line.put("until", w.untilNanos() / 1e9);
                line.put("note", w.note());
            }
            case Budget b -> {
                line.put("incidents_per_day", b.incidentsPerDay());
                line.put("notices_per_day", b.noticesPerDay());
            }
            case Withdrawal w -> line.put("of", w.of());
        }
        line.put("withdrawn", withdrawn);
        return line;
    }

    static Map<String, Object> preview(Word word, Preview p) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("reach", word.reach());
        line.put("since", p.fromNanos() / 1e9);
        line.put("covered", p.covered());
        line.put("never_hidden", p.neverHidden());
        line.put("gone", p.gone());
        line.put("quieter", p.quieter());
        line.put("louder", p.louder());
        line.put("alone", p.alone());
        line.put("sentence", sentence(word, p));
        return line;
    }

    static String sentence(Word word, Preview p) {
        StringBuilder text = new StringBuilder("Said ninety days ago, this word would have covered ")
                .append(count(p.covered(), "anomaly", "anomalies"))
                .append(": ");
        List<String> effects = new ArrayList<>();
        if (!p.gone().isEmpty()) effects.add(count(p.gone().size(), "story", "stories") + " not told");
        if (!p.quieter().isEmpty()) effects.add(count(p.quieter().size(), "story", "stories") + " told more quietly");
        int louder = p.louder().size() + p.alone();
        boolean mild = word.kind() == Word.Kind.EXPECTED_TELL;
        if (louder > 0)
            effects.add((mild ? count(louder, "notice", "notices") : count(louder, "incident", "incidents")) + " more");
        text.append(effects.isEmpty() ? "nothing would have been told otherwise" : String.join(", ", effects));
        if (p.neverHidden() > 0 && word.kind() != Word.Kind.MALICIOUS)
            text.append("; ")
                    .append(count(p.neverHidden(), "is", "are"))
                    .append(" never hidden and told whatever is said");
        return text.append('.').toString();
    }

    private static String count(long n, String one, String more) {
        return n + " " + (n == 1 ? one : more);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
