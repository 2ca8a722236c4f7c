package dev.postern.analyst.gap.clock;

import dev.postern.model.Address;
import dev.postern.model.FrameRef;

/**
 * Two addresses whose timestamps come from one clock, as it seems.
 *
 * @param sure from 0 to 1
 * @param reason a sentence
 * @param firstNanos since when both were read
 */
public record Twin(
        Address a,
        Address b,
        double sure,
        String reason,
        long firstNanos,
        long lastNanos,
        FrameRef frameA,
        FrameRef frameB) {}
