/** A phasor measurement unit and who listens to it. */
package dev.postern.plant.phasors;
