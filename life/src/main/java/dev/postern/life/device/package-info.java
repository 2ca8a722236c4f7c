/** Stage 2: what a device is used to, its contacts, names, bindings and commands; from its surprises to anomalies. */
package dev.postern.life.device;
