package dev.postern.wire.it.sql;

import dev.postern.model.Verb;
import java.util.Locale;

/**
 * The gist of an SQL statement: what it does to what. Looks at {@link #TEXT_MAX} characters and understands no grammar beyond words, quotes and
 * comments; values are never taken over.
 *
 * @param keyword first word, lower case, or {@code statement} where there is none
 * @param object first table, procedure or database named, or empty
 * @param systemAccess a function or clause that reaches out of the database into files, registry or shell, or null
 */
public record Statement(String keyword, String object, Verb verb, String systemAccess) {
    public static final int TEXT_MAX = 4096;
    private static final int WORD_MAX = 128;
    private static final String[] REACHES_OUT = {
        "xp_cmdshell", "sp_oacreate", "xp_dirtree", "xp_fileexist", "xp_reg", "openrowset", "opendatasource",
                "sp_addextendedproc", "clr enabled",
        "load_file", "into outfile", "into dumpfile", "sys_exec", "sys_eval", "from program", "to program", "lo_import",
                "lo_export",
        "pg_read_file", "pg_ls_dir", "utl_http", "utl_file", "dbms_scheduler", "dbms_java", "dbms_xmlquery"
    };

    public static Statement of(String sql) {
        String text = sql.length() > TEXT_MAX ? sql.substring(0, TEXT_MAX) : sql;
        Words words = new Words(text);
        String first = words.next() ? words.word.toLowerCase(Locale.ROOT) : "";
        String keyword = first.isBlank() ? "statement" : first.strip();
        return new Statement(keyword, object(keyword, words), verb(keyword), systemAccess(text));
    }

    private static String object(String keyword, Words words) {
        if (named(keyword)) return words.next() ? identifier(words) : "";
        boolean next = false;
        for (int i = 0; i < WORD_MAX && words.next(); i++) {
            String word = words.word.toLowerCase(Locale.ROOT);
            if (next && !word.equals("if") && !word.equals("not") && !word.equals("exists") && !word.equals("only"))
                return identifier(words);
            next = next
                    || word.equals("from")
                    || word.equals("into")
                    || word.equals("table")
                    || word.equals("database")
                    || word.equals("on")
                    || word.equals("view")
                    || word.equals("procedure")
                    || word.equals("login")
                    || word.equals("user");
        }
        return "";
    }

    /** What follows the keyword is the object. */
    private static boolean named(String keyword) {
        return switch (keyword) {
            case "update", "exec", "execute", "call", "use", "merge", "describe", "desc", "copy" -> true;
            default -> false;
        };
    }

    private static String identifier(Words words) {
        String name = words.word.endsWith(".") ? words.word.substring(0, words.word.length() - 1) : words.word;
        return words.bracket ? "" : name;
    }

    private static Verb verb(String keyword) {
        return switch (keyword) {
            case "select", "with", "fetch", "values", "table" -> Verb.READ;
            case "show", "describe", "desc", "explain" -> Verb.BROWSE;
            case "insert", "update", "delete", "merge", "replace", "truncate", "load", "bulk", "copy", "restore" ->
                Verb.WRITE;
            case "create", "alter", "drop", "rename", "dbcc", "reconfigure", "vacuum", "analyze" -> Verb.CONFIGURE;
            case "grant", "revoke", "deny" -> Verb.PROTECT;
            case "shutdown" -> Verb.STOP;
            case "set", "use", "begin", "start", "commit", "rollback", "savepoint", "deallocate", "discard", "close" ->
                Verb.SESSION;
            default -> Verb.OTHER;
        };
    }

    private static String systemAccess(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String term : REACHES_OUT) if (lower.contains(term)) return term;
        return null;
    }

    /** Words, names in quotes and dots between them; comments and values are passed over. */
    private static final class Words {
        private final String text;
        private int at;
        private String word = "";
        /** A bracket, number or value stood where a word was sought. */
        private boolean bracket;

        private Words(String text) {
            this.text = text;
        }

        private boolean next() {
            bracket = false;
            while (at < text.length()) {
                char c = text.charAt(at);
                if (text.startsWith("--", at) || c == '#') skipPast("\n");
                else if (text.startsWith("/*", at)) skipPast("*/");
                else if (c == '\'') skipPast("'", at + 1);
                else if (begins(c)) return name();
                else {
                    bracket |= c == '(';
                    at++;
                }
            }
            return false;
        }

        private static boolean begins(char c) {
            return Character.isLetter(c) || c == '_' || c == '@' || c == '"' || c == '`' || c == '[';
        }

        private static boolean goesOn(char c) {
            return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '$' || c == '@' || c == '#';
        }

        private boolean name() {
            StringBuilder name = new StringBuilder();
            while (at < text.length() && name.length() < WORD_MAX) {
                char c = text.charAt(at);
                if (c == '"' || c == '`' || c == '[') {
                    char close = c == '[' ? ']' : c;
                    int end = text.indexOf(close, at + 1);
                    if (end < 0) end = text.length();
                    name.append(text, at + 1, Math.min(end, at + 1 + WORD_MAX));
                    at = Math.min(end + 1, text.length());
                } else if (goesOn(c)) {
                    name.append(c);
                    at++;
                } else {
                    break;
                }
            }
            word = name.toString();
            return true;
        }

        private void skipPast(String end) {
            skipPast(end, at);
        }

        private void skipPast(String end, int from) {
            int found = text.indexOf(end, from);
            at = found < 0 ? text.length() : found + end.length();
        }
    }
}
