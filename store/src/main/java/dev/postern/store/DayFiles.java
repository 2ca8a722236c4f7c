package dev.postern.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Days of the history as Parquet files, by day and kind. A file's name holds the numbers it was made of. Should the process die after a file got its
 * name and before its rows left the table, {@link #finishMoves} takes the rows out. Not thread safe: whoever writes the history holds its lock.
 */
final class DayFiles {
    static final String ALL_KINDS = "*";
    private static final String DAY_FOLDER = "day=";
    private static final Pattern PART = Pattern.compile("part-(\\d+)-(\\d+)\\.parquet");

    private final Path folder;
    private final Connection connection;

    /** @param connection that of the table which the days come from */
    DayFiles(Path folder, Connection connection) {
        this.folder = folder;
        this.connection = connection;
    }

    void execute(String statement) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    long longOf(String query) throws SQLException {
        try (Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Days of which there is something in Parquet. */
    List<Long> days() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(name -> name.startsWith(DAY_FOLDER))
                    .map(name -> Long.valueOf(name.substring(DAY_FOLDER.length())))
                    .toList();
        }
    }

    void finishMoves() throws SQLException, IOException {
        deleteTree(folder.resolve("moving"));
        long oldest = longOf("SELECT coalesce(min(number), " + Long.MAX_VALUE + ") FROM observation");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Matcher part = PART.matcher(file.getFileName().toString());
                if (!part.matches()) continue;
                long day = Long.parseLong(
                        file.getParent().getParent().getFileName().toString().substring(DAY_FOLDER.length()));
                String kind = file.getParent().getFileName().toString().replaceFirst("kind=", "");
                if (Long.parseLong(part.group(2)) < oldest) continue;
                try (PreparedStatement sql = connection.prepareStatement(
                        "DELETE FROM observation WHERE day = ? AND kind = ? AND number BETWEEN ? AND ?")) {
                    sql.setLong(1, day);
                    sql.setString(2, kind);
                    sql.setLong(3, Long.parseLong(part.group(1)));
                    sql.setLong(4, Long.parseLong(part.group(2)));
                    sql.executeUpdate();
                }
            }
        }
    }

    /**
     * Days before {@code today}, whose rows have the numbers {@code first} to {@code number}. One at a time: DuckDB holds a buffer for every partition that it
     * writes.
     */
    void move(long today, long first, long number) throws SQLException, IOException {
        List<Long> days = new ArrayList<>();
        try (Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(
                        "SELECT DISTINCT day FROM observation WHERE day < " + today + " ORDER BY day")) {
            while (rows.next()) days.add(rows.getLong(1));
        }
        String name = "part-" + first + "-" + number;
        Path moving = folder.resolve("moving");
        for (long day : days) {
            deleteTree(moving);
            execute("COPY (SELECT * FROM observation WHERE day = " + day + ") TO '"
                    + moving.toString().replace("'", "''")
                    + "' (FORMAT parquet, PARTITION_BY (day, kind), WRITE_PARTITION_COLUMNS true, FILENAME_PATTERN '"
                    + name
                    + "_{i}')");
            try (Stream<Path> files = Files.walk(moving)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path target =
                            folder.resolve(moving.relativize(file).getParent()).resolve(name + ".parquet");
                    Durable.createFolders(target.getParent());
                    if (Files.exists(target)) throw new IOException(target + " is already there");
                    Durable.force(file);
                    Durable.rename(file, target);
                }
            }
        }
        execute("DELETE FROM observation WHERE day < " + today);
        deleteTree(moving);
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) return;
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    /** Everything of a kind, or of all with {@code *}, of some days, and all that is hot, as a table expression. */
    String everything(String kind, long fromDay, long toDay) throws IOException {
        List<String> files = new ArrayList<>();
        for (long day : days()) if (day >= fromDay && day <= toDay) files.addAll(parquetFiles(day, kind));
        if (files.isEmpty()) return "observation";
        return "(SELECT * FROM observation UNION ALL BY NAME SELECT * FROM read_parquet([" + String.join(",", files)
                + "], hive_partitioning = false))";
    }

    private List<String> parquetFiles(long day, String kind) throws IOException {
        Path of = folder.resolve(DAY_FOLDER + day);
        if (!ALL_KINDS.equals(kind)) of = of.resolve("kind=" + kind);
        if (!Files.isDirectory(of)) return List.of();
        try (Stream<Path> files = Files.walk(of)) {
            return files.map(Path::toString)
                    .filter(f -> f.endsWith(".parquet"))
                    .map(f -> "'" + f.replace("'", "''") + "'")
                    .toList();
        }
    }
}
