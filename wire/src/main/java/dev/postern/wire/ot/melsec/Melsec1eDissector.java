package dev.postern.wire.ot.melsec;

import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Pending;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;
import java.util.List;

/**
 * MC protocol in 1E frames (A compatible), binary, over TCP and UDP. An answer has its command and no length: it is that of the request it belongs to, or of what was registered to be
 * monitored. Where neither was heard, a stream is read on from its next segment.
 *
 * <pre>{@code
 * 0         1    2       4
 * | command | PC | timer | device number (4) | code (2) | points | 0 | data            little-endian
 * | command, 80 | end code | data, or of the end code 5B an error code and 0
 * }</pre>
 */
public final class Melsec1eDissector implements Dissector {
    private static final int PC = 1, TIMER = 2, END_CODE = 1, ANSWER_DATA = 2;
    private static final int ANSWER = 0x80, OWN_PC = 0xFF, ABNORMAL = 0x5B, ABNORMAL_BYTES = 4;
    /** Quarters of a second; a longer one is no timer. */
    private static final int TIMER_MAX = 240;

    private static final int ANSWER_BYTES_MAX = ANSWER_DATA + 512;
    private static final int POINTS_BITS = 16;

    @Override
    public String protocol() {
        return "melsec1e";
    }

    /** Ports are set by the user; what a frame says must be enough. */
    @Override
    public boolean usualPort(Transport transport, int port) {
        return false;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP || transport == Transport.UDP;
    }

    @Override
    public Object newState() {
        return new State();
    }

    /** A block of a known device in a frame of its exact length is certain; the rest is short and proves little. */
    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        int first = pending.u8(0);
        if (!fromClient) {
            boolean known = first >= ANSWER && Frame1e.of(first & ~ANSWER) != null;
            boolean fits = pending.u8(END_CODE) == ABNORMAL
                    ? pending.length() == ABNORMAL_BYTES
                    : pending.u8(END_CODE) == 0 && pending.length() <= ANSWER_BYTES_MAX;
            return known && fits && pending.has(0, ANSWER_DATA) ? Recognition.UNSURE : Recognition.NOT;
        }
        Frame1e frame = Frame1e.of(first);
        if (frame == null || pending.u8(PC) != OWN_PC || pending.u16le(TIMER) > TIMER_MAX) return Recognition.NOT;
        if (!pending.has(0, Frame1e.DATA) || pending.length() != frame.requestBytes(pending)) return Recognition.NOT;
        if (frame.isBlock()) return frame.isDevice(pending) ? Recognition.CERTAIN : Recognition.NOT;
        return Recognition.UNSURE;
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        boolean stream = turn.conversation().transport() == Transport.TCP;
        return turn.fromClient() ? request(pending, stream, turn) : answer(pending, stream, turn);
    }

    private static int request(Bytes pending, boolean stream, Turn turn) {
        Frame1e frame = Frame1e.of(pending.u8(0));
        if (frame == null) {
            turn.malformed("unknown command", 0);
            return stream ? LOST : pending.length();
        }
        int least = frame.isBlock() ? Frame1e.DATA + 8 : Frame1e.DATA;
        int total = pending.length() < least ? least : frame.requestBytes(pending);
        if (pending.length() < total) {
            turn.need(total);
            if (stream) return NEED_MORE;
            turn.malformed("request ends early", pending.length());
            return pending.length();
        }
        if (stream) pending.endAt(total);
        State state = turn.state();
        Registered registered =
                frame == Frame1e.MONITOR_BITS ? state.bits : frame == Frame1e.MONITOR_WORDS ? state.words : null;
        String target = registered == null ? frame.target(pending) : registered.target;
        List<Object> written = frame.written(pending);
        turn.message(frame.operation, frame.verb, Outcome.REQUEST)
                .unit(Integer.toString(pending.u8(PC)))
                .target(target)
                .field("command", (long) frame.code)
                .field("timer", (long) pending.u16le(TIMER))
                .field("points", written == null ? null : Device.points(target, frame.ofBits(), written.size()))
                .field("values", written)
                .emit();
        if (frame.registers() != null) state.register(frame.registers(), pending, target);
        long octets = registered == null ? frame.answerBytes(pending) : frame.data(registered.points);
        int points = registered == null ? frame.pointsRead(pending) : registered.points;
        long detail = octets < 0 ? -1 : octets << POINTS_BITS | points;
        state.waiting.asked(frame.code, turn, frame.operation, frame.verb, target, detail);
        return stream ? total : pending.length();
    }

    private static int answer(Bytes pending, boolean stream, Turn turn) {
        if (pending.length() < ANSWER_DATA) {
            turn.need(ANSWER_DATA);
            return stream ? NEED_MORE : Math.max(1, pending.length());
        }
        int code = pending.u8(0) & ~ANSWER;
        Frame1e frame = pending.u8(0) < ANSWER ? null : Frame1e.of(code);
        if (frame == null) {
            turn.malformed("unknown command", 0);
            return stream ? LOST : pending.length();
        }
        int endCode = pending.u8(END_CODE);
        State state = turn.state();
        if (state.answered == null) state.answered = state.waiting.answered(code);
        Pending.Asked asked = state.answered;
        int total = length(pending, endCode, asked);
        if (stream && pending.length() < total) {
            turn.need(total);
            return NEED_MORE;
        }
        state.answered = null;
        if (stream) pending.endAt(total);
        Turn.Draft draft = Pending.answer(
                        turn, asked, frame.operation, frame.verb, endCode == 0 ? Outcome.SUCCESS : Outcome.REFUSED)
                .field("command", (long) code)
                .field("end_code", (long) endCode);
        if (endCode == ABNORMAL) draft.field("error_code", (long) pending.u8(ANSWER_DATA));
        else content(pending, frame, asked, draft);
        draft.emit();
        if (stream && endCode == 0 && !isKnown(asked)) return LOST;
        return stream ? total : pending.length();
    }

    private static boolean isKnown(Pending.Asked asked) {
        return asked != null && asked.detail() >= 0;
    }

    private static int length(Bytes pending, int endCode, Pending.Asked asked) {
        if (endCode == ABNORMAL) return ABNORMAL_BYTES;
        if (endCode != 0) return ANSWER_DATA;
        return isKnown(asked) ? ANSWER_DATA + (int) (asked.detail() >> POINTS_BITS) : pending.length();
    }

    /** Points of a read, as many as were asked for; of other commands what is there. */
    private static void content(Bytes pending, Frame1e frame, Pending.Asked asked, Turn.Draft draft) {
        int points = isKnown(asked) ? (int) (asked.detail() & (1 << POINTS_BITS) - 1) : 0;
        boolean there = pending.length() >= length(pending, 0, asked);
        if (points > 0 && there) {
            List<Object> values = frame.values(pending, ANSWER_DATA, points);
            draft.field("points", Device.points(asked.target(), frame.ofBits(), values.size()))
                    .field("values", values);
        } else draft.field("data", Values.hex(pending, ANSWER_DATA, pending.length()));
    }

    /** What a monitor answer brings. */
    private record Registered(int points, String target) {}

    /** Requests without an answer, the one whose answer has begun to arrive, and what was registered, or null. */
    private static final class State {
        private final Pending waiting = new Pending();
        private Pending.Asked answered;
        private Registered bits;
        private Registered words;

        private void register(Frame1e monitor, Bytes request, String target) {
            Registered registered = new Registered(Frame1e.pointsRegistered(request), target);
            if (monitor == Frame1e.MONITOR_BITS) bits = registered;
            else words = registered;
        }
    }
}
