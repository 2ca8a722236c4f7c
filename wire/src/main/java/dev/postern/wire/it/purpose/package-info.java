/** What a name asked for outside, or a program that asks, is there for: updates, telemetry, remote access. From their makers' published lists. */
package dev.postern.wire.it.purpose;
