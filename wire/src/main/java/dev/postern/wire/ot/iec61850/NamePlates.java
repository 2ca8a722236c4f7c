package dev.postern.wire.ot.iec61850;

import dev.postern.model.Identity.Attribute;
import dev.postern.wire.Turn;
import java.util.List;

/**
 * What a device says of itself in the data that every IEC 61850 server has: the name plate of its logical device (LLN0.NamPlt) and that of the box (LPHD.PhyNam).
 * IEC 61850-7-4:2010 clauses 5.3.2 and 5.3.4, IEC 61850-7-3:2010 clauses 7.9.2 and 7.9.3; functional constraint DC. Read attribute by attribute all are told. Of one
 * read whole the first are known by their order, as far as no optional one can stand between them.
 */
final class NamePlates {
    private static final double CONFIDENCE = 0.9;
    private static final String DESCRIPTION = "DC";
    private static final List<String> PHYSICAL_FIRST = List.of("vendor");
    private static final List<String> LOGICAL_FIRST = List.of("vendor", "swRev");

    private NamePlates() {}

    /** @param variables what was read, in order; the results stand in the same */
    static void tell(List<Object> variables, AccessResults results, Turn turn) {
        for (int i = 0; i < variables.size() && i < results.count(); i++)
            tell(variables.get(i).toString(), results.of(i), turn);
    }

    private static void tell(String variable, List<Object> values, Turn turn) {
        String[] part = variable.substring(variable.indexOf('/') + 1).split("\\$");
        if (part.length < 3 || part.length > 4 || !part[1].equals(DESCRIPTION)) return;
        boolean physical = part[0].startsWith("LPHD") && part[2].equals("PhyNam");
        boolean logical = part[0].equals("LLN0") && part[2].equals("NamPlt");
        if (!physical && !logical) return;
        List<String> names = part.length == 4 ? List.of(part[3]) : physical ? PHYSICAL_FIRST : LOGICAL_FIRST;
        for (int i = 0; i < names.size() && i < values.size(); i++) tell(names.get(i), values.get(i), physical, turn);
    }

    private static void tell(String name, Object value, boolean physical, Turn turn) {
        if (!(value instanceof String text)) return;
        Attribute attribute = switch (name) {
            case "vendor" -> Attribute.VENDOR;
            case "swRev" -> Attribute.FIRMWARE;
            case "model" -> Attribute.MODEL;
            case "serNum" -> Attribute.SERIAL;
            case "name" -> Attribute.NAME;
            case "hwRev", "location", "d", "configRev" -> Attribute.NOTE;
            default -> null;
        };
        if (attribute == null || text.isBlank() || !physical && attribute == Attribute.NAME) return;
        String note = switch (name) {
            case "hwRev" -> "hardware " + text;
            case "configRev" -> "configuration " + text;
            default -> text;
        };
        turn.identity(turn.source(), attribute, note, CONFIDENCE);
    }
}
