package dev.postern.plant.site;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.net.Timeline;
import dev.postern.plant.protocol.Ntlm;
import dev.postern.plant.protocol.Rpc;
import dev.postern.plant.protocol.ServiceControl;
import dev.postern.plant.protocol.Smb2;
import java.util.Locale;

/** Somebody logs in to a file server over SMB2 and reads or writes there. Made to be walked through step by step by its owner. */
public final class FileVisit {
    public static final String DOMAIN = "WORKS";
    private static final long SERVICE_NANOS = 900_000;
    private static final long FILE = 0x0000_0040_0000_0019L;

    private final Errands errands;
    private final Host client;
    private final Host server;
    private final Dice dice;
    private final Tcp tcp;
    private final Smb2.Session session = new Smb2.Session();
    private long atNanos;
    private int trees;
    private int calls;
    private Rpc.Interface spoken;

    public FileVisit(long atNanos, Network network, Errands errands, Host client, Host server, Dice dice) {
        this.errands = errands;
        this.client = client;
        this.server = server;
        this.dice = dice;
        tcp = Tcp.connect(atNanos, network, client, server, Smb2.PORT);
        this.atNanos = tcp.readyNanos();
    }

    public boolean isOpen() {
        return tcp.isOpen();
    }

    /** When the last answer was there. */
    public long atNanos() {
        return atNanos;
    }

    private void ask(byte[] question, java.util.function.Supplier<byte[]> answer) {
        atNanos = tcp.exchange(
                atNanos + dice.around(350_000, 0.5), question, dice.around(SERVICE_NANOS, 0.5), answer.get());
    }

    /** Negotiates and logs in by NTLM. */
    public FileVisit login(String user) {
        String workstation = client.name.toUpperCase(Locale.ROOT);
        ask(Smb2.negotiate(session, client.guid()), () -> Smb2.negotiated(session, server.guid(), atNanos));
        session.id = 0x0000_1000_0000_0001L + 4L * dice.below(0x1_0000);
        byte[] challenge = Ntlm.challenge(DOMAIN, server.name.toUpperCase(Locale.ROOT), dice.bits());
        ask(
                Smb2.sessionSetup(session, Ntlm.negotiate()),
                () -> Smb2.sessionSetUp(session, Smb2.MORE_PROCESSING, challenge));
        ask(
                Smb2.sessionSetup(session, Ntlm.authenticate(DOMAIN, user, workstation, errands.noise(24, dice))),
                () -> Smb2.sessionSetUp(session, 0, new byte[0]));
        return this;
    }

    /** @param kind 1 disk, 2 pipe */
    public FileVisit share(String name, int kind) {
        session.tree = 0;
        byte[] question = Smb2.treeConnect(session, "\\\\" + server.name + "\\" + name);
        session.tree = ++trees;
        ask(question, () -> Smb2.treeConnected(session, kind));
        return this;
    }

    /** Asks for a share and is turned away. */
    public FileVisit refusedShare(String name) {
        session.tree = 0;
        ask(
                Smb2.treeConnect(session, "\\\\" + server.name + "\\" + name),
                () -> Smb2.refused(session, true, Smb2.ACCESS_DENIED));
        return this;
    }

    /** Opens, reads all of it, closes. */
    public FileVisit read(String file, int bytes) {
        ask(Smb2.create(session, file, false), () -> Smb2.created(session, FILE, bytes, atNanos));
        for (int offset = 0; offset < bytes; offset += Errands.NOISE_BYTES) {
            int piece = Math.min(Errands.NOISE_BYTES, bytes - offset);
            ask(Smb2.read(session, FILE, piece, offset), () -> Smb2.readDone(session, errands.noise(piece, dice)));
        }
        ask(Smb2.close(session, FILE), () -> Smb2.closed(session));
        return this;
    }

    public FileVisit create(String file) {
        ask(Smb2.create(session, file, true), () -> Smb2.created(session, FILE, 0, atNanos));
        return this;
    }

    /** Appends a piece of at most {@link Errands#NOISE_BYTES} to the file created. */
    public FileVisit write(long offset, int bytes) {
        ask(Smb2.write(session, FILE, offset, errands.noise(bytes, dice)), () -> Smb2.written(session, bytes));
        return this;
    }

    /** Fills the file created, piece by piece with a little time between, then closes it and leaves. */
    public void copy(Timeline timeline, int bytes) {
        copy(timeline, 0, bytes);
    }

    private void copy(Timeline timeline, long offset, int left) {
        int piece = Math.min(left, Errands.NOISE_BYTES);
        write(offset, piece);
        if (left == piece) close().leave();
        else timeline.plan(atNanos + dice.around(60_000_000, 0.5), now -> copy(timeline, offset + piece, left - piece));
    }

    public FileVisit close() {
        ask(Smb2.close(session, FILE), () -> Smb2.closed(session));
        return this;
    }

    /** Opens a pipe of the share of pipes and binds to what is behind it. */
    public FileVisit pipe(String name, Rpc.Interface wanted) {
        ask(Smb2.pipe(session, name), () -> Smb2.created(session, FILE, 0, atNanos));
        calls = 1;
        spoken = wanted;
        byte[] bind = Rpc.bind(calls, wanted, 0, new byte[0]);
        ask(
                Smb2.transceive(session, FILE, bind),
                () -> Smb2.transceived(session, FILE, Rpc.bound(calls, "\\PIPE\\" + name, new byte[0])));
        return this;
    }

    /** Calls what the pipe is bound to, in clear. */
    public FileVisit call(int operation, byte[] stub, byte[] result) {
        calls++;
        ask(
                Smb2.transceive(session, FILE, Rpc.request(calls, spoken, 0, operation, stub)),
                () -> Smb2.transceived(session, FILE, Rpc.response(calls, 0, result)));
        return this;
    }

    /** Has a program run as a service: made, started, looked at, deleted. */
    public FileVisit runAsService(String name, String path) {
        return pipe("svcctl", Rpc.SERVICES)
                .call(ServiceControl.OPEN_MANAGER, ServiceControl.openManager(server.name), ServiceControl.opened(1))
                .call(ServiceControl.CREATE, ServiceControl.create(name, path), ServiceControl.created())
                .call(ServiceControl.START, ServiceControl.start(), ServiceControl.success())
                .call(ServiceControl.STATUS, ServiceControl.of(2), ServiceControl.status())
                .call(ServiceControl.DELETE, ServiceControl.of(2), ServiceControl.success())
                .call(ServiceControl.CLOSE, ServiceControl.of(2), ServiceControl.closed())
                .close();
    }

    /** Waits before the next step, as people do. */
    public FileVisit pause(long nanos) {
        tcp.settle();
        atNanos += nanos;
        return this;
    }

    public void leave() {
        ask(Smb2.logoff(session), () -> Smb2.loggedOff(session));
        atNanos = tcp.close(atNanos + 1_000_000);
    }
}
