package dev.postern.plant;

import java.util.Set;

/** Why something was written into the ledger: an attack, or ordinary life that looks like one. */
public sealed interface Cause permits Scenario, LifeEvent, Bridge {
    String name();

    /** What the works must have beyond its lines. */
    Set<Extension> needs();
}
