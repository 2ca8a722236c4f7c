package dev.postern.wire.ot.iec104;

/** Information elements with their qualifier, IEC 60870-5-101 clause 7.2.6, by the octets they take; -1: all that is left. */
enum Element {
    NOTHING(0),
    /** Single-point with quality. */
    SIQ(1),
    /** Double-point with quality. */
    DIQ(1),
    /** Value with transient state, and quality. */
    VTI(2),
    BSI_QDS(5),
    NVA_QDS(3),
    SVA_QDS(3),
    R32_QDS(5),
    /** Binary counter reading. */
    BCR(5),
    /** Single event of protection equipment, and elapsed time. */
    SEP(3),
    /** Start events of protection equipment, quality, duration. */
    SPE(4),
    /** Output circuit information, quality, operating time. */
    OCI(4),
    /** Status and status change detection, and quality. */
    SCD(5),
    NVA(2),
    /** Association id and counter of security statistics. */
    STATISTICS(7),
    SCO(1),
    DCO(1),
    RCO(1),
    NVA_QOS(3),
    SVA_QOS(3),
    R32_QOS(5),
    BSI(4),
    /** Cause of initialization. */
    COI(1),
    /** Qualifier of interrogation. */
    QOI(1),
    /** Qualifier of counter interrogation. */
    QCC(1),
    /** Fixed test bit pattern. */
    FBP(2),
    /** Qualifier of reset process. */
    QRP(1),
    /** Two-octet time: a delay in milliseconds. */
    CP16(2),
    /** Test sequence counter. */
    TSC(2),
    NVA_QPM(3),
    SVA_QPM(3),
    R32_QPM(5),
    /** Qualifier of parameter activation. */
    QPA(1),
    FILE_READY(6),
    SECTION_READY(7),
    CALL(4),
    LAST(5),
    ACKNOWLEDGE(4),
    SEGMENT(-1),
    DIRECTORY(6),
    QUERY(9),
    /** Authentication data, which runs over several ASDUs. */
    OPAQUE(-1);

    final int bytes;

    Element(int bytes) {
        this.bytes = bytes;
    }
}
