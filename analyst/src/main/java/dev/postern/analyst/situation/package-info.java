/** Named situations: what is told under a name of the catalogue because of what it is (a download, a takeover, a new master), and the name of what the pattern of life found. */
package dev.postern.analyst.situation;
