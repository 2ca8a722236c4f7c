/** Devices of one kind: who does day by day what the others of a group do, and who no longer does. */
package dev.postern.analyst.peers;
