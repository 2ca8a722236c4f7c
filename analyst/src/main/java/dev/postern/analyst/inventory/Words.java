package dev.postern.analyst.inventory;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Turns values into the words of a sentence. */
public final class Words {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Words() {}

    /** A length of time as people say it: {@code 40 seconds}, {@code 3 minutes}. */
    public static String span(long nanos) {
        long seconds = Math.max(0, nanos) / Settings.SECOND_NANOS;
        if (seconds < 1) return "less than a second";
        if (seconds < 120) return count(seconds, "second");
        if (seconds < 2 * 3600) return count((seconds + 30) / 60, "minute");
        if (seconds < 2 * 86_400) return count((seconds + 1800) / 3600, "hour");
        return count((seconds + 43_200) / 86_400, "day");
    }

    /** Minute of a moment, UTC: {@code 2026-03-02 14:05}. */
    public static String moment(long nanos) {
        return MOMENT.format(Instant.ofEpochSecond(Math.floorDiv(nanos, Settings.SECOND_NANOS)));
    }

    public static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}; of more than four the rest is counted. */
    public static String and(Collection<?> things) {
        return and(things, 4);
    }

    /** The same, of more than {@code most}. */
    public static String and(Collection<?> things, int most) {
        List<String> texts = new ArrayList<>();
        for (Object thing : things) texts.add(thing.toString());
        if (texts.isEmpty()) return "";
        if (texts.size() > most) {
            int rest = texts.size() - most + 1;
            return String.join(", ", texts.subList(0, most - 1)) + " and " + rest + " more";
        }
        if (texts.size() == 1) return texts.getFirst();
        return String.join(", ", texts.subList(0, texts.size() - 1)) + " and " + texts.getLast();
    }

    public static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** Ends with a full stop. */
    public static String sentence(String text) {
        String trimmed = text == null ? "" : text.strip();
        if (trimmed.isEmpty()) return "";
        char last = trimmed.charAt(trimmed.length() - 1);
        return capital(last == '.' || last == '!' || last == '?' ? trimmed : trimmed + ".");
    }
}
