package dev.postern.appliance.report;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** In which form a report is printed on standard output. */
public final class ReportOption {
    enum Format {
        text,
        json,
        pdf
    }

    @Option(
            names = "--format",
            defaultValue = "text",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format;

    /**
     * @param atNanos up to when it tells
     * @param foot stands on every page of the PDF
     * @param json written as it is
     */
    public void print(String title, long atNanos, List<String> lines, String foot, Supplier<?> json) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        switch (format) {
            case text -> lines.forEach(out::println);
            case json -> out.println(JsonMapper.builder().build().writeValueAsString(json.get()));
            case pdf -> out.writeBytes(ReportPdf.of(title, atNanos, lines, foot));
        }
        out.flush();
    }
}
