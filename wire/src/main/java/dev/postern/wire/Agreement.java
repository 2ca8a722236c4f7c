package dev.postern.wire;

import dev.postern.model.Address;

/**
 * What two stations settle in one conversation about another one between them, which may be another shard's to read: how the octets of their cyclic data are laid out.
 *
 * @param speaker who settled it by its answer
 * @param from who sends what it is about
 * @param number by which the receiver tells it from what else comes from there
 * @param form plain data, never changed
 */
public record Agreement(Address speaker, Address from, Address to, long number, Object form) {}
