/**
 * ONC RPC: RFC 5531 sections 8 to 11 (messages, authentication, records over TCP), RFC 1833 (portmapper, rpcbind); program numbers of IANA; procedures
 * of NFS version 2 to 4 (RFC 1094, RFC 1813, RFC 7530), MOUNT, NLM, VXI-11 (instruments).
 */
package dev.postern.wire.it.sunrpc;
