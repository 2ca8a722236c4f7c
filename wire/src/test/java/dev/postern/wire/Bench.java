package dev.postern.wire;

import dev.postern.model.Address;
import dev.postern.model.Conversation;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Observation;
import dev.postern.model.Stamp;
import dev.postern.model.Transport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * One dissector on the bench: bytes in, observations out, without a network below it. Each call is a datagram, or the bytes of a stream that
 * are pending; time moves 10 ms a call.
 */
public final class Bench {
    public final List<Observation> observations = new ArrayList<>();
    private final Dissector dissector;
    private final Conversation conversation;
    private final Object state;
    private final Turn turn;
    private long calls;
    private long laterNanos;
    private int taken;
    private int longest;

    public Bench(Dissector dissector, Transport transport, int serverPort) {
        this(dissector, transport, Address.ipv4(0x0A000001), Address.ipv4(0x0A000002), serverPort);
    }

    public Bench(Dissector dissector, Transport transport, Address client, Address server, int serverPort) {
        this(dissector, transport, client, server, serverPort, new Turn());
    }

    private Bench(Dissector dissector, Transport transport, Address client, Address server, int serverPort, Turn turn) {
        this.dissector = dissector;
        this.turn = turn;
        conversation = new Conversation(client, server, transport, 50_000, serverPort, 0);
        state = dissector.newState();
    }

    /** Another flow of the same two hosts, which knows what they have in common. */
    public Bench beside(Transport transport, int serverPort) {
        return new Bench(dissector, transport, conversation.client(), conversation.server(), serverPort, turn);
    }

    /** A flow of other hosts, or of another dissector, in the same wire. */
    public Bench elsewhere(Dissector other, Transport transport, Address client, Address server, int serverPort) {
        return new Bench(other, transport, client, server, serverPort, turn);
    }

    /** So much time passes. */
    public void later(long nanos) {
        laterNanos += nanos;
    }

    /** The client sends; returns what the dissector consumed in its last call. */
    public int client(byte[] bytes) {
        return feed(bytes, true);
    }

    public int server(byte[] bytes) {
        return feed(bytes, false);
    }

    public int client(String hex) {
        return feed(hex(hex), true);
    }

    public int server(String hex) {
        return feed(hex(hex), false);
    }

    /** Hex with blanks and line ends. */
    public static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replaceAll("\\s+", ""));
    }

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The dissector said in its last turn that its protocol ends. */
    public boolean isOver() {
        return turn.isOver();
    }

    /** Entries that went from full tables in the last turn. */
    public int forgotten() {
        return turn.forgotten();
    }

    /** The most that was pending in any call. */
    int longestBytes() {
        return longest;
    }

    /** Gives what is pending of a stream; returns how much of it the dissector took, or {@link Dissector#LOST}. */
    public int pull(byte[] pending, boolean fromClient) {
        taken = 0;
        int last = feed(pending, fromClient);
        return last == Dissector.LOST ? last : taken;
    }

    /** Both sides close the stream. */
    public void close() {
        begin(false);
        dissector.ended(turn);
    }

    private int feed(byte[] bytes, boolean fromClient) {
        longest = Math.max(longest, bytes.length);
        calls++;
        int at = 0;
        int consumed = Dissector.NEED_MORE;
        while (at < bytes.length) {
            Bytes pending = new Bytes().wrap(bytes, at, bytes.length - at);
            begin(fromClient);
            consumed = dissector.dissect(pending, turn);
            if (consumed > 0 && pending.overrun() && !turn.complained())
                turn.malformed("message ends early", pending.overrunAt());
            if (consumed <= 0) return consumed;
            if (consumed > pending.length()) throw new AssertionError("consumed more than there is");
            at += consumed;
            taken = at;
        }
        return consumed;
    }

    private void begin(boolean fromClient) {
        Stamp stamp = new Stamp(laterNanos + calls * 10_000_000L, calls, 0, calls, false);
        turn.begin(
                new Turn.Origin() {
                    @Override
                    public Stamp stamp() {
                        return stamp;
                    }

                    @Override
                    public long atNanos() {
                        return stamp.atNanos();
                    }
                },
                conversation,
                fromClient,
                dissector.protocol(),
                state,
                observations::add);
    }

    public List<Message> messages() {
        return observations.stream()
                .filter(Message.class::isInstance)
                .map(Message.class::cast)
                .toList();
    }

    public List<Malformed> malformed() {
        return observations.stream()
                .filter(Malformed.class::isInstance)
                .map(Malformed.class::cast)
                .toList();
    }
}
