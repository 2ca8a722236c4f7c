/** Encoders: one class per protocol, functions from values to bytes. They know nothing of time, hosts or the site. */
package dev.postern.plant.protocol;
