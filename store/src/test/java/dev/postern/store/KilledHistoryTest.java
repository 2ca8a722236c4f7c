package dev.postern.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledHistoryTest {
    private static final int KILLS = 5;

    @TempDir
    private Path folder;

    @Test
    void whatAKilledProcessSaidIsLastingIsThereOnceEach() throws Exception {
        Random random = new Random(7);
        long kept = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            long acknowledged = writeAndKill(1 + random.nextInt(8), random.nextInt(40));
            try (History history = History.open(folder)) {
                assertThat(history.size()).isGreaterThanOrEqualTo(acknowledged);
                assertThat(history.countByKind().values().stream()
                                .mapToLong(n -> n)
                                .sum())
                        .isEqualTo(history.size());
                assertThat(acknowledged).isGreaterThan(kept);
                kept = history.size();
            }
            assertNumbersUpTo(kept);
        }
    }

    private long writeAndKill(int lines, int millisMore) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        NumberedWriter.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long acknowledged = 0;
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (int i = 0; i < lines; i++) acknowledged = Long.parseLong(said.readLine());
            Thread.sleep(millisMore);
            // By its handle: Process.destroyForcibly would close the stream that still holds what was said.
            process.toHandle().destroyForcibly();
            // A line cut by the end of the process acknowledges nothing.
            for (String line = said.readLine(); line != null; line = said.readLine())
                if (line.endsWith("000")) acknowledged = Math.max(acknowledged, Long.parseLong(line));
        } finally {
            process.destroyForcibly().waitFor();
        }
        return acknowledged;
    }

    private void assertNumbersUpTo(long last) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("hot.duckdb"));
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery(
                        "SELECT count(*), count(DISTINCT number), min(number), max(number) FROM observation")) {
            row.next();
            assertThat(new long[] {row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)})
                    .containsExactly(last, last, 1, last);
        }
    }
}
