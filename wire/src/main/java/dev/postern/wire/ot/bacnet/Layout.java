package dev.postern.wire.ot.bacnet;

import java.util.ArrayList;
import java.util.List;

/**
 * Which parameter of a service stands behind which tag, written down as clause 21 does: {@code 0=object 1=property 2=index 3=values}.
 * Parts with a number are context tagged, those without are application tagged in this order (the last repeats), and brackets hold what
 * stands between an opening and a closing tag. {@code number:max_apdu} names the field a part becomes. Immutable.
 */
final class Layout {
    static final Layout NOTHING = new Layout();

    private static final int CONTEXT_TAG_MAX = 32;

    /** What a part means. */
    enum Kind {
        /** Object identifier that the service is about. */
        OBJECT,
        /** Object identifier that is no target: the initiating device. */
        REFERENCE,
        PROPERTY,
        INDEX,
        VALUES,
        PRIORITY,
        NUMBER,
        FLAG,
        TEXT,
        /** Shown to be there, not what it is. */
        SECRET,
        /** All within becomes one text. */
        JOIN,
        ERROR_CLASS,
        ERROR_CODE,
        GROUP,
        SKIP
    }

    record Part(Kind kind, String name, Layout inner) {}

    static final Part UNKNOWN = new Part(Kind.SKIP, "", NOTHING);

    private final Part[] context = new Part[CONTEXT_TAG_MAX];
    private final List<Part> application = new ArrayList<>();

    private Layout() {}

    static Layout of(String text) {
        return text.isEmpty() ? NOTHING : new Reader(text).level();
    }

    Part context(int tag) {
        return tag < CONTEXT_TAG_MAX && context[tag] != null ? context[tag] : UNKNOWN;
    }

    Part application(int order) {
        return application.isEmpty() ? UNKNOWN : application.get(Math.min(order, application.size() - 1));
    }

    /** Runs once over each layout when the class is loaded. */
    private static final class Reader {
        private final String text;
        private int at;

        private Reader(String text) {
            this.text = text;
        }

        private Layout level() {
            Layout layout = new Layout();
            while (at < text.length() && text.charAt(at) != ')') {
                if (text.charAt(at) == ' ') {
                    at++;
                    continue;
                }
                int tag = -1;
                if (Character.isDigit(text.charAt(at))) {
                    tag = Integer.parseInt(until("="));
                    at++;
                }
                Part part = part();
                if (tag < 0) layout.application.add(part);
                else layout.context[tag] = part;
            }
            return layout;
        }

        private Part part() {
            if (text.charAt(at) == '(') {
                at++;
                Layout inner = level();
                at++;
                return new Part(Kind.GROUP, "", inner);
            }
            String word = until(" )");
            int colon = word.indexOf(':');
            String kind = colon < 0 ? word : word.substring(0, colon);
            return new Part(Kind.valueOf(kind.toUpperCase(java.util.Locale.ROOT)), word.substring(colon + 1), NOTHING);
        }

        private String until(String ends) {
            int from = at;
            while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) at++;
            return text.substring(from, at);
        }
    }
}
