/** A pump drive on PROFINET under a pressure zone's controller. */
package dev.postern.plant.drives;
