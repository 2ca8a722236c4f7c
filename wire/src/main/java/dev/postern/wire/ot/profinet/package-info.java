/**
 * PROFINET on Ethernet: IEC 61158-6-10:2019, sections 4.3 (DCP), 4.5 (PTCP), 4.7 (RTC, cyclic data) and 4.8 (RTA, alarms); frame ids by table
 * "FrameID range". One room and one dissector, because DCP, cyclic data and alarms share the EtherType and the pair of hardware addresses. The
 * connection management over DCE/RPC lies in {@code dev.postern.wire.it.dcerpc}.
 */
package dev.postern.wire.ot.profinet;
