package dev.postern.wire.ot.bacnet;

import dev.postern.model.Verb;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * What a service says: the properties of objects it names, with their values, and the rest as named fields. Read once, front to back, by
 * a {@link Layout}; at most {@link #POINTS_MAX} properties and {@link #VALUES_MAX} values of each are kept.
 */
final class Parameters {
    static final int POINTS_MAX = 256;
    static final int VALUES_MAX = 1024;
    static final int DATA_SHOWN_BYTES = 64;
    static final int TEXT_BYTES_MAX = 256;
    private static final int DEPTH_MAX = 8;
    /** Properties named in a target; the rest is counted. */
    private static final int TARGET_POINTS_MAX = 12;

    private static final int ANALOG_OUTPUT = 1,
            BINARY_OUTPUT = 4,
            MULTI_STATE_OUTPUT = 14,
            LIGHTING_OUTPUT = 54,
            BINARY_LIGHTING_OUTPUT = 55;

    /** A property of an object; {@code property} and {@code index} are -1 where only the object, or the whole property, is meant. */
    static final class Point {
        final long object;
        long property = -1;
        long index = -1;
        final List<Object> values = new ArrayList<>(1);
        String type;

        private Point(long object) {
            this.object = object;
        }

        long objectType() {
            return object >> 22;
        }

        String name() {
            String text = Tag.object(object);
            if (property < 0) return text;
            return text + " " + Properties.name(property) + (index < 0 ? "" : "[" + index + "]");
        }

        /** One value; several as one text. */
        private Object shown() {
            if (values.isEmpty()) return "";
            if (values.size() == 1) return values.getFirst();
            return joined(values);
        }
    }

    final List<Point> points = new ArrayList<>(1);
    private final List<Long> errorClasses = new ArrayList<>(0);
    private final List<Long> errorCodes = new ArrayList<>(0);
    private long priority = -1;
    private final List<String> names = new ArrayList<>(4);
    private final List<Object> said = new ArrayList<>(4);
    private final Tag tag = new Tag();
    private final Bytes bytes;
    private final Turn turn;
    /** Offset to report for what is broken, or -1 for where it is. */
    private final int complainAt;

    private boolean broken;

    Parameters(Bytes bytes, Turn turn) {
        this(bytes, turn, -1);
    }

    Parameters(Bytes bytes, Turn turn, int complainAt) {
        this.bytes = bytes;
        this.turn = turn;
        this.complainAt = complainAt;
    }

    /** Reads {@code [at, end)} of the message. */
    Parameters read(int at, Layout layout) {
        level(at, layout, 0);
        return this;
    }

    /** @return first offset after this level */
    private int level(int from, Layout layout, int depth) {
        int at = from;
        int order = 0;
        while (at < bytes.length() && !broken) {
            if (!tag.read(bytes, at)) return broken("parameter ends early", at);
            at = tag.end();
            if (tag.closing) return depth > 0 ? at : broken("closing tag without opening", at - 1);
            Layout.Part part = tag.context ? layout.context(tag.number) : layout.application(order++);
            if (!tag.opening) primitive(part);
            else if (depth >= DEPTH_MAX) return broken("nested too deeply", at - 1);
            else if (part.kind() == Layout.Kind.GROUP) at = level(at, part.inner(), depth + 1);
            else at = constructed(at, part);
        }
        if (depth > 0 && !broken) return broken("no closing tag", bytes.length());
        return at;
    }

    private int broken(String rule, int at) {
        broken = true;
        turn.malformed(rule, complainAt >= 0 ? complainAt : Math.min(at, bytes.length()));
        return bytes.length();
    }

    /** Everything up to the closing tag that fits the opening one just read, as values. */
    private int constructed(int from, Layout.Part part) {
        List<Object> values = new ArrayList<>();
        String type = null;
        int depth = 1;
        int at = from;
        while (at < bytes.length()) {
            if (!tag.read(bytes, at)) return broken("parameter ends early", at);
            at = tag.end();
            if (tag.opening) depth++;
            else if (tag.closing) depth--;
            else if (values.size() < VALUES_MAX) {
                if (type == null) type = tag.type();
                values.add(tag.value(bytes));
            }
            if (depth == 0) {
                take(part, values, type);
                return at;
            }
        }
        return broken("no closing tag", bytes.length());
    }

    private void take(Layout.Part part, List<Object> values, String type) {
        if (part.kind() == Layout.Kind.JOIN) {
            add(part.name(), joined(values));
        } else if (part.kind() == Layout.Kind.VALUES && !points.isEmpty()) {
            Point point = points.getLast();
            for (int i = 0; i < values.size() && point.values.size() < VALUES_MAX; i++) point.values.add(values.get(i));
            if (point.type == null) point.type = type;
        }
    }

    private void primitive(Layout.Part part) {
        switch (part.kind()) {
            case OBJECT -> object(tag.unsigned(bytes));
            case REFERENCE -> reference(part.name(), tag.unsigned(bytes));
            case PROPERTY -> property(tag.unsigned(bytes));
            case INDEX -> {
                if (!points.isEmpty()) points.getLast().index = tag.unsigned(bytes);
            }
            case PRIORITY -> priority = tag.unsigned(bytes);
            case NUMBER ->
                add(part.name(), tag.context || isOctets() ? (Object) tag.unsigned(bytes) : tag.value(bytes));
            case FLAG -> add(part.name(), tag.context ? tag.unsigned(bytes) != 0 : tag.value(bytes));
            case TEXT -> add(part.name(), text(part.name()));
            case SECRET -> add(part.name(), true);
            case JOIN -> join(part.name());
            case ERROR_CLASS -> {
                if (errorClasses.size() < POINTS_MAX) errorClasses.add(tag.unsigned(bytes));
            }
            case ERROR_CODE -> error(tag.unsigned(bytes));
            case VALUES, GROUP, SKIP -> {}
        }
    }

    private boolean isOctets() {
        return tag.number == Tag.OCTETS;
    }

    private Object text(String name) {
        if (!tag.context) return tag.value(bytes);
        return name.equals("result_flags") ? tag.bits(bytes) : tag.text(bytes);
    }

    /** A list without a tag of its own: its elements follow each other. */
    private void join(String name) {
        Object value = tag.value(bytes);
        int last = names.size() - 1;
        if (last < 0 || !names.get(last).equals(name)) add(name, value.toString());
        else if (((String) said.get(last)).length() < TEXT_BYTES_MAX) said.set(last, said.get(last) + " " + value);
    }

    private void object(long identifier) {
        if (points.size() < POINTS_MAX) points.add(new Point(identifier));
    }

    private void property(long identifier) {
        if (points.isEmpty()) return;
        Point last = points.getLast();
        if (last.property >= 0) {
            if (points.size() >= POINTS_MAX) return;
            last = new Point(last.object);
            points.add(last);
        }
        last.property = identifier;
    }

    private void reference(String name, long identifier) {
        add(name, name.equals("device") ? (Object) (identifier & 0x3F_FFFF) : Tag.object(identifier));
    }

    /** The error of a property within an answer; that of a whole service has no point. */
    private void error(long code) {
        if (errorCodes.size() < POINTS_MAX) errorCodes.add(code);
        if (points.isEmpty()) return;
        points.getLast().values.add("error " + Names.errorCode(code));
        points.getLast().type = "error";
    }

    private void add(String name, Object value) {
        names.add(name);
        said.add(value);
    }

    /** The named number, or -1. */
    long number(String name) {
        int at = names.indexOf(name);
        return at >= 0 && said.get(at) instanceof Long number ? number : -1;
    }

    /** The named text, or null. */
    String text(String name, String otherwise) {
        int at = names.indexOf(name);
        return at >= 0 ? said.get(at).toString() : otherwise;
    }

    private static String joined(List<Object> values) {
        StringBuilder text = new StringBuilder();
        for (Object value : values) {
            if (text.length() > TEXT_BYTES_MAX) return text.append(" ...").toString();
            if (!text.isEmpty()) text.append(' ');
            text.append(value);
        }
        return text.toString();
    }

    /** {@code device 5 object-name, vendor-name; analog-input 3 present-value}. */
    String target() {
        if (points.isEmpty()) return "";
        StringBuilder text = new StringBuilder();
        long object = -1;
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            if (i >= TARGET_POINTS_MAX)
                return text.append(" +").append(points.size() - i).toString();
            if (i > 0) text.append(point.object == object ? ", " : "; ");
            if (i == 0 || point.object != object)
                text.append(Tag.object(point.object)).append(point.property < 0 ? "" : " ");
            if (point.property >= 0) text.append(Properties.name(point.property));
            if (point.index >= 0) text.append('[').append(point.index).append(']');
            object = point.object;
        }
        return text.toString();
    }

    /** The present value of an output drives the plant; a program is run or halted through a property of its own (clause 12.22). */
    Verb writeVerb() {
        for (Point point : points) {
            if (point.property == Properties.PROGRAM_CHANGE && !point.values.isEmpty()) {
                return switch (point.values.getFirst() instanceof Long change ? change.intValue() : 0) {
                    case 1, 5 -> Verb.DOWNLOAD;
                    case 2 -> Verb.START;
                    case 3 -> Verb.STOP;
                    case 4 -> Verb.RESTART;
                    default -> Verb.WRITE;
                };
            }
            if (point.property == Properties.PRESENT_VALUE && isOutput(point.objectType())) return Verb.OPERATE;
        }
        return Verb.WRITE;
    }

    private static boolean isOutput(long type) {
        return type == ANALOG_OUTPUT
                || type == BINARY_OUTPUT
                || type == MULTI_STATE_OUTPUT
                || type == LIGHTING_OUTPUT
                || type == BINARY_LIGHTING_OUTPUT;
    }

    void describe(Turn.Draft draft) {
        if (points.size() == 1) describe(points.getFirst(), draft);
        else if (!points.isEmpty()) describeAll(draft);
        if (priority >= 0) draft.field("priority", priority);
        for (int i = 0; i < names.size(); i++) draft.field(names.get(i), said.get(i));
        if (errorCodes.isEmpty() || errorClasses.isEmpty()) return;
        draft.field("error_class", one(errorClasses)).field("error_code", one(errorCodes));
        if (points.isEmpty())
            draft.field(
                    "error", Names.errorClass(errorClasses.getFirst()) + " " + Names.errorCode(errorCodes.getFirst()));
    }

    private static Object one(List<Long> numbers) {
        return numbers.size() == 1 ? numbers.getFirst() : numbers;
    }

    private static void describe(Point point, Turn.Draft draft) {
        draft.field("object_type", point.objectType()).field("instance", point.object & 0x3F_FFFF);
        if (point.property >= 0) draft.field("property", point.property);
        if (point.index >= 0) draft.field("index", point.index);
        if (point.values.size() == 1) draft.field("value", point.values.getFirst());
        else if (!point.values.isEmpty()) draft.field("values", point.values);
        draft.field("type", point.type);
    }

    private void describeAll(Turn.Draft draft) {
        List<String> names = new ArrayList<>(points.size());
        List<Long> properties = new ArrayList<>(points.size());
        List<Long> objectTypes = new ArrayList<>();
        List<Long> instances = new ArrayList<>();
        List<Object> values = new ArrayList<>(points.size());
        List<String> types = new ArrayList<>(points.size());
        boolean valued = false;
        long object = -1;
        for (Point point : points) {
            if (point.object != object || point.property < 0) {
                objectTypes.add(point.objectType());
                instances.add(point.object & 0x3F_FFFF);
            }
            object = point.object;
            names.add(point.name());
            properties.add(point.property);
            values.add(point.shown());
            types.add(point.type == null ? "" : point.type);
            valued |= point.type != null;
        }
        draft.field("object_type", objectTypes)
                .field("instance", instances)
                .field("points", names)
                .field("property", properties);
        if (valued) draft.field("values", values).field("types", types);
    }
}
