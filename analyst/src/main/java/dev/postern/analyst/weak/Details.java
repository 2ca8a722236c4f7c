package dev.postern.analyst.weak;

/** Words that came from the wire, fit for a sentence. */
final class Details {
    private static final int TEXT_MAX = 48;

    private Details() {}

    /** At most {@value #TEXT_MAX} characters, and none that are not shown. */
    static String clip(String text) {
        StringBuilder clipped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (clipped.length() == TEXT_MAX) return clipped.append("...").toString();
            char c = text.charAt(i);
            clipped.append(Character.isISOControl(c) || c == '\uFFFD' ? '?' : c);
        }
        return clipped.toString();
    }
}
