/** The administration building's automation over BACnet/IP. */
package dev.postern.plant.building;
