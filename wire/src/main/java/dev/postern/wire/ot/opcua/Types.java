package dev.postern.wire.ot.opcua;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Types of its own that an announced data set uses, OPC 10000-5 sections 12.31 to 12.35: structures, enumerations and simple types by their node, which the
 * fields name. What is no structure with all its fields in order (a union, one that allows subtypes), is nested deeper than {@link #DEPTH_MAX} or has more parts
 * than {@link DataSetMessage#FIELDS_MAX} for the whole data set is not known.
 */
final class Types {
    static final int DEPTH_MAX = 8;
    private static final int PLAIN = 0, WITH_OPTIONAL = 1, MASK_BITS = 32;
    private static final int STRUCTURE = 22, BUILT_IN_MAX = 25;
    private static final int NO_TYPE = 0;
    /** Subtypes of the standard's own that raw fields are often of: a duration is a double, a time that is UTC a time. */
    private static final Map<String, Integer> STANDARD = Map.of("i=290", 11, "i=294", 13);

    private record Part(String name, String node, int rank, List<Long> dimensions, long textBytes, boolean optional) {}

    private record Definition(long kind, List<Part> parts) {}

    private final Map<String, Definition> structures = new HashMap<>();
    private final Map<String, Integer> others = new HashMap<>();
    private int left = DataSetMessage.FIELDS_MAX;

    private Types() {}

    static Types read(Decoder in) {
        Types types = new Types();
        for (int left = in.count(); left > 0 && !in.cut(); left--) types.structure(in);
        for (int left = in.count(); left > 0 && !in.cut(); left--) types.enumeration(in);
        for (int left = in.count(); left > 0 && !in.cut(); left--) types.simple(in);
        return types;
    }

    private void structure(Decoder in) {
        String node = in.nodeId();
        in.qualifiedName();
        in.nodeId();
        in.nodeId();
        long kind = in.u32();
        List<Part> parts = new ArrayList<>();
        for (int left = in.count(); left > 0 && !in.cut(); left--) {
            String name = MetaData.cut(in.text());
            in.localizedText();
            String type = in.nodeId();
            int rank = in.i32();
            List<Long> dimensions = in.numbers();
            Part part = new Part(name, type, rank, dimensions, in.u32(), in.flag());
            // One more than can be used tells that they are too many.
            if (parts.size() <= DataSetMessage.FIELDS_MAX) parts.add(part);
        }
        structures.put(node, new Definition(kind, parts));
    }

    private void enumeration(Decoder in) {
        String node = in.nodeId();
        in.qualifiedName();
        for (int left = in.count(); left > 0 && !in.cut(); left--) {
            in.i64();
            in.localizedText();
            in.localizedText();
            in.text();
        }
        others.put(node, in.u8());
    }

    private void simple(Decoder in) {
        String node = in.nodeId();
        in.qualifiedName();
        in.nodeId();
        others.put(node, in.u8());
    }

    /** What the structure with this node is made of, or null. */
    MetaData.Structure structure(String node) {
        return structure(node, 0);
    }

    private MetaData.Structure structure(String node, int depth) {
        Definition of = structures.get(node);
        if (of == null || of.kind > WITH_OPTIONAL || depth == DEPTH_MAX || left < of.parts.size()) return null;
        left -= of.parts.size();
        List<MetaData.Field> fields = new ArrayList<>(of.parts.size());
        Set<String> names = new HashSet<>();
        int optional = 0;
        for (Part part : of.parts) {
            MetaData.Structure inner = structures.containsKey(part.node) ? structure(part.node, depth + 1) : null;
            boolean maybe = of.kind != PLAIN && part.optional;
            if (maybe) optional++;
            fields.add(new MetaData.Field(
                    names.add(part.name) ? part.name : "",
                    inner == null ? type(part.node) : STRUCTURE,
                    part.rank,
                    MetaData.elements(part.rank, part.dimensions),
                    part.textBytes,
                    false,
                    part.dimensions,
                    inner,
                    maybe));
        }
        // A mask stands there even if nothing is optional.
        boolean masked = of.kind == PLAIN || optional > 0;
        return masked && optional <= MASK_BITS ? new MetaData.Structure(fields) : null;
    }

    /** Number of the built-in type, 0 if it is not known. */
    private int type(String node) {
        Integer known = others.get(node);
        if (known == null) known = STANDARD.get(node);
        if (known != null) return known;
        for (int type = 1; type <= BUILT_IN_MAX; type++) if (node.equals("i=" + type)) return type;
        return NO_TYPE;
    }
}
