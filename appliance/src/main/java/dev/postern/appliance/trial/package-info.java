/** What {@code evaluate} measures: engines of our own, set on captures and virtual plants with labels. */
package dev.postern.appliance.trial;
