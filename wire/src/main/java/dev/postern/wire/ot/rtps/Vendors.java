package dev.postern.wire.ot.rtps;

/** Vendor ids that the OMG has assigned to implementations, those that are met. */
final class Vendors {
    private Vendors() {}

    /** Null for one that is not known. */
    static String name(int vendor) {
        return switch (vendor) {
            case 0x0101 -> "RTI Connext DDS";
            case 0x0102 -> "OpenSplice DDS";
            case 0x0103 -> "OpenDDS";
            case 0x0104 -> "Mil-DDS";
            case 0x0105 -> "InterCOM DDS";
            case 0x0106 -> "CoreDX DDS";
            case 0x010A -> "RTI Connext DDS Micro";
            case 0x010F -> "eProsima Fast DDS";
            case 0x0110 -> "Eclipse Cyclone DDS";
            case 0x0111 -> "GurumDDS";
            case 0x0112 -> "RustDDS";
            default -> null;
        };
    }
}
