package dev.postern.plant;

/** Why something was written into the ledger: an attack, or ordinary life that looks like one. */
public sealed interface Cause permits Scenario, LifeEvent {
    String name();
}
