package dev.postern.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON of whole numbers (RFC 8259 without fractions). The text may come from anywhere: it is bounded in depth and every fault is told. */
final class Parser {
    private static final int DEPTH_MAX = 32;

    /** It is not JSON of this form. */
    static final class Fault extends Exception {
        private static final long serialVersionUID = 1;

        Fault(String what, int at) {
            super(what + " at character " + (at + 1));
        }
    }

    private final String text;
    private int at;

    private Parser(String text) {
        this.text = text;
    }

    /** The members of an object. */
    static Map<String, Object> object(String text) throws Fault {
        Parser parser = new Parser(text);
        Object value = parser.value(0);
        if (parser.at != text.length()) throw new Fault("something follows", parser.at);
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> members = new LinkedHashMap<>();
            map.forEach((name, member) -> members.put((String) name, member));
            return members;
        }
        throw new Fault("no object", 0);
    }

    private Object value(int depth) throws Fault {
        if (depth > DEPTH_MAX) throw new Fault("nested too deep", at);
        char c = peek();
        return switch (c) {
            case '{' -> members(depth);
            case '[' -> items(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private char peek() throws Fault {
        if (at >= text.length()) throw new Fault("it ends early", at);
        return text.charAt(at);
    }

    private void expect(char c) throws Fault {
        if (peek() != c) throw new Fault("'" + c + "' is missing", at);
        at++;
    }

    private Map<String, Object> members(int depth) throws Fault {
        Map<String, Object> members = new LinkedHashMap<>();
        expect('{');
        if (peek() != '}') {
            while (true) {
                String name = string();
                expect(':');
                if (members.containsKey(name)) throw new Fault("\"" + name + "\" stands twice", at);
                members.put(name, value(depth + 1));
                if (peek() != ',') break;
                at++;
            }
        }
        expect('}');
        return members;
    }

    private List<Object> items(int depth) throws Fault {
        List<Object> items = new ArrayList<>();
        expect('[');
        if (peek() != ']') {
            while (true) {
                items.add(value(depth + 1));
                if (peek() != ',') break;
                at++;
            }
        }
        expect(']');
        return items;
    }

    private Object word(String word, Object value) throws Fault {
        if (!text.startsWith(word, at)) throw new Fault("unknown word", at);
        at += word.length();
        return value;
    }

    private Long number() throws Fault {
        int start = at;
        if (peek() == '-') at++;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') at++;
        try {
            return Long.parseLong(text, start, at, 10);
        } catch (NumberFormatException e) {
            throw new Fault("no whole number", start);
        }
    }

    private String string() throws Fault {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(at++);
            if (c < ' ') throw new Fault("a control character", at - 1);
            out.append(c == '\\' ? escaped() : c);
        }
        at++;
        return out.toString();
    }

    private char escaped() throws Fault {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                if (at + 4 > text.length()) throw new Fault("it ends early", at);
                at += 4;
                try {
                    yield (char) Integer.parseInt(text, at - 4, at, 16);
                } catch (NumberFormatException e) {
                    throw new Fault("no character", at - 4);
                }
            }
            default -> throw new Fault("unknown escape", at - 1);
        };
    }
}
