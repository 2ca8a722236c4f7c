/**
 * Beckhoff ADS over AMS/TCP after Beckhoff Information System, "TwinCAT ADS/AMS: Specification" (AMS/TCP packet, AMS header, ADS commands), index
 * groups after "ADS reserved index groups" and TcAdsDef.h; discovery on UDP 48899 after public analyses and captures.
 */
package dev.postern.wire.ot.ads;
