/** Zones and conduits as people think of them: what may pass, what did although it may not, and how the network could be parted. */
package dev.postern.analyst.policy;
