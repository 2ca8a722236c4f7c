package dev.postern.wire.ot.iec104;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;

/**
 * IEC 60870-5-101 as it stands on a serial line, carried over TCP by terminal servers: frames of format class FT 1.2 ({@link LinkFrame}), unbalanced
 * or balanced, around the same ASDUs as IEC 60870-5-104. The sizes of their addresses are the line's own ({@link Line}). Whose frame it is says the
 * bit PRM; which side opened the connection does not matter.
 */
public final class Iec101 implements Dissector {
    /** Frames of one payload that are looked at for one that settles the matter. */
    private static final int FRAMES_PROBED_MAX = 16;

    private static final int FIXED_CONTROL = 1, FIXED_ADDRESS = 2;
    private static final int START_BYTES = 4;

    @Override
    public String protocol() {
        return "iec101";
    }

    /** It has none of its own. */
    @Override
    public boolean usualPort(Transport transport, int port) {
        return false;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Object newState() {
        return new Iec101State();
    }

    /**
     * M-Bus and IEC 60870-5-103 use the same frames. M-Bus asks with frames that are its own as well, five octets long, so such frames from the side
     * that asks say nothing; what carries data has to be an ASDU of this standard and of no other.
     */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        Recognition known = Recognition.NOT;
        int at = 0;
        for (int i = 0; i < FRAMES_PROBED_MAX && at < pending.length(); i++) {
            int length = frameBytes(pending, at);
            if (length < 0) return Recognition.NOT;
            // The rest of a frame that carries data will tell.
            if (!pending.has(at, length)) return length > START_BYTES ? Recognition.UNSURE : known;
            if (pending.u8(at) == LinkFrame.VARIABLE) {
                Recognition frame = probeData(pending, at, at + length);
                if (frame != Recognition.UNSURE) return frame;
                known = frame;
            } else if (length > 1 && !asIfMeterBus(pending, at, length)) {
                known = Recognition.UNSURE;
            }
            at += length;
        }
        return known;
    }

    /** Of the frame that stands here; more than is there if its end is missing; -1 if there is none. */
    private static int frameBytes(Bytes bytes, int at) {
        if (bytes.u8(at) == LinkFrame.SINGLE) return 1;
        for (int link = 0; link <= LinkFrame.LINK_MAX; link++)
            if (LinkFrame.isFixed(bytes, at, link)) return LinkFrame.FIXED_BYTES_MIN + link;
        if (!bytes.has(at, START_BYTES)) return START_BYTES;
        return LinkFrame.variableBytes(bytes, at);
    }

    private static boolean asIfMeterBus(Bytes bytes, int at, int length) {
        return length == LinkFrame.FIXED_BYTES_MIN + 1 && LinkFrame.asks(bytes.u8(at + FIXED_CONTROL));
    }

    /** Two octets of link address shift the ASDU to where other protocols have their data, so they are never certain; none are so in balanced lines. */
    private static Recognition probeData(Bytes pending, int at, int end) {
        int control = at + LinkFrame.CONTROL;
        if (!LinkFrame.ends(pending, control, end) || !LinkFrame.carries(pending.u8(control))) return Recognition.NOT;
        boolean possible = false;
        for (int link = 0; link <= LinkFrame.LINK_MAX; link++) {
            boolean certain = Line.isOwn(pending, control + 1 + link)
                    && (link == 1 || link == 0 && LinkFrame.asks(pending.u8(control)));
            if (!Line.fits(pending, control, end - LinkFrame.TRAILER_BYTES, link)) continue;
            if (certain) return Recognition.CERTAIN;
            possible = true;
        }
        return possible ? Recognition.UNSURE : Recognition.NOT;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        Iec101State state = turn.state();
        int first = pending.u8(0);
        if (first == LinkFrame.SINGLE) {
            state.inStep(turn.fromClient(), true);
            answer("acknowledge", Outcome.SUCCESS, "single", state, turn).emit();
            return 1;
        }
        if (first == LinkFrame.FIXED) return fixed(pending, turn, state);
        if (first != LinkFrame.VARIABLE) return lost(turn, state, "start octet unknown", 0);
        if (pending.length() < START_BYTES) {
            turn.need(START_BYTES);
            return NEED_MORE;
        }
        int total = LinkFrame.variableBytes(pending, 0);
        if (total < 0) return lost(turn, state, "length not repeated", 1);
        if (pending.length() < total) {
            turn.need(total);
            return NEED_MORE;
        }
        if (!LinkFrame.ends(pending, LinkFrame.CONTROL, total))
            return lost(turn, state, "check does not fit", total - LinkFrame.TRAILER_BYTES);
        state.inStep(turn.fromClient(), true);
        data(new Bytes().wrap(pending, 0, total - LinkFrame.TRAILER_BYTES), turn, state);
        return total;
    }

    private static void data(Bytes frame, Turn turn, Iec101State state) {
        state.line.hear(frame, LinkFrame.CONTROL, frame.length());
        int control = frame.u8(LinkFrame.CONTROL);
        Sizes sizes = state.line.sizes();
        if (!LinkFrame.carries(control)) turn.malformed("function carries no data", LinkFrame.CONTROL);
        if (LinkFrame.asks(control)) state.ask(turn, "", address(frame, LinkFrame.CONTROL + 1, sizes.link()));
        else state.answered(turn.fromClient());
        Asdu.read(frame, LinkFrame.CONTROL + 1 + sizes.link(), sizes, turn, state.commands);
    }

    private static int fixed(Bytes pending, Turn turn, Iec101State state) {
        int known = state.line.sizes().link();
        int link = LinkFrame.isFixed(pending, 0, known) ? known : -1;
        for (int other = 0; other <= LinkFrame.LINK_MAX && link < 0; other++)
            if (LinkFrame.isFixed(pending, 0, other)) link = other;
        if (link < 0) {
            if (pending.length() >= LinkFrame.FIXED_BYTES_MIN + LinkFrame.LINK_MAX)
                return lost(turn, state, "check does not fit", LinkFrame.FIXED_BYTES_MIN - LinkFrame.TRAILER_BYTES);
            turn.need(pending.length() + 1);
            return NEED_MORE;
        }
        state.inStep(turn.fromClient(), true);
        state.line.link(link);
        int control = pending.u8(FIXED_CONTROL);
        String unit = address(pending, FIXED_ADDRESS, link);
        String service = LinkFrame.service(control);
        if (LinkFrame.asks(control)) {
            turn.message(service, verb(service), Outcome.REQUEST)
                    .unit(unit)
                    .field("format", "fixed")
                    .field("function", (long) (control & 0x0F))
                    .emit();
            state.ask(turn, service, unit);
        } else {
            Turn.Draft draft = answer(service, outcome(control), "fixed", state, turn)
                    .unit(unit)
                    .field("function", (long) (control & 0x0F));
            LinkFrame.flags(draft, control);
            draft.emit();
        }
        return LinkFrame.FIXED_BYTES_MIN + link;
    }

    private static String address(Bytes bytes, int at, int octets) {
        return octets == 0 ? "" : Integer.toString(Sizes.little(bytes, at, octets));
    }

    private static Verb verb(String service) {
        return service.equals("reset user process") ? Verb.RESTART : Verb.SESSION;
    }

    /** Link busy, and services that do not work or are not there. */
    private static Outcome outcome(int control) {
        return switch (control & 0x0F) {
            case 1, 14, 15 -> Outcome.REFUSED;
            default -> Outcome.SUCCESS;
        };
    }

    /** An answer of the link layer has the words of the service it answers; data that was sent has its own. */
    private static Turn.Draft answer(String said, Outcome outcome, String format, Iec101State state, Turn turn) {
        Iec101State.Ask asked = state.answered(turn.fromClient());
        boolean named = asked != null && !asked.service().isEmpty();
        String operation = named ? asked.service() : said;
        Turn.Draft draft = turn.message(operation, verb(operation), asked == null ? Outcome.NOTICE : outcome);
        if (asked != null) draft.unit(asked.unit()).answers(asked.atNanos());
        return draft.field("format", format).field("answer", named ? said : null);
    }

    private static int lost(Turn turn, Iec101State state, String rule, int offset) {
        if (state.inStep(turn.fromClient())) turn.malformed(rule, offset);
        state.inStep(turn.fromClient(), false);
        return LOST;
    }
}
