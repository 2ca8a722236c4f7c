/** A bay of a substation: a protection relay, a bay controller and a merging unit on IEC 61850. */
package dev.postern.plant.bay;
