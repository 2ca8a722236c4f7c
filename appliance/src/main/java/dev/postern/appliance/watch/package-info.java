/** Commands that read traffic, and the console that shows what came of it. */
package dev.postern.appliance.watch;
