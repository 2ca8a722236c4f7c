package dev.postern.appliance.report;

import dev.postern.model.FrameRef;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** A report in the making as lines for a terminal or {@link ReportPdf}: sentence, headings, findings, and what stands behind each. */
public final class ReportText {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int FRAMES_MAX = 3;

    private final IntFunction<String> captureName;
    private final List<String> lines = new ArrayList<>();

    /** @param captureName name of the capture with this ordinal */
    ReportText(IntFunction<String> captureName) {
        this.captureName = captureName;
    }

    List<String> lines() {
        return lines;
    }

    void line(String text) {
        lines.add(text);
    }

    void watched(long sinceNanos, long atNanos) {
        line("Watched from " + moment(sinceNanos) + " to " + moment(atNanos) + " (UTC).");
    }

    /** @param nothing what stands in for an empty section; empty where it is not */
    void head(String title, String nothing) {
        line("");
        line(title + (nothing.isEmpty() ? "" : ": " + nothing));
    }

    void item(double confidence, String sentence) {
        line("  " + percent(confidence) + "  " + sentence);
    }

    void more(String text) {
        line("        " + text);
    }

    String frames(List<FrameRef> frames) {
        if (frames.isEmpty()) return "no single frame says so";
        StringBuilder text = new StringBuilder("see ");
        for (int i = 0; i < Math.min(FRAMES_MAX, frames.size()); i++)
            text.append(i == 0 ? "" : ", ")
                    .append(captureName.apply(frames.get(i).capture()))
                    .append(" frame ")
                    .append(frames.get(i).frame());
        return text.toString();
    }

    static String span(long firstNanos, long lastNanos) {
        return firstNanos == lastNanos ? moment(firstNanos) : moment(firstNanos) + " to " + moment(lastNanos);
    }

    /** UTC, to the second. */
    public static String moment(long nanos) {
        return MOMENT.format(Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L)));
    }

    public static String percent(double share) {
        return Math.round(100 * share) + " %";
    }
}
