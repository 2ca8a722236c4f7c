package dev.postern.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    private static final List<String> PLC = List.of(Samples.PLC.toString());

    @TempDir
    private Path folder;

    private long parquetFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".parquet")).count();
        }
    }

    /** Both kinds on three days, 25 observations of each a day. */
    private static void threeDays(History history) {
        for (int i = 0; i < 150; i++) {
            long at = i / 50 * Samples.DAY + i * Samples.SECOND;
            history.add(i % 2 == 0 ? Samples.traffic(i, at) : Samples.tally(i, at));
        }
        history.flush();
    }

    @Test
    void batchesAreCountedOnceEach() {
        try (History history = History.open(folder)) {
            for (int i = 0; i < 40_000; i++) history.add(Samples.traffic(i, i));
            assertThat(history.countByKind()).containsExactly(Map.entry("traffic", 40_000L));
        }
        try (History history = History.open(folder)) {
            assertThat(history.size()).isEqualTo(40_000);
            assertThat(history.countByKind()).containsExactly(Map.entry("traffic", 40_000L));
        }
    }

    @Test
    void whatComesAfterTheCheckpointIsTakenBackAndMayBeToldAgain() {
        try (History history = History.open(folder)) {
            threeDays(history);
            history.truncateAfter(100);
            assertThat(history.size()).isEqualTo(100);
            assertThat(history.countByKind()).isEqualTo(Map.of("traffic", 50L, "tally", 50L));
            history.add(Samples.tally(101, 1));
            assertThat(history.countByKind()).isEqualTo(Map.of("traffic", 50L, "tally", 51L));
        }
    }

    @Test
    void daysMovedToParquetAnswerAsBefore() throws IOException {
        try (History history = History.open(folder)) {
            threeDays(history);
            var counts = history.countByKind();
            var activity = history.activity(PLC, 100);
            var operations = history.operations(PLC, 100, 100);
            history.moveOldDays(2 * Samples.DAY);
            assertThat(parquetFiles()).isEqualTo(4);
            assertThat(history.countByKind()).isEqualTo(counts).isEqualTo(Map.of("traffic", 75L, "tally", 75L));
            assertThat(history.activity(PLC, 100)).isEqualTo(activity).hasSize(3);
            assertThat(history.operations(PLC, 100, 100)).isEqualTo(operations).hasSize(1);
        }
        try (History history = History.open(folder)) {
            assertThat(history.size()).isEqualTo(150);
            assertThat(history.activity(PLC, 30))
                    .as("the last thirty hours")
                    .extracting("packets")
                    .containsExactly(125L, 125L);
            assertThat(history.operations(PLC, 1, 9)).extracting("count").containsExactly(25 * 60L);
        }
    }

    @Test
    void aConversationIsToldWithItsRhythmFromBothPlaces() throws IOException {
        try (History history = History.open(folder)) {
            threeDays(history);
            var told = history.conversations(100, 100);
            assertThat(told).extracting("verb").containsExactly(null, dev.postern.model.Verb.READ);
            assertThat(told).allSatisfy(c -> {
                assertThat(c.minutes()).isBetween(1L, 75L);
                assertThat(c.gapMinutes()).isGreaterThan(0);
            });
            history.moveOldDays(2 * Samples.DAY);
            assertThat(history.conversations(100, 100)).isEqualTo(told);
        }
    }

    @Test
    void aCommandIsToldWithItsRhythmOnceThatIsKnown() {
        try (History history = History.open(folder)) {
            for (int minute = 0; minute < 9; minute++) history.add(Samples.tally(minute, minute * 60 * Samples.SECOND));
            history.flush();
            assertThat(history.operations(PLC, 100, 9))
                    .extracting("periodSeconds")
                    .containsExactly(0.0);
            for (int minute = 9; minute < 40; minute++)
                history.add(Samples.tally(minute, minute * 60 * Samples.SECOND));
            history.flush();
            assertThat(history.operations(PLC, 100, 9)).singleElement().satisfies(o -> {
                assertThat(o.periodSeconds()).as("sixty a minute").isEqualTo(1);
                assertThat(o.variation()).isZero();
            });
            for (int i = 40; i < 200; i++) history.add(Samples.tally(i, (40 + 10 * (i - 40)) * 60 * Samples.SECOND));
            history.flush();
            assertThat(history.operations(PLC, 100, 9)).singleElement().satisfies(o -> {
                assertThat(o.periodSeconds())
                        .as("every ten minutes for most of the time")
                        .isEqualTo(600);
                assertThat(o.variation()).isPositive();
            });
        }
    }

    @Test
    void whatWasSetIsToldNewestFirstWithWhatItCarried() {
        try (History history = History.open(folder)) {
            history.add(Samples.write(1, 5 * Samples.SECOND, 12.5));
            history.add(Samples.write(2, 9 * Samples.SECOND, 13));
            history.add(Samples.tally(3, 10 * Samples.SECOND));
            history.flush();
            assertThat(history.written(PLC, 1, 9)).hasSize(2).first().satisfies(w -> {
                assertThat(w.atNanos()).isEqualTo(9 * Samples.SECOND);
                assertThat(w.fields()).contains("13");
            });
            assertThat(history.written(PLC, 1, 1)).hasSize(1);
            assertThat(history.written(List.of("10.99.0.1"), 1, 9)).isEmpty();
        }
    }

    @Test
    void daysOfAnEarlierRunAreMovedToo() throws IOException {
        try (History history = History.open(folder)) {
            threeDays(history);
        }
        try (History history = History.open(folder)) {
            history.moveOldDays(9 * Samples.DAY);
            assertThat(parquetFiles()).isEqualTo(6);
            assertThat(history.countByKind()).isEqualTo(Map.of("traffic", 75L, "tally", 75L));
        }
    }

    @Test
    void lateObservationsOfAMovedDayGoToAFileOfTheirOwn() throws IOException {
        try (History history = History.open(folder)) {
            threeDays(history);
            history.moveOldDays(2 * Samples.DAY);
            history.add(Samples.traffic(151, Samples.SECOND));
            history.moveOldDays(2 * Samples.DAY);
            assertThat(parquetFiles()).isEqualTo(5);
            assertThat(history.countByKind()).isEqualTo(Map.of("traffic", 76L, "tally", 75L));
        }
    }

    @Test
    void dyingBetweenTheNewNameAndTheDeletionCountsNothingTwice() throws IOException {
        Path hot = folder.resolve("hot.duckdb");
        Path before = folder.resolve("before");
        try (History history = History.open(folder)) {
            threeDays(history);
        }
        Files.copy(hot, before);
        try (History history = History.open(folder)) {
            history.moveOldDays(2 * Samples.DAY);
        }
        Files.deleteIfExists(folder.resolve("hot.duckdb.wal"));
        Files.delete(hot);
        Files.move(before, hot);
        try (History history = History.open(folder)) {
            assertThat(history.countByKind()).isEqualTo(Map.of("traffic", 75L, "tally", 75L));
            history.moveOldDays(9 * Samples.DAY);
            assertThat(history.countByKind()).isEqualTo(Map.of("traffic", 75L, "tally", 75L));
        }
    }

    @Test
    void dyingWhenOnlySomeFilesHadTheirNameCountsNothingTwice() throws IOException {
        Path hot = folder.resolve("hot.duckdb");
        Path before = folder.resolve("before");
        try (History history = History.open(folder)) {
            threeDays(history);
        }
        Files.copy(hot, before);
        try (History history = History.open(folder)) {
            history.moveOldDays(2 * Samples.DAY);
        }
        try (Stream<Path> files = Files.walk(folder.resolve("day=1"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) Files.delete(file);
        }
        Files.deleteIfExists(folder.resolve("hot.duckdb.wal"));
        Files.delete(hot);
        Files.move(before, hot);
        try (History history = History.open(folder)) {
            assertThat(history.countByKind()).isEqualTo(Map.of("traffic", 75L, "tally", 75L));
            history.moveOldDays(2 * Samples.DAY);
            assertThat(history.countByKind()).isEqualTo(Map.of("traffic", 75L, "tally", 75L));
        }
    }

    @Test
    void aReaderHoldsNoWriterUpAndSeesWhatIsCommitted() {
        try (History history = History.open(folder)) {
            threeDays(history);
            var before = history.activity(PLC, 100);
            history.add(Samples.traffic(151, 2 * Samples.DAY + 200 * Samples.SECOND));
            synchronized (history) {
                // This thread is the writer in the middle of something; another one reads.
                assertThat(CompletableFuture.supplyAsync(() -> history.activity(PLC, 100))
                                .orTimeout(60, TimeUnit.SECONDS)
                                .join())
                        .isEqualTo(before);
            }
            history.flush();
            assertThat(history.activity(PLC, 100)).isNotEqualTo(before);
        }
    }

    @Test
    void addressesWithQuotesAreJustText() {
        try (History history = History.open(folder)) {
            threeDays(history);
            assertThat(history.activity(List.of("x' OR '1'='1"), 9)).isEmpty();
        }
    }
}
