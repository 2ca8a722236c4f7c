package dev.postern.wire.ot.opc;

/**
 * What an answer needs of its question.
 *
 * @param object the interface that was called
 * @param name of a group to be opened, or of what is asked about; or empty
 * @param group handle that the client gives to a group to be opened, or the server gave to one to be closed
 * @param items in their order
 * @param handles of the client for items to be added, of the server for items to be removed; or none
 */
public record Question(Id object, String name, long group, String[] items, long[] handles) {
    static final String[] NO_ITEMS = {};
    static final long[] NO_HANDLES = {};

    static Question of(Id object) {
        return new Question(object, "", 0, NO_ITEMS, NO_HANDLES);
    }

    /** How much it is to remember. */
    public int weight() {
        return 1 + items.length;
    }
}
