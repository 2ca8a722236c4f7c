package dev.postern.plant.site;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.protocol.Telnet;

/** Somebody at the command line of a device, over Telnet. */
public final class Console {
    private static final long SERVICE_NANOS = 30_000_000;
    private final Host server;
    private final Tcp tcp;
    private final Dice dice;

    public Console(long atNanos, Network network, Host client, Host server, Dice dice) {
        this.server = server;
        this.dice = dice;
        tcp = Tcp.connect(atNanos, network, client, server, Telnet.PORT);
    }

    public boolean isOpen() {
        return tcp.isOpen();
    }

    /** @param right whether the device lets them in */
    public long login(String user, String password, boolean right) {
        long at = tcp.send(tcp.readyNanos() + 20_000_000, false, Telnet.offers());
        at = ask(at + 1_000_000, Telnet.accepts(), server.name + " login: ");
        at = ask(at + typing(), Telnet.text(user + "\r\n"), "Password: ");
        String greeting = right
                ? "\r\nWelcome to " + server.name + "\r\n# "
                : "\r\nLogin incorrect\r\n" + server.name + " login: ";
        return ask(at + typing(), Telnet.text(password + "\r\n"), greeting);
    }

    public long command(long atNanos, String line) {
        return ask(atNanos, Telnet.text(line + "\r\n"), "\r\n# ");
    }

    private long ask(long atNanos, byte[] question, String answer) {
        return tcp.exchange(atNanos, question, dice.around(SERVICE_NANOS, 0.4), Telnet.text(answer));
    }

    private long typing() {
        return dice.around(300_000_000, 0.4);
    }

    public long close(long atNanos) {
        return tcp.close(atNanos);
    }
}
