package dev.postern.model;

/**
 * What passes between two devices over one service, with the zones they are in. (Zones and conduits of IEC 62443; one line here is one
 * conversation within a conduit.)
 *
 * @param client device id
 * @param server device id
 * @param crossing joins two zones
 */
public record Conduit(
        String id,
        String client,
        String server,
        Address clientAddress,
        Address serverAddress,
        String service,
        String fromZone,
        String toZone,
        boolean crossing,
        long firstNanos,
        long lastNanos,
        long packets,
        long bytes,
        boolean answered) {}
