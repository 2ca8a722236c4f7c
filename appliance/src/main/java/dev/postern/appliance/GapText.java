package dev.postern.appliance;

import dev.postern.model.FrameRef;
import dev.postern.model.GapReport;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** The state of the gap as a page of text: the sentence first, then what it rests on. */
final class GapText {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int ATTEMPTS_MAX = 40;
    private static final int FRAMES_MAX = 3;
    /** What rounds to 100 %. */
    private static final double SEEN_WHOLE = 0.995;

    private final IntFunction<String> captureName;
    private final List<String> lines = new ArrayList<>();

    private GapText(IntFunction<String> captureName) {
        this.captureName = captureName;
    }

    /** @param captureName name of the capture with this ordinal */
    static List<String> of(GapReport report, IntFunction<String> captureName) {
        GapText text = new GapText(captureName);
        text.report(report);
        return text.lines;
    }

    private void report(GapReport r) {
        lines.add(r.sentence());
        lines.add("Sure to " + percent(r.confidence()) + ": " + r.confidenceWhy());
        lines.add("Watched from " + moment(r.sinceNanos()) + " to " + moment(r.atNanos()) + " (UTC).");
        head("Paths", r.paths().isEmpty() ? "none seen" : "");
        for (GapReport.Path p : r.paths()) {
            item(p.confidence(), p.sentence());
            more((p.current() ? "" : "past; ") + span(p.firstNanos(), p.lastNanos()) + ", " + p.packets() + " packets; "
                    + frames(p.evidence()));
            more("outside"
                    + p.hops().stream()
                            .map(h -> (h.via().isEmpty() ? " > " : " > " + h.via() + " > ") + h.address() + " ("
                                    + h.what() + ")")
                            .reduce("", String::concat));
        }
        head("Attempts", r.attempts().isEmpty() ? "none seen" : "");
        for (GapReport.Attempt a : r.attempts().stream().limit(ATTEMPTS_MAX).toList())
            lines.add("  " + a.host() + " " + a.kind() + " " + a.what() + ": " + a.count()
                    + (a.count() == 1 ? " time" : " times")
                    + (a.refused() > 0 ? ", refused " + a.refused() : "") + "; " + span(a.firstNanos(), a.lastNanos())
                    + "; "
                    + frames(List.of(a.frame())));
        long left = r.attemptsLeftOut() + Math.max(0, r.attempts().size() - ATTEMPTS_MAX);
        if (left > 0) lines.add("  and " + left + " more (--format json lists more)");
        head("Inferences", r.inferences().isEmpty() ? "none" : "");
        for (GapReport.Inference i : r.inferences()) {
            item(i.confidence(), i.sentence() + (i.outward() ? "" : " (Does not lead out by itself.)"));
            more(i.reason());
            more(span(i.firstNanos(), i.lastNanos()) + "; " + frames(i.evidence()));
        }
        head("Coverage", r.coverage().isEmpty() ? "nothing seen" : "");
        for (GapReport.Coverage c : r.coverage()) {
            lines.add("  " + percent(c.seen()) + "  " + c.zone() + ", " + c.devices()
                    + (c.devices() == 1 ? " device" : " devices"));
            for (GapReport.Share s : c.shares())
                if (s.value() < SEEN_WHOLE) more(percent(s.value()) + " " + s.name() + ": " + s.words());
        }
        head("Blind spots", "");
        for (GapReport.BlindSpot b : r.blindSpots()) {
            lines.add("  " + (b.zone().isEmpty() ? "" : b.zone() + ": ") + b.what());
            more("To do: " + b.remedy());
        }
    }

    private void head(String title, String nothing) {
        lines.add("");
        lines.add(title + (nothing.isEmpty() ? "" : ": " + nothing));
    }

    private void item(double confidence, String sentence) {
        lines.add("  " + percent(confidence) + "  " + sentence);
    }

    private void more(String text) {
        lines.add("        " + text);
    }

    private String frames(List<FrameRef> frames) {
        return frames(frames, captureName);
    }

    static String frames(List<FrameRef> frames, IntFunction<String> captureName) {
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

    static String moment(long nanos) {
        return MOMENT.format(Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L)));
    }

    static String percent(double share) {
        return Math.round(100 * share) + " %";
    }
}
