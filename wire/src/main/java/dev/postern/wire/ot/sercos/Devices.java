package dev.postern.wire.ot.sercos;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What a bus remembers of its devices. While it starts (phases 1 and 2) each telegram has 128 service channels and 128 device words at fixed places; in
 * phases 3 and 4 they stand where the master wrote before that they will (S-0-1009, 1013, 1014), so that they are read if the start was seen. Through a service channel the master reads and writes a parameter, four octets at a time;
 * each step turns its handshake, and the device follows with its own. Plain data; at most one entry for each of the 512
 * addresses there can be, once its channel turns.
 *
 * <pre>{@code
 * 0                                                            768
 * | control or status (2), information (4) for each of 128 ... | device control or status (2), 0 (2) for each of 128 ...   little-endian
 * control: element(3) | last 1 | write 1 | handshake 1         status: process 1 | error 1 | busy 1 | handshake 1
 * }</pre>
 */
final class Devices {
    private static final int CHANNELS = 128, CHANNEL_BYTES = 6, WORDS_AT = CHANNELS * CHANNEL_BYTES, WORD_BYTES = 4;
    private static final int HANDSHAKE = 1, WRITE = 2, LAST = 4, ELEMENT_SHIFT = 3;
    private static final int BUSY = 2, ERROR = 4, PROCESS = 8;
    private static final int NUMBER = 1, DATA = 7;
    private static final int WORDS_MAX = 64;
    /** Where something stands: telegram and offset behind the header. 0 is the hot-plug field, thus none of these. */
    private static final int TELEGRAM_SHIFT = 12, OFFSET = 0x07FF;

    private static final int IDENTIFY = 0x8000, TOPOLOGY_TURNS = 0x4000, TOPOLOGY = 0x3000;
    private static final double IDENTITY = 0.9;

    private static final String[] ELEMENTS = {"", "number", "name", "attribute", "unit", "minimum", "maximum", "data"};

    /** Those whose channel ever turned or whose word ever changed. */
    private final TreeMap<Integer, Device> devices = new TreeMap<>();
    /** Of these a place is known, in the order in which they were told. */
    private final ArrayList<Device> placed = new ArrayList<>();
    /** Null while nobody joins, and from a snapshot of an earlier release. */
    private HotPlug hotPlug;

    /** Mutable. */
    private static final class Device {
        final int number;
        int control;
        int idn;
        int word;
        boolean waiting;
        long askedNanos;
        int masterPlace;
        int slavePlace;
        int wordPlace;
        /** What was carried so far of one element; null before its first step. */
        ArrayList<Object> collected;

        Device(int number) {
            this.number = number;
        }
    }

    /**
     * Reads a master data telegram while the bus starts.
     *
     * @param at where its data begin
     */
    void masterAtStart(Bytes bytes, int at, int telegram, Turn turn) {
        for (int i = 0; i < CHANNELS && bytes.has(at + CHANNEL_BYTES * i, CHANNEL_BYTES); i++)
            step(bytes, at + CHANNEL_BYTES * i, telegram * CHANNELS + i, turn);
        for (int i = 0; i < CHANNELS && bytes.has(at + WORDS_AT + WORD_BYTES * i, 2); i++)
            control(telegram * CHANNELS + i, bytes.u16le(at + WORDS_AT + WORD_BYTES * i), turn);
    }

    /** Reads one while it runs. */
    void master(Bytes bytes, int at, int telegram, Turn turn) {
        if (telegram == 0) {
            if (hotPlug == null) hotPlug = new HotPlug();
            hotPlug.master(bytes, at, turn);
        }
        for (Device device : placed) {
            int channel = place(device.masterPlace, at, telegram);
            if (channel > 0 && bytes.has(channel, CHANNEL_BYTES)) step(bytes, channel, device.number, turn);
            int word = place(device.wordPlace, at, telegram);
            if (word > 0 && bytes.has(word, 2)) control(device.number, bytes.u16le(word), turn);
        }
    }

    /** Offset of what stands in this telegram, or -1. */
    private static int place(int place, int at, int telegram) {
        return place == 0 || place >> TELEGRAM_SHIFT != telegram ? -1 : at + (place & OFFSET);
    }

    /** The master tells a device where in a running telegram it will find what. */
    private void learn(Device device) {
        boolean master = Idn.isMasterPlace(device.idn);
        boolean slave = Idn.isSlavePlace(device.idn);
        boolean word = Idn.isWordPlace(device.idn);
        boolean places = master || slave || word;
        int told = places ? (int) ((long) device.collected.getFirst() & 0x3FFF) : 0;
        if (told == 0) return;
        if (device.masterPlace == 0 && device.slavePlace == 0 && device.wordPlace == 0) placed.add(device);
        if (master) device.masterPlace = told;
        else if (slave) device.slavePlace = told;
        else device.wordPlace = told;
    }

    private void step(Bytes bytes, int channel, int number, Turn turn) {
        int control = bytes.u16le(channel);
        Device device = devices.get(number);
        int before = device == null ? 0 : device.control;
        boolean turned = ((control ^ before) & HANDSHAKE) != 0;
        if (device == null && turned) devices.put(number, device = new Device(number));
        if (device != null) device.control = control;
        // An answer that was lost leaves what the step before carried.
        boolean another = (before & LAST) != 0 || (before ^ control) >> ELEMENT_SHIFT != 0;
        if (turned && another) device.collected = null;
        if (turned) asks(device, bytes.i32le(channel + 2), turn);
    }

    private void asks(Device device, int information, Turn turn) {
        int control = device.control;
        int element = control >> ELEMENT_SHIFT & 7;
        // A channel that is closed asks for nothing.
        device.waiting = element != 0;
        if (element == 0) return;
        if (element == NUMBER) {
            device.idn = information;
            device.collected = null;
            device.askedNanos = turn.atNanos();
            return;
        }
        boolean first = device.collected == null;
        if (first) {
            device.collected = new ArrayList<>();
            device.askedNanos = turn.atNanos();
        }
        boolean writes = (control & WRITE) != 0;
        if (writes) collect(device, information, turn);
        // A write is told when it is whole, a read when it begins: its length is not known before.
        boolean whole = (control & LAST) != 0;
        if (writes ? whole : first) message(device, Outcome.REQUEST, turn).emit();
        if (writes && whole && element == DATA) learn(device);
    }

    private static void collect(Device device, int information, Turn turn) {
        if (device.collected == null) return;
        if (device.collected.size() < WORDS_MAX) device.collected.add(information & 0xFFFF_FFFFL);
        else turn.forgot();
    }

    private static Turn.Draft message(Device device, Outcome outcome, Turn turn) {
        boolean writes = (device.control & WRITE) != 0;
        int element = device.control >> ELEMENT_SHIFT & 7;
        int idn = device.idn;
        String operation = (writes ? "write " : "read ") + ELEMENTS[element];
        Verb verb = !writes ? Verb.READ : element == DATA ? Idn.writeVerb(idn) : Verb.WRITE;
        Turn.Draft draft = turn.message(operation, verb, outcome)
                .unit("device " + device.number)
                .target(Idn.name(idn))
                .field("device", device.number)
                .field("idn", idn & 0xFFFF_FFFFL);
        List<Object> values = device.collected;
        boolean told = writes || outcome == Outcome.SUCCESS;
        if (told && values != null && !Idn.isSecret(idn)) draft.field("values", List.copyOf(values));
        return draft;
    }

    /** Reads an acknowledge telegram; devices that it has not yet passed have left their places empty. */
    void slavesAtStart(Bytes bytes, int at, int telegram, Turn turn) {
        for (Device device : devices.values()) {
            int channel = at + CHANNEL_BYTES * (device.number % CHANNELS);
            boolean here = device.number / CHANNELS == telegram && bytes.has(channel, CHANNEL_BYTES);
            if (here) follow(bytes, channel, device, turn);
        }
    }

    /** Reads one while the bus runs. */
    void slaves(Bytes bytes, int at, int telegram, Turn turn) {
        if (telegram == 0 && hotPlug != null) hotPlug.slave(bytes, at, turn);
        for (Device device : placed) {
            int channel = place(device.slavePlace, at, telegram);
            if (channel > 0 && bytes.has(channel, CHANNEL_BYTES)) follow(bytes, channel, device, turn);
        }
    }

    private void follow(Bytes bytes, int channel, Device device, Turn turn) {
        int status = bytes.u16le(channel);
        boolean followed = ((status ^ device.control) & HANDSHAKE) == 0;
        if (device.waiting && followed && (status & PROCESS) != 0 && (status & BUSY) == 0)
            answers(device, status, bytes.i32le(channel + 2), turn);
    }

    private void answers(Device device, int status, int information, Turn turn) {
        int control = device.control;
        boolean writes = (control & WRITE) != 0;
        boolean refused = (status & ERROR) != 0;
        boolean last = (control & LAST) != 0;
        device.waiting = false;
        if ((control >> ELEMENT_SHIFT & 7) == NUMBER && !refused) return;
        if (!writes && !refused) collect(device, information, turn);
        if (!last && !refused) return;
        Turn.Draft draft = message(device, refused ? Outcome.REFUSED : Outcome.SUCCESS, turn)
                .answers(device.askedNanos);
        if (refused) draft.field("error", (long) information & 0xFFFF);
        draft.emit();
        if (!writes && !refused && (control >> ELEMENT_SHIFT & 7) == DATA) label(device, turn);
        device.collected = null;
    }

    /** Texts have their length and its limit in the first four octets. */
    private static void label(Device device, Turn turn) {
        Attribute attribute = Idn.label(device.idn);
        List<Object> values = device.collected;
        if (attribute == null || values == null || values.size() < 2) return;
        int length = (int) ((long) values.getFirst() & 0xFFFF);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length && i / 4 + 1 < values.size(); i++) {
            int octet = (int) ((long) values.get(i / 4 + 1) >> 8 * (i % 4)) & 0xFF;
            if (octet < ' ' || octet > '~') return;
            text.append((char) octet);
        }
        turn.identity(turn.source(), "device " + device.number, attribute, text.toString(), IDENTITY);
    }

    /** The word is sent each cycle and told when it changes: a device that is to show itself, ports opened, closed, looped. */
    private void control(int number, int word, Turn turn) {
        Device device = devices.get(number);
        int before = device == null ? 0 : device.word;
        if (before == word) return;
        if (device == null) devices.put(number, device = new Device(number));
        device.word = word;
        if (((before ^ word) & (IDENTIFY | TOPOLOGY_TURNS | TOPOLOGY)) == 0) return;
        boolean topology = ((before ^ word) & (TOPOLOGY_TURNS | TOPOLOGY)) != 0;
        turn.message("device control", topology ? Verb.CONFIGURE : Verb.IDENTIFY, Outcome.NOTICE)
                .unit("device " + number)
                .field("device", number)
                .field("control", (long) word)
                .field("identify", (word & IDENTIFY) != 0)
                .field("topology", (long) ((word & TOPOLOGY) >> 12))
                .emit();
    }
}
