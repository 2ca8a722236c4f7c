package dev.postern.wire.ot.dnp3;

import java.util.HashMap;
import java.util.Map;

/**
 * The shape of objects, IEEE 1815 annex A, one letter a field: {@code f} flags, {@code F} flags with the state in bit 7, {@code D} flags with
 * the state in bits 6 and 7, {@code u} unsigned 32, {@code w} unsigned 16, {@code y} unsigned 8, {@code i} signed 32, {@code s} signed 16,
 * {@code r} float, {@code d} double, {@code t} time of 48 bits, {@code z} milliseconds of 16 bits, {@code S} control status, {@code C} control
 * block; alone, {@code 1} and {@code 2} are bits packed. Never iterated, so the map's order is of no matter.
 */
final class ObjectLibrary {
    private static final Map<Integer, String> SHAPES = new HashMap<>();

    static {
        put(1, "1", "F");
        put(2, "F", "Ft", "Fz");
        put(3, "2", "D");
        put(4, "D", "Dt", "Dz");
        put(10, "1", "F");
        put(11, "F", "Ft");
        put(12, "C", "C", "1");
        put(13, "F", "Ft");
        put(20, "fu", "fw", "fu", "fw", "u", "w", "u", "w");
        put(21, "fu", "fw", "fu", "fw", "fut", "fwt", "fut", "fwt", "u", "w", "u", "w");
        put(22, "fu", "fw", "fu", "fw", "fut", "fwt", "fut", "fwt");
        put(23, "fu", "fw", "fu", "fw", "fut", "fwt", "fut", "fwt");
        put(30, "fi", "fs", "i", "s", "fr", "fd");
        put(31, "fi", "fs", "fit", "fst", "i", "s", "fr", "fd");
        put(32, "fi", "fs", "fit", "fst", "fr", "fd", "frt", "fdt");
        put(33, "fi", "fs", "fit", "fst", "fr", "fd", "frt", "fdt");
        put(34, "w", "u", "r");
        put(40, "fi", "fs", "fr", "fd");
        put(41, "iS", "sS", "rS", "dS");
        put(42, "fi", "fs", "fit", "fst", "fr", "fd", "frt", "fdt");
        put(43, "Si", "Ss", "Sit", "Sst", "Sr", "Sd", "Srt", "Sdt");
        put(50, "t", "tu", "t", "tuy");
        put(51, "t", "t");
        put(52, "z", "z");
        put(80, "1");
        put(81, "yyy");
        put(101, "w", "u");
        put(102, "y");
        put(121, "fwu");
        put(122, "fwu", "fwut");
    }

    private ObjectLibrary() {}

    private static void put(int group, String... byVariation) {
        for (int i = 0; i < byVariation.length; i++) SHAPES.put(group << 8 | i + 1, byVariation[i]);
    }

    /** Null if not known. */
    static String shape(int group, int variation) {
        return SHAPES.get(group << 8 | variation);
    }

    /** Bits of one object. */
    static int bits(String shape) {
        if (shape.equals("1")) return 1;
        if (shape.equals("2")) return 2;
        int octets = 0;
        for (int i = 0; i < shape.length(); i++)
            octets += switch (shape.charAt(i)) {
                case 'f', 'F', 'D', 'y', 'S' -> 1;
                case 'w', 's', 'z' -> 2;
                case 'u', 'i', 'r' -> 4;
                case 't' -> 6;
                case 'd' -> 8;
                default -> ControlBlock.BYTES;
            };
        return 8 * octets;
    }
}
