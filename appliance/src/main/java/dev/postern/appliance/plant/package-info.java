/** The virtual plant by command: as a capture, onto a wire, and as a demonstration. */
package dev.postern.appliance.plant;
