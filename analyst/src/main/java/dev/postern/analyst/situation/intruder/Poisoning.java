package dev.postern.analyst.situation.intruder;

import dev.postern.analyst.situation.Situation;
import dev.postern.model.Address;

/**
 * Why an answer is held against its sender.
 *
 * @param owner whose name it was, or null
 */
record Poisoning(Situation situation, String words, Address owner) {
    static final Poisoning PROXY = new Poisoning(
            Situation.NAMES_POISONED,
            "wpad is the name under which computers look for a proxy to send all through",
            null);
    static final Poisoning MANY = new Poisoning(Situation.NAMES_POISONED, "a host has one name", null);
    static final Poisoning VAIN =
            new Poisoning(Situation.NAME_TAKEN, "it was asked for in vain for a day and more", null);

    static Poisoning stolen(Address owner) {
        return new Poisoning(Situation.NAMES_POISONED, "that is the name of ", owner);
    }
}
