package dev.postern.life.conversation;

import dev.postern.life.LifeSink;
import dev.postern.life.habit.Due;
import dev.postern.life.habit.Heap;
import dev.postern.life.habit.Points;
import dev.postern.model.Fields;
import dev.postern.model.Message;
import dev.postern.model.Reading;
import java.util.ArrayList;
import java.util.List;

/** Of the values that pass in one conversation, now and then those of a message are put into words and remembered, and states when they change. */
final class Samples {
    private static final int NAME_MAX = 120;
    private static final int OBJECT_BYTES = Heap.object(Heap.REFERENCE);

    /** Null until messages came that name their points themselves. */
    private Due due;

    /** @param points what is expected of them, or null */
    void take(
            ConversationLife life,
            Message message,
            Symbol symbol,
            Readings readings,
            Points points,
            int minute,
            LifeSink out) {
        boolean whole = readings.ofTarget();
        boolean wholeIsDue = whole && minute >= symbol.sampleMinute;
        boolean read = points != null && !Readings.writes(message);
        if (!whole && due == null && life.has(Due.BYTES_LEAST)) due = new Due();
        List<Reading.Point> told = null;
        Naming naming = null;
        for (int i = 0; i < readings.count(); i++) {
            long name = readings.point(i);
            boolean isDue = whole ? wholeIsDue : due != null && due.take(name, minute, life);
            boolean isNews = read && points.isNews(name, readings.value(i), minute);
            if (!isDue && !isNews) continue;
            if (told == null) {
                told = new ArrayList<>();
                naming = new Naming(message, readings);
            }
            told.add(point(naming, readings, points, i));
        }
        if (wholeIsDue) symbol.sampled(minute);
        if (told == null) return;
        ConversationKey key = life.key;
        boolean written = Readings.writes(message);
        // Who publishes, or has its turn in a cyclic exchange, tells values of its own whichever end was heard first.
        boolean clientsOwn = message.fromClient() && !written;
        out.reading(new Reading(
                message.stamp(),
                clientsOwn ? key.server() : key.client(),
                clientsOwn ? key.client() : key.server(),
                key.service(),
                key.unit(),
                written,
                told));
    }

    private static Reading.Point point(Naming naming, Readings readings, Points points, int i) {
        long name = readings.point(i);
        boolean known = points != null && points.known(name) > 0;
        return new Reading.Point(
                naming.name(i),
                naming.type(i),
                naming.quality(i),
                readings.value(i),
                known ? points.low(name) : Double.NaN,
                known ? points.high(name) : Double.NaN);
    }

    /** Octets of heap. */
    int bytes() {
        return OBJECT_BYTES + (due == null ? 0 : due.bytes());
    }

    long refused() {
        return due == null ? 0 : due.refused();
    }

    /** What the points of one message are called. */
    private record Naming(Message message, Readings readings, List<?> names, List<?> types, List<?> qualities) {
        /** Where protocols list the names of several points. */
        private static final List<String> NAMES = List.of("item_ids", "points", "variables", "references");

        private static final List<String> QUALITIES = List.of("quality", "qualities", "results");

        Naming(Message message, Readings readings) {
            this(message, readings, names(message), list(message, "types"), first(message, QUALITIES));
        }

        private static List<?> list(Message message, String field) {
            return message.fields().get(field) instanceof List<?> list ? list : List.of();
        }

        private static List<?> first(Message message, List<String> fields) {
            for (String field : fields) {
                Object value = message.fields().get(field);
                if (value instanceof List<?> list) return list;
                if (value != null) return List.of(value);
            }
            return List.of();
        }

        /** Empty unless there is a name for each value. */
        private static List<?> names(Message message) {
            int values = list(message, "values").size();
            for (String field : NAMES) {
                List<?> names = list(message, field);
                if (!names.isEmpty() && names.size() == values) return names;
            }
            List<String> parts = List.of(message.target().split(", "));
            return parts.size() > 1 && parts.size() == values ? parts : List.of();
        }

        String name(int i) {
            int place = readings.place(i);
            String name = readings.group(i) == 0 && place < names.size()
                    ? names.get(place).toString()
                    : readings.words(message, i);
            StringBuilder plain = new StringBuilder();
            for (int at = 0; at < Math.min(NAME_MAX, name.length()); at++)
                plain.append(name.charAt(at) < ' ' ? ' ' : name.charAt(at));
            return plain.toString();
        }

        String type(int i) {
            int place = readings.place(i);
            Object type = place < types.size() && types.size() == values()
                    ? types.get(place)
                    : message.fields().get("type");
            if (readings.group(i) > 0) return readings.label(i).split(" ", 2)[0];
            if (type instanceof String text && !text.isEmpty() && text.length() < NAME_MAX)
                return text.replace('\t', ' ');
            return readings.isCategory(i) ? "bit" : readings.isReal(i) ? "real" : "integer";
        }

        private int values() {
            return message.fields().get("values") instanceof List<?> list ? list.size() : 1;
        }

        String quality(int i) {
            int place = readings.place(i);
            Fields fields = message.fields();
            if (readings.group(i) > 0)
                return Dnp3Points.quality(
                        readings.group(i),
                        fields.get(readings.label(i) + " flags") instanceof List<?> f ? f : null,
                        place);
            if (place >= qualities.size()) return "";
            Object quality = qualities.get(place);
            if (quality instanceof String text) return text.replace('\t', ' ');
            // OPC UA and sampled values: zero is good, else the number of the protocol.
            return quality instanceof Long number ? number == 0 ? "good" : "0x" + Long.toHexString(number) : "";
        }
    }
}
