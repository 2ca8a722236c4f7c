package dev.postern.plant.machines;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Out;
import dev.postern.plant.protocol.Fins;
import dev.postern.plant.site.Demand;
import dev.postern.plant.site.Hours;

/** The filter line: an OMRON CJ2M that answers FINS in datagrams. */
public final class FinsPlc {
    private static final long SERVICE_NANOS = 3_000_000;
    private static final int COUNT_AT = Fins.DATA_AT + 4;

    private final Network network;
    private final Host host;
    private final Dice dice;
    private boolean running = true;

    FinsPlc(Network network, Host host, Dice dice) {
        this.network = network;
        this.host = host;
        this.dice = dice;
    }

    public Host host() {
        return host;
    }

    /** Last octet of its address, as usual. */
    public int node() {
        return host.ip() & 0xFF;
    }

    /** {@code client} asks; gives the time the answer is there or {@link Network#LOST}. */
    public long ask(long atNanos, Host client, int service, int command, byte... data) {
        byte[] question = Fins.ask(node(), client.ip() & 0xFF, service, command, data);
        long there = network.udp(atNanos, client, Fins.PORT, host, Fins.PORT, question);
        return there == Network.LOST ? Network.LOST : tell(there, client, question);
    }

    /** {@code client} asks everybody on the segment. */
    public long discovered(long atNanos, Host client) {
        byte[] question = Fins.ask(0xFF, client.ip() & 0xFF, 1, Fins.CONTROLLER_DATA, (byte) 0);
        network.broadcastUdp(atNanos, client, client.ip(), Fins.PORT, Fins.PORT, question);
        return tell(atNanos + 40_000, client, question);
    }

    private long tell(long atNanos, Host client, byte[] question) {
        byte[] answer = Fins.answer(question, node(), answer(question, atNanos));
        return network.udp(atNanos + dice.around(SERVICE_NANOS, 0.3), host, Fins.PORT, client, Fins.PORT, answer);
    }

    private byte[] answer(byte[] question, long atNanos) {
        int command = question[Fins.COMMAND_AT] << 8 | question[Fins.COMMAND_AT + 1];
        return switch (command) {
            case Fins.MEMORY_READ -> words(question[COUNT_AT] << 8 | question[COUNT_AT + 1] & 0xFF, atNanos);
            case Fins.CONTROLLER_DATA -> Fins.controllerData("CJ2M-CPU33", "02.01");
            case Fins.PROGRAM_READ -> program(question);
            case Fins.RUN, Fins.STOP -> {
                running = command == Fins.RUN;
                yield new byte[0];
            }
            default -> new byte[0];
        };
    }

    private byte[] words(int count, long atNanos) {
        Out out = new Out();
        double load = running ? Demand.water(atNanos / Hours.SECOND) : 0;
        for (int i = 0; i < count; i++) out.u16((int) Math.clamp(500 * load + 11 * i + 5 * dice.bell(), 0, 9_999));
        return out.done();
    }

    private byte[] program(byte[] question) {
        Out out = new Out();
        for (int i = Fins.DATA_AT; i < Fins.DATA_AT + 8; i++) out.u8(question[i]);
        int bytes = (question[Fins.DATA_AT + 6] & 0x7F) << 8 | question[Fins.DATA_AT + 7] & 0xFF;
        byte[] code = new byte[bytes];
        dice.fill(code);
        return out.bytes(code).done();
    }
}
