package dev.postern.wire.it.quic;

import dev.postern.wire.Bytes;

/**
 * A long header, RFC 9000 section 17.2 and RFC 8999 section 5.1, at {@code at} of a datagram. Promise: if {@link #fault} is null, everything
 * up to {@link #end} is there.
 */
final class LongHeader {
    static final int CONNECTION_ID_MAX = 20;
    private static final int VERSION = 1, DESTINATION_LENGTH = 5;

    final Bytes bytes;
    final int at;
    final int versionNumber;
    final QuicVersion version;
    final int destinationAt;
    final int destinationLength;
    final int sourceLength;
    /** After both connection ids. */
    final int afterIds;

    QuicVersion.PacketType type;
    /** Where the protected packet number begins. */
    int numberAt;

    int end;
    /** The rule it breaks, or null. */
    String fault;

    int faultAt;
    private int cursor;

    LongHeader(Bytes bytes, int at) {
        this.bytes = bytes;
        this.at = at;
        versionNumber = bytes.i32(at + VERSION);
        version = QuicVersion.of(versionNumber);
        destinationLength = bytes.u8(at + DESTINATION_LENGTH);
        destinationAt = at + DESTINATION_LENGTH + 1;
        sourceLength = bytes.u8(destinationAt + destinationLength);
        afterIds = destinationAt + destinationLength + 1 + sourceLength;
        end = bytes.length();
        if (!bytes.has(at, afterIds - at)) fault("header ends early", bytes.length());
        else if (versionNumber != 0 && (destinationLength > CONNECTION_ID_MAX || sourceLength > CONNECTION_ID_MAX))
            fault("connection id longer than 20", at + DESTINATION_LENGTH);
        else if (version != null) versioned();
    }

    private void versioned() {
        type = version.type(bytes.u8(at));
        if ((bytes.u8(at) & 0x40) == 0) fault("fixed bit missing", at);
        if (type == QuicVersion.PacketType.RETRY) return;
        cursor = afterIds;
        if (type == QuicVersion.PacketType.INITIAL) {
            long token = varint();
            if (token > bytes.length() - cursor) {
                fault("token longer than the datagram", afterIds);
                return;
            }
            cursor += (int) token;
        }
        int lengthAt = cursor;
        long length = varint();
        if (cursor > bytes.length() || length > bytes.length() - cursor) {
            fault("packet longer than the datagram", Math.min(lengthAt, bytes.length()));
            return;
        }
        numberAt = cursor;
        end = cursor + (int) length;
    }

    private long varint() {
        long value = Varint.value(bytes, cursor);
        cursor += Varint.size(bytes, cursor);
        return value;
    }

    private void fault(String rule, int offset) {
        if (fault != null) return;
        fault = rule;
        faultAt = offset;
    }

    static boolean is(Bytes bytes, int at) {
        return (bytes.u8(at) & 0x80) != 0;
    }
}
