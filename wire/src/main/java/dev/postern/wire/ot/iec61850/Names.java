package dev.postern.wire.ot.iec61850;

import dev.postern.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * Names of variables, ISO 9506-2 clauses 7.3.2 and 14.5: {@code domain/item}, {@code item} of the whole device, {@code @item} of the
 * association. At most {@link #NAMES_MAX} are kept.
 */
final class Names {
    static final int NAMES_MAX = 256;
    private static final int SHOWN_MAX = 8;
    private static final int DEPTH_MAX = 4;

    /** Names of the TASE.2 objects that every such server has, IEC 60870-6-503 and IEC 60870-6-802. */
    private static final List<String> TASE2 = List.of(
            "TASE2_Version",
            "Supported_Features",
            "Bilateral_Table_ID",
            "Next_DSTransfer_Set",
            "Next_TSTransfer_Set",
            "Next_IMTransfer_Set",
            "Transfer_Set_Name",
            "Transfer_Set_Time_Stamp",
            "DSConditions_Detected",
            "Event_Code_Detected",
            "Transfer_Report_ACK",
            "Transfer_Report_NACK");

    final List<Object> variables = new ArrayList<>();
    /** The named list that stands for its variables, or null. */
    String list;

    private final Bytes bytes;

    Names(Bytes bytes) {
        this.bytes = bytes;
    }

    /** Takes the variable access specification {@code ber} stands on. */
    void specification(Ber ber) {
        if (ber.tag() == 0xA1) {
            Ber inside = ber.inside();
            if (inside.next()) list = object(inside);
        } else if (ber.tag() == 0xA0) {
            variables(ber.inside());
        }
    }

    void variables(Ber ber) {
        while (ber.next() && variables.size() < NAMES_MAX) {
            Ber variable = ber.inside();
            if (variable.next()) variables.add(variable(variable));
        }
    }

    private String variable(Ber ber) {
        Ber inside = ber.inside();
        return switch (ber.tag()) {
            case 0xA0 -> inside.next() ? object(inside) : "";
            case 0xA1 -> inside.next() ? "address " + address(inside) : "";
            default -> "described";
        };
    }

    private String address(Ber ber) {
        return ber.tag() == 0x80 ? Long.toString(ber.unsigned()) : bytes.ascii(ber.body(), Math.min(64, ber.length()));
    }

    /** The object name {@code ber} stands on, or the empty string. */
    static String object(Ber ber) {
        return switch (ber.tag()) {
            case 0x80 -> ber.text();
            case 0x81 -> '@' + ber.text();
            case 0xA1 -> {
                Ber parts = ber.inside();
                String domain = parts.next() ? parts.text() : "";
                yield parts.next() ? domain + '/' + parts.text() : domain;
            }
            default -> "";
        };
    }

    /** The first name in what {@code ber} stands on, however it is wrapped; the empty string if there is none. */
    static String first(Ber ber) {
        return first(ber, 0);
    }

    private static String first(Ber ber, int depth) {
        if (ber.tag() == 0x80 || ber.tag() == 0x81 || ber.tag() == 0x1A || ber.tag() == 0x19) return ber.text();
        Ber inside = ber.inside();
        if (ber.tag() == 0xA1 && inside.next() && inside.tag() == 0x1A) return object(ber);
        inside = ber.inside();
        while (depth < DEPTH_MAX && inside.next()) {
            String name = first(inside, depth + 1);
            if (!name.isEmpty()) return name;
        }
        return "";
    }

    /** What is asked for, in one line. */
    String target() {
        if (list != null) return "list " + list;
        if (variables.size() == 1) return (String) variables.getFirst();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < variables.size(); i++) {
            if (i > 0) text.append(", ");
            if (i == SHOWN_MAX) return text.append("...").toString();
            text.append(variables.get(i));
        }
        return text.toString();
    }

    String only() {
        return variables.size() == 1 ? (String) variables.getFirst() : "";
    }

    boolean isTase2() {
        if (list != null && isTase2(list)) return true;
        for (Object name : variables) if (isTase2((String) name)) return true;
        return false;
    }

    static boolean isTase2(String name) {
        return TASE2.contains(name.substring(name.indexOf('/') + 1));
    }
}
