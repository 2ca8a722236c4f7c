package dev.postern.wire.ot.enip;

import dev.postern.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * A padded path (EPATH), volume 1 appendix C-1: where in a device something is. Of several classes in a path the last is the object meant and
 * those before it contain it. At most {@link #SEGMENTS_MAX} segments are read.
 *
 * @param classId last class, -1 if none; so for instance and attribute
 * @param target stable text: {@code class 0x01 instance 1}, {@code tag Foo[3]}
 * @param route ports and links in front of it: {@code 1/0} is slot 0 of the backplane
 * @param brokenAt offset where a segment broke a rule, or -1
 */
record CipPath(int classId, long instance, int attribute, boolean symbolic, String target, String route, int brokenAt) {
    static final CipPath NONE = new CipPath(-1, -1, -1, false, "", "", -1);
    static final int SEGMENTS_MAX = 64;
    private static final int ELECTRONIC_KEY = 0x34;
    private static final int ANSI_SYMBOL = 0x91, SIMPLE_DATA = 0x80;

    static CipPath read(Bytes path) {
        return walked(path).done();
    }

    /**
     * What a connection is made to: its connection points, else the instances, without the first of three, which configures. At most two, what the target reads before what it tells
     * (volume 1, section 3-5.5.1.10).
     */
    static List<Long> points(Bytes path) {
        return walked(path).points();
    }

    private static Builder walked(Bytes path) {
        Builder builder = new Builder();
        int at = 0;
        for (int i = 0; at >= 0 && at < path.length() && i < SEGMENTS_MAX; i++) {
            int next = builder.segment(path, at);
            if (next < 0 || path.overrun()) {
                builder.brokenAt = at;
                break;
            }
            at = next;
        }
        return builder;
    }

    boolean isClass(int id) {
        return classId == id;
    }

    private static final class Builder {
        private final StringBuilder target = new StringBuilder();
        private final StringBuilder route = new StringBuilder();
        private final List<Long> points = new ArrayList<>();
        private final List<Long> instances = new ArrayList<>();
        private int classId = -1;
        private long instance = -1;
        private int attribute = -1;
        private boolean symbolic;
        private boolean inBrackets;
        private int brokenAt = -1;

        private int segment(Bytes path, int at) {
            int type = path.u8(at);
            return switch (type >> 5) {
                case 0 -> port(path, at, type);
                case 1 -> logical(path, at, type);
                case 2 -> network(path, at, type);
                case 3 -> symbol(path, at + 1, type & 31, at + 1 + (type & 31));
                case 4 -> data(path, at, type);
                default -> -1;
            };
        }

        private int port(Bytes path, int at, int type) {
            int port = type & 15;
            int from = at + 1;
            int linkBytes = 1;
            if ((type & 0x10) != 0) linkBytes = path.u8(from++);
            if (port == 15) {
                port = path.u16le(from);
                from += 2;
            }
            if (!route.isEmpty()) route.append('/');
            route.append(port).append('/');
            if ((type & 0x10) == 0) route.append(path.u8(from));
            else route.append(path.ascii(from, linkBytes));
            int end = from + linkBytes;
            return end + (end - at & 1);
        }

        private int logical(Bytes path, int at, int type) {
            if (type == ELECTRONIC_KEY) return path.has(at, 10) ? at + 10 : -1;
            int format = type & 3;
            if (format == 3) return -1;
            long number = format == 0 ? path.u8(at + 1) : format == 1 ? path.u16le(at + 2) : path.u32le(at + 2);
            switch (type >> 2 & 7) {
                case 0 -> {
                    classId = (int) number;
                    instance = -1;
                    attribute = -1;
                    instances.clear();
                    word("class").append(hex(number));
                }
                case 1 -> {
                    instance = number;
                    instances.add(number);
                    word("instance").append(number);
                }
                case 2 -> member(number);
                case 3 -> {
                    points.add(number);
                    word("point").append(number);
                }
                case 4 -> {
                    attribute = (int) number;
                    word("attribute").append(number);
                }
                default -> word("segment " + hex(type)).append(number);
            }
            return at + (format == 0 ? 2 : format == 1 ? 4 : 6);
        }

        private static String hex(long number) {
            return number < 16 ? "0x0" + Long.toHexString(number) : "0x" + Long.toHexString(number);
        }

        private StringBuilder word(String name) {
            closeBrackets();
            if (!target.isEmpty()) target.append(' ');
            return target.append(name).append(' ');
        }

        /** {@code Foo[1,2]} for a tag, {@code member 1} for an object. */
        private void member(long number) {
            if (!symbolic) word("member").append(number);
            else {
                target.append(inBrackets ? "," : "[").append(number);
                inBrackets = true;
            }
        }

        private void closeBrackets() {
            if (inBrackets) target.append(']');
            inBrackets = false;
        }

        private int network(Bytes path, int at, int type) {
            return type >= 0x50 ? at + 2 + 2 * path.u8(at + 1) : at + 2;
        }

        private int data(Bytes path, int at, int type) {
            int length = path.u8(at + 1);
            if (type == SIMPLE_DATA) return at + 2 + 2 * length;
            return type == ANSI_SYMBOL ? symbol(path, at + 2, length, at + 2 + length + (length & 1)) : -1;
        }

        private int symbol(Bytes path, int from, int length, int next) {
            if (length == 0 || !path.has(from, length)) return -1;
            closeBrackets();
            if (symbolic) target.append('.');
            else target.append(target.isEmpty() ? "tag " : " tag ");
            target.append(path.ascii(from, length));
            symbolic = true;
            return next;
        }

        private List<Long> points() {
            List<Long> ends = points.isEmpty() ? instances : points;
            return List.copyOf(ends.subList(Math.max(0, ends.size() - 2), ends.size()));
        }

        private CipPath done() {
            closeBrackets();
            return new CipPath(classId, instance, attribute, symbolic, target.toString(), route.toString(), brokenAt);
        }
    }
}
