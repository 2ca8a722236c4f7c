package dev.postern.model;

import java.util.List;

/**
 * One physical device as far as it is known, merged over its addresses.
 *
 * @param id stable while its first address stays
 * @param role controller, hmi, engineering station, historian, server, gateway, switch, ... ; empty if unknown
 * @param purdue level 0 to 5, or NaN if unknown; 3.5 is the DMZ
 * @param zone name of the zone it is placed in
 * @param services what it offers: protocol or transport and port
 * @param facts each identity with who said it
 * @param heard false for a device that is only spoken of
 */
public record Device(
        String id,
        List<Address> addresses,
        List<Address> macs,
        List<String> names,
        String vendor,
        String type,
        String role,
        double roleConfidence,
        double purdue,
        String model,
        String firmware,
        String serial,
        String zone,
        List<String> services,
        List<Fact> facts,
        long firstNanos,
        long lastNanos,
        boolean heard) {
    /** What remains to be said of a device that was found to be another. */
    public static Device gone(String id, long firstNanos, long lastNanos) {
        List<String> none = List.of();
        return new Device(
                id,
                List.of(),
                List.of(),
                none,
                "",
                "",
                "",
                0,
                Double.NaN,
                "",
                "",
                "",
                "",
                none,
                List.of(),
                firstNanos,
                lastNanos,
                false);
    }

    /** Found to be another device: nothing is left of it but its id. */
    public boolean isGone() {
        return addresses.isEmpty() && macs.isEmpty();
    }

    /** @param source protocol that said it, or {@code hardware address}, {@code behaviour} */
    public record Fact(
            Identity.Attribute attribute,
            String value,
            String source,
            double confidence,
            FrameRef frame,
            long atNanos) {}
}
