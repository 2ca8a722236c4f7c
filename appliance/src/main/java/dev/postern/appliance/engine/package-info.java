/** Threads, shards and the order of things: frames in, conclusions out; the state of all of it as bytes and back. */
package dev.postern.appliance.engine;
