/** Attacks on the network itself: what switches, lease servers and listening ports are flooded with until they no longer serve. */
package dev.postern.analyst.situation.network;
