package dev.postern.plant.safety;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.protocol.Tristation;

/** One engineering session with the safety controller over TriStation: a command, its answer, the next. */
public final class Workbench {
    private static final long SERVICE_NANOS = 22_000_000;
    private static final int PROGRAM = 5;
    private static final int PIECE_BYTES = 400;
    private static final String PROJECT = "CLSTORE";

    private final Network network;
    private final Host client;
    private final SafetyController controller;
    private final Dice dice;
    private final int port;
    private int counter;

    public Workbench(Network network, Host client, SafetyController controller, Dice dice) {
        this.network = network;
        this.client = client;
        this.controller = controller;
        this.dice = dice;
        port = client.nextPort();
    }

    /** Calls into the segment who is there. */
    public long discover(long atNanos) {
        network.broadcastUdp(atNanos, client, client.ip(), port, Tristation.PORT, Tristation.ping());
        return tell(atNanos + dice.around(9_000_000, 0.3), Tristation.ping());
    }

    public long open(long atNanos) {
        long at = exchange(
                atNanos, Tristation.connection(Tristation.CONNECT), Tristation.connection(Tristation.CONNECTED));
        return ask(at + 4_000_000, Tristation.ATTACH, new byte[0]);
    }

    public long close(long atNanos) {
        return exchange(
                atNanos, Tristation.connection(Tristation.DISCONNECT), Tristation.connection(Tristation.DISCONNECTED));
    }

    public long status(long atNanos) {
        return ask(atNanos, Tristation.GET_STATUS, new byte[0]);
    }

    public long processors(long atNanos) {
        return ask(atNanos, Tristation.GET_PROCESSOR_STATUS, new byte[] {(byte) 0xFF, 0});
    }

    public long modules(long atNanos) {
        return ask(atNanos, Tristation.GET_MODULE_VERSIONS, new byte[0]);
    }

    public long upload(long atNanos, int chunks) {
        long at = atNanos;
        for (int i = 0; i < chunks; i++)
            at = ask(at + 3_000_000, Tristation.UPLOAD_PROGRAM, Tristation.wanted(PROGRAM, i));
        return at;
    }

    /** A change is begun, pieces of program follow, and it is ended; while the program runs. */
    public long download(long atNanos, int pieces) {
        long at = ask(atNanos, Tristation.START_DOWNLOAD_CHANGE, Tristation.change(PROJECT));
        for (int i = 0; i < pieces; i++) {
            byte[] code = new byte[PIECE_BYTES];
            dice.fill(code);
            byte[] piece = Tristation.piece(PROGRAM, PROGRAM + 1, pieces, i, code);
            at = ask(at + 6_000_000, Tristation.ALLOCATE_PROGRAM, piece);
        }
        return ask(at + 9_000_000, Tristation.END_DOWNLOAD_CHANGE, new byte[0]);
    }

    private long ask(long atNanos, int code, byte[] data) {
        counter = counter + 1 & 0xFF;
        SafetyController.Answer answer = controller.command(code);
        return exchange(
                atNanos,
                Tristation.command(code, counter, data),
                Tristation.command(answer.code(), counter, answer.data()));
    }

    private long exchange(long atNanos, byte[] question, byte[] answer) {
        long there = network.udp(atNanos, client, port, controller.host(), Tristation.PORT, question);
        return there == Network.LOST ? atNanos : tell(there + dice.around(SERVICE_NANOS, 0.3), answer);
    }

    private long tell(long atNanos, byte[] answer) {
        long there = network.udp(atNanos, controller.host(), Tristation.PORT, client, port, answer);
        return there == Network.LOST ? atNanos : there;
    }
}
