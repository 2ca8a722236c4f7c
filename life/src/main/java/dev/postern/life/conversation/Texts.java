package dev.postern.life.conversation;

import dev.postern.life.habit.Hash;
import dev.postern.model.Address;

/**
 * What many conversations of a shard have in common, once: addresses, and the names of operations, targets and units. Remembers the last of each hash, so that it
 * never grows; what it forgot stands in memory twice. No part of a snapshot, which keeps what is the same the same.
 */
final class Texts {
    private static final int SLOTS = 2048;

    private final Object[] known = new Object[SLOTS];

    String one(String text) {
        return (String) one(text, Hash.of(text));
    }

    private Address one(Address address) {
        return (Address) one(address, Hash.of(address));
    }

    ConversationKey one(ConversationKey key) {
        return new ConversationKey(one(key.client()), one(key.server()), one(key.service()), one(key.unit()));
    }

    private Object one(Object thing, long hash) {
        int slot = (int) (hash & SLOTS - 1);
        if (!thing.equals(known[slot])) known[slot] = thing;
        return known[slot];
    }
}
