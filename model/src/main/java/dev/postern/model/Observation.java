package dev.postern.model;

/** What {@code wire} saw: the only thing that leaves it. */
public sealed interface Observation permits Message, Traffic, Tally, Binding, Identity, Malformed {
    Stamp stamp();
}
