/** What makes an attack on a device easier, told from the traffic alone: no feed, no scan. */
package dev.postern.analyst.weak;
