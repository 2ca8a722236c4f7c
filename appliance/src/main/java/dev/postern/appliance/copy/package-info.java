/** Copies of what was not made to be copied. Knows nothing of the rest. */
package dev.postern.appliance.copy;
