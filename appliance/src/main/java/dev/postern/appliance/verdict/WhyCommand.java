package dev.postern.appliance.verdict;

import dev.postern.appliance.cli.HomeOption;
import dev.postern.store.Home;
import dev.postern.store.State;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** The derivation of one anomaly, with every number, computed again. May run beside the process that writes the home. */
@Command(
        name = "why",
        description = "Prints how the verdict on an anomaly came about, and computes it again from what is kept.",
        mixinStandardHelpOptions = true)
public final class WhyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "Id of an anomaly, as 'list anomalies' has it.")
    private String id;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Mixin
    private HomeOption home;

    @Override
    public Integer call() {
        Map<String, Object> why;
        try (State state = Home.openForReading(home.folder)) {
            why = Why.of(state, id);
        }
        if (why == null) {
            System.err.println("postern: there is no anomaly " + id + " in " + home.folder);
            return 1;
        }
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        if (json)
            out.append(JsonMapper.builder().build().writeValueAsString(why)).append('\n');
        else out.append(WhyText.of(why));
        out.flush();
        return Boolean.TRUE.equals(why.get("agrees")) ? 0 : 1;
    }
}
