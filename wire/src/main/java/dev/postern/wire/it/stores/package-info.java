/**
 * Stores without SQL: Redis (serialization protocol RESP2 and RESP3, documentation of Redis 7), MongoDB (wire protocol of version 7: OP_MSG,
 * OP_QUERY, OP_REPLY; BSON 1.1), memcached (protocol.txt of 1.6, text and binary).
 */
package dev.postern.wire.it.stores;
