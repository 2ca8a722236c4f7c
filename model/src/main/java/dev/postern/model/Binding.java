package dev.postern.model;

/**
 * A network address was seen at a hardware address. Sent when a pair is new or changed to the sender, and for every ARP answer and
 * announcement that contradicts what was seen last.
 *
 * @param mac 48-bit hardware address
 */
public record Binding(Stamp stamp, Address address, long mac, int vlan, Source source) implements Observation {
    /** Who says so. */
    public enum Source {
        /** Source of an IP packet; behind a router this is the router's hardware address. */
        IP,
        ARP_REQUEST,
        ARP_REPLY,
        /** ARP for oneself: request or reply with sender = target. */
        ARP_ANNOUNCEMENT,
        NEIGHBOUR_ADVERTISEMENT,
        ROUTER_ADVERTISEMENT,
        DHCP_LEASE
    }
}
