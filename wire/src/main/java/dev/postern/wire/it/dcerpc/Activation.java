package dev.postern.wire.it.dcerpc;

import dev.postern.wire.Bytes;
import java.util.Map;

/**
 * Which class of objects a client wants another computer to make for it: MS-DCOM section 2.2.18.6 (OBJREF_CUSTOM), 2.2.22.1 (CustomHeader) and
 * 2.2.22.2.1 (InstantiationInfoData). Little-endian whatever the call is.
 */
final class Activation {
    private static final int SIGNATURE = 0x574F_454D, CUSTOM = 4;
    /** Offsets from the signature. */
    private static final int FLAGS = 4, HEADER = 56, HEADER_BYTES = 76, COUNT = 88, CLASSES = 124;

    private static final int SEARCHED_BYTES_MAX = 256;
    private static final int PROPERTIES_MAX = 16;
    private static final int SERIALIZATION_BYTES = 16;
    private static final Uuid INSTANTIATION = Uuid.of("000001ab-0000-0000-c000-000000000046");
    /** Classes by which a computer is asked about, and made to do things: MS-WMI section 1.9, and shells that run what they are told. */
    private static final Map<Uuid, String> NAMES = Map.of(
            Uuid.of("8bc3f05e-d86b-11d0-a075-00c04fb68820"), "wbemlevel1login",
            Uuid.of("49b2791a-b1ae-4c90-9b8e-e860ba07f889"), "mmc20.application",
            Uuid.of("9ba05972-f6a8-11cf-a442-00a0c90a8f39"), "shellwindows",
            Uuid.of("c08afd90-f2a1-11d1-8455-00a0c91f3880"), "shellbrowserwindow");

    private Activation() {}

    static boolean asks(Interface known, int number) {
        return known != null && known.name().equals("isystemactivator") && (number == 3 || number == 4);
    }

    /** Name of the class, or its id where it has none; empty where the call does not say. */
    static String wanted(Bytes bytes, int from, int to) {
        int end = Math.min(to, bytes.length());
        for (int at = from; at + CLASSES <= Math.min(end, from + SEARCHED_BYTES_MAX); at += 4) {
            if (bytes.u32le(at) != SIGNATURE || bytes.u32le(at + FLAGS) != CUSTOM) continue;
            Uuid wanted = instantiated(bytes, at, end);
            return wanted == null ? "" : NAMES.getOrDefault(wanted, wanted.toString());
        }
        return "";
    }

    private static Uuid instantiated(Bytes bytes, int at, int end) {
        long count = bytes.u32le(at + COUNT);
        long property = at + HEADER + bytes.u32le(at + HEADER_BYTES);
        long sizes = at + CLASSES + Uuid.BYTES * count + 4;
        if (count > PROPERTIES_MAX || sizes + 4 * count > end) return null;
        for (int i = 0; i < count; i++) {
            if (property + SERIALIZATION_BYTES + Uuid.BYTES > end) return null;
            if (Uuid.read(bytes, at + CLASSES + Uuid.BYTES * i, true).equals(INSTANTIATION))
                return Uuid.read(bytes, (int) property + SERIALIZATION_BYTES, true);
            property += bytes.u32le((int) sizes + 4 * i);
        }
        return null;
    }
}
