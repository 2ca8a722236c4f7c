package dev.postern.appliance.report;

import dev.postern.appliance.cli.HomeOption;
import dev.postern.appliance.cli.Product;
import dev.postern.console.AuditLines;
import dev.postern.model.AuditReport;
import dev.postern.store.Home;
import dev.postern.store.State;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What stood out after an hour, a day, a week, a month. May run beside the process that writes the home. */
@Command(
        name = "audit",
        description = "What stands out in a network that was never watched before: the cold-start audit.",
        mixinStandardHelpOptions = true)
public final class AuditCommand implements Callable<Integer> {
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

    @Mixin
    private ReportOption form;

    @Option(
            names = "--after",
            paramLabel = "SPAN",
            description =
                    "${COMPLETION-CANDIDATES}: the audit after that time (default: the last that came due, else now).")
    private After after;

    @Override
    public Integer call() {
        try (State state = Home.openForReading(home.folder)) {
            AuditReport report = chosen(state.audits());
            if (report == null) {
                System.err.println(
                        after == null || after == After.now
                                ? "postern: nothing was watched yet in " + home.folder
                                : "postern: the audit after " + after.span + " has not come due");
                return 1;
            }
            IntFunction<String> names = GapCommand.names(state);
            form.print(
                    "Cold-start audit",
                    report.atNanos(),
                    AuditText.of(report, names),
                    Product.VERSION,
                    () -> new AuditLines(names).report(report));
        }
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
}
