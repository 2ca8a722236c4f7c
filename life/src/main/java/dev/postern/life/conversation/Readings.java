package dev.postern.life.conversation;

import dev.postern.life.habit.Hash;
import dev.postern.model.Fields;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Verb;
import java.util.List;

/**
 * The numbers one message carries and the points they belong to. A point is named by what stays the same whichever way it is asked for: table and address
 * (Modbus), object address (IEC 60870-5-104), group and index (DNP3), item id (OPC Classic), name where the message has one (S7, ADS; in a cyclic exchange that of its own), member of the data set, else place within the target. Refilled for each message,
 * so that a value costs no object.
 */
public final class Readings {
    /** Values of one message that are looked at. */
    private static final int VALUES_MAX = 256;

    private static final int MEMBERS_SPREAD = 64;
    private static final long ABSOLUTE = Hash.of("absolute");

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

    private List<?> members;
    private List<?> memberCounts;
    private long address;
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
        return !blocks && addresses == null && items == null && members == null && !exchanged && !absolute;
    }

    /** True for a message whose values are what a point reads as. */
    static boolean tells(Message message) {
        Verb verb = message.verb();
        return switch (message.outcome()) {
            case SUCCESS -> verb == Verb.READ || verb == Verb.REPORT || verb == Verb.EXCHANGE;
            case NOTICE -> verb == Verb.READ || verb == Verb.REPORT || verb == Verb.EXCHANGE;
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
        several = exchanged = absolute = false;
        single = null;
        list = addresses = items = names = members = memberCounts = null;
        address = -1;
        Fields fields = message.fields();
        blocks = message.protocol().equals("dnp3");
        positions = message.protocol().equals("goose") || message.protocol().equals("mms");
        if (blocks) {
            dnp3(fields);
            return count;
        }
        look(fields);
        if (single == null && list == null) return 0;
        base = address >= 0 ? table(message.target()) : Hash.of(message.target());
        exchanged = message.verb() == Verb.EXCHANGE && areNamed();
        absolute = !exchanged && areNamed();
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
                case "item_ids" -> items = value instanceof List<?> many ? many : null;
                case "points" -> names = value instanceof List<?> many ? many : null;
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
        if (absolute) return Hash.of(ABSOLUTE, names.get(index).hashCode());
        if (exchanged) return Hash.of(base, names.get(index).hashCode());
        return Hash.of(base, address >= 0 ? address + index : index);
    }

    private boolean areNamed() {
        return names != null && list != null && names.size() == list.size();
    }

    /** Monitored and controlled objects of one address are two. */
    private static int kind(Message message) {
        return message.verb().isControl() ? 2 : 1;
    }

    /** Hash of the first word of the target: {@code holding 100 x10} is of the table {@code holding}. */
    private static long table(String target) {
        int hash = 0;
        for (int i = 0; i < target.length() && target.charAt(i) != ' '; i++) hash = 31 * hash + target.charAt(i);
        return Hash.mix(hash);
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

    /** {@code holding 105} of {@code holding 100 x10}, {@code DB1.DBD0}, {@code tank level [3]}; {@code 1.1 output} where the message names it. */
    public String words(Message message, int index) {
        if (blocks) return Dnp3Points.words(groups[index]) + ' ' + places[index];
        if (items != null) return items.get(places[index]).toString();
        if (areNamed()) return names.get(places[index]).toString();
        return words(message.target(), message.operation(), places[index], address, addresses, several);
    }

    private static String words(
            String target, String operation, int place, long address, List<?> addresses, boolean several) {
        String what = target.isEmpty() ? operation : target;
        if (addresses != null && place < addresses.size()) return what.split(" \\d", 2)[0] + " " + addresses.get(place);
        if (address >= 0) return what.split(" ", 2)[0] + " " + (address + place);
        return several ? what + " [" + place + "]" : what;
    }
}
