package dev.postern.wire.it;

import dev.postern.wire.Bench;
import dev.postern.wire.Dissector;
import java.util.Arrays;
import java.util.List;

/** Feeds the pieces of a stream to a dissector on the bench, keeping what is pending as the wire does. */
public final class Conveyor {
    private final Bench bench;
    private final byte[][] pending = {new byte[0], new byte[0]};

    public Conveyor(Bench bench) {
        this.bench = bench;
    }

    public void feed(List<Tapped.Piece> pieces) {
        for (Tapped.Piece piece : pieces) feed(piece.fromClient(), piece.bytes());
    }

    private void feed(boolean fromClient, byte[] bytes) {
        int side = fromClient ? 0 : 1;
        byte[] all = Arrays.copyOf(pending[side], pending[side].length + bytes.length);
        System.arraycopy(bytes, 0, all, pending[side].length, bytes.length);
        int consumed = bench.pull(all, fromClient);
        if (consumed == Dissector.LOST) throw new AssertionError("stream lost");
        pending[side] = Arrays.copyOfRange(all, consumed, all.length);
    }
}
