package dev.postern.appliance.verdict;

import dev.postern.console.Verdicts;
import dev.postern.model.Word;
import dev.postern.store.State;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the console asks about verdicts and passes on of what people say. */
public final class ConsoleVerdicts implements Verdicts {
    private final State state;
    private final Said said;

    public ConsoleVerdicts(State state) {
        this.state = state;
        said = new Said(state, InstantSource.system());
    }

    @Override
    public Optional<Map<String, Object>> why(String anomaly) {
        return Optional.ofNullable(Why.of(state, anomaly));
    }

    @Override
    public Map<String, Object> word(WordRequest request, String author, boolean only) {
        return heeding(() -> {
            Word word = said.word(
                    request.anomaly(), request.kind(), request.scope(), request.days(), request.note(), author);
            Map<String, Object> preview = Lines.preview(word, said.preview(word));
            if (only) return preview;
            said.say(word);
            return Map.of("id", word.id());
        });
    }

    @Override
    public Map<String, Object> window(WindowRequest r, String author) {
        return heeding(() -> Map.of(
                "id",
                said.announce(
                                r.who() == null ? List.of() : r.who(),
                                r.devices() == null ? List.of() : r.devices(),
                                r.verbs() == null ? List.of() : r.verbs(),
                                ((long) (r.from() * 1e3)) * 1_000_000L,
                                ((long) (r.until() * 1e3)) * 1_000_000L,
                                r.note(),
                                author)
                        .id()));
    }

    @Override
    public Map<String, Object> budget(BudgetRequest request, String author) {
        return heeding(() -> Map.of(
                "id",
                said.budget(request.incidentsPerDay(), request.noticesPerDay(), author)
                        .id()));
    }

    @Override
    public Map<String, Object> withdraw(String id, String author) {
        return heeding(() -> Map.of("id", said.withdraw(id, author).id()));
    }

    @Override
    public Optional<Map<String, Object>> reconciliation(String window) {
        return Reconciliation.of(state, window);
    }

    @Override
    public List<Map<String, Object>> decrees() {
        return Lines.decrees(state);
    }

    private interface Work {
        Map<String, Object> done();
    }

    private static Map<String, Object> heeding(Work work) {
        try {
            return work.done();
        } catch (Said.Refused refused) {
            throw new Nonsense(refused.getMessage());
        }
    }
}
