package dev.postern.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Address;
import dev.postern.model.Reading;
import dev.postern.model.Stamp;
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
    /** Later than anything. */
    private static final long NOW = Long.MAX_VALUE;

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
            var activity = history.ofDevices().activity(PLC, NOW, 100);
            var operations = history.ofDevices().operations(PLC, NOW, 100, 100);
            history.moveOldDays(2 * Samples.DAY);
            assertThat(parquetFiles()).isEqualTo(4);
            assertThat(history.countByKind()).isEqualTo(counts).isEqualTo(Map.of("traffic", 75L, "tally", 75L));
            assertThat(history.ofDevices().activity(PLC, NOW, 100))
                    .isEqualTo(activity)
                    .hasSize(3);
            assertThat(history.ofDevices().operations(PLC, NOW, 100, 100))
                    .isEqualTo(operations)
                    .hasSize(1);
        }
        try (History history = History.open(folder)) {
            assertThat(history.size()).isEqualTo(150);
            assertThat(history.ofDevices().activity(PLC, NOW, 30))
                    .as("the last thirty hours")
                    .extracting("packets")
                    .containsExactly(125L, 125L);
            assertThat(history.ofDevices().operations(PLC, NOW, 1, 9))
                    .extracting("count")
                    .containsExactly(25 * 60L);
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
            for (int minute = 0; minute < 9; minute++)
                history.add(Samples.tally(minute, minute * 60L * Samples.SECOND));
            history.flush();
            assertThat(history.ofDevices().operations(PLC, NOW, 100, 9))
                    .extracting("periodSeconds")
                    .containsExactly(0.0);
            for (int minute = 9; minute < 40; minute++)
                history.add(Samples.tally(minute, minute * 60L * Samples.SECOND));
            history.flush();
            assertThat(history.ofDevices().operations(PLC, NOW, 100, 9))
                    .singleElement()
                    .satisfies(o -> {
                        assertThat(o.periodSeconds()).as("sixty a minute").isEqualTo(1);
                        assertThat(o.variation()).isZero();
                    });
            for (int i = 40; i < 200; i++) history.add(Samples.tally(i, (40 + 10 * (i - 40)) * 60L * Samples.SECOND));
            history.flush();
            assertThat(history.ofDevices().operations(PLC, NOW, 100, 9))
                    .singleElement()
                    .satisfies(o -> {
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
            assertThat(history.ofDevices().written(PLC, NOW, 1, 9))
                    .hasSize(2)
                    .first()
                    .satisfies(w -> {
                        assertThat(w.atNanos()).isEqualTo(9 * Samples.SECOND);
                        assertThat(w.fields()).contains("13");
                    });
            assertThat(history.ofDevices().written(PLC, NOW, 1, 1)).hasSize(1);
            assertThat(history.ofDevices().written(List.of("10.99.0.1"), NOW, 1, 9))
                    .isEmpty();
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
            var before = history.ofDevices().activity(PLC, NOW, 100);
            history.add(Samples.traffic(151, 2 * Samples.DAY + 200 * Samples.SECOND));
            synchronized (history) {
                // This thread is the writer in the middle of something; another one reads.
                assertThat(CompletableFuture.supplyAsync(
                                        () -> history.ofDevices().activity(PLC, NOW, 100))
                                .orTimeout(60, TimeUnit.SECONDS)
                                .join())
                        .isEqualTo(before);
            }
            history.flush();
            assertThat(history.ofDevices().activity(PLC, NOW, 100)).isNotEqualTo(before);
        }
    }

    private static Reading read(int minute, double level, boolean written) {
        Stamp stamp = new Stamp(minute * 60L * Samples.SECOND, minute, 0, minute, false);
        return new Reading(
                stamp,
                Address.parse("10.0.0.9"),
                Address.parse("10.0.0.1"),
                "modbus",
                "1",
                written,
                List.of(
                        new Reading.Point("holding 5", "integer", "", level, 0, 100),
                        new Reading.Point("tank 'A' full", "bit", "invalid", 1, Double.NaN, Double.NaN)));
    }

    @Test
    void aCourseOfAPointTellsItsRangeAndSinceWhenItStands() {
        try (History history = History.open(folder)) {
            for (int minute = 0; minute < 101; minute++) history.add(read(minute, Math.min(minute, 90), false));
            history.add(read(101, 7, true));
            history.flush();
            history.moveOldDays(Samples.DAY);
            var courses = history.ofDevices().points(List.of("10.0.0.1"), NOW, 24, 10);
            assertThat(courses)
                    .extracting(PointHistory.Course::name, PointHistory.Course::written)
                    .containsExactlyInAnyOrder(
                            tuple("holding 5", false),
                            tuple("tank 'A' full", false),
                            tuple("holding 5", true),
                            tuple("tank 'A' full", true));
            var level = courses.stream()
                    .filter(c -> c.name().equals("holding 5") && !c.written())
                    .findFirst()
                    .orElseThrow();
            assertThat(level.samples()).isEqualTo(101);
            assertThat(level.last()).isEqualTo(90);
            assertThat(level.changedNanos()).isEqualTo(90 * 60 * Samples.SECOND);
            assertThat(List.of(level.least(), level.low(), level.median(), level.high(), level.greatest()))
                    .containsExactly(0.0, 5.0, 50.0, 90.0, 90.0);
            assertThat(level.falls()).isZero();
            assertThat(List.of(level.expectedLow(), level.expectedHigh())).containsExactly(0.0, 100.0);
            assertThat(level.moments())
                    .hasSizeBetween(100, 120)
                    .isSortedAccordingTo((a, b) -> Long.compare(a.atNanos(), b.atNanos()));
            var full = courses.stream()
                    .filter(c -> c.type().equals("bit") && !c.written())
                    .findFirst()
                    .orElseThrow();
            assertThat(full.quality()).isEqualTo("invalid");
            assertThat(full.kinds()).isOne();
            assertThat(full.expectedLow()).isNaN();
        }
    }

    @Test
    void aLongCourseIsDrawnWithAtMostAHundredAndTwentyMoments() {
        try (History history = History.open(folder)) {
            for (int minute = 0; minute < 1440; minute += 3) history.add(read(minute, minute, false));
            history.flush();
            var course =
                    history.ofDevices().points(List.of("10.0.0.9"), NOW, 24, 1).getFirst();
            assertThat(course.moments()).hasSizeBetween(100, 120);
            assertThat(course.moments().getLast().value()).isEqualTo(1437);
            assertThat(course.samples()).isEqualTo(480);
        }
    }

    @Test
    void whoIsGoneIsAskedForInTheDaysBeforeItWent() {
        try (History history = History.open(folder)) {
            history.add(read(1, 5, false));
            history.add(Samples.traffic(2, 400 * Samples.DAY));
            history.flush();
            assertThat(history.ofDevices().points(List.of("10.0.0.1"), NOW, 24, 9))
                    .isEmpty();
            assertThat(history.ofDevices().points(List.of("10.0.0.1"), Samples.DAY, 24, 9))
                    .hasSize(2);
            assertThat(history.ofDevices().points(List.of("10.0.0.1"), 30 * Samples.SECOND, 24, 9))
                    .isEmpty();
        }
    }

    @Test
    void addressesWithQuotesAreJustText() {
        try (History history = History.open(folder)) {
            threeDays(history);
            assertThat(history.ofDevices().activity(List.of("x' OR '1'='1"), NOW, 9))
                    .isEmpty();
        }
    }
}
