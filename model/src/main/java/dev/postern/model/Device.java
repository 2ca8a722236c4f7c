package dev.postern.model;

import java.util.List;

/**
 * One physical device as far as it is known, merged over its addresses, networks and protocols.
 *
 * @param id stable while its first address stays
 * @param names what it is called, the surest first
 * @param domain directory or name domain it says it belongs to
 * @param role controller, hmi, engineering station, historian, server, router, switch, ... ; empty if unknown
 * @param roleReason why it is taken for that, as part of a sentence
 * @param purdue level 0 to 5, or NaN if unknown; 3.5 is the DMZ
 * @param criticality 1 (little depends on it) to 5 (safety), 0 if the role is unknown
 * @param zone name of the zone it is placed in
 * @param services what it offers: protocol or transport and port
 * @param facts each identity with who said it, those that hold no longer included
 * @param modules what stands in its rack, and stations behind it, by place
 * @param changes what it was before, oldest first
 * @param joints why its addresses are taken for one device
 * @param heard false for a device that is only spoken of
 */
public record Device(
        String id,
        List<Address> addresses,
        List<Address> macs,
        List<String> names,
        String domain,
        String vendor,
        String type,
        String role,
        double roleConfidence,
        String roleReason,
        double purdue,
        int criticality,
        String model,
        String firmware,
        String serial,
        String operatingSystem,
        String zone,
        List<String> services,
        List<Fact> facts,
        List<Module> modules,
        List<Change> changes,
        List<Joint> joints,
        long firstNanos,
        long lastNanos,
        boolean heard) {
    /** What an earlier release kept had none of these. */
    public Device {
        domain = domain == null ? "" : domain;
        roleReason = roleReason == null ? "" : roleReason;
        operatingSystem = operatingSystem == null ? "" : operatingSystem;
        modules = modules == null ? List.of() : modules;
        changes = changes == null ? List.of() : changes;
        joints = joints == null ? List.of() : joints;
    }

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
                "",
                0,
                "",
                Double.NaN,
                0,
                "",
                "",
                "",
                "",
                "",
                none,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                firstNanos,
                lastNanos,
                false);
    }

    /** Found to be another device: nothing is left of it but its id. */
    public boolean isGone() {
        return addresses.isEmpty() && macs.isEmpty();
    }

    /**
     * @param source protocol that said it, or {@code hardware address}, {@code behaviour}
     * @param frame that first said it; null where no single one did
     * @param atNanos said first
     * @param lastNanos said last, to the hour
     * @param untilNanos when the same source said something else instead; 0 while it holds
     */
    public record Fact(
            Identity.Attribute attribute,
            String value,
            String source,
            double confidence,
            FrameRef frame,
            long atNanos,
            long lastNanos,
            long untilNanos) {
        public boolean holds() {
            return untilNanos == 0;
        }
    }

    /**
     * Something that has no address of its own and is reached through the device.
     *
     * @param place {@code slot 3}, {@code port 2/10.0.0.5}, {@code unit 12}: as {@link Identity#place}
     * @param facts as those of the device
     */
    public record Module(
            String place,
            String vendor,
            String type,
            String model,
            String firmware,
            String serial,
            List<Fact> facts,
            List<Change> changes) {}

    /**
     * The same source said one thing and then another.
     *
     * @param atNanos when the new value was first said
     */
    public record Change(
            Identity.Attribute attribute, String from, String to, String source, FrameRef frame, long atNanos) {}

    /**
     * Two addresses are one device.
     *
     * @param reason as part of a sentence: {@code the same serial number (cip)}
     * @param frame that decided it
     */
    public record Joint(Address a, Address b, String reason, FrameRef frame, long atNanos) {}
}
