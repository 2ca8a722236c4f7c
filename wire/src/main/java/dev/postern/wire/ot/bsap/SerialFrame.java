package dev.postern.wire.ot.bsap;

import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Pending;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;
import java.util.Arrays;

/**
 * A frame as on the serial line:
 * {@code | 10 02 | address | serial | destination function | sequence | source function | node status | data | 10 03 | CRC |}, in which
 * each 10 is doubled. An address above 7F is global: destination and source address and a control octet follow the serial number.
 */
final class SerialFrame {
    private static final int DLE = 0x10, STX = 0x02, ETX = 0x03;
    private static final int FRAME_BYTES_MIN = 10;
    private static final int CRC_POLYNOMIAL = 0x8408;
    private static final int ADDRESS = 0, GLOBAL_BYTES = 5;
    private static final int MASTER = 0x03;
    /** From the destination function on. */
    private static final int SEQUENCE = 1, SOURCE = 3, DATA = 5;

    private SerialFrame() {}

    static boolean is(Bytes bytes) {
        return bytes.length() >= FRAME_BYTES_MIN && bytes.u8(0) == DLE && bytes.u8(1) == STX;
    }

    /** What the line carries between start and end, or null if the frame does not end or its CRC is wrong. */
    static byte[] unstuffed(Bytes bytes) {
        int end = bytes.length() - 4;
        if (bytes.u8(end) != DLE || bytes.u8(end + 1) != ETX) return null;
        byte[] plain = new byte[end - 2];
        int length = 0;
        for (int at = 2; at < end; at++) {
            int octet = bytes.u8(at);
            if (octet == DLE && at + 1 < end && bytes.u8(at + 1) == DLE) at++;
            plain[length++] = (byte) octet;
        }
        int crc = 0xFFFF;
        for (int at = 0; at <= length; at++) {
            crc ^= at == length ? ETX : plain[at] & 0xFF;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ CRC_POLYNOMIAL : crc >> 1;
        }
        return crc == bytes.u16le(end + 2) ? Arrays.copyOf(plain, length) : null;
    }

    static void read(Bytes bytes, Turn turn) {
        byte[] plain = unstuffed(bytes);
        if (plain == null) {
            turn.malformed("frame without end or wrong crc", bytes.length());
            return;
        }
        Bytes frame = new Bytes().wrap(plain);
        boolean global = frame.u8(ADDRESS) > 0x7F;
        int at = 2 + (global ? GLOBAL_BYTES : 0);
        int destination = frame.u8(at);
        if (plain.length < at + DATA) {
            poll(frame, at, destination, turn);
            return;
        }
        long sequence = frame.u16le(at + SEQUENCE);
        int source = frame.u8(at + SOURCE);
        int address = frame.u8(ADDRESS) & 0x7F;
        Pending waiting = turn.state();
        if (destination == MASTER && source == Database.RDB) {
            Pending.Asked asked = waiting.answered(sequence);
            Database.answer(frame, at + DATA, plain.length, asked, turn)
                    .unit(asked == null ? "" : Integer.toString(address))
                    .field("sequence", sequence)
                    .emit();
        } else if (destination == Database.RDB) {
            Database.request(frame, at + DATA, plain.length, sequence, turn)
                    .unit(Integer.toString(address))
                    .field("sequence", sequence)
                    .emit();
        } else {
            other(frame, at, plain.length, destination, address, turn);
        }
        if (frame.overrun()) turn.malformed("frame ends early", bytes.length());
    }

    /** Polls and acknowledgements have a header of their own. */
    private static void poll(Bytes frame, int at, int function, Turn turn) {
        turn.message(Database.application(function), Verb.OTHER, Outcome.NOTICE)
                .unit(Integer.toString(frame.u8(ADDRESS) & 0x7F))
                .field("application", (long) function)
                .field("data", Values.hex(frame, at + 1, frame.length()))
                .emit();
    }

    private static void other(Bytes frame, int at, int end, int function, int address, Turn turn) {
        turn.message(Database.application(function), Database.verb(function), Outcome.NOTICE)
                .unit(Integer.toString(address))
                .field("application", (long) function)
                .field("sequence", (long) frame.u16le(at + SEQUENCE))
                .field("data", Values.hex(frame, at + DATA, end))
                .emit();
    }
}
