package dev.postern.model;

/**
 * Takes a word or a window back.
 *
 * @param of its id
 */
public record Withdrawal(String id, String of, long saidNanos, String author) implements Decree {
    @Override
    public Withdrawal heardAt(long atNanos) {
        return new Withdrawal(id, of, atNanos, author);
    }
}
