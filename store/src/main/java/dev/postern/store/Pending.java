package dev.postern.store;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What was put of one kind and waits to be written: the newest of each id, in the order the ids came. Not thread safe: {@link State} guards it. */
final class Pending<T> {
    private final Map<String, T> waiting = new LinkedHashMap<>();
    private final Function<T, String> id;
    private final String write;
    private final Database.Binder<T> binder;
    private final Predicate<T> gone;
    private final String delete;

    Pending(Function<T, String> id, String write, Database.Binder<T> binder) {
        this(id, write, binder, _ -> false, null);
    }

    /** @param delete takes out by its id what is {@code gone} */
    Pending(Function<T, String> id, String write, Database.Binder<T> binder, Predicate<T> gone, String delete) {
        this.id = id;
        this.write = write;
        this.binder = binder;
        this.gone = gone;
        this.delete = delete;
    }

    void put(T value) {
        waiting.put(id.apply(value), value);
    }

    /** Only these wait from now on. */
    void replaceBy(List<T> values) {
        waiting.clear();
        values.forEach(this::put);
    }

    Optional<T> find(String wanted) {
        return Optional.ofNullable(waiting.get(wanted));
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void write(Database database) throws SQLException {
        Map<Boolean, List<T>> over = waiting.values().stream().collect(Collectors.partitioningBy(gone));
        database.batch(write, over.get(false), binder);
        if (delete != null) database.batch(delete, over.get(true), (sql, v) -> sql.setString(1, id.apply(v)));
    }

    /** Only once it was committed: what could not be written is tried again. */
    void forget() {
        waiting.clear();
    }
}
