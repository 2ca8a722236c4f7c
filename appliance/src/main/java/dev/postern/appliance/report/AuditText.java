package dev.postern.appliance.report;

import dev.postern.model.AuditReport;
import java.util.List;
import java.util.function.IntFunction;

/** A cold-start audit as a page of text. */
public final class AuditText {
    private AuditText() {}

    /** @param captureName name of the capture with this ordinal */
    public static List<String> of(AuditReport r, IntFunction<String> captureName) {
        ReportText text = new ReportText(captureName);
        text.line(r.sentence());
        text.watched(r.sinceNanos(), r.atNanos());
        for (AuditReport.Section section : r.sections()) {
            text.head(section.title(), section.items().isEmpty() ? "none" : "");
            if (section.items().isEmpty()) continue;
            text.line("  " + section.why());
            for (AuditReport.Item item : section.items()) {
                text.line("  - " + item.sentence());
                text.more((item.detail().isEmpty() ? "" : item.detail() + "; ")
                        + ReportText.span(item.firstNanos(), item.lastNanos()) + "; " + text.frames(item.evidence()));
            }
            if (section.leftOut() > 0) text.line("  and " + section.leftOut() + " more");
        }
        return text.lines();
    }
}
