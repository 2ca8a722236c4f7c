package dev.postern.analyst.situation;

import dev.postern.model.Message;
import java.util.List;

/**
 * Properties of BACnet objects (ISO 16484-5 clause 12) that do more than hold a value when they are written: who is told of alarms and with which priority, whether a point
 * raises events at all, whether it is cut off from the process.
 */
final class Properties {
    private static final long NOTIFICATION_CLASS = 15;
    private static final long REFERS_TO_CLASS = 17,
            EVENT_ENABLE = 35,
            OUT_OF_SERVICE = 81,
            RECIPIENTS = 102,
            EVENTS_DETECTED = 353,
            ALGORITHM_INHIBITED = 354;

    private Properties() {}

    /** @return null for a value as any other, and for an answer, which does not repeat what was written */
    static Situation written(Message m) {
        boolean writes =
                m.operation().startsWith("write property") || m.operation().endsWith("list element");
        if (!writes) return m.operation().equals("delete object") && isClass(m) ? Situation.ALERTS_REDIRECTED : null;
        Object property = m.fields().get("property");
        if (property instanceof Long one) return one(one, m.fields().get("value"), m);
        if (!(property instanceof List<?> several)) return null;
        Object values = m.fields().get("values");
        for (int i = 0; i < several.size(); i++) {
            Object value = values instanceof List<?> all && i < all.size() ? all.get(i) : null;
            Situation found = several.get(i) instanceof Long each ? one(each, value, m) : null;
            if (found != null) return found;
        }
        return null;
    }

    private static Situation one(long property, Object value, Message m) {
        if (isClass(m) || property == RECIPIENTS || property == REFERS_TO_CLASS) return Situation.ALERTS_REDIRECTED;
        if (property == OUT_OF_SERVICE) return isTrue(value) ? Situation.FORCED : null;
        if (property == EVENTS_DETECTED) return isTrue(value) ? null : Situation.ALARM_OFF;
        if (property == ALGORITHM_INHIBITED) return isTrue(value) ? Situation.ALARM_OFF : null;
        // Bits for what is abnormal, a fault and normal again.
        boolean bits = property == EVENT_ENABLE && value instanceof String;
        return bits && !((String) value).contains("1") ? Situation.ALARM_OFF : null;
    }

    private static boolean isClass(Message m) {
        Object type = m.fields().get("object_type");
        Object first = type instanceof List<?> all && !all.isEmpty() ? all.getFirst() : type;
        return Long.valueOf(NOTIFICATION_CLASS).equals(first);
    }

    private static boolean isTrue(Object value) {
        return Boolean.TRUE.equals(value) || Long.valueOf(1).equals(value);
    }
}
