package dev.postern.appliance.report;

import dev.postern.appliance.cli.HomeOption;
import dev.postern.appliance.session.Session;
import dev.postern.console.GapLines;
import dev.postern.model.GapReport;
import dev.postern.store.AttestationChain;
import dev.postern.store.AttestationKey;
import dev.postern.store.Capture;
import dev.postern.store.Home;
import dev.postern.store.State;
import dev.postern.verify.Attestations;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether the gap holds, as of the home's last checkpoint. May run beside the process that writes the home. */
@Command(
        name = "gap",
        description = "The state of the air gap, with evidence and blind spots.",
        mixinStandardHelpOptions = true)
public final class GapCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home;

    @Mixin
    private ReportOption form;

    @ArgGroup(exclusive = true)
    private Act act;

    private static final class Act {
        @Option(
                names = "--attest",
                description =
                        "Sign what was seen since the last attestation, up to now. Whole days are attested by themselves.")
        private boolean attest;

        @Option(
                names = "--list",
                description = "List the attestations, and the fingerprint of the key that signs them.")
        private boolean list;

        @Option(
                names = "--export",
                paramLabel = "FILE",
                description = "Write all attestations to FILE, to be checked offline with postern-verify.")
        private Path export;
    }

    @Override
    public Integer call() {
        if (act == null) return report();
        if (act.attest) return attest();
        try (State state = Home.openForReading(home.folder)) {
            AttestationKey key = AttestationKey.of(home.folder);
            if (act.list) AttestationList.print(state.attestations().all(), key, System.out);
            else AttestationList.export(state.attestations().all(), key, act.export, System.out);
        }
        return 0;
    }

    private int attest() {
        // Only to refuse a folder that is no home before one is made of it.
        Home.openForReading(home.folder).close();
        try (Session session = new Session(home.folder, 1, Home.RING_BYTES)) {
            boolean attested = session.attest(session.home().state().captures());
            System.out.println(
                    attested
                            ? "Attested up to "
                                    + ReportText.moment(session.engine().state().clockNanos) + " UTC."
                            : "Nothing was seen since the last attestation.");
        }
        return 0;
    }

    private int report() {
        try (State state = Home.openForReading(home.folder)) {
            GapReport report = state.gap().orElse(null);
            if (report == null) {
                System.err.println("postern: nothing was watched yet in " + home.folder);
                return 1;
            }
            IntFunction<String> names = names(state);
            form.print(
                    "State of the air gap",
                    report.atNanos(),
                    GapText.of(report, names),
                    attested(state),
                    () -> new GapLines(names).report(report));
        }
        return 0;
    }

    /** What ties the report to the chain, for the foot of each page. */
    private String attested(State state) {
        List<AttestationChain.Attestation> all = state.attestations().all();
        return all.isEmpty()
                ? "Not attested yet."
                : "Last attestation " + all.getLast().seq() + ", SHA-256 "
                        + Attestations.sha256(all.getLast().text());
    }

    static IntFunction<String> names(State state) {
        Map<Integer, String> names =
                state.captures().stream().collect(Collectors.toMap(Capture::ordinal, Capture::name));
        return ordinal -> names.getOrDefault(ordinal, "capture " + ordinal);
    }
}
