package dev.postern.wire.ot.profinet;

/** Vendor ids that PROFIBUS and PROFINET International gives out: the makers most met; the rest keeps its number. */
public final class Vendor {
    private Vendor() {}

    /** The name, or {@code vendor 0x...}. */
    public static String name(int id) {
        return switch (id) {
            case 0x002A -> "Siemens";
            case 0x00B0 -> "Phoenix Contact";
            case 0x011D -> "WAGO";
            case 0x011E -> "Hilscher";
            default -> "vendor 0x" + Integer.toHexString(id);
        };
    }
}
