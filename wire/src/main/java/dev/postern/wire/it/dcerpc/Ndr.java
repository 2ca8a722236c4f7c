package dev.postern.wire.it.dcerpc;

import dev.postern.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Numbers in the byte order of the sender. Offsets are those of the bytes below. */
final class Ndr {
    private static final int LITTLE_ENDIAN = 0x10;
    static final int TEXTS_MAX = 8;
    static final int TEXT_CHARACTERS_MAX = 256;
    private static final int SEARCHED_BYTES_MAX = 4096;

    private final Bytes bytes;
    private final boolean little;

    Ndr(Bytes bytes, int representation) {
        this.bytes = bytes;
        little = (representation & LITTLE_ENDIAN) != 0;
    }

    Bytes bytes() {
        return bytes;
    }

    boolean little() {
        return little;
    }

    int u8(int at) {
        return bytes.u8(at);
    }

    int u16(int at) {
        return little ? bytes.u16le(at) : bytes.u16(at);
    }

    long u32(int at) {
        return little ? bytes.u32le(at) : bytes.u32(at);
    }

    long i64(int at) {
        return little ? bytes.i64le(at) : bytes.i64(at);
    }

    Uuid uuid(int at) {
        return Uuid.read(bytes, at, little);
    }

    /**
     * Texts of a call without knowing its parameters: NDR writes each as three numbers (room, offset 0, length) and 16-bit characters. At most
     * {@link #TEXTS_MAX} within the first {@value #SEARCHED_BYTES_MAX} octets.
     */
    List<Object> texts(int from, int to) {
        List<Object> found = new ArrayList<>();
        int end = Math.min(Math.min(to, bytes.length()), from + SEARCHED_BYTES_MAX);
        int at = from;
        while (at + 16 <= end && found.size() < TEXTS_MAX) {
            int length = textLength(at, end);
            if (length > 0) {
                String text = text(at + 12, length);
                if (!text.isEmpty()) found.add(text);
                at += 12 + (2 * length + 3 & ~3);
            } else {
                at += 4;
            }
        }
        return found;
    }

    private int textLength(int at, int end) {
        long length = u32(at + 8);
        boolean plausible = u32(at + 4) == 0
                && length >= 2
                && length <= TEXT_CHARACTERS_MAX
                && u32(at) >= length
                && u32(at) <= 0xFFFF;
        if (!plausible || at + 12 + 2 * length > end) return 0;
        for (int i = 0; i < length; i++) {
            int character = u16(at + 12 + 2 * i);
            boolean last = i == length - 1 && i > 0 && character == 0;
            if (!last && (character < ' ' || character >= 0xD800)) return 0;
        }
        return (int) length;
    }

    private String text(int at, int length) {
        char[] characters = new char[length];
        for (int i = 0; i < length; i++) characters[i] = (char) u16(at + 2 * i);
        return new String(characters).replace("\0", "");
    }
}
