package dev.postern.appliance.verdict;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A derivation for a terminal. */
final class WhyText {
    private static final String NONE = "nobody";

    private WhyText() {}

    static String of(Map<String, Object> why) {
        StringBuilder text = new StringBuilder();
        line(text, "%s  %s", why.get("id"), why.get("title"));
        line(text, "  at        %s", moment(why.get("time")));
        line(text, "  device    %s%s", why.get("device"), why.get("peer") == null ? "" : " and " + why.get("peer"));
        line(
                text,
                "  name      %s, %s, consequence %s of 40%s",
                why.get("situation"),
                why.get("channel"),
                why.get("consequence"),
                Boolean.TRUE.equals(why.get("never_hidden")) ? ", never hidden" : "");
        line(text, "  expected  %s", why.get("expected"));
        line(text, "  seen      %s", why.get("seen"));
        line(text, "  how rare  %s", why.get("rarity"));
        expectation(text, why);
        line(text, "  answer    %s", why.get("answer").toString().isEmpty() ? NONE : why.get("answer"));
        line(text, "");
        line(text, "%s", why.get("basis"));
        if (why.containsKey("signals")) derivation(text, why);
        line(text, "");
        List<?> stories = (List<?>) why.get("stories");
        if (stories.isEmpty()) line(text, "No story: it is an observation, kept and searchable.");
        for (Object story : stories) story(text, (Map<?, ?>) story);
        line(text, "");
        line(
                text,
                Boolean.TRUE.equals(why.get("agrees"))
                        ? "Computed again from what is kept: it agrees."
                        : "Computed again from what is kept: IT DOES NOT AGREE.");
        return text.toString();
    }

    private static void derivation(StringBuilder text, Map<String, Object> why) {
        for (Object each : (List<?>) why.get("signals")) signal(text, (Map<?, ?>) each);
        line(text, "  shares    %s", why.get("shares"));
        line(
                text,
                "  combined  p %s, again %s, over %s tests; told at %s or below",
                number(why.get("pvalue")),
                number(why.get("pvalue_again")),
                why.get("tests").equals(0) ? 1 : why.get("tests"),
                number(why.get("threshold")));
        if (why.containsKey("device_minutes"))
            line(
                    text,
                    "  standing  %s of %s minutes of this device were as surprising; %s of %s of all devices surprised at all",
                    number(why.get("device_as_rare")),
                    number(why.get("device_minutes")),
                    number(why.get("site_excesses")),
                    number(why.get("site_minutes")));
    }

    private static void expectation(StringBuilder text, Map<String, Object> why) {
        if (why.containsKey("low"))
            line(
                    text,
                    "  range     %s to %s %s, %s in the middle; seen %s",
                    number(why.get("low")),
                    number(why.get("high")),
                    why.getOrDefault("unit", ""),
                    number(why.get("middle")),
                    number(why.get("quantity")));
        if (why.containsKey("counterfactual")) line(text, "  else      %s", why.get("counterfactual"));
        String since = why.containsKey("since") ? " since " + moment(why.get("since")) : "";
        line(
                text,
                "  rests on  %s samples%s; %s peers, %s of which ever did it",
                why.get("samples"),
                since,
                why.get("peers"),
                why.get("peers_ever"));
    }

    private static Instant moment(Object seconds) {
        return Instant.ofEpochMilli((long) ((double) seconds * 1e3));
    }

    private static void signal(StringBuilder text, Map<?, ?> s) {
        line(text, "  %s, %s", s.get("channel"), s.get("what"));
        if (s.containsKey("seen")) {
            line(text, "    expected %s", s.get("expected"));
            line(text, "    seen     %s", s.get("seen"));
        }
        if (Boolean.TRUE.equals(s.get("recomputed"))) {
            StringBuilder numbers = new StringBuilder();
            ((Map<?, ?>) s.get("numbers"))
                    .forEach((name, value) ->
                            numbers.append(numbers.isEmpty() ? "" : ", ").append(name + " " + number(value)));
            line(text, "    law     %s(%s)", s.get("law"), numbers);
        } else line(text, "    law     the model keeps no numbers; its p is taken as it stands");
        line(text, "    p       %s, again %s", number(s.get("p")), number(s.get("p_again")));
        line(
                text,
                "    tail    %s, again %s, after %s tests with %s below 0.05",
                number(s.get("weighed")),
                number(s.get("weighed_again")),
                number(s.get("tail_tests")),
                number(s.get("tail_excesses")));
    }

    private static void story(StringBuilder text, Map<?, ?> s) {
        line(text, "Part of %s: %s", s.get("id"), s.get("title"));
        line(
                text,
                "  tier      %s%s, again %s: %s",
                s.get("tier"),
                s.get("held_back") == null ? "" : " (held back by the budget, deserves " + s.get("held_back") + ")",
                s.get("tier_again"),
                s.get("rule"));
        line(
                text,
                "  made of   %s anomalies, %s situations; combined p %s, consequence %s, never hidden %s",
                s.get("anomalies"),
                s.get("situations"),
                number(s.get("pvalue")),
                s.get("consequence"),
                s.get("never_hidden_consequence"));
    }

    private static String number(Object value) {
        double number = ((Number) value).doubleValue();
        return number == Math.rint(number) && Math.abs(number) < 1e9
                ? String.format(Locale.ROOT, "%.0f", number)
                : String.format(Locale.ROOT, "%.6g", number);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
