package dev.postern.plant;

import dev.postern.model.Address;
import java.util.List;

/**
 * What is true: one action of an attacker.
 *
 * @param action in words
 * @param atNanos when it began
 * @param frames numbers of the frames it shows in, rising, the first {@value Ledger#FRAMES_MAX}
 * @param framesUnlisted how many more there were
 * @param source who did it; the hardware address where it has no IP address
 * @param target whom it was done to
 * @param technique of MITRE ATT&amp;CK for ICS, or of Enterprise where it starts with T1
 * @param harmfulWrite whether it changed what the process does
 */
public record Label(
        Scenario scenario,
        String action,
        long atNanos,
        List<Long> frames,
        long framesUnlisted,
        Address source,
        Address target,
        String technique,
        boolean harmfulWrite) {}
