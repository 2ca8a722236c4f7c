package dev.postern.appliance;

import dev.postern.console.AuditLines;
import dev.postern.model.AuditReport;
import dev.postern.store.Home;
import dev.postern.store.State;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** What stood out after an hour, a day, a week, a month. May run beside the process that writes the home. */
@Command(
        name = "audit",
        description = "What stands out in a network that was never watched before: the cold-start audit.",
        mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
    enum Format {
        text,
        json,
        pdf
    }

    enum After {
        hour("1 hour"),
        day("1 day"),
        week("7 days"),
        month("30 days"),
        now("so far");

        private final String span;

        After(String span) {
            this.span = span;
        }
    }

    @Mixin
    private HomeOption home;

    @Option(
            names = "--format",
            defaultValue = "text",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Option(
            names = "--after",
            paramLabel = "SPAN",
            description =
                    "${COMPLETION-CANDIDATES}: the audit after that time (default: the last that came due, else now).")
    private After after;

    @Override
    public Integer call() {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        try (State state = Home.openForReading(home.folder)) {
            AuditReport report = chosen(state.audits());
            if (report == null) {
                System.err.println(
                        after == null || after == After.now
                                ? "postern: nothing was watched yet in " + home.folder
                                : "postern: the audit after " + after.span + " has not come due");
                return 1;
            }
            print(report, GapCommand.names(state), out);
        }
        out.flush();
        return 0;
    }

    private AuditReport chosen(List<AuditReport> all) {
        AuditReport found = null;
        for (AuditReport report : all) {
            boolean due = !report.span().equals(After.now.span);
            if (after == null ? due || found == null : report.span().equals(after.span)) found = report;
        }
        return found;
    }

    private void print(AuditReport report, IntFunction<String> names, PrintStream out) {
        switch (format) {
            case text -> text(report, names).forEach(out::println);
            case pdf ->
                out.writeBytes(ReportPdf.of("Cold-start audit", report.atNanos(), text(report, names), Main.VERSION));
            case json ->
                out.println(JsonMapper.builder().build().writeValueAsString(new AuditLines(names).report(report)));
        }
    }

    private static List<String> text(AuditReport r, IntFunction<String> names) {
        List<String> lines = new ArrayList<>();
        lines.add(r.sentence());
        lines.add("Watched from " + GapText.moment(r.sinceNanos()) + " to " + GapText.moment(r.atNanos()) + " (UTC).");
        for (AuditReport.Section section : r.sections()) {
            lines.add("");
            lines.add(section.title() + (section.items().isEmpty() ? ": none" : ""));
            if (section.items().isEmpty()) continue;
            lines.add("  " + section.why());
            for (AuditReport.Item item : section.items()) {
                lines.add("  - " + item.sentence());
                lines.add("        " + (item.detail().isEmpty() ? "" : item.detail() + "; ")
                        + GapText.span(item.firstNanos(), item.lastNanos()) + "; "
                        + GapText.frames(item.evidence(), names));
            }
            if (section.leftOut() > 0) lines.add("  and " + section.leftOut() + " more");
        }
        return lines;
    }
}
