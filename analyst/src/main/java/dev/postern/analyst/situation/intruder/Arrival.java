package dev.postern.analyst.situation.intruder;

import dev.postern.model.Address;
import dev.postern.model.Stamp;

/**
 * Somebody comes to a host.
 *
 * @param user the account, or empty where the protocol does not show it
 * @param chance how likely any arrival that is new in this hour was; 1 for one that is not new
 */
record Arrival(Stamp stamp, Address client, String user, String service, double chance) {
    Arrival(Stamp stamp, Address client, String user, String service) {
        this(stamp, client, user, service, 1);
    }

    Arrival withChance(double newChance) {
        return new Arrival(stamp, client, user, service, newChance);
    }

    String who() {
        return client + " " + user;
    }
}
