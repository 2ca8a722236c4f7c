/** Alarms that nobody is to see: who acknowledges them, and who stops the reports that carry them. */
package dev.postern.analyst.situation.alarm;
