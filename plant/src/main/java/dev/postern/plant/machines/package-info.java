/** Machines that were bought with their controllers, each maker's own: UMAS, CODESYS V3, FINS. */
package dev.postern.plant.machines;
