package dev.postern.wire.ot.opcua;

import dev.postern.wire.Turn;

/** What a publisher announced its data set to be made of, for whatever group of addresses: discovery has one of its own. Plain data. */
record Announced(String publisher, long writer, MetaData set) {
    private static long number(String publisher, long writer) {
        return (long) publisher.hashCode() << 16 | writer & 0xFFFF;
    }

    void tell(Turn turn) {
        turn.announce(number(publisher, writer), this, set.parts());
    }

    /** Null where none was announced, or another version. */
    static MetaData of(Turn turn, String publisher, long writer, long version) {
        if (!(turn.announced(number(publisher, writer)) instanceof Announced(String by, long with, MetaData set)))
            return null;
        return by.equals(publisher) && with == writer && set.isOf(version) ? set : null;
    }
}
