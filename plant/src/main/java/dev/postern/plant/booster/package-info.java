/** A booster station with a small controller and panel in one, read over PCOM, and a modem that was once put there for its maker. */
package dev.postern.plant.booster;
