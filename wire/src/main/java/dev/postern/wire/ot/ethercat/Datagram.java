package dev.postern.wire.ot.ethercat;

import dev.postern.model.Address;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;

/** One datagram: what is read or written where. Unit: the slave by its position or its configured address. Target: the register or logical address. */
final class Datagram {
    static final int COMMAND = 0, INDEX = 1, SLAVE = 2, OFFSET = 4, LENGTH = 6, DATA = 10;
    /** Header and working counter. */
    static final int OVERHEAD_BYTES = 12;

    static final int COMMAND_MAX = 14;
    private static final int FPRD = 4, BRD = 7, BRW = 9, LRD = 10, LRW = 12, ARMW = 13;
    private static final String[] COMMANDS = {
        "nop", "aprd", "apwr", "aprw", "fprd", "fpwr", "fprw", "brd", "bwr", "brw", "lrd", "lwr", "lrw", "armw", "frmw"
    };
    private static final int AL_CONTROL = 0x0120,
            AL_STATUS = 0x0130,
            RESET = 0x0040,
            EEPROM_CONTROL = 0x0502,
            MEMORY = 0x1000;
    private static final int EEPROM_COMMAND = 0x0700, EEPROM_READ = 0x0100;
    private static final int KIND_LOGICAL = 1, KIND_REGISTER = 2, KIND_POSITION = 3, KIND_STATION = 4;
    private static final int SHOWN_BYTES = 32;
    private static final int IMAGE_OCTETS_MAX = 64;

    private final Bytes bytes;
    private final int at;
    private final int length;
    private final boolean back;
    private final Turn turn;
    private final int command;

    /** @param back the frame has passed the slaves */
    Datagram(Bytes bytes, int at, int length, boolean back, Turn turn) {
        this.bytes = bytes;
        this.at = at;
        this.length = length;
        this.back = back;
        this.turn = turn;
        command = bytes.u8(at);
    }

    private boolean logical() {
        return command >= LRD && command <= LRW;
    }

    private boolean reads() {
        return command % 3 == 1 && command < ARMW;
    }

    private int offset() {
        return bytes.u16le(at + OFFSET);
    }

    void emit() {
        if (command > COMMAND_MAX) {
            turn.malformed("unknown command", at);
            return;
        }
        int counter = bytes.u16le(at + DATA + length);
        // Nobody answered; of a broadcast or a cycle that may be as it should.
        boolean refused = back && counter == 0 && command != 0;
        Outcome outcome = !back ? Outcome.REQUEST : refused ? Outcome.REFUSED : Outcome.SUCCESS;
        Mailbox mailbox =
                command > 0 && command < BRD && offset() >= MEMORY ? Mailbox.of(bytes, at + DATA, length) : null;
        Turn.Draft draft;
        if (mailbox != null) {
            draft = turn.message(mailbox.operation(), mailbox.verb(), mailbox.refuses() ? Outcome.REFUSED : outcome)
                    .target(mailbox.target());
        } else {
            draft = turn.message(COMMANDS[command], verb(), outcome).target(target());
        }
        String unit = unit();
        draft.unit(unit)
                .field("command", (long) command)
                .field("index", (long) bytes.u8(at + INDEX))
                .field("length", (long) length)
                .field("working_counter", (long) counter);
        if (logical()) {
            draft.field("logical_address", bytes.u32le(at + SLAVE));
        } else {
            draft.field("slave", (long) bytes.u16le(at + SLAVE)).field("offset", (long) offset());
        }
        if (mailbox != null) mailbox.fill(draft);
        else fillState(draft);
        draft.emit();
        if (!refused && back && command == FPRD) identify(mailbox, unit);
    }

    /** What comes back from a station that was read. */
    private void identify(Mailbox mailbox, String unit) {
        Address source = turn.source();
        Address master =
                source.kind() == Address.Kind.MAC ? Address.mac(source.low() & ~EtherCat.LOCAL_ADDRESS_BIT) : source;
        SlaveIdentity slave = new SlaveIdentity(turn, master, unit);
        if (mailbox != null) mailbox.identify(slave);
        else if (offset() == EEPROM_CONTROL) slave.eeprom(bytes, at + DATA, length);
    }

    /** The state of the slaves is worth its name; of everything else the first octets, of what the slaves made of the process image as values. */
    private void fillState(Turn.Draft draft) {
        if (length == 0) return;
        if (logical()) {
            if (back && bytes.u16le(at + DATA + length) > 0)
                draft.field("values", Values.octets(bytes, at + DATA, Math.min(length, IMAGE_OCTETS_MAX)));
            return;
        }
        boolean known = !reads() || back;
        boolean state = (offset() == AL_CONTROL || offset() == AL_STATUS) && known;
        if (state) draft.field("state", state(bytes.u8(at + DATA)));
        if (known && offset() < MEMORY && length <= SHOWN_BYTES) draft.field("data", bytes.hex(at + DATA, length));
    }

    private static String state(int bits) {
        return switch (bits & 0x0F) {
            case 1 -> "init";
            case 2 -> "pre-operational";
            case 3 -> "bootstrap";
            case 4 -> "safe-operational";
            case 8 -> "operational";
            default -> "state " + (bits & 0x0F);
        };
    }

    private Verb verb() {
        if (command == 0) return Verb.OTHER;
        // Read by one and written by all behind it: how clocks are kept together.
        if (logical() || command >= ARMW) return Verb.EXCHANGE;
        if (reads()) return Verb.READ;
        return switch (offset()) {
            case AL_CONTROL -> Verb.MODE;
            case RESET -> Verb.RESTART;
            case EEPROM_CONTROL ->
                (bytes.u16le(at + DATA) & EEPROM_COMMAND) == EEPROM_READ ? Verb.READ : Verb.CONFIGURE;
            default -> offset() >= MEMORY ? Verb.EXCHANGE : Verb.CONFIGURE;
        };
    }

    private String unit() {
        if (command == 0 || logical()) return "";
        if (command >= BRD && command <= BRW) return "all";
        Names names = turn.state();
        int slave = bytes.u16le(at + SLAVE);
        if (command < FPRD || command == ARMW) {
            // Each slave adds one and the one that finds zero is meant: on the way back the count tells nothing.
            if (back) return "";
            String text = names.get(KIND_POSITION, slave);
            return text != null ? text : names.put(KIND_POSITION, slave, "position " + (-slave & 0xFFFF));
        }
        String text = names.get(KIND_STATION, slave);
        return text != null ? text : names.put(KIND_STATION, slave, Integer.toString(slave));
    }

    private String target() {
        if (command == 0) return "";
        Names names = turn.state();
        int kind = logical() ? KIND_LOGICAL : KIND_REGISTER;
        long number = logical() ? bytes.u32le(at + SLAVE) : offset();
        String text = names.get(kind, number);
        if (text != null) return text;
        return names.put(kind, number, logical() ? "logical 0x" + Long.toHexString(number) : register((int) number));
    }

    private static String register(int offset) {
        String name = switch (offset) {
            case 0x0000 -> "type";
            case 0x0010 -> "station address";
            case RESET -> "reset";
            case 0x0100 -> "dl control";
            case 0x0110 -> "dl status";
            case AL_CONTROL -> "al control";
            case AL_STATUS -> "al status";
            case 0x0134 -> "al status code";
            case 0x0220 -> "al event";
            case 0x0300 -> "error counters";
            case 0x0400 -> "watchdog divider";
            case 0x0500 -> "eeprom configuration";
            case EEPROM_CONTROL -> "eeprom control";
            case 0x0508 -> "eeprom data";
            case 0x0910 -> "system time";
            default -> null;
        };
        if (name != null) return name;
        return (offset >= MEMORY ? "memory 0x" : "register 0x") + Integer.toHexString(offset);
    }
}
