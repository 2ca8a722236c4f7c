package dev.postern.appliance.report;

import dev.postern.appliance.cli.HomeOption;
import dev.postern.console.DeviceExports;
import dev.postern.store.Home;
import dev.postern.store.State;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The inventory of a home for other programs. May run beside the process that writes the home. */
@Command(
        name = "export",
        description = "Writes the inventory as CSV, JSON or CycloneDX 1.6 (docs/reference/inventory.md).",
        mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {
    enum What {
        devices
    }

    @Parameters(paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}")
    private What what;

    @Option(
            names = "--format",
            paramLabel = "F",
            defaultValue = "csv",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private DeviceExports.Format format;

    @Option(names = "--out", paramLabel = "FILE", description = "Write there instead of to standard output.")
    private Path out;

    @Mixin
    private HomeOption home;

    @Override
    public Integer call() {
        try (State state = Home.openForReading(home.folder)) {
            String text = switch (what) {
                case devices -> DeviceExports.write(format, state.inventory().devices(), GapCommand.names(state));
            };
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            if (out != null) Files.write(out, bytes);
            else
                try (FileOutputStream to = new FileOutputStream(FileDescriptor.out)) {
                    to.write(bytes);
                }
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
