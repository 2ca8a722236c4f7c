/**
 * Terminals in clear: telnet by RFC 854 (commands), RFC 1091 (terminal type) and RFC 1572 (environment); rlogin by RFC 1282. What people type and what they
 * are asked is told by the usual prompts.
 */
package dev.postern.wire.it.telnet;
