package dev.postern.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is known of each capture of a data set: its {@code labels.json}. Techniques and addresses are taken out of free text, where they stand
 * in it; a benign window with a text other than {@code fault-free} is a harmless event.
 */
public final class Labels {
    private static final Pattern TECHNIQUE = Pattern.compile("\\bT[01]\\d{3}\\b");
    /** Without the dots and digits that would make it a network or a part of something longer. */
    private static final Pattern ADDRESS = Pattern.compile(
            "(?<![\\d.])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\d./])|\\b(?:[0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}\\b");

    private static final String QUIET = "fault-free";

    private final Map<String, JsonNode> captures;

    private Labels(Map<String, JsonNode> captures) {
        this.captures = captures;
    }

    /** Reads {@code labels.json} of a data set's folder. */
    public static Labels read(Path folder) {
        Path file = folder.resolve("labels.json");
        try {
            Map<String, JsonNode> captures = new HashMap<>();
            for (JsonNode capture : JsonMapper.shared().readTree(file))
                captures.put(capture.path("path").asString(), capture);
            return new Labels(captures);
        } catch (JacksonException e) {
            throw new EvaluateException("cannot read " + file + ": " + e.getOriginalMessage(), e);
        }
    }

    /** The truth of {@code captures}, judged together by the rules of {@code run}. */
    public Truth truth(Plan.Run run, List<String> captures) {
        List<Attack> attacks = new ArrayList<>();
        List<Span> harmless = new ArrayList<>();
        List<Span> benign = new ArrayList<>();
        for (String capture : captures) {
            JsonNode labels = this.captures.get(capture);
            if (labels == null) throw new EvaluateException("labels.json does not know " + capture);
            if (run.score() == Plan.Score.FILES) file(run, labels, attacks);
            else for (JsonNode attack : labels.path("attacks")) attacks.add(window(run, capture, attack));
            for (JsonNode window : labels.path("benign_windows")) {
                long from = Plan.nanos(window.path(0).asDouble());
                long until = Plan.nanos(window.path(1).asDouble());
                String what = window.path(2).asString(QUIET);
                (what.equals(QUIET) ? benign : harmless).add(new Span(what, from, until));
            }
        }
        return new Truth(List.copyOf(attacks), List.copyOf(harmless), List.copyOf(benign));
    }

    /** All of a file is one attack, whatever stands in it. */
    private static void file(Plan.Run run, JsonNode labels, List<Attack> attacks) {
        JsonNode all = labels.path("attacks");
        if (all.isEmpty()) return;
        Attack first = window(run, labels.path("path").asString(), all.path(0));
        Set<String> techniques = new LinkedHashSet<>();
        Set<String> attackers = new LinkedHashSet<>();
        Set<String> victims = new LinkedHashSet<>();
        for (JsonNode attack : all) {
            techniques.addAll(found(TECHNIQUE, attack.path("technique")));
            attackers.addAll(found(ADDRESS, attack.path("attacker")));
            victims.addAll(found(ADDRESS, attack.path("victim")));
        }
        attacks.add(new Attack(
                first.name(),
                first.kind(),
                first.block(),
                Plan.nanos(labels.path("capture_start").asDouble()),
                List.of(new Span("", Long.MIN_VALUE, Long.MAX_VALUE)),
                true,
                techniques,
                attackers,
                victims,
                Long.MAX_VALUE));
    }

    private static Attack window(Plan.Run run, String capture, JsonNode attack) {
        if (!attack.path("start_epoch").isNumber() || !attack.path("end_epoch").isNumber())
            throw new EvaluateException("an attack in " + capture + " has no time");
        long start = Plan.nanos(attack.path("start_epoch").asDouble());
        long end = Plan.nanos(attack.path("end_epoch").asDouble());
        String technique = attack.path("technique").asString("");
        return new Attack(
                attack.path("attack").asString(""),
                technique.isEmpty() ? attack.path("attack").asString("") : technique,
                capture,
                start,
                List.of(new Span("", start - run.slackBeforeNanos(), end + run.slackAfterNanos())),
                !run.onlyVisible() || attack.path("visible_in_capture").asBoolean(true),
                found(TECHNIQUE, attack.path("technique")),
                found(ADDRESS, attack.path("attacker")),
                found(ADDRESS, attack.path("victim")),
                Long.MAX_VALUE);
    }

    private static Set<String> found(Pattern what, JsonNode text) {
        Set<String> found = new LinkedHashSet<>();
        for (Matcher m = what.matcher(text.asString("")); m.find(); )
            found.add(what == ADDRESS ? m.group().toLowerCase(java.util.Locale.ROOT) : m.group());
        return found;
    }
}
