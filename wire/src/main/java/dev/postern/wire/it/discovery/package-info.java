/**
 * Devices that look for each other by multicast: SSDP (UPnP Device Architecture 2.0, section 1) and WS-Discovery (version 1.0 of April 2005;
 * OASIS 1.1 of 2009, sections 4 to 6), with the scopes of the ONVIF core specification, section 7.3.2.2.
 */
package dev.postern.wire.it.discovery;
