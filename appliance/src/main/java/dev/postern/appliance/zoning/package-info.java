/** Zones, conduits and policy by command, and what a person decides about them. */
package dev.postern.appliance.zoning;
