/** The hallway: the command line and nothing else; the rooms behind it hold threads, the clock and the wiring. Nobody depends on it. */
package dev.postern.appliance;
