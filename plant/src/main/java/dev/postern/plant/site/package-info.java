/** The works itself: process physics, devices that answer from it, pollers, operators, engineers, office people. */
package dev.postern.plant.site;
