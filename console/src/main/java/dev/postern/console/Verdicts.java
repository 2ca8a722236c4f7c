package dev.postern.console;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why something was told, and what people say to it. Answers are JSON objects of docs/reference/json.md. Asked from any thread. */
public interface Verdicts {
    /** @param kind {@code expected}, {@code expected_tell}, {@code malicious}, {@code wrong_reason} */
    record WordRequest(String anomaly, String kind, String scope, int days, String note) {}

    /** @param from epoch seconds, as is {@code until} */
    record WindowRequest(
            List<String> who, List<String> devices, List<String> verbs, double from, double until, String note) {}

    /** Alarms a day. */
    record BudgetRequest(double incidentsPerDay, double noticesPerDay) {}

    /** The sentence says what is wrong with what was asked for. */
    final class Nonsense extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Nonsense(String sentence) {
            super(sentence);
        }
    }

    /** @return empty if there is no such anomaly */
    Optional<Map<String, Object>> why(String anomaly);

    /** @param only tell what it would have changed, and do not say it */
    Map<String, Object> word(WordRequest request, String author, boolean only);

    Map<String, Object> window(WindowRequest request, String author);

    Map<String, Object> budget(BudgetRequest request, String author);

    Map<String, Object> withdraw(String id, String author);

    /** What came of announced work. @return empty if there is no such window */
    Optional<Map<String, Object>> reconciliation(String window);

    /** The newest first. */
    List<Map<String, Object>> decrees();
}
