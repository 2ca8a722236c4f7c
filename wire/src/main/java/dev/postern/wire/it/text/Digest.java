package dev.postern.wire.it.text;

/** What a challenge or a proof of Digest says of itself, RFC 7616 sections 3.3 and 3.4, in HTTP and SIP alike. */
public final class Digest {
    /** Characters that are looked at. */
    public static final int CHARACTERS_MAX = 4096;

    private Digest() {}

    /** The proof was good, but the challenge that it was made for is too old. */
    public static boolean isStale(String challenge) {
        return "true".equalsIgnoreCase(parameter(challenge, "stale"));
    }

    public static boolean proves(String credentials) {
        return parameter(credentials, "response") != null;
    }

    /** Null where there is no name: some clients say a hash instead. */
    public static String user(String credentials) {
        return "true".equals(parameter(credentials, "userhash")) ? null : parameter(credentials, "username");
    }

    /** What {@code name} is said to be, in quotation marks or without (RFC 9110 section 11.2), or null. */
    private static String parameter(String said, String name) {
        for (int at = said.indexOf(name); at >= 0; at = said.indexOf(name, at + 1)) {
            int start = at + name.length() + 1;
            boolean whole = at > 0 && (said.charAt(at - 1) == ' ' || said.charAt(at - 1) == ',');
            if (!whole || start >= said.length() || said.charAt(start - 1) != '=') continue;
            boolean quoted = said.charAt(start) == '"';
            int end = said.indexOf(quoted ? '"' : ',', start + 1);
            if (quoted) return end < 0 ? null : said.substring(start + 1, end);
            return said.substring(start, end < 0 ? said.length() : end).strip();
        }
        return null;
    }
}
