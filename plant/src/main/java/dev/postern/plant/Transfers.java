package dev.postern.plant;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.protocol.Tftp;
import dev.postern.plant.site.Errands;

/** Files on their way into devices. */
final class Transfers {
    private static final int SERVER_PORT = 3_100;

    private Transfers() {}

    /** Writes a file by TFTP; gives the time it is over. */
    static long tftp(
            long nowNanos,
            Network network,
            Host client,
            Host server,
            String file,
            int bytes,
            Errands errands,
            Dice dice) {
        int port = client.nextPort();
        long at = network.udp(nowNanos, client, port, server, Tftp.PORT, Tftp.write(file));
        for (int block = 0; at != Network.LOST; block++) {
            at = network.udp(
                    at + dice.around(400_000, 0.3), server, SERVER_PORT, client, port, Tftp.acknowledge(block));
            int left = bytes - block * Tftp.BLOCK_BYTES;
            if (left < 0 || at == Network.LOST) return at;
            byte[] data = errands.noise(Math.min(left, Tftp.BLOCK_BYTES), dice);
            at = network.udp(
                    at + dice.around(120_000, 0.3), client, port, server, SERVER_PORT, Tftp.data(block + 1, data));
        }
        return nowNanos;
    }
}
