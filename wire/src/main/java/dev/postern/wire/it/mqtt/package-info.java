/**
 * MQTT after OASIS "MQTT Version 3.1.1" (sections 2 and 3; level 3 of MQTT 3.1 is alike but for its name) and "MQTT Version 5.0" (sections 2
 * and 3), and the payloads of Eclipse "Sparkplug Specification" 3.0.0 (sections 4 to 6); MQTT-SN after
 * "MQTT For Sensor Networks" 1.2 (sections 5 and 6).
 */
package dev.postern.wire.it.mqtt;
