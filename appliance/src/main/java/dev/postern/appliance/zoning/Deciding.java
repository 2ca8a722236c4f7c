package dev.postern.appliance.zoning;

import dev.postern.appliance.cli.Utf8;
import dev.postern.appliance.session.Session;
import dev.postern.model.Decision;
import dev.postern.model.Zoning;
import dev.postern.store.DecisionTable;
import dev.postern.store.Home;
import dev.postern.store.State;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;

/** What the commands for zones and policy have in common. */
final class Deciding {
    static final String WHO = "command line";

    private Deciding() {}

    /** Keeps decisions; where nobody works in the home they count at once, else as soon as that process hears of them. */
    static int decide(Path home, List<Decision> decisions, CommandLine command) {
        for (Decision d : decisions) {
            String refusal = d.refusal();
            if (!refusal.isEmpty()) throw new CommandLine.ParameterException(command, refusal);
        }
        PrintStream out = System.out;
        long now = System.currentTimeMillis() * 1_000_000L;
        try (State state = Home.openForSaying(home)) {
            for (Decision d : decisions) {
                long number = state.decisions().add(DecisionTable.UNDATED, now, WHO, d);
                state.audit().add(now, WHO, "decided: " + d.sentence());
                out.println("Decision " + number + ": " + d.sentence());
            }
        }
        settle(home, out);
        return 0;
    }

    static void settle(Path home, PrintStream out) {
        if (Home.isInUse(home)) {
            out.println("Another Postern works in this home: it counts there within a second.");
            return;
        }
        try (Session session = new Session(home, 1, Home.RING_BYTES)) {
            session.checkpoint(session.home().state().captures());
        }
    }

    /** The zones and conduits as of the home's last checkpoint, or a message and exit code 1. */
    static int show(Path home, Function<Zoning, String> text) {
        try (State state = Home.openForReading(home)) {
            Zoning zoning = state.zoning().orElse(null);
            if (zoning == null) {
                System.err.println("postern: nothing was watched yet in " + home);
                return 1;
            }
            Utf8.print(text.apply(zoning));
            return 0;
        }
    }
}
