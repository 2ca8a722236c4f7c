/** The hallway: configuration, threads, the clock, the wiring of the rooms and the command line. Nobody depends on it. */
package dev.postern.appliance;
