/**
 * Secure shell up to the point where it becomes secret: RFC 4253 sections 4.2 (version exchange), 6 (packets), 7.1 (algorithm negotiation) and 8
 * (server key), RFC 4419 section 5 (group exchange), RFC 5656 section 4; HASSH as published by its authors in 2018.
 */
package dev.postern.wire.it.ssh;
