/** A safety controller beside the process, its engineering station, and what others read from it. */
package dev.postern.plant.safety;
