package dev.postern.life.trouble;

import dev.postern.life.habit.Hash;
import dev.postern.model.Fields;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a message says of the trouble its sender, or a point of it, is in: internal indications and flags (IEEE 1815), quality descriptors
 * (IEC 60870-5-104), exceptions (Modbus), general and identity status (CIP), lamps, mode and diagnostic events (S7), VMD status and Health (MMS,
 * IEC 61850-7-4), system status, reliability and status flags (BACnet), server state and status codes (OPC UA), diagnosis and data status
 * (PROFINET), needs commissioning (GOOSE); and what bridges, rings and pairs of routers say of their redundancy (STP, MRP, DLR, HSRP, VRRP). Pure; allocates only where something is wrong.
 */
public final class Complaints {
    /** Told what is so and what is not. A place tells points of one sender apart; 0 is the sender itself. */
    public interface Ear {
        void hears(String what, long place, String where, boolean is);

        /** Nothing at all is wrong at this place. */
        void well(long place);

        /** Something that has no end: it is over when it is told. */
        void happened(String what);

        /** What was asked was refused for this reason; it says something only where the same was granted before. */
        void refused(String what, long place, String where);
    }

    private static final List<String> INDICATIONS =
            List.of("device trouble", "configuration corrupt", "event buffer overflow", "device restart", "need time");
    private static final List<String> QUALITIES =
            List.of("overflow", "blocked", "substituted", "not-topical", "invalid");
    private static final List<String> LAMPS =
            List.of("SF", "INTF", "EXTF", "FRCE", "BAF", "BUS1F", "BUS2F", "BUS3F", "REDF", "IFM1F", "IFM2F", "MAINT");

    private static final Map<Long, String> EXCEPTIONS = new TreeMap<>(Map.of(
            4L, "server device failure",
            6L, "server device busy",
            10L, "gateway path unavailable",
            11L, "target behind the gateway does not answer"));

    private static final Map<Long, String> GENERAL_STATUS = new TreeMap<>(Map.of(
            0x02L, "resource unavailable",
            0x07L, "connection lost",
            0x0CL, "object state conflict",
            0x10L, "device state conflict"));

    private static final Map<Long, String> STATUS_CODES = new TreeMap<>(Map.of(
            0x8005_0000L, "communication error",
            0x8031_0000L, "no communication",
            0x808A_0000L, "not connected",
            0x808B_0000L, "device failure",
            0x808C_0000L, "sensor failure",
            0x808D_0000L, "out of service"));

    private static final List<String> OPC_QUALITIES = List.of(
            "configuration error",
            "not connected",
            "device failure",
            "sensor failure",
            "communication failure",
            "out of service");
    private static final List<String> OPC_STATES =
            List.of("failed", "no configuration", "suspended", "communication fault");

    private static final String[] CIP_FAULTS = {
        "minor recoverable fault", "minor unrecoverable fault", "major recoverable fault", "major unrecoverable fault"
    };
    private static final String[] SERVER_STATES = {
        "running", "failed", "no configuration", "suspended", "shutdown", "test", "communication fault", "unknown"
    };
    private static final String[] SYSTEM_STATUS = {
        "operational",
        "operational, read-only",
        "download required",
        "download in progress",
        "non-operational",
        "backup in progress"
    };
    private static final String[] RELIABILITY = {
        "no fault detected",
        "no sensor",
        "over range",
        "under range",
        "open loop",
        "shorted loop",
        "no output",
        "unreliable",
        "process error",
        "multi-state fault",
        "configuration error",
        "reserved",
        "communication failure",
        "member fault"
    };
    private static final long BACNET_RELIABILITY = 103, BACNET_STATUS_FLAGS = 111, BACNET_SYSTEM_STATUS = 112;
    private static final int DOWNLOAD_REQUIRED = 2, NON_OPERATIONAL = 4;
    private static final String SERVER_STATE_NODE = "i=2259";
    /** Health of IEC 61850-7-4: 1 ok, 2 warning, 3 alarm. */
    private static final int WARNING = 2, ALARM = 3;

    private static final long INDEX_MAX = 0xFFFF_FFFFL;
    private static final long DLR_FAULT = 2, HSRP_ACTIVE = 16, HSRP_ACTIVE_V2 = 6;
    private static final int ONLINE = 0x01, COMMUNICATION_LOST = 0x04, OVER_RANGE = 0x20;

    private Complaints() {}

    /** Messages of this protocol can say something of the kind. */
    public static boolean understands(String protocol) {
        return switch (protocol) {
            case "dnp3",
                    "iec101",
                    "iec104",
                    "modbus",
                    "cip",
                    "enip",
                    "s7comm",
                    "mms",
                    "bacnet",
                    "opc",
                    "opcua",
                    "pnrt",
                    "goose" -> true;
            case "stp", "mrp", "dlr", "hsrp", "vrrp" -> true;
            default -> false;
        };
    }

    public static void read(Message m, Ear ear) {
        switch (m.protocol()) {
            case "dnp3" -> dnp3(m, ear);
            case "iec101", "iec104" -> iec104(m, ear);
            case "modbus" -> refusals(m, "exception", EXCEPTIONS, ear);
            case "cip", "enip" -> cip(m, ear);
            case "s7comm" -> s7comm(m, ear);
            case "mms" -> mms(m, ear);
            case "bacnet" -> bacnet(m, ear);
            case "opc" -> opc(m, ear);
            case "opcua" -> opcua(m, ear);
            case "pnrt" -> profinet(m, ear);
            case "goose" -> {
                if (m.fields().get("nds_com") instanceof Boolean needs)
                    ear.hears("needs commissioning", Hash.of(m.target()), m.target(), needs);
            }
            case "stp", "mrp", "dlr", "hsrp", "vrrp" -> redundancy(m, ear);
            default -> {
                // Says nothing of itself.
            }
        }
    }

    private static void dnp3(Message m, Ear ear) {
        if (m.fields().get("indications") instanceof List<?> set)
            for (String one : INDICATIONS) ear.hears(one, 0, "", set.contains(one));
        Fields fields = m.fields();
        List<?> indices = null;
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.name(i);
            if (name.length() < 4 || name.charAt(0) != 'g' || !Character.isDigit(name.charAt(1))) continue;
            if (!(fields.value(i) instanceof List<?> list)) continue;
            if (name.endsWith(" index")) indices = list;
            if (!name.endsWith(" flags")) continue;
            String label = name.substring(0, name.length() - " flags".length());
            long start = first(label);
            for (int k = 0; k < list.size(); k++)
                if (list.get(k) instanceof Long flags)
                    flags(
                            group(label),
                            indices != null && k < indices.size() && indices.get(k) instanceof Long at ? at : start + k,
                            flags,
                            ear);
            indices = null;
        }
    }

    /** The first index of {@code g30v1 4..9} and {@code g30v1 index 4}, up to 2^32 - 1 (IEEE 1815, range codes of four octets); 0 where none stands. */
    private static long first(String label) {
        long number = 0;
        for (int i = label.lastIndexOf(' ') + 1; i > 0 && i < label.length() && Character.isDigit(label.charAt(i)); i++)
            number = Math.min(10 * number + Character.digit(label.charAt(i), 10), INDEX_MAX);
        return number;
    }

    private static int group(String label) {
        int end = label.indexOf('v');
        return end < 2 ? 0 : Integer.parseInt(label.substring(1, end));
    }

    /** Static and event objects of one point are the same point: the groups of a kind are one decade. */
    private static void flags(int group, long index, long flags, Ear ear) {
        long place = Hash.of(group / 10 + 1, index);
        if (flags == ONLINE) {
            ear.well(place);
            return;
        }
        boolean analog = group / 10 == 3 || group / 10 == 4;
        String where = "g" + group + " " + index;
        ear.hears("offline", place, where, (flags & ONLINE) == 0);
        ear.hears("communication lost", place, where, (flags & COMMUNICATION_LOST) != 0);
        if (analog) ear.hears("over range", place, where, (flags & OVER_RANGE) != 0);
    }

    private static void iec104(Message m, Ear ear) {
        if (m.operation().equals("end of initialization")) ear.happened("restarted");
        if (!(m.fields().get("quality") instanceof List<?> qualities)) return;
        if (!(m.fields().get("addresses") instanceof List<?> addresses)) return;
        for (int i = 0; i < qualities.size() && i < addresses.size(); i++) {
            if (!(addresses.get(i) instanceof Long address) || !(qualities.get(i) instanceof String quality)) continue;
            long place = Hash.mix(address);
            if (quality.equals("good")) {
                ear.well(place);
                continue;
            }
            List<String> said = List.of(quality.split(" "));
            for (String one : QUALITIES) ear.hears(one, place, "address " + address, said.contains(one));
        }
    }

    private static void refusals(Message m, String field, Map<Long, String> reasons, Ear ear) {
        if (m.outcome() != Outcome.REFUSED && m.outcome() != Outcome.SUCCESS) return;
        long place = Hash.of(Hash.of(m.operation()), Hash.of(m.target()));
        if (m.outcome() == Outcome.SUCCESS) {
            ear.well(place);
            return;
        }
        String reason = m.fields().get(field) instanceof Long code ? reasons.get(code) : null;
        if (reason != null) ear.refused(reason, place, m.target().isEmpty() ? m.operation() : m.target());
    }

    private static void cip(Message m, Ear ear) {
        refusals(m, "statusCode", GENERAL_STATUS, ear);
        if (!(m.fields().get("deviceStatus") instanceof Long status)) return;
        for (int i = 0; i < CIP_FAULTS.length; i++) ear.hears(CIP_FAULTS[i], 0, "", (status >> 8 + i & 1) == 1);
    }

    private static void s7comm(Message m, Ear ear) {
        Fields fields = m.fields();
        if (fields.get("mode") instanceof String mode) {
            ear.hears("in STOP", 0, "", mode.equals("STOP"));
            ear.hears("defective", 0, "", mode.equals("DEFECTIVE"));
        }
        if (fields.get("lamps") instanceof List<?> lit)
            for (String lamp : LAMPS) ear.hears("lamp " + lamp, Hash.of(m.target()), "", lit.contains(lamp));
        if (fields.get("event") instanceof String event && isFault(event)) ear.happened("diagnostic event " + event);
        if (fields.get("events") instanceof List<?> events)
            for (Object event : events)
                if (event instanceof String one && isFault(one)) ear.hears("diagnostic event " + one, 0, "", true);
    }

    /** Classes 2 and 3 of the event number are errors that come, with bit 8, or go; 45xx is a stop because of one. */
    private static boolean isFault(String event) {
        if (event.length() != 6) return false;
        boolean comes = (Character.digit(event.charAt(3), 16) & 1) == 1;
        return switch (event.charAt(2)) {
            case '2', '3' -> comes;
            case '4' -> event.charAt(3) == '5';
            default -> false;
        };
    }

    private static void mms(Message m, Ear ear) {
        Fields fields = m.fields();
        if (fields.get("physical_status") instanceof String physical)
            for (String state : List.of("partially operational", "inoperable", "needs commissioning"))
                ear.hears(state, 0, "", physical.equals(state));
        if (fields.get("logical_status") instanceof String logical)
            ear.hears("limited services", 0, "", logical.equals("limited services permitted"));
        if (fields.get("buffer_overflow") instanceof Boolean lost)
            ear.hears("report buffer overflow", Hash.of(m.target()), m.target(), lost);
        if (m.outcome() == Outcome.REQUEST || !(fields.get("values") instanceof List<?> values)) return;
        Object names = fields.get(fields.indexOf("references") >= 0 ? "references" : "variables");
        if (names instanceof List<?> several) health(several, fields.get("counts"), values, ear);
        else if (!values.isEmpty()) health(m.target(), values.getFirst(), ear);
    }

    private static void health(List<?> names, Object counts, List<?> values, Ear ear) {
        int at = 0;
        for (int i = 0; i < names.size() && at < values.size(); i++) {
            if (names.get(i) instanceof String name) health(name, values.get(at), ear);
            at += counts instanceof List<?> each && i < each.size() && each.get(i) instanceof Long n ? n.intValue() : 1;
        }
    }

    private static void health(String name, Object value, Ear ear) {
        if (!(value instanceof Long state) || !name.contains("Health")) return;
        long place = Hash.of(name);
        ear.hears("health: warning", place, name, state == WARNING);
        ear.hears("health: alarm", place, name, state == ALARM);
    }

    private static void bacnet(Message m, Ear ear) {
        if (m.outcome() == Outcome.REQUEST && !m.operation().contains("notification")) return;
        Object property = m.fields().get("property");
        if (property instanceof Long one) bacnet(one, m.target(), m.fields().get("value"), ear);
        if (!(property instanceof List<?> several) || !(m.fields().get("values") instanceof List<?> values)) return;
        Object points = m.fields().get("points");
        for (int i = 0; i < several.size() && i < values.size(); i++)
            if (several.get(i) instanceof Long one)
                bacnet(
                        one,
                        points instanceof List<?> names && i < names.size() ? String.valueOf(names.get(i)) : m.target(),
                        values.get(i),
                        ear);
    }

    private static void bacnet(long property, String where, Object value, Ear ear) {
        long place = Hash.of(where);
        if (property == BACNET_STATUS_FLAGS && value instanceof String bits && bits.length() == 4)
            ear.hears("fault", place, where, bits.charAt(1) == '1');
        if (!(value instanceof Long state) || state < 0) return;
        if (property == BACNET_SYSTEM_STATUS)
            for (int i = DOWNLOAD_REQUIRED; i <= NON_OPERATIONAL; i++)
                ear.hears(SYSTEM_STATUS[i], place, where, state == i);
        if (property != BACNET_RELIABILITY) return;
        if (state == 0) ear.well(place);
        else ear.hears(state < RELIABILITY.length ? RELIABILITY[state.intValue()] : "unreliable", place, where, true);
    }

    private static void opcua(Message m, Ear ear) {
        if (m.outcome() == Outcome.REQUEST) return;
        Fields fields = m.fields();
        Object named = fields.get("points") != null ? fields.get("points") : fields.get("nodes");
        List<?> values = several(fields.get("values"), fields.get("value"));
        List<?> results = several(fields.get("results"), fields.get("results"));
        List<?> nodes = named instanceof List<?> list ? list : results.size() < 2 ? List.of(m.target()) : List.of();
        for (int i = 0; i < nodes.size(); i++) {
            String node = String.valueOf(nodes.get(i));
            if (i < results.size() && results.get(i) instanceof Long one) status(one, node, ear);
            if (node.equals(SERVER_STATE_NODE) && i < values.size() && values.get(i) instanceof Long state)
                for (int k = 1; k < SERVER_STATES.length; k++)
                    ear.hears("server " + SERVER_STATES[k], 0, "", state == k);
        }
    }

    private static List<?> several(Object many, Object one) {
        return many instanceof List<?> list ? list : one == null ? List.of() : List.of(one);
    }

    /** OPC Data Access: the quality of each item says why, {@code bad: device failure, low limited}. */
    private static void opc(Message m, Ear ear) {
        Fields fields = m.fields();
        if (m.outcome() == Outcome.REQUEST) return;
        if (fields.get("state") instanceof String state)
            for (String bad : OPC_STATES) ear.hears("server " + bad, 0, "", state.equals(bad));
        if (!(fields.get("qualities") instanceof List<?> qualities)) return;
        if (!(fields.get("item_ids") instanceof List<?> items)) return;
        for (int i = 0; i < qualities.size() && i < items.size(); i++) {
            String where = items.get(i).toString();
            long place = Hash.of(where);
            String quality = qualities.get(i).toString();
            for (String bad : OPC_QUALITIES) if (quality.startsWith("bad: " + bad)) ear.hears(bad, place, where, true);
            if (quality.startsWith("good")) ear.well(place);
        }
    }

    private static void status(long code, String where, Ear ear) {
        long place = Hash.of(where);
        String trouble = STATUS_CODES.get(code & 0xFFFF_0000L);
        if (trouble != null) ear.hears(trouble, place, where, true);
        else if (code >>> 30 == 0) ear.well(place);
    }

    private static void profinet(Message m, Ear ear) {
        if (m.operation().equals("alarm") && m.outcome() == Outcome.REQUEST) {
            boolean comes = m.target().equals("diagnosis");
            if (comes || m.target().equals("diagnosis disappears"))
                ear.hears("diagnosis", Hash.of(m.unit()), "slot " + m.unit(), comes);
        }
        if (m.fields().get("problem") instanceof Boolean problem) ear.hears("station problem", 0, "", problem);
        if (m.fields().get("provider_runs") instanceof Boolean runs) ear.hears("provider stopped", 0, "", !runs);
    }

    /** IEEE 802.1D and 802.1Q, IEC 62439-2, CIP volume 2 chapter 9, RFC 2281, RFC 5798. */
    private static void redundancy(Message m, Ear ear) {
        Fields fields = m.fields();
        switch (m.operation()) {
            case "topology change", "interconnection topology change", "topology change notification" ->
                ear.happened("topology change");
            case "link down", "interconnection link down" -> ear.happened("link down");
            case "resign" -> ear.happened("gave up " + m.target());
            default -> {
                // A state, if anything.
            }
        }
        if (fields.get("topology_change") instanceof Boolean changes) ear.hears("topology change", 0, "", changes);
        if (fields.get("ring_open") instanceof Boolean open) ear.hears("ring open", Hash.of(m.target()), "", open);
        if (fields.get("ring_state") instanceof Long state) ear.hears("ring open", 0, "", state == DLR_FAULT);
        if (!m.protocol().equals("hsrp") || !(fields.get("state") instanceof Long state)) return;
        long active = Long.valueOf(1).equals(fields.get("version")) ? HSRP_ACTIVE : HSRP_ACTIVE_V2;
        if (!m.target().isEmpty()) ear.hears("active for " + m.target(), Hash.of(m.target()), "", state == active);
    }
}
