/** What switches, Windows machines and printers say to everybody around. */
package dev.postern.plant.neighbours;
