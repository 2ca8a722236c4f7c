package dev.postern.plant;

import dev.postern.plant.net.Host;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.protocol.S7;
import dev.postern.plant.site.S7Plc;
import dev.postern.plant.site.Session;
import java.util.List;

/** Blocks are loaded into a controller, with or without stopping it first. The controller fetches the pieces: it asks, the station answers. */
final class S7Download extends Story {
    private static final List<String> BLOCKS = List.of("0800001P", "0C00004P", "0A00010P");
    private static final int PIECE_BYTES = 212;
    private static final int PROGRAMMING_DEVICE = 1;

    private final Session session;
    private final Host source;
    private final Host target;
    private final boolean stops;
    private int reference = 256;

    S7Download(Stage stage, Host source, boolean stops) {
        this(stage, source, stage.site().pressureZones.getLast(), stops);
    }

    S7Download(Stage stage, Host source, S7Plc plc, boolean stops) {
        super(stage);
        this.source = source;
        this.stops = stops;
        target = plc.host();
        session = new Session(network, source, plc, dice);
    }

    @Override
    void begin(long nowNanos) {
        actCovertly(
                nowNanos, "asks " + target + " what it is", source, target, Ledger.Technique.DEVICE_INFORMATION, () -> {
                    long at = session.open(nowNanos);
                    if (!session.isOpen()) return;
                    at = session.ask(at, S7.connect(PROGRAMMING_DEVICE, 0, 2));
                    at = session.ask(at + 1_000_000, S7.job(next(), S7.setup(480)));
                    at = session.ask(at + 5_000_000, S7.ask(next(), 4, 1, S7.statusList(0x11, 0)));
                    at = session.ask(at + 5_000_000, S7.ask(next(), 4, 1, S7.statusList(0x1C, 0)));
                    session.ask(at + 12_000_000, S7.ask(next(), 3, 1, S7.emptyData()));
                    session.settle();
                });
        after(nowNanos, 50 * SECOND, stops ? this::stop : now -> load(now, 0));
    }

    private void stop(long nowNanos) {
        if (!session.isOpen()) return;
        act(nowNanos, "stops " + target, source, target, Ledger.Technique.STOP, () -> {
            session.ask(nowNanos, S7.job(next(), S7.stop()));
            session.settle();
        });
        after(nowNanos, 25 * SECOND, now -> load(now, 0));
    }

    private void load(long nowNanos, int index) {
        if (!session.isOpen()) return;
        String block = BLOCKS.get(index);
        act(nowNanos, "loads block " + block + " into " + target, source, target, Ledger.Technique.DOWNLOAD, () -> {
            byte[] code = new byte[300 + dice.below(500)];
            dice.fill(code);
            long at = session.ask(nowNanos, S7.job(next(), S7.requestDownload(block, code.length)));
            at = fetch(at, block, code);
            session.ask(at + 40_000_000, S7.job(next(), S7.insert(block)));
            session.settle();
        });
        if (index + 1 < BLOCKS.size()) after(nowNanos, 4 * SECOND, now -> load(now, index + 1));
        else after(nowNanos, 20 * SECOND, this::finish);
    }

    /** The controller asks for piece after piece. */
    private long fetch(long atNanos, String block, byte[] code) {
        Tcp tcp = session.tcp();
        long at = atNanos;
        for (int start = 0; start < code.length; start += PIECE_BYTES) {
            int length = Math.min(PIECE_BYTES, code.length - start);
            int number = next();
            at = tcp.send(at + 6_000_000, false, S7.job(number, S7.named(S7.DOWNLOAD_BLOCK, block)));
            byte[] more = S7.pieceFollows(S7.DOWNLOAD_BLOCK, start + length < code.length);
            at = tcp.send(at + 3_000_000, true, S7.answer(number, more, S7.piece(code, start, length)));
        }
        int number = next();
        at = tcp.send(at + 6_000_000, false, S7.job(number, S7.named(S7.DOWNLOAD_ENDED, block)));
        return tcp.send(at + 3_000_000, true, S7.done(number, S7.DOWNLOAD_ENDED));
    }

    private void finish(long nowNanos) {
        if (!session.isOpen()) return;
        if (stops)
            act(nowNanos, "starts " + target, source, target, Ledger.Technique.STOP, () -> {
                session.ask(nowNanos, S7.job(next(), S7.start()));
                session.settle();
            });
        session.tcp().close(nowNanos + 8 * SECOND);
    }

    private int next() {
        reference = (reference + 1) & 0xFFFF;
        return reference;
    }
}
