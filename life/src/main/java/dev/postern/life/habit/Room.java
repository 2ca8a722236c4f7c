package dev.postern.life.habit;

/** What the tables of one owner may still grow by: each asks before it does, and makes do, as if it were full, where it may not. */
@FunctionalInterface
public interface Room {
    Room ENDLESS = octets -> true;

    /** @param octets of heap, see {@link Heap} */
    boolean has(int octets);
}
