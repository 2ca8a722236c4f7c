package dev.postern.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs a fuzz target under Jazzer, in a process of its own. */
final class Fuzz {
    static final List<Class<?>> TARGETS = List.of(
            DissectorFuzz.class,
            FrameFuzz.class,
            CaptureFuzz.Pcap.class,
            CaptureFuzz.Pcapng.class,
            CaptureFuzz.Gzip.class);

    /** A run this long looks for what is new; a shorter one, as in the build, begins where the last one began. */
    private static final int SEARCH_SECONDS = 60;

    private Fuzz() {}

    /** @return 0 if nothing was found; else the input lies in {@code folder} as {@code crash-*}, what Jazzer said in {@code log} */
    static int run(Class<?> target, int seconds, Path folder) throws IOException, InterruptedException {
        Path corpus = folder.resolve("corpus");
        FuzzSeeds.write(target, corpus);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        java.toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx512m",
                        "-Dpostern.fuzz.protocol=" + DissectorFuzz.CHOSEN,
                        "-Dpostern.fuzz.executions=executions",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + target.getName(),
                        "--instrumentation_includes=dev.postern.**",
                        "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.*",
                        "--reproducer_path=.",
                        "-max_total_time=" + seconds,
                        "-seed=" + (seconds < SEARCH_SECONDS ? 1 : 0),
                        "-max_len=4096",
                        "-timeout=120",
                        "corpus")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        int result = process.waitFor();
        try (Stream<String> log = Files.lines(folder.resolve("log"), StandardCharsets.ISO_8859_1)) {
            log.filter(line -> line.startsWith("Done ") || line.startsWith("== Java Exception"))
                    .forEach(line -> System.out.println(target.getSimpleName() + ": " + line));
        }
        return result;
    }
}
