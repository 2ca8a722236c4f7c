package dev.postern.wire.ot.opcua;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a publisher says its data set is made of, OPC 10000-14 sections 6.2.3.2.3 and 6.2.3.2.4; before it the types of its own that it uses, OPC 10000-5 sections
 * 12.31 to 12.35, with which fields that are structures can be read ({@link Types}). Names are cut to {@link #NAME_MAX} characters; fields beyond {@link DataSetMessage#FIELDS_MAX} are counted only.
 */
record MetaData(String name, long major, long minor, List<Field> fields, long more) {
    static final int NAME_MAX = 128;
    private static final int PROMOTED = 1;
    private static final int RANKS_SHOWN = 4;
    private static final int ONE_DIMENSION = 1, SCALAR = -1;
    private static final int STRING = 12, BYTE_STRING = 15, STRUCTURE = 22;
    /** As long as a message is at most that is put together; a product of two still fits a long. */
    private static final long ELEMENTS_MAX = Parts.BYTES_MAX;

    private static final int RANK_MAX = 8;
    private static final String NO_ID = "00000000-0000-0000-0000-000000000000";

    /** Octets of each built-in type from 0 on; 0 where a value says itself how long it is. */
    private static final int[] OCTETS = {0, 1, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8, 0, 8, 16, 0, 0, 0, 0, 4};

    /**
     * One field.
     *
     * @param name empty where there is none, or another field has it
     * @param rank -1 a scalar, 1 an array, 2 and more a matrix, 0, -2 and -3 not settled
     * @param elements most of an array or matrix, 0 unknown
     * @param textBytes most of a text or byte string, 0 unknown
     * @param dimensions of a matrix
     * @param of what a structure is made of, null where that is not known
     * @param optional within a structure, it may be missing
     */
    record Field(
            String name,
            int type,
            int rank,
            long elements,
            long textBytes,
            boolean promoted,
            List<Long> dimensions,
            Structure of,
            boolean optional) {
        String typeName() {
            return Decoder.typeName(type) + "[]".repeat(Math.clamp(rank, 0, RANKS_SHOWN));
        }

        /** Raw, it takes the same room in each message: section 7.2.4.5.11. */
        boolean isSized() {
            if (of != null) return rank == SCALAR && of.fields.stream().allMatch(Field::isSized);
            boolean number = type < OCTETS.length && OCTETS[type] > 0;
            boolean text = (type == STRING || type == BYTE_STRING) && textBytes > 0;
            return rank == SCALAR && (number || text) || rank >= ONE_DIMENSION && number && elements > 0;
        }

        /** Octets that it takes raw, if it is sized. */
        long room() {
            if (of != null) {
                long room = of.hasOptional() ? Integer.BYTES : 0;
                for (Field field : of.fields) room += field.room();
                return room;
            }
            if (rank == SCALAR) return type == STRING || type == BYTE_STRING ? Integer.BYTES + textBytes : OCTETS[type];
            return (rank == ONE_DIMENSION ? 1L : 1L + rank) * Integer.BYTES + elements * OCTETS[type];
        }

        /** Itself and what it is made of. */
        int parts() {
            int parts = 1;
            if (of != null) for (Field field : of.fields) parts += field.parts();
            return parts;
        }

        /** Reads a raw value and what fills up its room; null where it says that it is longer than it may be. */
        Decoder.Variant raw(Decoder in) {
            if (rank == SCALAR && type != STRING && type != BYTE_STRING)
                return new Decoder.Variant(typeName(), in.scalar(type));
            if (rank > ONE_DIMENSION) return matrix(in);
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

        /**
         * OPC 10000-6 section 5.2.5: the dimensions, then the values. Of one that is smaller than it may be only that is told: where within the room its
         * rows stand is said for each dimension, and may be read in two ways.
         */
        private Decoder.Variant matrix(Decoder in) {
            int from = in.at();
            if (in.i32() != rank || room() > in.bytes().length()) return null;
            boolean full = true;
            StringBuilder size = new StringBuilder();
            for (long most : dimensions) {
                long length = in.i32();
                if (length > most) return null;
                full &= length == most;
                size.append(size.isEmpty() ? "" : " x ").append(Math.max(0, length));
            }
            if (full) {
                List<Object> values = new ArrayList<>();
                for (long i = 0; i < elements && !in.cut(); i++) {
                    Object one = in.scalar(type);
                    if (values.size() < Decoder.LIST_MAX) values.add(one);
                }
                return new Decoder.Variant(typeName(), values);
            }
            in.skip((int) room() - (in.at() - from));
            return new Decoder.Variant(typeName(), size + ", not full");
        }
    }

    /** A type of its own whose fields stand one behind the other; with optional ones a mask says before them which are there. */
    record Structure(List<Field> fields) {
        boolean hasOptional() {
            for (Field field : fields) if (field.optional) return true;
            return false;
        }
    }

    /** @param ids where the id of each field goes, nothing if none has one */
    static MetaData read(Decoder in, List<String> ids) {
        in.texts();
        Types own = Types.read(in);
        String name = cut(in.text());
        in.localizedText();
        List<Field> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        boolean identified = false;
        long more = 0;
        for (int left = in.count(); left > 0 && !in.cut(); left--) {
            Field field = field(in, names, own);
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

    private static Field field(Decoder in, Set<String> names, Types own) {
        String name = cut(in.text());
        in.localizedText();
        boolean promoted = (in.u16() & PROMOTED) != 0;
        int type = in.u8();
        String node = in.nodeId();
        int rank = in.i32();
        List<Long> dimensions = in.numbers();
        Structure of = type == STRUCTURE && rank == SCALAR ? own.structure(node) : null;
        return new Field(
                names.add(name) ? name : "",
                type,
                rank,
                elements(rank, dimensions),
                in.u32(),
                promoted,
                rank > ONE_DIMENSION ? dimensions : List.of(),
                of,
                false);
    }

    /** 0 if it is not settled, or too many to be in one message. */
    static long elements(int rank, List<Long> dimensions) {
        if (rank < ONE_DIMENSION || rank > RANK_MAX || dimensions.size() != rank) return 0;
        long elements = 1;
        for (long length : dimensions) {
            elements *= length;
            if (elements > ELEMENTS_MAX) return 0;
        }
        return elements;
    }

    private static void properties(Decoder in) {
        for (int left = in.count(); left > 0 && !in.cut(); left--) {
            in.qualifiedName();
            in.variant();
        }
    }

    static String cut(String name) {
        return name.length() > NAME_MAX ? name.substring(0, NAME_MAX) : name;
    }

    /** All fields, those that are only counted as well. */
    long size() {
        return fields.size() + more;
    }

    /** What it costs to keep: fields and what they are made of. */
    int parts() {
        int parts = 0;
        for (Field field : fields) parts += field.parts();
        return parts;
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
