package dev.postern.wire.ot.sercos;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * What a bus remembers of its devices while it starts (phases 1 and 2), when each telegram has 128 service channels and 128 device words at fixed places; in
 * phases 3 and 4 their places are those that the master wrote before. Through a service channel the master reads and writes a parameter, four octets at a time;
 * each step turns its handshake, and the device follows with its own. Plain data; one entry for each of the 512 addresses there can be.
 *
 * <pre>{@code
 * 0                                                            768
 * | control or status (2), information (4) for each of 128 ... | device control or status (2), 0 (2) for each of 128 ...   little-endian
 * control: element(3) | last 1 | write 1 | handshake 1         status: process 1 | error 1 | busy 1 | handshake 1
 * }</pre>
 */
final class Devices {
    private static final int CHANNELS = 128, CHANNEL_BYTES = 6, WORDS_AT = CHANNELS * CHANNEL_BYTES, WORD_BYTES = 4;
    private static final int TELEGRAMS = 4, DEVICES = TELEGRAMS * CHANNELS;
    private static final int HANDSHAKE = 1, WRITE = 2, LAST = 4, ELEMENT_SHIFT = 3;
    private static final int BUSY = 2, ERROR = 4, PROCESS = 8;
    private static final int NUMBER = 1, DATA = 7;
    private static final int WORDS_MAX = 64;
    private static final int IDENTIFY = 0x8000, TOPOLOGY_TURNS = 0x4000, TOPOLOGY = 0x3000;
    private static final double IDENTITY = 0.9;

    private static final String[] ELEMENTS = {"", "number", "name", "attribute", "unit", "minimum", "maximum", "data"};

    private int[] controls;
    private int[] idns;
    private int[] words;
    private boolean[] waiting;
    private long[] asked;
    private ArrayList<ArrayList<Object>> collected;

    /** Lays out the tables when a bus starts; most flows begin later and need none. */
    private void begin() {
        if (controls != null) return;
        controls = new int[DEVICES];
        idns = new int[DEVICES];
        words = new int[DEVICES];
        waiting = new boolean[DEVICES];
        asked = new long[DEVICES];
        collected = new ArrayList<>(DEVICES);
        for (int i = 0; i < DEVICES; i++) collected.add(null);
    }

    /**
     * Reads a master data telegram.
     *
     * @param at where its data begin
     */
    void master(Bytes bytes, int at, int telegram, Turn turn) {
        begin();
        for (int i = 0; i < CHANNELS && bytes.has(at + CHANNEL_BYTES * i, CHANNEL_BYTES); i++) {
            int channel = at + CHANNEL_BYTES * i;
            int control = bytes.u16le(channel);
            int device = telegram * CHANNELS + i;
            boolean step = ((control ^ controls[device]) & HANDSHAKE) != 0;
            controls[device] = control;
            if (step) asks(device, control, bytes.i32le(channel + 2), turn);
        }
        for (int i = 0; i < CHANNELS && bytes.has(at + WORDS_AT + WORD_BYTES * i, 2); i++)
            control(telegram * CHANNELS + i, bytes.u16le(at + WORDS_AT + WORD_BYTES * i), turn);
    }

    private void asks(int device, int control, int information, Turn turn) {
        int element = control >> ELEMENT_SHIFT & 7;
        waiting[device] = true;
        if (element == NUMBER) {
            idns[device] = information;
            collected.set(device, null);
            asked[device] = turn.atNanos();
            return;
        }
        boolean first = collected.get(device) == null;
        if (first) {
            collected.set(device, new ArrayList<>());
            asked[device] = turn.atNanos();
        }
        boolean writes = (control & WRITE) != 0;
        if (writes) collect(device, information);
        // A write is told when it is whole, a read when it begins: its length is not known before.
        if (writes ? (control & LAST) != 0 : first)
            message(device, control, Outcome.REQUEST, turn).emit();
    }

    private void collect(int device, int information) {
        ArrayList<Object> values = collected.get(device);
        if (values != null && values.size() < WORDS_MAX) values.add(information & 0xFFFF_FFFFL);
    }

    private Turn.Draft message(int device, int control, Outcome outcome, Turn turn) {
        boolean writes = (control & WRITE) != 0;
        int element = control >> ELEMENT_SHIFT & 7;
        int idn = idns[device];
        String operation = (writes ? "write " : "read ") + ELEMENTS[element];
        Verb verb = !writes ? Verb.READ : element == DATA ? Idn.writeVerb(idn) : Verb.WRITE;
        Turn.Draft draft = turn.message(operation, verb, outcome)
                .unit("device " + device)
                .target(Idn.name(idn))
                .field("device", (long) device)
                .field("idn", idn & 0xFFFF_FFFFL);
        List<Object> values = collected.get(device);
        boolean told = writes || outcome == Outcome.SUCCESS;
        if (told && values != null && !Idn.isSecret(idn)) draft.field("values", List.copyOf(values));
        return draft;
    }

    /** Reads an acknowledge telegram; devices that it has not yet passed have left their places empty. */
    void slaves(Bytes bytes, int at, int telegram, Turn turn) {
        if (controls == null) return;
        for (int i = 0; i < CHANNELS && bytes.has(at + CHANNEL_BYTES * i, CHANNEL_BYTES); i++) {
            int status = bytes.u16le(at + CHANNEL_BYTES * i);
            int device = telegram * CHANNELS + i;
            boolean followed = ((status ^ controls[device]) & HANDSHAKE) == 0;
            if (waiting[device] && followed && (status & PROCESS) != 0 && (status & BUSY) == 0)
                answers(device, status, bytes.i32le(at + CHANNEL_BYTES * i + 2), turn);
        }
    }

    private void answers(int device, int status, int information, Turn turn) {
        int control = controls[device];
        boolean writes = (control & WRITE) != 0;
        boolean refused = (status & ERROR) != 0;
        boolean last = (control & LAST) != 0;
        waiting[device] = false;
        if ((control >> ELEMENT_SHIFT & 7) == NUMBER && !refused) return;
        if (!writes && !refused) collect(device, information);
        if (!last && !refused) return;
        Turn.Draft draft = message(device, control, refused ? Outcome.REFUSED : Outcome.SUCCESS, turn)
                .answers(asked[device]);
        if (refused) draft.field("error", (long) information & 0xFFFF);
        draft.emit();
        if (!writes && !refused && (control >> ELEMENT_SHIFT & 7) == DATA) label(device, turn);
        collected.set(device, null);
    }

    /** Texts have their length and its limit in the first four octets. */
    private void label(int device, Turn turn) {
        Attribute attribute = Idn.label(idns[device]);
        List<Object> values = collected.get(device);
        if (attribute == null || values == null || values.size() < 2) return;
        int length = (int) ((long) values.getFirst() & 0xFFFF);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length && i / 4 + 1 < values.size(); i++) {
            int octet = (int) ((long) values.get(i / 4 + 1) >> 8 * (i % 4)) & 0xFF;
            if (octet < ' ' || octet > '~') return;
            text.append((char) octet);
        }
        turn.identity(turn.source(), "device " + device, attribute, text.toString(), IDENTITY);
    }

    /** The word is sent each cycle and told when it changes: a device that is to show itself, ports opened, closed, looped. */
    private void control(int device, int word, Turn turn) {
        int before = words[device];
        words[device] = word;
        if (((before ^ word) & (IDENTIFY | TOPOLOGY_TURNS | TOPOLOGY)) == 0) return;
        boolean topology = ((before ^ word) & (TOPOLOGY_TURNS | TOPOLOGY)) != 0;
        turn.message("device control", topology ? Verb.CONFIGURE : Verb.IDENTIFY, Outcome.NOTICE)
                .unit("device " + device)
                .field("device", (long) device)
                .field("control", (long) word)
                .field("identify", (word & IDENTIFY) != 0)
                .field("topology", (long) ((word & TOPOLOGY) >> 12))
                .emit();
    }
}
