/** What the commands have in common. */
package dev.postern.appliance.cli;
