package dev.postern.analyst.situation;

import dev.postern.analyst.inventory.Asset;
import dev.postern.model.Message;
import dev.postern.model.Verb;
import java.util.List;
import java.util.Set;

/** Names a message by what its protocol says it does, where that says more than its verb. */
final class Deeds {
    /** @param begins the operation begins with this */
    private record Rule(String protocol, String begins, Situation situation) {}

    private static final int MUTE = 20;

    private static final List<Rule> RULES = List.of(
            new Rule("dnp3", "disable unsolicited", Situation.ALARMS_SILENCED),
            new Rule("iec104", "stopdt", Situation.ALARMS_SILENCED),
            new Rule("s7comm", "alarm_8 lock", Situation.ALARM_OFF),
            new Rule("mms", "alter event condition monitoring", Situation.ALARM_OFF),
            new Rule("mms", "delete event condition", Situation.ALARM_OFF),
            new Rule("mms", "delete event enrollment", Situation.ALARM_OFF),
            new Rule("cip", "disable outputs", Situation.OUTPUTS_OFF),
            new Rule("enip", "outputs idle", Situation.OUTPUTS_OFF),
            new Rule("sbus", "clear outputs", Situation.OUTPUTS_OFF),
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
            new Rule("pndcp", "signal", Situation.ADDRESS_SET),
            new Rule("bacnet", "write broadcast distribution table", Situation.ADDRESS_SET),
            new Rule("snmp", "set", Situation.ADDRESS_SET));

    private Deeds() {}

    /** @return null where the verb says it all */
    static Situation named(Message m, Context context) {
        if (safety(m, context)) return Situation.SAFETY_ENGINEERING;
        for (Rule rule : RULES)
            if (rule.protocol.equals(m.protocol()) && m.operation().startsWith(rule.begins)) return rule.situation;
        return switch (m.protocol()) {
            case "bacnet" -> Properties.written(m);
            case "opcua" -> m.operation().equals("call") && silences(m.target()) ? Situation.ALARM_OFF : null;
            case "cip" -> m.verb() == Verb.CONFIGURE && isOfNetwork(m.target()) ? Situation.ADDRESS_SET : null;
            case "ads" -> m.verb().isControl() && m.target().startsWith("clear outputs") ? Situation.OUTPUTS_OFF : null;
            default -> null;
        };
    }

    /** What takes the process out of the control room's hands weighs as much as to stop it: a device that is told to answer nobody. */
    static int consequence(Message m) {
        boolean mute = m.operation().equals("diagnostics: force listen only mode")
                || m.operation().equals("device communication control")
                        && "disable".equals(m.fields().get("action"));
        return mute ? MUTE : 0;
    }

    /** Quality of service, port, TCP/IP, Ethernet link (Common Industrial Protocol, volumes 1 and 2, chapter 5). */
    private static final Set<String> NETWORK_CLASSES = Set.of("0x48", "0xf4", "0xf5", "0xf6");

    /** {@code class 0xf5 instance 1 attribute 5}. */
    private static boolean isOfNetwork(String target) {
        String[] words = target.split(" ", 3);
        return words.length > 1 && words[0].equals("class") && NETWORK_CLASSES.contains(words[1]);
    }

    /** Disable, OneShotShelve, TimedShelve, Silence and Suppress of OPC 10000-9, by the node ids of their types. */
    private static final Set<String> SILENCING = Set.of("i=9028", "i=2948", "i=2949", "i=16402", "i=16403");

    /** {@code ns=2;s=Alarm1 i=9028, ns=2;s=Alarm2 i=9028 +3}. */
    private static boolean silences(String target) {
        for (String word : target.split("[ ,]+")) if (SILENCING.contains(word)) return true;
        return false;
    }

    /** At any time, from any station: who engineers a safety controller can take away the last barrier. */
    private static boolean safety(Message m, Context context) {
        if (!m.verb().isEngineering()) return false;
        Asset server = context.inventory().at(m.conversation().server());
        return m.protocol().equals("tristation") || server != null && server.role.equals("safety controller");
    }
}
