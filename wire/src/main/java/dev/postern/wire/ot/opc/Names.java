package dev.postern.wire.ot.opc;

import java.util.ArrayList;
import java.util.List;

/** Which items a server has, and what it says of them: browsing and properties, OPC DA 3.00 sections 4.3.4 to 4.3.7 and 4.8. */
final class Names {
    private static final int ELEMENT_BYTES = 32, PROPERTIES_BYTES = 16, PROPERTY_BYTES = 28;
    private static final int VALUE = 2;
    private static final String[] DIRECTIONS = {"", "up", "down", "to"};
    private static final String[] KINDS = {"", "branches", "leaves", "flat"};
    private static final String[] FILTERS = {"", "all", "branches", "items"};

    private Names() {}

    /** What {@code count} pointers point to, which follows them. */
    static String[] texts(Stub in, int count) {
        boolean[] there = new boolean[count];
        for (int i = 0; i < count && !in.cut(); i++) there[i] = in.pointer();
        String[] texts = new String[count];
        for (int i = 0; i < count; i++) texts[i] = there[i] ? in.text() : "";
        return texts;
    }

    private static String word(String[] words, int number) {
        return number > 0 && number < words.length ? words[number] : Integer.toString(number);
    }

    private static void say(OpcCall call, String[] names) {
        call.say("names", List.of(names).subList(0, Math.min(names.length, OpcCall.NAMES_MAX)));
        call.say("elements", (long) names.length);
    }

    static void move(OpcCall call) {
        call.say("direction", word(DIRECTIONS, call.in.u16()));
        call.target = call.in.text();
    }

    static void browseItems(OpcCall call) {
        call.say("kind", word(KINDS, call.in.u16()));
        call.say("filter", call.in.text());
    }

    static void itemId(OpcCall call) {
        call.target = call.in.text();
    }

    static void itemIdFound(OpcCall call) {
        call.say("item_id", call.in.textBehindPointer());
    }

    static void ofItem(OpcCall call) {
        call.target = call.in.text();
    }

    /** IEnumString, MS-DCOM has none of it: room, offset, length, pointers, texts. */
    static void enumerated(OpcCall call) {
        call.in.u32();
        call.in.u32();
        say(call, texts(call.in, call.in.count(4)));
    }

    static void browse(OpcCall call) {
        Stub in = call.in;
        call.target = in.text();
        in.textBehindPointer();
        in.u32();
        call.say("kind", word(FILTERS, in.u16()));
        call.say("filter", in.text());
        in.text();
        in.flag();
        in.flag();
        in.u32();
        in.numbers();
    }

    /** OPCBROWSEELEMENT: pointers to name and item id, flags, properties; then what the pointers of each point to. */
    static void browsed(OpcCall call) {
        Stub in = call.in;
        in.textBehindPointer();
        call.say("more", in.flag());
        in.u32();
        int count = in.countBehindPointer(ELEMENT_BYTES);
        byte[] there = new byte[count];
        for (int i = 0; i < count && !in.cut(); i++) {
            int name = in.pointer() ? 1 : 0;
            int id = in.pointer() ? 2 : 0;
            in.u32();
            in.u32();
            there[i] = (byte) (name | id | (head(call) ? 4 : 0));
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count && !in.cut(); i++) {
            String name = (there[i] & 1) != 0 ? in.text() : "";
            String id = (there[i] & 2) != 0 ? in.text() : "";
            names.add(id.isEmpty() ? name : id);
            if ((there[i] & 4) != 0) list(call, names.getLast());
        }
        say(call, names.toArray(String[]::new));
    }

    static void properties(OpcCall call) {
        call.in.u32();
        call.asksAbout(texts(call.in, call.in.count(4)));
        call.in.flag();
        call.in.u32();
        call.say("properties", call.in.numbers());
    }

    static void propertiesFound(OpcCall call) {
        int count = call.in.countBehindPointer(PROPERTIES_BYTES);
        boolean[] there = new boolean[count];
        for (int i = 0; i < count && !call.in.cut(); i++) there[i] = head(call);
        String[] items = call.question.items();
        for (int i = 0; i < count && !call.in.cut(); i++) if (there[i]) list(call, i < items.length ? items[i] : "");
    }

    /** OPCITEMPROPERTIES: result, count, pointer to the properties, reserved. */
    private static boolean head(OpcCall call) {
        call.in.u32();
        call.in.u32();
        boolean there = call.in.pointer();
        call.in.u32();
        return there;
    }

    /** OPCITEMPROPERTY: type, number, pointers to item id, description and value, result; then what these point to. */
    private static void list(OpcCall call, String item) {
        Stub in = call.in;
        int count = in.count(PROPERTY_BYTES);
        byte[] there = new byte[count];
        long[] numbers = new long[count];
        for (int i = 0; i < count && !in.cut(); i++) {
            in.u32();
            numbers[i] = in.u32();
            int id = in.pointer() ? 1 : 0;
            int description = in.pointer() ? 2 : 0;
            int value = in.pointer() ? 4 : 0;
            call.points.result(in.u32());
            in.u32();
            there[i] = (byte) (id | description | value);
        }
        for (int i = 0; i < count && !in.cut(); i++) {
            if ((there[i] & 1) != 0) in.text();
            if ((there[i] & 2) != 0) in.text();
            if ((there[i] & 4) == 0) continue;
            call.points.item(property(item, numbers[i]));
            call.points.value(Variant.read(in));
        }
    }

    /** The value of an item is what is meant by the item alone. */
    private static String property(String item, long number) {
        return number == VALUE ? item : item + " property " + number;
    }

    static void itemProperties(OpcCall call) {
        call.target = call.in.text();
        call.in.u32();
        long[] numbers = call.in.numbers();
        String[] items = new String[numbers.length];
        for (int i = 0; i < items.length; i++) items[i] = property(call.target, numbers[i]);
        call.asksAbout(items);
    }

    static void itemPropertyValues(OpcCall call) {
        Values.variants(call, call.in.countBehindPointer(4));
        call.points.items(call.question.items());
        Values.results(call);
    }

    static void lookedUp(OpcCall call) {
        say(call, texts(call.in, call.in.countBehindPointer(4)));
        Values.results(call);
    }

    static void available(OpcCall call) {
        call.in.u32();
        if (call.in.pointer()) call.say("properties", call.in.numbers());
        say(call, texts(call.in, call.in.countBehindPointer(4)));
    }
}
