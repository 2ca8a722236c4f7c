package dev.postern.wire.ot.c37118;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Synchrophasors: commands to a measuring unit or concentrator, its header and configuration, and the stream of data, which is read once the
 * configuration was seen.
 *
 * <pre>{@code
 * 0      1                  2         4         6          10            14                 size - 2
 * | 0xAA | type, version(4) | size(2) | id(2) | seconds(4) | quality, fraction(3) | ... | check(2)
 * }</pre>
 */
public final class C37118Dissector implements Dissector {
    private static final int SYNC = 0xAA;
    private static final int TYPE = 1, SIZE = 2, ID = 4, SECONDS = 6, FRACTION = 10, BODY = 14;
    private static final int CHECK_BYTES = 2;
    private static final int SIZE_MIN = BODY + CHECK_BYTES;
    private static final int DATA = 0, HEADER = 1, CONFIGURATION_1 = 2, COMMAND = 4, CONFIGURATION_3 = 5;
    private static final int VERSION_MAX = 3;
    private static final int TEXT_BYTES_MAX = 1024;
    private static final int SHOWN_BYTES_MAX = 64;
    private static final double CONFIDENCE = 0.9;
    private static final String[] COMMANDS = {
        null,
        "data off",
        "data on",
        "header",
        "configuration 1",
        "configuration 2",
        "configuration 3",
        null,
        "extended frame"
    };

    private static final class State {
        /** By the id of the stream; the oldest goes first. */
        private final LinkedHashMap<Integer, Configuration> configurations = new LinkedHashMap<>();

        private final long[] askedNanos = new long[COMMANDS.length];

        private boolean clientLost;
        private boolean serverLost;

        private State() {
            java.util.Arrays.fill(askedNanos, -1);
        }
    }

    @Override
    public String protocol() {
        return "c37118";
    }

    @Override
    public boolean usualPort(Transport transport, int port) {
        return speaks(transport) && (port == 4712 || port == 4713);
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.TCP || transport == Transport.UDP;
    }

    @Override
    public Object newState() {
        return new State();
    }

    @Override
    public Recognition probe(Bytes pending, Transport transport, boolean fromClient) {
        if (pending.u8(0) != SYNC) return Recognition.NOT;
        if (pending.length() < SIZE + 2) return Recognition.UNSURE;
        int kind = pending.u8(TYPE);
        int size = pending.u16(SIZE);
        if (!isKind(kind) || size < SIZE_MIN) return Recognition.NOT;
        if (pending.length() < size) return transport == Transport.TCP ? Recognition.UNSURE : Recognition.NOT;
        return check(pending, size) ? Recognition.CERTAIN : Recognition.NOT;
    }

    private static boolean isKind(int octet) {
        int version = octet & 0x0F;
        return octet >> 4 <= CONFIGURATION_3 && version >= 1 && version <= VERSION_MAX;
    }

    /** CRC-CCITT, annex B: 0x1021, from 0xFFFF. */
    private static boolean check(Bytes frame, int size) {
        int crc = 0xFFFF;
        for (int i = 0; i < size - CHECK_BYTES; i++) {
            crc ^= frame.u8(i) << 8;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1;
        }
        return (crc & 0xFFFF) == frame.u16(size - CHECK_BYTES);
    }

    @Override
    public int dissect(Bytes pending, Turn turn) {
        boolean stream = turn.conversation().transport() == Transport.TCP;
        if (pending.length() < SIZE + 2) {
            if (!stream) turn.malformed("frame ends early", pending.length());
            turn.need(SIZE + 2);
            return stream ? NEED_MORE : pending.length();
        }
        int size = pending.u16(SIZE);
        if (pending.u8(0) != SYNC || !isKind(pending.u8(TYPE))) {
            return lost(turn, "no synchronisation word", 0, stream ? LOST : pending.length());
        }
        if (size < SIZE_MIN) {
            return lost(turn, "size out of range", SIZE, stream ? LOST : pending.length());
        }
        if (pending.length() < size) {
            if (!stream) turn.malformed("frame ends early", pending.length());
            turn.need(size);
            return stream ? NEED_MORE : pending.length();
        }
        lost(turn, false);
        if (check(pending, size)) frame(new Bytes().wrap(pending, 0, size), turn);
        else turn.malformed("check", size - CHECK_BYTES);
        return size;
    }

    /** Tells the first loss of a direction; what follows is lost too. */
    private static int lost(Turn turn, String rule, int offset, int result) {
        State state = turn.state();
        if (!(turn.fromClient() ? state.clientLost : state.serverLost)) turn.malformed(rule, offset);
        lost(turn, true);
        return result;
    }

    private static void lost(Turn turn, boolean value) {
        State state = turn.state();
        if (turn.fromClient()) state.clientLost = value;
        else state.serverLost = value;
    }

    private static void frame(Bytes frame, Turn turn) {
        int kind = frame.u8(TYPE) >> 4;
        int end = frame.length() - CHECK_BYTES;
        switch (kind) {
            case DATA -> data(frame, end, turn);
            case HEADER -> header(frame, end, turn);
            case COMMAND -> command(frame, end, turn);
            default -> configuration(frame, kind, end, turn);
        }
    }

    private static Turn.Draft describe(Turn.Draft draft, Bytes frame) {
        return draft.unit(Integer.toString(frame.u16(ID)))
                .field("type", (long) (frame.u8(TYPE) >> 4))
                .field("version", (long) (frame.u8(TYPE) & 0x0F))
                .field("size", (long) frame.length())
                .field("id", (long) frame.u16(ID))
                .field("seconds", frame.u32(SECONDS))
                .field("fraction", (long) frame.u24(FRACTION + 1))
                .field("time_quality", (long) frame.u8(FRACTION));
    }

    private static void data(Bytes frame, int end, Turn turn) {
        State state = turn.state();
        int id = frame.u16(ID);
        Configuration configuration = state.configurations.get(id);
        Turn.Draft draft = describe(turn.message("data", Verb.EXCHANGE, Outcome.NOTICE), frame);
        boolean read = configuration != null && Measurements.read(frame, BODY, end, configuration, draft);
        Streams others = read ? null : turn.commonIfAny(Streams.class);
        Configuration agreed = others == null ? null : others.get(id);
        if (agreed != null && Measurements.read(frame, BODY, end, agreed, draft)) {
            read = true;
            Streams.put(turn, state.configurations, id, agreed);
        }
        if (configuration != null && !read) turn.malformed("data does not fit its configuration", SIZE);
        if (!read) draft.field("data", frame.hex(BODY, Math.min(SHOWN_BYTES_MAX, end - BODY)));
        draft.emit();
    }

    private static void header(Bytes frame, int end, Turn turn) {
        String text = frame.ascii(BODY, Math.min(TEXT_BYTES_MAX, end - BODY));
        turn.identity(turn.source(), Attribute.NOTE, text, CONFIDENCE);
        describe(turn.message(COMMANDS[3], Verb.IDENTIFY, Outcome.SUCCESS), frame)
                .answers(asked(turn, 3))
                .field("text", text.isEmpty() ? null : text)
                .emit();
    }

    private static void command(Bytes frame, int end, Turn turn) {
        int code = frame.u16(BODY);
        if (end < BODY + 2) {
            turn.malformed("command ends early", end);
            return;
        }
        String operation = code < COMMANDS.length ? COMMANDS[code] : null;
        if (operation == null) operation = "command " + code;
        boolean answered = code >= 3 && code <= 6;
        if (answered) turn.<State>state().askedNanos[code] = turn.atNanos();
        Verb verb = answered ? Verb.IDENTIFY : code == 1 || code == 2 ? Verb.SESSION : Verb.OTHER;
        Turn.Draft draft = describe(turn.message(operation, verb, answered ? Outcome.REQUEST : Outcome.NOTICE), frame)
                .field("command", (long) code);
        if (end > BODY + 2) draft.field("data", frame.hex(BODY + 2, Math.min(SHOWN_BYTES_MAX, end - BODY - 2)));
        draft.emit();
    }

    /** Time of the command that is answered, or -1. */
    private static long asked(Turn turn, int command) {
        State state = turn.state();
        long atNanos = state.askedNanos[command];
        state.askedNanos[command] = -1;
        return atNanos;
    }

    private static void configuration(Bytes frame, int kind, int end, Turn turn) {
        boolean third = kind == CONFIGURATION_3;
        int command = third ? 6 : kind == CONFIGURATION_1 ? 4 : 5;
        Configuration configuration = Configuration.read(frame, third, third ? BODY + 2 : BODY, end);
        if (configuration.broken) turn.malformed("configuration does not fit its frame", SIZE);
        else if (kind != CONFIGURATION_1) {
            Streams.put(turn, turn.<State>state().configurations, frame.u16(ID), configuration);
            turn.common(Streams::new).put(turn, frame.u16(ID), configuration);
        }
        boolean alone = configuration.stations.size() == 1;
        for (Configuration.Station station : configuration.stations)
            turn.identity(turn.source(), alone ? Attribute.NAME : Attribute.NOTE, station.name, CONFIDENCE);
        Turn.Draft draft = describe(turn.message(COMMANDS[command], Verb.IDENTIFY, Outcome.SUCCESS), frame)
                .answers(asked(turn, command))
                .field("time_base", (long) configuration.timeBase)
                .field("units", (long) configuration.count);
        stations(draft, configuration);
        draft.field("rate", (long) configuration.rate)
                .field("changes", (long) configuration.changes)
                .emit();
    }

    private static void stations(Turn.Draft draft, Configuration configuration) {
        List<Object> ids = new ArrayList<>();
        List<Object> phasors = new ArrayList<>();
        List<Object> analogs = new ArrayList<>();
        List<Object> digitals = new ArrayList<>();
        List<Object> nominal = new ArrayList<>();
        for (Configuration.Station station : configuration.stations) {
            ids.add((long) station.id);
            phasors.add((long) station.phasors);
            analogs.add((long) station.analogs);
            digitals.add((long) station.digitals);
            nominal.add((long) station.nominalHertz);
        }
        draft.field("stations", configuration.names())
                .field("station_ids", ids)
                .field("phasors", phasors)
                .field("analogs", analogs)
                .field("digitals", digitals)
                .field("nominal_hertz", nominal)
                .field("channels", configuration.channels);
        // Names are told once; the stream needs only counts and formats.
        configuration.channels = List.of();
    }
}
