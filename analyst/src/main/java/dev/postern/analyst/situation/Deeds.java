package dev.postern.analyst.situation;

import dev.postern.analyst.inventory.Asset;
import dev.postern.model.Message;
import java.util.List;

/** Names a message by what its protocol says it does, where that says more than its verb. */
final class Deeds {
    /** @param begins the operation begins with this */
    private record Rule(String protocol, String begins, Situation situation) {}

    private static final List<Rule> RULES = List.of(
            new Rule("dnp3", "disable unsolicited", Situation.ALARMS_SILENCED),
            new Rule("fins", "forced set or reset", Situation.FORCED),
            new Rule("codesys3", "force", Situation.FORCED),
            new Rule("codesys2", "force", Situation.FORCED),
            new Rule("s7comm", "force", Situation.FORCED),
            new Rule("gesrtp", "toggle force", Situation.FORCED),
            new Rule("bacnet", "device communication control", Situation.DEVICE_SILENCED),
            new Rule("modbus", "diagnostics: force listen only mode", Situation.DEVICE_SILENCED),
            new Rule("modbus", "diagnostics: restart communications option", Situation.DEVICE_SILENCED),
            new Rule("modbus", "diagnostics: clear counters", Situation.DEVICE_SILENCED),
            new Rule("pndcp", "set ip parameter", Situation.ADDRESS_SET),
            new Rule("pndcp", "set name of station", Situation.ADDRESS_SET),
            new Rule("pndcp", "signal", Situation.ADDRESS_SET));

    private Deeds() {}

    /** @return null where the verb says it all */
    static Situation named(Message m, Context context) {
        if (safety(m, context)) return Situation.SAFETY_ENGINEERING;
        for (Rule rule : RULES)
            if (rule.protocol.equals(m.protocol()) && m.operation().startsWith(rule.begins)) return rule.situation;
        return null;
    }

    /** At any time, from any station: who engineers a safety controller can take away the last barrier. */
    private static boolean safety(Message m, Context context) {
        if (!m.verb().isEngineering()) return false;
        Asset server = context.inventory().at(m.conversation().server());
        return m.protocol().equals("tristation") || server != null && server.role.equals("safety controller");
    }
}
