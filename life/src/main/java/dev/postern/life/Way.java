package dev.postern.life;

import dev.postern.model.Address;
import dev.postern.model.Stamp;

/**
 * Which way a value went over months: from stage 1 to the site, which knows its sisters. Once in four weeks and point.
 *
 * @param point names it by what stays the same at every server
 * @param way up or down; 0 for one that stays
 * @param walk what is to be told of it if its sisters do not go along, or null
 */
public record Way(Stamp stamp, Address server, String service, long point, int way, Surprise walk) {}
