package dev.postern.model;

/**
 * What a person said that counts from then on. It is an input like a frame: it has a moment of event time, and it touches nothing that
 * happened up to that moment, however late that is heard. So the same captures and the same decrees give the same verdicts.
 */
public sealed interface Decree permits Word, Window, Budget, Withdrawal {
    /** A decree that the engine has not heard yet. */
    long UNHEARD = -1;

    String id();

    /** Event time at which the engine heard it, or {@link #UNHEARD}. */
    long saidNanos();

    String author();

    /** The same, heard at this moment. */
    Decree heardAt(long atNanos);
}
