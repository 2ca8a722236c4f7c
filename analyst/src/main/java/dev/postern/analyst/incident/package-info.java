/** Anomalies joined to incidents, and the story told of each. */
package dev.postern.analyst.incident;
