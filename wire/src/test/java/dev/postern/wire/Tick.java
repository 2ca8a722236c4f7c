package dev.postern.wire;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.nio.charset.StandardCharsets;

/** A protocol of its own for tests of what lies below: {@code 0x7E}, length of the text in two bytes, ASCII text; port 7777. */
class Tick implements Dissector {
    /** What a message without a text is called. */
    static final String NOTHING = "nothing";

    static final int PORT = 7777;
    static final int MAGIC = 0x7E;
    private final boolean saysNeed;

    Tick(boolean saysNeed) {
        this.saysNeed = saysNeed;
    }

    Tick() {
        this(true);
    }

    static byte[] say(String text) {
        if (text.equals(NOTHING)) text = "";
        return Lab.join(Lab.numbers(MAGIC, 1, text.length(), 2), text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String protocol() {
        return "tick";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return port == PORT;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport != Transport.ICMP;
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (pending.u8(0) != MAGIC) return Recognition.NOT;
        return pending.length() >= 6 && pending.startsWith("tick", 3) ? Recognition.CERTAIN : Recognition.UNSURE;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        if (pending.u8(0) != MAGIC) return LOST;
        if (!pending.has(0, 3)) return NEED_MORE;
        int length = pending.u16(1);
        boolean datagram = turn.conversation().transport() != Transport.TCP;
        if (!datagram && !pending.has(3, length)) {
            if (saysNeed) turn.need(3 + length);
            return NEED_MORE;
        }
        String said = pending.ascii(3, length);
        turn.message(said.isEmpty() ? NOTHING : said, Verb.READ, turn.fromClient() ? Outcome.REQUEST : Outcome.SUCCESS)
                .emit();
        return 3 + length;
    }
}
