package dev.postern.wire.ot.iec104;

import static dev.postern.model.Verb.*;
import static dev.postern.wire.ot.iec104.Element.*;

import dev.postern.model.Verb;

/** Type identifications, IEC 60870-5-101 tables 8 to 13 and IEC 60870-5-104 clause 7; name and code as there. */
enum TypeId {
    M_SP_NA_1(1, "single-point information", "single point", REPORT, SIQ, 0),
    M_SP_TA_1(2, "single-point information with time", "single point", REPORT, SIQ, 3),
    M_DP_NA_1(3, "double-point information", "double point", REPORT, DIQ, 0),
    M_DP_TA_1(4, "double-point information with time", "double point", REPORT, DIQ, 3),
    M_ST_NA_1(5, "step position information", "step position", REPORT, VTI, 0),
    M_ST_TA_1(6, "step position information with time", "step position", REPORT, VTI, 3),
    M_BO_NA_1(7, "bitstring", "bitstring", REPORT, BSI_QDS, 0),
    M_BO_TA_1(8, "bitstring with time", "bitstring", REPORT, BSI_QDS, 3),
    M_ME_NA_1(9, "measured value, normalized", "normalized", REPORT, NVA_QDS, 0),
    M_ME_TA_1(10, "measured value, normalized with time", "normalized", REPORT, NVA_QDS, 3),
    M_ME_NB_1(11, "measured value, scaled", "scaled", REPORT, SVA_QDS, 0),
    M_ME_TB_1(12, "measured value, scaled with time", "scaled", REPORT, SVA_QDS, 3),
    M_ME_NC_1(13, "measured value, short floating point", "float", REPORT, R32_QDS, 0),
    M_ME_TC_1(14, "measured value, short floating point with time", "float", REPORT, R32_QDS, 3),
    M_IT_NA_1(15, "integrated totals", "integrated total", REPORT, BCR, 0),
    M_IT_TA_1(16, "integrated totals with time", "integrated total", REPORT, BCR, 3),
    M_EP_TA_1(17, "event of protection equipment with time", "protection event", REPORT, SEP, 3),
    M_EP_TB_1(18, "packed start events of protection equipment with time", "protection start", REPORT, SPE, 3),
    M_EP_TC_1(19, "packed output circuit information of protection with time", "protection output", REPORT, OCI, 3),
    M_PS_NA_1(20, "packed single-point information with status change detection", "packed single", REPORT, SCD, 0),
    M_ME_ND_1(21, "measured value, normalized without quality", "normalized", REPORT, NVA, 0),
    M_SP_TB_1(30, "single-point information with time", "single point", REPORT, SIQ, 7),
    M_DP_TB_1(31, "double-point information with time", "double point", REPORT, DIQ, 7),
    M_ST_TB_1(32, "step position information with time", "step position", REPORT, VTI, 7),
    M_BO_TB_1(33, "bitstring with time", "bitstring", REPORT, BSI_QDS, 7),
    M_ME_TD_1(34, "measured value, normalized with time", "normalized", REPORT, NVA_QDS, 7),
    M_ME_TE_1(35, "measured value, scaled with time", "scaled", REPORT, SVA_QDS, 7),
    M_ME_TF_1(36, "measured value, short floating point with time", "float", REPORT, R32_QDS, 7),
    M_IT_TB_1(37, "integrated totals with time", "integrated total", REPORT, BCR, 7),
    M_EP_TD_1(38, "event of protection equipment with time", "protection event", REPORT, SEP, 7),
    M_EP_TE_1(39, "packed start events of protection equipment with time", "protection start", REPORT, SPE, 7),
    M_EP_TF_1(40, "packed output circuit information of protection with time", "protection output", REPORT, OCI, 7),
    S_IT_TC_1(41, "integrated totals of security statistics with time", "security total", REPORT, STATISTICS, 7),
    C_SC_NA_1(45, "single command", "single command", OPERATE, SCO, 0),
    C_DC_NA_1(46, "double command", "double command", OPERATE, DCO, 0),
    C_RC_NA_1(47, "regulating step command", "step command", OPERATE, RCO, 0),
    C_SE_NA_1(48, "set-point command, normalized", "setpoint normalized", OPERATE, NVA_QOS, 0),
    C_SE_NB_1(49, "set-point command, scaled", "setpoint scaled", OPERATE, SVA_QOS, 0),
    C_SE_NC_1(50, "set-point command, short floating point", "setpoint float", OPERATE, R32_QOS, 0),
    C_BO_NA_1(51, "bitstring command", "bitstring command", OPERATE, BSI, 0),
    C_SC_TA_1(58, "single command with time", "single command", OPERATE, SCO, 7),
    C_DC_TA_1(59, "double command with time", "double command", OPERATE, DCO, 7),
    C_RC_TA_1(60, "regulating step command with time", "step command", OPERATE, RCO, 7),
    C_SE_TA_1(61, "set-point command, normalized with time", "setpoint normalized", OPERATE, NVA_QOS, 7),
    C_SE_TB_1(62, "set-point command, scaled with time", "setpoint scaled", OPERATE, SVA_QOS, 7),
    C_SE_TC_1(63, "set-point command, short floating point with time", "setpoint float", OPERATE, R32_QOS, 7),
    C_BO_TA_1(64, "bitstring command with time", "bitstring command", OPERATE, BSI, 7),
    M_EI_NA_1(70, "end of initialization", "station", REPORT, COI, 0),
    S_CH_NA_1(81, "authentication challenge", "", LOGIN, OPAQUE, 0),
    S_RP_NA_1(82, "authentication reply", "", LOGIN, OPAQUE, 0),
    S_AR_NA_1(83, "aggressive mode authentication request", "", LOGIN, OPAQUE, 0),
    S_KR_NA_1(84, "session key status request", "", LOGIN, OPAQUE, 0),
    S_KS_NA_1(85, "session key status", "", LOGIN, OPAQUE, 0),
    S_KC_NA_1(86, "session key change", "", LOGIN, OPAQUE, 0),
    S_ER_NA_1(87, "authentication error", "", LOGIN, OPAQUE, 0),
    S_US_NA_1(90, "user status change", "", PROTECT, OPAQUE, 0),
    S_UQ_NA_1(91, "update key change request", "", PROTECT, OPAQUE, 0),
    S_UR_NA_1(92, "update key change reply", "", PROTECT, OPAQUE, 0),
    S_UK_NA_1(93, "update key change, symmetric", "", PROTECT, OPAQUE, 0),
    S_UA_NA_1(94, "update key change, asymmetric", "", PROTECT, OPAQUE, 0),
    S_UC_NA_1(95, "update key change confirmation", "", PROTECT, OPAQUE, 0),
    C_IC_NA_1(100, "interrogation command", "", READ, QOI, 0),
    C_CI_NA_1(101, "counter interrogation command", "counters", READ, QCC, 0),
    C_RD_NA_1(102, "read command", "object", READ, NOTHING, 0),
    C_CS_NA_1(103, "clock synchronization command", "clock", CLOCK, NOTHING, 7),
    C_TS_NA_1(104, "test command", "station", DIAGNOSE, FBP, 0),
    C_RP_NA_1(105, "reset process command", "process", RESTART, QRP, 0),
    C_CD_NA_1(106, "delay acquisition command", "clock", CLOCK, CP16, 0),
    C_TS_TA_1(107, "test command with time", "station", DIAGNOSE, TSC, 7),
    P_ME_NA_1(110, "parameter of measured value, normalized", "parameter normalized", WRITE, NVA_QPM, 0),
    P_ME_NB_1(111, "parameter of measured value, scaled", "parameter scaled", WRITE, SVA_QPM, 0),
    P_ME_NC_1(112, "parameter of measured value, short floating point", "parameter float", WRITE, R32_QPM, 0),
    P_AC_NA_1(113, "parameter activation", "parameter", WRITE, QPA, 0),
    F_FR_NA_1(120, "file ready", "file", FILE_READ, FILE_READY, 0),
    F_SR_NA_1(121, "section ready", "file", FILE_READ, SECTION_READY, 0),
    F_SC_NA_1(122, "call file", "file", FILE_READ, CALL, 0),
    F_LS_NA_1(123, "last section or segment", "file", FILE_READ, LAST, 0),
    F_AF_NA_1(124, "acknowledge file or section", "file", FILE_READ, ACKNOWLEDGE, 0),
    F_SG_NA_1(125, "segment", "file", FILE_READ, SEGMENT, 0),
    F_DR_TA_1(126, "directory", "directory", BROWSE, DIRECTORY, 7),
    F_SC_NB_1(127, "query log", "file", FILE_READ, QUERY, 7);

    private static final TypeId[] BY_CODE = new TypeId[256];

    static {
        for (TypeId type : values()) BY_CODE[type.code] = type;
    }

    final int code;
    final String operation;
    final String selecting;
    final String deactivating;
    final String object;
    final Verb verb;
    final Element element;
    /** 0, 3 (CP24Time2a) or 7 (CP56Time2a). */
    final int timeBytes;

    /** @param object what its addresses belong to, the same with and without time, so that a point has one name */
    TypeId(int code, String operation, String object, Verb verb, Element element, int timeBytes) {
        this.code = code;
        this.operation = operation;
        this.object = object;
        this.verb = verb;
        this.element = element;
        this.timeBytes = timeBytes;
        selecting = operation + " select";
        deactivating = operation + " deactivation";
    }

    /** Null if the code is not in the tables: reserved (to 127) or private (from 128). */
    static TypeId of(int code) {
        return BY_CODE[code & 0xFF];
    }

    /** Process information: what the controlled station tells. */
    boolean monitors() {
        return code < 45;
    }

    boolean operates() {
        return verb == OPERATE;
    }

    /** It concerns the station as a whole: its object address is 0. */
    boolean ofStation() {
        return code >= M_EI_NA_1.code && code <= C_TS_TA_1.code && code != C_RD_NA_1.code;
    }

    boolean isFile() {
        return code >= F_FR_NA_1.code;
    }

    /** Octets of one object without its address, or -1 where it fills the rest. */
    int objectBytes() {
        return element.bytes < 0 ? -1 : element.bytes + timeBytes;
    }
}
