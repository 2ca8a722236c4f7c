/**
 * CODESYS runtimes. Neither protocol is published. V2 after Digital Bond's Basecamp tools (2012); V3 after Kaspersky ICS CERT, "Security research:
 * CODESYS Runtime, a PLC control framework" (2019), and the analysis that Microsoft published with its vulnerabilities (2023).
 */
package dev.postern.wire.ot.codesys;
