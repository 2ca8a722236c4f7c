package dev.postern.evaluate.inventory;

import dev.postern.model.Address;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A machine as it really is.
 *
 * @param addresses network and hardware addresses
 * @param roles what it may rightly be called; none where that is nobody's to judge
 * @param purdue NaN where that is nobody's to judge
 * @param told values that it said of itself, by {@code vendor}, {@code model}, {@code firmware}, {@code serial}
 */
public record KnownMachine(
        String name,
        List<Address> addresses,
        List<String> roles,
        double purdue,
        Map<String, ? extends Collection<String>> told) {}
