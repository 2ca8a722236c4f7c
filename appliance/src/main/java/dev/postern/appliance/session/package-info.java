/** An engine at work on a home: it goes on where the home left off, and what it concludes is kept there. */
package dev.postern.appliance.session;
