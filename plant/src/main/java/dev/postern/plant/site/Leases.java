package dev.postern.plant.site;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.protocol.Dhcp;
import java.util.Locale;

/** How a host gets and keeps its address. */
public final class Leases {
    private static final String WINDOWS = "MSFT 5.0";

    private Leases() {}

    private static Dhcp.Client client(Host host) {
        return new Dhcp.Client(host.mac(), host.name.toUpperCase(Locale.ROOT), WINDOWS);
    }

    /** Half of the lease is over: one question, one answer, to and from the server alone. */
    static void renew(long atNanos, Network network, Host host, Host server, Dhcp.Lease lease, Dice dice) {
        int transaction = (int) dice.bits();
        byte[] question = Dhcp.ask(Dhcp.REQUEST, transaction, client(host), host.ip(), 0, 0);
        long there = network.udp(atNanos, host, Dhcp.CLIENT_PORT, server, Dhcp.SERVER_PORT, question);
        if (there == Network.LOST) return;
        byte[] answer = Dhcp.give(Dhcp.ACK, transaction, client(host), host.ip(), lease);
        network.udp(there + dice.around(900_000, 0.4), server, Dhcp.SERVER_PORT, host, Dhcp.CLIENT_PORT, answer);
    }

    /** Half of the lease is over, and the server that gave it does not answer. */
    static void renewInVain(long atNanos, Network network, Host host, Host server, Dice dice) {
        byte[] question = Dhcp.ask(Dhcp.REQUEST, (int) dice.bits(), client(host), host.ip(), 0, 0);
        network.udp(atNanos, host, Dhcp.CLIENT_PORT, server, Dhcp.SERVER_PORT, question);
        network.udp(atNanos + 4 * Hours.SECOND, host, Dhcp.CLIENT_PORT, server, Dhcp.SERVER_PORT, question);
    }

    /** Switched on with a lease still in mind: asks everybody for it. */
    static void reboot(long atNanos, Network network, Host host, Host server, Dhcp.Lease lease, Dice dice) {
        int transaction = (int) dice.bits();
        byte[] question = Dhcp.ask(Dhcp.REQUEST, transaction, client(host), 0, lease.ip(), 0);
        network.broadcastUdp(atNanos, host, 0, Dhcp.CLIENT_PORT, Dhcp.SERVER_PORT, question);
        byte[] answer = Dhcp.give(Dhcp.ACK, transaction, client(host), 0, lease);
        network.broadcastUdp(
                atNanos + dice.around(2_000_000, 0.4), server, server.ip(), Dhcp.SERVER_PORT, Dhcp.CLIENT_PORT, answer);
        network.announce(atNanos + dice.around(90_000_000, 0.3), host);
    }

    /** Looks for a server: asks everybody. */
    public static long discover(long atNanos, Network network, Host host, int transaction) {
        byte[] question = Dhcp.ask(Dhcp.DISCOVER, transaction, client(host), 0, host.ip(), 0);
        network.broadcastUdp(atNanos, host, 0, Dhcp.CLIENT_PORT, Dhcp.SERVER_PORT, question);
        return atNanos;
    }

    /** A server offers or confirms to everybody. */
    public static void give(
            long atNanos, Network network, int kind, Host host, Host server, int transaction, Dhcp.Lease lease) {
        byte[] answer = Dhcp.give(kind, transaction, client(host), 0, lease);
        network.broadcastUdp(atNanos, server, server.ip(), Dhcp.SERVER_PORT, Dhcp.CLIENT_PORT, answer);
    }

    /** The client takes the offer of {@code server}. */
    public static void take(long atNanos, Network network, Host host, Host server, int transaction, int ip) {
        byte[] question = Dhcp.ask(Dhcp.REQUEST, transaction, client(host), 0, ip, server.ip());
        network.broadcastUdp(atNanos, host, 0, Dhcp.CLIENT_PORT, Dhcp.SERVER_PORT, question);
    }
}
