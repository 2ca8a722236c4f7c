/**
 * BACnet/IP after ANSI/ASHRAE 135-2020: annex J (BVLL), annex U (BVLL over IPv6), clause 6 (network layer), clauses 13 to 17 (services), clause 20 (encoding
 * of APDUs) and clause 21 (the form of each service's parameters).
 */
package dev.postern.wire.ot.bacnet;
