package dev.postern.appliance;

import dev.postern.appliance.advisory.AdvisoriesCommand;
import dev.postern.appliance.cli.Product;
import dev.postern.appliance.plant.DemoCommand;
import dev.postern.appliance.plant.PlantCommand;
import dev.postern.appliance.report.AuditCommand;
import dev.postern.appliance.report.ExportCommand;
import dev.postern.appliance.report.GapCommand;
import dev.postern.appliance.report.ListCommand;
import dev.postern.appliance.trial.EvaluateCommand;
import dev.postern.appliance.verdict.BudgetCommand;
import dev.postern.appliance.verdict.WhyCommand;
import dev.postern.appliance.verdict.WindowCommand;
import dev.postern.appliance.verdict.WordCommand;
import dev.postern.appliance.watch.DecodeCommand;
import dev.postern.appliance.watch.ReplayCommand;
import dev.postern.appliance.watch.WatchCommand;
import dev.postern.appliance.zoning.PolicyCommand;
import dev.postern.appliance.zoning.ZonesCommand;
import dev.postern.capture.CaptureException;
import dev.postern.store.StoreException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;

/** The command line. Exit codes: 0 done, 1 failed while working, 2 wrong usage. */
@Command(
        name = "postern",
        description =
                "Watches an operational-technology network from its raw traffic, learns its pattern of life and explains what departs from it.",
        mixinStandardHelpOptions = true,
        version = Product.VERSION,
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
    /** Wrong usage. */
    static final int EXIT_USAGE = 2;

    /** In the order of the usage. */
    static final List<String> COMMANDS = List.of(
            "demo",
            "watch",
            "replay",
            "decode",
            "list",
            "export",
            "why",
            "word",
            "window",
            "budget",
            "gap",
            "zones",
            "policy",
            "advisories",
            "audit",
            "evaluate",
            "plant",
            "test");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Does one command and comes back, as often as one likes. @return the exit code */
    public static int run(String... args) {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        IExecutionExceptionHandler explain = (exception, command, _) -> {
            if (exception instanceof CaptureException || exception instanceof StoreException) {
                command.getErr().println("postern: " + exception.getMessage());
                return 1;
            }
            throw exception;
        };
        return commandLine(args).setExecutionExceptionHandler(explain).execute(args);
    }

    /** Knows only the command that is called, where it is called by its name: to read the options of all of them costs a tenth of a short command. */
    static CommandLine commandLine(String... args) {
        CommandLine line = new CommandLine(new Main());
        boolean called = args.length > 0 && COMMANDS.contains(args[0]);
        for (String name : called ? List.of(args[0]) : COMMANDS) line.addSubcommand(command(name));
        return line;
    }

    private static Class<?> command(String name) {
        return switch (name) {
            case "demo" -> DemoCommand.class;
            case "watch" -> WatchCommand.class;
            case "replay" -> ReplayCommand.class;
            case "decode" -> DecodeCommand.class;
            case "list" -> ListCommand.class;
            case "export" -> ExportCommand.class;
            case "why" -> WhyCommand.class;
            case "word" -> WordCommand.class;
            case "window" -> WindowCommand.class;
            case "budget" -> BudgetCommand.class;
            case "gap" -> GapCommand.class;
            case "zones" -> ZonesCommand.class;
            case "policy" -> PolicyCommand.class;
            case "advisories" -> AdvisoriesCommand.class;
            case "audit" -> AuditCommand.class;
            case "evaluate" -> EvaluateCommand.class;
            case "plant" -> PlantCommand.class;
            case "test" -> Test.class;
            default -> throw new IllegalArgumentException(name);
        };
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Reached only where the launcher was passed by. */
    @Command(
            name = "test",
            description = "Runs the whole test suite (by the launcher ./postern).",
            mixinStandardHelpOptions = true)
    static final class Test implements java.util.concurrent.Callable<Integer> {
        @Override
        public Integer call() {
            System.err.println("postern: 'test' is done by the launcher: run ./postern test in a checkout.");
            return EXIT_USAGE;
        }
    }
}
