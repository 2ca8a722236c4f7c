/** Imported security advisories held against what the devices said of themselves. */
package dev.postern.analyst.advisory;
