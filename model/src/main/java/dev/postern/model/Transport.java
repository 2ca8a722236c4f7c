package dev.postern.model;

/** What carries a conversation. The name in lower case prefixes a service without a dissector: {@code tcp/8080}. */
public enum Transport {
    TCP,
    UDP,
    ICMP,
    /** Another IP protocol; its number stands in the port. */
    IP,
    /** No IP at all; the EtherType (or LLC SAP pair) stands in the port. */
    ETHERNET,
    SCTP;

    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
