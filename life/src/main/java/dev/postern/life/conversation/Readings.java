package dev.postern.life.conversation;

import dev.postern.life.habit.Hash;
import dev.postern.model.Fields;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import java.util.List;

/**
 * The numbers one message carries and the points they belong to. A point is named by what stays the same whichever way it is asked for: its place, as the message says it for each value
 * ({@code DB1.DBD4}, {@code ns=2;s=Level}) or as the target does for all ({@code holding 100 x10}, {@code D100, W1A}, that of a single value), object address (IEC 60870-5-104), group and index (DNP3), item id (OPC Classic), in a cyclic exchange a name of its own,
 * member of the data set, key in a text of a topic (MQTT), else place within the target. Refilled for each message, so that a value costs no object.
 */
public final class Readings {
    /** Values of one message that are looked at. */
    private static final int VALUES_MAX = 256;

    private static final int MEMBERS_SPREAD = 64;
    private static final int DIGITS_MAX = 18;

    private final long[] points = new long[VALUES_MAX];
    private final double[] values = new double[VALUES_MAX];
    private final boolean[] categories = new boolean[VALUES_MAX];
    private final boolean[] reals = new boolean[VALUES_MAX];
    private final int[] places = new int[VALUES_MAX];
    /** Of DNP3: object group, name of the block, place in it. */
    private final int[] groups = new int[VALUES_MAX];

    private final String[] labels = new String[VALUES_MAX];
    private final int[] orders = new int[VALUES_MAX];
    private boolean blocks;
    /** A string of two bits is the position of a switch. */
    private boolean positions;

    private int count;
    private boolean several;

    private Object single;
    private List<?> list;
    private List<?> addresses;
    /** Ids of OPC Classic, one for each value. */
    private List<?> items;

    /** Of protocols that name each of several points. */
    private List<?> names;

    /** In a cyclic exchange one target has several connections, and each end tells values of its own; a point is what it is called. */
    private boolean exchanged;

    /** What a point is called says where it is in the device. */
    private boolean absolute;

    /** Of texts with a key for each value (JSON), and of Sparkplug, whose topics differ for one metric. */
    private List<?> keys;

    private boolean sparkplug;
    private List<?> members;
    private List<?> memberCounts;
    private long address;
    /** Number of the first of several elements that follow each other in an area of the device, or -1. */
    private long first;
    /** What their names begin with: as much of the target. */
    private int areaEnd;
    /** Hash of what all points of the message share. */
    private long base;

    public int count() {
        return count;
    }

    public long point(int index) {
        return points[index];
    }

    public double value(int index) {
        return values[index];
    }

    /** The value knows no more or less: on and off, the position of a switch. */
    public boolean isCategory(int index) {
        return categories[index];
    }

    boolean isReal(int index) {
        return reals[index];
    }

    /** Its place in the list of values. */
    int place(int index) {
        return blocks ? orders[index] : places[index];
    }

    /** Object group of DNP3, else 0. */
    int group(int index) {
        return blocks ? groups[index] : 0;
    }

    /** Field in which DNP3 has the values of its block. */
    String label(int index) {
        return labels[index];
    }

    /** The target says which points there are, so that they are the same in every such message. */
    boolean ofTarget() {
        return !blocks
                && addresses == null
                && items == null
                && members == null
                && !exchanged
                && !absolute
                && !sparkplug;
    }

    /** True for a message whose values are what a point reads as. */
    static boolean tells(Message message) {
        Verb verb = message.verb();
        return switch (message.outcome()) {
            case SUCCESS -> verb == Verb.READ || verb == Verb.REPORT || verb == Verb.EXCHANGE;
            case NOTICE -> verb == Verb.READ || verb == Verb.REPORT || verb == Verb.EXCHANGE;
            // A report that wants to be acknowledged.
            case REQUEST -> verb == Verb.REPORT;
            default -> false;
        };
    }

    static boolean writes(Message message) {
        return message.verb().isControl()
                && (message.outcome() == Outcome.REQUEST || message.outcome() == Outcome.NOTICE);
    }

    /** @return how many values there are */
    public int fill(Message message) {
        count = 0;
        several = exchanged = absolute = sparkplug = false;
        single = null;
        list = addresses = items = names = keys = members = memberCounts = null;
        address = first = -1;
        Fields fields = message.fields();
        blocks = message.protocol().equals("dnp3");
        positions = message.protocol().equals("goose") || message.protocol().equals("mms");
        if (blocks) {
            dnp3(fields);
            return count;
        }
        look(fields);
        if (single == null && list == null) return 0;
        exchanged = message.verb() == Verb.EXCHANGE && areNamed();
        boolean keyed = keys != null && list != null && keys.size() == list.size();
        if (!keyed) keys = null;
        if (names == null && !keyed && message.verb() != Verb.EXCHANGE) names = parts(message.target());
        absolute = !exchanged && areNamed();
        // Octets that S7 writes are parts of wider numbers as a rule, and have no names: docs/decisions/0047.
        boolean unnamed = message.protocol().equals("s7comm");
        if (!absolute && !exchanged && !keyed && !unnamed && addresses == null && items == null) run(message.target());
        base = first >= 0 ? area(message.target(), areaEnd) : Hash.of(sparkplug ? "" : message.target());
        if (exchanged && !message.fromClient()) base = Hash.mix(base);
        if (single != null) add(name(message, 0), 0, single);
        if (list == null) return count;
        several = list.size() > 1;
        if (members != null && memberCounts != null) ofMembers(message);
        else for (int i = 0; i < list.size(); i++) add(name(message, i), i, list.get(i));
        return count;
    }

    private void look(Fields fields) {
        for (int i = 0; i < fields.size(); i++) {
            Object value = fields.value(i);
            switch (fields.name(i)) {
                case "value" -> single = value;
                case "values" -> list = value instanceof List<?> many ? many : null;
                case "address" -> address = value instanceof Long number ? number : -1;
                case "addresses" -> addresses = value instanceof List<?> many ? many : null;
                case "names" -> keys = value instanceof List<?> many ? many : null;
                case "sparkplug" -> sparkplug = true;
                case "item_ids" -> items = value instanceof List<?> many ? many : null;
                case "points", "oids" -> names = value instanceof List<?> many ? many : null;
                case "members" -> members = value instanceof List<?> many ? many : null;
                case "counts" -> memberCounts = value instanceof List<?> many ? many : null;
                default -> {
                    // Not of a point.
                }
            }
        }
    }

    private long name(Message message, int index) {
        if (items != null)
            return index < items.size() ? Hash.of(items.get(index).toString()) : 0;
        if (addresses != null)
            return index < addresses.size() && addresses.get(index) instanceof Long object
                    ? Hash.of(object, kind(message))
                    : 0;
        if (keys != null) return Hash.of(base, keys.get(index).hashCode());
        if (absolute) return place(names.get(index).toString());
        if (exchanged) return Hash.of(base, names.get(index).hashCode());
        if (first >= 0) return Hash.of(base, first + index);
        return isAlone(message) ? place(message.target()) : Hash.of(base, index);
    }

    private boolean areNamed() {
        return names != null && names.size() == (list != null ? list.size() : single != null ? 1 : -1);
    }

    /** The target of a single value is what the value is called. */
    private boolean isAlone(Message message) {
        return list == null && !message.target().isEmpty();
    }

    /** {@code D100, W1A}: a name for each of several values, or null. */
    private List<?> parts(String target) {
        if (list == null || list.size() < 2 || target.indexOf(", ") < 0) return null;
        int count = 1;
        for (int at = target.indexOf(", "); at >= 0; at = target.indexOf(", ", at + 2)) {
            if (at + 2 == target.length() || isDigit(target.charAt(at + 2))) return null;
            count++;
        }
        return count == list.size() ? List.of(target.split(", ")) : null;
    }

    /** {@code holding 100 x10}, {@code D100 x3}: elements that follow each other. A message may say the number by itself. */
    private void run(String target) {
        int end = target.lastIndexOf(" x");
        int from = end < 0 ? -1 : numberStart(target, end);
        if (from >= 0 && from < end && target.indexOf(',') < 0 && numberStart(target, target.length()) == end + 2) {
            first = Long.parseLong(target, from, end, 10);
            areaEnd = from;
        } else if (address >= 0) {
            first = address;
            int space = target.indexOf(' ');
            areaEnd = space < 0 ? target.length() : space + 1;
        }
    }

    /** Hash of the place that is so called: {@code D105} is the 105th of the area {@code D}, whichever run it is asked for in. */
    private static long place(String name) {
        int from = numberStart(name, name.length());
        return Hash.of(area(name, from), from == name.length() ? -1 : Long.parseLong(name, from, name.length(), 10));
    }

    /** Where the number begins that ends at {@code end}; {@code end} where none does. */
    private static int numberStart(String text, int end) {
        int from = end;
        while (from > 0 && end - from < DIGITS_MAX && isDigit(text.charAt(from - 1))) from--;
        return from;
    }

    private static boolean isDigit(char sign) {
        return sign >= '0' && sign <= '9';
    }

    private static long area(String name, int end) {
        int last = end > 0 && name.charAt(end - 1) == ' ' ? end - 1 : end;
        int hash = 0;
        for (int i = 0; i < last; i++) hash = 31 * hash + name.charAt(i);
        return Hash.mix(hash);
    }

    /** Monitored and controlled objects of one address are two. */
    private static int kind(Message message) {
        return message.verb().isControl() ? 2 : 1;
    }

    private void ofMembers(Message message) {
        long target = Hash.of(message.target());
        int at = 0;
        for (int i = 0; i < members.size() && i < memberCounts.size(); i++) {
            if (!(members.get(i) instanceof Long member) || !(memberCounts.get(i) instanceof Long leaves)) return;
            for (int j = 0; j < leaves && at < list.size(); j++, at++)
                add(Hash.of(target, member * MEMBERS_SPREAD + j), at, list.get(at));
        }
    }

    /** {@code "g30v1 index": [0, 2], "g30v1": [...]}, or {@code "g30v1 0..9": [...]}. */
    private void dnp3(Fields fields) {
        List<?> indices = null;
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.name(i);
            if (name.length() < 4 || name.charAt(0) != 'g' || !Character.isDigit(name.charAt(1))) continue;
            if (!(fields.value(i) instanceof List<?> objects)) continue;
            if (name.endsWith(" index")) {
                indices = objects;
            } else if (!name.endsWith(" flags") && !name.endsWith(" millis")) {
                objects(name, indices, objects);
                indices = null;
            }
        }
    }

    private void objects(String name, List<?> indices, List<?> objects) {
        int group = number(name, 1);
        int space = name.lastIndexOf(' ');
        int start = space < 0 ? 0 : number(name, space + 1);
        several |= objects.size() > 1;
        for (int i = 0; i < objects.size(); i++) {
            long index = indices != null && i < indices.size() && indices.get(i) instanceof Long one ? one : start + i;
            if (count < VALUES_MAX) {
                groups[count] = group;
                labels[count] = name;
                orders[count] = i;
            }
            add(Hash.of(Hash.mix(group), index), (int) index, objects.get(i));
        }
    }

    /** The number that begins at {@code from}; 0 where none does. */
    private static int number(String text, int from) {
        int number = 0;
        for (int i = from; i < text.length() && Character.isDigit(text.charAt(i)) && number < 10_000_000; i++)
            number = 10 * number + text.charAt(i) - '0';
        return number;
    }

    private void add(long point, int place, Object value) {
        if (count == VALUES_MAX || point == 0) return;
        switch (value) {
            case Long number -> values[count] = number;
            case Double number -> values[count] = number;
            case Boolean bit -> values[count] = bit ? 1 : 0;
            case String bits when positions && isPosition(bits) -> values[count] = Integer.parseInt(bits, 2);
            case null, default -> {
                return;
            }
        }
        categories[count] = value instanceof Boolean || value instanceof String;
        reals[count] = value instanceof Double;
        places[count] = place;
        points[count++] = point;
    }

    /** Two bits: where a switch stands (Dbpos of IEC 61850-7-3, section 6.2). */
    private static boolean isPosition(String bits) {
        return bits.length() == 2 && isBit(bits.charAt(0)) && isBit(bits.charAt(1));
    }

    private static boolean isBit(char sign) {
        return sign == '0' || sign == '1';
    }

    /** Names the state that a message switches something to: on, off, trip; 0 where it sets a number or nothing. */
    public static long switchedTo(Message message) {
        Fields fields = message.fields();
        boolean blocks = message.protocol().equals("dnp3");
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.name(i);
            boolean value = name.equals("value") || name.equals("values") || blocks && name.equals("g12v1");
            if (!value) continue;
            Object first =
                    fields.value(i) instanceof List<?> list && !list.isEmpty() ? list.getFirst() : fields.value(i);
            boolean state = first instanceof Boolean || first instanceof String && message.verb() == Verb.OPERATE;
            if (state) return Hash.of(first.toString());
        }
        return 0;
    }

    /** {@code holding 105} of {@code holding 100 x10}, {@code DB1.DBD0}, {@code tank level [3]}; {@code 1.1 output} where the message names it. Of the message that was filled last. */
    public String words(Message message, int index) {
        if (blocks) return Dnp3Points.words(groups[index]) + ' ' + places[index];
        if (items != null) return items.get(places[index]).toString();
        if (areNamed()) return names.get(places[index]).toString();
        if (keys != null)
            return (sparkplug || message.target().isEmpty() ? "" : message.target() + ' ') + keys.get(places[index]);
        String what = message.target().isEmpty() ? message.operation() : message.target();
        int place = places[index];
        if (addresses != null && place < addresses.size()) return what.split(" \\d", 2)[0] + " " + addresses.get(place);
        if (first >= 0) return (message.target().isEmpty() ? what + ' ' : what.substring(0, areaEnd)) + (first + place);
        return several ? what + " [" + place + "]" : what;
    }
}
