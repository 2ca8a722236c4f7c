package dev.postern.wire.ot.opcua;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a publisher says its data set is made of, OPC 10000-14 sections 6.2.3.2.3 and 6.2.3.2.4; before it the types of its own that it uses, OPC 10000-5 sections
 * 12.31 to 12.35, which are passed over. Names are cut to {@link #NAME_MAX} characters; fields beyond {@link DataSetMessage#FIELDS_MAX} are counted only.
 */
record MetaData(String name, long major, long minor, List<Field> fields, long more) {
    static final int NAME_MAX = 128;
    private static final int PROMOTED = 1;
    private static final int RANKS_SHOWN = 4;
    private static final int ONE_DIMENSION = 1, SCALAR = -1;
    private static final int STRING = 12, BYTE_STRING = 15;
    private static final String NO_ID = "00000000-0000-0000-0000-000000000000";

    /** Octets of each built-in type from 0 on; 0 where a value says itself how long it is. */
    private static final int[] OCTETS = {0, 1, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8, 0, 8, 16, 0, 0, 0, 0, 4};

    /**
     * One field.
     *
     * @param name empty where there is none, or another field has it
     * @param rank -1 a scalar, 1 an array, 2 and more a matrix, 0, -2 and -3 not settled
     * @param elements most of an array, 0 unknown
     * @param textBytes most of a text or byte string, 0 unknown
     */
    record Field(String name, int type, int rank, long elements, long textBytes, boolean promoted) {
        String typeName() {
            return Decoder.typeName(type) + "[]".repeat(Math.clamp(rank, 0, RANKS_SHOWN));
        }

        /** Raw, it takes the same room in each message: section 7.2.4.5.11. */
        boolean isSized() {
            boolean number = type < OCTETS.length && OCTETS[type] > 0;
            boolean text = (type == STRING || type == BYTE_STRING) && textBytes > 0;
            return rank == SCALAR && (number || text) || rank == ONE_DIMENSION && number && elements > 0;
        }

        /** Reads a raw value and what fills up its room; null where it says that it is longer than it may be. */
        Decoder.Variant raw(Decoder in) {
            if (rank == SCALAR && type != STRING && type != BYTE_STRING)
                return new Decoder.Variant(typeName(), in.scalar(type));
            int from = in.at();
            long count = in.i32();
            long room = rank == SCALAR ? textBytes : elements * OCTETS[type];
            if (count > (rank == SCALAR ? textBytes : elements)
                    || room > in.bytes().length()) return null;
            in.seek(from);
            Object value = rank == SCALAR ? in.scalar(type) : in.array(type);
            in.skip((int) room - (in.at() - from - Integer.BYTES));
            return new Decoder.Variant(typeName(), value);
        }
    }

    /** @param ids where the id of each field goes, nothing if none has one */
    static MetaData read(Decoder in, List<String> ids) {
        in.texts();
        for (int left = in.count(); left > 0 && !in.cut(); left--) structure(in);
        for (int left = in.count(); left > 0 && !in.cut(); left--) enumeration(in);
        for (int left = in.count(); left > 0 && !in.cut(); left--) simple(in);
        String name = cut(in.text());
        in.localizedText();
        List<Field> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        boolean identified = false;
        long more = 0;
        for (int left = in.count(); left > 0 && !in.cut(); left--) {
            Field field = field(in, names);
            String id = in.guid();
            properties(in);
            if (fields.size() == DataSetMessage.FIELDS_MAX) {
                more++;
                continue;
            }
            fields.add(field);
            ids.add(id);
            identified |= !id.equals(NO_ID);
        }
        if (!identified) ids.clear();
        in.guid();
        return new MetaData(name, in.u32(), in.u32(), fields, more);
    }

    private static Field field(Decoder in, Set<String> names) {
        String name = cut(in.text());
        in.localizedText();
        boolean promoted = (in.u16() & PROMOTED) != 0;
        int type = in.u8();
        in.nodeId();
        int rank = in.i32();
        List<Long> dimensions = in.numbers();
        long elements = dimensions.size() == 1 ? dimensions.getFirst() : 0;
        return new Field(names.add(name) ? name : "", type, rank, elements, in.u32(), promoted);
    }

    private static void properties(Decoder in) {
        for (int left = in.count(); left > 0 && !in.cut(); left--) {
            in.qualifiedName();
            in.variant();
        }
    }

    private static void structure(Decoder in) {
        in.nodeId();
        in.qualifiedName();
        in.nodeId();
        in.nodeId();
        in.u32();
        for (int left = in.count(); left > 0 && !in.cut(); left--) {
            in.text();
            in.localizedText();
            in.nodeId();
            in.u32();
            in.numbers();
            in.u32();
            in.flag();
        }
    }

    private static void enumeration(Decoder in) {
        in.nodeId();
        in.qualifiedName();
        for (int left = in.count(); left > 0 && !in.cut(); left--) {
            in.i64();
            in.localizedText();
            in.localizedText();
            in.text();
        }
        in.u8();
    }

    private static void simple(Decoder in) {
        in.nodeId();
        in.qualifiedName();
        in.nodeId();
        in.u8();
    }

    private static String cut(String name) {
        return name.length() > NAME_MAX ? name.substring(0, NAME_MAX) : name;
    }

    /** All fields, those that are only counted as well. */
    long size() {
        return fields.size() + more;
    }

    /** By what a field is told: its name, else its place. */
    String point(int field) {
        String said = field < fields.size() ? fields.get(field).name : "";
        return said.isEmpty() ? "field " + field : said;
    }

    List<String> points() {
        List<String> points = new ArrayList<>(fields.size());
        for (int i = 0; i < fields.size(); i++) points.add(point(i));
        return points;
    }

    List<String> types() {
        return fields.stream().map(Field::typeName).toList();
    }

    /** Of what is sent in the header as well, in order. */
    List<String> promoted() {
        List<String> points = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) if (fields.get(i).promoted) points.add(point(i));
        return points;
    }

    /** What is said in this version may be read by it; -1 is not said. A minor version only adds fields at the end. */
    boolean isOf(long version) {
        return version < 0 || version == major;
    }
}
