package dev.postern.appliance.report;

import dev.postern.model.GapReport;
import java.util.List;
import java.util.function.IntFunction;

/** The state of the gap as a page of text: the sentence first, then what it rests on. */
public final class GapText {
    private static final int ATTEMPTS_MAX = 40;
    /** What rounds to 100 %. */
    private static final double SEEN_WHOLE = 0.995;

    private GapText() {}

    /** @param captureName name of the capture with this ordinal */
    public static List<String> of(GapReport r, IntFunction<String> captureName) {
        ReportText text = new ReportText(captureName);
        text.line(r.sentence());
        text.line("Sure to " + ReportText.percent(r.confidence()) + ": " + r.confidenceWhy());
        text.watched(r.sinceNanos(), r.atNanos());
        text.head("Paths", r.paths().isEmpty() ? "none seen" : "");
        for (GapReport.Path p : r.paths()) {
            text.item(p.confidence(), p.sentence());
            text.more((p.current() ? "" : "past; ") + ReportText.span(p.firstNanos(), p.lastNanos()) + ", "
                    + p.packets() + " packets; " + text.frames(p.evidence()));
            text.more("outside"
                    + p.hops().stream()
                            .map(h -> (h.via().isEmpty() ? " > " : " > " + h.via() + " > ") + h.address() + " ("
                                    + h.what() + ")")
                            .reduce("", String::concat));
        }
        text.head("Attempts", r.attempts().isEmpty() ? "none seen" : "");
        for (GapReport.Attempt a : r.attempts().stream().limit(ATTEMPTS_MAX).toList())
            text.line("  " + a.host() + " " + a.kind() + " " + a.what() + ": " + a.count()
                    + (a.count() == 1 ? " time" : " times")
                    + (a.refused() > 0 ? ", refused " + a.refused() : "") + "; "
                    + ReportText.span(a.firstNanos(), a.lastNanos())
                    + "; "
                    + text.frames(List.of(a.frame())));
        long left = r.attemptsLeftOut() + Math.max(0, r.attempts().size() - ATTEMPTS_MAX);
        if (left > 0) text.line("  and " + left + " more (--format json lists more)");
        text.head("Inferences", r.inferences().isEmpty() ? "none" : "");
        for (GapReport.Inference i : r.inferences()) {
            text.item(i.confidence(), i.sentence() + (i.outward() ? "" : " (Does not lead out by itself.)"));
            text.more(i.reason());
            text.more(ReportText.span(i.firstNanos(), i.lastNanos()) + "; " + text.frames(i.evidence()));
        }
        text.head("Coverage", r.coverage().isEmpty() ? "nothing seen" : "");
        for (GapReport.Coverage c : r.coverage()) {
            text.line("  " + ReportText.percent(c.seen()) + "  " + c.zone() + ", " + c.devices()
                    + (c.devices() == 1 ? " device" : " devices"));
            for (GapReport.Share s : c.shares())
                if (s.value() < SEEN_WHOLE)
                    text.more(ReportText.percent(s.value()) + " " + s.name() + ": " + s.words());
        }
        text.head("Blind spots", "");
        for (GapReport.BlindSpot b : r.blindSpots()) {
            text.line("  " + (b.zone().isEmpty() ? "" : b.zone() + ": ") + b.what());
            text.more("To do: " + b.remedy());
        }
        return text.lines();
    }
}
