package dev.postern.plant.machines;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.protocol.Codesys3;
import java.nio.charset.StandardCharsets;

/** One engineering session with the dosing skid: channel, login, services. */
public final class CodesysVisit {
    private static final long SERVICE_NANOS = 7_000_000;
    private static final int CHANNEL = 9;
    private static final int FILE_PIECE_BYTES = 800;

    private final Network network;
    private final Host client;
    private final CodesysPlc plc;
    private final Dice dice;
    private Tcp tcp;
    private int block;
    private int session;

    public CodesysVisit(Network network, Host client, CodesysPlc plc, Dice dice) {
        this.network = network;
        this.client = client;
        this.plc = plc;
        this.dice = dice;
    }

    /** Calls into the segment who is there; the skid answers. */
    public long discover(long atNanos) {
        int request = dice.below(1 << 30);
        network.broadcastUdp(
                atNanos, client, client.ip(), Codesys3.NAME_PORT, Codesys3.NAME_PORT, Codesys3.resolve(request));
        plc.host().tells("vendor", CodesysPlc.VENDOR);
        plc.host().tells("model", CodesysPlc.DEVICE);
        plc.host().tells("serial", plc.serial);
        byte[] answer =
                Codesys3.identification(request, plc.host().name, CodesysPlc.DEVICE, CodesysPlc.VENDOR, plc.serial);
        return network.udp(
                atNanos + dice.around(4_000_000, 0.4),
                plc.host(),
                Codesys3.NAME_PORT,
                client,
                Codesys3.NAME_PORT,
                answer);
    }

    /** Connects and opens a channel; check {@link #isOpen}. */
    public long open(long atNanos) {
        tcp = Tcp.connect(atNanos, network, client, plc.host(), Codesys3.PORT);
        if (!tcp.isOpen()) return tcp.readyNanos();
        int message = dice.below(1 << 20);
        long at = tcp.exchange(
                tcp.readyNanos() + 300_000,
                Codesys3.openChannel(client.ip(), plc.host().ip(), message),
                service(),
                Codesys3.channelOpened(plc.host().ip(), client.ip(), message, CHANNEL));
        return ask(at + 600_000, Codesys3.DEVICE, Codesys3.DEVICE_IDENT);
    }

    public boolean isOpen() {
        return tcp != null && tcp.isOpen();
    }

    public long login(long atNanos, String user, String password) {
        byte[] name = Codesys3.tag(0x10, user.getBytes(StandardCharsets.US_ASCII));
        byte[] secret = new byte[32];
        new Dice(password.hashCode()).fill(secret);
        byte[] proof = Codesys3.tag(0x11, secret);
        byte[] both = java.util.Arrays.copyOf(name, name.length + proof.length);
        System.arraycopy(proof, 0, both, name.length, proof.length);
        long at = ask(atNanos, Codesys3.DEVICE, Codesys3.DEVICE_LOGIN, both);
        session = dice.below(1 << 30) | 1;
        return at;
    }

    /** One service and its answer. */
    public long ask(long atNanos, int group, int command, byte... content) {
        block++;
        var place = new Codesys3.Place(client.ip(), plc.host().ip(), CHANNEL, block, session);
        byte[] result = Codesys3.tag(1, (byte) 0, (byte) 0, (byte) 0, (byte) 0);
        return tcp.exchange(
                atNanos,
                Codesys3.ask(place, group, command, content),
                service(),
                Codesys3.answer(place, group, command, result));
    }

    /** Puts a file there, or the application if {@code command} says so. */
    public long load(long atNanos, int group, int command, int pieces) {
        long at = atNanos;
        for (int i = 0; i < pieces; i++) {
            byte[] piece = new byte[FILE_PIECE_BYTES];
            dice.fill(piece);
            at = ask(at + 2_000_000, group, command, piece);
        }
        return at;
    }

    public long close(long atNanos) {
        if (!isOpen()) return atNanos;
        long at = ask(atNanos, Codesys3.DEVICE, Codesys3.DEVICE_LOGOUT);
        at = tcp.send(
                at + 200_000,
                true,
                Codesys3.closeChannel(client.ip(), plc.host().ip(), CHANNEL));
        return tcp.close(at + 300_000);
    }

    private long service() {
        return dice.around(SERVICE_NANOS, 0.4);
    }
}
