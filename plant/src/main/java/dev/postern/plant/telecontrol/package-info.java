/** Two remote substations that speak IEC 60870-5-104 with the SCADA server. */
package dev.postern.plant.telecontrol;
