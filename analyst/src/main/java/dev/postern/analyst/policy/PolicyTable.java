package dev.postern.analyst.policy;

import dev.postern.model.Zoning;
import dev.postern.model.Zoning.Passage;
import dev.postern.model.Zoning.Use;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The policy as a table of comma-separated values, RFC 4180, one line for each use of a conduit. */
public final class PolicyTable {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_INSTANT.withZone(ZoneOffset.UTC);

    private PolicyTable() {}

    public static String csv(Zoning zoning) {
        StringBuilder out =
                new StringBuilder("from,to,service,ask,ports,allowed,basis,conversations,packets,first,last\r\n");
        for (Passage p : zoning.conduits())
            for (Use u : p.uses())
                out.append(field(p.from()))
                        .append(',')
                        .append(field(p.to()))
                        .append(',')
                        .append(field(u.service()))
                        .append(',')
                        .append(u.ask().name().toLowerCase(Locale.ROOT))
                        .append(',')
                        .append(field(String.join(" ", u.ports())))
                        .append(',')
                        .append(u.allowed() ? "yes" : "no")
                        .append(',')
                        .append(u.basis())
                        .append(',')
                        .append(u.conversations())
                        .append(',')
                        .append(u.packets())
                        .append(',')
                        .append(time(u.firstNanos()))
                        .append(',')
                        .append(time(u.lastNanos()))
                        .append("\r\n");
        return out.toString();
    }

    private static String time(long nanos) {
        return TIME.format(Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L)));
    }

    /** Quoted where needed; a name that a spreadsheet would take for a formula is not one any more. */
    private static String field(String text) {
        String safe = !text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.matches("[^\",\r\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
