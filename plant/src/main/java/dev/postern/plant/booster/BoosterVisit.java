package dev.postern.plant.booster;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.protocol.Pcom;

/** Somebody connects to the booster with the maker's workbench. */
public final class BoosterVisit {
    private static final int PIECE_BYTES = 500;
    private static final long SERVICE_NANOS = 24_000_000;
    private final Dice dice;
    private final Tcp tcp;
    private int transaction = 1;

    public BoosterVisit(long atNanos, Network network, Host client, Booster booster, Dice dice) {
        this.dice = dice;
        tcp = Tcp.connect(atNanos, network, client, booster.controller, Pcom.PORT);
    }

    public boolean isOpen() {
        return tcp.isOpen();
    }

    public long readyNanos() {
        return tcp.readyNanos();
    }

    public long identify(long atNanos) {
        long at = text(atNanos, "ID", "IDV570 A 0301");
        return binary(at + 2_000_000, Pcom.NAME, 0);
    }

    /** @param right whether it is the password that was set; the maker's is 1111 */
    public long password(long atNanos, String password, boolean right) {
        return binary(
                atNanos, Pcom.PASSWORD, right ? 1 : 0, password.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    public long stop(long atNanos) {
        return text(atNanos, "CCS", "CC");
    }

    public long run(long atNanos) {
        return text(atNanos, "CCR", "CC");
    }

    public long reset(long atNanos) {
        return text(atNanos, "CCE", "CC");
    }

    public long download(long atNanos, int pieces) {
        long at = atNanos;
        for (int i = 0; i < pieces; i++) {
            byte[] piece = new byte[PIECE_BYTES];
            dice.fill(piece);
            at = binary(at + 4_000_000, Pcom.WRITE_MEMORY, i * PIECE_BYTES, piece);
        }
        return binary(at + 4_000_000, Pcom.FLUSH, 0);
    }

    public long close(long atNanos) {
        return tcp.close(atNanos);
    }

    private long text(long atNanos, String question, String answer) {
        transaction++;
        return exchange(atNanos, Pcom.ask(transaction, 0, question), Pcom.answer(transaction, 0, answer));
    }

    private long binary(long atNanos, int command, int detail, byte... data) {
        transaction++;
        return exchange(
                atNanos,
                Pcom.binary(transaction, command, detail, data),
                Pcom.binary(transaction, command | Pcom.ANSWER, detail));
    }

    private long exchange(long atNanos, byte[] question, byte[] answer) {
        return tcp.exchange(atNanos, question, dice.around(SERVICE_NANOS, 0.3), answer);
    }
}
