/** How well machines are recognised: what a site really has against the devices that were told of it. */
package dev.postern.evaluate.inventory;
