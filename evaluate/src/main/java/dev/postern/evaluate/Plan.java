package dev.postern.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How detection is evaluated on a folder of captures: its {@code plan.json}. Unknown fields are ignored, missing ones that change the verdict are
 * errors.
 */
public record Plan(String name, List<Run> runs) {
    /** How state passes from one test to the next. */
    public enum Mode {
        /** From each to the next, in the order of the plan. */
        CHRONOLOGICAL,
        /** Every test from the state after {@code learn}. */
        EACH
    }

    /** What counts as found and as false. */
    public enum Score {
        /** An alarm within the window of an attack finds it. */
        WINDOWS,
        /** A file with attacks must raise at least one alarm, a file without none. */
        FILES
    }

    /**
     * @param learn captures that are read first and not judged, relative to the folder
     * @param test captures that are judged
     * @param onlyVisible attacks that left no trace in the capture need not be found
     */
    public record Run(
            String name,
            List<String> learn,
            List<String> test,
            Mode mode,
            Score score,
            boolean onlyVisible,
            long slackBeforeNanos,
            long slackAfterNanos,
            String note) {
        /** The same with other captures. */
        public Run with(List<String> learn, List<String> test) {
            return new Run(name, learn, test, mode, score, onlyVisible, slackBeforeNanos, slackAfterNanos, note);
        }
    }

    /** Reads {@code plan.json} of a data set's folder. */
    public static Plan read(Path folder) {
        Path file = folder.resolve("plan.json");
        try {
            JsonNode root = JsonMapper.shared().readTree(file);
            List<Run> runs = new ArrayList<>();
            for (JsonNode run : root.path("runs")) runs.add(run(run));
            if (runs.isEmpty()) throw new EvaluateException(file + " has no runs");
            return new Plan(root.path("name").asString(folder.getFileName().toString()), List.copyOf(runs));
        } catch (JacksonException e) {
            throw new EvaluateException("cannot read " + file + ": " + e.getOriginalMessage(), e);
        }
    }

    private static Run run(JsonNode run) {
        String name = run.path("name").asString("");
        if (name.isEmpty()) throw new EvaluateException("a run of the plan has no name");
        return new Run(
                name,
                texts(run.path("learn")),
                texts(run.path("test")),
                choice(Mode.class, name, run, "mode"),
                choice(Score.class, name, run, "score"),
                run.path("only_visible").asBoolean(false),
                nanos(run.path("slack_before_s").asDouble(0)),
                nanos(run.path("slack_after_s").asDouble(0)),
                run.path("note").asString(""));
    }

    private static <E extends Enum<E>> E choice(Class<E> of, String run, JsonNode node, String field) {
        String text = node.path(field).asString("");
        for (E value : of.getEnumConstants()) if (value.name().equalsIgnoreCase(text)) return value;
        throw new EvaluateException("run " + run + ": " + field + " \"" + text + "\" is not known");
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : array) texts.add(item.asString());
        return List.copyOf(texts);
    }

    static long nanos(double seconds) {
        return Math.round(seconds * 1e9);
    }
}
