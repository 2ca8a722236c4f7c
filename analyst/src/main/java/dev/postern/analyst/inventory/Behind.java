package dev.postern.analyst.inventory;

import dev.postern.model.Address;
import dev.postern.model.FrameRef;

/**
 * A machine that spoke under addresses of another and gave itself away.
 *
 * @param by what it said of itself: {@code the hardware address ...}, {@code the name ...}
 */
public record Behind(Address who, String by, String protocol, FrameRef frame) {}
