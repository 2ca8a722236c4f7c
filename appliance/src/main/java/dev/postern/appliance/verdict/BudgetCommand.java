package dev.postern.appliance.verdict;

import dev.postern.appliance.cli.HomeOption;
import dev.postern.model.Budget;
import dev.postern.store.Home;
import dev.postern.store.State;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sets the alarm budget. May run beside the process that writes the home. */
@Command(
        name = "budget",
        description = "Sets how many incidents and notices a day are told; what is beyond is kept one tier lower.",
        mixinStandardHelpOptions = true)
public final class BudgetCommand implements Callable<Integer> {
    @Option(names = "--incidents", required = true, paramLabel = "N", description = "A day.")
    private double incidents;

    @Option(names = "--notices", required = true, paramLabel = "N", description = "A day.")
    private double notices;

    @Mixin
    private HomeOption home;

    @Mixin
    private AuthorOption author;

    @Override
    public Integer call() {
        try (State state = Home.openForSaying(home.folder)) {
            Budget budget = new Said(state, InstantSource.system()).budget(incidents, notices, author.name);
            System.out.println("From now on about " + budget.incidentsPerDay() + " incidents and "
                    + budget.noticesPerDay() + " notices a day.");
            return 0;
        } catch (Said.Refused refused) {
            System.err.println("postern: " + refused.getMessage());
            return 1;
        }
    }
}
