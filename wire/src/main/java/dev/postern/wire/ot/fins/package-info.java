/**
 * OMRON FINS after "CS/CJ Series Communications Commands Reference Manual" (W342-E1, section 5) and, for TCP, "CS/CJ Series Ethernet Units
 * Construction of Applications" (W421-E1, section 7-4). CV mode area codes after W342-E1 section 5-2-2; what older units add (0220, 0603,
 * 0C01, 260x) after the FINS Commands Reference Manual W227-E1.
 */
package dev.postern.wire.ot.fins;
