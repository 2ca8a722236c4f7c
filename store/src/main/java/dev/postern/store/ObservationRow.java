package dev.postern.store;

import dev.postern.model.Address;
import dev.postern.model.Binding;
import dev.postern.model.Conversation;
import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Observation;
import dev.postern.model.Reading;
import dev.postern.model.Tally;
import dev.postern.model.Traffic;
import dev.postern.model.Verb;
import java.sql.SQLException;
import java.util.Locale;
import org.duckdb.DuckDBAppender;

/** How an observation fills a row of the history: each kind puts what it has into the same columns, see {@link History#open}. */
record ObservationRow(DuckDBAppender appender) {
    void append(long number, long day, Observation o) throws SQLException {
        var stamp = o.stamp();
        appender.beginRow();
        appender.append(number);
        appender.append(day);
        appender.append(stamp.atNanos());
        appender.append(kind(o));
        appender.append(stamp.capture());
        appender.append(stamp.frame());
        appender.append(stamp.late());
        switch (o) {
            case Message m -> {
                ends(m.conversation(), m.fromClient());
                what(m.protocol(), m.operation(), m.verb().name(), m.outcome().name(), m.unit(), m.target());
                sizes(1, 0, Json.write(m.fields().toMap()));
            }
            case Traffic t -> {
                ends(t.conversation(), true);
                what(t.service(), "", "", t.opening().name(), "", "");
                sizes(t.packetsUp() + t.packetsDown(), t.bytesUp() + t.bytesDown(), null);
            }
            case Tally t -> {
                addresses(t.client(), t.server());
                what(
                        t.service(),
                        t.operation(),
                        t.verb().name(),
                        t.refused() > 0 ? "REFUSED" : "",
                        t.unit(),
                        t.target());
                sizes(t.count(), 0, null);
            }
            case Reading r -> {
                addresses(r.client(), r.server());
                PointHistory.Columns columns = PointHistory.columns(r.points());
                what(
                        r.service(),
                        columns.types(),
                        (r.written() ? Verb.WRITE : Verb.READ).name(),
                        columns.qualities(),
                        r.unit(),
                        columns.names());
                sizes(r.points().size(), 0, columns.values());
            }
            case Binding b -> {
                addresses(b.address(), Address.mac(b.mac()));
                what("arp", b.source().name(), "", "", "", "");
                sizes(1, 0, null);
            }
            case Identity i -> {
                addresses(i.subject(), null);
                what(i.protocol(), i.attribute().name(), "", "", "", "");
                sizes(1, 0, i.value());
            }
            case Malformed m -> {
                if (m.conversation() == null) addresses(null, null);
                else ends(m.conversation(), m.fromClient());
                what(m.layer(), m.rule(), "", "", "", "");
                sizes(1, m.offset(), null);
            }
        }
        appender.endRow();
    }

    private static String kind(Observation o) {
        return o.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private void ends(Conversation c, boolean fromClient) throws SQLException {
        appender.append(c.source(fromClient).toString());
        appender.append(c.destination(fromClient).toString());
        appender.append(c.sourcePort(fromClient));
        appender.append(c.destinationPort(fromClient));
        appender.append(c.vlan());
    }

    private void addresses(Address source, Address destination) throws SQLException {
        text(source == null ? null : source.toString());
        text(destination == null ? null : destination.toString());
        appender.append(0);
        appender.append(0);
        appender.append(0);
    }

    private void what(String service, String operation, String verb, String outcome, String unit, String target)
            throws SQLException {
        appender.append(service);
        appender.append(operation);
        appender.append(verb);
        appender.append(outcome);
        appender.append(unit);
        appender.append(target);
    }

    private void sizes(long count, long bytes, String value) throws SQLException {
        appender.append(count);
        appender.append(bytes);
        text(value);
    }

    private void text(String value) throws SQLException {
        if (value == null) appender.appendNull();
        else appender.append(value);
    }
}
