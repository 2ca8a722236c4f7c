package dev.postern.model;

import java.util.List;

/**
 * What points of one server read as, or were set to, at one moment: a sample of what passes, for whoever looks back. It teaches nobody anything.
 *
 * @param client asking side, or the one that listens to what the other tells unasked
 * @param unit station behind the server, or empty
 * @param written the client set the values; otherwise the server told them
 * @param points at least one
 */
public record Reading(
        Stamp stamp, Address client, Address server, String service, String unit, boolean written, List<Point> points)
        implements Observation {
    /**
     * @param name {@code holding 105}, {@code analog input 3}, {@code DB1.DBD0}; no control characters
     * @param type as the protocol has it, else {@code bit}, {@code integer} or {@code real}; may be of a class, such as {@code FLOAT32}
     * @param quality as the device itself tells it: {@code good}, {@code offline}, {@code invalid}; empty where the protocol has none
     * @param low least value that is expected, in the unit of the value; NaN where it is not known yet, as {@code high}
     * @param high greatest value that is expected
     */
    public record Point(String name, String type, String quality, double value, double low, double high) {}

    public Reading {
        points = List.copyOf(points);
    }
}
