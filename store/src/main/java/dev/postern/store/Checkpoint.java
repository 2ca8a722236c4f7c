package dev.postern.store;

import java.util.List;

/**
 * A moment at which everything kept belongs together.
 *
 * @param snapshot file name of the learned state
 * @param clockNanos newest event time
 * @param order frames ever read
 * @param observations written to the history
 * @param captures how far each capture was read
 */
public record Checkpoint(String snapshot, long clockNanos, long order, long observations, List<Capture> captures) {}
