package dev.postern.wire;

import dev.postern.model.Address;

/**
 * How something that {@code from} sends is to be read, settled in another conversation, which may be another shard's to read: how the octets of cyclic data are laid out, what the
 * fields of a data set are.
 *
 * @param speaker who settled it
 * @param to who is to read it so; null for whoever hears it
 * @param number by which it is told from what else comes from there
 * @param form plain data, never changed
 * @param parts how much it is: values, fields
 */
public record Agreement(Address speaker, Address from, Address to, long number, Object form, int parts) {}
