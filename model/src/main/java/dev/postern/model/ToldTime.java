package dev.postern.model;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Which time a message tells others to go by: a clock that is set, or the answer of a time server. */
public final class ToldTime {
    private ToldTime() {}

    /** The message tells the time of the sender and asks nothing. */
    public static boolean tells(Message message) {
        if (message.protocol().equals("ntp")) return message.fields().get("transmit_millis") != null;
        return message.verb() == Verb.CLOCK && message.fromClient() && message.outcome() != Outcome.REFUSED;
    }

    /** That protocol knows no time zones. */
    public static boolean isUniversal(Message message) {
        return message.protocol().equals("ntp");
    }

    /** In milliseconds since 1970, as if it were universal time; null if it tells none that can be read. */
    public static Long millis(Message message) {
        if (!tells(message)) return null;
        Fields fields = message.fields();
        for (String name : List.of("transmit_millis", "g50v1 millis"))
            if (first(fields.get(name)) instanceof Long millis) return millis;
        for (String name : List.of("times", "time", "clock"))
            if (first(fields.get(name)) instanceof String text) return read(fields.get("date"), text);
        return null;
    }

    private static Object first(Object value) {
        return value instanceof List<?> list ? list.isEmpty() ? null : list.getFirst() : value;
    }

    /** {@code 2026-03-06T09:10:00.000 summer}, with a blank for the T, of a year of two digits, or a date and a time apart. */
    private static Long read(Object date, String text) {
        String whole = date instanceof String day ? day + "T" + text : text;
        int behind = whole.indexOf('T') < 0 ? -1 : whole.indexOf(' ');
        if (behind >= 0) whole = whole.substring(0, behind);
        whole = whole.replace(' ', 'T');
        if (whole.indexOf('-') == 2) whole = "20" + whole;
        try {
            return LocalDateTime.parse(whole).toInstant(ZoneOffset.UTC).toEpochMilli();
        } catch (DateTimeException notOfThisCalendar) {
            return null;
        }
    }
}
