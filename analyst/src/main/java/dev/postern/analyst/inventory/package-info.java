/** Devices and what they say of themselves, their roles, zones and conduits, and the settings and limits that all rooms of the analyst share. Knows no other of them. */
package dev.postern.analyst.inventory;
