package dev.postern.plant.site;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.protocol.Ntlm;
import dev.postern.plant.protocol.Rpc;
import java.util.Locale;

/** A connection to what a Windows machine offers over DCE/RPC: bound with NTLM, and every call sealed. */
public final class RpcVisit {
    private static final long SERVICE_NANOS = 3_000_000;
    private static final int FIRST_DYNAMIC_PORT = 49_664;
    private static final int DYNAMIC_PORTS = 40;

    private final Network network;
    private final Errands errands;
    private final Host client;
    private final Host server;
    private final Dice dice;
    private Tcp tcp;
    private Rpc.Interface spoken;
    private int context;
    private int calls;

    public RpcVisit(Network network, Errands errands, Host client, Host server, Dice dice) {
        this.network = network;
        this.errands = errands;
        this.client = client;
        this.server = server;
        this.dice = dice;
    }

    /** The port on which a machine offers {@code wanted}: any, but always the same. */
    private int port(Rpc.Interface wanted) {
        if (wanted.equals(Rpc.ACTIVATOR)) return Rpc.PORT;
        long where = Dice.mix(server.ip() * 31L + wanted.uuid().hashCode());
        return FIRST_DYNAMIC_PORT + (int) Long.remainderUnsigned(where, DYNAMIC_PORTS);
    }

    /** Connects, binds and logs in; check {@link #isOpen}. */
    public long bind(long atNanos, Rpc.Interface wanted, String user) {
        int port = port(wanted);
        tcp = Tcp.connect(atNanos, network, client, server, port);
        if (!tcp.isOpen()) return tcp.readyNanos();
        spoken = wanted;
        context = 0;
        calls = 1;
        byte[] challenge = Ntlm.challenge(FileVisit.DOMAIN, server.name.toUpperCase(Locale.ROOT), dice.bits());
        long at = tcp.exchange(
                tcp.readyNanos() + 200_000,
                Rpc.bind(calls, wanted, context, Ntlm.negotiate()),
                service(),
                Rpc.bound(calls, Integer.toString(port), challenge));
        byte[] proof = Ntlm.authenticate(
                FileVisit.DOMAIN, user, client.name.toUpperCase(Locale.ROOT), errands.noise(24, dice));
        return tcp.send(at + 400_000, true, Rpc.authenticate(calls, proof));
    }

    /** Goes on with another interface. */
    public long alter(long atNanos, Rpc.Interface wanted) {
        spoken = wanted;
        context++;
        calls++;
        return tcp.exchange(atNanos, Rpc.alter(calls, wanted, context), service(), Rpc.altered(calls));
    }

    public boolean isOpen() {
        return tcp != null && tcp.isOpen();
    }

    /** @param asked bytes of the question, {@code answered} of the answer; each at most one fragment */
    public long call(long atNanos, int operation, int asked, int answered) {
        calls++;
        return tcp.exchange(
                atNanos,
                Rpc.sealedRequest(calls, spoken, context, operation, noise(asked), noise(16)),
                service(),
                Rpc.sealedResponse(calls, context, noise(answered), noise(16)));
    }

    /** Asks the activator for an object, then goes on where it lives. */
    public long activate(long atNanos, Rpc.Interface object, String user) {
        long at = bind(atNanos, Rpc.ACTIVATOR, user);
        if (!isOpen()) return at;
        at = call(at + 1_000_000, Rpc.CREATE_INSTANCE, 720, 960);
        at = tcp.close(at + 5_000_000);
        return bind(at + 1_000_000, object, user);
    }

    public long close(long atNanos) {
        return isOpen() ? tcp.close(atNanos) : atNanos;
    }

    private byte[] noise(int bytes) {
        return errands.noise(bytes + 15 & ~15, dice);
    }

    private long service() {
        return dice.around(SERVICE_NANOS, 0.5);
    }
}
