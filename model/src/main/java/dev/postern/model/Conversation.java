package dev.postern.model;

/**
 * Who talks to whom over what. The client is the side that asked first; where the start was not seen, the side with the port that no
 * service is known by.
 *
 * @param clientPort 0 where the transport has none
 * @param serverPort destination port; IP protocol number for {@link Transport#IP}, EtherType for {@link Transport#ETHERNET}, 0 for ICMP
 * @param vlan outermost VLAN id, 0 for untagged
 */
public record Conversation(
        Address client, Address server, Transport transport, int clientPort, int serverPort, int vlan) {

    public Address source(boolean fromClient) {
        return fromClient ? client : server;
    }

    public Address destination(boolean fromClient) {
        return fromClient ? server : client;
    }

    public int sourcePort(boolean fromClient) {
        return fromClient ? clientPort : serverPort;
    }

    public int destinationPort(boolean fromClient) {
        return fromClient ? serverPort : clientPort;
    }
}
