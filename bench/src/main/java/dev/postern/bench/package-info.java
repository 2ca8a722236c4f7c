/** What the fast path costs: {@link dev.postern.bench.WholePath} over captures, {@link dev.postern.bench.MessageBenchmark} a message of each protocol. */
package dev.postern.bench;
