/** What came with the last modernisation: sensors over MQTT, an OPC UA server and its client. */
package dev.postern.plant.iiot;
