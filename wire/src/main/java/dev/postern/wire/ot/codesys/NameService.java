package dev.postern.wire.ot.codesys;

import dev.postern.model.Identity.Attribute;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Pending;
import dev.postern.wire.Turn;
import dev.postern.wire.Values;

/** Who is there: requests for an address, and what nodes say of themselves (node information 1.03 and 4.00). */
final class NameService {
    private static final int RESOLVE_ADDRESS = 0xC202, IDENTIFICATION = 0xC280;
    private static final int REQUEST_ID = 4, INFORMATION = 8;
    /** Fixed part of the information: sizes, target, version, serial length and what is reserved. */
    private static final int NAMES = 40;

    private static final double IDENTITY = 0.9;

    private NameService() {}

    static void read(Bytes bytes, int at, int end, boolean request, Turn turn) {
        if (end < at + INFORMATION) {
            turn.malformed("name service ends early", end);
            return;
        }
        int code = bytes.u16le(at);
        long id = bytes.u32le(at + REQUEST_ID);
        Pending waiting = turn.state();
        if (request) {
            String operation = code == RESOLVE_ADDRESS ? "resolve address" : "name service " + code;
            turn.message(operation, Verb.IDENTIFY, Outcome.REQUEST)
                    .field("code", (long) code)
                    .field("request_id", id)
                    .emit();
            waiting.asked(id, turn, operation, Verb.IDENTIFY, "", 0);
            return;
        }
        Pending.Asked asked = waiting.answered(id);
        Turn.Draft draft = Pending.answer(turn, asked, "identification", Verb.IDENTIFY, Outcome.SUCCESS)
                .field("code", (long) code)
                .field("request_id", id);
        int info = at + INFORMATION;
        if (code != IDENTIFICATION || end < info + NAMES) {
            draft.field("data", Values.hex(bytes, info, end)).emit();
            return;
        }
        int node = info + NAMES + bytes.u16le(info + 4);
        int device = node + 2 * bytes.u16le(info + 6) + 2;
        int vendor = device + 2 * bytes.u16le(info + 8) + 2;
        int serial = vendor + 2 * bytes.u16le(info + 10) + 2;
        int serialOctets = bytes.u8(info + 28);
        if (serial + serialOctets > end) turn.malformed("names beyond datagram", info + 6);
        String nodeName = text(bytes, node, device, end);
        String deviceName = text(bytes, device, vendor, end);
        String vendorName = text(bytes, vendor, serial, end);
        String version =
                bytes.u8(info + 23) + "." + bytes.u8(info + 22) + "." + bytes.u8(info + 21) + "." + bytes.u8(info + 20);
        String serialNumber = serial + serialOctets <= end ? bytes.ascii(serial, serialOctets) : "";
        draft.field("node", nodeName)
                .field("device", deviceName)
                .field("vendor", vendorName)
                .field("version", version)
                .field("target_type", bytes.u32le(info + 12))
                .field("target_id", bytes.u32le(info + 16))
                .field("serial", serialNumber)
                .emit();
        turn.identity(turn.source(), Attribute.NAME, nodeName, IDENTITY);
        turn.identity(turn.source(), Attribute.MODEL, deviceName, IDENTITY);
        turn.identity(turn.source(), Attribute.VENDOR, vendorName, IDENTITY);
        turn.identity(turn.source(), Attribute.FIRMWARE, version, IDENTITY);
        turn.identity(turn.source(), Attribute.SERIAL, serialNumber, IDENTITY);
    }

    /** UTF-16 that ends with a zero before {@code next}. */
    private static String text(Bytes bytes, int at, int next, int end) {
        return next > end || next - 2 <= at ? "" : bytes.utf16le(at, next - 2 - at);
    }
}
