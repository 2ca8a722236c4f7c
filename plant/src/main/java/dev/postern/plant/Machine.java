package dev.postern.plant;

import dev.postern.model.Address;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One machine of the works as it is, for whoever wants to know how well it was recognised.
 *
 * @param addresses all that it has, or had and nobody has now
 * @param macs of all its cards
 * @param roles what it may rightly be called, the best word first
 * @param purdue level 0 to 4, 3.5 in the DMZ; NaN for what joins levels
 * @param told what it said of itself so far, by {@code vendor}, {@code model}, {@code firmware}, {@code serial}
 */
public record Machine(
        String name,
        List<Address> addresses,
        List<Address> macs,
        List<String> roles,
        double purdue,
        Map<String, Set<String>> told) {}
