package dev.postern.model;

/** What {@code wire} saw, the only thing that leaves it; and the two forms in which what is routine is remembered. */
public sealed interface Observation permits Message, Traffic, Tally, Reading, Binding, Identity, Malformed {
    Stamp stamp();
}
