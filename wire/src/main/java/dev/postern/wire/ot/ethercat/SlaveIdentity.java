package dev.postern.wire.ot.ethercat;

import dev.postern.model.Address;
import dev.postern.model.Identity.Attribute;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/**
 * Who a slave is: words 8 to 15 of its EEPROM (slave information interface, ETG.2010), which the master reads at power-up, and the objects 0x1008 to
 * 0x100A and 0x1018 (ETG.1000.6). The slave stands behind the master, whose frame brings it.
 */
final class SlaveIdentity {
    /** Of the EEPROM registers: status, word address, data. */
    private static final int STATUS = 0, WORD = 2, EEPROM_DATA = 6;

    private static final int BUSY_OR_ERROR = 0xF800;
    private static final int EEPROM_VENDOR = 0x08, EEPROM_PRODUCT = 0x0A, EEPROM_REVISION = 0x0C, EEPROM_SERIAL = 0x0E;
    private static final int DEVICE_NAME = 0x1008, HARDWARE = 0x1009, SOFTWARE = 0x100A, IDENTITY = 0x1018;
    private static final int VENDOR = 1, PRODUCT = 2, REVISION = 3, SERIAL = 4;
    private static final double CONFIDENCE = 0.9;

    private final Turn turn;
    private final Address master;
    private final String place;

    /** @param unit of the message that brings it: its station, or empty on the way back by position */
    SlaveIdentity(Turn turn, Address master, String unit) {
        this.turn = turn;
        this.master = master;
        place = "unit " + unit;
    }

    /** The registers as they were read from {@code at}; four octets of EEPROM, or eight. */
    void eeprom(Bytes bytes, int at, int length) {
        if (length < EEPROM_DATA + 4 || (bytes.u16le(at + STATUS) & BUSY_OR_ERROR) != 0) return;
        long word = bytes.u32le(at + WORD);
        for (int i = 0; i < 2 && EEPROM_DATA + 4 * i + 4 <= length; i++) {
            int number = switch ((int) Math.min(word + 2L * i, 0xFF)) {
                case EEPROM_VENDOR -> VENDOR;
                case EEPROM_PRODUCT -> PRODUCT;
                case EEPROM_REVISION -> REVISION;
                case EEPROM_SERIAL -> SERIAL;
                default -> 0;
            };
            if (number > 0) number(number, bytes.u32le(at + EEPROM_DATA + 4 * i));
        }
    }

    /** An object as the slave answered it. */
    void object(int index, int subindex, Bytes bytes, int at, int length) {
        if (index == IDENTITY && length == 4 && subindex >= VENDOR && subindex <= SERIAL)
            number(subindex, bytes.u32le(at));
        if (subindex != 0 || length <= 0) return;
        switch (index) {
            case DEVICE_NAME -> tell(Attribute.MODEL, bytes.ascii(at, length));
            case HARDWARE -> tell(Attribute.NOTE, "hardware " + bytes.ascii(at, length));
            case SOFTWARE -> tell(Attribute.FIRMWARE, bytes.ascii(at, length));
            default -> {}
        }
    }

    private void number(int which, long value) {
        switch (which) {
            case VENDOR -> {
                String name = vendor(value);
                if (name != null) tell(Attribute.VENDOR, name);
                else if (value != 0) tell(Attribute.NOTE, "EtherCAT vendor 0x" + Long.toHexString(value));
            }
            case PRODUCT -> tell(Attribute.NOTE, "EtherCAT product code 0x" + Long.toHexString(value));
            case REVISION -> tell(Attribute.NOTE, "EtherCAT revision 0x" + Long.toHexString(value));
            default -> {
                if (value != 0 && value != 0xFFFF_FFFFL) tell(Attribute.SERIAL, Long.toString(value));
            }
        }
    }

    private void tell(Attribute attribute, String value) {
        turn.identity(master, place, attribute, value, CONFIDENCE);
    }

    /** Null for those that are not among the usual ones. */
    private static String vendor(long id) {
        return id > 0xFFFF
                ? null
                : switch ((int) id) {
                    case 0x0002 -> "Beckhoff";
                    case 0x0021 -> "WAGO";
                    case 0x0083 -> "Omron";
                    case 0x01DD -> "Delta";
                    case 0x0539 -> "Yaskawa";
                    case 0x066F -> "Panasonic";
                    default -> null;
                };
    }
}
